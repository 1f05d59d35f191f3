-- What random packs must meet: nobody may trust a comparison of two evaluators that only ever compares what says nothing. The naive evaluator counts what
-- comes out of each operator and notes situations (expressions/counting.lua); here is what there must be. The numbers are those of the points in which the
-- situations were asked for.
local situations = {}

--- What a few hundred packs meet.
situations.verdicts = {
  number = { "half of a step", "tie", "near tie", "thirty digits", "fifteen digits", "cancels", "negative" }, ["equal quotients"] = { "true" },
  status = { "met", "late", "pending", "overdue", "waived", "breached", "unknown", "not_applicable", "on_track", "behind", "missed", "open", "used", "not_available", "error" },
  ["&"] = { "true", "false", "unknown" }, ["|"] = { "true", "false", "unknown" }, ["~"] = { "true", "false", "unknown" },
  ["date &"] = { "known", "absent" }, ["date |"] = { "known", "absent" }, ["date + span"] = { "known", "absent" }, ["date - span"] = { "known", "absent" },
  ["date - date"] = { "known", "absent" }, ["+"] = { "known" }, ["-"] = { "known", "unknown" }, ["*"] = { "known", "unknown", "absent" }, ["/"] = { "known", "unknown" },
  field = { "known", "absent", "unknown" }, term = { "true", "false", "known", "absent" }, children = { "certain", "empty" },
  column = { "certain", "empty", "perhaps" }, ["set:where"] = { "certain", "empty", "perhaps" }, ["set:during"] = { "certain", "empty" },
  ["set:any"] = { "true", "false", "unknown" }, ["set:none"] = { "true", "false", "unknown" }, ["set:every"] = { "true", "false", "unknown" },
  ["set:count"] = { "known", "range" }, ["set:share"] = { "known", "range", "unknown" }, ["set:first"] = { "known", "absent", "unknown" },
  ["set:last"] = { "known", "absent", "unknown" }, ["row:later"] = { "certain", "empty" }, ["row:earlier"] = { "certain", "empty" },
  ["column:first"] = { "known", "absent", "unknown" }, ["column:last"] = { "known", "absent", "unknown" },
  ["column:when_all"] = { "known", "absent", "unknown" }, ["column:sum"] = { "known", "range", "unknown" }, ["column:min"] = { "known", "absent", "range", "unknown" },
  ["column:sum ends"] = { "there", "open", "missing" }, ["column:min ends"] = { "open", "missing" }, ["column:max ends"] = { "missing" },
  ["column:mean ends"] = { "there", "missing" }, ["calculated ends"] = { "open", "missing" }, ["column units"] = { "alike", "unlike" },
  ["compared units"] = { "alike", "unlike" }, ["calculated units"] = { "alike", "unlike" },
  ["decision of what could not be judged"] = { "unknown" },
  ["decision of linked columns"] = { "known" }, ["decision of text"] = { "known", "absent", "unknown" }, ["decision of number"] = { "known", "absent", "unknown", "range" },
  ["decision of date"] = { "known", "absent", "unknown" }, ["decision of condition"] = { "true", "false", "unknown" },
  ["column:max"] = { "known", "absent", "range" }, ["column:geometric_mean"] = { "known", "absent", "unknown" },
    ["column:mean"] = { "known", "absent", "range", "unknown" }, ["column:count"] = { "known", "range" },
  ["column:highest"] = { "known", "absent", "range", "unknown" }, ["column:lowest"] = { "known", "absent", "range" },
  ["column:percentile"] = { "known", "absent", "range", "unknown" }, ["column:percentile ends"] = { "missing" },
  ["number:above"] = { "true", "false", "unknown" }, ["number:at_least"] = { "true", "false", "unknown" }, ["number:below"] = { "true", "false", "unknown" },
  ["number:at_most"] = { "true", "false", "unknown" }, ["number:between"] = { "true", "false", "unknown" }, ["number:is"] = { "true", "false", "unknown" },
  ["number:given"] = { "true", "unknown" }, ["text:given"] = { "true", "false", "unknown" }, ["date:given"] = { "true", "false" },
  ["row:given"] = { "false" },
  ["period:days"] = { "known" },
    previous = { "true", "false", "known", "unknown" }, state = { "true", "false", "unknown" }, in_each = { "true", "false", "unknown" }, in_how_many = { "known",
    "range" },
    ["in_each:sum"] = { "known", "range", "unknown" }, ["in_each:max"] = { "known", "absent", "range", "unknown" }, ["in_each:min"] = { "known", "absent" },
    ["in_each:mean"] = { "known", "absent", "unknown" }, computed = { "known", "absent", "unknown" },
    ["scale:of"] = { "known", "range", "absent", "unknown" },
    ["scale:base_of"] = { "known", "range", "absent", "unknown" },
    greater_of = { "known", "range", "absent", "unknown" }, lesser_of = { "known", "range", "absent", "unknown" }, ["number:rounded"] = { "known", "range", "absent",
    "unknown" }, ["number:known"] = { "true", "false" }, ["number:or_else"] = { "known" }, ["text:is"] = { "true", "false", "unknown" },
  ["text:known"] = { "true", "false" }, ["text:missing"] = { "true", "false" }, ["text:or_else"] = { "known", "unknown" },
  ["text:contains"] = { "true", "false", "unknown" }, ["text:ends_with"] = { "true", "false", "unknown" }, ["text:length"] = { "known", "unknown" },
  ["text:part"] = { "known", "unknown" }, ["text:upper"] = { "known", "unknown" }, [".."] = { "known", "unknown" }, ["text:starts_with"] = { "true", "unknown" },
    ["date:before"] = { "true", "false" }, ["date:by"] = { "true", "false" },
  ["date:after"] = { "true", "false" }, ["date:on_or_after"] = { "true", "false" }, ["date:between"] = { "true", "false" },
  ["date:during"] = { "true", "false" }, ["date:happened"] = { "true", "false" }, ["date:known"] = { "true", "false" }, ["date:next"] = { "known", "absent" },
  ["date:or_else"] = { "known" }, ["row:is"] = { "true", "false" }, parameter = { "known", "absent", "unknown" },
  ["parameter without a value, of number"] = { "unknown" }, ["parameter without a value, of span"] = { "unknown" }, ["parameter that the law leaves out"] = { "absent" },
  ["function"] = { "true", "false", "known", "absent", "unknown" },
  ["failed call"] = { "unknown" }, ["verdict.status"] = { "known", "unknown" }, ["verdict.actual"] = { "known" }, ["verdict.gap"] = { "known" }, ["verdict.target"] = { "known" },
  ["verdict.planned"] = { "known" }, ["span:to"] = { "known" }, working_days = { "known" }, ["calendar working_days"] = { "known" }, clear_days = { "known" },
  ["calendar clear_days"] = { "known" }, ["date:next_working_day"] = { "known", "unknown" }, ["date:previous_working_day"] = { "known" },
  ["date:start_of"] = { "known" }, ["date:end_of"] = { "known" }, ["date:preceding"] = { "known" }, ["date:month"] = { "known", "absent" }, ["date:year"] = { "known" },
  ["date:weekday"] = { "known" }, ["date:whole_months_to"] = { "known", "absent" }, ["date:whole_years_to"] = { "known" }, ["days of a number"] = { "known", "unknown" },
  months = { "known" }, years = { "known" }, days = { "known" },
  ["row of a day"] = { "known", "unknown" }, ["row that moved"] = { "known", "unknown" },
  ["parameter:on"] = { "known", "unknown" }, period = { "known" }, percent = { "known" }, not_given = { "absent" },
  shown = { "judged", "empty", "not judged", "complete", "complete on other days", "complete elsewhere", "complete but for refused rows", "assured", "complete until its file came",
    "own evidence, empty" },
  ["non_detects of a rule"] = { "zero", "half", "limit" }, ["column:most_in"] = { "known", "absent", "unknown" },
  -- which words meet: what is asked in a goal, in rows and states of a table of periods, beside a transition, and where a state passes on
  ["in a quota"] = { "set:where", "term", "parameter", "parameter:on", "condition:on", "column:first", "column:sum", "column:highest", "column:percentile", "number:rounded",
    "date:by", "set:every", "set:last", "number:in_unit", "row of a day" },
  ["in a row of a table"] = { "column of periods", "previous", "state", "term", "parameter", "parameter:on", "decision of text", "verdict.due", "verdict.status", "scale:of",
    "number:in_unit", "instead", "span:to", "text:on", "column:sum" },
  ["beside a transition"] = { "state", "previous", "parameter", "parameter:on", "condition:on", "decision of text", "column:when_all", "number:in_unit", "number:rounded",
    "set:share", "span:to", "row:earlier" },
  ["in a state that passes on"] = { "previous", "term", "parameter", "decision of text", "condition:on", "number:rounded", "set:during", "set:any" },
  ["in a state of a table"] = { "column of periods", "previous", "term", "set:during", "set:count" },
  situation = {
    "a percentile: nearest rank", "a percentile: next rank", "a percentile: weibull", "a percentile: hazen", "a percentile: excel",
    "a code that named another one before", "an outdated code, taken for what it named last",
    -- who lies in no place
    "in no place: a dated duty", "in no place: a version", "in no place: a require", "in no place: a power", "in no place: an exception",
    "in no place: something else instead", "in no place: a decision", "in no place: a parameter",
    -- periods that a table names
    "a column of a table of periods: known", "a column of a table of periods: absent", "a period before the first row of a table",
    -- units that have to do with each other
    "numbers in related units, compared", "numbers in related units, calculated", "values in related units, put together", "a number in another unit",
    "a number converted by the rate of a day", "a day without a rate",
    -- 1. a violation never removes itself
    "filed late", "not given by its event", "freed by its beginning", "freed by a day that the law chose", "not freed by its beginning",
    "a notice before its event: pending", "a notice before its event: met", "a notice before its event: late", "a notice that can no longer be given in time",
    "a notice before an event that was put off: pending", "a notice before an event that was put off: met", "a notice before an event that was put off: late",
    "a forbid that does not apply on a row's day", "a breach that the pivot would not show", "an exception that holds no more",
    "who keeps to the version before", "who perhaps keeps to the version before", "who keeps to an earlier value", "who perhaps keeps to an earlier value",
    "something else instead, of a parameter", "something else instead, of a condition", "something else instead, of a date", "something else instead, of a span",
    "something else instead, of a span that the law sets",
    "perhaps something else instead", "an exception that says something else, set aside", "exceptions that contradict each other",
    "rows of a decision that do not say the same", "one of several results of a decision",
    "sum of rows: known", "sum of rows: range", "count of rows: known", "count of rows: range",
    "highest of rows: known", "highest of rows: range", "highest of rows: absent", "highest of rows: unknown", "lowest of rows: known", "lowest of rows: range",
    "asked on a day that nobody knows", "asked on a day that has not come", "asked on a day of its own", "another answer on the day on which it is asked",
    "a later value that is milder", "an earlier value that is milder", "of which of two values is milder nobody knows", "milder, because the law sets none on one of two days",
    "an exception that another sets aside", "an exception that another perhaps sets aside",
    "a row of a set that is another on the pivot", "a row that only the set of the pivot has", "a set that begins at one of several records",
    "a set that begins nobody knows where on some day",
    "an event after the row's day", "a record of a set that came after the row's day",
    "an event by a day that the condition names", "a set that says itself until when it counts", "an event that a later version moved behind the row's day",
    "a period of a registry without any event", "who is not let go by what came later", "who is not let go by what came later: a duty",
    "who is not let go by what came later: a goal", "a power as things stood when it was used", "bound by what came later", "left by what came before the period's end",
    "left by what came: a forbid",
    "a record that begins after the period", "a record that begins perhaps after the period", "a period left before its last day",
    "a record of a period of which nobody knows whether it had begun",
    "a period left before its last day: a forbid", "a forbid left before the day asked", "a law that ended before the subject began", "a period perhaps left before its last day",
    "a period before its beginning", "a period before its beginning: a duty", "a period before its beginning: a power",
    "a law that has not begun, and a day that nobody knows",
    "what a period brought arose after it", "a duty of a period whose law ended before it was due", "a period perhaps before its beginning", "a breach before its beginning",
    -- 2. what the law sets, and where it sets nothing
    "a parameter that has ended", "a parameter that has not begun, or not there", "due by a parameter without a value", "due by what the law sets none of",
    "a place for which the law sets none", "everywhere else the law sets none", "the stricter of rows of which some say that there is none",
    -- as things stood: whom a rule that is judged once bound since its pivot
    "who was let go since, and kept it or not by then: true", "who was let go since, and kept it or not by then: false", "who was let go since, and is asked of both times",
    "who was let go since, and is asked as of today", "who was let go since, and kept it only as later records show",
    -- as things stood: what is said instead, and whom a transition names
    "something else instead as things stood: a rule", "something else instead as things stood: a parameter", "who keeps to an earlier value as things stood",
    "whom a transition names as things stood", "whom a transition names on another day than that of the version before",
    -- 3. nothing passes for want of records
    "breached for want of records", "a period of which no records are there", "known() of an empty set", "known() of what no record leaves unknown",
    "the last row before its value came",
    "kept only because a value was never received", "met but for a day that was never received", "pending but for a day that was never received",
    "kept from a day on that was never received", "expected from or to a day that was never received",
    "what a decision's evidence stands for, in a reading of what is shown",
    "evidence that could not be judged", "evidence of what could not be judged", "a forbid of what could not be judged",
    "expected of months before the period that is judged", "a day at the end of the calendar", "a forbid whose register is complete",
    "a forbid that expects, whose register is complete",
    "a record of the period behind its last bound day", "a day compared with an end of the period, behind its last bound day", "a goal without a plan",
    "waivers that follow each other",
    "a row that counts only because a value was never received", "a row of a share that is not counted only because a value was never received",
    "what a quota counts only because a value was never received",
    "somebody who begins behind the last bound day, and in the period", "a day compared with the last one of the rule's force in a period",
    "expected, and there", "expected, and missing", "perhaps expected, and missing", "not expected yet", "not expected before its beginning or behind its end",
    "a verdict that is read, of whom emptiness frees", "expected records, and nothing of others", "a forbid of what is not there, and evidence of its kind",
    "a function that asks an empty set, shown", "a function that asks an empty set, judged", "a function that asks an empty set whose register is complete",
    "a month of what could not be judged", "kept, with all that was expected", "a require without an expected record", "a forbid without an expected record",
    -- 4. blank references
    "a blank reference: unknown", "a blank reference: absent", "the set of a row that nobody knows",
    -- 5. unknown stays unknown
    "a day of a verdict that may not be one", "a day of a verdict that nobody knows", "days of a filter",
    "a beginning on a day that nobody knows", "a beginning by D", "a forbid's row of a day that nobody knows",
    "a record of a set that is perhaps there", "a subject that is perhaps there, and would have a verdict",
    "the first or last of rows that nobody can order", "a power that was used and had not arisen",
    -- 6. places move
    "a place that nobody knows on the pivot", "a place that is another on the pivot", "moved: a dated duty", "moved: a version", "moved: a require", "moved: a forbid",
    "moved: a power", "moved: an exception", "moved: a parameter", "moved: a parameter on a day", "a goal that follows another",
    -- records of which no version is in force yet
    "no version in force yet: a value that may be absent", "no version in force yet: an event that may be absent",
    -- 9. non-detects and the ends of fields
    "an unknown cell between the ends of its field", "a number of which only the ends of its field are known shows nothing",
    "a number reckoned from such a one shows nothing", "whether a number is given that is reckoned from one of which only the ends of its field are known",
    "a sign that the ends of its field contradict",
    -- 3. nothing passes for want of records
    "neighbours of a record whose owner is not there yet",
    "nothing before the first record, or after the last, shows anything", "nothing before the first record, or after the last, of a register that is said to be complete",
    -- 10. unlike units
    "different numbers of unlike units",
    -- 11. tables
    "a table without a row for what is absent",
    -- what was so on another day
    "another value on another day", "a value on a day that nobody knows", "a value on a day that there is not",
    -- states with memory
    "a state that passes on", "a state that passes on from nobody knows whom", "a state that passes on from one that was not there",
    "a state before its beginning", "a state of a period that has not ended", "a state that begins and ends at once", "a state that goes on: true", "a state that goes on: false",
    "a state that is known whatever was before",
    -- what a period asks of its months
    "a month before its beginning", "a month that had not ended as things stood", "a month beside the one that is looked at", "a period of which no month is asked",
    "no month shows anything", "a month that ends behind the last bound day",
    -- waivers, shared terms
    "a waiver that has run out", "a waiver that was granted later", "a waiver that has run out, in its time", "a waiver longer than it may be", "a waiver of another agency",
    "a waiver of an agency whose role nobody knows", "a waiver of nobody knows whom", "may be waived, and it is the same", "may be waived, and that decides",
    "whether it was done decides", "whether or not it was done, and it is the same",
    "waived from breached", "waived from overdue", "waived from pending", "a term in a term",
    -- calendars
    -- clocks that stop
    "a clock that several sorts of pauses may stop",
    "a clock that stood", "a clock that stands still", "a clock of which nobody knows whether it stood", "pauses that stop no clock", "pauses where no time is to run", "no pause",
    "more time", "more time that was granted too late", "more time that adds nothing", "a day that lapsed",
    "a day beyond a calendar of working days", "a span of no whole number", "a span that goes the other way",
  },
}

