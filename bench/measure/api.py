"""A small client of the images API: what preparing and cleaning up needs, one connection per thread."""

import http.client
import json
import threading
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

PATCH_TYPE = 'application/openstack-images-v2.1-json-patch'


class ApiError(Exception):
    """An answer that the caller did not expect."""

    def __init__(self, method, path, status, body):
        super().__init__(f'{method} {path}: {status} {body[:300]!r}')
        self.status = status


class ImageApi:
    """One endpoint, as http://host:port, or https:// with a certificate that OpenSSL trusts (SSL_CERT_FILE). Safe to share between threads."""

    def __init__(self, base, token=None):
        self.base, self.token = base.rstrip('/'), token
        parts = urllib.parse.urlsplit(self.base)
        self.connection = http.client.HTTPSConnection if parts.scheme == 'https' else http.client.HTTPConnection
        self.host, self.port = parts.hostname, parts.port or self.connection.default_port
        self._local = threading.local()

    def call(self, method, path, body=None, headers=None, expect=(200, 201, 204)):
        """The answer's body as bytes. Repeats once when a kept connection had been closed."""
        headers = dict(headers or {})
        if self.token:
            headers['X-Auth-Token'] = self.token
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            headers.setdefault('Content-Type', 'application/json')
        for attempt in (1, 2):
            connection = getattr(self._local, 'connection', None)
            fresh = connection is None
            if fresh:
                connection = self.connection(self.host, self.port, timeout=120)
                self._local.connection = connection
            try:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                data = response.read()
                break
            except (http.client.HTTPException, ConnectionError):
                connection.close()
                self._local.connection = None
                if fresh or attempt == 2:
                    raise
        if response.will_close:
            connection.close()
            self._local.connection = None
        if response.status not in expect:
            raise ApiError(method, path, response.status, data)
        return data

    def create(self, **fields):
        return json.loads(self.call('POST', '/v2/images', fields))

    def image(self, image_id):
        return json.loads(self.call('GET', f'/v2/images/{image_id}'))

    def patch(self, image_id, *operations):
        return json.loads(self.call('PATCH', f'/v2/images/{image_id}', json.dumps(operations).encode(),
                                    {'Content-Type': PATCH_TYPE}))

    def delete(self, image_id):
        self.call('DELETE', f'/v2/images/{image_id}', expect=(204, 404))

    def each(self, **filters):
        """Every image that matches, page by page."""
        path = '/v2/images?' + urllib.parse.urlencode({'limit': 1000, **filters})
        while path:
            page = json.loads(self.call('GET', path))
            yield from page['images']
            path = page.get('next')


def in_parallel(work, items, threads=8):
    """Calls work(item) for each item; the first failure is raised."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))
