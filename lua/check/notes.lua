--- What a reader must know besides the numbers: what is unconfirmed, what the law leaves open.
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
    if clause and clause.unconfirmed then
      add(list, seen, words:say("note.clause", { clause = cited.instrument .. "/" .. cited.clause, why = clause.unconfirmed }))
    end
  end
end

--- Notes on the instruments, rules, decisions and parameters that a list of rules rests on.
---@param words table the catalogue
---@param bases table<string, true>|nil only rules of these names; nil all
---@param decisions table<string, true>|nil only decisions of these names; nil all
function notes.of_pack(pack, words, bases, decisions)
  local list, seen = {}, {}
  for _, rule in ipairs(pack.rules) do
    if not bases or bases[rule.base] then
      if rule.unconfirmed then add(list, seen, words:say("note.rule", { rule = rule.name, why = rule.unconfirmed })) end
      add_cited(words, list, seen, pack, rule.clauses)
      for _, goal in ipairs(rule.goals or {}) do
        if goal.due_not_given then add(list, seen, words:say("note.no_due", { rule = rule.name, place = goal.place, why = goal.due_not_given })) end
      end
    end
  end
  for name, parameter in pairs(pack.parameters or {}) do
    for _, row in ipairs(parameter.rows) do
      if row.unconfirmed then add(list, seen, words:say("note.parameter", { name = name, from = row.from, why = row.unconfirmed })) end
    end
  end
  for name, term in pairs(pack.terms or {}) do
    local versions = term.value and term.value.versions
    for _, version in ipairs(versions and (not decisions or decisions[name]) and versions or {}) do
      if version.unconfirmed then add(list, seen, words:say("note.rule", { rule = version.name, why = version.unconfirmed })) end
      add_cited(words, list, seen, pack, version.clauses)
      for _, row in ipairs(version.rows) do add_cited(words, list, seen, pack, row.clauses) end
    end
  end
  for name, codes in pairs(pack.codes or {}) do
    if codes.unconfirmed then add(list, seen, words:say("note.codes", { name = name, why = codes.unconfirmed })) end
  end
  table.sort(list)
  return list
end

return notes
