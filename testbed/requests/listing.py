"""GET /v2/images: every filter, operator, sort order, marker and limit. A tag of the run keeps other images out."""

from comparing.table import Case, bare, call, create, delete, get, upload

TAG = 'tag={run}'


def images():
    """Six images that differ in everything that can be filtered."""
    return [
        create('{id1}', name='{run} a', disk_format='raw', container_format='bare', tags=['{run}', 'red'], min_ram=1,
               owner='alice', visibility='private', colour='blue'),
        create('{id2}', name='{run} b', disk_format='qcow2', container_format='bare', tags=['{run}', 'red', 'blue'],
               min_disk=2, owner='bob', visibility='private', colour='green'),
        create('{id3}', name='{run},c', disk_format='iso', container_format='ovf', tags=['{run}'], protected=True,
               visibility='community', colour='blue', **{'is_public': 'x'}),
        create('{id4}', name='{run} d', disk_format='raw', container_format='bare', tags=['{run}'], os_hidden=True),
        create('{id5}', name='{run} a', disk_format='vmdk', container_format='ova', tags=['{run}', 'Red'],
               visibility='shared'),
        bare('{id6}', name='{run} f'),
        upload(b'12345', '{id6}'),
        bare('{id7}', name=None),
        upload(b'1234567890', '{id7}'),
    ]


def asked(name, *queries):
    return Case(name, [*images(), *[get(f'/v2/images?{query}') for query in queries]])


def tagged(*queries):
    return [f'{TAG}&{query}' for query in queries]


