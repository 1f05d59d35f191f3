-- `applies_on`: what is refused with which words.
local packs = require "tests.support.packs"

local law = [[
instrument "old" { title = "The old act", issuer = "J", in_force = { from = "1990-01-01", to = "1999-12-31" }, clauses = { a = "…" } }
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…", t = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "started_on", event }, { "power", number } } }
]]

describe("applies_on", function()
  local refusals = {
    { "of a forbid", 'obligation "x" { clause = "act/a", per = enterprise, applies_on = enterprise.opened_on, forbid = enterprise.audits }',
      "what is forbidden is asked on the day of each record" },
    { "beside a transition", 'obligation "x@old" { clause = "old/a", per = plant, require = plant.power:above(1) }\nobligation "x@new" { like = "x@old", clause = "act/a", '
      .. 'applies_on = plant.started_on, transition = { whom = plant.power:above(5), clause = "act/t" } }', "whom a transition names is asked on the day whose law is read" },
    { "before a transition",
      'obligation "x@old" { clause = "old/a", per = plant, applies_on = plant.started_on, require = plant.power:above(1) }\nobligation "x@new" { clause = "act/a", per = plant, '
      .. 'require = plant.power:above(2), transition = { whom = plant.power:above(5), clause = "act/t" } }', "whom a transition names is asked on the day whose law is read" },
    { "that is no day", 'obligation "x" { clause = "act/a", per = plant, applies_on = plant.power, require = plant.power:above(1) }', "expected a date" },
    { "of a quota",
      'quota "q" { clause = "act/a", per = jurisdiction, applies_on = "2001-01-01", counts = jurisdiction.audits, counted_on = audit.started_on, '
      .. 'goals = { { "A", target = 1, due = "2002-01-01" } } }',
      "no key `applies_on`" },
  }
  for _, refusal in ipairs(refusals) do
    it("is refused " .. refusal[1], function()
      local told = {}
      for i, entry in ipairs(packs.refuse(law .. refusal[2])) do told[i] = entry.message end
      assert.is_truthy(table.concat(told, "\n"):find(refusal[3], 1, true), table.concat(told, "\n"))
    end)
  end
end)
