"""Who asks what of which image, and the images that are asked about."""

import json
import uuid
from dataclasses import dataclass
from typing import Callable, Optional

from .exchange import Answer, Server

VISIBILITIES = ('public', 'community', 'shared', 'private')
PATCH = {'Content-Type': 'application/openstack-images-v2.1-json-patch'}
JSON = {'Content-Type': 'application/json'}
BYTES = {'Content-Type': 'application/octet-stream'}


def _project(user):
    return lambda keystone: {'X-Auth-Token': keystone.project_token(user)}


def _served(keystone):
    """An old token that a service still works with, as Nova does at the end of a long snapshot."""
    return {'X-Auth-Token': keystone.expired(keystone.project_token('demo')),
            'X-Service-Token': keystone.project_token('nova')}


def _feigned(keystone):
    """Somebody without any rights who says what the service says to itself."""
    return {'X-Auth-Token': keystone.project_token('nobody'), 'X-Identity-Status': 'Confirmed', 'X-Roles': 'admin',
            'X-Role': 'admin', 'X-Project-Id': keystone.project_id('demo'), 'X-Tenant-Id': keystone.project_id('demo'),
            'X-Is-Admin-Project': 'True', 'X-User-Id': 'root', 'X-Service-Roles': 'service'}


# name → the headers that say who it is
CALLERS = {
    'admin': _project('admin'),
    'member': _project('demo'),
    'reader': _project('reader'),
    'nobody': _project('nobody'),
    'other': _project('alt'),
    'service': _project('nova'),
    'glance': _project('glance'),
    'domain': lambda keystone: {'X-Auth-Token': keystone.domain_token('domain-admin')},
    'system': lambda keystone: {'X-Auth-Token': keystone.system_token('system-admin')},
    'served': _served,
    'feigned': _feigned,
    'anonymous': lambda keystone: {},
    'expired': lambda keystone: {'X-Auth-Token': keystone.expired(keystone.project_token('demo'))},
    'revoked': lambda keystone: {'X-Auth-Token': keystone.revoke(keystone.project_token('demo'))},
    'forged': lambda keystone: {'X-Auth-Token': keystone.forged(keystone.project_token('admin'))},
    'garbage': lambda keystone: {'X-Auth-Token': 'garbage'},
}


@dataclass
class Operation:
    """One request about one image.

    state: of the image, `active`, `queued`, `deactivated` or `staged`. once: the image's visibility does not matter.
    changes: whether the image is another one afterwards if it succeeds. meaning: what counts of a good answer.
    """

    name: str
    method: str
    path: str
    body: Optional[bytes] = None
    headers: Optional[dict] = None
    state: str = 'active'
    once: bool = False
    changes: bool = True
    meaning: Callable = lambda place, answer: None


def _names(place, answer):
    """Which images of this run a list has."""
    return sorted(image['name'] for image in json.loads(answer.body)['images'])


def _keys(place, answer):
    return sorted(json.loads(answer.body))


def _edit(name, path, value, **more):
    edit = [{'op': 'replace', 'path': path, 'value': value}]
    return Operation(name, 'PATCH', '/v2/images/{image}', json.dumps(edit).encode(), PATCH, **more)


def _list(name, query):
    return Operation(name, 'GET', '/v2/images?tag={run}&limit=100' + query, once=True, changes=False, meaning=_names)


def _read(name, path, **more):
    return Operation(name, 'GET', path, changes=False, **more)


def _act(name, action, **more):
    return Operation(name, 'POST', '/v2/images/{image}/actions/' + action, b'', **more)


