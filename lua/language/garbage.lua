--- When garbage is looked for: nearly all that is made of a pack and its plan is kept, and looking through it costs more than what is found.
local garbage = {}

local KEPT = 3 -- so many times what is in use may be made before it is looked through, as core/command/main.c has it for the whole

--- From now on none is looked for.
function garbage.stop() collectgarbage "stop" end

--- It is again, once there is much more than is in use now: as if so much had been given back.
function garbage.resume()
  if collectgarbage "isrunning" then return end
  collectgarbage "restart"
  collectgarbage("step", -KEPT * (collectgarbage "count" // 1 | 0))
end

--- To be closed: stops until then, unless whoever calls has stopped already.
function garbage.pause()
  if not collectgarbage "isrunning" then return nil end
  garbage.stop()
  return setmetatable({}, { __close = garbage.resume })
end

return garbage
