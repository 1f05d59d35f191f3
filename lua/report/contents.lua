--- A pack in words: its rules, parameters and decisions, and what it does not encode. For `doc` and the whole report; its instruments are told by texts.lua.
local ordered = require "mandate.language.ordered"
local decided = require "mandate.report.decisions"
local read_on = require "mandate.report.read_on"
local lines = require "mandate.report.lines"
local named_periods = require "mandate.check.named_periods"
local reason = require "mandate.check.reason"
local stretches = require "mandate.report.stretches"
local spoken = require "mandate.language.spoken"
local wording = require "mandate.check.wording"

local contents = {}

--- The clauses that no rule encodes, with the reason.
---@return string[] "instrument/clause: not encoded, because …"
function contents.not_encoded(pack, words)
  local list = {}
  for _, name in ipairs(pack.instrument_order) do
    local instrument = pack.instruments[name]
    for _, id in ipairs(instrument.clause_order) do
      for _, text in ipairs(instrument.clauses[id].texts) do
        local said = reason.cited({ { instrument = name, clause = id, amended = spoken.amendment(text) } }, words)
        if text.not_encoded then list[#list + 1] = ("%s: %s"):format(said, words:say("doc.not_encoded", { why = text.not_encoded })) end
      end
    end
  end
  return list
end

-- Whether a clause among those that are cited was ever changed: then the days of the rule are not those of its instruments.
local function changed(pack, clauses)
  for _, cited in ipairs(clauses) do
    if pack.instruments[cited.instrument].clauses[cited.clause].days then return true end
  end
  return false
end

-- What exceptions say instead, each below what it replaces.
local function add_instead(list, level, expression, pack, words)
  for _, choice in ipairs(expression.op == "instead" and expression.choices or {}) do
    local said = choice.value.op == "instead" and choice.value.from or choice.value
    local text = lines.value(said, pack, words)
    list[#list + 1] = { level = level, text = ("%s: %s"):format(words:say("doc.instead", { name = choice.exception.name, clauses = reason.clauses(choice.exception, words),
      condition = wording.of(choice.asked, pack.kinds) }), text) }
    add_instead(list, level + 1, choice.value, pack, words)
  end
end

