--- What a reader must know besides the numbers: what is unconfirmed, what the law leaves open.
local notes = {}

local function add(list, seen, text)
  if seen[text] then return end
  seen[text] = true
  list[#list + 1] = text
end

--- Notes on the instruments, rules and parameters that a list of rules rests on.
---@param bases table<string, true>|nil only rules of these names; nil all
function notes.of_pack(pack, bases)
  local list, seen = {}, {}
  for _, rule in ipairs(pack.rules) do
    if not bases or bases[rule.base] then
      if rule.unconfirmed then add(list, seen, ("%s is unconfirmed: %s"):format(rule.name, rule.unconfirmed)) end
      for _, cited in ipairs(rule.clauses) do
        local instrument = pack.instruments[cited.instrument]
        if instrument and instrument.unconfirmed then
          add(list, seen, ("the dates of %s are unconfirmed: %s"):format(instrument.name, instrument.unconfirmed))
        end
        local clause = instrument and instrument.clauses[cited.clause]
        if clause and clause.unconfirmed then
          add(list, seen, ("%s/%s is unconfirmed: %s"):format(cited.instrument, cited.clause, clause.unconfirmed))
        end
      end
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
  for name, codes in pairs(pack.codes or {}) do
    if codes.unconfirmed then add(list, seen, ("codes %s are unconfirmed: %s"):format(name, codes.unconfirmed)) end
  end
  table.sort(list)
  return list
end

return notes
