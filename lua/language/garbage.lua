--- When garbage is looked for: nearly all that is made of a pack and its plan is kept, and looking through it costs more than what is found.
local garbage = {}

--- From now on none is looked for.
function garbage.stop() collectgarbage "stop" end

--- It is again.
function garbage.resume()
  if collectgarbage "isrunning" then return end
  collectgarbage "restart"
end

--- To be closed: stops until then, unless whoever calls has stopped already.
function garbage.pause()
  if not collectgarbage "isrunning" then return nil end
  garbage.stop()
  return setmetatable({}, { __close = garbage.resume })
end

return garbage
