-- Numbers and dates as people write them elsewhere, in a file, in a pack and on the command line: each is refused with what to write instead, and none is read as
-- something else.
local command = require "tests.support.command"
local says = command.says

local PACK = [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
kind "work" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event }, { "load", number }, { "paid", number, unit = "GBP" } } }
]]

-- What is written, and what to write instead.
local NUMBERS = {
  { "12 345", "12345" }, { "12\u{A0}345", "12345" }, { "12\u{2009}345", "12345" }, { "12\u{202F}345", "12345" }, { "12\u{3000}345", "12345" }, { "12'345", "12345" },
  { "12’345", "12345" }, { "1_234_567", "1234567" }, { "１２３", "123" }, { "１，２３４．５", "1234.5" }, { "1.234,5", "1234.5" }, { "1,234.5", "1234.5" }, { "0,5", "0.5" },
  { "1.234.567", "1234567" }, { "12,34,567", "1234567" }, { "−5", "-5" }, { "1,234", "1234, or 1.234" },
}
local DATES = {
  { "37257", "2002-01-01" }, { "2001-01-01 00:00", "2001-01-01" }, { "2001-01-01T00:00:00Z", "2001-01-01" }, { "2001-01-01T00:00:00+08:00", "2001-01-01" },
  { "2001/1/1", "2001-01-01" }, { "1.2.2001", "2001-02-01" }, { "2001年1月1日", "2001-01-01" }, { "2001 年 1 月 1 日", "2001-01-01" }, { "２００１-０１-０１", "2001-01-01" },
  { "20010101", "2001-01-01" }, { "1/2/2001", "2001-02-01", "2001-01-02" }, { "13/2/2001", "2001-02-13" }, { "2/13/2001", "2001-02-13" }, { "1 Feb 2001", "2001-02-01" },
  { "01-Feb-2001", "2001-02-01" }, { "February 1, 2001", "2001-02-01" }, { "2001-1-1", "2001-01-01" }, { "2001/1/1 8:30", "2001-01-01" },
}

describe("what is written as elsewhere", function()
  before_each(function()
    command.begin()
    command.write("p/p.lua", PACK)
  end)
  after_each(command.finish)

  local function refusals(column, written)
    local lines = { "code," .. column }
    for i, one in ipairs(written) do lines[#lines + 1] = ('w%d,"%s"'):format(i, one[1]) end
    command.write("work.csv", table.concat(lines, "\n") .. "\n")
    assert.equal(2, command.run("import", "p", "r.db", "work.csv").code)
    local list, rows = command.read "work.rejects.csv", {}
    for line, rest in list:gmatch "(%d+),([^\n]*)" do rows[tonumber(line)] = rest end
    return rows
  end

  it("is refused in a cell, with what to write", function()
    local rows = refusals("load", NUMBERS)
    for i, one in ipairs(NUMBERS) do says(rows[i + 1] or "no refusal of " .. one[1], "write " .. one[2]) end
    says(refusals("paid", { { "44,000,000 GBP" }, { "£44" }, { "5 kg" }, { "abc" } })[2],
      "thousands are written without commas, `GBP` stands beside it: write 44000000, where that is its unit")
    says(command.read "work.rejects.csv", "no number: `£` stands beside it: write 44")
    says(command.read "work.rejects.csv", "no number: `kg` stands beside it: write 5")
    refusals("load", { { "约5" }, { "~5" }, { "abc" }, { "1.5e3 kg" }, { "3~5" }, { "3/4" }, { "10^3" }, { "5万" }, { "0x10" }, { "3–5" }, { "1e5,3" }, { "2 >" } })
    assert.is_nil(command.read("work.rejects.csv"):find(": write %d")) -- about 5 is not 5, nor is 5 of ten thousand
    says(command.read "work.rejects.csv", 'abc,"no number: write digits only')
    rows = refusals("opened_on", DATES)
    for i, one in ipairs(DATES) do says(rows[i + 1] or "no refusal of " .. one[1], "write " .. one[2] .. (one[3] and " or " .. one[3] or "")) end
    rows = refusals("opened_on", { { "1.1.01" }, { "soon" }, { "2001-02-30" }, { "2001" } })
    for i = 2, 5 do says(rows[i], "no date: ") end
  end)

  it("is refused in a column of a mapped file, with what it seems to be", function()
    command.write("p/i.lua", 'import "lab" { kind = work, file = { dates = "DD.MM.YYYY", decimal = ",", thousands = " " }, code = "No", load = "Load", opened_on = "Day" }\n')
    command.write("lab.csv", 'No,Load,Day\nA,１２３,37257\nB,5,2001年1月1日\nC,5,01.02.2001 00:00\nD,"1\u{2009}234,5",01.02.2001\n')
    assert.equal(2, command.run("import", "p", "r.db", "lab.csv").code)
    local list = command.read "lab.rejects.csv"
    says(list, "2,Load,１２３,\"no number: digits are 0 to 9, not those of full width: write 123\"")
    says(list, "2,Day,37257,\"no date in the order stated, DD.MM.YYYY: it seems to be 2002-01-01\"")
    says(list, "it seems to be 2001-01-01")
    says(list, "4,Day,01.02.2001 00:00,\"no date in the order stated, DD.MM.YYYY: it seems to be 2001-02-01\"")
    assert.is_nil(list:find("\n5,", 1, true), list)
  end)

  it("is refused in a pack, with what to write", function()
    local function rule(text)
      command.write("p/r.lua", ('obligation "x" { clause = "act/a", per = work, %s }\n'):format(text))
      return command.refused({ "lint", "p" }, { "r.lua:1" })
    end
    for _, one in ipairs(NUMBERS) do
      says(rule(('require = work.paid:above "%s GBP"'):format(one[1])), ('"%s GBP"'):format(one[2]:match "^[^,]+"))
      says(rule(('require = work.load:above "%s"'):format(one[1])), one[2]:match "^[^,]+" .. ", without quotes")
    end
    for _, one in ipairs(DATES) do
      says(rule(('due = "%s", done = work.opened_on'):format(one[1])), ('write "%s"%s'):format(one[2], one[3] and (' or "%s"'):format(one[3]) or ""))
      says(rule(('require = work.opened_on:by "%s"'):format(one[1])), ('write "%s"'):format(one[2]))
    end
  end)

  it("is refused on the command line, with what to write, in both languages", function()
    command.write("work.csv", "code,opened_on\nA,2001-01-01\n")
    command.answer(0, "import", "p", "r.db", "work.csv")
    for _, one in ipairs(DATES) do
      command.refused({ "check", "p", "r.db", "--as-of", one[1] }, { ("--as-of %s is no date: write %s%s"):format(one[1], one[2], one[3] and " or " .. one[3] or "") })
      command.refused({ "check", "p", "r.db", "--as-of", one[1], "--lang", "zh" }, { ("--as-of %s 不是日期：请写 %s%s"):format(one[1], one[2], one[3] and " 或 " .. one[3] or "") })
    end
    command.refused({ "check", "p", "r.db", "--as-of", "soon" }, { "a date is written YYYY-MM-DD" })
  end)
end)
