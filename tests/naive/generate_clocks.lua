-- Clocks that stop, and more time, of random packs: dated duties with `paused` and `extended`, and rules that read their verdicts.
local generate_clocks = {}

-- What is judged, the days from which its time runs, and those on which it is done.
local JUDGED <const> = {
  audit = { begins = { "audit.started_on", "audit.started_on", "audit.completed_on", "audit.started_on & audit.completed_on" },
    done = { "audit.reported_on", "audit.accepted_on", "audit.completed_on", "audit.measures.implemented_on:when_all()" } },
  listing = { begins = { "listing.published_on", "listing.published_on", 'enterprise.audits:where(audit.basis:is "voluntary"):first().started_on' },
    done = { "listing.delisted_on", "enterprise.audits.reported_on:first()" } },
  work = { begins = { "work.begun_on", "work.begun_on", "work.answer_by" }, done = { "work.told_on", "work.told_on | enterprise.closed_on",
    "enterprise.audits.reported_on:last()" } },
  enterprise = { begins = { "enterprise.opened_on", '"1999-07-01"', '"2001-03-15"', "enterprise.listings.published_on:first()" },
    done = { "enterprise.closed_on", "enterprise.audits.reported_on:first()", "enterprise.audits.accepted_on:last()" } },
}

-- Sets of pauses with their days, by the kind whose records they are.
local PAUSES <const> = {
  { "enterprise.audits", "audit.started_on", { "audit.completed_on", "audit.reported_on", "audit.completed_on | audit.started_on + days(60)" } },
  { 'enterprise.audits:where(audit.basis:is "voluntary")', "audit.started_on", { "audit.completed_on", "audit.accepted_on" } },
  { "enterprise.listings", "listing.published_on", { "listing.delisted_on", "listing.published_on + days(100)", "listing.delisted_on | listing.published_on + months(4)" } },
  { 'enterprise.listings:where(listing.list:is "watch")', "listing.published_on", { "listing.delisted_on", "listing.published_on + months(2)" } },
  { "enterprise.actions", "action.taken_on", { "action.due_on", "action.due_on", "action.due_on | action.taken_on + days(30)" } },
  { 'enterprise.actions:where(action.type:is "order")', "action.taken_on", { "action.due_on", "action.taken_on + days(45)" } },
  { "enterprise.works", "work.begun_on", { "work.told_on", "work.answer_by", "work.ends_on" } },
  { "enterprise.works", "work.told_on", { "work.ends_on", "work.told_on + days(20)" } },
  { "enterprise.measures", "measure.identified_on", { "measure.implemented_on", "measure.identified_on + days(15)" } },
  { "enterprise.audits.measures", "measure.identified_on", { "measure.implemented_on" } },
}
local OF_AUDITS <const> = { { "audit.measures", "measure.identified_on", { "measure.implemented_on", "measure.implemented_on | measure.identified_on + days(40)" } },
  { 'audit.measures:where(measure.cost_class:is "none_low")', "measure.identified_on", { "measure.implemented_on" } } }

local SPANS <const> = { "days(30)", "days(120)", "days(400)", "months(6)", "months(18)", "years(2)", "working_days(60)", 'working_days(40, calendar "rest")',
  'working_days(90, calendar "rest")',
  "days(0)", "clear_days(100)", 'clear_days(30, calendar "rest")', 'parameter "within"', "days(enterprise.employees)" }
local GRANTED <const> = { "enterprise.audits.completed_on:first()", "enterprise.listings.published_on:last()", "enterprise.closed_on", "enterprise.actions.taken_on:first()",
  "enterprise.works.told_on:first()" }
local NAMED <const> = { "enterprise.closed_on", "enterprise.actions.due_on:last()", "enterprise.works.told_on:last()", '"2003-12-31"', "enterprise.audits.accepted_on:last()" }

local OWN <const> = { audit = { "from = audit.completed_on, to = audit.reported_on", "from = audit.completed_on, to = audit.accepted_on",
  "from = audit.started_on, to = enterprise.closed_on" },
  work = { "from = work.begun_on, to = work.told_on", "from = work.told_on, to = work.answer_by | work.told_on + days(30)" } }

