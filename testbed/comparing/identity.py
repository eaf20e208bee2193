"""A Keystone of the testbed: its accounts, and tokens good and bad."""

import base64
import json
import pathlib
import time
import urllib.error
import urllib.request

PASSWORD = 'testbed'

# user → (roles, project); None: the roles are on the domain `Default`, or on the whole system
ACCOUNTS = {
    'demo': (('member',), 'demo'),
    'alt': (('member',), 'alt'),
    'reader': (('reader',), 'demo'),
    'nobody': (('bystander',), 'demo'),
    'glance': (('admin', 'service'), 'service'),
    'nova': (('service',), 'service'),
    'domain-admin': (('admin',), None),
    'system-admin': (('admin',), None),
}

# What `keystone-up --limits` lets each project have, in MiB and in images.
LIMITS = {'image_size_total': 8, 'image_stage_total': 4, 'image_count_total': 8, 'image_count_uploading': 4}


class Keystone:
    def __init__(self, url, state):
        """url: with /v3; state: the directory that holds the keys of its tokens."""
        self.url, self.state = url.rstrip('/'), pathlib.Path(state)

    def ask(self, method, path, token=None, body=None, subject=None):
        """(status, headers, JSON or None)"""
        request = urllib.request.Request(self.url + path, method=method, headers={'Content-Type': 'application/json'})
        if body is not None:
            request.data = json.dumps(body).encode()
        if token:
            request.add_header('X-Auth-Token', token)
        if subject:
            request.add_header('X-Subject-Token', subject)
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read()
            return answer.status, answer.headers, json.loads(text) if text else None

    def log_in(self, user, scope, password=PASSWORD):
        """A token. scope: as the API wants it."""
        status, headers, body = self.ask('POST', '/auth/tokens', body={'auth': {
            'identity': {'methods': ['password'], 'password': {
                'user': {'name': user, 'domain': {'id': 'default'}, 'password': password}}},
            'scope': scope}})
        if status != 201:
            raise SystemExit(f'{user} cannot log in to {self.url}: {status} {body}')
        return headers['X-Subject-Token']

    def project_token(self, user):
        project = 'admin' if user == 'admin' else ACCOUNTS[user][1]
        return self.log_in(user, {'project': {'name': project, 'domain': {'id': 'default'}}})

    def domain_token(self, user):
        return self.log_in(user, {'domain': {'id': 'default'}})

    def system_token(self, user):
        return self.log_in(user, {'system': {'all': True}})

    def revoke(self, token):
        self.ask('DELETE', '/auth/tokens', token=token, subject=token)
        return token

    def project_id(self, name):
        found = self.ask('GET', f'/projects?name={name}', token=self.project_token('admin'))[2]
        return found['projects'][0]['id']

    def expired(self, token):
        """The same token, issued two hours ago and over since a minute."""
        return self._sealed_again(token, self._key(), int(time.time()) - 7200, time.time() - 60)

    def forged(self, token):
        """The same token, sealed with a key that Keystone does not have."""
        return self._sealed_again(token, base64.urlsafe_b64encode(bytes(range(32))), int(time.time()), None)

    def _key(self):
        keys = sorted((self.state / 'fernet-keys').iterdir(), key=lambda file: int(file.name))
        return keys[-1].read_bytes()

    def _sealed_again(self, token, key, issued, expires):
        # Of Debian's Python, which is not there without Keystone.
        import msgpack
        from cryptography.fernet import Fernet
        padded = (token + '=' * (-len(token) % 4)).encode()
        payload = msgpack.unpackb(Fernet(self._key()).decrypt(padded), raw=False, strict_map_key=False)
        if expires is not None:
            payload = [expires if isinstance(value, float) else value for value in payload]
        sealed = Fernet(key).encrypt_at_time(msgpack.packb(payload, use_bin_type=True), issued)
        return sealed.decode().rstrip('=')


def ensure(keystone, token, kind, name, **attributes):
    """The id of the role, project, user or service of this name."""
    found = keystone.ask('GET', f'/{kind}s?name={name}', token=token)[2][f'{kind}s']
    if found:
        return found[0]['id']
    status, _, body = keystone.ask('POST', f'/{kind}s', token=token, body={kind: {'name': name, **attributes}})
    if status != 201:
        raise SystemExit(f'cannot make {kind} {name}: {status} {body}')
    return body[kind]['id']


