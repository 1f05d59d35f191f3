--- A pack in words: its instruments with their clauses and what encodes each, its rules, parameters and decisions. For `doc` and the whole report.
local decided = require "mandate.report.decisions"
local read_on = require "mandate.report.read_on"
local reason = require "mandate.check.reason"
local wording = require "mandate.check.wording"

local contents = {}

-- Which rules and the like cite a clause: "instrument/clause" -> { names }.
local function citing(pack)
  local by_clause = {}
  local function add(name, clauses)
    for _, cited in ipairs(clauses or {}) do
      local key = cited.instrument .. "/" .. cited.clause
      by_clause[key] = by_clause[key] or {}
      local names = by_clause[key]
      if names[#names] ~= name then names[#names + 1] = name end
    end
  end
  for _, rule in ipairs(pack.rules) do
    add(rule.name, rule.clauses)
    for _, goal in ipairs(rule.goals or {}) do add(rule.name, goal.clause and { goal.clause }) end
    if rule.non_detects_by ~= rule.clauses then add(rule.name, rule.non_detects_by) end
  end
  for _, exception in ipairs(pack.exceptions) do add(exception.name, exception.clauses) end
  for _, list in ipairs { pack.indicators, pack.doubts, pack.reports } do
    for _, one in ipairs(list) do
      add(one.name, one.clauses)
      if one.non_detects_by ~= one.clauses then add(one.name, one.non_detects_by) end
    end
  end
  for name, allowed in pairs(pack.waivable) do add(name, allowed.clauses) end
  for _, map in ipairs { pack.parameters, pack.codes, pack.calendars } do
    local names = {}
    for name in pairs(map) do names[#names + 1] = name end
    table.sort(names)
    for _, name in ipairs(names) do
      add(name, map[name].clauses)
      for _, row in ipairs(map[name].rows or {}) do add(name, row.clause and { row.clause }) end
    end
  end
  for name, term in pairs(pack.terms) do
    for _, version in ipairs(term.value and term.value.versions or {}) do
      add(name, version.clauses)
      for _, row in ipairs(version.rows) do add(name, row.clauses) end
    end
  end
  for _, names in pairs(by_clause) do table.sort(names) end
  return by_clause
end

--- The instruments as lists of lines: { title, force…, clauses… }.
---@return table list of { heading, lines = { { text, level } } }
function contents.instruments(pack, words)
  local by_clause, list = citing(pack), {}
  for _, name in ipairs(pack.instrument_order) do
    local instrument = pack.instruments[name]
    local section = { heading = ("%s: %s"):format(name, words:of(instrument.title) or name), lines = {} }
    local function line(level, text) section.lines[#section.lines + 1] = { level = level, text = text } end
    local force = reason.force(instrument, words)
    if instrument.place then force = words:say("explain.in_place", { force = force, place = instrument.place }) end
    line(1, (instrument.issuer and words:of(instrument.issuer) .. words.separator or "") .. force)
    if instrument.citation then line(1, instrument.citation) end
    if instrument.unconfirmed then line(1, words:say("explain.unconfirmed", { why = instrument.unconfirmed })) end
    for _, id in ipairs(instrument.clause_order) do
      local clause = instrument.clauses[id]
      line(1, ("%s: %s"):format(id, words:of(clause.text) or ""))
      local names = by_clause[name .. "/" .. id]
      if clause.not_encoded then line(2, words:say("doc.not_encoded", { why = clause.not_encoded }))
      elseif names then line(2, words:say("doc.encoded", { names = table.concat(names, words.separator) }))
      else line(2, words:say "doc.uncited") end
      if clause.unconfirmed then line(2, words:say("explain.unconfirmed", { why = clause.unconfirmed })) end
    end
    list[#list + 1] = section
  end
  return list
end

--- The clauses that no rule encodes, with the reason.
---@return string[] "instrument/clause: not encoded, because …"
function contents.not_encoded(pack, words)
  local list = {}
  for _, name in ipairs(pack.instrument_order) do
    local instrument = pack.instruments[name]
    for _, id in ipairs(instrument.clause_order) do
      local why = instrument.clauses[id].not_encoded
      if why then list[#list + 1] = ("%s/%s: %s"):format(name, id, words:say("doc.not_encoded", { why = why })) end
    end
  end
  return list
end

--- Every rule in a few lines: what it judges, whom, by when.
function contents.rules(pack, words)
  local list = {}
  for _, rule in ipairs(pack.rules) do
    local section = { heading = ("%s %s%s"):format(rule.word, rule.name, rule.title and ": " .. words:of(rule.title) or ""), lines = {} }
    local function line(name, text) section.lines[#section.lines + 1] = { level = 1, text = name and ("%s: %s"):format(name, text) or text } end
    line(nil, reason.clauses(rule))
    line(words:say "doc.judges", rule.per and (rule.per.period and rule.per.kind .. words.separator .. words:say("period." .. rule.per.period) or rule.per.kind) or "")
    if rule.holder then line(words:say "doc.holder", rule.holder) end
    for _, key in ipairs { "applies", "arises", "due", "done", "used", "requires", "forbids", "evidence" } do
      local derived = key == "evidence" and not rule.evidence_written -- what is expected is told below
      local expression = not derived and rule[({ requires = "require", forbids = "forbid" })[key] or key]
      if expression then
        local text = expression.op == "not_given" and words:say("value.not_given_why", { why = expression.why }) or wording.of(expression, pack.kinds)
        line(words:say("explain." .. key), text)
      end
    end
    if rule.per then line(words:say "doc.read_on", read_on(rule, pack.kinds[rule.per.kind], words)) end
    if rule.expects then line(words:say "explain.expects", reason.expected(rule, words, pack.kinds)) end
    for _, goal in ipairs(rule.goals or {}) do
      line(words:say("explain.goal", { place = goal.place }), goal.due or words:say("value.not_given_why", { why = goal.due_not_given }))
    end
    if rule.non_detects then line(nil, reason.non_detects(rule, words)) end
    if rule.reading then line(nil, words:say("explain.reading", { text = rule.reading })) end
    if rule.unconfirmed then line(nil, words:say("explain.rule_unconfirmed", { why = rule.unconfirmed })) end
    list[#list + 1] = section
  end
  return list
end

--- The rows of every parameter as one table; nil where there is none.
function contents.parameters(pack, words)
  local names, rows = {}, {}
  for name in pairs(pack.parameters) do names[#names + 1] = name end
  if #names == 0 then return nil end
  table.sort(names)
  for _, name in ipairs(names) do
    for _, row in ipairs(pack.parameters[name].rows) do
      local value = row.value and wording.of(row.value, pack.kinds) or words:say("doc.none", { why = words:of(row.none) })
      rows[#rows + 1] = { name, value, row.from, row.last, row.place, row.clause and row.clause.instrument .. "/" .. row.clause.clause,
        words:of(row.unconfirmed or pack.parameters[name].unconfirmed) }
    end
  end
  return { title = words:say "doc.parameters", rows = rows, headings = { words:say "doc.parameter", words:say "report.value", words:say "doc.from", words:say "doc.to",
    words:say "check.place", words:say "doc.clause", words:say "doc.unconfirmed" } }
end

contents.decisions = decided.tables

return contents
