--- Goals for places that lie outside the place of their quota, for lint: they bind nobody, and no verdict is wrong by them, so that nobody would miss them.
local shut_out = {}

--- Adds to the plan what must be known; before the run.
---@return table asked for shut_out.found
function shut_out.lower(lowering)
  local asked, seen = {}, {}
  for _, part in ipairs(lowering:rules()) do
    for _, trace in ipairs(part.word == "quota" and part.versions or {}) do
      local record = trace.in_place and not seen[trace.goal] and lowering:place_record(trace.rule.place) and lowering:named_record(part.kind, trace.goal.place)
      if record then -- a place that is not on record is named as such
        seen[trace.goal] = true
        lowering.plan:keep(trace.in_place)
        asked[#asked + 1] = { trace = trace, record = record }
      end
    end
  end
  return asked
end

--- What to look at again: warnings as a pack has them.
function shut_out.found(words, run, asked)
  local found = {}
  for _, one in ipairs(asked) do
    local rule, goal = one.trace.rule, one.trace.goal
    local state, lies = run:value(one.trace.in_place, one.record)
    if state == "known" and not lies then
      found[#found + 1] = { file = goal.at.file, line = goal.at.line, message = words:say("lint.shut_out", { rule = rule.name, goal = goal.place, place = rule.place }) }
    end
  end
  return found
end

return shut_out
