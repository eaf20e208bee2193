# Settings and functions that the testbed's scripts share. Sourced, not run.
set -euo pipefail
TESTBED_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PROJECT_HOME=$(dirname "$TESTBED_HOME")
# Everything the testbed writes lies below this directory: removing it removes the testbed.
TESTBED_STATE=${TESTBED_STATE:-${TMPDIR:-/tmp}/glance-testbed-$(id -un)}
MARIADB_PORT=${MARIADB_PORT:-13306}
MARIADB_SOCKET=$TESTBED_STATE/mariadb/socket
KEYSTONE_PORT=${KEYSTONE_PORT:-13500}
KEYSTONE_URL=http://127.0.0.1:$KEYSTONE_PORT/v3
DATABASE_USER=glance
DATABASE_PASSWORD=glance-testbed
# Debian's tools must not find another Python first.
export PATH=/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin:$PATH LC_ALL=C.UTF-8
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
mkdir -p "$TESTBED_STATE"

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }
fail() { say "$*"; exit 1; }

# need_command COMMAND PACKAGE: installs the package when the command is missing and we are root.
# Exit code 77 tells `testbed/ci` that a part cannot run on this machine.
need_command() {
  command -v "$1" >/dev/null && return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
    { say "SKIPPED: '$1' is missing, install the package $2"; exit 77; }
  install_packages "$2"
  command -v "$1" >/dev/null || { say "SKIPPED: package $2 has no '$1'"; exit 77; }
}

# install_packages PACKAGE...: without letting a package start its service.
install_packages() {
  local guard=/usr/sbin/policy-rc.d guarded= log=$TESTBED_STATE/apt.log status=0
  if [ ! -e $guard ]; then printf '#!/bin/sh\nexit 101\n' >$guard; chmod 755 $guard; guarded=1; fi
  say "installing $*"
  DEBIAN_FRONTEND=noninteractive apt_install "$@" >>"$log" 2>&1 ||
    { apt-get -o DPkg::Lock::Timeout=600 update >>"$log" 2>&1 || true
      DEBIAN_FRONTEND=noninteractive apt_install "$@" >>"$log" 2>&1 || status=$?; }
  [ -z "$guarded" ] || rm -f $guard
  [ $status = 0 ] || { tail -5 "$log" >&2; say "SKIPPED: cannot install $*"; exit 77; }
}
apt_install() {
  apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold \
    install -y --no-install-recommends "$@"
}

# A zombie that nobody has waited for yet does not run any more.
is_running() { [ -r "/proc/$1/stat" ] && ! grep -q ') [ZX] ' "/proc/$1/stat" 2>/dev/null; }

# started PID: when that process began, in clock ticks since boot; tells a process from a later one with its pid.
started() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# pid_of NAME: prints the pid that `launch` wrote, if that very process still runs.
pid_of() {
  local pid
  pid=$(cat "$TESTBED_STATE/$1.pid" 2>/dev/null) && is_running "$pid" &&
    [ "$(started "$pid")" = "$(cat "$TESTBED_STATE/$1.started" 2>/dev/null)" ] && echo "$pid"
}

# launch NAME COMMAND...: in the background, in a session of its own; log and pid in the state directory.
launch() {
  local name=$1; shift
  mkdir -p "$(dirname "$TESTBED_STATE/$name")"
  setsid "$@" </dev/null >>"$TESTBED_STATE/$name.log" 2>&1 &
  echo $! >"$TESTBED_STATE/$name.pid"
  started $! >"$TESTBED_STATE/$name.started"
  disown
}

# halt NAME: ends what `launch` started and waits until it is gone.
halt() {
  local pid left=200
  if pid=$(pid_of "$1"); then
    kill -TERM "$pid" 2>/dev/null || true
    while is_running "$pid" && [ $((left -= 1)) -gt 0 ]; do sleep 0.1; done
    is_running "$pid" && kill -KILL -- "-$pid" 2>/dev/null
  fi
  rm -f "$TESTBED_STATE/$1.pid" "$TESTBED_STATE/$1.started"
}

# await NAME SECONDS COMMAND...: until the command succeeds; gives up when the process NAME has died.
await() {
  local name=$1 left=$(($2 * 10)); shift 2
  until "$@" >/dev/null 2>&1; do
    pid_of "$name" >/dev/null && [ $((left -= 1)) -gt 0 ] ||
      { tail -n 25 "$TESTBED_STATE/$name.log" >&2; fail "$name did not come up"; }
    sleep 0.1
  done
}

sql() { mariadb --no-defaults --socket="$MARIADB_SOCKET" -u"$(id -un)" "$@"; }

# make_database NAME: an empty or existing database of the testbed's MariaDB, for the testbed's user.
make_database() {
  sql -e "CREATE DATABASE IF NOT EXISTS \`$1\` CHARACTER SET utf8mb3;
    CREATE USER IF NOT EXISTS '$DATABASE_USER'@'127.0.0.1' IDENTIFIED BY '$DATABASE_PASSWORD';
    GRANT ALL ON \`$1\`.* TO '$DATABASE_USER'@'127.0.0.1';"
}

# database_url NAME: as Glance's [database] connection wants it.
database_url() {
  echo "mysql+pymysql://$DATABASE_USER:$DATABASE_PASSWORD@127.0.0.1:$MARIADB_PORT/$1?charset=utf8"
}

# multi_store_options STORE STATE: options that follow those of [DEFAULT]; three file stores beside each other.
multi_store_options() {
  cat <<CONF
enabled_backends = fast:file, cheap:file, heavy:file
[glance_store]
default_backend = fast
[fast]
filesystem_store_datadir = $1
[cheap]
store_description = Cheap and slow
filesystem_store_datadir = $1-cheap
filesystem_store_chunk_size = 131072
filesystem_thin_provisioning = true
[heavy]
filesystem_store_datadir = $1-heavy
weight = 10
[os_glance_staging_store]
filesystem_store_datadir = $2/staging
[os_glance_tasks_store]
filesystem_store_datadir = $2/tasks
CONF
}

# keystone_options: sections with which an image service lets in whom the testbed's Keystone knows.
keystone_options() {
  cat <<CONF
[paste_deploy]
flavor = keystone
[keystone_authtoken]
www_authenticate_uri = $KEYSTONE_URL
auth_url = $KEYSTONE_URL
auth_type = password
username = glance
password = testbed
user_domain_id = default
project_name = service
project_domain_id = default
service_token_roles = service
service_token_roles_required = true
http_connect_timeout = 60
[oslo_policy]
enforce_new_defaults = true
enforce_scope = true
CONF
}
