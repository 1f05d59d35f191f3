-- What an unknown verdict lacks is told of its own records, also where the verdict waits for the records of others, which other blocks hold and an earlier pass gathered.
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

local function missing_of(rule, options)
  local missing = {}
  for _, row in ipairs(engine.check(LAW .. rule, RECORDS, "2010-12-31", options)) do
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