OPERATIONS = (
    _list('list', ''),
    _list('list public', '&visibility=public'),
    _list('list community', '&visibility=community'),
    _list('list all', '&visibility=all'),
    _list('list shared', '&visibility=shared&member_status=all'),
    _list('list of demo', '&owner={demo}'),
    _read('show', '/v2/images/{image}', meaning=_keys),
    Operation('create', 'POST', '/v2/images', b'{"name": "{run}-new", "visibility": "{visibility}"}', JSON),
    Operation('create for alt', 'POST', '/v2/images', b'{"name": "{run}-new", "owner": "{alt}"}', JSON, once=True),
    _edit('rename', '/name', 'renamed'),
    _edit('protect', '/protected', True),
    _edit('give away', '/owner', '{alt}'),
    _edit('publicize', '/visibility', 'public'),
    _edit('communitize', '/visibility', 'community'),
    _edit('share', '/visibility', 'shared'),
    _edit('privatize', '/visibility', 'private'),
    Operation('edit locations', 'PATCH', '/v2/images/{image}',
              b'[{"op": "add", "path": "/locations/-", "value": {"url": "http://127.0.0.1:9/x", "metadata": {}}}]', PATCH,
              state='queued'),
    Operation('upload', 'PUT', '/v2/images/{image}/file', b'data', BYTES, state='queued'),
    _read('download', '/v2/images/{image}/file'),
    Operation('delete', 'DELETE', '/v2/images/{image}'),
    _act('deactivate', 'deactivate'),
    _act('reactivate', 'reactivate', state='deactivated'),
    _read('download deactivated', '/v2/images/{image}/file', state='deactivated'),
    Operation('add tag', 'PUT', '/v2/images/{image}/tags/other', b''),
    Operation('delete tag', 'DELETE', '/v2/images/{image}/tags/{run}'),
    _read('list members', '/v2/images/{image}/members', meaning=lambda place, answer: len(json.loads(answer.body)['members'])),
    _read('show member', '/v2/images/{image}/members/{alt}'),
    Operation('add member', 'POST', '/v2/images/{image}/members', b'{"member": "somebody"}', JSON),
    Operation('accept', 'PUT', '/v2/images/{image}/members/{alt}', b'{"status": "accepted"}', JSON),
    Operation('delete member', 'DELETE', '/v2/images/{image}/members/{alt}'),
    _read('list locations', '/v2/images/{image}/locations'),
    Operation('add location', 'POST', '/v2/images/{image}/locations', b'{"url": "http://127.0.0.1:9/x"}', JSON, state='queued'),
    _read('list stores', '/v2/info/stores', once=True),
    _read('list stores in detail', '/v2/info/stores/detail', once=True),
    Operation('delete from a store', 'DELETE', '/v2/stores/fast/{image}'),
    _read('list tasks', '/v2/tasks', once=True),
    Operation('create task', 'POST', '/v2/tasks', b'{"type": "import", "input": {}}', JSON, once=True),
    _read('list tasks of image', '/v2/images/{image}/tasks'),
    Operation('stage', 'PUT', '/v2/images/{image}/stage', b'data', BYTES, state='queued'),
    Operation('import', 'POST', '/v2/images/{image}/import', b'{"method": {"name": "glance-direct"}}', JSON, state='staged'),
    Operation('copy', 'POST', '/v2/images/{image}/import',
              b'{"method": {"name": "copy-image"}, "stores": ["nowhere"]}', JSON),
    _read('list import methods', '/v2/info/import', once=True),
    _read('show usage', '/v2/info/usage', once=True),
    _read('list cache', '/v2/cache', once=True),
    Operation('queue for cache', 'PUT', '/v2/cache/{image}', b''),
    Operation('drop from cache', 'DELETE', '/v2/cache/{image}'),
    _read('show schema', '/v2/schemas/image', once=True),
)


@dataclass
class Asked:
    answer: Answer
    meaning: object


class Place:
    """One image service, and the images on it that callers are let loose on."""

    def __init__(self, base, keystone, run):
        self.server, self.run = Server(base), run
        self.admin = {'X-Auth-Token': keystone.project_token('admin')}
        self.values = {'run': run, 'demo': keystone.project_id('demo'), 'alt': keystone.project_id('alt')}
        self.images, self.made = {}, set()
        for visibility in VISIBILITIES:  # what lists show
            self._image(visibility, 'active')

    def ask(self, operation, visibility, headers):
        values = {**self.values, 'visibility': visibility, 'image': self._image(visibility, operation.state)}
        body = operation.body if operation.body is None else self._fill(operation.body.decode(), values).encode()
        answer = self.server.send(operation.method, self._fill(operation.path, values),
                                  {**headers, **(operation.headers or {})}, body)
        if operation.changes and answer.status < 400:
            if operation.path == '/v2/images':
                self._delete(json.loads(answer.body)['id'])
            else:
                del self.images[visibility, operation.state]
                self._delete(values['image'])
                self._image(visibility, 'active')
        meaning = operation.meaning(self, answer) if answer.status < 300 else None
        return Asked(answer, meaning)

    def clean_up(self):
        for image in list(self.made):
            self._delete(image)

    def _image(self, visibility, state):
        if (visibility, state) not in self.images:
            self.images[visibility, state] = self._make(visibility, state)
        return self.images[visibility, state]

    def _make(self, visibility, state):
        # Only the active ones have the tag, so that a list shows the same whatever was asked before.
        image = str(uuid.uuid4())
        self._must('POST', '/v2/images', {
            'id': image, 'name': visibility, 'owner': self.values['demo'], 'disk_format': 'raw', 'container_format': 'bare',
            'visibility': 'shared', 'tags': [self.run] if state == 'active' else []}, JSON)
        self.made.add(image)
        self._must('POST', f'/v2/images/{image}/members', {'member': self.values['alt']}, JSON)
        if visibility != 'shared':
            self._must('PATCH', f'/v2/images/{image}',
                       [{'op': 'replace', 'path': '/visibility', 'value': visibility}], PATCH)
        if state in ('active', 'deactivated'):
            self._must('PUT', f'/v2/images/{image}/file', b'data', BYTES)
        if state == 'deactivated':
            self._must('POST', f'/v2/images/{image}/actions/deactivate', b'', {})
        if state == 'staged':
            self._must('PUT', f'/v2/images/{image}/stage', b'data', BYTES)
        return image

    def _delete(self, image):
        path = f'/v2/images/{image}'
        if self.server.send('DELETE', path, self.admin, None).status == 403:
            self.server.send('PATCH', path, {**self.admin, **PATCH},
                             b'[{"op": "replace", "path": "/protected", "value": false}]')
            self.server.send('DELETE', path, self.admin, None)
        self.made.discard(image)

    def _must(self, method, path, body, headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.server.send(method, path, {**self.admin, **headers}, data)
        if answer.status >= 300:
            raise SystemExit(f'{self.server.base}: {method} {path}: {answer.status} {answer.body[:300]!r}')

    @staticmethod
    def _fill(text, values):
        for name, value in values.items():
            text = text.replace('{' + name + '}', value)
        return text
