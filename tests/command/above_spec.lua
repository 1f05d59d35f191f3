-- What lies above a record in its tree: how it is explained, and that a tree of more levels than are looked through is refused, and not cut off.
local command = require "tests.support.command"

local PACK <const> = [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { group = "The highest parent in the country reports" } }
kind "company" { lasting = true, plural = "companies", fields = { { "code", text, key = true }, { "parent", company, blank = "none" }, { "uk", yesno } } }
obligation "report" { clause = "act/group", per = company, require = ~company:any_above(company.uk) }
]]

local function holds(text, words) assert.is_truthy(text:find(words, 1, true), ("%s\nis not in\n%s"):format(words, text)) end

describe("What lies above a record", function()
  setup(function()
    command.begin()
    command.write("pack/rules.lua", PACK)
  end)
  teardown(command.finish)

  local function import(name, levels)
    local rows = { "code,parent,uk" }
    for level = 1, levels do rows[#rows + 1] = ("L%d,%s,%s"):format(level, level > 1 and "L" .. level - 1 or "", level == 1 and "yes" or "no") end
    command.write(name .. ".csv", table.concat(rows, "\n") .. "\n")
    command.answer(0, "import", "pack", name .. ".db", ("company=%s.csv"):format(name))
  end

  it("is shown record by record, up to the uppermost", function()
    import("small", 4)
    holds(command.answer(0, "explain", "pack", "small.db", "report", "L4", "--as-of", "2004-01-01"), "  requires: false\n    ~company:any_above(company.uk): false\n"
      .. "      company:any_above(company.uk): true\n        company.parent.uk: false\n        company.parent.parent.uk: false\n        company.parent.parent.parent.uk: true\n\n")
    holds(command.answer(0, "explain", "pack", "small.db", "report", "L1", "--as-of", "2004-01-01"), "      company:any_above(company.uk): false\n\n  Verdict: ")
    holds(command.answer(0, "doc", "pack"), "  requires: ~company:any_above(company.uk)\n")
  end)
  it("is looked through on as many levels as there are", function()
    import("deep", 256)
    holds(command.answer(1, "check", "pack", "deep.db", "--as-of", "2004-01-01", "--format", "csv"), "255")
  end)
  it("is refused where there are more levels than that", function()
    import("deeper", 257)
    local result = command.run("check", "pack", "deeper.db", "--as-of", "2004-01-01")
    assert.equal(2, result.code)
    holds(result.err, "the tree of companies has more than 256 levels, and :any_above looks through no more")
  end)
end)
