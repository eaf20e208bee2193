"""Metadata definitions. Without authentication nobody has a project, so every namespace names its owner.

What is in a namespace is made in the order of its name, for the original's database chooses between that order and the order of making.
"""

from comparing.table import Case, call, delete, get, post

ALL = '/v2/metadefs/namespaces'
TYPES = '/v2/metadefs/resource_types'
JSON = {'Content-Type': 'application/json'}
TEXT = {'title': 'A text', 'type': 'string'}


def put(path, body=None, headers=None):
    return call('PUT', path, body, headers)


def sent(method, path, body):
    return call(method, path, body, JSON)


def made(name, **fields):
    return post(ALL, {'namespace': name, 'owner': 'owner', **fields})


def scene(title, *steps, **fields):
    """Steps about a namespace {run}-title, which is gone afterwards."""
    name = '{run}-' + title.replace(' ', '-')
    path = f'{ALL}/{name}'
    done = [step(name, path) if callable(step) else step for step in steps]
    flat = [one for step in done for one in (step if isinstance(step, list) else [step])]
    return Case(title, [made(name, **fields), *flat, put(path, {'namespace': name, 'owner': 'owner'}), delete(path), get(path)])


def at(method, tail, body=None, headers=None):
    return lambda name, path: call(method, path + tail, body, headers)


def show(tail=''):
    return at('GET', tail)


WHOLE = {
    'display_name': 'A name', 'description': 'What it is for: é', 'visibility': 'public', 'protected': False,
    'resource_type_associations': [{'name': '{run}-t1', 'prefix': 'p_'}, {'name': '{run}-t2', 'properties_target': 'image'}],
    'properties': {'a': {**TEXT, 'default': True, 'readonly': False}, 'b': {**TEXT, 'type': 'integer', 'minimum': 1.5, 'maximum': 10}},
    'objects': [{'name': 'a', 'description': 'd', 'required': ['x'], 'properties': {'x': TEXT}}, {'name': 'b'}],
    'tags': [{'name': 'a'}, {'name': 'b'}],
}
PROPERTIES = [
    {'type': 'integer', 'minimum': 0, 'maximum': 2.7, 'default': 3}, {'type': 'number', 'default': 1.5},
    {'type': 'boolean', 'default': False}, {'type': 'array', 'items': {'type': 'string', 'enum': ['a', 'b']}, 'uniqueItems': True, 'minItems': 1,
                                            'maxItems': 3, 'additionalItems': False},
    {'enum': ['a', 'b'], 'operators': ['<or>'], 'pattern': '^a$', 'minLength': 1, 'maxLength': 80, 'description': 'd'},
    {'default': None}, {'default': ['a']}, {'default': {}}, {'default': ''}, {'enum': []}, {'readonly': True}, {'type': 'object'}, {'title': ''},
]
REFUSED = [
    {'foo': 1}, {'confidential': True}, {'type': None}, {'type': 'text'}, {'title': None}, {'title': 1}, {'minLength': -1}, {'minLength': 'x'},
    {'operators': 'x'}, {'operators': [1]}, {'enum': 'x'}, {'readonly': 'yes'}, {'minimum': '1'}, {'items': []}, {'items': {'type': 'x'}},
    {'pattern': 1}, {'uniqueItems': 1}, {'default': 'é'}, {'name': 1}, {'name': 'x' * 81}, {'created_at': 'x'}, {'updated_at': 'x'},
    {'required': []},
]
NAMESPACES = [
    {}, {'namespace': 1}, {'namespace': 'x' * 81}, {'namespace': None}, {'visibility': 'shared'}, {'visibility': None}, {'protected': 'true'},
    {'protected': None}, {'owner': 1}, {'owner': 'x' * 256}, {'display_name': 'x' * 81}, {'description': 'x' * 501}, {'description': None},
    {'other': 1}, {'self': 'x'}, {'schema': 'x'}, {'created_at': 'x'}, {'updated_at': 'x'}, {'properties': []}, {'properties': {'p': {}}},
    {'properties': {'p': {'type': 'x', 'title': 't'}}}, {'objects': {}}, {'objects': [1]}, {'objects': [{'name': 1}]}, {'tags': {}}, {'tags': ['x']},
    {'tags': [{'name': 1}]}, {'resource_type_associations': [{'name': 1}]}, {'resource_type_associations': 1},
    {'objects': [{'name': 'o', 'required': ['a', 'a']}]}, {'objects': [{'name': 'o', 'properties': {'p': {'title': 't'}}}]},
]
BODIES = ['', '{', '5', '"x"', 'null', '{}']
LISTS = ['', '?', '?limit=1', '?limit=0', '?limit=-1', '?limit=5000', '?limit=%201', '?limit=1_0', '?marker=', '?marker=none', '?sort_dir=asc',
         '?sort_dir=up', '?sort_dir=', '?sort_key=namespace&sort_dir=asc', '?sort_key=id', '?sort_key=display_name&limit=1', '?sort_key=owner',
         '?visibility=public', '?visibility=private', '?visibility=shared', '?visibility=', '?visibility=x', '?resource_types=none', '?resource_types=',
         '?resource_types={run}-t1,none', '?resource_types={run}-t2&visibility=private', '?x=a%20b&y=%C3%A9', '?visibility=x&sort_dir=up']
