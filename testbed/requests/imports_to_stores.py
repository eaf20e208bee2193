"""Importing to one of several stores, up to the answer."""

from comparing.table import Case, OCTETS, bare, call, post, show, upload

MULTI_STORE = True

TEN = b'0123456789'


def order(method, headers=None, uri='http://example.org/x', **more):
    return post('/v2/images/{id1}/import', {'method': {'name': method, 'uri': uri}, **more}, headers)


def staged():
    return [bare(), call('PUT', '/v2/images/{id1}/stage', TEN, OCTETS)]


TO_CHEAP = {'x-image-meta-store': 'cheap'}

CASES = [
    *[Case(f'{method} to unknown stores', [*before, order(method, stores=['nowhere']), order(method, stores=['fast', 'nowhere']),
                                           order(method, headers={'x-image-meta-store': 'nowhere'}),
                                           order(method, stores=['FAST']), show()])
      for method, before in (('web-download', [bare()]), ('glance-direct', staged()), ('copy-image', [bare(), upload(TEN)]))],
    Case('stores named twice', [bare(), order('web-download', headers=TO_CHEAP, stores=['fast']),
                                order('web-download', all_stores=True, stores=['fast']),
                                order('web-download', headers=TO_CHEAP, all_stores=True), show()]),
    Case('copy to where it is', [bare(), upload(TEN), order('copy-image'), order('copy-image', stores=['fast']),
                                 order('copy-image', stores=['cheap', 'fast']),
                                 order('copy-image', headers={'x-image-meta-store': 'fast'}), show()]),
    Case('copy of a queued image', [bare(), order('copy-image', stores=['cheap']), show()]),
]
