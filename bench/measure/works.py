"""The kinds of work that are measured. Each is prepared once per target and then sampled round by round."""

import os
import pathlib
import time
import uuid

from . import tools
from .api import ImageApi, in_parallel

PRELOAD_TAG = 'bench-preload'
MIB = 2**20


class Target:
    """A server under measurement and what has been prepared on it."""

    file_path, uploaded = '/v2/images/{}/file', 204

    def __init__(self, name, base, token=None):
        self.name, self.base, self.token = name, base.rstrip('/'), token
        self.api = ImageApi(base, token)
        self.ids = []
        self.stored = None

    def preload(self, count):
        """Makes sure that there are `count` images, each with five properties and two tags."""
        have = {image['name']: image['id'] for image in self.api.each(tag=PRELOAD_TAG)}
        wanted = [name for name in (f'bench-{n:06d}' for n in range(count)) if name not in have]
        for image in in_parallel(self._create, wanted):
            have[image['name']] = image['id']
        self.ids = [have[f'bench-{n:06d}'] for n in range(count)]

    def _create(self, name):
        return self.api.create(
            name=name, disk_format='qcow2', container_format='bare', min_ram=512, min_disk=10,
            tags=[PRELOAD_TAG, 'tag-' + name[-1]], architecture='x86_64', os_distro='debian', os_version='13',
            hw_disk_bus='virtio', build=name)

    def queued_image(self):
        return self.api.create(name='bench-bytes', disk_format='raw', container_format='bare',
                               tags=['bench-bytes'])['id']

    def file_url(self, image_id):
        return self.base + self.file_path.format(image_id)

    def store_once(self, payload):
        """The URL of an image that holds the payload's bytes."""
        if self.stored is None:
            self.stored = self.queued_image()
            self.upload(self.stored, payload, chunked=False)
        return self.file_url(self.stored)

    def upload(self, image_id, payload, chunked):
        """Seconds that it took."""
        return tools.curl_upload(self.file_url(image_id), payload, chunked, self.uploaded)

    def clean(self, preloaded_too):
        tags = ['bench-bytes', 'bench-create'] + ([PRELOAD_TAG] if preloaded_too else [])
        for tag in tags:
            in_parallel(self.api.delete, [image['id'] for image in self.api.each(tag=tag)])


class FirstVersionTarget(Target):
    """A server whose image bytes are moved by API v1: PUT and GET of the image itself. All else stays with v2."""

    file_path, uploaded = '/v1/images/{}', 200


class FileServer:
    """Serves the payload and nothing else: the yardstick for downloads."""

    def __init__(self, name, base):
        self.name, self.base = name, base

    def store_once(self, payload):
        return f'{self.base}/{pathlib.Path(payload).name}'


class Upload:
    unit = 'MiB/s'

    def __init__(self, chunked):
        self.chunked = chunked
        self.title = 'upload, one client, ' + ('chunked' if chunked else 'Content-Length')

    def sample(self, target, settings):
        image_id = target.queued_image()
        os.sync()
        seconds = target.upload(image_id, settings.payload, self.chunked)
        target.api.delete(image_id)
        return {'rate': settings.size / MIB / seconds, 'seconds': seconds}


class Download:
    unit = 'MiB/s'

    def __init__(self, clients):
        self.clients = clients
        self.title = f"download, {clients} client{'s' if clients > 1 else ''}"

    def sample(self, target, settings):
        url = target.store_once(settings.payload)
        seconds, count, deadline = 0.0, 0, time.monotonic() + settings.seconds
        while not count or time.monotonic() < deadline:
            seconds += tools.curl_download(url, settings.size, self.clients)
            count += self.clients
        return {'rate': count * settings.size / MIB / seconds, 'seconds': seconds}


class Paths:
    """GETs of paths that depend on the target's images."""

    unit = 'req/s'

    def __init__(self, title, paths, connections):
        self.title, self.paths, self.connections = title, paths, connections

    def sample(self, target, settings):
        file = settings.scratch / f'paths-{target.name}'
        file.write_text('\n'.join(self.paths(target)) + '\n')
        return _rate(tools.wrk(target.base, 'paths.lua', settings.seconds, self.connections, str(file),
                               token=target.token))


class Create:
    title, unit = 'create image, 8 connections', 'req/s'

    def sample(self, target, settings):
        found = _rate(tools.wrk(target.base, 'create.lua', settings.seconds, 8, 'bench-create'))
        time.sleep(1)  # what the server still had in hand when wrk hung up
        settings.forget_created(target)
        return found


def _rate(found):
    if found['failed']:
        raise RuntimeError(f"{found['failed']} of {found['requests']} requests failed")
    return {'rate': found['requests'] / found['seconds'], **found}


def _one(target):
    return [f'/v2/images/{image_id}' for image_id in target.ids]


def _by_name(target):
    return [f'/v2/images?name=bench-{n:06d}' for n in range(0, len(target.ids), 7)]


def _pages(target):
    """Pages of 100 by name, of which no two are the same."""
    return [f'/v2/images?limit=100&sort_key=name&sort_dir=asc&marker={image_id}'
            for image_id in target.ids[:max(1, len(target.ids) - 100)]]


WORKS = {
    'upload': Upload(chunked=False),
    'upload-chunked': Upload(chunked=True),
    'download1': Download(1),
    'download8': Download(8),
    'get': Paths('GET one image, 8 connections', _one, 8),
    'get1': Paths('GET one image, 1 connection', _one, 1),
    'list25': Paths('list 25, 8 connections', lambda _: ['/v2/images?limit=25'], 8),
    'list100': Paths('list 100 sorted by name, 8 connections',
                     lambda _: ['/v2/images?limit=100&sort_key=name&sort_dir=asc'], 8),
    'pages100': Paths('pages of 100 sorted by name, each another one, 8 connections', _pages, 8),
    'filter': Paths('list filtered by name, 8 connections', _by_name, 8),
    'create': Create(),
}


def payload(directory, size):
    """A file of `size` random bytes, kept between runs."""
    path = directory / f'payload-{size}'
    if not path.exists() or path.stat().st_size != size:
        part = directory / f'{path.name}.{uuid.uuid4().hex}'
        with open(part, 'wb') as sink:
            left = size
            while left:
                left -= sink.write(os.urandom(min(left, 4 * MIB)))
        part.rename(path)
    with open(path, 'rb') as source:
        while source.read(4 * MIB):
            pass
    return path
