--- A pack in words: its rules, parameters and decisions, and what it does not encode. For `doc` and the whole report; its instruments are told by texts.lua.
local ordered = require "mandate.language.ordered"
local periods = require "mandate.language.periods"
local decided = require "mandate.report.decisions"
local read_on = require "mandate.report.read_on"
local reason = require "mandate.check.reason"
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
local function add_instead(lines, level, expression, pack, words)
  for _, choice in ipairs(expression.op == "instead" and expression.choices or {}) do
    local said = choice.value.op == "instead" and choice.value.from or choice.value
    local text = said.op == "not_given" and words:say("value.not_given_why", { why = said.why }) or wording.of(said, pack.kinds)
    lines[#lines + 1] = { level = level, text = ("%s: %s"):format(words:say("doc.instead", { name = choice.exception.name, clauses = reason.clauses(choice.exception, words),
      condition = wording.of(choice.asked, pack.kinds) }), text) }
    add_instead(lines, level + 1, choice.value, pack, words)
  end
end

-- A rule in a few lines: what it judges, whom, by when. days: the days of its force in words, one text for each stretch.
local function section_of(rule, pack, words, days)
  local section = { heading = ("%s %s%s"):format(rule.word, rule.name, rule.title and ": " .. words:of(rule.title) or ""), lines = {} }
  local function line(name, text) section.lines[#section.lines + 1] = { level = 1, text = name and ("%s: %s"):format(name, text) or text } end
  line(nil, reason.clauses(rule, words))
  if rule.void then line(nil, words:say "doc.never")
  elseif changed(pack, rule.clauses) then line(nil, table.concat(days, words.separator)) end
  if rule.transition then line(reason.transition(rule, words), wording.of(rule.whom, pack.kinds)) end
  line(words:say "doc.judges", rule.per and (rule.per.period and rule.per.kind .. words.separator .. periods.spoken(words, rule.per.period) or rule.per.kind) or "")
  if rule.holder then line(words:say "doc.holder", rule.holder) end
  for _, key in ipairs { "applies", "applies_on", "arises", "due", "done", "used", "requires", "forbids", "evidence" } do
    local derived = key == "evidence" and not rule.evidence_written -- what is expected is told below
    local expression = not derived and rule[({ requires = "require", forbids = "forbid" })[key] or key]
    if expression then
      local text = expression.op == "not_given" and words:say("value.not_given_why", { why = expression.why }) or wording.of(expression, pack.kinds)
      line(words:say("explain." .. key), text)
      add_instead(section.lines, 2, expression, pack, words)
    end
  end
  for _, key in ipairs { "paused_by", "extended_by" } do
    local clauses = rule.clock and rule.clock[key] or {}
    if #clauses > 0 then line(words:say("doc." .. key), reason.clauses({ clauses = clauses }, words)) end
  end
  if rule.per then line(words:say(rule.applies_on and "doc.law_on" or "doc.read_on"), read_on(rule, pack.kinds[rule.per.kind], words)) end
  if rule.expects then line(words:say "explain.expects", reason.expected(rule, words, pack.kinds)) end
  for _, goal in ipairs(rule.goals or {}) do
    line(words:say("explain.goal", { place = goal.place }), goal.due or words:say("value.not_given_why", { why = goal.due_not_given }))
  end
  if rule.non_detects then line(nil, reason.non_detects(rule, words)) end
  if rule.reading then line(nil, words:say("explain.reading", { text = rule.reading })) end
  if rule.unconfirmed then line(nil, words:say("explain.rule_unconfirmed", { why = rule.unconfirmed })) end
  return section
end

-- A state in a few lines: of whom it holds in which periods, what begins and ends it, and what it was before.
local function section_of_state(term, pack, words)
  local state, section = term.value, { heading = ("state %s%s"):format(term.full, term.title and ": " .. words:of(term.title) or ""), lines = {} }
  local function line(name, text) section.lines[#section.lines + 1] = { level = 1, text = name and ("%s: %s"):format(name, text) or text } end
  if #term.clauses > 0 then line(nil, reason.clauses(term, words)) end
  line(words:say "doc.judges", state.kind .. words.separator .. periods.spoken(words, state.unit))
  line(words:say "doc.first_period", state.first)
  line(words:say "doc.begins", wording.of(state.a, pack.kinds))
  if state.b then line(words:say "doc.ends", wording.of(state.b, pack.kinds)) end
  if state.row then line(words:say "explain.succeeds", wording.of(state.row, pack.kinds)) end
  line(words:say "doc.before", state.value and wording.of(state.value, pack.kinds) or words:say "value.unknown")
  if term.reading then line(nil, words:say("explain.reading", { text = term.reading })) end
  if term.unconfirmed then line(nil, words:say("explain.rule_unconfirmed", { why = words:of(term.unconfirmed) })) end
  return section
end

--- Every rule in a few lines: what it judges, whom, by when; and behind them every state.
function contents.rules(pack, words)
  local list, days = {}, {}
  for _, rule in ipairs(pack.rules) do
    days[rule.name] = days[rule.name] or {}
    table.insert(days[rule.name], reason.force(rule, words))
  end
  for _, rule in ipairs(pack.rules) do
    if not rule.repeated then list[#list + 1] = section_of(rule, pack, words, days[rule.name]) end
  end
  for _, name in ipairs(pack.term_order) do
    local term = pack.terms[name]
    if term.value and term.value.op == "state" then list[#list + 1] = section_of_state(term, pack, words) end
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
local function add_exceptions(rows, pack, words, name, over)
  for _, exception in ipairs(pack.exceptions) do
    for _, of in ipairs(exception.said and (over and exception.over or exception.of) or {}) do
      if of == (over or name) then
        local value = words:say("doc.where", { value = wording.of(exception.said, pack.kinds), condition = wording.of(exception.asked, pack.kinds) })
        rows[#rows + 1] = { words:say("doc.excepted", { name = over or name, exception = exception.name }), value, exception.from, exception.to_day, exception.place,
          reason.clauses(exception, words), words:of(exception.unconfirmed) }
        add_exceptions(rows, pack, words, name, exception.base)
      end
    end
  end
end

--- The rows of every parameter as one table; nil where there is none.
function contents.parameters(pack, words)
  local names, rows = {}, {}
  for name, parameter in pairs(pack.parameters) do
    if not parameter.column then names[#names + 1] = name end
  end
  if #names == 0 then return nil end
  table.sort(names)
  for _, name in ipairs(names) do
    for _, row in ipairs(told_of(pack.parameters[name])) do
      local value = row.value and wording.of(row.value, pack.kinds) or words:say("doc.none", { why = words:of(row.none) })
      local milder = pack.parameters[name].law_of and words:say("doc.milder", { name = name })
      rows[#rows + 1] = { row.kept and words:say("doc.kept", { name = pack.parameters[name].shown }) or milder or name, value, row.from, row.last, row.place,
        row.clauses and reason.cited(row.clauses, words) or "",
        words:of(row.unconfirmed or pack.parameters[name].unconfirmed) }
    end
    add_exceptions(rows, pack, words, name)
  end
  return { title = words:say "doc.parameters", rows = rows, headings = { words:say "doc.parameter", words:say "report.value", words:say "doc.from", words:say "doc.to",
    words:say "check.place", words:say "doc.clause", words:say "doc.unconfirmed" } }
end

--- The tables of periods, with what each row says.
---@return table[]
function contents.periods(pack, words)
  local list = {}
  for _, name in ipairs(ordered.keys(pack.named_periods)) do
    local own = pack.named_periods[name]
    local headings, rows = { name, words:say "doc.from", words:say "doc.to" }, {}
    for _, column in ipairs(own.columns) do headings[#headings + 1] = column end
    table.move({ words:say "doc.clause", words:say "doc.unconfirmed" }, 1, 2, #headings + 1, headings)
    for i, row in ipairs(own.rows) do
      rows[i] = { row.label, row.from, row.to < "9999-12-31" and row.to or "" }
      for c, parameter in ipairs(own.parameters) do
        local cell = parameter.rows[i]
        rows[i][3 + c] = cell.value and wording.of(cell.value, pack.kinds) or words:say("doc.none", { why = words:of(cell.none) })
      end
      table.move({ reason.cited(row.clauses, words), words:of(row.unconfirmed or own.unconfirmed) or "" }, 1, 2, #rows[i] + 1, rows[i])
    end
    list[#list + 1] = { title = words:say("doc.periods", { name = name }), rows = rows, headings = headings }
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
