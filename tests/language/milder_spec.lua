-- `law_of = "milder"` of a parameter: what is refused with which words.
local packs = require "tests.support.packs"

local law = [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { ["1"] = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "so2", number }, { "opened_on", event } } }
obligation "limit" { clause = "act/1", per = plant, require = ~plant.so2:above(parameter "most") }
]]

describe("A parameter of which the milder law governs", function()
  local refusals = {
    { "does not say which value is the stricter one", 'parameter "most" { clause = "act/1", law_of = "milder", { 1, from = "2000-01-01" } }',
      'needs to know which value is the stricter one' },
    { "says another word", 'parameter "most" { clause = "act/1", law_of = "mild", stricter = "lower", { 1, from = "2000-01-01" } }', 'law_of is "milder", not mild' },
    { "is one of spans", 'parameter "most" { clause = "act/1", law_of = "milder", stricter = "lower", { days(3), from = "2000-01-01" } }', 'days(parameter "grace")' },
    { "is one of texts", 'parameter "most" { clause = "act/1", law_of = "milder", stricter = "lower", { "a", from = "2000-01-01" } }', "of texts none is the milder one" },
    { "has a transition", 'parameter "most" { clause = "act/1", law_of = "milder", stricter = "lower", { 1, from = "2000-01-01" }, { 2, from = "2001-01-01", '
      .. 'transition = { whom = plant.opened_on:before "2000-01-01", clause = "act/1" } } }', "not both" },
    { "says stricter for nothing", 'parameter "most" { clause = "act/1", stricter = "lower", { 1, from = "2000-01-01" } }',
      'stricter counts only with choose = "stricter", or law_of = "milder"' },
  }
  for _, refusal in ipairs(refusals) do
    it("is refused that " .. refusal[1], function()
      local told = {}
      for i, entry in ipairs(packs.refuse(law .. refusal[2])) do told[i] = entry.message end
      assert.is_truthy(table.concat(told, "\n"):find(refusal[3], 1, true), table.concat(told, "\n"))
    end)
  end
  it("may be compared with, and read on a day", function()
    packs.load(law .. 'parameter "most" { clause = "act/1", law_of = "milder", stricter = "lower", choose = "stricter", { 1, from = "2000-01-01" } }\n'
      .. 'obligation "on" { clause = "act/1", per = plant, require = ~plant.so2:above(parameter "most":on(plant.opened_on)) }\n')
  end)
end)
