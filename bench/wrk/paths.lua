-- GETs the paths of a file (its name is the argument after `--`), one after the other, round and round.
local here = debug.getinfo(1, 'S').source:match('^@(.*/)') or './'
dofile(here .. 'common.lua')
local targets, position = {}, 0

function init(args)
  for path in io.lines(args[1]) do
    targets[#targets + 1] = wrk.format('GET', path)
  end
  math.randomseed(os.time())
  position = math.random(#targets)
end

function request()
  position = position % #targets + 1
  return targets[position]
end
