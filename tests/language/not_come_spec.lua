-- Lint names what a standing rule takes for kept as long as something does not come.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "notice" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "unknown" }, { "sent_on", event, starts = true }, { "due_on", date },
  { "received_on", event }, { "n", number } } }
term "notice.late" { value = notice.received_on:after(notice.due_on) }
state "enterprise.bad" { clause = "n/a", per = { enterprise, year }, from = "2000-01-01", before = false, begins = enterprise.notices:during(period):where(notice.late):any() }
]]

local function told(body, more)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }'):format(body) .. (more or "")).warnings) do
    if entry.message:find("has not come", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

describe("What is kept as long as it does not come", function()
  it("is named, with what to require", function()
    assert.equal("obligation r: `notice.received_on:after(notice.due_on)` is not true as long as `notice.received_on` has not come, so that what never comes is kept; "
      .. "require `notice.received_on:by(notice.due_on)`, or judge it by due and done", told "per = notice, require = ~notice.received_on:after(notice.due_on)")
  end)
  for body, cure in pairs {
    ["per = notice, require = ~notice.received_on:on_or_after(notice.due_on)"] = "notice.received_on:before(notice.due_on)",
    ["per = notice, require = ~notice.due_on:before(notice.received_on)"] = "notice.received_on:by(notice.due_on)",
    ["per = notice, require = ~(notice.received_on - notice.sent_on):above '30 days'"] = '(notice.received_on - notice.sent_on):at_most("30 days")',
    ["per = notice, require = ~notice.late"] = "notice.received_on:by(notice.due_on)",
    ["per = notice, require = ~notice.sent_on:whole_months_to(notice.received_on):above '1 months'"]
      = 'notice.sent_on:whole_months_to(notice.received_on):at_most("1 months")',
    ["per = notice, require = ~notice.received_on:year():above(2020)"] = "notice.received_on:year():at_most(2020)",
    ["per = notice, require = ~(notice.due_on - notice.received_on):below '0 days'"] = '(notice.due_on - notice.received_on):at_least("0 days")',
    ["per = notice, require = ~(notice.received_on + days(3)):after(notice.due_on)"] = "(notice.received_on + days(3)):by(notice.due_on)",
    ["per = { enterprise, year }, require = ~enterprise.bad:previous()"] = "notice.received_on:by(notice.due_on)",
    ["per = enterprise, require = enterprise.notices:every(~notice.late)"] = "notice.received_on:by(notice.due_on)",
    ["per = enterprise, require = enterprise.notices:where(notice.late):none()"] = "notice.received_on:by(notice.due_on)",
    ["per = enterprise, require = enterprise.notices:where(notice.late):count():at_most(2)"] = "notice.received_on:by(notice.due_on)",
    ["per = enterprise, require = ~enterprise.notices.received_on:last():after '2020-12-31'"] = 'enterprise.notices.received_on:last():by("2020-12-31")',
    ["per = enterprise, require = ~enterprise.notices:where(notice.late):any()"] = "notice.received_on:by(notice.due_on)",
    ["per = { enterprise, year }, forbid = enterprise.notices:during(period):where(notice.late), evidence = enterprise.notices:during(period)"]
      = "notice.received_on:by(notice.due_on)",
  } do
    it("is named: " .. body, function() assert.truthy(told(body):find(("require `%s`"):format(cure), 1, true), told(body)) end)
  end
  for _, body in ipairs {
    "per = notice, require = notice.received_on:by(notice.due_on)",
    "per = notice, require = ~notice.received_on:year():below(2020)",
    "per = notice, require = ~(notice.received_on - notice.sent_on):below '3 days'",
    'per = notice, applies = notice.received_on:after "2004-12-31", require = notice.n:above(1)', -- a written day: whom it binds who came then
    "per = enterprise, due = '2004-12-31', done = enterprise.notices:where(notice.late).sent_on:first()",
    "per = notice, require = ~notice.received_on:before(notice.sent_on)", -- too early is nothing that does not come
    "per = notice, require = ~notice.sent_on:after(notice.due_on)", -- it has come where the notice is there
    "per = notice, applies = notice.received_on:happened(), require = ~notice.late",
    "per = notice, require = ~notice.late & notice.received_on:given()",
    "per = notice, require = ~notice.received_on:or_else(as_of):after(notice.due_on)",
    "per = enterprise, require = enterprise.notices:where(notice.late | ~notice.received_on:happened() & as_of:after(notice.due_on)):none()",
    "per = enterprise, require = enterprise.notices:where(notice.late):any()",
    "per = notice, due = notice.due_on, done = notice.received_on",
  } do
    it("is not named: " .. body, function() assert.equal("", told(body)) end)
  end
end)

describe("What never comes, where it is asked of something else than what is required", function()
  local LATE = "notice.received_on:after(notice.due_on)"
  local function says(what) return ("`%s` is not true as long as `notice.received_on` has not come, so that what never comes %s"):format(LATE, what) end
  it("is named where it counts as done, as one of those that are to be reached, frees, gives a right or is not bound", function()
    assert.equal("obligation r: " .. says "counts as done; ask `notice.received_on:by(notice.due_on)`",
      told "per = enterprise, due = '2004-12-31', done = enterprise.notices:where(~notice.late).sent_on:first()")
    assert.equal("quota q: " .. says "is counted; ask `notice.received_on:by(notice.due_on)`", told("per = notice, require = notice.n:above(1)",
      'quota "q" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises.notices:where(~notice.late), counted_on = notice.sent_on, '
      .. 'goals = { { "P", target = 2, due = "2006-06-30" } } }'))
    assert.equal("exception x to r: " .. says "is freed; ask `notice.received_on:by(notice.due_on)`", told("per = notice, require = notice.n:above(1)",
      'exception "x" { clause = "n/a", to = "r", applies = ~notice.late }'))
    assert.equal("incentive i: " .. says "has a right to it; ask `notice.received_on:by(notice.due_on)`", told("per = notice, require = notice.n:above(1)",
      'incentive "i" { clause = "n/a", per = notice, applies = ~notice.late, used = notice.sent_on }'))
    assert.equal("obligation r: " .. says "is not bound; ask `~notice.received_on:by(notice.due_on)`", told "per = notice, applies = notice.late, require = notice.n:above(1)")
  end)
  it("is named in a column and in a cell of a decision, once, unless another column asks whether it has come", function()
    local table_of = 'decision "notice.state" { clause = "n/a", hit = "first", columns = { %s }, rows = { { %s }, { %s } } }'
    local taken = "is taken for what comes in time; ask `%s`, or in a column of its own whether it happened()"
    local both = 'obligation "s" { clause = "n/a", per = notice, require = notice.state:is "ok" }'
    local function of(...) return told('per = notice, require = ~notice.state:is "late"', table_of:format(...) .. both) end
    assert.equal("obligation r: " .. says(taken:format "notice.received_on:by(notice.due_on)"), of("notice.late", 'yes, "late"', 'any, "ok"'))
    assert.truthy(of("notice.received_on - notice.due_on", 'above "0 days", "late"', 'any, "ok"')
      :find(taken:format '(notice.received_on - notice.due_on):at_most("0 days")', 1, true))
    assert.equal("", of("notice.received_on - notice.due_on", 'at_most "0 days", "ok"', 'any, "late"'))
    assert.equal("", of("notice.late, notice.received_on:happened()", 'no, yes, "ok"', 'any, any, "late"'))
  end)
end)
