"""Notifications of one service: a walk through the life of images, and what it leaves in the queues of a broker."""

import json
import re
import time
from dataclasses import dataclass, field

import pika

from comparing.exchange import Server

QUEUES = ('notifications.info', 'notifications.error')
# For the original's context filter; a service without authentication does not look at them.
IDENTITY = {'X-Identity-Status': 'Confirmed', 'X-User-Id': 'walker', 'X-Tenant-Id': 'walkers', 'X-Roles': 'admin,member,reader'}
PATCH = {'Content-Type': 'application/openstack-images-v2.1-json-patch'}
OCTETS = {'Content-Type': 'application/octet-stream'}
TEN = b'0123456789'
QUIET = 0.6


class Broker:
    """The virtual host that one service sends to."""

    def __init__(self, port, vhost):
        self.parameters = pika.ConnectionParameters('127.0.0.1', port, vhost,
                                                    credentials=pika.PlainCredentials('glance', 'rabbit:t@st'))

    def take(self, quiet=QUIET, most=60):
        """Removes all messages, until none has come for a while: [(queue, properties, body)]."""
        taken, last, begun = [], time.monotonic(), time.monotonic()
        with pika.BlockingConnection(self.parameters) as connection:
            while time.monotonic() - last < quiet and time.monotonic() - begun < most:
                got = self._take_now(connection)
                if got:
                    taken += got
                    last = time.monotonic()
                else:
                    time.sleep(0.05)
        return taken

    @staticmethod
    def _take_now(connection):
        taken = []
        for queue in QUEUES:
            channel = connection.channel()
            try:
                while True:
                    method, properties, body = channel.basic_get(queue, auto_ack=True)
                    if method is None:
                        break
                    taken.append((queue, properties, body))
                channel.close()
            except pika.exceptions.ChannelClosedByBroker:
                pass  # nobody has sent anything to this queue yet
        return taken


@dataclass
class Step:
    name: str
    status: int
    events: list = field(default_factory=list)


