-- Exceptions that say something else instead: what may be written, and what is refused with which words.
local packs = require "tests.support.packs"

local law = [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { ["1"] = "…", ["2"] = "…" } }
instrument "north" { title = "The north", issuer = "N", place = "N", in_force = { from = "2000-01-01" }, clauses = { ["2"] = "…" } }
instrument "south" { title = "The south", issuer = "S", place = "S", in_force = { from = "2000-01-01" }, clauses = { ["2"] = "…" } }
instrument "early" { title = "The earlier", issuer = "J", in_force = { from = "1990-01-01", to = "1999-12-31" }, clauses = { ["2"] = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "power", number, unit = "MW" }, { "fuel", text }, { "so2", number, unit = "mg/m3" },
  { "jurisdiction", jurisdiction, owner = true }, { "load", number, unit = "load_unit" },
  { "load_unit", text }, { "opened_on", event }, { "reported_on", event } } }
parameter "most" { clause = "act/1", { "100 mg/m3", from = "2000-01-01" } }
parameter "more" { clause = "act/1", { "300 mg/m3", from = "2000-01-01" } }
parameter "time" { clause = "act/1", { days(30), from = "2000-01-01" } }
obligation "limit" { clause = "act/1", per = plant, require = ~plant.so2:above(parameter "most") }
obligation "report" { clause = "act/1", per = plant, arises = plant.opened_on, due = days(30), done = plant.reported_on }
obligation "by-day" { clause = "act/1", per = plant, due = "2001-12-31", done = plant.reported_on }
obligation "never" { clause = "act/1", forbid = enterprise.audits }
]]

local function exception(name, rest) return ('exception "%s" { clause = "act/2", %s }\n'):format(name, rest) end
local small, coal = 'applies = plant.power:below "50 MW"', 'applies = plant.fuel:is "coal"'

local function messages(text)
  local told = {}
  for i, entry in ipairs(packs.refuse(law .. text)) do told[i] = entry.message end
  return table.concat(told, "\n")
end

