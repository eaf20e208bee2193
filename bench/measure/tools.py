"""curl, wrk and nginx as measuring instruments."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent / 'wrk'
ENVIRONMENT = {k: v for k, v in os.environ.items() if 'proxy' not in k.lower()}


class Missing(Exception):
    """A program that is not installed."""


def need(command, package):
    """Path of a program; installs Debian's package when it is missing and we are root."""
    found = shutil.which(command) or shutil.which(command, path='/usr/sbin:/sbin')
    if not found and os.geteuid() == 0 and shutil.which('apt-get'):
        guard = pathlib.Path('/usr/sbin/policy-rc.d')
        guarded = not guard.exists()
        if guarded:
            guard.write_text('#!/bin/sh\nexit 101\n')
            guard.chmod(0o755)
        try:
            subprocess.run(['apt-get', '-o', 'DPkg::Lock::Timeout=600', 'install', '-y', '-qq',
                            '--no-install-recommends', package], check=False, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, env={**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'})
        finally:
            if guarded:
                guard.unlink()
        found = shutil.which(command) or shutil.which(command, path='/usr/sbin:/sbin')
    if not found:
        raise Missing(f"'{command}' is missing: install the package {package}")
    return found


def wrk(base, script, seconds, connections, *arguments, token=None):
    """One run of wrk with one thread: requests, seconds, failed, p50_ms, p99_ms, max_ms."""
    headers = ['-H', f'X-Auth-Token: {token}'] if token else []
    command = ['wrk', '-t1', f'-c{connections}', f'-d{seconds}s', '--timeout', '30s', '-s', str(SCRIPTS / script),
               *headers, base, '--', *arguments]
    text = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout
    for line in text.splitlines():
        if line.startswith('RESULT '):
            return json.loads(line[7:])
    raise RuntimeError(f'wrk said nothing we understand: {text}')


def curl_upload(url, path, chunked, expected):
    """Seconds that PUTting the file took; the answer must have the status `expected`."""
    command = ['curl', '-sS', '-o', '/dev/null', '-w', '%{http_code} %{time_total}', '-H', 'Expect:',
               '-H', 'Content-Type: application/octet-stream', '-T', str(path), url]
    if chunked:
        command[1:1] = ['-H', 'Transfer-Encoding: chunked']
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout
    code, seconds = answer.split()
    if code != str(expected):
        raise RuntimeError(f'upload to {url} answered {code}')
    return float(seconds)


def curl_download(url, size, clients):
    """Seconds until all clients have all bytes; a single client's own clock leaves out starting curl."""
    command = ['curl', '-sS', '-o', '/dev/null', '-w', '%{http_code} %{size_download} %{time_total}', url]
    began = time.monotonic()
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) for _ in range(clients)]
    answers = [process.communicate()[0] for process in running]
    seconds = time.monotonic() - began
    for answer in answers:
        if not answer.startswith(f'200 {size} '):
            raise RuntimeError(f'download of {url} answered {answer!r}, expected 200 {size}')
    return float(answers[0].split()[2]) if clients == 1 else seconds


class Nginx:
    """nginx with sendfile that serves one directory on loopback, for as long as the context lasts."""

    def __init__(self, directory, port):
        self.directory, self.port, self.program = directory, port, need('nginx', 'nginx-light')

    def __enter__(self):
        self.state = tempfile.TemporaryDirectory(prefix='bench-nginx-')
        state = pathlib.Path(self.state.name)
        user = 'user root;' if os.geteuid() == 0 else ''
        (state / 'nginx.conf').write_text(f'''
            daemon off; {user} worker_processes 2; pid {state}/pid; error_log {state}/error.log;
            events {{ worker_connections 2048; }}
            http {{ access_log off; sendfile on; tcp_nopush on; default_type application/octet-stream;
              client_body_temp_path {state}/body; proxy_temp_path {state}/proxy; fastcgi_temp_path {state}/fastcgi;
              uwsgi_temp_path {state}/uwsgi; scgi_temp_path {state}/scgi;
              server {{ listen 127.0.0.1:{self.port}; root {self.directory}; }} }}''')
        self.process = subprocess.Popen([self.program, '-p', str(state), '-c', str(state / 'nginx.conf')],
                                        stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while subprocess.run(['curl', '-s', '-o', '/dev/null', f'http://127.0.0.1:{self.port}/'], check=False,
                             env=ENVIRONMENT).returncode:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError('nginx did not start: ' + (state / 'error.log').read_text())
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        self.state.cleanup()
