-- What an expression reads of another rule's verdict. Section 12.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local expressions = require "tests.naive.expressions.expressions"
local members = require "tests.naive.expressions.members"
local values = require "tests.naive.values"

local verdicts_read = {}
local copy, note = contexts.copy, counting.note

local verdict_types = { status = "text", arises = "date", due = "date", done = "date", used = "date",
  target = "number", actual = "number", gap = "number", planned = "number" }

-- A day of a verdict: D tells of a beginning where that itself is asked.
local function of_day(day) return day and day.begun and copy(day, { begun = false }) or day end

-- A field of the verdict `of` = { rule, row }, and the verdict.
local function field(of, name, context)
  local wanted = assert(verdict_types[name], name)
  if of.row.state ~= "known" then
    local value = members.empty(wanted, nil, of.row)
    value.status = name == "status" and value.state == "unknown" and "unknown" or nil
    return value
  end
  local as_said = not context.reading or context.assured == true
  local verdict = context.judge(of.rule.base, of.row.value, of.rule.unit and context.period, not as_said and "shown", not as_said and context.assured)
  if not verdict then return values.absent(wanted) end
  if name == "status" then
    if verdict.status == "unknown" or verdict.status == "error" then
      local value = values.unknown("text", verdict.missing)
      value.status, value.may_be = verdict.status, verdict.status == "unknown" and verdict.may_be or nil
      if not as_said and context.judge(of.rule.base, of.row.value, of.rule.unit and context.period).status ~= verdict.status then -- in this reading only
        note(context, "a verdict that is unknown in a reading of what is shown only")
        value.status = nil
      end
      return value
    end
    local value = values.known("text", verdict.status)
    value.perhaps = verdict.perhaps_waived and "waived" or nil
    return value
  end
  if name == "planned" and verdict.planned_in and context.report and context.period then return verdict.planned_in(context.period) end
  local undecided = verdict.status == "unknown" or verdict.status == "error"
  if name == "used" then -- not hidden, available or not
    return of_day(verdict.done) or undecided and values.unknown("date", verdict.missing) or values.absent "date", verdict
  end
  if verdict.status == "not_applicable" or verdict.status == "not_available" then return values.absent(wanted) end
  local value = of_day(verdict[name])
  if not value then return undecided and wanted == "date" and values.unknown("date", verdict.missing) or values.absent(wanted), verdict end
  -- had the rule not applied, there would be none
  if verdict.open then note(context, "a day of a verdict that may not be one") end
  if wanted == "date" and value.state == "unknown" then note(context, "a day of a verdict that nobody knows") end
  if verdict.open and value.state ~= "absent" then
    value = values.unknown(wanted, verdict.open_for and values.missing({ missing = verdict.open_for }, value) or verdict.missing)
  end
  return value, verdict
end

-- The day behind the due day, where it was not done by then.
local function lapsed(of, context)
  local function open(status) return expressions.ask.text.is(field(of, "status", context), { arguments = { n = 1, status } }, context) end
  local late = values.either(open "late", open "overdue")
  if late.value == false then return values.absent "date" end
  local day = values.moved(verdicts_read.field(of, "due", context), { type = "span", state = "known", unit = "days", count = 1 }, 1)
  if late.value then note(context, "a day that lapsed") end
  return late.value and day or values.agreed(day, values.absent "date", late)
end

--- The same; a day that nobody knows carries a failure if the verdict does (section 11).
function verdicts_read.field(of, name, context)
  if name == "lapsed" then return lapsed(of, context) end
  local value, verdict = field(of, name, context)
  if not verdict or value.type ~= "date" or value.state ~= "unknown" then return value end
  local missing, failed = values.missing(value), verdict.status == "error"
  if missing[values.FAILURE] and not failed then note(context, "a day that failed, of a verdict that did not come to ask for it") end
  missing[values.FAILURE] = failed or nil
  return copy(value, { missing = missing })
end

function expressions.operators.verdict(node, context)
  local rule
  for _, candidate in ipairs(context.pack.rules) do
    if candidate.base == node.name then rule = candidate break end
  end
  assert(rule, "no rule is called " .. node.name)
  return { type = "verdict", rule = rule, row = members.named_row(context, rule.kind) }
end

return verdicts_read
