-- Lint names what a `require` without evidence lets pass because no record of the sort that is meant was ever there.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "name", text, key = true }, { "type", text } } }
kind "well" { lasting = true, fields = { { "plant", plant, owner = true, key = true }, { "id", text, key = true }, { "drinking", yesno } } }
kind "draw" {%s
  fields = { { "well", well, owner = true, key = true }, { "taken_on", event, starts = true, key = true }, { "analyte", text }, { "expected", text },
    { "level", number, unit = "ug/L" } },
}
term "draw.of_arsenic" { value = draw.analyte:is "arsenic" }
term "draw.too_much" { value = draw.level:above "30 ug/L" }
term "well.arsenics" { value = well.draws:where(draw.of_arsenic) }
term "well.bad_draws" { value = well.draws:where(draw.of_arsenic & draw.too_much):count() }
]]

local function told(body, complete)
  local pack = packs.load(head:format(complete or "") .. ('obligation "r" { clause = "n/a", %s }'):format(body))
  local list = {}
  for _, entry in ipairs(pack.warnings) do
    if entry.message:find("is also true where no such", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

describe("A require that passes where no such record was ever there", function()
  it("is named, with what to write", function()
    local body = 'per = well, require = well.draws:where(draw.analyte:is "arsenic" & draw.level:above "30 ug/L"):none()'
    assert.equal('obligation r: `well.draws:where(draw.analyte:is("arsenic") & draw.level:above("30 ug/L")):none()` is also true where no such draw was ever recorded, '
      .. 'as long as there are others; write evidence = well.draws:where(draw.analyte:is("arsenic")), or complete at the kind', told(body))
    assert.equal("", told(body .. ', evidence = well.draws:where(draw.analyte:is "arsenic")'))
    assert.equal("", told(body, ' complete = "every draw is sent in",'))
  end)
  for _, require in ipairs {
    'well.draws:where(draw.analyte:starts_with "ars"):every(draw.level:at_most "30 ug/L")',
    'well.draws:where(draw.level:above "30 ug/L"):where(draw.analyte:is "arsenic"):count():at_most(3)',
    'well.draws:where(draw.analyte:is("arsenic", "lead")):count():below(3)',
    'well.draws:where(draw.analyte:is "arsenic" & draw.too_much):count():is(0)',
    'well.draws:where(draw.analyte:is "arsenic").level:sum():at_most "90 ug/L"',
    'well.draws:where(draw.analyte:is "arsenic").taken_on:most_in(months(6), as_of):below(2)',
    'well.draws:where(~draw.analyte:is "arsenic" | draw.analyte:is "lead"):none()',
    "well.draws:where(draw.of_arsenic & draw.too_much):none()",
    "well.arsenics:every(~draw.too_much)",
    "well.bad_draws:at_most(2)",
    "~well.arsenics:where(draw.too_much):any()",
    "~well.bad_draws:above(2)",
    '~well.arsenics.level:max():above "30 ug/L"',
    '~well.arsenics:last().level:above "30 ug/L"',
    '(well.arsenics.level:sum() / "1 ug/L"):at_most(90)',
    '(well.arsenics.level:sum() * 2):rounded(0):at_most "90 ug/L"',
    'greater_of(well.arsenics.level:sum(), "1 ug/L"):at_most "90 ug/L"',
    '(well.arsenics.level:sum() - "1 ug/L"):below "90 ug/L"',
    '(well.arsenics.level:sum() + well.draws.level:sum()):at_most "90 ug/L"',
    'well.draws.level:max():at_least(well.arsenics.level:sum())',
    '~well.draws:count():below(well.bad_draws)',
  } do
    it("is named: " .. require, function() assert.truthy(told("per = well, require = " .. require):find("draw was ever recorded", 1, true)) end)
  end
  it("is named by the whole comparison", function()
    assert.truthy(told("per = well, require = well.bad_draws:at_most(2)"):find("`well.bad_draws:at_most(2)` is also true where no such draw was ever recorded", 1, true))
  end)
  it("is named by a yes or no of the records, and inside `every`", function()
    assert.truthy(told("per = plant, require = plant.wells:where(well.drinking):every(well.draws:any())"):find("write evidence = plant.wells:where(well.drinking)", 1, true))
    assert.truthy(told('per = plant, require = plant.wells:every(well.draws:where(draw.analyte:is "arsenic"):none())'):find("say in evidence which records show it", 1, true))
  end)
  for _, require in ipairs {
    'well.draws:where(draw.level:above "30 ug/L"):none()',
    'well.draws:where(draw.taken_on:after "2003-12-31"):none()',
    "well.draws:where(draw.analyte:is(draw.expected)):none()",
    'well.draws:where(draw.too_much | draw.analyte:is "arsenic"):none()',
    'well.draws:where(well.plant.type:is "deep" & draw.too_much):none()',
    'well.draws:where(draw.analyte:is "arsenic"):any()',
    'well.draws:where(draw.analyte:is "arsenic"):count():at_least(1)',
    'well.arsenics.level:max():at_most "30 ug/L"',
    "well.arsenics:any() & well.arsenics:every(~draw.too_much)",
  } do
    it("is not named: " .. require, function() assert.equal("", told("per = well, require = " .. require)) end)
  end
  it("is not named where the rule applies only if there is such a record", function()
    assert.equal("", told("per = well, applies = well.arsenics:any(), require = well.arsenics:every(~draw.too_much)"))
  end)
end)

describe("Evidence, or what is expected, that shows more than is asked", function()
  local ARSENIC, HIGH = 'draw.analyte:is "arsenic"', 'draw.level:above "30 ug/L"'
  local function wider(body)
    local pack, list = packs.load(head:format "" .. body), {}
    for _, entry in ipairs(pack.warnings) do
      if entry.message:find("is also shown by a ", 1, true) or entry.message:find("is also true where", 1, true) then list[#list + 1] = entry.message end
    end
    return table.concat(list, "\n")
  end
  local function rule(body) return wider(('obligation "r" { clause = "n/a", %s }'):format(body)) end
  it("is named, with the condition that it leaves out", function()
    assert.equal('obligation r: `well.draws:where(draw.analyte:is("arsenic") & draw.level:above("30 ug/L"))` is also shown by a draw of which '
      .. '`draw.analyte:is("arsenic")` is not true, because `evidence` does not ask it; write it there, too',
      rule(('per = well, forbid = well.draws:where(%s & %s), evidence = well.draws'):format(ARSENIC, HIGH)))
  end)
  for _, body in ipairs {
    "per = well, require = well.draws:where(draw.of_arsenic & draw.too_much):none(), evidence = well.draws",
    "per = well, require = ~well.arsenics.level:max():above(\"30 ug/L\"), evidence = well.draws",
    "per = well, require = well.arsenics:every(~draw.too_much), evidence = well.draws:where(draw.analyte:is(\"arsenic\", \"lead\"))",
    "per = { well, year }, require = well.arsenics:during(period):every(~draw.too_much), expects = { well.draws, each = month }",
    "per = { well, year }, forbid = well.arsenics:during(period):where(draw.too_much), expects = { well.draws, each = month }",
    "per = plant, require = plant.wells:every(well.arsenics:every(~draw.too_much)), evidence = plant.wells.draws",
  } do
    it("is named: " .. body, function() assert.truthy(rule(body):find("is also shown by a draw of which `draw.analyte:is(\"arsenic\")` is not true", 1, true), rule(body)) end)
  end
  it("is named of a decision", function()
    assert.truthy(wider('decision "well.class" { clause = "n/a", hit = "first", evidence = well.draws, columns = { well.bad_draws }, rows = { { 0, "clean" }, { any, "dirty" } } }')
      :find("decision well.class: `well.draws:where(draw.of_arsenic & draw.too_much):count()` is also shown by a draw of which", 1, true))
  end)
  for _, body in ipairs {
    "per = well, forbid = well.draws:where(draw.of_arsenic & draw.too_much), evidence = well.arsenics",
    "per = well, require = well.arsenics:every(~draw.too_much), evidence = well.draws:where(draw.of_arsenic & draw.expected:is \"no\")",
    "per = well, require = well.draws:where(draw.analyte:is(\"arsenic\", \"lead\")):every(~draw.too_much), evidence = well.arsenics",
    "per = well, forbid = well.draws:where(draw.too_much), evidence = well.draws",
    "per = well, forbid = well.draws:where(draw.analyte:is \"cyanide\"), evidence = well.draws", -- what is asked of them, for nothing else is
    "per = plant, require = plant.wells.draws:where(draw.of_arsenic & draw.too_much):none(), evidence = plant.wells:where(well.drinking)", -- another kind: the author says so
  } do
    it("is not named: " .. body, function() assert.equal("", rule(body)) end)
  end
  it("is not advised to hold what is asked of the records, but which are meant", function()
    assert.truthy(rule('per = well, require = well.draws:where(draw.of_arsenic & draw.expected:is "no"):none()'):find('write evidence = well.draws:where(draw.of_arsenic)', 1, true)
      , rule('per = well, require = well.draws:where(draw.of_arsenic & draw.expected:is "no"):none()'))
    assert.equal("", rule "per = plant, require = plant.wells:where(well.drinking):none()")
    assert.truthy(rule('per = plant, require = plant.wells:where(well.id:starts_with "A" & well.drinking):none()')
      :find('write evidence = plant.wells:where(well.id:starts_with("A")), or', 1, true))
  end)
end)
