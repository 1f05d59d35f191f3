--- What a reader must know besides the numbers: what is unconfirmed, what the law leaves open.
local conversions = require "mandate.check.conversions"
local citations = require "mandate.check.citations"
local schema = require "mandate.language.schema"
local reason = require "mandate.check.reason"
local unit_factors = require "mandate.language.unit_factors"
local walk = require "mandate.language.walk"

local notes = {}

local function add(list, seen, text)
  if seen[text] then return end
  seen[text] = true
  list[#list + 1] = text
end

-- What is unconfirmed of the clauses that a rule or a decision cites.
local function add_cited(words, list, seen, pack, clauses)
  for _, cited in ipairs(clauses) do
    local instrument = pack.instruments[cited.instrument]
    if instrument and instrument.unconfirmed then
      add(list, seen, words:say("note.dates", { instrument = instrument.name, why = instrument.unconfirmed }))
    end
    local clause = instrument and instrument.clauses[cited.clause]
    local text = clause and clause.texts[cited.text or 1]
    if text and text.unconfirmed then add(list, seen, words:say("note.clause", { clause = reason.cited({ cited }, words), why = text.unconfirmed })) end
    local by = text and text.sort ~= "own" and pack.instruments[text.by]
    if by and by.unconfirmed then add(list, seen, words:say("note.dates", { instrument = by.name, why = by.unconfirmed })) end
  end
end

--- The texts that a rule or a version of a table goes on with, though it speaks earlier ones, each in words.
function notes.stale(words, pack, one)
  local list = {}
  for i, stale in ipairs(one.stale or {}) do
    local text = pack.instruments[stale.cited.instrument].clauses[stale.cited.clause].texts[stale.text]
    list[i] = words:say("note.stale", { rule = one.name, clause = reason.cited({ stale.cited }, words), by = text.by, from = stale.from })
  end
  return list
end

local function add_stale(words, list, seen, pack, one)
  for _, text in ipairs(notes.stale(words, pack, one)) do add(list, seen, text) end
end

--- The exceptions that bear on a rule, and what they ask, as expressions.
function notes.exceptions_to(pack, base)
  local list = {}
  for _, exception in ipairs(pack.exceptions or {}) do
    local applies = exception.applies and exception.applies[base]
    if applies then list[#list + 1], list[#list + 2] = { op = "exception", name = exception.name }, applies end
  end
  return list
end

--- What a list of expressions rests on: names of rules (before the tag), decisions, parameters, lists of codes and calendars, through terms and verdicts.
---@param unit string|nil in which periods it is asked
---@return table basis { rules, decisions, parameters, codes, calendars, exceptions, states, named_periods }, sets of names, and units (conversions.lua); `clauses` may be put
--- beside them
function notes.basis(pack, expressions, unit)
  local basis, seen = { rules = {}, decisions = {}, parameters = {}, codes = {}, calendars = {}, exceptions = {}, states = {}, named_periods = {},
    units = conversions.none() }, {}
  if unit then basis.named_periods[unit] = true end
  local follow
  local function follow_rule(base)
    basis.rules[base] = true
    for _, rule in ipairs(pack.rules) do
      if rule.base == base and rule.per and rule.per.period then basis.named_periods[rule.per.period] = true end
      for _, slot in ipairs(rule.base == base and schema.slots or {}) do follow(rule[slot]) end
    end
    for _, expression in ipairs(notes.exceptions_to(pack, base)) do follow(expression) end
  end
  function follow(expression)
    walk.into(expression, function(e)
      conversions.add(pack, e, basis.units)
      if e.op == "verdict" and not basis.rules[e.rule] then follow_rule(e.rule) end
      if e.op == "decision" then basis.decisions[e.term] = true end
      if e.op == "parameter" and e.column then basis.named_periods[pack.parameters[e.name].column] = true
      elseif e.op == "parameter" and not basis.parameters[e.name] then
        basis.parameters[e.name] = true
        for _, row in ipairs(pack.parameters and pack.parameters[e.name].rows or {}) do follow(row.value) end
      end
      if e.op == "state" then basis.states[e.name] = true end
      if e.op == "exception" then basis.exceptions[e.name] = true end
      if e.op == "codes" then basis.codes[e.name] = true end
      if e.calendar then basis.calendars[e.calendar] = true end
      if (e.op == "term" or e.op == "column_term") and not seen[e.term] then
        seen[e.term] = true
        follow(pack.terms[e.term].value)
      end
    end)
  end
  for _, expression in ipairs(expressions) do follow(expression) end
  return basis
end

-- By what something converts numbers, with where that stands; of the whole pack only what is unconfirmed.
local function add_units(words, list, seen, pack, basis)
  for _, one in ipairs(conversions.list(pack, basis and basis.units or conversions.of_pack(pack))) do
    local sources, told = {}, {}
    for _, unit in ipairs(one.units) do
      local source = unit.source and words:of(unit.source) or unit.clauses[1] and reason.cited(unit.clauses, words)
      if source and not told[source] then told[source], sources[#sources + 1] = true, source end
      if unit.unconfirmed then add(list, seen, words:say("note.unit_unconfirmed", { relation = unit_factors.relation(unit), why = unit.unconfirmed })) end
      if basis then add_cited(words, list, seen, pack, unit.clauses) end
    end
    local key = #sources > 0 and "note.unit_source" or "note.unit"
    if basis then add(list, seen, words:say(key, { relation = one.said, source = table.concat(sources, "; ") })) end
  end
end

--- Notes on the instruments, rules, decisions, parameters, codes and calendars that something rests on.
---@param words table the catalogue
---@param basis table|nil of notes.basis; nil the whole pack
---@param lowering table|nil of the registry that may not vouch for what is said of registers
function notes.of_pack(pack, words, basis, lowering)
  local list, seen = {}, {}
  citations.each(pack, function(one)
    local rests = not basis or one.sort == "code_registers" or basis[one.sort] and basis[one.sort][one.key]
    if rests then add_cited(words, list, seen, pack, one.clauses) end
  end)
  for _, rule in ipairs(pack.rules) do
    if not basis or basis.rules[rule.base] then
      if rule.unconfirmed then add(list, seen, words:say("note.rule", { rule = rule.name, why = rule.unconfirmed })) end
      add_stale(words, list, seen, pack, rule)
      for _, goal in ipairs(rule.goals or {}) do
        if goal.due_not_given then add(list, seen, words:say("note.no_due", { rule = rule.name, place = goal.place, why = goal.due_not_given })) end
        if goal.unconfirmed then add(list, seen, words:say("note.goal", { rule = rule.name, place = goal.place, why = goal.unconfirmed })) end
      end
    end
  end
  for name, allowed in pairs(pack.waivable or {}) do
    if allowed.unconfirmed and (not basis or basis.rules[name]) then add(list, seen, words:say("note.waivable", { rule = name, why = allowed.unconfirmed })) end
  end
  for _, exception in ipairs(pack.exceptions or {}) do
    if not basis or basis.exceptions[exception.name] then
      if exception.unconfirmed then add(list, seen, words:say("note.rule", { rule = exception.name, why = exception.unconfirmed })) end
      add_stale(words, list, seen, pack, exception)
    end
  end
  for name, parameter in pairs(pack.parameters or {}) do
    for _, row in ipairs((not basis or basis.parameters[name]) and not parameter.column and parameter.rows or {}) do
      if row.unconfirmed then add(list, seen, words:say("note.parameter", { name = parameter.shown or name, from = row.from or "…", why = row.unconfirmed })) end
    end
  end
  for name, term in pairs(pack.terms or {}) do
    local versions = term.value and term.value.versions
    if term.value and term.value.op == "state" and (not basis or basis.states[name]) then
      if term.unconfirmed then add(list, seen, words:say("note.rule", { rule = name, why = term.unconfirmed })) end
    end
    for _, version in ipairs(versions and (not basis or basis.decisions[name]) and versions or {}) do
      if version.unconfirmed then add(list, seen, words:say("note.rule", { rule = version.name, why = version.unconfirmed })) end
      add_stale(words, list, seen, pack, version)
    end
  end
  for name, own in pairs(pack.named_periods or {}) do
    if not basis or basis.named_periods[name] then
      if own.unconfirmed then add(list, seen, words:say("note.periods", { name = name, why = own.unconfirmed })) end
      for _, row in ipairs(own.rows) do
        if row.unconfirmed then add(list, seen, words:say("note.period_row", { name = name, row = row.label, why = row.unconfirmed })) end
      end
    end
  end
  for name, codes in pairs(pack.codes or {}) do
    if codes.unconfirmed and (not basis or basis.codes[name]) then add(list, seen, words:say("note.codes", { name = name, why = codes.unconfirmed })) end
  end
  for name, register in pairs(pack.code_registers or {}) do -- what it names stands in the records, whatever is asked
    if register.unconfirmed then add(list, seen, words:say("note.code_register", { name = name, why = register.unconfirmed })) end
    for _, row in ipairs(register.rows) do
      if row.unconfirmed then add(list, seen, words:say("note.code_register_row", { name = name, code = row.code, why = row.unconfirmed })) end
    end
  end
  for name, calendar in pairs(pack.calendars or {}) do
    if calendar.unconfirmed and (not basis or basis.calendars[name]) then
      add(list, seen, words:say("note.calendar", { name = name, why = calendar.unconfirmed }))
    end
  end
  add_units(words, list, seen, pack, basis)
  add_cited(words, list, seen, pack, basis and basis.clauses or {})
  for kind, said in pairs(not basis and pack.complete or {}) do -- what is not on record is taken for what was not
    for _, one in ipairs(said) do add(list, seen, reason.register(words, kind, one, lowering)) end
  end
  table.sort(list)
  return list
end

return notes
