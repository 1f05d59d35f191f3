--- What a reader must know besides the numbers: what is unconfirmed, what the law leaves open.
local notes = {}

local function add(list, seen, text)
  if seen[text] then return end
  seen[text] = true
  list[#list + 1] = text
end

-- What is unconfirmed of the clauses that a rule or a decision cites.
local function add_cited(list, seen, pack, clauses)
  for _, cited in ipairs(clauses) do
    local instrument = pack.instruments[cited.instrument]
    if instrument and instrument.unconfirmed then
      add(list, seen, ("the dates of %s are unconfirmed: %s"):format(instrument.name, instrument.unconfirmed))
    end
    local clause = instrument and instrument.clauses[cited.clause]
    if clause and clause.unconfirmed then
      add(list, seen, ("%s/%s is unconfirmed: %s"):format(cited.instrument, cited.clause, clause.unconfirmed))
    end
  end
end

--- Notes on the instruments, rules, decisions and parameters that a list of rules rests on.
---@param bases table<string, true>|nil only rules of these names; nil all
---@param decisions table<string, true>|nil only decisions of these names; nil all
function notes.of_pack(pack, bases, decisions)
  local list, seen = {}, {}
  for _, rule in ipairs(pack.rules) do
    if not bases or bases[rule.base] then
      if rule.unconfirmed then add(list, seen, ("%s is unconfirmed: %s"):format(rule.name, rule.unconfirmed)) end
      add_cited(list, seen, pack, rule.clauses)
      for _, goal in ipairs(rule.goals or {}) do
        if goal.due_not_given then add(list, seen, ("%s, %s: no due date: %s"):format(rule.name, goal.place, goal.due_not_given)) end
      end
    end
  end
  for name, parameter in pairs(pack.parameters or {}) do
    for _, row in ipairs(parameter.rows) do
      if row.unconfirmed then add(list, seen, ("parameter %s from %s is unconfirmed: %s"):format(name, row.from, row.unconfirmed)) end
    end
  end
  for name, term in pairs(pack.terms or {}) do
    local versions = term.value and term.value.versions
    for _, version in ipairs(versions and (not decisions or decisions[name]) and versions or {}) do
      if version.unconfirmed then add(list, seen, ("%s is unconfirmed: %s"):format(version.name, version.unconfirmed)) end
      add_cited(list, seen, pack, version.clauses)
      for _, row in ipairs(version.rows) do add_cited(list, seen, pack, row.clauses) end
    end
  end
  for name, codes in pairs(pack.codes or {}) do
    if codes.unconfirmed then add(list, seen, ("codes %s are unconfirmed: %s"):format(name, codes.unconfirmed)) end
  end
  table.sort(list)
  return list
end

return notes
