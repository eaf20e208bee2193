"""More than a project may store: uploads, staging and what is told.

They need servers that grant 1,000 bytes (`user_storage_quota`); elsewhere they show that all of it is stored.
"""

from comparing.table import OCTETS, Case, bare, call, delete, get, show, upload

JSON = {'Accept': 'application/json'}


def filled(size, *steps):
    """With another image that takes up so much already."""
    return [bare('{id2}'), upload(b'x' * size, '{id2}'), bare(), *steps]


CASES = [
    Case('too much', [bare(), upload(b'x' * 1001), show(), upload(b'x' * 1000), show()]),
    Case('too much, told as JSON', [bare(), upload(b'x' * 1001, headers=JSON), show()]),
    Case('too much, chunked', [bare(), upload(b'x' * 1001, chunked=True), show()]),
    Case('too much beside another', filled(600, upload(b'x' * 401), show(), upload(b'x' * 400), show())),
    Case('too much beside another, chunked', filled(600, upload(b'x' * 401, chunked=True))),
    Case('the last byte, chunked', filled(600, upload(b'x' * 400, chunked=True), show())),
    Case('nothing left', filled(1000, upload(b'x'), show())),
    Case('nothing left, chunked', filled(1000, upload(b'x', chunked=True), show())),
    Case('nothing left, no bytes', filled(1000, upload(b''), show())),
    Case('room again after a deletion', filled(1000, upload(b'x'), delete('/v2/images/{id2}'), upload(b'x'), show())),
    Case('staged', [bare(), call('PUT', '/v2/images/{id1}/stage', b'x' * 1001, OCTETS), show()]),
    Case('usage', [get('/v2/info/usage')]),
]
