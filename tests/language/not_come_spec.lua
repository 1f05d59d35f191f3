-- Lint names what a standing rule takes for kept as long as something does not come.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "notice" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "unknown" }, { "sent_on", event, starts = true }, { "due_on", date },
  { "received_on", event } } }
term "notice.late" { value = notice.received_on:after(notice.due_on) }
]]

local function told(body)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }'):format(body)).warnings) do
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
