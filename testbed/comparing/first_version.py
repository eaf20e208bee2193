"""What only API v1 asks of a remote store: copies into it and out of it, and images at a place in it."""

import http.server
import json
import os
import subprocess
import tempfile
import threading
import time
import uuid

from comparing.backends import TESTBED

MIB = 2**20
SIZE = 9 * MIB + 1  # more than one segment
RAW = {'x-image-meta-container_format': 'bare', 'x-image-meta-disk_format': 'raw'}


class Web:
    """A web server on loopback with one image, for its `with`."""

    def __init__(self):
        self.data = data = os.urandom(SIZE)

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, body):
                self.send_response(200)
                self.send_header('Content-Length', str(len(data)))
                self.end_headers()
                self.wfile.write(body)

            def do_HEAD(self):
                self.answer(b'')

            def do_GET(self):
                self.answer(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.port = self.server.server_port
        self.url = f'http://127.0.0.1:{self.port}/image'

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class FirstVersion:
    """Walks ours; what is wrong is told to `turn`."""

    def __init__(self, turn, web, database):
        self.turn, self.api, self.backend, self.web, self.database = turn, turn.cloud.api, turn.backend, web, database

    def walk(self, near):
        """near: directory of the file store of that name. Nothing is left of it."""
        names = self.backend.names()
        copied = self.make({'x-glance-api-copy-from': self.web.url})
        self.expect_whole(copied, 'a copy from the web')
        added = self.backend.names() - names
        self.turn.expect(added == self.backend.expected(copied, SIZE, True), f'a copy is stored as {sorted(added)}')
        place = self.place(copied)
        fetched = self.make({'x-glance-api-copy-from': place, 'x-image-meta-store': near.name})
        self.expect_whole(fetched, 'a copy from the store')
        self.turn.expect((near / fetched).is_file(), 'a copy from the store is not where it was wanted')
        other = str(uuid.uuid4())
        with tempfile.NamedTemporaryFile() as file:
            file.write(self.web.data)
            file.flush()
            self.backend.put(file.name, other)
        found = self.make({'x-image-meta-location': place.replace(copied, other)})
        self.expect_whole(found, 'an image at a place in the store')
        for image in (copied, fetched, found):
            self.api.call('DELETE', f'/v1/images/{image}', expect=(200,))
        left = self.backend.names() ^ names
        self.turn.expect(not left and not (near / fetched).exists(), f'API v1 leaves {sorted(left)}')

    def make(self, source):
        """An image whose bytes are elsewhere, when it has them."""
        image = json.loads(self.api.call('POST', '/v1/images', headers={**RAW, **source}))['image']['id']
        for _ in range(100):
            if self.api.image(image)['status'] in ('active', 'killed'):
                break
            time.sleep(0.1)
        return image

    def expect_whole(self, image, what):
        status = self.api.image(image)['status']
        same = status == 'active' and self.api.call('GET', f'/v1/images/{image}') == self.web.data
        self.turn.expect(same, f'{what} is {status} and has other bytes')

    def place(self, image):
        """Where the bytes are, as the database has it and nobody is shown."""
        query = f"SELECT value FROM image_locations WHERE image_id = '{image}' AND deleted = 0"
        done = subprocess.run(['bash', '-c', f'. "{TESTBED}/lib.sh"; sql -N -B {self.database} -e "{query}"'], capture_output=True, text=True, check=True)
        return done.stdout.strip()
