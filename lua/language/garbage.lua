--- When garbage is looked for: nearly all that is made of a pack and its plan is kept, and looking through it costs more than what is found.
local garbage = {}

--- From now on none is looked for.
function garbage.stop() collectgarbage "stop" end

--- It is again.
function garbage.resume()
  if collectgarbage "isrunning" then return end
  collectgarbage "restart"
  collectgarbage("step", -(collectgarbage "count" // 1 | 0)) -- as if so much had been given back: not before there is twice as much
end

--- To be closed: stops until then, unless whoever calls has stopped already.
function garbage.pause()
  if not collectgarbage "isrunning" then return nil end
  garbage.stop()
  return setmetatable({}, { __close = garbage.resume })
end

return garbage
