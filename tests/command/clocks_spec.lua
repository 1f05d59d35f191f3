-- Clocks that stop, and more time: what may be written of them, and how reasons, explanations and doc name both days and the clauses.
local command = require "tests.support.command"
local packs = require "tests.support.packs"

local law = [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { decide = "Decisions take thirty days",
  stop = "Time stands while the applicant answers",
  more = "Once, twenty days more" } }
kind "application" { fields = { { "code", text, key = true }, { "received_on", event, starts = true }, { "extended_on", event }, { "extended_to", date, blank = "none" },
  { "decided_on", event } } }
kind "request" { fields = { { "application", application, key = true, owner = true }, { "asked_on", event, starts = true, key = true }, { "answered_on", event } } }
]]
local due = "arises = application.received_on, due = days(30)"
local paused = 'paused = { application.requests, from = request.asked_on, to = request.answered_on, clause = "act/stop" }'
local extended = 'extended = { on = application.extended_on, by = days(20), clause = "act/more" }'
local function rule(...) return law
  .. ('obligation "decide" { clause = "act/decide", per = application, done = application.decided_on, %s }\n'):format(table.concat({ ... }, ", ")) end

describe("A clock that stops", function()
  setup(function()
    command.begin()
    command.write("pack/rules.lua", rule(due, paused, extended))
    command.write("application.csv",
      "code,received_on,extended_on,extended_to,decided_on\nA,2024-01-01,,,\nB,2024-01-01,2024-02-05,,\nC,2024-01-01,,,\nD,2024-01-01,2024-02-20,,2024-02-20\n")
    command.write("request.csv", "application,asked_on,answered_on\nA,2024-01-10,2024-01-20\nB,2024-01-10,2024-01-20\nB,2024-02-20,2024-03-01\nC,2024-01-15,\n")
    command.answer(0, "import", "pack", "records.db", "application.csv", "request.csv")
  end)
  teardown(command.finish)

  local function explain(code, ...) return command.answer(0, "explain", "pack", "records.db", "decide", code, "--as-of", ...) end
  local function holds(text, ...)
    for _, words in ipairs { ... } do assert.is_truthy(text:find(words, 1, true), ("%s\nis not in\n%s"):format(words, text)) end
  end

  it("is told with its clause and the due day without it", function()
    holds(explain("A", "2024-02-25"),
      "Verdict: overdue. act/decide: not done by 2024-02-25, due by 2024-02-10; its clock stood, by act/stop, and without that it was due by 2024-01-31\n",
      "          request A/2024-01-10\n            request.asked_on: 2024-01-10\n            request.answered_on: 2024-01-20\n", "          arises + days(30): 2024-01-31\n")
    holds(explain("A", "2024-02-25", "--lang", "zh"), "期间依据 act/stop 曾中止，若无中止期限为 2024-01-31")
  end)
  it("leaves no due day while it stands", function()
    holds(explain("C", "2024-02-25"),
      "Verdict: pending. act/decide: not done yet; there is no due day; its clock stands still, by act/stop; without that it was due by 2024-01-31\n",
      "Next change: none that the calendar alone brings")
  end)
  it("is given more time by the due day, and both days are told", function()
    holds(explain("B", "2024-02-25"), "there is no due day", "; its clock stands still, by act/stop; without that it was due by 2024-02-10")
    holds(explain("B", "2024-03-05"),
      "due by 2024-03-11; its clock stood, by act/stop, and without that it was due by 2024-01-31; more time was granted on 2024-02-05, by act/more, and without it "
      .. "it was due by 2024-02-10\n", "      due without more time: 2024-02-10\n", "Next change: 2024-03-12")
  end)
  it("is given none after it", function()
    holds(explain("D", "2024-02-25"), "Verdict: late. ", "; more time, by act/more, was granted on 2024-02-20, after 2024-01-31, and counts for nothing\n")
  end)
  it("stands in doc with its clauses, which it encodes", function()
    holds(command.answer(0, "doc", "pack"), "  due: arises + days(30), paused = { application.requests, from = request.asked_on, to = request.answered_on }, "
      .. "extended = { on = application.extended_on, by = days(20) }\n", "  its clock stops: act/stop\n  more time: act/more\n",
      "  stop: Time stands while the applicant answers\n    encoded by decide\n", "  more: Once, twenty days more\n    encoded by decide\n")
  end)

  it("names the clauses of the sorts of pauses, and shows the records of each", function()
    command.write("several/rules.lua", rule(due, 'paused = { { application.requests, from = request.asked_on, to = request.answered_on, clause = "act/stop" }, '
      .. '{ from = application.extended_on, to = application.extended_to, clause = "act/more" } }'))
    command.write("own.csv", "code,received_on,extended_on,extended_to,decided_on\nA,2024-01-01,2024-01-15,2024-01-25,\nE,2024-01-01,2024-01-15,,\n")
    command.write("asked.csv", "application,asked_on,answered_on\nA,2024-01-10,2024-01-20\n")
    command.answer(0, "import", "several", "several.db", "application=own.csv", "request=asked.csv")
    local function told(...) return command.answer(0, "explain", "several", "several.db", "decide", ...) end
    holds(told("A", "--as-of", "2024-02-10"), "its clock stood, by act/stop or act/more, and without that it was due by 2024-01-31\n", "due by 2024-02-15",
      "        request.asked_on: 2024-01-10\n", "      application.extended_on: 2024-01-15\n")
    holds(told("E", "--as-of", "2024-02-10"), "its clock stands still, by act/stop or act/more; without that it was due by 2024-01-31\n")
    holds(command.answer(0, "doc", "several"), "paused = { { application.requests, from = request.asked_on, to = request.answered_on }, "
      .. "{ from = application.extended_on, to = application.extended_to } }\n", "  its clock stops: act/stop, act/more\n")
  end)

  local refusals = {
    { "that names no set and no days", rule(due, "paused = { clause = \"act/stop\" }"),
      "paused lacks the set of its pauses: paused = { application.requests, from = request.asked_on" },
    { "that does not say when it goes on", rule(due, "paused = { application.requests, from = request.asked_on }"), "paused lacks `to`" },
    { "that has another key", rule(due, "paused = { application.requests, from = request.asked_on, untill = request.answered_on }"), "no key `untill`" },
    { "that is a set alone", rule(due, "paused = application.requests"), "paused takes a table: paused = {" },
    { "of several that are no tables", rule(due, "paused = { { application.requests, from = request.asked_on, to = request.answered_on }, application.requests }"),
      "of several pauses each is a table, not an expression" },
    { "of several with days for all", rule(due, "paused = { { application.requests, from = request.asked_on, to = request.answered_on }, from = request.asked_on }"),
      "of several pauses each says its own `from`" },
    { "of several of which one lacks its end", rule(due, "paused = { { from = application.extended_on, to = application.extended_to }, { application.requests, "
      .. "from = request.asked_on } }"), "paused lacks `to`" },
    { "of several with a key of its own", rule(due, "paused = { { application.requests, from = request.asked_on, til = request.answered_on } }"), "no key `til`" },
    { "with a second set", rule(due, "paused = { application.requests, application.requests, from = request.asked_on, to = request.answered_on }"),
      "paused holds a stray value, an expression (… requests): one set, and its days; pauses of several sets are a list" },
    { "whose days are no days", rule(due, "paused = { application.requests, from = request.asked_on, to = application.code }"), "expected a date, got a text" },
    { "of a due day that is written", rule('due = "2024-01-31"', paused), "nobody can tell from when to when its time runs: due is a span beside `arises`" },
    { "of a span without a beginning", rule("due = days(30)", paused), "nobody can tell from when to when its time runs" },
    { "of a standing rule", law .. 'obligation "x" { clause = "act/decide", per = application, require = application.decided_on:happened(), ' .. paused .. " }\n",
      "paused belongs to a duty with `due` and `done`" },
    { "beside another due day", rule(due, paused)
      .. 'exception "e" { clause = "act/more", to = "decide", applies = application.extended_on:happened(), instead = { due = days(60) } }\n',
      "`decide` says when its clock stops" },
    { "of nobody's clause", rule(due, (paused:gsub("act/stop", "act/stpo"))), "Did you mean `stop`?" },
  }
  for _, case in ipairs(refusals) do
    it("is refused " .. case[1], function() holds(packs.messages(case[2]), case[3]) end)
  end
  local of_more = {
    { "without how much", rule(due, "extended = { on = application.extended_on }"), "extended says by how much, by = days(30), or to which day, to = application.new_due" },
    { "with both", rule(due, "extended = { on = application.extended_on, by = days(3), to = application.extended_to }"), ", not both" },
    { "without the day on which it was granted", rule(due, "extended = { by = days(3) }"), "extended lacks `on`" },
    { "at most so much more than it says", rule(due, "extended = { on = application.extended_on, by = days(3), at_most = days(5) }"), "`by` says by how much" },
    { "by a number", rule(due, "extended = { on = application.extended_on, by = 3 }"), "span" },
    { "by a key of its own", rule(due, "extended = { on = application.extended_on, by = days(3), atmost = days(5) }"), "Did you mean `at_most`?" },
  }
  for _, case in ipairs(of_more) do
    it("is given no more time " .. case[1], function() holds(packs.messages(case[2]), case[3]) end)
  end
end)
