"""The words that the request tables are written in.

A case is a list of steps that run in order against one server. Strings may hold `{name}`: `{run}` is unlike for
every run and equal on both servers, `{id1}` … `{id9}` are image ids made from the run and the case, and a step's
`save` adds to them from its answer.
"""

import json
from dataclasses import dataclass, field

PATCH_21 = 'application/openstack-images-v2.1-json-patch'
PATCH_20 = 'application/openstack-images-v2.0-json-patch'
OCTETS = {'Content-Type': 'application/octet-stream'}


@dataclass(frozen=True)
class Step:
    """One request. `body` is bytes as they go over the wire, or None."""

    method: str
    path: str
    headers: dict = field(default_factory=dict)
    body: bytes | None = None
    chunked: bool = False
    save: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    name: str
    steps: list


def call(method, path, body=None, headers=None, **more):
    """Any request; a list or dict becomes JSON, a string UTF-8."""
    headers = {'Accept': '*/*', **(headers or {})}
    headers = {name: value for name, value in headers.items() if value is not None}
    if isinstance(body, (dict, list)):
        body = json.dumps(body)
        headers.setdefault('Content-Type', 'application/json')
    if isinstance(body, str):
        body = body.encode()
    return Step(method, path, headers, body, **more)


def get(path, headers=None):
    return call('GET', path, headers=headers)


def delete(path, headers=None):
    return call('DELETE', path, headers=headers)


def post(path, body=None, headers=None):
    return call('POST', path, body, headers)


def create(image='{id1}', /, **fields):
    """POST of an image whose id is known beforehand."""
    return post('/v2/images', {'id': image, **fields})


def bare(image='{id1}', /, disk_format='raw', **fields):
    """An image that is ready for an upload, tagged with the run."""
    return create(image, disk_format=disk_format, container_format='bare', tags=['{run}'], **fields)


def upload(data, image='{id1}', headers=None, **more):
    return call('PUT', f'/v2/images/{image}/file', data, {**OCTETS, **(headers or {})}, **more)


def download(image='{id1}', headers=None):
    return get(f'/v2/images/{image}/file', headers)


def show(image='{id1}'):
    return get(f'/v2/images/{image}')


def patch(*operations, image='{id1}', media=PATCH_21):
    return call('PATCH', f'/v2/images/{image}', list(operations), {'Content-Type': media})


def add(path, value):
    return {'op': 'add', 'path': path, 'value': value}


def replace(path, value):
    return {'op': 'replace', 'path': path, 'value': value}


def remove(path):
    return {'op': 'remove', 'path': path}