--- What only thousands of packs meet for certain.
situations.rare = {
  shown = { "own evidence, complete", "complete in a place, of who lies in none", "complete in a place, of nobody", "complete for whom: nobody", "complete in its place",
    "complete for whom: yes", "complete for whom: not", "complete for whom: no longer",
    "complete for whom: another row", "complete in a window", "a register of which no file came" }, ["column:max ends"] = { "there" }, ["condition:given"] = { "unknown" },
  ["equal quotients"] = { "false" }, ["in a quota"] = { "non_detects of a rule" },
  situation = { "in no place: a forbid", "known() of what is a range for want of records", "a verdict that is unknown in a reading of what is shown only",
    "a window of which a calendar does not tell where it begins or ends", "the stricter of spans of which a calendar does not tell how long one is",
    "a function that asks whether something is known that was not received",
    "a decision that asks a parameter without a value", "a decision of which no version is in force", "freed by a day that was never received",
    "a value of a day's rows that was not received", "done by one of several days, of which another was not received",
    "moved: a decision", "a waiver of one version", "a waiver that ends before it begins", "a waiver of an agency that had another role",
    "a waiver that was given another end later", "a place on a day that no record shows", "bound on a day that no record shows to be that",
    "a day that was never received, of who is perhaps not bound",
    "a waiver from before whoever may have begun later", "a row of which nobody knows whether it comes before", "a notice before its event: unknown",
    "a notice before its event: waived", "a call that failed on the day of evidence only", "a forbid's row that is another enterprise's", "known() on some day",
    "versions that may judge and have other days", "a row that is excused before one that is not", "a record of the period behind its last bound day",
    "a record of the period that a term asks, of who left it", "a record of the period that is asked of the rows of a set, of who left it",
    "a day of the period behind its last bound day", "a cell compared with an end of the period, behind its last bound day",
    "an event, and a row of a day that nobody knows", "a reference to a record that is perhaps there", "a subject that is perhaps there, and not bound",
    "a subject that is perhaps there, and undecided anyway",
    "no version in force yet: a reference that may be absent", "no version in force yet: a field known later that may be absent", "a waiver of which nobody knows when it ends" },
}

