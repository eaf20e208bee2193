"""The file of differences that are known and wanted.

One per line: `case / step number | point | reason`, the first two with shell wildcards. `#` begins a comment.
"""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase


@dataclass
class Known:
    step: str
    point: str
    reason: str
    line: int
    used: int = field(default=0)

    def matches(self, step, point):
        return fnmatchcase(step, self.step) and fnmatchcase(point, self.point)


def read(path):
    entries = []
    with open(path, encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if not line or line.startswith('#'):
                continue
            parts = [part.strip() for part in line.split('|', 2)]
            if len(parts) != 3 or not all(parts):
                raise SystemExit(f'{path}:{number}: expected `case / step | point | reason`')
            # Brackets stand for themselves: points have indexes in them.
            step, point = (part.replace('[', '[[]') for part in parts[:2])
            entries.append(Known(step, point, parts[2], number))
    return entries


def explain(entries, step, point):
    """The reason why this difference is fine, or None."""
    for entry in entries:
        if entry.matches(step, point):
            entry.used += 1
            return entry.reason
    return None
