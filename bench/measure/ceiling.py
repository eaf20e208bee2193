"""What two cores can do at best with an upload: md5 and sha512 over the bytes, and moving them to a file."""

import hashlib
import os
import resource
import socket
import subprocess
import tempfile
import threading
import time

from .tools import ENVIRONMENT

CHUNK = 1 << 20


def _cpu():
    parts = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(p.ru_utime + p.ru_stime for p in parts)


def digest_seconds(name, path):
    digest = hashlib.new(name)
    began = time.process_time()
    with open(path, 'rb', buffering=0) as source:
        buffer = bytearray(CHUNK)
        while count := source.readinto(buffer):
            digest.update(memoryview(buffer)[:count])
    return time.process_time() - began


def move_seconds(path, directory):
    """CPU seconds, of sender and receiver, that curl → socket → file takes."""
    listener = socket.create_server(('127.0.0.1', 0))

    size = os.path.getsize(path)

    def receive():
        connection, _ = listener.accept()
        with connection, tempfile.TemporaryFile(dir=directory) as sink:
            head = b''
            while b'\r\n\r\n' not in head:
                head += connection.recv(4096)
            body = head.partition(b'\r\n\r\n')[2]
            sink.write(body)
            left, buffer = size - len(body), bytearray(CHUNK)
            while left and (count := connection.recv_into(buffer)):
                sink.write(memoryview(buffer)[:count])
                left -= count
            connection.sendall(b'HTTP/1.1 204 No Content\r\n\r\n')

    receiver = threading.Thread(target=receive)
    began = _cpu()
    receiver.start()
    subprocess.run(['curl', '-s', '-H', 'Expect:', '-T', str(path), f'http://127.0.0.1:{listener.getsockname()[1]}/'],
                   check=True, env=ENVIRONMENT)
    receiver.join()
    listener.close()
    return _cpu() - began


def measure(path, directory, cores):
    """Parts in CPU seconds, and the MiB/s that `cores` cores could reach with their sum spread evenly.

    No single part can be split, so the slowest digest alone is a limit too.
    """
    mib = os.path.getsize(path) / 2**20
    md5, sha512 = (min(digest_seconds(name, path) for _ in range(2)) for name in ('md5', 'sha512'))
    move = min(move_seconds(path, directory) for _ in range(2))
    return {'md5_s': md5, 'sha512_s': sha512, 'move_s': move,
            'mib_per_s': min(mib * cores / (md5 + sha512 + move), mib / md5, mib / sha512)}
