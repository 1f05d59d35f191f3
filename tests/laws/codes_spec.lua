-- Codes of places that changed, read from files: tests/laws/cn-codes has the register and the statements.
local command = require "tests.support.command"
local lfs = require "lfs"

local PACK = lfs.currentdir() .. "/tests/laws/cn-codes"

local function loads(statement, code, rows)
  command.write(statement .. ".csv", "No,Code,Day,Tonnes\n" .. rows)
  return command.answer(code, "import", PACK, "r.db", statement .. "=" .. statement .. ".csv")
end

describe("Codes of districts of Jiangsu", function()
  before_each(function()
    command.begin()
    command.write("district.csv", "code\nwujiang\nlishui\nsuzhou\n")
    command.answer(0, "import", PACK, "r.db", "district.csv")
  end)
  after_each(command.finish)

  it("name the same place by the old code to its last day and by the new one from the next, so that its loads are added up", function()
    loads("loads", 0, "1,320584,2012-10-28,60\n2,320509,2012-10-29,41\n3,320500,2012-10-29,10\n")
    command.answer(1, "check", PACK, "r.db", "--as-of", "2012-12-31", "--verdicts", "v.csv", "--no-reasons")
    local rows = command.read "v.csv"
    assert(rows:find("total,wujiang@2012,breached", 1, true) and rows:find("total,suzhou@2012,met", 1, true), rows)
  end)
  it("are refused on a day on which they name nothing, with what is called so then", function()
    loads("loads", 2, "1,320584,2012-10-29,60\n")
    assert(command.read("loads.rejects.csv"):find("320509", 1, true), command.read "loads.rejects.csv")
  end)
  it("are taken for what they named last where the statement says so, and the import tells how many", function()
    command.write("late-loads.csv", "No,Code,Day,Tonnes\n1,320124,2013-02-20,60\n2,320117,2013-02-20,10\n")
    local told = command.run("import", PACK, "r.db", "late-loads=late-loads.csv")
    assert(told.err:find("1", 1, true), told.out .. told.err)
    assert(command.answer(1, "check", PACK, "r.db", "--as-of", "2013-12-31", "--verdicts", "v.csv", "--no-reasons"))
    assert(command.read("v.csv"):find("total,lishui@2013,met", 1, true))
  end)
end)