-- What a goal says: what is to be reached by when, by which plan, and on which days the goal judges.
local function goal_text(goal, words)
  local parts = { goal.due and words:say("doc.by_day", { day = goal.due }) or goal.due_not_given and words:say("value.not_given_why", { why = goal.due_not_given }) }
  if goal.target then table.insert(parts, 1, tostring(goal.target)) end
  for _, key in ipairs { "yearly", "cumulative" } do
    local years = {}
    for _, year in ipairs(ordered.keys(goal[key] or {})) do years[#years + 1] = ("%d: %s"):format(year, reason.numbers(table.unpack(goal[key][year]))) end
    if #years > 0 then parts[#parts + 1] = words:say("doc." .. key, { plan = table.concat(years, "; ") }) end
  end
  if goal.from or goal.to then parts[#parts + 1] = reason.force(goal, words) end
  return table.concat(parts, words.separator)
end

-- The goals of a quota, each below its place.
local function add_goals(section, rule, words, on)
  for _, goal in ipairs(rule.goals or {}) do
    if stretches.holds_on(goal.from, goal.to, on) then
      section:line(words:say("explain.goal", { place = goal.place }), goal_text(goal, words))
      if goal.clause and goal.clause ~= rule.clauses[1] then section:line(nil, reason.cited({ goal.clause }, words), 2) end
      if goal.unconfirmed then section:line(nil, words:say("explain.unconfirmed", { why = goal.unconfirmed }), 2) end
    end
  end
end

-- A rule in a few lines: what it judges, whom, by when. days: the days of its force in words, one text for each stretch.
local function section_of(rule, pack, words, days, on)
  local section = lines.section(pack, words, rule.word, rule.name, rule.title)
  section:line(nil, reason.clauses(rule, words))
  if rule.void then section:line(nil, words:say "doc.never")
  elseif changed(pack, rule.clauses) then section:line(nil, table.concat(days, words.separator)) end
  if rule.place then section:line(words:say "doc.place", rule.place) end
  if rule.transition then section:expression(reason.transition(rule, words), rule.whom) end
  section:per(words:say "doc.judges", rule.per)
  if rule.holder then section:line(words:say "doc.holder", rule.holder) end
  for _, key in ipairs { "applies", "applies_on", "arises", "due", "done", "used", "requires", "forbids", "evidence" } do
    local derived = key == "evidence" and not rule.evidence_written -- what is expected is told below
    local expression = not derived and rule[({ requires = "require", forbids = "forbid" })[key] or key] or nil
    section:expression(words:say("explain." .. key), expression)
    add_instead(section.lines, 2, expression or {}, pack, words)
  end
  section:expression(words:say "doc.counts", rule.counts)
  section:expression(words:say "doc.counted_on", rule.counted_on)
  if rule.offers then section:line(words:say "doc.offers", words:of(rule.offers)) end
  for _, key in ipairs { "paused_by", "extended_by" } do
    local clauses = rule.clock and rule.clock[key] or {}
    if #clauses > 0 then section:line(words:say("doc." .. key), reason.clauses({ clauses = clauses }, words)) end
  end
  if rule.per then section:line(words:say(rule.applies_on and "doc.law_on" or "doc.read_on"), read_on(rule, pack.kinds[rule.per.kind], words)) end
  if rule.expects then section:line(words:say "explain.expects", reason.expected(rule, words, pack.kinds)) end
  add_goals(section, rule, words, on)
  if rule.non_detects then section:line(nil, reason.non_detects(rule, words)) end
  section:sources(rule)
  if rule.examples and #rule.examples > 0 then section:line(nil, words:say("doc.examples", { count = #rule.examples })) end
  return section
end

-- A state in a few lines: of whom it holds in which periods, what begins and ends it, and what it was before.
local function section_of_state(term, pack, words)
  local state, section = term.value, lines.section(pack, words, "state", term.full, term.title)
  section:clauses(term.clauses)
  section:per(words:say "doc.judges", { kind = state.kind, period = state.unit })
  section:line(words:say "doc.first_period", state.first)
  section:expression(words:say "doc.begins", state.a)
  section:expression(words:say "doc.ends", state.b)
  section:expression(words:say "explain.succeeds", state.row)
  section:line(words:say "doc.before", state.value and wording.of(state.value, pack.kinds) or words:say "value.unknown")
  section:sources(term)
  return section
end

-- A term that is no table and no state: what it stands for.
local function section_of_term(term, pack, words)
  local section = lines.section(pack, words, "term", term.full, term.title)
  if term.period then section:per(words:say "doc.judges", { kind = term.kind, period = term.period }) end
  section:expression(words:say "report.value", term.value)
  section:sources(term)
  return section
end

--- Every rule in a few lines: what it judges, whom, by when; and behind them every state. on: only those of that day.
function contents.rules(pack, words, on)
  local list, days = {}, stretches.by_name(pack.rules, "to", words)
  for _, rule in ipairs(pack.rules) do
    if stretches.told(rule, "to", on) then list[#list + 1] = section_of(rule, pack, words, days[rule.name], on) end
  end
  for _, name in ipairs(pack.term_order) do
    local term = pack.terms[name]
    if term.value and term.value.op == "state" then list[#list + 1] = section_of_state(term, pack, words) end
  end
  return list
end

--- Every term that is no table of the law and no state.
function contents.terms(pack, words)
  local list = {}
  for _, name in ipairs(pack.term_order) do
    local term = pack.terms[name]
    local own = term.value and term.value.op ~= "state" and term.value.op ~= "decision"
    if own then list[#list + 1] = section_of_term(term, pack, words) end
  end
  return list
end

-- The rows of a parameter, or of one that stands beside it for those who keep to an earlier row the row that goes on.
local function told_of(parameter)
  if not parameter.shown or parameter.rate then return parameter.rows end
  for _, row in ipairs(parameter.rows) do
    if row.kept then return { row } end
  end
  return {}
end

-- The exceptions that say another value instead of a parameter's, or of another exception's, as rows.
local function add_exceptions(rows, pack, words, name, on, over)
  for _, exception in ipairs(pack.exceptions) do
    for _, of in ipairs(exception.said and stretches.holds_on(exception.from, exception.to_day, on) and (over and exception.over or exception.of) or {}) do
      if of == (over or name) then
        local value = words:say("doc.where", { value = wording.of(exception.said, pack.kinds), condition = wording.of(exception.asked, pack.kinds) })
        rows[#rows + 1] = { words:say("doc.excepted", { name = over or name, exception = exception.name }), value, exception.from, exception.to_day, exception.place,
          reason.clauses(exception, words), words:of(exception.unconfirmed) }
        add_exceptions(rows, pack, words, name, on, exception.base)
      end
    end
  end
end

-- Which row counts where several places have one, in words.
local function choice_of(name, parameter, words)
  if parameter.choose ~= "stricter" then return nil end
  return words:say("doc.stricter_" .. parameter.stricter, { name = parameter.shown or name })
end

-- Who keeps to the earlier value of a parameter, in words.
local function kept_by(name, kept, pack, words)
  return ("%s: %s"):format(words:say("doc.kept", { name = name }), kept.asked and wording.of(kept.asked, pack.kinds) or words:say "doc.unasked")
end

--- The rows of every parameter as one table; nil where there is none. on: only those of that day.
function contents.parameters(pack, words, on)
  local names, rows, notes = {}, {}, {}
  for name, parameter in pairs(pack.parameters) do
    if not parameter.column then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local parameter = pack.parameters[name]
    for _, row in ipairs(told_of(parameter)) do
      local value = row.value and wording.of(row.value, pack.kinds) or words:say("doc.none", { why = words:of(row.none) })
      local milder = parameter.law_of and words:say("doc.milder", { name = name })
      if stretches.holds_on(row.from, row.last, on) then
        rows[#rows + 1] = { row.kept and words:say("doc.kept", { name = parameter.shown }) or milder or name, value, row.from, row.last, row.place,
          row.clauses and reason.cited(row.clauses, words) or "",
          words:of(row.unconfirmed or parameter.unconfirmed) }
      end
    end
    notes[#notes + 1] = choice_of(name, parameter, words)
    if parameter.kept then notes[#notes + 1] = kept_by(name, parameter.kept, pack, words) end
    add_exceptions(rows, pack, words, name, on)
  end
  if #rows == 0 then return nil end
  return { title = words:say "doc.parameters", rows = rows, notes = notes, headings = { words:say "doc.parameter", words:say "report.value", words:say "doc.from",
    words:say "doc.to", words:say "check.place", words:say "doc.clause", words:say "doc.unconfirmed" } }
end

--- The tables of periods, with what each row says. on: only the row of that day.
---@return table[]
function contents.periods(pack, words, on)
  local list = {}
  for _, name in ipairs(ordered.keys(pack.named_periods)) do
    local own = pack.named_periods[name]
    local headings, rows = { name, words:say "doc.from", words:say "doc.to" }, {}
    for _, column in ipairs(own.columns) do headings[#headings + 1] = column end
    table.move({ words:say "doc.clause", words:say "doc.unconfirmed" }, 1, 2, #headings + 1, headings)
    for i, row in ipairs(own.rows) do
      if stretches.holds_on(row.from, row.to, on) then
        local told = { row.label, row.from, row.to < "9999-12-31" and row.to or "" }
        for c, parameter in ipairs(own.parameters) do
          local cell = parameter.rows[i]
          told[3 + c] = cell.value and wording.of(cell.value, pack.kinds) or words:say("doc.none", { why = words:of(cell.none) })
        end
        table.move({ reason.cited(row.clauses, words), words:of(row.unconfirmed or own.unconfirmed) or "" }, 1, 2, #told + 1, told)
        rows[#rows + 1] = told
      end
    end
    list[#list + 1] = { title = words:say("doc.periods", { name = name }), rows = rows, headings = headings, notes = { not on and named_periods.gap(words, own) or nil } }
  end
  return list
end

--- The units that the pack speaks of, with what one is of another, as one table; nil where there is none.
function contents.units(pack, words)
  local rows = {}
  for _, name in ipairs(ordered.keys(pack.units)) do
    local unit = pack.units[name]
    local is = unit.said or unit.rates and words:say("wanting.parameter", { name = unit.rates.parameter }) or ""
    local by = unit.source and words:of(unit.source) or reason.cited(unit.clauses, words)
    if unit.at then rows[#rows + 1] = { name, is, unit.ucum or "", unit.title and words:of(unit.title) or "", by, words:of(unit.unconfirmed) } end
  end
  if #rows == 0 then return nil end
  return { title = words:say "doc.units", rows = rows, headings = { words:say "doc.unit", words:say "doc.unit_is", words:say "doc.ucum", words:say "model.about",
    words:say "doc.source", words:say "doc.unconfirmed" } }
end

contents.decisions = decided.tables

return contents
