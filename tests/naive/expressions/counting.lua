-- Counts what a comparison of two evaluators has met (generate_spec.lua says what must be): counters[operator][outcome], in a context that has counters.
local counting = {}

--- How often each operator gave what: nobody may trust a comparison of two evaluators that is only ever made of absent values.
function counting.count(context, operator, value)
  if not context.counters then return end
  local outcome = value.state
  if value.type == "set" or value.type == "column" then
    outcome = "empty"
    for _, row in ipairs(value.rows or value.cells) do
      if row.sure then outcome = outcome == "perhaps" and outcome or "certain" else outcome = "perhaps" end
    end
  elseif value.type == "condition" and outcome == "known" then outcome = tostring(value.value) end
  local of = context.counters[operator] or {}
  context.counters[operator] = of
  of[outcome or "known"] = (of[outcome or "known"] or 0) + 1
  for _, where in ipairs(context.inside or {}) do -- and in what it was asked
    local met = context.counters[where] or {}
    context.counters[where] = met
    met[operator] = (met[operator] or 0) + 1
  end
end

--- Of numbers that are ranges, which ends they have; and whether units that were put together were alike.
function counting.ends(context, operator, value)
  if value.type ~= "number" or value.state ~= "range" then return end
  local open, missing = value.low_open or value.high_open, value.low == -math.huge or value.high == math.huge
  counting.count(context, operator .. " ends", { state = open and missing and "open and missing" or open and "open" or missing and "missing" or "there" })
end

function counting.units(context, operator, alike) counting.count(context, operator .. " units", { state = alike and "alike" or "unlike" }) end

--- Notes that a situation was met.
function counting.note(context, situation)
  if context.counters then counting.count(context, "situation", { state = situation }) end
end

return counting
