-- The verdicts of the engine against those of the naive evaluator, one by one.
local compare_verdicts = {}

local FIELDS = { "status", "due", "done", "since", "target", "actual", "gap", "planned" }

local function shown(value)
  if type(value) == "table" then return ("%.15g to %.15g"):format(value.low, value.high) end
  return tostring(value)
end

--- Verdicts as a table, rule and subject -> verdict.
function compare_verdicts.by_name(list)
  local map = {}
  for _, verdict in ipairs(list) do map[verdict.rule .. " " .. verdict.subject] = verdict end
  return map
end

--- nil, or what differs between the verdicts of both.
function compare_verdicts.difference(theirs, ours)
  theirs, ours = compare_verdicts.by_name(theirs), compare_verdicts.by_name(ours)
  for name, verdict in pairs(theirs) do
    if not ours[name] then return name .. ": only the naive evaluator has a verdict, " .. verdict.status end
    for _, field in ipairs(FIELDS) do
      if shown(verdict[field]) ~= shown(ours[name][field]) then
        return ("%s: %s is %s in the naive evaluator and %s in the engine (%s, %s)"):format(name, field, shown(verdict[field]), shown(ours[name][field]),
          verdict.status, ours[name].status)
      end
    end
  end
  for name in pairs(ours) do
    if not theirs[name] then return name .. ": only the engine has a verdict" end
  end
  return nil
end

return compare_verdicts
