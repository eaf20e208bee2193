"""Sharing an image with projects."""

from comparing.table import Case, bare, call, create, delete, get, post, show

MEMBERS = '/v2/images/{id1}/members'


def put(member, status, **more):
    return call('PUT', f'{MEMBERS}/{member}', status if isinstance(status, (str, bytes, list)) else {'status': status}, **more)


def add(member='{run}'):
    return post(MEMBERS, {'member': member})


LIFE = [add(), get(MEMBERS), get(f'{MEMBERS}/{{run}}'), add(), put('{run}', 'accepted'), get(MEMBERS), put('{run}', 'rejected'),
        put('{run}', 'pending'), delete(f'{MEMBERS}/{{run}}'), delete(f'{MEMBERS}/{{run}}'), get(f'{MEMBERS}/{{run}}'), get(MEMBERS),
        add(), get(MEMBERS), show()]
BODIES = ['', '{', '[]', '["member"]', '5', '"x"', 'null', '{}', '{"member": null}', '{"member": ""}', '{"member": 0}',
          '{"member": false}', '{"member": []}', '{"member": {}}', '{"other": "x"}', '{"member": "x", "other": 1}']
STATUSES = ['', '{', '[]', '["status"]', '{}', '{"status": null}', '{"status": ""}', '{"status": 5}', '{"status": "Accepted"}',
            '{"status": "accepted ", "member": "x"}', '{"status": ["accepted"]}', '{"status": {}}']
JSON = {'Content-Type': 'application/json'}

CASES = [
    Case('schemas', [get('/v2/schemas/member'), get('/v2/schemas/members')]),
    Case('life of a membership', [bare(visibility='shared'), *LIFE]),
    Case('two members', [bare(visibility='shared'), add('a'), add('b'), get(MEMBERS), get(f'{MEMBERS}/b'), delete(f'{MEMBERS}/a'),
                         get(MEMBERS)]),
    *[Case(f'members of a {visibility} image', [bare(visibility=visibility), *LIFE]) for visibility in ('private', 'community')],
    *[Case(f'new member {body!r}', [bare(visibility='shared'), call('POST', MEMBERS, body, JSON), get(MEMBERS)]) for body in BODIES],
    *[Case(f'status {body!r}', [bare(visibility='shared'), add(), call('PUT', f'{MEMBERS}/{{run}}', body, JSON), get(MEMBERS)])
      for body in STATUSES],
    Case('odd members', [bare(visibility='shared'), *[step for word in ('a b', 'A', 'é', 'x' * 255, 'a/b', '..', "'")
                                                      for step in (add(word), get(MEMBERS))]]),
    Case('odd members by path', [bare(visibility='shared'), *[get(f'{MEMBERS}/{word}') for word in (
        'nobody', '%20', 'a%2Fb', '..', '%2e%2e', 'x' * 300, "'", '%F0%9F%98%80')]]),
    Case('member too long', [bare(visibility='shared'), add('x' * 256), get(MEMBERS)]),
    Case('member with a four-byte character', [bare(visibility='shared'), add('😀'), get(MEMBERS)]),
    Case('members of nobody', [get(MEMBERS), add(), get(f'{MEMBERS}/x'), put('x', 'accepted'), delete(f'{MEMBERS}/x'),
                               get('/v2/images/x/members')]),
    Case('members of a deleted image', [bare(visibility='shared'), add(), delete('/v2/images/{id1}'), get(MEMBERS), add()]),
    Case('members take no body', [bare(visibility='shared'), add(), call('GET', MEMBERS, b'x'), call('DELETE', f'{MEMBERS}/{{run}}', b'x'),
                                  call('GET', f'{MEMBERS}/{{run}}', b'x'), get(MEMBERS)]),
    Case('wrong verbs', [bare(visibility='shared'), call('PUT', MEMBERS, {}), call('DELETE', MEMBERS), call('PATCH', MEMBERS, {}),
                         call('POST', f'{MEMBERS}/x', {}), call('HEAD', MEMBERS), call('OPTIONS', MEMBERS), call('OPTIONS', f'{MEMBERS}/x')]),
    Case('a protected image is shared', [create('{id1}', protected=True, visibility='shared'), add(), get(MEMBERS),
                                         call('PATCH', '/v2/images/{id1}', [{'op': 'replace', 'path': '/protected', 'value': False}],
                                              {'Content-Type': 'application/openstack-images-v2.1-json-patch'})]),
]
