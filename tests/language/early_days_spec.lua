-- Lint names a day by which something is due that lies before the law begins.
local packs = require "tests.support.packs"

local head = [[
instrument "old" { title = "O", issuer = "J", in_force = { from = "1996-01-01", to = "2003-12-31" }, clauses = { a = "…" } }
instrument "new" { title = "N", issuer = "J", in_force = { from = "2004-01-01" }, clauses = { a = "…" } }
parameter "day" { clause = "old/a", { "2001-06-30", from = "1996-01-01" }, { "2003-12-31", from = "2002-01-01" } }
parameter "later" { clause = "old/a", { "2001-06-30", from = "1996-01-01" }, { "2004-01-01", from = "2002-01-01" } }
term "enterprise.by" { value = parameter "day" }
decision "enterprise.final" { reading = "r", hit = "first", columns = { enterprise.size }, rows = { { "large", "2002-12-31" }, { any, "2003-06-30" } } }
]]

local function told(body)
  local list = {}
  for _, entry in ipairs(packs.load(head .. body).warnings) do
    if entry.message:find("before the law begins", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

local done = "done = enterprise.audits.completed_on:first() }"
local function duty(text) return ('obligation "r" { clause = "new/a", %s, %s'):format(text, done) end

describe("A day that lies before the law begins", function()
  it("is named, for a rule without arises asks nobody by it", function()
    assert.equal("obligation r: it is due by 2003-12-31, before the law begins on 2004-01-01, and so asks nobody, ever: what says no `arises` is asked by the law of its due day. "
      .. 'Correct the day, or say from when on it binds, arises = "2004-01-01"', told(duty 'due = "2003-12-31"'))
  end)
  for text, day in pairs { ["due = enterprise.by"] = "2003-12-31", ['due = parameter "day"'] = "2003-12-31", ["due = enterprise.final"] = "2003-06-30",
    ['due = enterprise.final:or_else "2003-07-31"'] = "2003-07-31", ['due = enterprise.final & "2003-08-31"'] = "2003-08-31" } do
    it("is named: " .. text, function() assert.truthy(told(duty(text)):find("it is due by " .. day, 1, true)) end)
  end
  it("is named as the day of a goal", function()
    assert.equal("quota q: the goal of C is due on 2003-12-31, before the law begins on 2004-01-01, and so nobody is held to it, ever: correct the day, "
      .. "or cite what was in force then", told('quota "q" { clause = "new/a", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.opened_on, '
      .. 'goals = { { "C", target = 2, due = "2003-12-31" } } }'))
  end)
  it("is named in a later version, unless the one before asks by the same day", function()
    local before = 'obligation "r@old" { clause = "old/a", due = "%s", ' .. done
    local after = ' obligation "r@new" { clause = "new/a", due = "2003-06-30", ' .. done
    assert.equal("", told(before:format "2003-06-30" .. after))
    assert.truthy(told(before:format "2003-12-31" .. after):find("obligation r@new: it is due by 2003-06-30", 1, true))
  end)
  for _, body in ipairs { duty 'due = "2004-01-01"', duty 'arises = "2004-01-01", due = "2003-12-31"', duty 'due = parameter "later"', duty "due = enterprise.opened_on",
    duty 'due = not_given "no day"', duty 'due = enterprise.opened_on & "2003-12-31"', duty 'due = parameter "day" & enterprise.opened_on', duty "due = days(30)" } do
    it("is not named: " .. body, function() assert.equal("", told(body)) end)
  end
end)