local function sort_of(source, kind)
  if OWN[kind] and source.chance(25) then return ("{ %s }"):format(source.pick(OWN[kind])) end
  local set = source.pick(kind == "audit" and source.chance(60) and OF_AUDITS or PAUSES)
  return ("{ %s, from = %s, to = %s, clause = \"law/b\" }"):format(set[1], set[2], source.pick(set[3]))
end

local function pause_of(source, kind)
  if source.chance(65) then return ("paused = %s, "):format(sort_of(source, kind)) end
  local sorts = {}
  for i = 1, source.pick { 1, 2, 2, 2, 3 } do sorts[i] = sort_of(source, kind) end
  return ("paused = { %s }, "):format(table.concat(sorts, ", "))
end

local function more(source)
  local how = source.chance(50) and "by = " .. source.pick { "days(90)", "months(6)", 'working_days(30, calendar "rest")', "years(1)" }
    or ("to = %s%s"):format(source.pick(NAMED), source.chance(50) and ", at_most = " .. source.pick { "months(6)", "days(200)" } or "")
  return ("extended = { on = %s, %s }, "):format(source.pick(GRANTED), how)
end

local function rolled(source, day)
  if source.chance(70) then return day end
  return "(" .. day .. ")" .. source.pick { ':next_working_day(calendar "rest")', ':previous_working_day(calendar "rest")', ':next "12-31"', ":end_of(month)" }
end

local function rule(source, name, kind)
  local judged, span = JUDGED[kind], source.pick(SPANS)
  local begins = source.pick(judged.begins)
  local by_arises = source.chance(60)
  local due = by_arises and ("arises = %s, due = %s, "):format(begins, span) or ("due = %s, "):format(rolled(source, ("(%s) + %s"):format(begins, span)))
  if begins:find '^"' and not by_arises then due = ("arises = %s, due = %s, "):format(begins, span) end
  local clock = source.weighted { { 4, 1 }, { 3, 2 }, { 1, 3 } }
  return ('obligation "%s" { clause = "law/a", per = %s, %s%s%s%sdone = %s }\n'):format(name, kind, source.pick { "", "",
    'applies = enterprise.size:is("large", "medium"), ' }, due,
    clock < 3 and pause_of(source, kind) or "", clock > 1 and more(source) or "", source.pick(judged.done))
end

--- Such rules, and what reads them.
function generate_clocks.rules(source)
  if not source.chance(60) then return "" end
  local text = {}
  for index = 1, source.up_to(3) do
    local kind = source.pick { "audit", "audit", "listing", "work", "enterprise" }
    text[#text + 1] = rule(source, "ck" .. index, kind)
    if source.chance(20) then -- what is taken for done where nobody did it in time
      text[#text + 1] = ('obligation "cs%d" { clause = "law/a", per = %s, due = "%d-06-30", done = %s | verdict "ck%d".lapsed }\n'):format(index, kind, source.between(2001,
        2006),
        source.pick(JUDGED[kind].done), index)
    end
    if source.chance(40) then
      text[#text + 1] = ('obligation "cr%d" { clause = "law/a", per = %s, require = %s }\n'):format(index, kind, source.pick {
        ('verdict "ck%d".status:is("met", "pending")'):format(index), ('~verdict "ck%d".due:before "2003-06-30"'):format(index),
        ('verdict "ck%d".due:after(verdict "ck%d".arises)'):format(index, index),
        ('verdict "ck%d".lapsed:happened()'):format(index), ('~verdict "ck%d".lapsed:before "2004-01-01"'):format(index) })
    end
  end
  if source.chance(30) then
    text[#text + 1] = ('obligation "cy" { clause = "law/a", per = { enterprise, year }, due = period.to + %s, %s%s'
      .. 'done = enterprise.audits:during(period).reported_on:first() }\n'):format(
      source.pick { "days(60)", "months(3)", 'working_days(40, calendar "rest")' }, pause_of(source, "enterprise"), source.chance(40) and more(source) or "")
  end
  return table.concat(text)
end

return generate_clocks
