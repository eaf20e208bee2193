"""PUT /v2/images/{id}/file: content against the declared format, and what makes it unsafe to open."""

import struct
import uuid

from comparing.table import Case, bare, create, download, show, upload

KIB = 1024
SIZE = 3 << 20
EXTENT = 'RW 6144 SPARSE "disk.vmdk"'
FLAT = 'RW 8 FLAT "/etc/passwd" 0'


def put(data, *changes):
    """`data` with bytes written over it: (offset, bytes), the offset may count from the end."""
    data = bytearray(data)
    for offset, new in changes:
        offset %= len(data)
        data[offset:offset + len(new)] = new
    return bytes(data)


def qcow2(version=3, backing=0, features=0, size=SIZE, length=256 * KIB):
    head = b'QFI\xfb' + struct.pack('>IQIIQ', version, backing, 11 if backing else 0, 16, size)
    head += struct.pack('>IIQQIIQ', 0, 1, 64 * KIB, 128 * KIB, 1, 0, 0)
    return put(bytes(length), (0, head), (72, struct.pack('>Q', features)), (96, struct.pack('>II', 4, 104)))


def descriptor(kind='monolithicSparse', extents=EXTENT, more=''):
    return (f'# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\ncreateType="{kind}"\n{more}\n'
            f'# Extent description\n{extents}\n\n# The Disk Data Base\n#DDB\nddb.adapterType = "ide"\n').encode('latin-1')


