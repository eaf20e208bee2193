"""Staging and importing, up to the answer: without authentication the original fails at every import that it accepts."""

from comparing.table import Case, OCTETS, bare, call, create, delete, download, get, post, show, upload

STAGE = '/v2/images/{id1}/stage'
IMPORT = '/v2/images/{id1}/import'
TEN = b'0123456789'
JSON = {'Content-Type': 'application/json'}


def stage(data=TEN, headers=None, **more):
    return call('PUT', STAGE, data, {**OCTETS, **(headers or {})}, **more)


def order(method='glance-direct', headers=None, method_more=None, **more):
    return post(IMPORT, {'method': {'name': method, **(method_more or {})}, **more}, headers)


def raw(body):
    return call('POST', IMPORT, body, JSON)


BODIES = ['', '{', '5', '"x"', 'null', '{}', '{"method": {}}', '{"method": {"name": "x"}}', '{"method": {"name": ""}}',
          '{"method": {"name": "web-download", "uri": 5}}', '{"method": {"name": "glance-direct"}, "all_stores": 1}',
          '{"method": {"name": "glance-direct"}, "all_stores_must_succeed": "x"}',
          '{"method": {"name": "glance-direct"}, "all_stores": null}']
URIS = ['', 'x', 'ftp://example.org/x', 'file:///etc/passwd', 'http://', 'http:///x', 'http://example.org:22/x',
        'http://example.org:0x50/x', 'HTTP://EXAMPLE.ORG:99/', 'filesystem:///etc/passwd', 'gopher://example.org/', '//example.org/x']

CASES = [
    Case('methods', [get('/v2/info/import'), call('GET', '/v2/info/import', 'x'), call('POST', '/v2/info/import'),
                     call('HEAD', '/v2/info/import'), get('/v2/info/import/')]),
    Case('usage without limits', [get('/v2/info/usage'), call('POST', '/v2/info/usage'), call('GET', '/v2/info/usage', 'x')]),
    Case('stage', [bare(), stage(), show(), stage(), upload(TEN), download(), show(), delete('/v2/images/{id1}')]),
    Case('stage without formats', [create(), stage(), show(), order(), show()]),
    Case('stage in chunks', [bare(), stage(chunked=True), show()]),
    Case('stage nothing', [bare(), stage(b''), show()]),
    Case('stage after an upload', [bare(), upload(TEN), stage(), show()]),
    *[Case(f'stage of size {size!r}', [bare(), stage(headers={'x-openstack-image-size': size}), show(), stage(), show()])
      for size in ('10', '9', '11', '0', 'x', '')],
    *[Case(f'stage as {kind!r}', [bare(), call('PUT', STAGE, TEN, {'Content-Type': kind} if kind else None), show()])
      for kind in ('text/plain', 'application/json', 'application/octet-stream; x=y', None)],
    Case('stage nobody', [stage()]),
    Case('wrong verbs of stage', [bare(), *[call(verb, STAGE) for verb in ('GET', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS')]]),
    Case('wrong verbs of import', [bare(), *[call(verb, IMPORT) for verb in ('GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS')]]),
    *[Case(f'import {body!r}', [bare(), raw(body), show()]) for body in BODIES],
    Case('import of nobody', [order(), order('web-download', method_more={'uri': 'http://example.org/x'}), order('copy-image')]),
    Case('import of what is not staged', [bare(), order(), show()]),
    Case('import of an active image', [bare(), upload(TEN), order(), order('web-download'), show()]),
    Case('copy of an image without data', [bare(), order('copy-image'), show()]),
    Case('download into what is staged', [bare(), stage(), order('web-download', method_more={'uri': 'http://example.org/x'}), show()]),
    Case('import without container', [create(disk_format='raw'), order('web-download', method_more={'uri': 'http://example.org/x'})]),
    Case('import without disk format', [create(container_format='bare'), order('web-download', method_more={'uri': 'http://example.org/x'})]),
    Case('import where one store may fail', [bare(), stage(), order(all_stores_must_succeed=False),
                                             order(all_stores_must_succeed=False, method_more={'uri': 'x'}), show()]),
    Case('import without an address', [bare(), order('web-download'), order('web-download', method_more={'uri': None}), show()]),
    *[Case(f'import from {uri!r}', [bare(), order('web-download', method_more={'uri': uri}), show()]) for uri in URIS],
    Case('import errors by Accept', [bare(), *[order('x', headers={'Accept': accept})
                                               for accept in ('application/json', 'text/plain', 'text/html', '')]]),
]
