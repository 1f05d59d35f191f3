--- Where a parameter has no value, or a decision no version, although a rule may ask for it, and rows that hold longer than the text they cite: all for `lint`.
--- A rule reads its parameters on days of its own force, but `due` without `arises`, which is read on the as-of day, however late that is.
local schema = require "mandate.language.schema"
local days = require "mandate.language.days"
local walk = require "mandate.language.walk"

local gaps = {}

local BEGINNING <const>, END <const> = "0001-01-01", "9999-12-31"

-- What asks: the days on which it can, from `from` to `to`, and where.
local function narrowed(reach, by)
  local from, to = by.from, by.to
  return { from = from and from > reach.from and from or reach.from, to = to and to < reach.to and to or reach.to, place = by.place or reach.place }
end

--- The first stretch of days of a reach, from a day on, on which none of the rows ({ from, last, place }) holds for all who lie there: its first and last day. nil where
--- there is none.
local function next_gap(rows, reach, at)
  local moved = true
  while moved and at <= reach.to do
    moved = false
    for _, row in ipairs(rows) do
      local there = not row.place or row.place == reach.place
      if there and (row.from or BEGINNING) <= at and (row.last or END) >= at then
        if not row.last or row.last >= reach.to then return nil end
        at, moved = days.after(row.last), true
      end
    end
  end
  if at > reach.to then return nil end
  local last = reach.to
  for _, row in ipairs(rows) do
    local there = not row.place or row.place == reach.place
    if there and row.from and row.from > at and row.from <= last then last = days.before(row.from) end
  end
  return at, last
end

local function stretch(first, last)
  if first == BEGINNING and last == END then return "on any day" end
  if first == BEGINNING then return "before " .. days.after(last) end
  if last == END then return "from " .. first .. " on" end
  return ("from %s to %s"):format(first, last)
end

local MOST_TOLD = 12

-- All stretches without a value, in words; nil where there is none.
local function all_gaps(rows, reach)
  local told, more = {}, 0
  local first, last = next_gap(rows, reach, reach.from)
  while first do
    if #told < MOST_TOLD then told[#told + 1] = stretch(first, last) else more = more + 1 end
    if last >= reach.to then break end
    first, last = next_gap(rows, reach, days.after(last))
  end
  if more > 0 then told[#told + 1] = ("in %d more stretches"):format(more) end
  if #told < 2 then return told[1] end
  return table.concat(told, ", ", 1, #told - 1) .. " and " .. told[#told]
end

-- Tells of what is asked where nothing of it holds: `rows` are the parameter's rows, or the decision's versions.
local function report(checker, asker, at, rows, reach, said)
  local stretches = all_gaps(rows, reach)
  if not stretches then return end
  local where = reach.place and " in " .. reach.place or ""
  for _, row in ipairs(rows) do
    if row.place and not reach.place then where = " outside of the places that its " .. said.rows .. " name" end
  end
  checker.problems:warn(at, ("`%s` may ask %s %s%s, where it has no value, and what rests on that is unknown: %s"):format(asker, said.name, stretches, where, said.cure))
end

local function report_parameter(checker, asker, expression, reach)
  if expression.column then return end -- that of the row in hand
  if checker.parameters[expression.name].rate then return end -- rates end with the last one that is known, which the reason tells
  report(checker, asker, expression.at, checker.parameters[expression.name].rows, reach, { name = ('parameter "%s"'):format(expression.shown or expression.name), rows = "rows",
    cure = 'give it a row for those days, or one that says that the law sets none, { none = "why" }' })
end

local function report_decision(checker, asker, expression, reach)
  local rows = {}
  for i, version in ipairs(expression.versions) do rows[i] = { from = version.from, last = version.to, place = version.place } end
  report(checker, asker, expression.at, rows, reach, { name = ("the decision `%s`"):format(expression.term), rows = "versions",
    cure = 'give it a version for those days, or, where the law says nothing, a table without a clause that says so, with not_given "why" in its rows' })
end

local examine

local function examine_decision(checker, asker, decision, reach, seen)
  for _, version in ipairs(decision.versions) do
    local own = narrowed(reach, version)
    if own.from <= own.to then
      local function look(expression) examine(checker, asker, expression, own, seen) end
      for _, column in ipairs(version.columns) do look(column) end
      for _, row in ipairs(version.rows) do
        for _, cell in ipairs(row.cells) do look(cell.expression) end
        look(row.result)
      end
      look(version.evidence)
    end
  end
end

-- Looks through an expression, its terms and decisions included; other rules' verdicts have their own.
function examine(checker, asker, expression, reach, seen)
  if not walk.holds(expression, checker.names:finder(), "parameter", "decision") then return end
  walk.into(expression, function(e)
    if e.op == "parameter" and checker.parameters[e.name] then report_parameter(checker, asker, e, reach) end
    if e.op == "decision" then
      report_decision(checker, asker, e, reach)
      examine_decision(checker, asker, e, reach, seen)
      return false
    end
    if e.op == "term" or e.op == "column_term" then
      local key = table.concat({ e.term, reach.from, reach.to, reach.place or "" }, "/")
      if not seen[key] then
        seen[key] = true
        local kind, name = e.term:match "^(.-)%.(.+)$"
        local term = checker.names.terms[kind] and checker.names.terms[kind][name]
        if term then examine(checker, asker, term.value, reach, seen) end
      end
    end
    return true
  end)
end

local function outlives(checker, name, parameter)
  if parameter.shown then return end -- who keeps to a row keeps to it when its text has ended
  for index, row in ipairs(parameter.rows) do
    for _, cited in ipairs(row.clauses) do
      local to = checker.instruments[cited.instrument].to
      if to and (not row.last or row.last > to) and (row.from or BEGINNING) <= to then
        checker.problems:warn(row.at, ('parameter "%s", row %d holds after %s, the last day of `%s`, which sets it: end it with to = "%s", or cite what sets it since'):format(
          name, index, to, cited.instrument, to))
      end
    end
  end
end

function gaps.check(checker)
  for name, parameter in pairs(checker.parameters) do outlives(checker, name, parameter) end
  local everywhere = { from = BEGINNING, to = END }
  for _, rule in ipairs(checker.rules) do
    local reach, seen = narrowed(everywhere, rule), {}
    for _, slot in ipairs(schema.slots) do
      local own = slot == "due" and not rule.arises and { from = reach.from, to = END, place = reach.place } or reach
      examine(checker, rule.name, rule[slot], own, seen)
    end
    for _, exception in ipairs(checker.exceptions) do
      local own = narrowed(reach, { from = exception.from, to = exception.to_day, place = exception.place })
      if exception.applies[rule.base] and own.from <= own.to then examine(checker, exception.name, exception.applies[rule.base], own, seen) end
    end
  end
end

return gaps
