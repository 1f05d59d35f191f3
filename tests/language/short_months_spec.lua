-- Lint names windows that lose the 31st, because they count months from the end of a quarter or a month.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "well" { lasting = true, fields = { { "code", text, key = true } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "drawn_on", event, starts = true }, { "level", number } } }
]]

local function told(body)
  local list = {}
  for _, entry in ipairs(packs.load(head .. body).warnings) do
    if entry.message:find("leaves out that day", 1, true) then list[#list + 1] = entry.message end
  end
  return list
end

local function rule(period, window)
  return ('obligation "r" { clause = "n/a", per = { well, %s }, require = ~well.draws:during(%s).level:mean():above(5) }'):format(period, window)
end

describe("Months before the last day of a quarter or a month", function()
  it("are named once, with the window that holds whole months", function()
    assert.same({ "obligation r: `period.to - months(3)` of a quarter that ends on the 30th is a 30th, too, also of a month with 31 days, "
      .. "and the window leaves out that day: count from the first day, `span:from(period.from - months(3))`" }, told(rule("quarter", "months(3):to(period.to - months(3))")))
    assert.equal(1, #told(rule("month", "months(1):to(period.to - months(1))")))
    assert.equal(1, #told([[report "t" { title = "T", per = { well, month }, columns = { { "before", well.draws:during(months(1):to(period.to - months(1))):count() } } }]]))
  end)
  it("are not, from the first day, of a year, or without months", function()
    for _, body in ipairs { rule("quarter", "months(3):from(period.from - months(3))"), rule("year", "months(12):to(period.to - months(12))"),
      rule("quarter", "months(12):to(period.to)"), rule("quarter", "days(30):to(period.to - days(30))") } do
      assert.same({}, told(body))
    end
  end)
end)
