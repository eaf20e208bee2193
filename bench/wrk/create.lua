-- POSTs new images with five properties and two tags; the argument after `--` tags all of them.
local here = debug.getinfo(1, 'S').source:match('^@(.*/)') or './'
dofile(here .. 'common.lua')
local tag, count = 'bench-create', 0

function init(args)
  tag = args[1] or tag
end

function request()
  count = count + 1
  local body = string.format(
    '{"name": "created-%d", "disk_format": "qcow2", "container_format": "bare", "visibility": "shared", '
    .. '"min_ram": 512, "min_disk": 10, "architecture": "x86_64", "os_distro": "debian", "os_version": "13", '
    .. '"hw_disk_bus": "virtio", "build": "%d", "tags": ["%s", "created"]}', count, count, tag)
  return wrk.format('POST', '/v2/images', {['Content-Type'] = 'application/json'}, body)
end
