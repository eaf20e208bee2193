"""Work in the background. Without authentication the original cannot write a task down, for its column wants an owner."""

from comparing.table import Case, bare, call, create, delete, get, post

NOBODY = '/v2/tasks/11111111-2222-3333-4444-555555555555'
OF_IMAGE = '/v2/images/{id1}/tasks'
MARKERS = ['', 'x', '11111111-2222-3333-4444-555555555555', '11111111222233334444555555555555',
           'urn:uuid:11111111-2222-3333-4444-555555555555', '{{11111111-2222-3333-4444-555555555555}}', '1111111122223333444455555555555g']
LISTS = ['', '?', '?status=pending', '?status=success&type=import', '?status=', '?status=Pending', '?status=done', '?status=done&status=pending',
         '?type=', '?type=import', '?type=api_image_import', '?type=Import', '?owner=x', '?owner=', '?id=x', '?image_id=x', '?request_id=x',
         '?user_id=x', '?created_at=2026-01-01T00:00:00', '?expires_at=2026-01-01', '?unknown=x', '?visibility=public', '?deleted=true',
         '?deleted=True&limit=2', '?sort_key=id', '?sort_key=expires_at&sort_dir=asc', '?sort_key=deleted', '?sort_key=deleted_at',
         '?sort_key=nothing', '?sort_key=', '?sort_key=input', '?sort_dir=asc', '?sort_dir=up', '?sort_dir=', '?sort_dir=up&status=x',
         '?status=x&marker=y', '?limit=1', '?limit=0', '?limit=-1', '?limit=x', '?limit=', '?limit=1.5', '?limit=5000', '?limit=%201',
         '?limit=x&marker=y', '?limit=x&status=x', '?q=a%20b&r=%C3%A9', '?q=a*b~c', '?status=%F0%9F%98%80']

SOURCES = ['', None, 'x', 'file:///etc/passwd', 'filesystem:///etc/passwd', 'file:/etc/passwd', 'ftp://example.org/x', 'HTTP://example.org/',
           'swift+http://x/', 'http://example.org:22/', 'https://example.org:25/x', 'http://:80/']

CASES = [
    Case('schemas', [get('/v2/schemas/task'), get('/v2/schemas/tasks'), post('/v2/schemas/task', {}), call('HEAD', '/v2/schemas/tasks')]),
    *[Case(f'list {query}', [get('/v2/tasks' + query)]) for query in LISTS],
    *[Case(f'list after {marker!r}', [get(f'/v2/tasks?marker={marker}')]) for marker in MARKERS],
    Case('no such task', [get(NOBODY), get('/v2/tasks/x'), get('/v2/tasks/a%20b'), get('/v2/tasks/' + 'x' * 300),
                          get('/v2/tasks/%C3%A9'), get(NOBODY, {'Accept': 'application/json'}), get(NOBODY, {'Accept': None})]),
    Case('no deletion', [delete(NOBODY), delete('/v2/tasks/x'), delete(NOBODY, {'Accept': 'application/json'}), delete(NOBODY, {'Accept': None}),
                         call('DELETE', NOBODY, b'x')]),
    Case('bodies are not looked at', [call('GET', '/v2/tasks', b'x'), call('GET', NOBODY, b'x')]),
    Case('wrong verbs of one', [call(verb, NOBODY, {}) for verb in ('POST', 'PUT', 'PATCH', 'HEAD', 'FOO')]),
    Case('wrong verbs of all', [call(verb, '/v2/tasks', {}) for verb in ('PUT', 'PATCH', 'DELETE', 'HEAD')]),
    Case('no order', [call('POST', '/v2/tasks'), post('/v2/tasks', {}), post('/v2/tasks', []), call('POST', '/v2/tasks', 'x'),
                      post('/v2/tasks', {'type': 'import'}), post('/v2/tasks', {'input': {}}), post('/v2/tasks', ['type', 'input'])]),
    *[Case(f'order of type {kind!r}', [post('/v2/tasks', {'type': kind, 'input': {}})]) for kind in ('', 'x', 'Import', 1, None)],
    *[Case(f'order with input {given!r}', [post('/v2/tasks', {'type': 'import', 'input': given})]) for given in ([], 'x', 1, None, {})],
    *[Case(f'order with {name} {value!r}', [post('/v2/tasks', {'type': 'import', 'input': {}, name: value})])
      for name, value in (('status', 'x'), ('x', 1), ('id', 'x'), ('owner', 1))],
    *[Case(f'order from {source!r}', [post('/v2/tasks', {'type': 'import', 'input': {'import_from': source}})]) for source in SOURCES],
    Case('slashes', [get('/v2/tasks/'), get(NOBODY + '/'), get(NOBODY + '/x')]),
    Case('of an image', [bare(), get(OF_IMAGE), get(OF_IMAGE + '?status=x&limit=y'), get(OF_IMAGE, {'Accept': 'application/json'}),
                         call('GET', OF_IMAGE, b'x'), delete('/v2/images/{id1}'), get(OF_IMAGE)]),
    Case('of nobody', [get(OF_IMAGE), get('/v2/images/x/tasks'), get('/v2/images/%C3%A9/tasks'), get(OF_IMAGE, {'Accept': 'application/json'})]),
    Case('wrong verbs of those of an image', [create(), *[call(verb, OF_IMAGE, {}) for verb in ('POST', 'PUT', 'PATCH', 'DELETE', 'FOO')],
                                              call('HEAD', OF_IMAGE), call('OPTIONS', OF_IMAGE), get(OF_IMAGE + '/'), get(OF_IMAGE + '/x')]),
]
