--- When garbage is looked for: nearly all that is made of a pack and its plan is kept, and looking through it costs more than what is found.
local garbage = {}

--- From now on none is looked for.
function garbage.stop() collectgarbage "stop" end

local resumed = false

--- It is again.
function garbage.resume()
  if collectgarbage "isrunning" then return end
  collectgarbage "restart"
  -- As if so much had been given back: not before there is twice as much. So once: whoever reads one pack after the other makes less than that each time, and never came to it.
  if not resumed then collectgarbage("step", -(collectgarbage "count" // 1 | 0)) end
  resumed = true
end

--- To be closed: stops until then, unless whoever calls has stopped already.
function garbage.pause()
  if not collectgarbage "isrunning" then return nil end
  garbage.stop()
  return setmetatable({}, { __close = garbage.resume })
end

return garbage
