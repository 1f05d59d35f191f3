--- What a check found, as tables for people.
local checking = require "mandate.check.check"

local summary = {}

local function statuses_of(result)
  local used = {}
  for _, status in ipairs(checking.STATUSES) do
    for _, rule in ipairs(result.rules) do
      if rule.counts[status] then
        used[#used + 1] = status
        break
      end
    end
  end
  return used
end

--- How many verdicts of each rule have each status, as a table.
function summary.counts(words, result)
  local statuses = statuses_of(result)
  local table_ = { headings = { words:say "check.rule", words:say "check.judges" }, right = {}, rows = {} }
  for _, status in ipairs(statuses) do
    table_.headings[#table_.headings + 1] = words.status[status]
    table_.right[#table_.headings] = true
  end
  for _, rule in ipairs(result.rules) do
    local part = rule.parts[1]
    local row = { rule.base, part and part.period and words:say("check.per_period", { kind = rule.kind }) or rule.kind }
    for _, status in ipairs(statuses) do row[#row + 1] = tostring(rule.counts[status] or 0) end
    table_.rows[#table_.rows + 1] = row
  end
  return table_
end

--- The goals of quotas as a table.
function summary.quotas(words, quotas)
  local headings = { "quota", "place", "target", "actual", "gap", "due", "planned", "projected", "status" }
  for i, name in ipairs(headings) do headings[i] = words:say("check." .. name) end
  local table_ = {
    headings = headings, right = { [3] = true, [4] = true, [5] = true, [7] = true, [8] = true }, rows = {}, notes = {},
  }
  for _, quota in ipairs(quotas) do
    local projected = quota.projection and quota.projection.text or nil
    table_.rows[#table_.rows + 1] = { quota.rule, quota.subject, quota.target, quota.actual, quota.gap, quota.due or quota.undated and words:say "value.not_given" or nil,
      quota.planned, projected, words.status[quota.status] }
    if quota.projection then
      table_.notes[#table_.notes + 1] = words:say("check.projection",
        { rule = quota.rule, place = quota.subject, formula = words:say("check.formula", quota.projection.parts), value = projected })
    end
  end
  return table_
end

return summary
