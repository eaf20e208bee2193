"""The remote stores of the testbed: how a cloud is told of them, and what lies in them."""

import os
import pathlib
import subprocess

TESTBED = pathlib.Path(__file__).resolve().parent.parent
SEGMENT = 8  # MiB


def environment(state, name):
    """The variables that NAME-up wrote."""
    script = f'set -a; . "{state}/{name}/environment"; env -0'
    done = subprocess.run(['bash', '-c', script], capture_output=True, check=True)
    return dict(pair.split('=', 1) for pair in done.stdout.decode().split('\0') if '=' in pair)


class Backend:
    """One kind of store. `options` are those of its section, the same for both implementations."""

    kind = up = down = ''
    # command → Debian's package with it, and Python modules that the original's driver needs
    commands, modules = {}, {}
    readable_by_original = True

    def __init__(self, state):
        self.state = state
        self.variables = {}
        self.earlier = set()  # what lay there before

    def start(self):
        self.install()
        done = subprocess.run([TESTBED / self.up], stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            print(done.stderr)
            raise SystemExit(done.returncode)
        self.variables = environment(self.state, self.up.removesuffix('-up'))
        self.prepare()

    def install(self):
        """What is missing, if we may; otherwise this ends with exit code 77."""
        wanted = {'openstack': 'python3-openstackclient', 'glance': 'python3-glanceclient', 'qemu-img': 'qemu-utils', **self.commands}
        script = f'. "{TESTBED}/lib.sh"\n' + ''.join(f'need_command {command} {package}\n' for command, package in wanted.items())
        script += ''.join(f'/usr/bin/python3 -c "import {module}" 2>/dev/null || install_packages {package}\n'
                          for module, package in self.modules.items())
        done = subprocess.run(['bash', '-c', script], check=False)
        if done.returncode:
            raise SystemExit(done.returncode)

    def stop(self):
        subprocess.run([TESTBED / self.down], check=True)

    def prepare(self):
        """What an operator would do once."""

    def options(self):
        raise NotImplementedError

    def large(self):
        """Options that undo small sizes which are there for tests."""
        return {}

    def names(self):
        """What the backend's own tool lists: {name of a block image, an object or a segment}."""
        raise NotImplementedError

    def expected(self, image, size, known):
        """The names that an image has there, as the original would have given them. known: whether the size was announced."""
        raise NotImplementedError

    def put(self, file, image):
        """Stores a file with the backend's own tool, as an image of that id could lie there."""
        raise NotImplementedError

    def tool(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **self.variables})
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()}")
        return done.stdout


class Rbd(Backend):
    kind, up, down = 'rbd', 'ceph-up', 'ceph-down'
    modules = {'rbd': 'python3-rbd'}

    def options(self):
        return {'rbd_store_ceph_conf': self.variables['TESTBED_CEPH_CONF'], 'rbd_store_user': 'glance',
                'rbd_store_pool': 'images', 'rbd_store_chunk_size': 8}

    def names(self):
        images = self.tool('rbd', '--id', 'glance', '-p', 'images', 'ls').split()
        return {f'{image}@{snapshot}' for image in images for snapshot in [*self.snapshots(image)]}

    def snapshots(self, image):
        """Their names, with `!` where one is protected; `-` if there is none."""
        lines = self.tool('rbd', '--id', 'glance', '-p', 'images', 'snap', 'ls', image).splitlines()[1:]
        return [line.split()[1] + ('!' if ' yes' in line else '') for line in lines] or ['-']

    def expected(self, image, size, known):
        return {f'{image}@snap!'}

    def put(self, file, image):
        rbd = ('rbd', '--id', 'glance', '-p', 'images')
        self.tool(*rbd, 'import', file, f'images/{image}')
        self.tool(*rbd, 'snap', 'create', f'{image}@snap')
        self.tool(*rbd, 'snap', 'protect', f'{image}@snap')


class Swift(Backend):
    kind, up, down = 'swift', 'swift-up', 'swift-down'
    commands = {'swift': 'python3-swiftclient'}
    container = 'pictures'

    def options(self):
        return {'swift_store_auth_version': 1, 'swift_store_auth_address': self.variables['TESTBED_SWIFT_AUTH_URL'],
                'swift_store_user': self.variables['TESTBED_SWIFT_USER'], 'swift_store_key': self.variables['TESTBED_SWIFT_KEY'],
                'swift_store_container': self.container, 'swift_store_create_container_on_put': True,
                'swift_store_large_object_size': SEGMENT, 'swift_store_large_object_chunk_size': SEGMENT}

    def large(self):
        return {'swift_store_large_object_size': 5120, 'swift_store_large_object_chunk_size': 200}

    def prepare(self):
        self.swift('post', self.container)

    def swift(self, *words):
        return self.tool('swift', '-A', self.variables['TESTBED_SWIFT_AUTH_URL'], '-U', self.variables['TESTBED_SWIFT_USER'],
                         '-K', self.variables['TESTBED_SWIFT_KEY'], *words)

    def names(self):
        return set(self.swift('list', self.container).split())

    def expected(self, image, size, known):
        chunk = SEGMENT * 2**20
        if known and size < chunk:
            return {image}
        return {image, *(f'{image}-{number:05}' for number in range(1, -(-size // chunk) + 1))}

    def put(self, file, image):
        self.swift('upload', '--object-name', image, self.container, file)


class S3(Backend):
    kind, up, down = 's3', 'radosgw-up', 'radosgw-down'
    commands, modules = {'s3cmd': 's3cmd'}, {'boto3': 'python3-boto3'}
    bucket = 'pictures'
    # Its rows hold no keys, as since glance_store 5.5; the driver of 25.1 knows none without.
    readable_by_original = False

    def options(self):
        return {'s3_store_host': self.variables['TESTBED_S3_HOST'], 's3_store_access_key': self.variables['TESTBED_S3_ACCESS_KEY'],
                's3_store_secret_key': self.variables['TESTBED_S3_SECRET_KEY'], 's3_store_bucket': self.bucket,
                's3_store_create_bucket_on_put': True, 's3_store_bucket_url_format': 'path',
                's3_store_large_object_size': SEGMENT, 's3_store_large_object_chunk_size': SEGMENT}

    def large(self):
        return {'s3_store_large_object_size': 100, 's3_store_large_object_chunk_size': 10}

    def s3cmd(self, *words):
        scheme, _, host = self.variables['TESTBED_S3_HOST'].rpartition('://')
        return self.tool('s3cmd', '--no-ssl' if scheme in ('', 'http') else '--ssl', f'--host={host}', f'--host-bucket={host}',
                         f"--access_key={self.variables['TESTBED_S3_ACCESS_KEY']}",
                         f"--secret_key={self.variables['TESTBED_S3_SECRET_KEY']}", *words)

    def names(self):
        objects = {line.rsplit('/', 1)[1] for line in self.s3cmd('ls', f's3://{self.bucket}').splitlines()}
        uploads = [line for line in self.s3cmd('multipart', f's3://{self.bucket}').splitlines() if '://' in line.split('\t')[-1]]
        return objects | {f'unfinished {line}' for line in uploads if line.count('\t') >= 2 and not line.startswith('Initiated')}

    def prepare(self):
        self.s3cmd('mb', f's3://{self.bucket}')

    def expected(self, image, size, known):
        return {image}

    def put(self, file, image):
        self.s3cmd('put', file, f's3://{self.bucket}/{image}')


BACKENDS = {backend.kind: backend for backend in (Rbd, Swift, S3)}