class Walk:
    """The same requests to any service; after each the events that it caused."""

    def __init__(self, base, broker, web_port):
        self.server = Server(base)
        self.broker = broker
        self.web = f'http://127.0.0.1:{web_port}'
        self.steps = []

    def call(self, method, path, body=None, headers=None):
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            headers = {'Content-Type': 'application/json', **(headers or {})}
        return self.server.send(method, path, {**IDENTITY, **(headers or {})}, body)

    def step(self, name, method, path, body=None, headers=None, settle=None):
        answer = self.call(method, path, body, headers)
        if settle:
            self.settle(settle)
        self.steps.append(Step(name, answer.status, self.broker.take()))
        return answer

    def settle(self, image, seconds=60):
        """Until no import works on the image."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            answer = self.call('GET', f'/v2/images/{image}')
            if answer.status == 404 or b'os_glance_import_task' not in answer.body:
                return
            time.sleep(0.1)

    def image(self, number):
        return f'00000000-0000-4000-8000-00000000000{number}'

    def create(self, number, name='create', **more):
        fields = {'id': self.image(number), 'name': f'walk {number}', 'disk_format': 'raw', 'container_format': 'bare',
                  'owner': 'acme', **more}
        self.step(name, 'POST', '/v2/images', fields)
        return '/v2/images/' + self.image(number)

    def all(self):
        self.life()
        self.failures()
        self.imports()
        return self.steps

    def life(self):
        one = self.create(1, tags=['a', 'b'], color='blue', visibility='shared', min_ram=64, min_disk=1)
        patch = [{'op': 'replace', 'path': '/name', 'value': 'Bild \u00fc \u2603'}, {'op': 'add', 'path': '/size_class', 'value': 'x'}]
        self.step('patch', 'PATCH', one, patch, PATCH)
        self.step('patch nothing', 'PATCH', one, [], PATCH)
        self.step('patch the same', 'PATCH', one, [{'op': 'replace', 'path': '/size_class', 'value': 'x'}], PATCH)
        self.step('add tag', 'PUT', one + '/tags/c')
        self.step('add tag again', 'PUT', one + '/tags/c')
        self.step('remove tag', 'DELETE', one + '/tags/a')
        self.step('remove no tag', 'DELETE', one + '/tags/z')
        self.step('download nothing', 'GET', one + '/file')
        self.step('upload', 'PUT', one + '/file', TEN, OCTETS)
        self.step('upload again', 'PUT', one + '/file', TEN, OCTETS)
        self.step('download', 'GET', one + '/file')
        self.step('download a part', 'GET', one + '/file', headers={'Range': 'bytes=2-5'})
        self.step('download what is not there', 'GET', one + '/file', headers={'Range': 'bytes=20-25'})
        self.step('deactivate', 'POST', one + '/actions/deactivate')
        self.step('deactivate again', 'POST', one + '/actions/deactivate')
        self.step('reactivate', 'POST', one + '/actions/reactivate')
        self.step('add member', 'POST', one + '/members', {'member': 'other'})
        self.step('add member again', 'POST', one + '/members', {'member': 'other'})
        self.step('accept', 'PUT', one + '/members/other', {'status': 'accepted'})
        self.step('remove member', 'DELETE', one + '/members/other')
        self.step('publish', 'PATCH', one, [{'op': 'replace', 'path': '/visibility', 'value': 'public'},
                                            {'op': 'replace', 'path': '/protected', 'value': True}], PATCH)
        self.step('delete what is protected', 'DELETE', one)
        self.step('unprotect', 'PATCH', one, [{'op': 'replace', 'path': '/protected', 'value': False}], PATCH)
        self.step('delete', 'DELETE', one)

    def failures(self):
        two = self.create(2)
        self.step('upload of another size', 'PUT', two + '/file', TEN, {**OCTETS, 'x-openstack-image-size': '11'})
        self.step('upload to no store', 'PUT', two + '/file', TEN, {**OCTETS, 'x-image-meta-store': 'x'})
        self.step('upload to a store', 'PUT', two + '/file', TEN, {**OCTETS, 'x-image-meta-store': 'cheap'})
        self.step('delete', 'DELETE', two)
        three = self.create(3, 'create without formats', disk_format=None, container_format=None)
        self.step('upload without formats', 'PUT', three + '/file', TEN, OCTETS)
        self.step('delete without data', 'DELETE', three)

    def imports(self):
        four = self.create(4)
        self.step('stage', 'PUT', four + '/stage', TEN, OCTETS)
        self.step('import', 'POST', four + '/import', {'method': {'name': 'glance-direct'}}, settle=self.image(4))
        self.step('copy', 'POST', four + '/import', {'method': {'name': 'copy-image'}, 'stores': ['cheap', 'heavy']},
                  settle=self.image(4))
        self.step('delete from a store', 'DELETE', '/v2/stores/cheap/' + self.image(4))
        self.step('delete', 'DELETE', four)
        five = self.create(5)
        download = {'method': {'name': 'web-download', 'uri': self.web + '/a'}, 'stores': ['fast', 'cheap']}
        self.step('download into stores', 'POST', five + '/import', download, settle=self.image(5))
        six = self.create(6)
        download = {'method': {'name': 'web-download', 'uri': self.web + '/nothing'}}
        self.step('download of nothing', 'POST', six + '/import', download, settle=self.image(6))


UUID = re.compile(r'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')
TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ')


def read(message):
    """(queue, event) with what must differ put into words; fails on what is not an envelope."""
    queue, properties, body = message
    outer = json.loads(body)
    assert sorted(outer) == ['oslo.message', 'oslo.version'], sorted(outer)
    event = json.loads(outer['oslo.message'])
    assert re.fullmatch(r'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}', event['timestamp']), event['timestamp']
    assert UUID.fullmatch(event['message_id']), event['message_id']
    assert re.fullmatch('[0-9a-f]{32}', event['_unique_id']), event['_unique_id']
    described = {'queue': queue, 'oslo.version': outer['oslo.version'], 'keys': list(event),
                 'content_type': properties.content_type, 'content_encoding': properties.content_encoding,
                 'delivery_mode': properties.delivery_mode, 'priority_of_message': properties.priority,
                 'headers': properties.headers}
    described |= {key: event[key] for key in ('publisher_id', 'event_type', 'priority')}
    payload = event['payload']
    described['payload'] = worded(payload)
    if isinstance(payload, dict):
        described['payload_keys'] = list(payload)
    return described


def worded(value, name=None):
    if isinstance(value, dict):
        return {key: worded(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return sorted(value) if name == 'tags' else [worded(one) for one in value]
    if isinstance(value, str):
        if TIME.fullmatch(value):
            return '<time>'
        return UUID.sub(lambda found: found.group() if found.group().startswith('00000000-') else '<id>', value)
    return value
