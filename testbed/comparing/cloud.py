"""One cloud that is served by Debian's Glance and by ours in turn."""

import hashlib
import os
import pathlib
import pwd
import subprocess
import sys
import tempfile

TESTBED = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTBED.parent / 'bench'))

from measure.api import ImageApi  # noqa: E402

STATE = pathlib.Path(os.environ.get('TESTBED_STATE')
                     or pathlib.Path(tempfile.gettempdir()) / f'glance-testbed-{pwd.getpwuid(os.getuid()).pw_name}')
OCTETS = {'Content-Type': 'application/octet-stream'}


class Cloud:
    """One of the two implementations over a common database and common bytes; runs inside its `with`."""

    def __init__(self, name, port, *arguments):
        """name: of the process, its last word `ours` or `original`; arguments: for NAME-up."""
        self.name, self.kind, self.port = name, name.rsplit('-', 1)[1], port
        self.arguments = ['--name', name, *arguments]
        self.api = ImageApi(f'http://127.0.0.1:{port}')

    def __enter__(self):
        done = subprocess.run([TESTBED / f'{self.kind}-up', *self.arguments], stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            sys.exit(done.returncode)
        return self

    def __exit__(self, *_):
        subprocess.run([TESTBED / f'{self.kind}-down', '--name', self.name], check=True)

    def make(self, data=None, **fields):
        image = self.api.create(**fields)['id']
        if data is not None:
            self.api.call('PUT', f'/v2/images/{image}/file', data, OCTETS)
        return image

    def act(self, image, action):
        self.api.call('POST', f'/v2/images/{image}/actions/{action}')

    def everything(self):
        """All that a client can see: {id: image with the digest of its bytes}, and the order of two lists."""
        images = {}
        for query in ({}, {'os_hidden': 'true'}, {'visibility': 'community'}):
            images.update((image['id'], image) for image in self.api.each(**query))
        for image_id, listed in images.items():
            shown = self.api.image(image_id)
            for image in (listed, shown):
                image['tags'].sort()
            if listed != shown:
                raise SystemExit(f'{self.kind}: list and show differ for {image_id}: {listed} {shown}')
            if shown['status'] in ('active', 'deactivated'):
                data = self.api.call('GET', f'/v2/images/{image_id}/file', expect=(200, 403))
                listed['bytes'] = hashlib.sha512(data).hexdigest() if shown['status'] == 'active' else 'not for download'
        order = {query: [image['id'] for image in self.api.each(**dict([query.split('=')]))]
                 for query in ('sort=name:asc', 'sort=size:desc')}
        return images, order


def compare(before, after, what):
    """Names every image and list that is not the same any more."""
    faults = []
    for image_id in {**before[0], **after[0]}:
        pair = [side[0].get(image_id) for side in (before, after)]
        if pair[0] is None or pair[1] is None:
            faults.append(f'{what}: {image_id} is only {"after" if pair[0] is None else "before"}: {pair[0] or pair[1]}')
            continue
        faults += [f"{what}: {pair[0]['name']}: {key} was {pair[0].get(key)!r}, is {pair[1].get(key)!r}"
                   for key in {**pair[0], **pair[1]} if pair[0].get(key) != pair[1].get(key)]
    faults += [f'{what}: order of ?{query} changed' for query in before[1] if before[1][query] != after[1][query]]
    print(f'{what}: {len(after[0])} images, {len(faults)} differences', flush=True)
    return faults
