"""POST /v2/images: every field, and every way to get one wrong."""

from comparing.table import Case, bare, call, create, delete, get, patch, post, replace, show

LONG = 'x' * 256


def refused(title, /, **fields):
    """An image that must not come into being, and proof that it has not."""
    return Case(title, [create('{id1}', **fields), show()])


def refused_body(name, body, headers=None):
    return Case(name, [call('POST', '/v2/images', body, {'Content-Type': 'application/json', **(headers or {})})])


CASES = [
    Case('nothing but braces', [post('/v2/images', {})]),
    Case('only a name', [create('{id1}', name='{run}'), show()]),
    Case('every writable field', [
        create('{id1}', name='{run} one', disk_format='qcow2', container_format='bare', visibility='private',
               protected=True, os_hidden=True, min_ram=512, min_disk=10, owner='someone', tags=['b', 'a', 'a'],
               architecture='x86_64', os_distro='debian', kernel_id='5d1b0b6e-4a92-4d76-a1d7-6dbe1dd2ab12',
               anything='at all', empty=''),
        show(), delete('/v2/images/{id1}'), patch(replace('/protected', False)), delete('/v2/images/{id1}'), show()]),
    *[Case(f'visibility {word}', [create('{id1}', visibility=word), show()])
      for word in ('public', 'private', 'shared', 'community')],
    *[Case(f'disk format {word}', [create('{id1}', disk_format=word), show()])
      for word in ('ami', 'ari', 'aki', 'vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi', 'iso', 'ploop')],
    *[Case(f'container format {word}', [create('{id1}', container_format=word), show()])
      for word in ('ami', 'ari', 'aki', 'bare', 'ovf', 'ova', 'docker', 'compressed')],
    Case('null wherever null is allowed', [
        create('{id1}', name=None, disk_format=None, container_format=None, owner=None), show()]),
    Case('empty name, owner and property', [create('{id1}', name='', owner='', note=''), show()]),
    Case('non-ASCII text', [create('{id1}', name='Größe ✓ 漢字', note='naïve', tags=['été']), show()]),
    Case('text that HTML escapes', [create('{id1}', name='<b>&"\'</b>', note='a<br />b'), show()]),
    Case('integer written as a float', [create('{id1}', min_ram=1.0), show()]),
    Case('zero, and the largest integers', [
        create('{id1}', min_ram=0, min_disk=0), create('{id2}', min_ram=2147483647, min_disk=2147483647), show('{id2}')]),
    Case('name and tag of 255 characters', [create('{id1}', name='x' * 255, tags=['y' * 255], **{'k' * 255: 'v'}), show()]),
    Case('upper-case id', [create('AAAAAAAA-BBBB-CCCC-DDDD-{run}ABCD'[:24] + 'EEEEEEEEEEEE', name='x'),
                           get('/v2/images/AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE')]),
    Case('id in use, and id of a deleted image', [
        bare(), create('{id1}'), delete('/v2/images/{id1}'), create('{id1}'), show()]),
    *[refused(f'id {word!r}', id=word) for word in ('', 'abc', '{id1}x', '../../etc/passwd', 7, None)],
    *[refused(f'{key} of the wrong type: {value!r}', **{key: value}) for key, value in [
        ('name', 5), ('name', ['x']), ('name', {}), ('name', True), ('visibility', 'secret'), ('visibility', None),
        ('protected', 'true'), ('protected', 1), ('protected', None), ('os_hidden', 'no'), ('min_ram', '5'),
        ('min_ram', 1.5), ('min_ram', None), ('min_ram', True), ('min_ram', -1), ('min_disk', -1),
        ('min_ram', 2147483648), ('min_disk', 2147483648), ('min_disk', 10**30), ('disk_format', 'floppy'),
        ('disk_format', 'RAW'), ('container_format', 'box'), ('container_format', 1), ('owner', 5), ('tags', 'a'),
        ('tags', {'a': 'b'}), ('tags', [1]), ('tags', [None]), ('tags', None), ('note', 5), ('note', None),
        ('note', ['x']), ('note', {'a': 'b'}), ('note', True)]],
    *[refused(f'{key} too long', **{key: value}) for key, value in [
        ('name', LONG), ('owner', LONG), ('tags', [LONG]), (LONG, 'v')]],
    *[refused(f'read-only {key}: {value!r}', **{key: value}) for key, value in [
        ('status', 'active'), ('checksum', 'a' * 32), ('size', 0), ('size', 5), ('size', -5), ('size', 'x'),
        ('virtual_size', 5), ('created_at', '2020-01-01T00:00:00Z'), ('updated_at', '2020-01-01T00:00:00Z'),
        ('self', '/v2/x'), ('file', '/v2/x'), ('schema', '/v2/x'), ('direct_url', 'file:///x'), ('stores', 'a')]],
    *[refused(f'hash field {key}', **{key: value})
      for key, value in [('os_hash_algo', 'sha512'), ('os_hash_value', 'ab')]],
    *[refused(f'reserved {key}: {str(value)[:20]}', **{key: value}) for key, value in [
        ('location', 'x'), ('deleted', 'x'), ('deleted_at', 'x'), ('locations', []),
        ('locations', [{'url': 'file:///etc/passwd', 'metadata': {}}]), ('os_glance', 'x'), ('os_glance_x', 'x'),
        ('os_glancex', 'x'), ('os_glance_import_task', 'x')]],
    *[refused(f'four-byte character in {key}', **{key: value}) for key, value in [
        ('name', '\U0001f600'), ('note', '\U0001f600'), ('tags', ['\U0001f600']), ('\U0001f600', 'x'),
        ('owner', '\U0001f600')]],
    Case('property with an empty name', [create('{id1}', **{'': 'x'}), show()]),
    Case('property names with odd characters', [create('{id1}', **{'a/b': '1', 'a b': '2', 'é': '3', 'a~b': '4'}), show()]),
    refused('lone surrogate', name='\ud800'),
    refused('value over 65535 bytes', note='x' * 70000),
    refused('NUL in a name', name='a\0b'),
    Case('properties at the quota', [create('{id1}', **{f'p{n:03}': 'v' for n in range(128)}), show()]),
    refused('properties over the quota', **{f'p{n}': 'v' for n in range(129)}),
    Case('tags at the quota', [create('{id1}', tags=[f't{n}' for n in range(128)]), show()]),
    refused('tags over the quota', tags=[f't{n}' for n in range(129)]),
    refused_body('no body', None),
    refused_body('empty body', b''),
    *[refused_body(f'body {body[:20]!r}', body) for body in (
        b'{', b'{"name": }', b'not json', b'"text"', b'5', b'null', b'true', b'[]', b'[{}]', b'{"name": "a" "b"}',
        b'{"name": "\xff"}', b'\xff\xfe', b'{"name": NaN}', b'{"min_ram": 1e3}', b'{"min_ram": 1e400}')],
    Case('the same key twice', [call('POST', '/v2/images', b'{"name": "a", "name": "b"}', {'Content-Type': 'application/json'})]),
    Case('content type is not looked at', [
        call('POST', '/v2/images', b'{"name": "x"}', {'Content-Type': 'text/plain'}),
        call('POST', '/v2/images', b'{"name": "x"}', {'Content-Type': 'application/xml'}),
        call('POST', '/v2/images', b'{"name": "x"}')]),
    Case('chunked body', [call('POST', '/v2/images', b'{"id": "{id1}", "name": "x"}', chunked=True), show()]),
]