PARTS = ('objects', 'properties', 'tags', 'resource_types')


def quoted(text):
    return ''.join(f'%{byte:02X}' for byte in text.encode())


def three(steps):
    """Three namespaces to list."""
    names = [f'{{run}}-list{number}' for number in (1, 2, 3)]
    return [made(names[0], display_name='b', visibility='public', resource_type_associations=[{'name': '{run}-t1', 'prefix': 'x:'}]),
            made(names[1], display_name='a', resource_type_associations=[{'name': '{run}-t1'}, {'name': '{run}-t2'}]), made(names[2]), *steps,
            *[delete(f'{ALL}/{name}') for name in names]]


CASES = [
    Case('schemas', [get(f'/v2/schemas/metadefs/{name}') for part in ('namespace', 'object', 'tag', 'resource_type') for name in (part, part + 's')]
         + [get('/v2/schemas/metadefs/property'), get('/v2/schemas/metadefs/properties'), get('/v2/schemas/metadefs/none'),
            call('POST', '/v2/schemas/metadefs/tag', {}), call('HEAD', '/v2/schemas/metadefs/tags')]),
    scene('life', show(), lambda name, path: made(name), lambda name, path: put(path, {'namespace': name, 'owner': 'other', 'display_name': 'd'}),
          show(), lambda name, path: put(path, {'namespace': name + '2', 'owner': 'other'}), show(), lambda name, path: get(path + '2'),
          lambda name, path: put(path + '2', {'namespace': name, 'owner': 'other'}), show(), visibility='public', description='first'),
    scene('whole', show(), show('?resource_type={run}-t1'), show('?resource_type={run}-t2'), show('?resource_type=none'), show('?resource_type='),
          show('/objects'), show('/properties'), show('/tags'), show('/resource_types'), show('/properties/p_a?resource_type={run}-t1'),
          show('/properties/a?resource_type={run}-t1'), show('/properties/a?resource_type={run}-t2'), show('/properties/a?resource_type=none'),
          show('/properties/a?resource_type='), get(TYPES), *[at('DELETE', '/' + part) for part in ('objects', 'properties', 'tags')], show(), **WHOLE),
    scene('empty parts', show(), objects=[], properties={}, tags=[], resource_type_associations=[]),
    scene('kept', *[at('DELETE', tail) for tail in ('', '/objects', '/objects/a', '/objects/none', '/properties', '/properties/a', '/properties/none',
                                                    '/tags', '/tags/a', '/tags/none', '/resource_types/{run}-t1', '/resource_types/none')], show(),
          at('POST', '/objects', {'name': 'c'}), at('POST', '/tags/c'), at('PUT', '/tags/a', {'name': 'd'}),
          **{**WHOLE, 'protected': True}),
    *[Case(f'namespace with {fields}', [post(ALL, {'namespace': '{run}-odd', 'owner': 'o', **fields}), get(ALL + '/{run}-odd'), delete(ALL + '/{run}-odd')])
      for fields in NAMESPACES],
    *[Case(f'namespace from {body!r}', [sent('POST', ALL, body), sent('PUT', ALL + '/{run}-none', body)]) for body in BODIES],
    *[Case(f'twice in one: {kind}', [made('{run}-twice', **{kind: parts}), get(ALL + '/{run}-twice')]) for kind, parts in (
        ('objects', [{'name': 'a'}, {'name': 'a'}]), ('tags', [{'name': 'b'}, {'name': 'a'}, {'name': 'A'}]),
        ('resource_type_associations', [{'name': '{run}-t1'}, {'name': '{run}-t1'}]))],
    Case('renamed onto another', [made('{run}-one'), made('{run}-two'), put(ALL + '/{run}-one', {'namespace': '{run}-two', 'owner': 'o'}),
                                  put(ALL + '/{run}-one', {'namespace': '{run}-ONE', 'owner': 'o'}), delete(ALL + '/{run}-one'), delete(ALL + '/{run}-two')]),
    *[Case(f'list {query}', three([get(ALL + query)])) for query in LISTS],
    Case('pages', three([get(ALL + '?limit=2'), get(ALL + '?limit=2&marker={run}-list2'), get(ALL + '?limit=1&sort_key=namespace&sort_dir=asc&marker={run}-list1'),
                         get(ALL + '?limit=3&visibility=private&marker={run}-list3'), get(ALL + '?resource_types={run}-t1&limit=1&marker={run}-list2')])),
    Case('nobody', [step for part in ('', *['/' + one for one in PARTS]) for step in (get(ALL + '/{run}-none' + part), delete(ALL + '/{run}-none' + part))]
         + [put(ALL + '/{run}-none', {'namespace': 'x'}), post(ALL + '/{run}-none/objects', {'name': 'x'}), post(ALL + '/{run}-none/properties', {'name': 'x', **TEXT}),
            post(ALL + '/{run}-none/tags', {'tags': []}), post(ALL + '/{run}-none/tags/x'), post(ALL + '/{run}-none/resource_types', {'name': 'x'}),
            get(ALL + '/{run}-none/objects/x'), get(ALL + '/{run}-none/properties/x'), get(ALL + '/{run}-none/tags/x'),
            get(ALL + '/{run}-none', {'Accept': 'application/json'}), get(ALL + '/{run}-none', {'Accept': None})]),
    scene('objects', at('POST', '/objects', {'name': 'a', 'required': ['x', 'y'], 'description': 'd', 'properties': {'x': TEXT}}), show('/objects/a'),
          at('POST', '/objects', {'name': 'a'}), at('POST', '/objects', {'name': 'b'}), show('/objects/b'), show('/objects'),
          at('PUT', '/objects/b', {'name': 'a'}), at('PUT', '/objects/b', {'name': 'c', 'required': []}), show('/objects/c'),
          at('PUT', '/objects/c', {'name': 'c', 'properties': {'z': {**TEXT, 'default': 5}}, 'description': ''}), show('/objects/c'),
          at('PUT', '/objects/none', {'name': 'x'}), show('/objects/none'), at('DELETE', '/objects/none'), at('DELETE', '/objects/a'), show('/objects/a'),
          show('/objects?limit=1&marker=none&sort_key=none'), *[show('/objects' + query) for query in (
              '?limit=0', '?limit=-1', '?limit=x', '?limit=', '?sort_dir=x', '?visibility=x', '?visibility=shared', '?x=y')],
          at('DELETE', '/objects'), show('/objects')),
    *[scene(f'object from {number}', at('POST', '/objects', body, JSON), at('PUT', '/objects/a', body, JSON), objects=[{'name': 'a'}])
      for number, body in enumerate((*BODIES, {'name': 1}, {'name': 'x' * 81}, {'name': 'b', 'other': 1}, {'name': 'b', 'self': 'x'},
                                     {'name': 'b', 'created_at': 'x'}, {'name': 'b', 'required': 'x'}, {'name': 'b', 'required': ['x', 'x']},
                                     {'name': 'b', 'description': 1}, {'name': 'b', 'properties': []}, {'name': 'b', 'properties': {'x': {}}},
                                     {'name': 'b', 'properties': {'x': {'type': 'x', 'title': 't'}}}))],
    scene('an object whose properties have more', at('POST', '/objects', {'name': 'b', 'properties': {'x': {**TEXT, 'foo': 1}}})),
    scene('properties', at('POST', '/properties', {'name': 'a', **TEXT}), at('POST', '/properties', {'name': 'a', **TEXT}), show('/properties/a'),
          show('/properties'), at('PUT', '/properties/a', {'name': 'b', 'title': 'Other', 'type': 'integer'}), show('/properties/a'), show('/properties/b'),
          at('POST', '/properties', {'name': 'c', **TEXT}), at('PUT', '/properties/b', {'name': 'c', **TEXT}), at('PUT', '/properties/none', {'name': 'c', **TEXT}),
          show('/properties/none'), at('DELETE', '/properties/none'), at('DELETE', '/properties/b'), show(), at('DELETE', '/properties'), show('/properties')),
    *[scene(f'property {number}', at('POST', '/properties', {'name': 'p', **TEXT, **fields}), show('/properties/p'), show())
      for number, fields in enumerate(PROPERTIES)],
    *[scene(f'refused property {number}', at('POST', '/properties', {'name': 'p', **TEXT, **fields}), show('/properties'))
      for number, fields in enumerate(REFUSED[:-1])],
    *[scene(f'property from {number}', at('POST', '/properties', body, JSON), at('PUT', '/properties/a', body, JSON), properties={'a': TEXT})
      for number, body in enumerate((*BODIES, {'name': 'a'}, TEXT, {'name': 'a', 'type': 'string'}))],
    scene('tags', at('POST', '/tags', {'tags': [{'name': 'b'}, {'name': 'a'}, {'name': 'c'}]}), show('/tags'), show('/tags/a'), show('/tags/A'), show('/tags/none'),
          at('POST', '/tags/d'), at('POST', '/tags/D'), at('POST', '/tags/' + 'x' * 81), at('PUT', '/tags/d', {'name': 'a'}), at('PUT', '/tags/d', {'name': 'E'}),
          at('PUT', '/tags/none', {'name': 'x'}), show('/tags'), *[show('/tags' + query) for query in (
              '?limit=2', '?limit=0', '?limit=-1', '?limit=x', '?limit=', '?marker=', '?marker=none', '?marker=c', '?limit=1&marker=c', '?sort_dir=asc',
              '?sort_dir=x', '?sort_key=name', '?sort_key=name&sort_dir=asc&limit=2&marker=A', '?sort_key=updated_at', '?sort_key=id', '?visibility=x',
              '?visibility=shared', '?x=y')],
          at('DELETE', '/tags/none'), at('DELETE', '/tags/b'), at('POST', '/tags', {'tags': []}), show('/tags'),
          at('POST', '/tags', {'tags': [{'name': 'z'}]}, {'X-Openstack-Append': 'True'}), show('/tags'),
          at('POST', '/tags', {'tags': [{'name': 'y'}, {'name': 'Z'}]}, {'X-Openstack-Append': 'yes'}), show('/tags'),
          at('POST', '/tags', {'tags': [{'name': 'v'}]}, {'X-Openstack-Append': 'no'}), show('/tags'),
          at('POST', '/tags', {'tags': [{'name': 'b'}, {'name': 'a'}, {'name': 'B'}]}), show('/tags'), at('DELETE', '/tags'), show('/tags')),
    *[scene(f'tags from {number}', at('POST', '/tags', body, JSON), at('PUT', '/tags/a', body, JSON), show('/tags'), tags=[{'name': 'a'}])
      for number, body in enumerate((*BODIES[:-1], {'tags': [{}]}, {'tags': [{'name': 1}]}, {'tags': [{'name': 'x', 'y': 1}]}, {'tags': 'x'}, {'name': 1},
                                     {'tags': [], 'created_at': 'x'}, {'name': 'x', 'other': 1}, {'name': 'x', 'updated_at': 'x'}))],
    scene('a tag needs no body', at('POST', '/tags/x', {'name': 'x'}), show('/tags/x')),
    scene('resource types', at('POST', '/resource_types', {'name': '{run}-t3', 'prefix': 'x:', 'properties_target': 'y'}), show('/resource_types'),
          at('POST', '/resource_types', {'name': '{run}-t3'}), at('POST', '/resource_types', {'name': '{run}-t4'}), show('/resource_types'), get(TYPES),
          at('DELETE', '/resource_types/none'), at('DELETE', '/resource_types/{run}-t3'), at('DELETE', '/resource_types/{run}-t3'), show('/resource_types'),
          get(TYPES), show()),
    *[scene(f'resource type from {number}', at('POST', '/resource_types', body, JSON), show('/resource_types'))
      for number, body in enumerate((*BODIES, {'name': 1}, {'name': 'x' * 81}, {'name': '{run}-t5', 'prefix': 1}, {'name': '{run}-t5', 'prefix': 'x' * 81},
                                     {'name': '{run}-t5', 'created_at': 'x'}, {'name': '{run}-t5', 'other': 1}))],
    Case('no bodies', [call('GET', TYPES, b'x'), *[call(verb, f'{ALL}/x{tail}', b'x') for verb in ('GET', 'DELETE') for tail in (
        '', *['/' + part for part in PARTS], *[f'/{part}/y' for part in PARTS])], call('POST', ALL + '/x/tags/y', b'x'), call('GET', ALL, b'x')]),
    *[Case(f'verbs of {path}', [call(verb, path, {}) for verb in ('POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'FOO', 'OPTIONS') if not (path == ALL and verb == 'POST')])
      for path in (TYPES, ALL)],
    *[Case(f'verbs of .../{tail}', [call(verb, f'{ALL}/x/{tail}') for verb in verbs]) for tail, verbs in (
        ('', ('GET', 'PATCH')), *[(part, ('PUT', 'PATCH', 'HEAD', 'OPTIONS')) for part in PARTS],
        *[(f'{part}/y', ('PATCH', 'HEAD', 'OPTIONS', *(('POST',) if part != 'tags' else ()))) for part in PARTS])],
    Case('verbs of a namespace', [call(verb, ALL + '/x') for verb in ('POST', 'PATCH', 'HEAD', 'OPTIONS')]),
    Case('odd paths', [get(path) for path in ('/v2/metadefs', '/v2/metadefs/', ALL + '/', ALL + '/%C3%A9', ALL + '/a%20b', ALL + '/' + 'x' * 300, ALL + '/%00', ALL + '/..')]),
    *[scene(f'named {number}', lambda name, path, odd=odd: [made(name + odd), get(path + quoted(odd)), post(path + quoted(odd) + '/tags/x'), delete(path + quoted(odd))])
      for number, odd in enumerate((' b', '::B', '.json', "'", '%', '+'))],
]