--- What a few hundred packs' tables meet: reports per kind, period and group, and indicators.
situations.tables = {
  state = { "true", "false", "unknown" },
  ["non_detects of a report"] = { "zero", "half", "limit" },
  ["in a group"] = { "term", "condition:on", "set:every", "set:last", "column:first" },
  ["in a table of a group"] = { "term", "set:where", "set:every", "set:share", "column:percentile", "column:when_all", "cell of number", "cell of date" },
  ["cell of number"] = { "known", "range", "absent", "unknown" }, ["cell of date"] = { "known", "absent", "unknown" }, ["cell of text"] = { "known", "unknown" },
  ["cell of condition"] = { "known", "unknown" }, ["compared units"] = { "alike", "unlike" }, ["column units"] = { "alike", "unlike" },
  situation = { "a row of a table", "a row of a period", "a row of a table, of an indicator", "a row of a period, of an indicator", "a row that is perhaps shown",
    "a cell that the law as of D changes", "a cell that the law of a day changes", "a group's key: known", "a group's key: absent", "a group's key: unknown",
    "a record that begins after the period of a row",
    "a group that is perhaps there", "a member that is perhaps in its group", "a parameter that has not begun, or not there",
    "something else instead, of a parameter", "perhaps something else instead", "exceptions that contradict each other", "a later value that is milder",
    "an earlier value that is milder", "of which of two values is milder nobody knows" },
}

--- Array of the names of what was wanted and not met.
function situations.missing(counters, ...)
  local never = {}
  for _, wanted in ipairs { ... } do
    for operator, outcomes in pairs(wanted) do
      for _, outcome in ipairs(outcomes) do
        if not (counters[operator] and counters[operator][outcome]) then never[#never + 1] = operator .. " " .. outcome end
      end
    end
  end
  table.sort(never)
  return never
end

--- Writes what was counted into the file that COUNTS names, behind what is there: the runs of one comparison are added up by met.lua.
function situations.keep(counters)
  local path = os.getenv "COUNTS"
  if not path then return end
  local file = assert(io.open(path, "a"))
  for operator, outcomes in pairs(counters) do
    for outcome, count in pairs(outcomes) do file:write(("%s\t%s\t%d\n"):format(operator, outcome, count)) end
  end
  assert(file:close())
end

return situations
