"""PATCH /v2/images/{id}: both media types, every rule, and what a refused patch leaves behind."""

from comparing.table import (OCTETS, PATCH_20, PATCH_21, Case, add, bare, call, create, patch, remove, replace, show,
                             upload)


def patched(name, *patches, image=None, **fields):
    """Each patch on one image, with a look at the image at the end."""
    fields = fields or {'colour': 'blue', 'size_note': 'x', 'name': 'before'}
    return Case(name, [image or bare(**fields), *patches, show()])


def raw(body, media=PATCH_21):
    return call('PATCH', '/v2/images/{id1}', body, {'Content-Type': media} if media else {})


CASES = [
    patched('nothing to do', patch()),
    patched('base attributes', patch(
        replace('/name', 'after'), replace('/visibility', 'private'), replace('/min_ram', 5), replace('/min_disk', 6),
        replace('/protected', True), replace('/os_hidden', True), replace('/owner', 'someone'), replace('/tags', ['x', 'y', 'x']),
        replace('/disk_format', 'iso'), replace('/container_format', 'ovf')), patch(replace('/protected', False))),
    patched('publishing', patch(replace('/visibility', 'public'))),
    patched('nulls', patch(replace('/name', None)), patch(replace('/disk_format', None)), patch(replace('/owner', None)),
            patch(replace('/visibility', None)), patch(replace('/protected', None)), patch(replace('/tags', None)),
            patch(replace('/min_ram', None)), patch(replace('/colour', None))),
    patched('properties', patch(add('/note', 'new')), patch(add('/note', 'again')), patch(replace('/note', 'third')),
            patch(remove('/note')), patch(remove('/note')), patch(replace('/note', 'x')), patch(add('/note', 'revived')),
            patch(add('/empty', '')), patch(remove('/colour'), add('/colour', 'green')),
            patch(add('/a', '1'), replace('/a', '2'), remove('/a'))),
    patched('order of operations counts', patch(replace('/new', 'x'), add('/new', 'y')), patch(add('/n', '1'), remove('/n'))),
    patched('a refused patch changes nothing', patch(replace('/name', 'changed'), add('/other', 'x'), replace('/status', 'active'))),
    patched('the older media type', patch({'replace': '/name', 'value': 'after'}, media=PATCH_20),
            patch({'add': '/note', 'value': 'x'}, media=PATCH_20), patch({'add': '/note', 'value': 'y'}, media=PATCH_20),
            patch({'remove': '/note'}, media=PATCH_20), patch({'remove': '/note'}, media=PATCH_20),
            patch({'replace': '/note', 'value': 'x'}, media=PATCH_20), patch({'add': '/name', 'value': 'x'}, media=PATCH_20),
            patch({'test': '/name', 'value': 'x'}, media=PATCH_20), patch({'value': 'x'}, media=PATCH_20),
            patch({'add': '/a', 'remove': '/b', 'value': 'x'}, media=PATCH_20), patch({}, media=PATCH_20),
            patch({'op': 'replace', 'path': '/name', 'value': 'x'}, media=PATCH_20)),
    *[patched(f'media type {media}', raw(b'[]', media)) for media in (
        None, 'application/json', 'text/plain', 'application/json-patch+json', PATCH_21 + '; charset=utf-8',
        'application/openstack-images-v2.2-json-patch', 'Application/OpenStack-images-v2.1-json-patch', '')],
    patched('wrong media type and a body that is no JSON', raw(b'{', 'text/plain')),
    *[patched(f'body {body[:30]!r}', raw(body)) for body in (
        b'', b'{', b'{}', b'"x"', b'null', b'5', b'["x"]', b'[[]]', b'[null]', b'[{}]', b'[{"op": "add"}]',
        b'[{"op": "add", "path": "/x"}]', b'[{"path": "/x", "value": "y"}]', b'[{"op": 5, "path": "/x", "value": "y"}]',
        b'[{"op": "add", "path": 5, "value": "y"}]', b'[{"op": "add", "path": null, "value": "y"}]',
        b'[{"op": "remove", "path": "/name", "value": "y"}]', b'[{"op": "replace", "path": "/name"}]')],
    *[patched(f'operation {word}', patch({'op': word, 'path': '/name', 'from': '/owner', 'value': 'x'}))
      for word in ('test', 'move', 'copy', 'ADD', '', 'merge')],
    *[patched(f'pointer {path!r}', patch(add(path, 'x'))) for path in (
        '', 'name', '/', '//', '/a/', '/a//b', '/a/b', '/name/0', '/tags/0', '/tags/-', '/~0a', '/~1a', '/a~', '/a~2', '/é',
        '/a b', '/' + 'k' * 255, '/' + 'k' * 256, '/\U0001f600', '/a%2Fb', '/locations', '/locations/-', '/locations/0/x')],
    *[patched(f'{operation["op"]} of {operation["path"]}', patch(operation)) for name in (
        'created_at', 'updated_at', 'status', 'checksum', 'size', 'virtual_size', 'direct_url', 'self', 'file', 'schema',
        'id', 'os_hash_algo', 'os_hash_value', 'location', 'deleted', 'deleted_at', 'os_glance_x', 'os_glance')
      for operation in (add(f'/{name}', 'x'), replace(f'/{name}', 'x'), remove(f'/{name}'))],
    *[patched(f'removing {name}', patch(remove(f'/{name}'))) for name in (
        'name', 'visibility', 'tags', 'min_ram', 'protected', 'owner', 'disk_format', 'container_format', 'os_hidden')],
    *[patched(f'{path} to {str(value)[:20]!r}', patch(replace(path, value))) for path, value in [
        ('/name', 5), ('/name', 'x' * 256), ('/name', '\U0001f600'), ('/name', ['x']), ('/visibility', 'secret'),
        ('/protected', 'true'), ('/protected', 1), ('/os_hidden', 'x'), ('/min_ram', -1), ('/min_ram', '5'),
        ('/min_ram', 1.5), ('/min_ram', 2147483648), ('/min_disk', 2147483648), ('/tags', 'x'), ('/tags', [5]),
        ('/tags', ['x' * 256]), ('/tags', ['\U0001f600']), ('/tags', [f't{n}' for n in range(129)]), ('/owner', 5),
        ('/owner', ''), ('/owner', 'x' * 256), ('/disk_format', 'floppy'), ('/container_format', 'box'),
        ('/colour', 5), ('/colour', None), ('/colour', ['x']), ('/colour', {'a': 'b'}), ('/colour', True),
        ('/colour', '\U0001f600'), ('/colour', 'x' * 70000), ('/colour', '')]],
    patched('adding base attributes', patch(add('/name', 'x')), patch(add('/tags', ['z'])), patch(add('/min_ram', 9))),
    patched('one property over the quota', patch(*[add(f'/p{n}', 'x') for n in range(125)]), patch(add('/one', 'more')),
            patch(*[add(f'/q{n}', 'x') for n in range(3)])),
    patched('formats after the upload', upload(b'x'), patch(replace('/disk_format', 'iso')),
            patch(replace('/container_format', 'ovf')), patch(replace('/name', 'still allowed'))),
    patched('locations while they are invisible', patch(replace('/locations', [])), patch(remove('/locations/0')),
            patch(add('/locations/-', {'url': 'http://127.0.0.1/x', 'metadata': {}}))),
    Case('of nobody', [patch(replace('/name', 'x')), patch(replace('/name', 'x'), image='not-an-id'), raw(b'{'),
                       raw(b'[]', 'text/plain')]),
    Case('of a deleted image', [bare(), call('DELETE', '/v2/images/{id1}'), patch(replace('/name', 'x'))]),
    Case('an upload with the type of a patch', [bare(), call('PUT', '/v2/images/{id1}/file', b'[]', {'Content-Type': PATCH_21}),
                                                call('PATCH', '/v2/images/{id1}', b'[]', OCTETS)]),
    Case('formats set by patch, then an upload', [
        create('{id1}', name='x'), upload(b'abc'), patch(add('/disk_format', 'raw'), add('/container_format', 'bare')),
        upload(b'abc'), show()]),
]
