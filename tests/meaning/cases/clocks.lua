-- Cases decided by hand: 23. Clocks that stop, and more time.
local write = require "tests.meaning.write"
local judge = write.judge

write.section "23 clocks that stop"

local kinds = write.bare_law .. [[
kind "application" { fields = { { "code", text, key = true }, { "received_on", event, starts = true }, { "decided_on", event }, { "extended_on", event },
  { "extended_to", date, blank = "none" }, { "term", number, unit = "days", blank = "none" } } }
kind "request" { fields = { { "application", application, key = true, owner = true }, { "number", text, key = true }, { "noted_on", event, starts = true },
  { "from_day", date, blank = "none" }, { "to_day", date, blank = "none" }, { "sort", text }, { "unsure", date } } }
]]
local due = "arises = application.received_on, due = days(30), "
local paused = "paused = { application.requests, from = request.from_day, to = request.to_day }, "
local function rule(body) return kinds .. ('obligation "x" { clause = "law/a", per = application, %sdone = application.decided_on }\n'):format(body) end

-- Each application was received on 2024-01-01, so that thirty days end with 2024-01-31. expected: { code, its pauses "from to" (blank where there is none), status, due day,
-- what the next change is, what is missing }.
local function stopped(name, as_of, body, expected, extra)
  local applications, requests, verdicts = {}, {}, {}
  for _, one in ipairs(expected) do
    local code = one[1]
    applications[#applications + 1] = ("%s,2024-01-01,%s"):format(code, one.cells or ",,,")
    for i, pause in ipairs(one[2]) do
      local from, to = pause:match "^(%S*) ?(%S*)"
      requests[#requests + 1] = ("%s,%d,2024-01-01,%s,%s,%s,"):format(code, i, from == "-" and "" or from, to, one.sort or "formal")
    end
    verdicts[#verdicts + 1] = { "x", code, one[3], due = one[4], next_change = one[5], missing = one.missing }
  end
  judge(name, as_of, rule(body) .. (extra or ""), {
    application = "code,received_on,decided_on,extended_on,extended_to,term\n" .. table.concat(applications, "\n") .. "\n",
    request = "application,number,noted_on,from_day,to_day,sort,unsure\n" .. table.concat(requests, "\n") .. (#requests > 0 and "\n" or "") }, verdicts)
end

stopped("the days behind the first day of a pause, up to its last, do not count", "2024-02-08", due .. paused, {
  { "A", {}, "overdue", "2024-01-31" },
  { "B", { "2024-01-10 2024-01-20" }, "pending", "2024-02-10", "2024-02-11" },
  { "C", { "2024-01-10 2024-01-11" }, "overdue", "2024-02-01" },
  { "D", { "2024-01-10 2024-01-10" }, "overdue", "2024-01-31" }, -- no day
  { "E", { "2024-01-20 2024-01-10" }, "overdue", "2024-01-31" }, -- nor the other way about
  { "F", { "2024-01-10 2024-01-15", "2024-01-20 2024-01-25" }, "pending", "2024-02-10" },
  { "G", { "2024-01-10 2024-01-20", "2024-01-15 2024-01-25" }, "pending", "2024-02-15" }, -- what lies in both, once
  { "H", { "2024-01-10 2024-01-25", "2024-01-15 2024-01-20" }, "pending", "2024-02-15" }, -- one within the other
  { "I", { "2024-01-10 2024-01-20", "2024-01-10 2024-01-20" }, "pending", "2024-02-10" },
  { "J", { "2023-12-20 2024-01-05" }, "overdue", "2024-02-04" }, -- what lies before the beginning is left out of nothing
  { "K", { "2023-12-20 2024-01-01" }, "overdue", "2024-01-31" },
  { "L", { "2024-01-30 2024-02-09" }, "pending", "2024-02-10" }, -- stopped with one day to run
  { "M", { "2024-01-31 2024-02-09" }, "overdue", "2024-01-31" }, -- what has run out does not run again
  { "N", { "2024-02-03 2024-02-09" }, "overdue", "2024-01-31" },
  { "O", { "2024-01-10 2024-01-20", "2024-02-05 2024-02-07" }, "pending", "2024-02-12" }, -- within the time that a pause had put off
  { "P", { "2024-02-05 2024-02-07", "2024-01-10 2024-01-20" }, "pending", "2024-02-12" }, -- whatever their order
  { "Q", { "2024-01-10 2024-01-20", "2024-02-10 2024-02-20" }, "pending", "2024-02-10" } })
stopped("a pause that is open leaves no due day", "2024-06-30", due .. paused, {
  { "A", { "2024-01-10" }, "pending", nil, "none" },
  { "B", { "2024-01-31" }, "overdue", "2024-01-31" },
  { "C", { "- 2024-01-20" }, "overdue", "2024-01-31" }, -- none that begins
  { "D", { "2024-01-10", "2024-01-12 2024-01-20" }, "pending" },
  { "E", { "2024-01-10 2024-01-20", "2024-02-09" }, "pending" },
  { "F", { "2024-01-10 2024-01-20", "2024-02-10" }, "overdue", "2024-02-10" },
  { "G", { "2024-01-10" }, "met", nil, cells = "2024-05-01,,," } })
-- Which of them are pauses, or when they ended, is not known: where it matters the due day is unknown.
local formal = 'paused = { application.requests:where(request.sort:is "formal"), from = request.from_day, to = request.to_day }, '
stopped("a record that is perhaps a pause", "2024-02-08", due .. formal, {
  { "A", { "2024-01-10 2024-01-20" }, "pending", "2024-02-10" },
  { "B", { "2024-01-10 2024-01-20" }, "overdue", "2024-01-31", sort = "informal" },
  { "C", { "2024-01-10 2024-01-20" }, "unknown", sort = "", missing = { "request.sort" } },
  { "D", { "2024-02-01 2024-02-20" }, "overdue", "2024-01-31", sort = "" },
  { "E", { "2023-01-01 2024-01-01" }, "overdue", "2024-01-31", sort = "" } })
local unsure = 'paused = { application.requests, from = request.from_day, to = request.unsure }, '
stopped("a pause of whose end nobody knows", "2024-02-08", due .. unsure, {
  { "A", { "2024-01-10" }, "unknown", missing = { "request.unsure" } },
  { "B", { "2024-01-31" }, "overdue", "2024-01-31" },
  { "C", { "2024-01-10" }, "unknown", cells = "2024-01-05,,,", missing = { "request.unsure" } } })
stopped("a pause of whose beginning nobody knows", "2024-02-08", due .. 'paused = { application.requests, from = request.unsure, to = request.to_day }, ', {
  { "A", { "- 2024-01-20" }, "unknown", missing = { "request.unsure" } },
  { "B", { "- 2024-01-01" }, "overdue", "2024-01-31" },
  { "C", { "-" }, "unknown", missing = { "request.unsure" } } })
stopped("a pause that the law lets last at most so long", "2024-02-25", due
  .. "paused = { application.requests, from = request.from_day, to = request.to_day | request.from_day + days(20) }, ", {
  { "A", { "2024-01-10" }, "overdue", "2024-02-20" }, { "B", { "2024-01-10 2024-01-15" }, "overdue", "2024-02-05" }, { "C", { "2024-01-10 2024-03-31" }, "overdue",
    "2024-02-20" } })
-- Months end first, then come the days.
stopped("months, and the days that do not count", "2024-02-08", "arises = application.received_on, due = months(1), " .. paused, { { "A", { "2024-01-10 2024-01-20" },
  "pending", "2024-02-11" } })
stopped("a day, and a span behind it", "2024-02-08", "due = application.received_on + days(30), " .. paused, { { "A", { "2024-01-10 2024-01-20" }, "pending", "2024-02-10" } })
stopped("what rolls the due day rolls the last one", "2024-02-08", "due = (application.received_on + days(30)):next_working_day(calendar \"cn\"), " .. paused, {
  { "A", {}, "overdue", "2024-01-31" }, { "B", { "2024-01-10 2024-01-20" }, "pending", "2024-02-12" } }, -- 10 February is a Saturday
  'calendar "cn" { years = "2023/2024" }\n')
stopped("so many days as a record says", "2024-02-08", "arises = application.received_on, due = days(application.term), " .. paused, {
  { "A", { "2024-01-10 2024-01-20" }, "overdue", "2024-01-21", cells = ",,,10" } })
-- Where no day has to run, time is over as it begins, and a pause that began before begins then.
stopped("no time to run", "2024-02-08", "arises = application.received_on, due = days(application.term), " .. paused, {
  { "A", { "2023-12-20 2024-02-20" }, "overdue", "2024-01-01", cells = ",,,0" }, { "B", { "2023-12-20" }, "overdue", "2024-01-01", cells = ",,,0" },
  { "C", { "2023-12-20" }, "pending", nil, cells = ",,,1" }, { "D", { "2023-12-20 2024-02-20" }, "overdue", "2023-12-27", cells = ",,,-5" } })
stopped("no time to run, nor a day to lie clear", "2024-02-08", "arises = application.received_on, due = clear_days(application.term), " .. paused, {
  { "A", { "2023-12-20 2024-02-20" }, "overdue", "2024-01-02", cells = ",,,0" } })
stopped("whatever the end of the pause", "2024-02-08", "arises = application.received_on, due = days(application.term), " .. unsure, {
  { "A", { "2023-12-20" }, "overdue", "2024-01-01", cells = ",,,0" }, { "B", { "2023-12-20" }, "unknown", cells = ",,,1", missing = { "request.unsure" } } })
stopped("the one pause of its own", "2024-02-08", due .. "paused = { from = application.extended_on, to = application.extended_to }, ", {
  { "A", {}, "overdue", "2024-01-31" }, { "B", {}, "pending", "2024-02-10", cells = ",2024-01-10,2024-01-20," }, { "C", {}, "pending", cells = ",2024-01-10,," },
  { "D", {}, "overdue", "2024-01-31", cells = ",2024-01-31,2024-03-31," } })
-- What stops the clock in several ways: requests of the authority (as `stopped` writes them) and closures of the place, with a pause of the application's own.
local closure = 'kind "closure" { fields = { { "jurisdiction", jurisdiction, key = true, owner = true }, { "from_day", event, starts = true, key = true }, '
  .. '{ "to_day", event }, { "sure", yesno } } }\n'
local both = "paused = { { application.requests, from = request.from_day, to = request.to_day }, { jurisdiction.closures%s, from = closure.from_day, to = closure.to_day } }, "
local function closed(name, as_of, body, closures, expected, calendar)
  local records, verdicts, placed = { application = {}, request = {} }, {}, kinds:gsub('{ "received_on"', '{ "jurisdiction", jurisdiction, owner = true }, { "received_on"', 1)
  for _, one in ipairs(expected) do
    table.insert(records.application, ("%s,C1,2024-01-01,%s"):format(one[1], one.cells or ",,,"))
    for i, pause in ipairs(one[2]) do
      local from, to = pause:match "^(%S*) ?(%S*)"
      table.insert(records.request, ("%s,%d,2024-01-01,%s,%s,formal,"):format(one[1], i, from, to))
    end
    verdicts[#verdicts + 1] = { "x", one[1], one[3], due = one[4], next_change = one[5], missing = one.missing }
  end
  judge(name, as_of, placed .. closure .. (calendar or "")
    .. ('obligation "x" { clause = "law/a", per = application, %sdone = application.decided_on }\n'):format(body), {
    application = "code,jurisdiction,received_on,decided_on,extended_on,extended_to,term\n" .. table.concat(records.application, "\n") .. "\n",
    request = "application,number,noted_on,from_day,to_day,sort,unsure\n" .. table.concat(records.request, "\n") .. (#records.request > 0 and "\n" or ""),
    closure = "jurisdiction,from_day,to_day,sure\n" .. closures }, verdicts)
end
closed("pauses of several sets, and what lies in two of them once", "2024-02-12", due .. both:format "", "C1,2024-01-15,2024-01-25,yes\nC1,2024-02-08,2024-02-11,yes\n", {
  { "A", {}, "pending", "2024-02-13" }, -- 10 days, and within the time that they put off 3 more
  { "B", { "2024-01-10 2024-01-20" }, "pending", "2024-02-18", "2024-02-19" }, -- from the 10th to the 25th 15, and 3
  { "C", { "2024-01-16 2024-01-20" }, "pending", "2024-02-13" }, -- one within the other
  { "D", { "2024-01-05 2024-01-10" }, "pending", "2024-02-18" },
  { "E", { "2024-02-12 2024-02-20" }, "pending", "2024-02-21" },
  { "F", { "2024-02-13 2024-02-20" }, "pending", "2024-02-13" }, -- time is over then
  { "G", { "2024-01-25" }, "pending" } })
closed("only because the one puts it off does the other count", "2024-02-12", due .. both:format "", "C1,2024-02-05,2024-02-06,yes\n", {
  { "A", {}, "overdue", "2024-01-31" }, { "B", { "2024-01-10 2024-01-20" }, "overdue", "2024-02-11" }, { "C", { "2024-01-10 2024-01-15" }, "overdue", "2024-02-05" } })
closed("one of the sets has a row that is perhaps a pause", "2024-02-08", due .. both:format ":where(closure.sure)", "C1,2024-01-12,2024-01-18,\n", {
  { "A", {}, "unknown", missing = { "closure.sure" } },
  { "B", { "2024-01-10 2024-01-20" }, "pending", "2024-02-10" }, -- whatever it is, the other holds its days
  { "C", { "2024-01-10" }, "pending" }, { "D", { "2024-01-14 2024-01-20" }, "unknown", missing = { "closure.sure" } } })
closed("a pause of its own beside those of a set", "2024-02-08", due
  .. "paused = { { from = application.extended_on, to = application.extended_to }, { jurisdiction.closures, from = closure.from_day, to = closure.to_day } }, ",
  "C1,2024-01-15,2024-01-25,yes\n", {
  { "A", {}, "pending", "2024-02-10" }, { "B", {}, "pending", "2024-02-15", cells = ",2024-01-10,2024-01-20," }, { "C", {}, "pending", cells = ",2024-01-10,," } })
closed("two pauses of its own, and more time behind all of them", "2024-02-08", due
  .. "paused = { { from = application.extended_on, to = application.extended_to }, { from = application.received_on, to = application.received_on + days(5) } }, "
  .. "extended = { on = application.extended_on, by = days(10) }, ", "", {
  { "A", {}, "overdue", "2024-02-05" }, { "B", {}, "pending", "2024-02-20", cells = ",2024-01-04,2024-01-11,", "2024-02-21" } })
closed("of working days, in several ways", "2024-01-16", 'arises = application.received_on, due = working_days(10, calendar "cn"), ' .. both:format "",
  "C1,2024-01-09,2024-01-10,yes\n", { { "A", {}, "pending", "2024-01-16" }, { "B", { "2024-01-07 2024-01-09" }, "pending", "2024-01-19" } },
  'calendar "cn" { years = "2023/2024", holidays = { "2024-01-17" } }\n')
-- Of working days working days do not count. Ten behind Monday 1 January end with the 15th; the 8th and 9th are two of them, the 6th and 7th a weekend.
local working = 'arises = application.received_on, due = working_days(10, calendar "cn"), '
local calendar = 'calendar "cn" { years = "2023/2024", holidays = { "2024-01-17" } }\n'
stopped("of working days only working days are left out", "2024-01-16", working .. paused, {
  { "A", {}, "overdue", "2024-01-15" }, { "B", { "2024-01-07 2024-01-09" }, "pending", "2024-01-18" }, { "C", { "2024-01-05 2024-01-07" }, "overdue", "2024-01-15" },
  { "D", { "2024-01-05 2024-01-08" }, "pending", "2024-01-16" }, { "E", { "2024-01-15 2024-01-20" }, "overdue", "2024-01-15" } }, calendar)
stopped("beyond the calendar nobody knows", "2024-02-08", working .. paused, {
  { "A", { "2024-01-10 2025-01-02" }, "unknown", missing = { "calendar cn on 2025-01-01" } }, { "B", { "2024-01-10 2024-12-30" }, "unknown",
    missing = { "calendar cn on 2025-01-01" } },
  { "C", { "2024-01-10" }, "pending" } }, calendar)
stopped("which it has not to tell where the clock stands still before its end", "2024-02-08", working .. paused, {
  { "A", { "2024-01-10 2025-01-02", "2024-02-01" }, "pending" }, { "B", { "2024-01-10 2025-01-02", "2024-12-30" }, "pending" },
  { "C", { "2024-01-10 2025-01-02", "2025-01-01" }, "unknown", missing = { "calendar cn on 2025-01-01" } } }, calendar)
stopped("nor of a pause of its own", "2024-02-08", working .. "paused = { from = application.extended_on, to = application.extended_to }, ", {
  { "A", {}, "unknown", cells = ",2024-01-10,2025-01-02,", missing = { "calendar cn on 2025-01-01" } }, { "B", {}, "overdue", "2024-02-06",
    cells = ",2024-01-05,2024-01-29," } }, calendar)
stopped("clear days end a day later", "2024-01-16", "arises = application.received_on, due = clear_days(10), " .. paused, {
  { "A", {}, "overdue", "2024-01-12" }, { "B", { "2024-01-10 2024-01-15" }, "pending", "2024-01-17" }, { "C", { "2024-01-11 2024-01-15" }, "overdue", "2024-01-12" } })
stopped("nothing without the day on which time begins", "2024-02-08", "due = application.extended_to + days(30), " .. paused, { { "A", { "2024-01-10 2024-01-20" }, "pending" } })
-- A pause, and its end, come on their days.
judge("next change: a pause that is recorded for a later day", "2024-01-08", rule(due .. "paused = { application.requests, from = request.noted_on, to = request.to_day }, "), {
  application = "code,received_on,decided_on,extended_on,extended_to,term\nA,2024-01-01,,,,\n",
  request = "application,number,noted_on,from_day,to_day,sort,unsure\nA,1,2024-01-10,,2024-01-20,formal,\n" }, { { "x", "A", "pending", due = "2024-01-31",
    next_change = "2024-01-10" } })

write.section "23 more time"

local more = "extended = { on = application.extended_on, by = days(20) }, "
stopped("more time that was granted by the due day", "2024-02-08", due .. more, {
  { "A", {}, "overdue", "2024-01-31" },
  { "B", {}, "pending", "2024-02-20", cells = ",2024-01-20,,", "2024-02-21" },
  { "C", {}, "pending", "2024-02-20", cells = ",2024-01-31,," },
  { "D", {}, "overdue", "2024-01-31", cells = ",2024-02-01,," },
  { "E", {}, "met", "2024-02-20", cells = "2024-02-05,2024-01-20,," },
  { "F", {}, "late", "2024-01-31", cells = "2024-02-05,2024-02-03,," } })
stopped("granted in the time that a pause had put off", "2024-02-12", due .. paused .. more, {
  { "A", { "2024-01-10 2024-01-20" }, "pending", "2024-03-01", cells = ",2024-02-10,," },
  { "B", { "2024-01-10 2024-01-20" }, "overdue", "2024-02-10", cells = ",2024-02-11,," },
  { "C", { "2024-01-10 2024-01-20", "2024-02-10 2024-02-12" }, "pending", "2024-03-03", cells = ",2024-02-10,," }, -- and a pause in the time that was added
  { "D", { "2024-03-01 2024-03-05" }, "pending", "2024-02-20", cells = ",2024-01-10,," },
  { "E", { "2024-01-10" }, "pending", nil, cells = ",2024-01-12,," },
  { "F", { "2024-02-05" }, "pending", nil, cells = ",2024-01-12,," } })
local to = "extended = { on = application.extended_on, to = application.extended_to, at_most = days(20) }, "
stopped("more time up to a day that was named, at most so long", "2024-02-08", due .. to, {
  { "A", {}, "pending", "2024-02-10", cells = ",2024-01-20,2024-02-10," },
  { "B", {}, "pending", "2024-02-20", cells = ",2024-01-20,2024-06-30," },
  { "C", {}, "overdue", "2024-01-31", cells = ",2024-01-20,2024-01-25," }, -- never earlier
  { "D", {}, "overdue", "2024-01-31", cells = ",2024-01-20,," }, -- no day was named
  { "E", {}, "overdue", "2024-01-31", cells = ",,2024-02-10," } })
-- Time was over on Saturday 3 February, and was rolled: a pause of that day stops nothing, and where no time is added there is none that it could stop.
stopped("a day that was named too early adds no time that a pause could stop", "2024-02-08",
  "due = (application.received_on + days(33)):next_working_day(calendar \"cn\"), " .. paused .. to, {
  { "A", { "2024-02-03 2024-02-20" }, "overdue", "2024-02-05", cells = ",2024-01-20,2024-02-01," },
  { "B", { "2024-02-03" }, "overdue", "2024-02-05", cells = ",2024-01-20,2024-02-01," },
  { "C", { "2024-02-03 2024-02-20" }, "pending", "2024-02-22", cells = ",2024-01-20,2024-02-07," } }, 'calendar "cn" { years = "2023/2024" }\n')
stopped("more time by a due day that is written", "2024-02-08", 'due = "2024-01-31", ' .. more, {
  { "A", {}, "overdue", "2024-01-31" }, { "B", {}, "pending", "2024-02-20", cells = ",2024-01-20,," } })
judge("nobody knows to which day", "2024-02-08", (rule(due .. "extended = { on = application.extended_on, to = application.unsure }, "):gsub('{ "term"',
  '{ "unsure", date }, { "term"')), {
  application = "code,received_on,decided_on,extended_on,unsure\nA,2024-01-01,,2024-01-20,\nB,2024-01-01,,2024-02-20,\nC,2024-01-01,,,\n" },
  { { "x", "A", "unknown", missing = { "application.unsure" } }, { "x", "B", "overdue", due = "2024-01-31" }, { "x", "C", "overdue", due = "2024-01-31" } })
judge("next change: more time that is recorded for a later day", "2024-01-08", rule(due .. more), {
  application = "code,received_on,decided_on,extended_on,extended_to,term\nA,2024-01-01,,2024-01-20,,\n" }, { { "x", "A", "pending", due = "2024-01-31",
    next_change = "2024-01-20" } })

write.section "12 a day that lapsed"

-- What nobody decided in time is taken for granted from the day behind the due day on.
local silence = rule(due .. paused) .. [[
obligation "y" { clause = "law/a", per = application, require = verdict "x".lapsed:happened() }
obligation "z" { clause = "law/a", per = application, due = "2024-02-10", done = verdict "x".lapsed }
]]
judge("the day behind the due day, where it was not done by then", "2024-02-15", silence, {
  application = "code,received_on,decided_on,extended_on,extended_to,term\nA,2024-01-01,,,,\nB,2024-01-01,2024-01-31,,,\n"
    .. "C,2024-01-01,2024-02-03,,,\nD,2024-01-01,,,,\nE,2024-01-20,,,,\nF,2024-01-01,,,,\n",
  request = "application,number,noted_on,from_day,to_day,sort,unsure\nD,1,2024-01-05,2024-01-10,,formal,\nF,1,2024-01-05,2024-01-10,2024-01-22,formal,\n" }, {
  { "x", "A", "overdue" }, { "x", "B", "met" }, { "x", "C", "late" }, { "x", "D", "pending" }, { "x", "E", "pending" }, { "x", "F", "overdue", due = "2024-02-12" },
  { "y", "A", "met" }, { "y", "B", "breached" }, { "y", "C", "met" }, { "y", "D", "breached" }, { "y", "E", "breached", next_change = "2024-02-20" }, { "y", "F", "met" },
  { "z", "A", "met", done = "2024-02-01" }, { "z", "B", "overdue" }, { "z", "C", "met", done = "2024-02-01" }, { "z", "D", "overdue" }, { "z", "E", "overdue" },
  { "z", "F", "late", done = "2024-02-13" } })
judge("nobody knows whether it lapsed", "2024-02-15", (silence:gsub("request.to_day", "request.unsure")), {
  application = "code,received_on,decided_on,extended_on,extended_to,term\nA,2024-01-01,,,,\n",
  request = "application,number,noted_on,from_day,to_day,sort,unsure\nA,1,2024-01-05,2024-01-10,,formal,\n" },
  { { "x", "A", "unknown" }, { "y", "A", "unknown", missing = { "request.unsure" } }, { "z", "A", "unknown", missing = { "request.unsure" } } })
judge("not while it is waived", "2024-02-15", write.law
  .. 'obligation "x" { clause = "law/a", due = "2024-01-31", done = enterprise.closed_on }\nwaivable "x" { clause = "law/a" }\n'
  .. 'obligation "y" { clause = "law/a", require = verdict "x".lapsed:happened() }\n', { waiver = "enterprise,rule,granted_on,expires_on\nE1,x,2024-01-15,2024-02-20\n" },
  { { "x", "E1", "waived" }, { "y", "E1", "breached", next_change = "2024-02-21" } })
