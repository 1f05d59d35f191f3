-- The cases decided by hand, through the loader, the importer and the engine.
local cases = require "tests.meaning.cases"
local engine = require "tests.support.engine"

local function shown(value)
  if type(value) ~= "table" then return tostring(value) end
  if value.low then return ("%.15g to %.15g"):format(value.low, value.high) end
  return table.concat(value, " to ")
end

describe("meaning.md, as the engine does it", function()
  teardown(engine.close)
  for _, case in ipairs(cases) do
    it(case.section .. ": " .. case.name, function()
      local judged, wanted = {}, nil
      if case.of then
        wanted = {}
        for _, rule in ipairs(case.of) do wanted[rule] = true end
      end
      for _, verdict in ipairs(engine.check(case.pack, case.records, case.as_of, { next = true })) do
        if not wanted or wanted[verdict.rule] then judged[verdict.rule .. " " .. verdict.subject] = verdict end
      end
      for _, expected in ipairs(case.expect) do
        local name = expected.rule .. " " .. expected.subject
        local verdict = assert(judged[name], "no verdict for " .. name)
        judged[name] = nil
        for key, value in pairs(expected) do
          local got = verdict[key]
          if key == "next_change" then got = got or "none" end
          if (key == "due" or key == "done" or key == "planned") and value == "none" then got = got or "none" end
          if key == "missing" then got, value = table.concat(got or {}, ", "), table.concat(value, ", ") end
          assert(shown(got) == (type(value) == "table" and ("%.15g to %.15g"):format(value[1], value[2]) or shown(value)),
            ("%s: %s is %s, expected %s\n%s"):format(name, key, shown(got), shown(value), case.pack))
        end
      end
      assert(next(judged) == nil, "a verdict nobody expected: " .. tostring(next(judged)))
    end)
  end
end)
