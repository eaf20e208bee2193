"""Show, delete and tags of one image, and the paths that lead nowhere."""

from comparing.table import Case, bare, call, create, delete, get, patch, post, replace, show, upload

ODD_IDS = ['x', '..', '.', '%2e%2e', '%00', '%2F', '%2e%2e%2fetc%2fpasswd', '../../etc/passwd', '%FF', 'é', '%C3%A9', '%F0%9F%98%80',
           'x' * 300, '11111111-2222-3333-4444-555555555555', "'; DROP TABLE images; --".replace(' ', '%20'), '%0a', '%20', 'a%3fb']


def tag(word, method='PUT', image='{id1}'):
    return call(method, f'/v2/images/{image}/tags/{word}')


CASES = [
    *[Case(f'show {word[:24]!r}', [get(f'/v2/images/{word}')]) for word in ODD_IDS],
    *[Case(f'delete {word[:24]!r}', [delete(f'/v2/images/{word}')]) for word in ODD_IDS],
    *[Case(f'file of {word[:24]!r}', [get(f'/v2/images/{word}/file')]) for word in ODD_IDS],
    Case('delete', [bare(), delete('/v2/images/{id1}'), show(), delete('/v2/images/{id1}')]),
    Case('delete with bytes', [bare(), upload(b'x'), delete('/v2/images/{id1}'), show()]),
    Case('delete a protected one', [create('{id1}', protected=True), delete('/v2/images/{id1}'), show()]),
    Case('neither takes a body', [bare(), call('GET', '/v2/images/{id1}', b'x'), call('DELETE', '/v2/images/{id1}', b'x'), show(),
                                  call('GET', '/v2/images/{id1}', b''), call('DELETE', '/v2/images/{id1}', b'x', chunked=True)]),
    Case('hidden image by id', [create('{id1}', os_hidden=True), show()]),
    Case('tags', [bare(), tag('new'), tag('new'), show(), tag('new', 'DELETE'), tag('new', 'DELETE'), show()]),
    Case('odd tags', [bare(), *[tag(word) for word in (
        'a%20b', 'a+b', 'A', 'a', '%3Cb%3E', 'a,b', '%22', '.', '..', '%2e%2e', 'x' * 255, 'x' * 256, '%00', '%25', '%0a', 'a%3Ab')], show()]),
    Case('tags beyond ASCII', [bare(), tag('%C3%A9'), show()]),
    Case('tag with a four-byte character', [bare(), tag('%F0%9F%98%80'), show()]),
    Case('tag that is no UTF-8', [bare(), tag('%FF'), show()]),
    Case('tag with a slash', [bare(), tag('a%2Fb'), tag('a/b'), tag(''), show()]),
    Case('tags of nobody', [tag('x'), tag('x', 'DELETE'), tag('x', image='nobody')]),
    Case('tags take no body', [bare(), call('PUT', '/v2/images/{id1}/tags/x', b'x'), call('PUT', '/v2/images/{id1}/tags/x', b''),
                               get('/v2/images/{id1}/tags/x'), post('/v2/images/{id1}/tags/x'), get('/v2/images/{id1}/tags'), show()]),
    Case('one tag over the quota', [create('{id1}', tags=[f't{n}' for n in range(128)]), tag('more'), tag('t1'), tag('t1', 'DELETE'),
                                    tag('more'), show()]),
    Case('tags of a protected image', [create('{id1}', protected=True), tag('x'), tag('x', 'DELETE'), patch(replace('/protected', False))]),
]
