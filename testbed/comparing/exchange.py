"""One HTTP exchange on a socket of its own, so that bytes which no client library would send can be sent."""

import http.client
import socket
import urllib.parse
from dataclasses import dataclass


@dataclass
class Answer:
    """What came back; status 0 means that the connection ended without an answer."""

    status: int
    headers: dict
    body: bytes


class Server:
    def __init__(self, base):
        self.base = base.rstrip('/')
        parts = urllib.parse.urlsplit(self.base)
        self.address = (parts.hostname, parts.port or 80)
        self.host = parts.netloc

    def send(self, method, target, headers, body, chunked=False):
        """target and header values are str in Latin-1: each character is one byte on the wire."""
        lines = [f'{method} {target} HTTP/1.1', f'Host: {self.host}', 'Connection: close']
        lines += [f'{name}: {value}' for name, value in headers.items()]
        given = {name.lower() for name in headers}
        if chunked:
            lines.append('Transfer-Encoding: chunked')
            body = b'%x\r\n%s\r\n0\r\n\r\n' % (len(body), body) if body else b'0\r\n\r\n'
        elif body is not None and 'content-length' not in given:
            lines.append(f'Content-Length: {len(body)}')
        request = '\r\n'.join(lines).encode('latin-1') + b'\r\n\r\n' + (body or b'')
        with socket.create_connection(self.address, timeout=60) as connection:
            try:
                connection.sendall(request)
            except ConnectionError:
                pass  # the server may answer before it has read everything
            try:
                response = http.client.HTTPResponse(connection, method=method)
                response.begin()
                try:
                    data = response.read()
                except http.client.IncompleteRead as error:
                    data = error.partial + b'...cut'
                return Answer(response.status, {n.lower(): v for n, v in response.getheaders()}, data)
            except (http.client.HTTPException, ConnectionError, TimeoutError):
                return Answer(0, {}, b'')
