-- Lint names dated rules whose due day follows the day of asking.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
instrument "later" { title = "L", issuer = "J", in_force = { from = "2005-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "class", text }, { "jurisdiction", jurisdiction, blank = "unknown" }, { "licensed_until", date },
  { "shut_on", event } } }
kind "notice" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "sent_on", event, starts = true }, { "answer_by", date }, { "urgent", yesno },
  { "answered_on", event } } }
parameter "one" { clause = "n/a", { "2001-01-01", from = "1996-01-01" } }
parameter "grows" { clause = "n/a", { "2001-01-01", from = "1996-01-01" }, { "2009-01-01", from = "2005-01-01" } }
parameter "ends" { clause = "n/a", { "2001-01-01", from = "1996-01-01", to = "2004-12-31" } }
parameter "placed" { clause = "n/a", { "2001-01-01", from = "1996-01-01" }, { "2000-01-01", from = "1996-01-01", place = "A" } }
decision "plant.by_class" { clause = "n/a", hit = "first", columns = { plant.class }, rows = { { "big", "2001-01-01" }, { any, "2003-01-01" } } }
decision "plant.moved@old" { clause = "n/a", hit = "first", columns = { plant.shut_on }, rows = { { before "2000-01-01", "2001-01-01" }, { any, "2003-01-01" } } }
decision "plant.moved@new" { clause = "later/a", place = "A", hit = "first", columns = { plant.shut_on }, rows = { { any, "2006-01-01" } } }
decision "plant.phase" { clause = "n/a", hit = "first", columns = { plant.shut_on }, rows = { { before "2000-01-01", "2001-01-01" }, { any, "2003-01-01" } } }
term "plant.day" { value = plant.by_class }
]]

local function told(body, word)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('%s "r" { clause = "n/a", %s }'):format(word or "obligation", body)).warnings) do
    list[#list + 1] = entry.message:match "its due day asks (.-) on the day on which you ask"
  end
  return table.concat(list, "\n")
end

describe("A due day without `arises`", function()
  it("is named in a rule per period where it is a span: it is the same in every period", function()
    local function spans(body)
      local list = {}
      for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }'):format(body)).warnings) do
        list[#list + 1] = entry.message:match "^.* a span without `arises` .*$"
      end
      return table.concat(list, "\n")
    end
    assert.equal("obligation r: a span without `arises` runs from the rule's first day, or the subject's, and so ends on the same day in every year: "
      .. "write due = period.to + months(3)",
      spans "per = { plant, year }, done = plant.shut_on, due = months(3)")
    for _, body in ipairs { "per = { plant, year }, done = plant.shut_on, due = period.to + months(3)",
      "per = { plant, year }, done = plant.shut_on, arises = period.to, due = months(3)",
      "per = plant, done = plant.shut_on, due = months(3)" } do
      assert.equal("", spans(body))
    end
  end)
  it("is named where it asks what may be another on a later day: an attribute, also of a decision or a term, a parameter, a place", function()
    for due, asked in pairs {
      ["plant.by_class"] = "`plant.class`", ["plant.day"] = "`plant.class`", ['parameter "grows"'] = 'parameter "grows"', ['parameter "ends"'] = 'parameter "ends"',
      ['parameter "placed"'] = 'parameter "placed"', ["plant.moved"] = "decision `plant.moved`", ["plant.phase | plant.by_class"] = "`plant.class`" } do
      assert.equal(asked, told("per = plant, done = plant.shut_on, due = " .. due))
    end
    assert.equal("`notice.urgent`, `plant.class`", told('per = notice, done = notice.answered_on, '
      .. 'due = notice.sent_on + months(2) | plant.notices:where(notice.urgent & plant.class:is "big").sent_on:first()'))
  end)

  it("is not, where it is a written day, one that a record names, a span after an event, or what no later day changes", function()
    for _, body in ipairs { 'per = plant, due = "2001-01-01"', "per = notice, due = months(2)", "per = notice, due = notice.sent_on + months(2)",
      "per = notice, due = notice.answer_by",
      "per = notice, due = plant.licensed_until - months(1)", 'per = plant, due = parameter "one"', "per = plant, due = plant.phase", 'per = plant, due = not_given "no day"',
      'per = notice, due = parameter "grows":on(notice.sent_on)' } do
      assert.equal("", told(body .. (body:find "notice" and ", done = notice.answered_on" or ", done = plant.shut_on")))
    end
  end)

  it("is not, where `arises` says on which day it is asked, or the rule is judged per period", function()
    assert.equal("", told "per = notice, arises = notice.sent_on, due = plant.by_class, done = notice.answered_on")
    assert.equal("", told "per = { plant, year }, due = plant.by_class, done = plant.shut_on")
  end)
end)
