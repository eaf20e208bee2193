"""Several stores: lists of them, uploads and downloads that choose one, and taking an image out of one."""

from comparing.table import Case, bare, call, create, delete, download, get, patch, replace, show, upload

MULTI_STORE = True

TEN = b'0123456789'


def to(store, image='{id1}'):
    return upload(TEN, image, headers={'x-image-meta-store': store})


def withdraw(store, image='{id1}', headers=None):
    return delete(f'/v2/stores/{store}/{image}', headers)


CASES = [
    Case('lists', [get('/v2/info/stores'), get('/v2/info/stores/detail'), get('/v2/info/stores/'),
                   get('/v2/info/stores/detail/x'), get('/v2/info/stores/fast')]),
    Case('lists with a body', [call('GET', '/v2/info/stores', 'x'), call('GET', '/v2/info/stores/detail', '{}')]),
    *[Case(f'{verb} of the lists', [call(verb, '/v2/info/stores'), call(verb, '/v2/info/stores/detail')])
      for verb in ('POST', 'PUT', 'PATCH', 'DELETE', 'HEAD')],
    *[Case(f'{verb} of an image in a store', [bare(), call(verb, '/v2/stores/fast/{id1}')])
      for verb in ('GET', 'POST', 'PUT', 'PATCH', 'HEAD')],
    Case('no such path', [delete('/v2/stores'), delete('/v2/stores/fast'), delete('/v2/stores/fast/'),
                          delete('/v2/stores//x'), delete('/v2/stores/fast/{id1}/x'), get('/v2/stores')]),
    Case('to the default store', [bare(), show(), upload(TEN), show(), download(), get('/v2/images?tag={run}')]),
    Case('to a store of the client', [bare(), to('cheap'), show(), download(), create('{id2}'), show('{id2}'),
                                      get('/v2/images?tag={run}')]),
    Case('to a store with weight', [bare(), to('heavy'), show(), download()]),
    *[Case(f'to store {store!r}', [bare(), to(store), show(), upload(TEN), show()])
      for store in ('nowhere', '', 'FAST', 'fast,cheap', ' fast', 'file')],
    Case('to no store and to no image', [to('nowhere'), to('fast'), to('nowhere', 'nobody')]),
    Case('to a store, of a type that is none', [bare(), call('PUT', '/v2/images/{id1}/file', TEN, {
        'Content-Type': 'text/plain', 'x-image-meta-store': 'nowhere'}), show()]),
    Case('to two stores in turn', [bare(), to('fast'), to('cheap'), show()]),
    Case('the same bytes again after deletion', [bare(), to('cheap'), delete('/v2/images/{id1}'), create('{id2}'), show('{id2}')]),
    Case('out of the only store', [bare(), upload(TEN), withdraw('fast'), show(), download()]),
    Case('out of a store that has it not', [bare(), upload(TEN), withdraw('cheap'), show()]),
    Case('out of an unknown store', [bare(), upload(TEN), withdraw('nowhere'), withdraw('FAST'), withdraw('nowhere', 'nobody'),
                                     withdraw('nowhere', headers={'Accept': 'application/json'}), show()]),
    Case('an unknown image out of a store', [withdraw('fast', '{id9}'), withdraw('fast', 'nobody'),
                                             withdraw('fast', '{id9}', {'Accept': 'application/json'}),
                                             withdraw('fast', '{id9}', {'Accept': 'text/plain'})]),
    Case('a queued image out of a store', [bare(), withdraw('fast'), show()]),
    Case('a deactivated image out of a store', [bare(), upload(TEN), call('POST', '/v2/images/{id1}/actions/deactivate'),
                                                withdraw('fast'), show()]),
    Case('a deleted image out of a store', [bare(), upload(TEN), delete('/v2/images/{id1}'), withdraw('fast')]),
    Case('a protected image out of its store', [bare(protected=True), upload(TEN), withdraw('fast'), show()]),
    Case('out of a store, with a body', [bare(), upload(TEN), call('DELETE', '/v2/stores/fast/{id1}', 'x'), show()]),
    Case('the stores of an image are not the client\'s', [
        create('{id1}', stores='fast'), create('{id2}'), patch(replace('/stores', 'cheap'), image='{id2}'), show('{id2}')]),
    Case('versions', [get('/'), get('/versions'), *[get(f'/v2.{minor}/images/nobody') for minor in range(19)]]),
]