CASES = [
    asked('plain and limits', TAG, *tagged(
        'limit=0', 'limit=1', 'limit=2', 'limit=7', 'limit=8', 'limit=1000', 'limit=5000', 'limit=-1', 'limit=x',
        'limit=', 'limit=1.5', 'limit=%20', 'limit=99999999999999999999', 'limit=%2B3', 'limit=0x1')),
    asked('markers', *tagged(
        'marker={id3}', 'marker={id1}', 'marker={id4}', 'marker=nobody', 'marker=', 'limit=2&marker={id6}',
        'sort_key=name&sort_dir=asc&marker={id2}', 'sort_key=name&marker={id7}', 'sort_key=size&marker={id5}',
        'marker=11111111-2222-3333-4444-555555555555', 'sort=name:asc,size:desc&limit=2&marker={id1}')),
    asked('sorting, the newer way', *tagged(
        'sort=name', 'sort=name:asc', 'sort=name:desc', 'sort=name:asc,size', 'sort=size:asc,name:desc',
        'sort=disk_format,container_format:asc', 'sort=status:asc', 'sort=created_at:asc', 'sort=updated_at:asc,id:asc',
        'sort=id:asc', 'sort=', 'sort=name:up', 'sort=colour', 'sort=name:asc:desc', 'sort=name,,id', 'sort=name:',
        'sort=owner', 'sort=min_ram:asc', 'sort=name&sort_key=id', 'sort=name&sort_dir=asc', 'sort=name:ASC')),
    asked('sorting, the older way', *tagged(
        'sort_key=name', 'sort_key=name&sort_dir=asc', 'sort_dir=asc',
        'sort_key=name&sort_dir=asc&sort_dir=desc', 'sort_key=name&sort_key=id&sort_dir=asc&sort_dir=desc&sort_dir=asc',
        'sort_key=colour', 'sort_key=', 'sort_dir=up', 'sort_dir=', 'sort_key=size&sort_dir=asc', 'sort_key=owner',
        'sort_key=min_ram')),
    asked('visibility, hidden, protected', *tagged(
        'visibility=public', 'visibility=private', 'visibility=shared', 'visibility=community', 'visibility=all',
        'visibility=x', 'visibility=', 'visibility=PUBLIC', 'os_hidden=true', 'os_hidden=True', 'os_hidden=false',
        'os_hidden=1', 'os_hidden=x', 'os_hidden=', 'protected=true', 'protected=false', 'protected=True',
        'protected=x', 'protected=1', 'member_status=all', 'member_status=pending', 'member_status=x', 'deleted=true',
        'deleted=x', 'is_public=x', 'is_public=true', 'visibility=all&os_hidden=true')),
    asked('tags', 'tag={run}&tag=red', 'tag={run}&tag=red&tag=blue', 'tag={run}&tag=none', 'tag={run}&tag=',
          'tag={run}&tag=Red', 'tag={run}&tag=%F0%9F%98%80', 'tag={run}&tag=' + 'x' * 256, 'tag={run}&tag=a,b'),
    asked('exact values', *tagged(
        'name={run}%20a', 'name={run}+a', 'name={run}%20A', 'name=', 'name=none', 'id={id2}', 'id=nobody', 'id=',
        'status=queued', 'status=active', 'status=sleeping', 'status=', 'status=QUEUED', 'disk_format=raw',
        'disk_format=floppy', 'container_format=bare', 'container_format=box', 'owner=alice', 'owner=', 'owner=nobody',
        'size=5', 'size=x', 'size=-1', 'min_ram=1', 'min_ram=x', 'min_disk=2', 'virtual_size=5',
        'checksum=827ccb0eea8a706c4c34a16891f84e7b', 'checksum=x', 'os_hash_algo=sha512', 'os_hash_value=x',
        'colour=blue', 'colour=Blue', 'colour=', 'shape=round', 'colour=in:blue',
        'name=%F0%9F%98%80', 'colour=%F0%9F%98%80', 'name={run}%20a%20', 'name=%00',
        'colour=blue&owner=alice', 'status=active&disk_format=raw', 'self=x', 'file=x', 'schema=x', 'locations=x',
        'direct_url=x', 'tags=red', 'deleted_at=x')),
    asked('lists of values', *tagged(
        'name=in:{run}%20a,{run}%20b', 'name=in:%22{run},c%22,{run}%20b', 'name=in:%22{run},c', 'name=in:', 'name=in:,',
        'name=in:%22{run}%20a%22x', 'name=in:x%22y%22', 'name=in:%22a%5C%22b%22', 'name=in:{run}%20a,', 'name=eq:{run}%20a',
        'name=neq:{run}%20a', 'name=gt:a', 'name=like:a', 'name=x:y', 'name=:', 'id=in:{id1},{id2}', 'id=in:nobody',
        'id=eq:{id1}', 'status=in:queued,active', 'status=in:saving', 'status=in:sleeping', 'status=eq:active',
        'status=neq:active', 'disk_format=in:raw,iso', 'disk_format=in:floppy', 'container_format=in:ova,ovf',
        'disk_format=gt:a', 'name=%22{run}%20a%22')),
    asked('times', *tagged(
        'created_at=gt:2020-01-01T00:00:00Z', 'created_at=lt:2020-01-01T00:00:00Z', 'created_at=gte:2020-01-01',
        'created_at=lte:2999-01-01T00:00:00%2B02:00', 'created_at=neq:2020-01-01T00:00:00Z',
        'created_at=eq:2020-01-01T00:00:00Z', 'created_at=2020-01-01T00:00:00Z', 'created_at=gt:yesterday',
        'created_at=gt:', 'created_at=', 'created_at=in:2020-01-01', 'created_at=like:2020-01-01T00:00:00Z',
        'updated_at=gt:2020-01-01T00:00:00Z', 'updated_at=lt:2020-01-01T00:00:00Z', 'updated_at=x',
        'created_at=gt:2020-01-01T00:00:00', 'created_at=gt:2020-01-01T00:00:00.123456Z', 'created_at=gt:20200101T000000Z',
        'created_at=gt:2020-13-01T00:00:00Z', 'changes-since=2020-01-01T00:00:00Z', 'deleted_at=gt:2020-01-01T00:00:00Z',
        'created_at=gt:2020-01-01T00:00:00Z&updated_at=lt:2999-01-01T00:00:00Z')),
    asked('ranges', *tagged(
        'size_min=6', 'size_max=6', 'size_min=5&size_max=10', 'size_min=x', 'size_max=', 'size_min=-1', 'size_min=1.5',
        'min_ram_min=1', 'min_disk_max=1', 'virtual_size_min=1', 'colour_min=1',
        'size_max=99999999999999999999')),
    asked('a parameter given twice', *tagged(
        'limit=1&limit=2', 'sort_key=name&sort_key=id', 'sort_key=name&sort_key=id&sort_dir=asc',
        'sort_key=name&sort_key=id&sort_dir=asc&sort_dir=desc', 'sort_key=name&sort_key=name', 'colour=blue&colour=green',
        'name={run}%20a&name={run}%20b', 'name=in:a,b&name=in:c', 'size_min=5&size_min=6', 'visibility=all&visibility=shared',
        'limit=2&marker={id5}&marker={id6}'), 'limit=2&marker={id6}&tag={run}&tag=red', 'tag=red&limit=1&tag={run}'),
    asked('odd queries', *tagged('&&', '=x', 'x', 'colour', '%F0%9F%98%80=x', 'a%00b=c', 'x' * 256 + '=y', 'limit=2&x=%C3%A9'),
          'tag={run}&limit=2&sort_key=name&sort_dir=asc&visibility=all', 'tag={run}#x', 'tag=%7Brun%7D'),
    Case('bytes that are no UTF-8', [get('/v2/images?name=%FF'), get('/v2/images?%FF=x'), get('/v2/images?tag=%FF')]),
    Case('a listing takes no body', [call('GET', '/v2/images?limit=0', b'{}'), get('/v2/images/'), get('/v2/images//')]),
    Case('deleted images are gone', [bare(), delete('/v2/images/{id1}'), get('/v2/images?tag={run}&id={id1}'),
                                     get('/v2/images?tag={run}&marker={id1}'),
                                     *images()[1:], get('/v2/images?tag={run}&sort_dir=asc&marker={id1}')]),
]
