"""What a reader must know of the machine to judge a number."""

import os
import platform
import re
import subprocess

from .tools import ENVIRONMENT


def _first(command):
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
        return ((run.stdout or run.stderr).splitlines() or ['?'])[0].strip()
    except OSError:
        return 'not installed'


def cores():
    return len(os.sched_getaffinity(0))


def describe(scratch):
    with open('/proc/cpuinfo', encoding='ascii', errors='replace') as file:
        models = re.findall(r'model name\s*: (.*)', file.read()) or [platform.machine()]
    with open('/proc/meminfo', encoding='ascii') as file:
        memory = int(re.search(r'MemTotal:\s+(\d+)', file.read()).group(1)) / 2**20
    return {
        'cores': f'{cores()} × {models[0]}',
        'memory': f'{memory:.1f} GiB',
        'kernel': f'{platform.system()} {platform.release()}',
        'disk': _first(['bash', '-c', f"df -hT '{scratch}' | tail -1"]),
        'load before': '{:.2f}'.format(os.getloadavg()[0]),
    }


def versions():
    return {
        'curl': _first(['curl', '--version']).split(' (')[0],
        'wrk': _first(['bash', '-c', 'wrk --version 2>&1 | head -1']),
        'MariaDB': _first(['mariadbd', '--version']),
        'Java': _first(['bash', '-c', '"${JAVA_HOME:-/usr}/bin/java" -version 2>&1 | head -1']),
        'project': _first(['git', '-C', os.path.dirname(__file__), 'describe', '--always', '--dirty']),
    }