describe("An exception that says something else instead", function()
  local refusals = {
    { "is to a parameter and says nothing", exception("x", 'to = "most", ' .. small), 'an exception to a parameter says what holds instead: instead = "200 mg/m3"' },
    { "names no parameter", exception("x", 'to = "mst", instead = "200 mg/m3", ' .. small), "no rule, no parameter and no exception is called `mst`. Did you mean `most`?" },
    { "is to a table", 'decision "plant.rate@1" { clause = "act/1", columns = { plant.fuel }, rows = { { "coal", 1 } } }\n'
      .. exception("x", 'to = "plant.rate", instead = 2, ' .. small), "no exception is made to a table: where its row says another value for some, let the result be a parameter" },
    { "is to a version of a table", 'decision "plant.rate@1" { clause = "act/1", columns = { plant.fuel }, rows = { { "coal", 1 } } }\n'
      .. exception("x", 'to = "plant.rate@1", ' .. small), "no exception is made to a table" },
    { "is in another unit", exception("x", 'to = "most", instead = "200 kg", ' .. small), 'it is a number in kg, parameter "most" is a number in mg/m3' },
    { "is a day and not a number", exception("x", 'to = "most", instead = "2001-01-01", ' .. small), 'parameter "most" is a number in mg/m3' },
    { "names no other parameter", exception("x", 'to = "most", instead = parameter "mor", ' .. small), "no parameter is called `mor`. Did you mean `more`?" },
    { "comes back to itself", exception("x", 'to = "most", instead = parameter "more", ' .. small) .. exception("y", 'to = "more", instead = parameter "most", ' .. coal),
      'it comes back to parameter "most"' },
    { "asks what a rule has not in hand", exception("x", 'to = "most", instead = "200 mg/m3", ' .. small)
      .. 'obligation "other" { clause = "act/1", per = enterprise, require = ~enterprise.employees:above(1) | parameter "most":given() }\n', "no plant is in hand here" },
    { "says a value of a rule", exception("x", 'to = "limit", instead = "200 mg/m3", ' .. small), "it does not fit what it is an exception to" },
    { "says a due day of a limit", exception("x", 'to = "most", instead = { due = days(3) }, ' .. small), "it does not fit what it is an exception to" },
    { "says two things", exception("x", 'to = "limit", instead = { require = plant.so2:known(), due = days(3) }, ' .. small), "it says one thing" },
    { "says what no rule has", exception("x", 'to = "limit", instead = { requires = plant.so2:known() }, ' .. small), "no key `requires`. Did you mean `require`?" },
    { "says a due day where something is required", exception("x", 'to = "limit", instead = { due = days(3) }, ' .. small),
      "`limit` is a rule with `require`: instead = { require = … }" },
    { "requires something where something is due", exception("x", 'to = "report", instead = { require = plant.so2:known() }, ' .. small),
      "`report` is a rule with `due`: instead = { due = … }" },
    { "is to a forbid", exception("x", 'to = "never", instead = { require = enterprise.size:known() }, applies = enterprise.size:is "small"'), "let a parameter say the limit" },
    { "says a day where a span is due", exception("x", 'to = "report", instead = { due = "2002-01-01" }, ' .. small),
      "`report` is due so long after it arises, and so must it be instead" },
    { "says a span where a day is due", exception("x", 'to = "by-day", instead = { due = days(3) }, ' .. small), "`by-day` is due by a day, and so must it be instead" },
    { "replaces what only sets another aside", exception("x", 'to = "limit", ' .. small) .. exception("y", 'to = "x", ' .. coal)
      .. exception("z", 'to = "y", applies = plant.so2:known(), instead = { require = plant.so2:known() }'), "`y` only sets another exception aside" },
    { "contradicts another that holds at once", exception("x", 'to = "most", instead = "200 mg/m3", ' .. small) .. exception("y", 'to = "most", instead = "250 mg/m3", ' .. coal),
      "it and exception `x` can hold at once and do not say the same: name the one in `to` of the other" },
    { "is to a scale", 'parameter "fee" { clause = "act/1", { scale { { "0 MW", "5 EUR" } }, from = "2000-01-01" } }\n'
      .. exception("x", 'to = "fee", instead = scale { { "0 MW", "1 EUR" } }, ' .. small),
      'nothing is said instead of a scale: write the other scale as a parameter of its own, and let a table choose what is asked, { yes, parameter "other":of(…) }' },
    { "contradicts another of a span that holds at once", exception("x", 'to = "time", instead = days(60), ' .. small)
      .. exception("y", 'to = "time", instead = days(90), ' .. coal)
      .. 'obligation "timed" { clause = "act/1", per = plant, arises = plant.opened_on, due = parameter "time", done = plant.reported_on }\n',
      "it and exception `x` can hold at once and do not say the same: name the one in `to` of the other" },
    { "has the name of the parameter", exception("most", 'to = "most", instead = "200 mg/m3", ' .. small), "a parameter and an exception are both called `most`" },
  }
  for _, refusal in ipairs(refusals) do
    it("is refused that " .. refusal[1], function()
      local told = messages(refusal[2])
      assert.is_truthy(told:find(refusal[3], 1, true), told)
    end)
  end

  local function warnings(text)
    local told = {}
    for i, entry in ipairs(packs.load(law .. text).warnings) do told[i] = entry.message end
    return table.concat(told, "\n")
  end
  local UNPROVED = "never hold at once cannot be proved"
  local second = 'to = "most", instead = "250 mg/m3", '
  local first = exception("x", 'to = "most", instead = "200 mg/m3", ' .. small)
  it("stands beside one that never holds at once", function()
    assert.is_nil(warnings(first .. exception("y", second .. 'applies = plant.power:at_least "50 MW"')):find(UNPROVED, 1, true))
  end)
  it("stands beside one that says the same", function()
    assert.is_nil(warnings(first .. exception("y", 'to = "most", instead = "200 mg/m3", ' .. coal)):find(UNPROVED, 1, true))
  end)
  it("stands beside one that says the same span", function()
    local timed = 'obligation "timed" { clause = "act/1", per = plant, arises = plant.opened_on, due = parameter "time", done = plant.reported_on }\n'
    local same = exception("x", 'to = "time", instead = days(60), ' .. small) .. exception("y", 'to = "time", instead = days(60), ' .. coal)
    assert.is_nil(warnings(same .. timed):find(UNPROVED, 1, true))
  end)
  it("stands beside one that names it", function()
    assert.is_nil(warnings(first .. exception("y", 'to = { "most", "x" }, instead = "250 mg/m3", ' .. coal)):find(UNPROVED, 1, true))
  end)
  it("stands beside one whose text has ended before", function()
    assert.is_nil(warnings(first .. ('exception "y" { clause = "early/2", %s%s }\n'):format(second, coal)):find(UNPROVED, 1, true))
  end)
  it("is told where it may hold at once with another: of other places, of what reads one field, of an own unit", function()
    assert.is_truthy(warnings(('exception "x" { clause = "north/2", to = "most", instead = "200 mg/m3", %s }\nexception "y" { clause = "south/2", %s%s }\n'):format(small,
      second, coal))
      :find(UNPROVED, 1, true))
    assert.is_truthy(warnings(first .. exception("y", second .. 'applies = (plant.power * 2):above "10 MW"')):find(UNPROVED, 1, true))
    assert.is_truthy(warnings(exception("x", 'to = "most", instead = "200 mg/m3", applies = plant.load:below "50 mg"') .. exception("y", second
      .. 'applies = plant.load:above "100 ug"'))
      :find(UNPROVED, 1, true))
  end)
end)
