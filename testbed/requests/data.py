"""PUT and GET /v2/images/{id}/file: sizes, ranges, states, and content that is not what it claims to be."""

import struct

from comparing.table import Case, bare, call, create, delete, download, get, post, show, upload

TEN = b'0123456789'


def qcow2(virtual_size=1 << 20, version=3, backing=0, incompatible=0):
    """The smallest header that passes for a qcow2 image."""
    head = b'QFI\xfb' + struct.pack('>IQIIQ', version, backing, 0, 16, virtual_size)
    head += struct.pack('>IIQQIIQ', 0, 1, 0, 0, 0, 0, 0)
    head += struct.pack('>QQQII', incompatible, 0, 0, 4, 104)
    return head + bytes(65536 * 3 - len(head))


def vhd():
    return b'conectix' + bytes(504) + bytes(1024)


def iso():
    return bytes(32768) + b'\x01CD001\x01' + bytes(2048 * 40)


def stored(data, name='raw', **fields):
    return [bare(disk_format=name, **fields), upload(data), show()]


def ranged(name, *ranges, header='Range'):
    return Case(name, [*stored(TEN), *[download(headers={header: text}) for text in ranges], download()])


CASES = [
    Case('small image, there and back', [*stored(TEN), download(), call('HEAD', '/v2/images/{id1}/file')]),
    Case('chunked', [bare(), upload(TEN, chunked=True), show(), download()]),
    Case('no bytes at all', [*stored(b''), download(), download(headers={'Range': 'bytes=0-'}),
                             download(headers={'Range': 'bytes=-1'})]),
    Case('no bytes at all, chunked', [bare(), upload(b'', chunked=True), show(), download()]),
    Case('a few hundred KiB', [*stored(bytes(range(256)) * 1200), download(headers={'Range': 'bytes=100000-100009'}), download()]),
    Case('nothing uploaded yet', [bare(), download(), download(headers={'Range': 'bytes=0-1'})]),
    Case('of nobody', [upload(TEN), download(), upload(TEN, image='nobody'), download('nobody')]),
    Case('of a deleted image', [bare(), upload(TEN), delete('/v2/images/{id1}'), download(), upload(TEN)]),
    Case('twice', [*stored(TEN), upload(b'other'), upload(b'other', headers={'Content-Type': 'text/plain'}), show(), download()]),
    Case('formats are missing', [create('{id1}'), upload(TEN), show(), create('{id2}', disk_format='raw'), upload(TEN, '{id2}'),
                                 create('{id3}', container_format='bare'), upload(TEN, '{id3}'), show('{id3}')]),
    *[Case(f'content type {word!r}', [bare(), call('PUT', '/v2/images/{id1}/file', TEN, {'Content-Type': word}), show()])
      for word in ('text/plain', 'application/json', '', None, 'application/octet-stream; charset=utf-8',
                   'APPLICATION/OCTET-STREAM', 'application/x-www-form-urlencoded')],
    *[Case(f'declared size {word!r}', [bare(), upload(TEN, headers={'x-openstack-image-size': word}), show(), download()])
      for word in ('10', '9', '11', '0', '-1', 'x', '', '1.5', '99999999999999999999')],
    *[Case(f'declared size {word!r}, chunked',
           [bare(), upload(TEN, headers={'x-openstack-image-size': word}, chunked=True), show()]) for word in ('10', '9', '11')],
    Case('unknown store', [bare(), upload(TEN, headers={'x-image-meta-store': 'nowhere'}), show()]),
    Case('reserved store', [bare(), upload(TEN, headers={'x-image-meta-store': 'os_glance_staging_store'}), show()]),
    ranged('ranges', 'bytes=0-0', 'bytes=2-5', 'bytes=5-', 'bytes=-3', 'bytes=0-', 'bytes=9-9', 'bytes=9-20', 'bytes=-20',
           'bytes=0-9', 'bytes=-0'),
    ranged('ranges that cannot be', 'bytes=10-', 'bytes=10-12', 'bytes=99999999999999999999-', 'bytes=5-2', 'bytes=x', 'bytes=',
           'bytes=a-b', 'bytes=0-1,3-4', 'bytes=0-1,', 'lines=0-1', 'bytes 0-1', '0-1', '', 'bytes=--1', 'bytes=0--1',
           'bytes=1-2-3', 'BYTES=0-1', 'bytes = 0-1', 'bytes= 0 - 1'),
    ranged('range that is only a dash', 'bytes=-'),
    ranged('ranges the older way', 'bytes 0-1/*', 'bytes 0-1/10', 'bytes 5-9/*', 'bytes 5-20/*', 'bytes 10-12/*', 'bytes 5-2/*',
           'bytes x/*', 'x', header='Content-Range'),
    ranged('range the older way, unsatisfied', 'bytes */*', header='Content-Range'),
    Case('conditional headers', [*stored(TEN), download(headers={'If-None-Match': '*'}),
                                 download(headers={'If-Range': '"x"', 'Range': 'bytes=0-1'}),
                                 download(headers={'If-Modified-Since': 'Mon, 01 Jan 2035 00:00:00 GMT'})]),
    Case('a preferred store', [*stored(TEN), get('/v2/images/{id1}/file?prefer='), get('/v2/images/{id1}/file?prefer=nowhere')]),
    Case('deactivated', [*stored(TEN), post('/v2/images/{id1}/actions/deactivate'), show(), download(),
                         download(headers={'Range': 'bytes=0-1'}), upload(b'x'), post('/v2/images/{id1}/actions/reactivate'),
                         download()]),
    Case('queued and deactivate', [bare(), post('/v2/images/{id1}/actions/deactivate'), post('/v2/images/{id1}/actions/reactivate')]),
    Case('actions twice', [*stored(TEN), *[post(f'/v2/images/{{id1}}/actions/{word}')
                                           for word in ('reactivate', 'deactivate', 'deactivate', 'reactivate', 'reactivate')], show()]),
    Case('actions of nobody, unknown and with a body', [
        post('/v2/images/{id1}/actions/deactivate'), *stored(TEN), post('/v2/images/{id1}/actions/dance'),
        call('POST', '/v2/images/{id1}/actions/deactivate', b'{}'), get('/v2/images/{id1}/actions/deactivate'), show()]),
    Case('deactivated, then deleted', [*stored(TEN), post('/v2/images/{id1}/actions/deactivate'), delete('/v2/images/{id1}'), show()]),
    Case('a download takes no body', [*stored(TEN), call('GET', '/v2/images/{id1}/file', b'x')]),
    Case('other verbs', [*stored(TEN), delete('/v2/images/{id1}/file'), post('/v2/images/{id1}/file'),
                         call('PATCH', '/v2/images/{id1}/file', b'x')]),
    Case('qcow2', stored(qcow2(), 'qcow2')),
    Case('qcow2 that claims to be raw', stored(qcow2(), 'raw')),
    Case('raw that claims to be qcow2', [*stored(TEN, 'qcow2'), upload(qcow2()), show()]),
    *[Case(f'unsafe qcow2 called {claimed}: {name}', [*stored(data, claimed), download(), upload(qcow2() if claimed == 'qcow2' else TEN), show()])
      for claimed in ('qcow2', 'raw') for name, data in [
          ('backing file', qcow2(backing=112)), ('data file', qcow2(incompatible=4)), ('unknown feature', qcow2(incompatible=64)),
          ('version 9', qcow2(version=9))]],
    Case('vhd', stored(vhd(), 'vhd')),
    Case('iso', stored(iso(), 'iso')),
    Case('iso that claims to be raw', stored(iso(), 'raw')),
    Case('raw that claims to be iso', stored(TEN * 10000, 'iso')),
    Case('qed', stored(b'QED\0' + bytes(1 << 17), 'raw')),
    Case('kernel image, not inspected', stored(TEN, 'aki')),
    Case('other container, not inspected', [create('{id1}', disk_format='qcow2', container_format='ovf'), upload(TEN), show()]),
    *[Case(f'raw that claims to be {name}', stored(bytes(1 << 17), name)) for name in ('vmdk', 'vdi', 'vhd', 'vhdx', 'ploop', 'ami')],
]
