"""Locations: by PATCH, shown, and the calls for services.

They need `web-up`, and services that show locations; elsewhere they show that nobody may see or change any.
"""

import os

from comparing.table import PATCH_20, Case, add, bare, call, create, delete, download, get, patch, post, remove, replace, show

WEB = f"http://127.0.0.1:{os.environ.get('TESTBED_WEB_PORT', '13380')}"
HASH = 'ab' * 64


def at(name='a', **more):
    return {'url': name if ':' in name or name == '' else f'{WEB}/{name}', 'metadata': {}, **more}


def validated(name='a', algorithm='sha512', value=HASH, **more):
    return at(name, validation_data={'os_hash_algo': algorithm, 'os_hash_value': value, **more})


def added(*names, position='-'):
    return [patch(add(f'/locations/{position}', at(name))) for name in names]


def case(name, *steps, first=None):
    return Case(name, [first or bare(), *steps, show()])


PLACES = ['file:///etc/passwd', 'FILE:///etc/passwd', 'filesystem:///etc/passwd', 'swift+config://ref1/container/object',
          'SWIFT+CONFIG://ref1/c/o', 'sheepdog://127.0.0.1:7000:image', 'cinder://x', 'rbd://a/b/c/d', 'nothing', '', 'http:/x',
          f'{WEB}/nothing', f'{WEB}/empty']
LOCATIONS = '/v2/images/{id1}/locations'

CASES = [
    case('one', *added('a'), download()),
    case('several', *added('a', 'b', 'c'), *added('d')),
    case('the first ones are set', patch(replace('/locations', [at('a'), at('b')]))),
    case('too many are set', patch(replace('/locations', [at('a'), at('b'), at('c'), at('d')]))),
    case('metadata is replaced', *added('a'), patch(replace('/locations', [at('a', metadata={'x': ['y', {'z': 'w'}]})]))),
    case('other urls', *added('a'), patch(replace('/locations', [at('b')])), patch(replace('/locations', []))),
    case('removed', *added('a', 'b'), patch(remove('/locations/0')), show(), patch(remove('/locations/0')),
         patch(remove('/locations/-'))),
    case('the last of two', *added('a', 'b'), patch(remove('/locations/-'))),
    case('removed of a queued image', patch(remove('/locations/0'))),
    case('positions', *added('a', 'b'), patch(add('/locations/x', at('c'))), patch(remove('/locations/x')), patch(remove('/locations/2')),
         patch(remove('/locations/-1')), patch(add('/locations/-1', at('c'))), patch(add('/locations/99', at('c')))),
    case('twice', *added('a'), patch(add('/locations/-', at('a', metadata={'other': 'x'})))),
    case('the same twice', *added('a', 'a')),
    case('the older media type', patch({'add': '/locations/-', 'value': at()}, media=PATCH_20),
         patch({'add': '/locations/-', 'value': at('b')}, media=PATCH_20), patch({'remove': '/locations/0'}, media=PATCH_20)),
    case('depth', patch(add('/locations', at())), patch(replace('/locations/0', at())), patch(remove('/locations')),
         patch(add('/locations/0/url', 'x'))),
    case('not locations', patch(add('/locations/-', 'x')), patch(add('/locations/-', {'url': WEB})), patch(add('/locations/-', {})),
         patch(replace('/locations', 'x')), patch(replace('/locations', [{'url': 5, 'metadata': {}}])),
         patch(replace('/locations', None)), patch(add('/locations/-', at('http://a/' + 'x' * 255)))),
    *[case(f'place {place!r}', patch(add('/locations/-', at(place))), patch(replace('/locations', [at(place)])))
      for place in PLACES],
    *[case(f'place {place!r} of an active image', *added('a'), patch(add('/locations/-', at(place)))) for place in PLACES],
    case('without formats', *added('a'), first=create('{id1}')),
    case('with a format in the same patch', patch(replace('/disk_format', 'raw'), replace('/container_format', 'bare'),
                                                  add('/locations/-', at())), first=create('{id1}')),
    case('a format after it', patch(add('/locations/-', at()), replace('/disk_format', 'iso'))),
    case('all or nothing', *added('a'), patch(add('/locations/-', at('b')), replace('/name', 'x'), replace('/status', 'x'))),
    case('validated', patch(add('/locations/-', validated())), patch(add('/locations/-', validated('b'))),
         patch(add('/locations/-', validated('c', value='cd' * 64)))),
    case('validated with a checksum', patch(add('/locations/-', validated(checksum='ef' * 16)))),
    *[case(f'validated wrongly: {name}', patch(add('/locations/-', validated(**how)))) for name, how in {
        'algorithm': {'algorithm': 'sha256'}, 'unknown': {'algorithm': 'x'}, 'digits': {'value': 'xy'}, 'length': {'value': 'abcd'},
        'odd': {'value': 'abc'}, 'checksum': {'checksum': 'z' * 32}}.items()],
    case('validated by half', patch(add('/locations/-', at(validation_data={'os_hash_algo': 'sha512'})))),
    case('validated in two ways', patch(replace('/locations', [validated('a'), validated('b', value='cd' * 64)]))),
    case('validated late', *added('a'), patch(add('/locations/-', validated('b')))),
    case('deactivated', *added('a', 'b'), post('/v2/images/{id1}/actions/deactivate'), *added('c'), patch(remove('/locations/0')),
         patch(replace('/locations', [at('a')]))),
    Case('in a new image', [create('{id1}', locations=[at()]), create('{id1}', direct_url='http://a/')]),
    Case('of a deleted image', [bare(), *added('a'), delete('/v2/images/{id1}'), *added('a')]),
    Case('the calls for services', [bare(), post(LOCATIONS, {'url': 'file:///etc/passwd'}), post(LOCATIONS, {}), post(LOCATIONS, {'url': 5}),
                                    get('/v2/images/{id2}/locations'), call('PUT', LOCATIONS, {}), call('DELETE', LOCATIONS)]),
]
