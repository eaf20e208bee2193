"""Versions, schemas, health, paths and verbs that do not exist, and the three forms of an error."""

from comparing.table import Case, bare, call, create, get, post, show, upload

NOBODY = '11111111-2222-3333-4444-555555555555'
ACCEPTS = {'any': '*/*', 'html': 'text/html', 'json': 'application/json', 'any application': 'application/*', 'plain': 'text/plain',
           'empty': '', 'nothing that fits': 'image/png', 'json before html': 'application/json, text/html;q=0.5',
           'html before json': 'text/html, application/json;q=0.9', 'json of no value': 'application/json;q=0', 'any text': 'text/*',
           'xhtml': 'application/xhtml+xml', 'broken': ';;;', 'two alike': 'application/json, text/html',
           'browser': 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'any of low value': '*/*;q=0.1'}


def accepting(word):
    return {'Accept': word}


CASES = [
    *[Case(f'versions at {path}', [get(path)]) for path in (
        '/', '/versions', '/versions/', '/versions/x', '/v1', '/v1/images', '/v3/images', '/foo', '/v2.99/images', '/V2/images',
        '/v2x', '/v', '/vx/images', '/.', '/%00', '/?x=y', '/v1/', '/v2.0', '/v2.1.1/images')],
    *[Case(f'versions by {verb}', [call(verb, '/'), call(verb, '/versions'), call(verb, '/v1/images')])
      for verb in ('POST', 'PUT', 'DELETE', 'PATCH', 'HEAD')],
    *[Case(f'version {word}', [get(f'/{word}/images?limit=0')]) for word in (
        'v2', 'v2.0', 'v2.1', 'v2.2', 'v2.3', 'v2.4', 'v2.5', 'v2.6', 'v2.7', 'v2.8', 'v2.9', 'v2.10', 'v2.15', 'v2.17', 'v2.19')],
    *[Case(f'version by Accept {word}', [get('/images?limit=0', accepting(f'application/vnd.openstack.images-{word}'))])
      for word in ('v2', 'v2.0', 'v2.7', 'v1', 'v3', 'x')],
    Case('version by Accept and by path', [get('/v2/images?limit=0', accepting('application/vnd.openstack.images-v2'))]),
    *[Case(f'path {path}', [get(path)]) for path in (
        '/v2', '/v2/', '//v2/images?limit=0', '/v2//images?limit=0', '/v2/nothing', '/v2/images/', f'/v2/images/{NOBODY}/',
        f'/v2/images/{NOBODY}/nothing', f'/v2/images/{NOBODY}/file/', '/v2/schemas', '/v2/schemas/', '/v2/schemas/nothing',
        f'/v2/images/{NOBODY}/tags/', '/v2/..', '/v2/../v2/images', '/v2/images/..', '/v2/%2e%2e/images', '/v2/images%00', '/v2/%FF')],
    *[Case(f'schema {word}', [get(f'/v2/schemas/{word}')]) for word in ('image', 'images', 'member', 'members')],
    Case('schemas by other verbs', [post('/v2/schemas/image', {}), call('DELETE', '/v2/schemas/image'), call('HEAD', '/v2/schemas/image')]),
    *[Case(f'{verb} {path}', [call(verb, path)]) for verb in ('HEAD', 'PUT', 'DELETE', 'PATCH', 'POST', 'TRACE', 'BREW', 'OPTIONS')
      for path in ('/v2/images', f'/v2/images/{NOBODY}', f'/v2/images/{NOBODY}/file', f'/v2/images/{NOBODY}/tags/x',
                   f'/v2/images/{NOBODY}/actions/deactivate', '/v2/nothing')
      if (verb, path) not in [('POST', '/v2/images')]],
    *[Case(f'errors, Accept {name}', [
        get(f'/v2/images/{NOBODY}', accepting(word)), get('/v2/nothing', accepting(word)), get('/v2/images?limit=x', accepting(word)),
        call('POST', '/v2/images', b'{', accepting(word)), create('{id1}', name=5), call('HEAD', f'/v2/images/{NOBODY}', headers=accepting(word)),
        call('PUT', '/v2/images', headers=accepting(word)), call('BREW', '/v2/nothing', headers=accepting(word)),
        get(f'/v2/images?limit=%3Cb%3E', accepting(word)), get('/v2/images?visibility=%3Cb%3Ex%3C/b%3E%26', accepting(word)),
        post('/v2/images', {'name': '<b>"&', 'status': 'x'}, accepting(word)), post('/v2/images', {'location': 'x'}, accepting(word)),
        bare('{id2}'), upload(b'x', '{id2}', headers={**accepting(word), 'Content-Type': 'text/plain'}),
        upload(b'x', '{id2}'), get('/v2/images/{id2}/file', {**accepting(word), 'Range': 'bytes=5-'}),
        upload(b'x', '{id2}', headers=accepting(word)), call('PATCH', '/v2/images/{id2}', b'[]', {**accepting(word), 'Content-Type': 'text/plain'})])
      for name, word in ACCEPTS.items()],
    Case('errors, no Accept at all', [
        get(f'/v2/images/{NOBODY}', {'Accept': None}), get('/v2/nothing', {'Accept': None}), get('/v2/images?limit=x', {'Accept': None}),
        call('BREW', '/v2/nothing', headers={'Accept': None})]),
    *[Case(f'health by {verb}, Accept {word}', [call(verb, '/healthcheck', headers={'Accept': word})])
      for verb in ('GET', 'HEAD', 'POST') for word in ('*/*', 'application/json', 'text/plain', 'text/html')],
    Case('below health', [get('/healthcheck/'), get('/healthcheck/x'), get('/healthcheckx')]),
    Case('request ids', [get('/v2/images?limit=0', {'X-OpenStack-Request-ID': 'req-mine'}), get('/v2/images?limit=0', {
        'X-OpenStack-Request-ID': 'x' * 100}), get('/v2/nothing', {'X-OpenStack-Request-ID': 'mine'})]),
    Case('a token where nobody asks for one', [get('/v2/images?limit=0', {'X-Auth-Token': 'nonsense'}), get('/v2/images?limit=0', {
        'X-Roles': 'reader', 'X-User-Id': 'u', 'X-Project-Id': 'p', 'X-Identity-Status': 'Confirmed'}), bare(), show()]),
    Case('forwarded for another host', [create('{id1}'), post('/v2/images', {}, {
        'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'elsewhere'}), get('/versions', {'X-Forwarded-Host': 'elsewhere'})]),
    Case('import of nothing', [get('/v2/info/import')]),
]
