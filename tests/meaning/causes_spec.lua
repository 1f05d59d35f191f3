-- What an unknown verdict lacks is told of its own records, also where the verdict waits for the records of others, which other blocks hold and an earlier pass
-- gathered; and it is told where no text of the rule names it: what a function read, and the day that is not there.
local engine = require "tests.support.engine"

local LAW = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2001-01-01" }, clauses = { a = "…" } }
kind "yard" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" } } }
kind "load" { fields = { { "yard", yard, key = true, owner = true }, { "came_on", event, key = true, starts = true },
  { "mass", number, unit = "t" }, { "most", number, unit = "t" } } }
]]
local RECORDS = {
  jurisdiction = "code\nN\n",
  yard = "code,jurisdiction\nY1,N\nY2,N\nY3,N\nY4,N\n",
  load = "yard,came_on,mass,most\nY1,2001-05-01,5,\nY2,2001-05-01,,4\nY3,2001-05-01,5,\nY4,2001-05-01,3,4\n",
}

-- What was asked, and answered, in a matter, which another matter names.
local MATTERS_LAW = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2001-01-01" }, clauses = { a = "…" } }
kind "matter" { fields = { { "code", text, key = true }, { "opened_on", event, starts = true }, { "told_on", event }, { "closed_on", event },
  { "answer", number, blank = "none", known_from = "told_on" }, { "mass", number }, { "like", matter, blank = "none" }, { "class", text } } }
term "matter.heavy" { value = function(one) return one.mass > 1 end }
term "matter.big" { value = matter.class:is "big" }
]]
local MATTERS = {
  matter = "code,opened_on,told_on,closed_on,answer,mass,like,class\nheard,2001-05-01,2001-06-01,2002-01-01,7,5,heard,small\nunheard,2001-05-01,,,7,5,heard,small\n"
    .. "weighed,2001-05-01,2001-06-01,2002-01-01,7,5,unweighed,small\nunweighed,2001-05-01,2001-06-01,2002-01-01,7,,heard,small\n",
}

local function missing_of(rule, options, law, records)
  local missing = {}
  for _, row in ipairs(engine.check((law or LAW) .. rule, records or RECORDS, "2010-12-31", options)) do
    missing[row.subject] = row.status == "unknown" and table.concat(row.missing, " ") or row.status
  end
  return missing
end

describe("What a verdict lacks that waits for the records of others", function()
  teardown(engine.close)

  local ways = { { block = 1, threads = 1 }, { block = 1, threads = 2 }, { block = 3, threads = 1 }, {} }

  it("is what its own record lacks", function()
    for _, options in ipairs(ways) do
      assert.are.same({ ["Y1/2001-05-01"] = "load.most", ["Y2/2001-05-01"] = "load.mass", ["Y3/2001-05-01"] = "load.most", ["Y4/2001-05-01"] = "met" }, missing_of([[
obligation "x" { clause = "act/a", per = load, applies = load.yard.jurisdiction.yards:any(), require = load.mass:at_most(load.most) }]], options))
    end
  end)

  it("is what its own call of a function read", function()
    for _, options in ipairs(ways) do
      assert.are.same({ ["Y1/2001-05-01"] = "load.most", ["Y2/2001-05-01"] = "load.mass", ["Y3/2001-05-01"] = "load.most", ["Y4/2001-05-01"] = "late" }, missing_of([[
obligation "x" { clause = "act/a", per = load, applies = load.yard.jurisdiction.yards:any(), due = "2001-04-01", done = load.came_on,
  arises = function(own) if own.mass > 1 and own.most > 1 then return own.came_on end end }]], options))
    end
  end)
end)

describe("What a verdict lacks of which no text tells", function()
  teardown(engine.close)

  local function lacks(rule, expected)
    for _, options in ipairs { { block = 1, threads = 1 }, { block = 1, threads = 2 }, {} } do
      assert.are.same(expected, missing_of('obligation "x" { clause = "act/a", per = matter, ' .. rule .. " }", options, MATTERS_LAW, MATTERS))
    end
  end

  it("is the value that was not received, where a function read it for a day", function()
    local read = 'function(one) return one.answer and "2001-07-01" or "2001-08-01" end'
    local expected = { heard = "met", unheard = "matter.answer", weighed = "met", unweighed = "met" }
    lacks("due = " .. read .. ', done = "2001-05-01"', expected)
    lacks('due = "2001-09-01", done = ' .. read, expected)
    lacks("arises = " .. read .. ', due = months(1), done = "2001-05-01"', expected)
    lacks("arises = " .. read .. ", require = matter.opened_on:happened()", expected)
    lacks('due = "2001-09-01", done = ' .. read .. " & matter.told_on:or_else(matter.opened_on)", expected)
  end)

  it("is the day on which something is read, where there is none", function()
    local expected = { heard = "not_applicable", unheard = "matter.closed_on", weighed = "not_applicable", unweighed = "not_applicable" }
    lacks("arises = matter.closed_on:or_else(matter.opened_on), require = matter.opened_on:happened(), applies = matter.big:on(matter.closed_on)", expected)
  end)

  it("is the day that was not there as things stood on a day on which a require binds, and came later", function()
    local expected = { heard = "matter.closed_on", unheard = "matter.closed_on", weighed = "matter.closed_on", unweighed = "matter.closed_on" }
    lacks("require = matter.opened_on:happened(), applies = matter.big:on(matter.closed_on)", expected)
  end)

  it("is the day that was not there as things stood when it was due, and came later", function()
    local expected = { heard = "matter.closed_on", unheard = "matter.closed_on", weighed = "matter.closed_on", unweighed = "matter.closed_on" }
    lacks('due = "2001-09-01", done = "2001-05-01", applies = matter.big:on(matter.closed_on)', expected)
  end)

  it("is what a function read of the records of a whole place, which an earlier pass gathered", function()
    local records = { jurisdiction = "code\nN\n", yard = "code,jurisdiction\nY1,N\nY2,N\n",
      load = "yard,came_on,mass,most\nY1,2001-05-01,5,9\nY1,2001-06-01,6,9\nY2,2001-05-01,,4\nY2,2001-06-01,,5\n" }
    local rule = 'term "load.fits" { value = function(one) return one.mass <= one.most end }\n'
      .. 'obligation "x" { clause = "act/a", per = yard, require = yard.jurisdiction.yards.loads:every(load.fits) }'
    for _, options in ipairs { { block = 1, threads = 1 }, { block = 1, threads = 2 }, {} } do
      assert.are.same({ Y1 = "load.mass", Y2 = "load.mass" }, missing_of(rule, options, LAW, records))
    end
  end)

  it("is what a function read of another record, which another block holds", function()
    local expected = { heard = "met", unheard = "met", weighed = "matter.mass", unweighed = "met" }
    lacks('due = "2001-09-01", done = "2001-05-01", applies = matter.like.heavy', expected)
    lacks("arises = matter.opened_on, due = months(1), done = matter.opened_on, applies = matter.like.heavy", expected)
  end)
end)
