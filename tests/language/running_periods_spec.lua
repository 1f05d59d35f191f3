-- Lint names what must be there by the end of a period and is a breach as long as it runs.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "visit" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "unknown" }, { "paid_on", event, starts = true }, { "told_on", event },
  { "passed", yesno }, { "hours", number, unit = "h" } } }
local visits = enterprise.visits:during(period)
]]

local function told(body)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }'):format(body)).warnings) do
    if entry.message:find("that still runs", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

describe("What is asked of each month", function()
  it("is named where it asks all of them the same records", function()
    local function warned(body)
      for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", per = { enterprise, year }, require = %s, evidence = visits }'):format(body)).warnings) do
        if entry.message:find("asks the same records of each month", 1, true) then return true end
      end
      return false
    end
    assert.is_true(warned "enterprise.visits:any():in_each(month)")
    assert.is_true(warned "enterprise.visits.hours:max():in_each(month):max():above '8 h'")
    assert.is_false(warned "visits:any():in_each(month)")
    assert.is_false(warned "enterprise.visits:where(visit.paid_on:by(period.to)):any():in_each(month)")
    assert.is_false(warned 'enterprise.size:is "large":in_each(month)')
  end)
end)

describe("What must be there by the end of a period", function()
  it("is named where a `require` asks it, with what to write", function()
    assert.equal("obligation r: `enterprise.visits:during(period):any()` is false, and the rule breached, in a year that still runs, though it can still be kept; "
      .. "write due = period.to, done = enterprise.visits:during(period).paid_on:first(), or applies = as_of:on_or_after(period.to)",
      told "per = { enterprise, year }, require = visits:any()")
    assert.equal("obligation r: `enterprise.visits:during(period):count():at_least(4)` is false, and the rule breached, in a year that still runs, though it can still be kept; "
      .. "write applies = as_of:on_or_after(period.to)", told "per = { enterprise, year }, require = visits:count():at_least(4)")
  end)
  for require, day in pairs {
    ["visits:where(visit.passed):any()"] = "visits:during(period):where(visit.passed).paid_on:first()", ["~visits:none()"] = "visits:during(period).paid_on:first()",
    ["visits:count():at_least(1)"] = "visits:during(period).paid_on:first()", ["visits:count():above(0)"] = "visits:during(period).paid_on:first()",
    ["visits:first():given()"] = "visits:during(period).paid_on:first()", ["visits.told_on:first():happened()"] = "visits:during(period).told_on:first()",
    ["visits:count():above(1)"] = "", ["visits.hours:sum():at_least '8 h'"] = "", ["~visits:count():below(2)"] = "", ["visits.code:distinct():count():at_least(1)"] = "",
    ["visits:any():in_how_many(month):at_least(2)"] = "",
    ["enterprise.closed_on:happened() | visits:any()"] = "visits:during(period).paid_on:first()",
  } do
    it("is named: " .. require, function()
      local said = told("per = { enterprise, year }, require = " .. require)
      assert.truthy(said:find("in a year that still runs", 1, true))
      assert.equal(day ~= "", said:find("due = period.to", 1, true) ~= nil, said)
      assert.truthy(said:find(day, 1, true), said)
    end)
  end
  for _, body in ipairs {
    "per = { enterprise, year }, require = visits:none()", "per = { enterprise, year }, require = visits:count():at_most(4)",
    "per = { enterprise, year }, applies = as_of:on_or_after(period.to), require = visits:any()",
    "per = { enterprise, year }, require = visits:any() | as_of:before(period.to)", "per = { enterprise, year }, require = ~visits:any()",
    "per = { enterprise, year }, require = visits:any():in_each(month)",
    "per = { enterprise, year }, require = visits:any():in_how_many(month):at_most(2)",
    "per = { enterprise, year }, due = period.to, done = visits.paid_on:first()",
  } do
    it("is not named: " .. body, function() assert.equal("", told(body)) end)
  end
end)
