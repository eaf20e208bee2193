"""Samples become a table: the median of each target, and how many times the first target is faster."""

from statistics import median


def medians(samples):
    """samples: list of dicts of one work and target."""
    return {key: median(sample[key] for sample in samples) for key in samples[0]}


def table(works, targets, results):
    """results[work][target name] is the list of that target's samples."""
    base = targets[0].name
    others = [target.name for target in targets[1:]]
    head = ['work', 'unit', *[target.name for target in targets], *[f'{base} ÷ {name}' for name in others]]
    lines = ['| ' + ' | '.join(head) + ' |', '|' + ' --- |' * len(head)]
    for work in works:
        found = {name: medians(samples)['rate'] for name, samples in results[work.key].items() if samples}
        row = [work.title, work.unit]
        row += [_number(found.get(target.name)) for target in targets]
        row += [f'{found[base] / found[name]:.2f}' if base in found and found.get(name) else '—' for name in others]
        lines.append('| ' + ' | '.join(row) + ' |')
    return '\n'.join(lines)


def latencies(works, targets, results):
    lines = ['| work | ' + ' | '.join(f'{target.name} p50 / p99 ms' for target in targets) + ' |',
             '|' + ' --- |' * (len(targets) + 1)]
    for work in works:
        cells = []
        for target in targets:
            samples = results[work.key].get(target.name)
            if not samples or 'p50_ms' not in samples[0]:
                cells.append('—')
                continue
            found = medians(samples)
            cells.append(f"{found['p50_ms']:.1f} / {found['p99_ms']:.1f}")
        if set(cells) != {'—'}:
            lines.append(f'| {work.title} | ' + ' | '.join(cells) + ' |')
    return '\n'.join(lines) if len(lines) > 2 else ''


def raw(works, targets, results):
    lines = ['| work | target | rates of the rounds, in order |', '| --- | --- | --- |']
    for work in works:
        for target in targets:
            samples = results[work.key].get(target.name)
            if samples:
                lines.append(f'| {work.key} | {target.name} | '
                             + ' '.join(_number(sample['rate']) for sample in samples) + ' |')
    return '\n'.join(lines)


def facts(pairs):
    return '\n'.join(f'* {name}: {value}' for name, value in pairs.items())


def _number(value):
    if value is None:
        return '—'
    return f'{value:,.0f}' if value >= 100 else f'{value:.1f}'
