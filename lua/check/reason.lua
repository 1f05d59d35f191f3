--- The one-line reason of a verdict, from a template of the catalogue.
local reason = {}

local function fill(template, values)
  return (template:gsub("{([%w_]+)}", function(name) return values[name] or "?" end))
end

--- The clauses a rule cites, as "notice-1996/audits, …".
function reason.clauses(rule)
  local list = {}
  for i, clause in ipairs(rule.clauses) do list[i] = clause.instrument .. "/" .. clause.clause end
  return table.concat(list, ", ")
end

--- The template that fits a verdict.
local function template_of(verdict, shape, missing)
  local status = verdict.status
  if shape == "quota" and status ~= "not_applicable" and status ~= "unknown" then return verdict.due and "quota" or "quota_undated" end
  if status == "met" and shape == "standing" then return "met_standing" end
  if status == "met" and not verdict.due then return "met_undated" end
  if status == "pending" and not verdict.due then return "pending_undated" end
  if status == "breached" and not verdict.since then return "breached_undated" end
  if status == "unknown" and #missing == 0 then return "unknown_evidence" end
  return status
end

--- values: clauses, as_of, and for quotas actual, target, planned.
function reason.of(words, verdict, shape, missing, values)
  local template = words.reason[template_of(verdict, shape, missing)]
  return fill(template, {
    clauses = values.clauses, as_of = values.as_of, due = verdict.due, done = verdict.done, since = verdict.since,
    missing = table.concat(missing, ", "), actual = values.actual, target = values.target, planned = values.planned,
  })
end

return reason