def make_accounts(keystone, image_url, region):
    token = keystone.project_token('admin')
    roles = {name: ensure(keystone, token, 'role', name)
             for name in ('admin', 'member', 'reader', 'service', 'bystander')}
    projects = {name: ensure(keystone, token, 'project', name, domain_id='default')
                for name in ('service', 'demo', 'alt')}
    for name, (granted, project) in ACCOUNTS.items():
        user = ensure(keystone, token, 'user', name, domain_id='default', password=PASSWORD)
        place = (f'/projects/{projects[project]}' if project else
                 '/system' if name == 'system-admin' else '/domains/default')
        for role in granted:
            keystone.ask('PUT', f'{place}/users/{user}/roles/{roles[role]}', token=token)
    make_service(keystone, token, ('glance', 'image'), image_url, region)


def make_object_store(keystone, url, region):
    """url: with %(tenant_id)s where the project's id belongs. The image service may enter every account."""
    token = keystone.project_token('admin')
    role = ensure(keystone, token, 'role', 'ResellerAdmin')
    project = ensure(keystone, token, 'project', 'service', domain_id='default')
    user = ensure(keystone, token, 'user', 'glance', domain_id='default', password=PASSWORD)
    keystone.ask('PUT', f'/projects/{project}/users/{user}/roles/{role}', token=token)
    make_service(keystone, token, ('swift', 'object-store'), url, region)


def make_service(keystone, token, names, url, region):
    """names: of the service, and of its type."""
    service = ensure(keystone, token, 'service', names[0], type=names[1])
    endpoints = keystone.ask('GET', f'/endpoints?service_id={service}', token=token)[2]['endpoints']
    for interface in ('public', 'internal', 'admin'):
        mine = [one for one in endpoints if one['interface'] == interface]
        described = {'endpoint': {'service_id': service, 'interface': interface, 'url': url, 'region_id': region}}
        if mine:
            keystone.ask('PATCH', f"/endpoints/{mine[0]['id']}", token=token, body=described)
        else:
            keystone.ask('POST', '/endpoints', token=token, body=described)


def service_of(keystone, token):
    return keystone.ask('GET', '/services?type=image', token=token)[2]['services'][0]['id']


def register_limits(keystone, region, limits=None):
    """Registers these and no others for the image service; the id of its public endpoint."""
    token = keystone.system_token('system-admin')
    service = service_of(keystone, token)
    for limit in keystone.ask('GET', f'/limits?service_id={service}', token=token)[2]['limits']:
        keystone.ask('DELETE', f"/limits/{limit['id']}", token=token)
    for limit in keystone.ask('GET', f'/registered_limits?service_id={service}', token=token)[2]['registered_limits']:
        keystone.ask('DELETE', f"/registered_limits/{limit['id']}", token=token)
    wanted = [{'service_id': service, 'region_id': region, 'resource_name': name, 'default_limit': most}
              for name, most in (LIMITS if limits is None else limits).items()]
    if wanted:
        status, _, body = keystone.ask('POST', '/registered_limits', token=token, body={'registered_limits': wanted})
        if status != 201:
            raise SystemExit(f'cannot register limits: {status} {body}')
    endpoints = keystone.ask('GET', f'/endpoints?service_id={service}&interface=public', token=token)[2]['endpoints']
    return endpoints[0]['id']


def grant(keystone, region, project, **limits):
    """Lets a project have other numbers than those that are registered, and of the rest what is registered."""
    token = keystone.system_token('system-admin')
    service = service_of(keystone, token)
    for limit in keystone.ask('GET', f'/limits?service_id={service}&project_id={project}', token=token)[2]['limits']:
        keystone.ask('DELETE', f"/limits/{limit['id']}", token=token)
    wanted = [{'service_id': service, 'region_id': region, 'project_id': project, 'resource_name': name, 'resource_limit': most}
              for name, most in limits.items()]
    if wanted:
        status, _, body = keystone.ask('POST', '/limits', token=token, body={'limits': wanted})
        if status != 201:
            raise SystemExit(f'cannot limit project {project}: {status} {body}')
