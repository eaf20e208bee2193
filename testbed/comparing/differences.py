"""Makes two answers comparable and says in which points they differ."""

import json
import re

UUID = re.compile(r'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')
TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ')
# What Python's validator prints below its first sentence: the schema in an order that changed between its releases.
VALIDATOR = re.compile(r'(\n\n| +)Failed validating .*?(?=<br />|\n\n\s*$)', re.DOTALL)
# Only these belong to the contract; the rest is the web server's own.
HEADERS = ('content-type', 'location', 'allow', 'accept-patch', 'content-md5', 'content-range', 'www-authenticate',
           'openstack-image-import-methods', 'openstack-image-store-ids', 'x-openstack-request-id', 'retry-after')


class Normal:
    """Replaces what must differ between two servers: addresses, ids that the server chose, times."""

    def __init__(self, base, known_ids, ignored_keys):
        self.base, self.known, self.ignored = base, known_ids, ignored_keys

    def text(self, text):
        text = text.replace(self.base, '<base>').replace(self.base.partition('://')[2], '<host>')
        text = VALIDATOR.sub('', text)
        text = re.sub(r'req-' + UUID.pattern, '<request id>', text)
        text = UUID.sub(lambda found: found[0] if found[0] in self.known else '<uuid>', text)
        return TIME.sub('<time>', text)

    def json(self, value):
        if isinstance(value, dict):
            return {key: self.json(sorted(item) if key == 'tags' and _strings(item) else item)
                    for key, item in value.items() if key not in self.ignored}
        if isinstance(value, list):
            return [self.json(item) for item in value]
        return self.text(value) if isinstance(value, str) else value


def _strings(value):
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def between(first, second, normals):
    """Yields (point, first's, second's) for each difference of two answers."""
    if first.status != second.status:
        yield 'status', str(first.status), str(second.status)
    for name in HEADERS:
        values = [_spaced(name, normal.text(answer.headers[name])) if name in answer.headers else None
                  for answer, normal in zip((first, second), normals)]
        if values[0] != values[1]:
            yield f'header {name}', *values
    yield from _bodies(first, second, normals)


def _spaced(name, value):
    """A blank after the semicolon of a media type means nothing, and web servers differ in it."""
    return re.sub(r';\s*', '; ', value) if name == 'content-type' else value


def _bodies(first, second, normals):
    parsed = [_parse(answer) for answer in (first, second)]
    if None in parsed:
        texts = [normal.text(answer.body.decode('utf-8', 'backslashreplace'))
                 for answer, normal in zip((first, second), normals)]
        if texts[0] != texts[1]:
            yield 'body', *(text.replace('\n', '\\n') for text in texts)
        return
    values = [normal.json(value) for value, normal in zip(parsed, normals)]
    if values[0] != values[1]:
        yield from _values('body', *values)
    elif json.dumps(values[0]) != json.dumps(values[1]):
        yield 'order of keys', *(json.dumps(value, ensure_ascii=False) for value in values)
    elif first.status < 300:
        spelled = [answer.body.decode('utf-8', 'replace') == json.dumps(value, ensure_ascii=False)
                   for answer, value in zip((first, second), parsed)]
        if spelled[0] != spelled[1]:
            yield 'spelling of the JSON', *(answer.body[:200].decode('utf-8', 'replace') for answer in (first, second))


def _values(path, one, other):
    """Descends to where two JSON values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            if key not in one or key not in other:
                yield (f'{path}.{key}', *('(absent)' if key not in side else _short(side[key]) for side in (one, other)))
            elif one[key] != other[key]:
                yield from _values(f'{path}.{key}', one[key], other[key])
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other)):
            if left != right:
                yield from _values(f'{path}[{index}]', left, right)
    else:
        yield path, _short(one), _short(other)


def _short(value):
    return json.dumps(value, ensure_ascii=False)


def _parse(answer):
    if not answer.headers.get('content-type', '').startswith('application/json'):
        return None
    try:
        return json.loads(answer.body)
    except ValueError:
        return None
