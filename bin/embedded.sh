# Shared by `glance` and `aot-cache`, sourced after lib.sh: the embedded defaults (SQLite and a
# directory), how to ask a service whether it is well, how to start one that dies with its parent.

# write_defaults DIR API_PORT REGISTRY_PORT: writes what is missing of DIR/etc, DIR/images, DIR/log.
# What is there stays: an edited file is the owner's.
write_defaults() {
  local dir=$1 file
  mkdir -p "$dir/etc" "$dir/images" "$dir/log"
  for file in glance-api.conf glance-registry.conf; do
    if [ -f "$dir/etc/$file" ] && ! grep -q "$dir/" "$dir/etc/$file"; then
      fail "$dir/etc/$file was written when this folder had another name." \
        "The database names the old folder too. Give the folder its old name back, or start afresh" \
        "with: rm -r $dir"
    fi
  done
  if [ ! -s "$dir/etc/registry-secret" ]; then
    (umask 077 && LC_ALL=C od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$dir/etc/registry-secret")
  fi
  if [ ! -f "$dir/etc/glance-registry.conf" ]; then
    cat >"$dir/etc/glance-registry.conf" <<CONF
# Written by \`glance up\` because it was missing. Yours to change; delete it to get a new one.
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $3

[database]
connection = sqlite:///$dir/glance.sqlite

[glance_registry]
shared_secret_file = $dir/etc/registry-secret
CONF
  fi
  if [ ! -f "$dir/etc/glance-api.conf" ]; then
    cat >"$dir/etc/glance-api.conf" <<CONF
# Written by \`glance up\` because it was missing. Yours to change; delete it to get a new one.
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $2
registry_host = 127.0.0.1
registry_port = $3
node_staging_uri = file://$dir/staging

[glance_store]
stores = file
default_store = file
filesystem_store_datadir = $dir/images

[glance_registry]
shared_secret_file = $dir/etc/registry-secret
CONF
  fi
}

# http_status HOST PORT PATH: prints the status of a GET ("200 OK"), nothing when nobody answers.
http_status() {
  (
    exec 3<>"/dev/tcp/$1/$2" || exit 1
    printf 'GET %s HTTP/1.0\r\nHost: %s:%s\r\nConnection: close\r\n\r\n' "$3" "$1" "$2" >&3
    IFS= read -r -t 5 line <&3
    line=${line%$'\r'}
    printf '%s' "${line#* }"
  ) 2>/dev/null
}

port_open() { # HOST PORT
  (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# child PROGRAM ARGUMENT…: becomes the program; the kernel ends it when its parent is gone, even by
# kill -9. Call it in the background, $! is the program then.
child() {
  if [ -n "$parent_death" ]; then exec setpriv --pdeathsig TERM -- "$@"; fi
  exec "$@"
}
parent_death=
if command -v setpriv >/dev/null && setpriv --pdeathsig TERM -- true 2>/dev/null; then
  parent_death=yes
fi
