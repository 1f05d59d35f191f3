-- Date arithmetic as Catala's tests write it, on texts of our own in their form: converted to a pack, each definition gives the result that is printed for it.
local lfs = require "lfs"
local command = require "tests.support.command"
local catala = require "tests.foreign.catala"

local function scopes_of(name)
  local handle = assert(io.open("tests/foreign/catala/" .. name, "rb"))
  local text = handle:read "a"
  handle:close()
  return catala.scopes(text)
end

local SAYS <const> = { ["true"] = "yes", ["false"] = "no" }

local function split(line)
  local cells = {}
  for cell in (line .. ","):gmatch "([^,]*)," do cells[#cells + 1] = cell end
  return cells
end

describe("Date arithmetic of Catala", function()
  before_each(command.begin)
  after_each(command.finish)

  -- What a scope's definitions come to, by their names.
  local function answers(scope)
    local pack, records = catala.pack(scope)
    command.write("pack/scope.lua", pack)
    command.write("probe.csv", records)
    command.answer(0, "import", "pack", scope.name .. ".db", "probe.csv")
    local heads, cells = command.answer(0, "report", "pack", scope.name .. ".db", "results", "--as-of", "2024-01-01", "--format", "csv"):match "([^\n]*)\n([^\n]*)\n"
    local found, values = {}, split(cells)
    for c, head in ipairs(split(heads)) do found[head] = values[c] end
    return found
  end

  local function agree(name)
    local compared = 0
    for _, scope in ipairs(scopes_of(name)) do
      local found = answers(scope)
      assert(next(scope.expected), ("%s: nothing is printed for %s"):format(name, scope.name))
      for _, term in ipairs(scope.terms) do
        local expected = scope.expected.error and "unknown" or scope.expected[term.name]
        assert(expected and found[term.name] == (SAYS[expected] or expected), ("%s, %s.%s: %s, and %s is printed"):format(name, scope.name, term.name, found[term.name],
          expected or "nothing"))
        compared = compared + 1
      end
    end
    return compared
  end

  it("goes up, down, or is refused where a month has no such day, as the scope says", function() assert.equal(13, agree "rounding.catala_en") end)
  it("counts days between dates, and adds durations that have names", function() assert.equal(7, agree "durations.catala_en") end)
  it("asks parts of dates, ends of months, and adds durations of one unit", function() assert.equal(9, agree "parts.catala_en") end)
  it("that is none is told, and not converted", function()
    local function refused(definition, message)
      assert.error_matches(function() catala.scopes(("```catala\nscope A:\n  definition x equals %s\n```\n"):format(definition)) end, message)
    end
    refused("(output of B).r", "is no date arithmetic")
    refused("|2024-01-31| + y", "not converted: `y`")
    refused("3 month + |2024-01-31|", "not converted: a duration %+ a date")
    refused("|2024-01-31| - |2023-01-31| = 1 year", "not converted: a days = a duration")
    refused("|2024-01-31| |2024-01-31|", "more than one value")
  end)
  it("all stands here", function()
    local known = { ["rounding.catala_en"] = true, ["durations.catala_en"] = true, ["parts.catala_en"] = true }
    for name in lfs.dir "tests/foreign/catala" do assert(not name:find "catala_en$" or known[name], name) end
  end)
end)