def vmdk_header(version=1, sector=1, sectors=20, directory=26):
    return b'KDMV' + struct.pack('<IIQQQQIQQ', version, 3, SIZE // 512, 128, sector, sectors, 512, 0, directory)


def vmdk(text=None, **header):
    return put(bytes(64 * KIB), (0, vmdk_header(**header)), (512, descriptor() if text is None else text))


def streamed_vmdk(*changes):
    """With a footer; changes count from the end, where the footer is at -1024 and its marker at -1536."""
    data = vmdk(descriptor('streamOptimized'), directory=(1 << 64) - 1)
    return put(data, (-1536, struct.pack('<QII', 0, 0, 3)), (-1024, vmdk_header(directory=128)), *changes)


def vhdx(*changes):
    region, item = (uuid.UUID(name).bytes_le for name in ('8b7ca206-4790-4b9a-b8fe-575f050f886e',
                                                           '2fa54224-cd1b-4876-b211-5dbed83bf4b8'))
    return put(bytes(384 * KIB), (0, b'vhdxfile'), (192 * KIB, b'regi' + struct.pack('<III', 0, 1, 0)),
               (192 * KIB + 16, region + struct.pack('<QII', 256 * KIB, 128 * KIB, 1)),
               (256 * KIB, b'metadata' + struct.pack('<HH', 0, 1)),
               (256 * KIB + 32, item + struct.pack('<III', 64 * KIB, 8, 0)),
               (320 * KIB, struct.pack('<Q', SIZE)), *changes)


def vdi():
    return put(bytes(64 * KIB), (0x40, struct.pack('<I', 0xbeda107f)), (0x170, struct.pack('<Q', SIZE)))


def vhd():
    return put(bytes(2 * KIB), (0, b'conectix'), (40, struct.pack('>Q', SIZE)))


def iso(word=b'CD001', kind=1):
    return put(bytes(100 * KIB), (32 * KIB, bytes([kind]) + word), (32 * KIB + 80, struct.pack('<I', SIZE // 2048)),
               (32 * KIB + 128, struct.pack('<H', 2048)))


def luks(version=1, length=64 * KIB):
    return put(bytes(length), (0, b'LUKS\xba\xbe' + struct.pack('>H', version)), (104, struct.pack('>I', 8)))


def partition(boot=0, chs=b'\0\2\0', kind=0xee, start=1):
    return bytes([boot]) + chs + bytes([kind]) + b'\xff\xff\xff' + struct.pack('<II', start, 100)


def disk(*partitions, length=64 * KIB):
    return put(bytes(length), (510, b'\x55\xaa'), (446, b''.join(partitions)))


GOOD = {'qcow2': qcow2(), 'vmdk': vmdk(), 'vhdx': vhdx(), 'vhd': vhd(), 'vdi': vdi(), 'iso': iso()}
ALSO = {'qcow2 v2': ('qcow2', qcow2(2)), 'streamed vmdk': ('vmdk', streamed_vmdk()), 'udf': ('iso', iso(b'NSR03', 0)),
        'bootable iso': ('iso', put(iso(), (0, disk(partition(), length=512)))), 'gpt': ('raw', disk(partition())),
        'plain partitions': ('raw', disk(partition(0x80, b'\x20\x21\0', 0x83, 2048))), 'luks': ('raw', luks()),
        'fat': ('raw', put(disk(), (0x10, b'\2'), (0x15, b'\xf8'))), 'vmdk in another case': ('vmdk', vmdk(descriptor('STREAMoptimized')))}
UNSAFE = {
    'qcow2 on a file': qcow2(backing=112), 'qcow2 v2 on a file': qcow2(2, backing=112), 'qcow2 with data elsewhere': qcow2(features=4),
    'qcow2 of version 1': qcow2(1), 'qcow2 of version 4': qcow2(4), 'qcow2 with bit 4': qcow2(features=16),
    'qcow2 with bit 63': qcow2(features=1 << 63), 'qed': put(bytes(64 * KIB), (0, b'QED\0')), 'luks 2': luks(2),
    'empty partition table': disk(), 'odd boot flag': disk(partition(0x7f, kind=0x83)), 'gpt, odd start': disk(partition(chs=b'\1\2\0')),
    'gpt, odd block': disk(partition(start=2)), 'gpt, second': disk(bytes(16), partition()),
    'gpt, and more': disk(partition(), partition(kind=0x83)), 'flat vmdk': vmdk(descriptor('monolithicFlat', FLAT)),
    'text vmdk': descriptor('monolithicFlat', FLAT), 'vmdk without type': vmdk(b'version=1\n' + EXTENT.encode()),
    'vmdk without extents': vmdk(descriptor(extents='')), 'vmdk with a path': vmdk(descriptor(extents=FLAT)),
    'vmdk with odd line': vmdk(descriptor(more='include other file')), 'vmdk beyond ASCII': vmdk(descriptor(more='# \xe9')),
    'vmdk without descriptor': vmdk(b''), 'vmdk of version 9': vmdk(version=9), 'vmdk, descriptor elsewhere': vmdk(sector=2),
    'vmdk footer, other signature': streamed_vmdk((-1024, b'X')), 'vmdk footer, other version': streamed_vmdk((-1020, b'\2')),
    'vmdk footer, other descriptor': streamed_vmdk((-1024 + 28, b'\2')),
    'vmdk footer, other length': streamed_vmdk((-1024 + 36, b'\2')), 'vmdk footer on footer': streamed_vmdk((-1024 + 56, b'\xff' * 8)),
    'vmdk footer, no marker': streamed_vmdk((-1524, b'\0')), 'vmdk footer, no end': streamed_vmdk((-1, b'\1')),
}
HIDDEN = {  # what QEMU opens and the original does not see
    'qcow2 on a file, cut off in its header': qcow2(2, backing=72)[:400],
    'text vmdk with other letters': b'# \xff\n' + descriptor('monolithicFlat', FLAT),
    'vmdk with two types': vmdk(descriptor(more='createType="monolithicFlat"')),
    'vmdk with a parent': vmdk(descriptor(more='parentFileNameHint="other"')),
    'vmdk footer, other size': streamed_vmdk((-1024 + 12, b'\1')),
}
BROKEN = {'vhd': vhd()[:100], 'vhdx': vhdx()[:200 * KIB], 'vmdk': vmdk()[:600],
          'iso and qcow2': put(iso(), (0, qcow2()[:512])), 'vhdx, no metadata': vhdx()[:256 * KIB]}
TABLES = {'no regions': vhdx((192 * KIB, b'XXXX')), 'no signature of metadata': vhdx((256 * KIB, b'XXXX')),
          'too many regions': vhdx((192 * KIB + 8, b'\xff\xff')), 'no size': vhdx((256 * KIB + 32, b'\0'))}


def tried(data, declared):
    return [bare(disk_format=declared), upload(data), show()]


def cases(prefix, contents, declared):
    return [Case(f'{prefix}: {name}', tried(data, declared)) for name, data in contents.items()]


CASES = [
    *[Case(f'{name} called {declared}', [*tried(data, declared), download()]) for name, data in GOOD.items()
      for declared in {name: 0, 'raw': 0, 'ami': 0, 'vhd': 0}],
    *[Case(f'also good: {name}', tried(data, declared)) for name, (declared, data) in ALSO.items()],
    *cases('unsafe, called raw', UNSAFE, 'raw'),
    *[Case(f'unsafe, called what it is: {name}', tried(data, name.split()[0])) for name, data in UNSAFE.items()
      if name.split()[0] in ('qcow2', 'vmdk')],
    *cases('hidden, called raw', HIDDEN, 'raw'),
    *[Case(f'hidden, called what it is: {name}', tried(data, next(word for word in ('qcow2', 'vmdk') if word in name)))
      for name, data in HIDDEN.items()],
    *cases('broken, called raw', BROKEN, 'raw'),
    *[Case(f'broken, called what it is: {name}', tried(data, name.split()[0].strip(','))) for name, data in BROKEN.items()],
    *cases('tables of vhdx', TABLES, 'vhdx'),
    *[Case(f'nothing called {declared}', tried(b'', declared)) for declared in ('raw', 'qcow2', 'ami')],
    *[Case(f'a disk called {declared}', tried(data, declared)) for data, declared in ((disk(), 'aki'), (disk(), 'ari'), (disk(partition()), 'iso'))],
    *[Case(f'refused, Accept {accept}', [bare(disk_format='qcow2'), upload(b'x', headers={'Accept': accept})])
      for accept in ('application/json', 'text/html', 'text/plain')],
    Case('larger than any disk', tried(qcow2(size=1 << 63), 'qcow2')),
    Case('another size than declared and unsafe', [bare(), upload(UNSAFE['qed'], headers={'x-openstack-image-size': '9'}), show()]),
    Case('in chunks', [bare(disk_format='vmdk'), upload(vmdk(), chunked=True), show()]),
    Case('refused, in chunks', [bare(disk_format='vmdk'), upload(UNSAFE['flat vmdk'], chunked=True), show()]),
    Case('again after a refusal', [*tried(b'x', 'qcow2'), upload(qcow2()), show()]),
    Case('in a container', [create('{id1}', disk_format='qcow2', container_format='ovf'), upload(UNSAFE['qcow2 on a file']), show()]),
]
