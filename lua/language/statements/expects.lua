-- The key `expects` of a standing rule: which records there should be (meaning.md, section 19). On the rule: `expected` (the set), `expected_from`, `expected_to`
-- (days, or nil) and `expects` = { each = "month", during = a written period or nil, back = the months of a span that ends with the period that is judged, or nil,
-- window = that span, an expression, kind, at }. The expected records are its evidence where it gives no other.
local dayless = require "mandate.language.dayless"
local days = require "mandate.language.days"
local periods = require "mandate.language.periods"
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local expects = {}

local EXAMPLE <const> = "{ enterprise.measurements, each = month }"
local BACK <const> = { year = true, quarter = true, month = true } -- which end with a month

local function each_of(checker, statement, value)
  local unit, wrong = periods.read(checker.shape.is_node, checker.expressions, value)
  if unit and checker.named_periods[unit] then unit = nil end -- of a table's periods none is expected to have a record: those are judged themselves
  if unit then return not wrong and unit or nil end
  checker.shape:fail(statement, { "expects", "each" }, "expects: each is %s, without quotes around the word: %s.%s", periods.said, EXAMPLE, periods.hint(value))
  return nil
end

-- Whether a written period begins and ends where such a period does.
local function is_whole(span, unit) return periods.begin_on(span.from, unit) and periods.begin_on(days.after(span.to), unit) end

-- The months of a span that ends with the period that is judged, months(12):to(period.to); nil and a message where `during` says another one.
local function months_back(checker, statement, rule, value)
  local shape, at = checker.shape, checker.shape:at(statement, { "expects", "during" })
  local window = checker.expressions:value(value, types.period, rule.scope, at)
  if window.type.k == "any" then return nil end
  local span = window.op == "window" and window.direction == "to" and window.date.op == "period_to" and window.span
  local months = span and span.op == "span" and (span.unit == "months" and span.count or span.unit == "years" and span.count * 12)
  if months and months >= 1 and rule.per.period and BACK[rule.per.period] then return months, window end
  shape:fail(statement, { "expects", "during" }, "expects: during is a written period, \"2001/2003\", or in a rule per year, quarter or month a span of whole months "
    .. "that ends with the period, months(12):to(period.to)")
  return nil
end

local function check_days(shape, statement, rule, row, each, during, named)
  local judged = rule.per.period
  local rows = named and named.rows
  if judged and during then
    shape:fail(statement, { "expects", "during" }, "expects: the rule is judged per %s, and expects records of the %s that is judged; leave out `during`, or write "
      .. "a span that ends with it, during = months(12):to(period.to)", judged, judged)
  elseif rows and each and not periods.holds(judged, each, rows) then
    shape:fail(statement, { "expects", "each" }, "expects: the rule is judged per %s, and not every row of that table is made of whole %ss: each = a shorter one", judged, each)
  elseif judged and each and not periods.holds(judged, each, rows) then
    shape:fail(statement, { "expects", "each" }, "expects: the rule is judged per %s, and no %s holds a whole %s: each = %s", judged, judged, each, judged)
  elseif not judged and row.during == nil then
    shape:fail(statement, { "expects" }, 'expects: say of which days, during = "2001/2003", or judge the rule in each period, per = { %s, year }', rule.per.kind)
  elseif during and each and not is_whole(during, each) then
    shape:fail(statement, { "expects", "during" }, 'expects: "%s" does not begin and end with a %s', tostring(row.during), each)
  end
end

--- Reads rule.body.expects, after the rest of the rule.
function expects.read(checker, rule)
  local shape, row, statement = checker.shape, rule.body.expects, rule.origin.expects
  if row == nil then return end
  if rule.shape ~= "standing" then
    shape:fail(statement, { "expects" }, "expects belongs to `require` and `forbid`; a dated obligation has `due` and `done`")
    return
  end
  if type(row) ~= "table" or shape.is_node[row] then
    shape:fail(statement, { "expects" }, "expects says which records, and how often: expects = %s, not %s", EXAMPLE, shape:show(row))
    return
  end
  shape:closed(statement, { "expects" }, row, schema.options.expects, true)
  if row[2] ~= nil then shape:fail(statement, { "expects", 2 }, "expects holds a stray value, %s: one set, and `each`", shape:show(row[2])) end
  if row[1] == nil then
    shape:fail(statement, { "expects" }, "expects begins with the set of the records: %s", EXAMPLE)
    return
  end
  local function value(key, want)
    if row[key] == nil then return nil end
    return checker.expressions:value(row[key], want, rule.scope, shape:at(statement, { "expects", key }))
  end
  local set = value(1, { k = "set" })
  local each = each_of(checker, statement, row.each)
  local during, back, window
  if shape.is_node[row.during] then back, window = months_back(checker, statement, rule, row.during)
  else during = shape:literal(statement, { "expects", "during" }, row.during, types.period)
  end
  if back and each and back % (periods.months(each) or back + 1) ~= 0 then
    shape:fail(statement, { "expects", "during" }, "expects: %d months are no whole %ss", back, each)
  end
  check_days(shape, statement, rule, row, each, during, checker.named_periods[rule.per.period])
  rule.expected_from, rule.expected_to = value("from", types.date), value("to", types.date)
  if not each or not set or set.type.k ~= "set" or not set.type.kind then return end
  local no_day = dayless.fault(checker.names.kinds[set.type.kind], "belongs to no " .. each)
  if no_day then
    shape:fail(statement, { "expects", 1 }, "expects: %s", no_day)
    return
  end
  rule.expected = set
  rule.expects = { each = each, during = during, back = back, window = window, kind = set.type.kind, at = shape:at(statement, { "expects" }) }
  if not rule.evidence and (during or rule.per.period) then
    local period = during and { op = "literal", value = during, type = types.period } or window or { op = "period", type = types.period }
    rule.evidence = { op = "during", from = set, period = period, type = set.type, at = set.at }
  end
end

-- Lint ------------------------------------------------------------------------------------------------------------------------------

local function bare(set)
  while set.op == "during" do set = set.from end
  return set
end

-- The days to which a set narrows itself by written periods.
local function narrowed(set)
  local from, to
  while set do
    local span = set.op == "during" and set.period.op == "literal" and set.period.value
    if span then
      from, to = (not from or span.from > from) and span.from or from, (not to or span.to < to) and span.to or to
    end
    set = (set.op == "during" or set.op == "where") and set.from or nil
  end
  return from, to
end

-- Whether a set asks another span of days than the period that is judged.
local function reaches_further(set)
  while set do
    if set.op == "during" and set.period.op ~= "period" and set.period.op ~= "literal" then return true end
    set = (set.op == "during" or set.op == "where") and set.from or nil
  end
  return false
end

-- Whether the rule itself asks a window of the expected records that begins before the period.
local function asks_further(rule)
  local found, own = false, periods.months(rule.per.period) or 0
  local function visit(e)
    local window = e.op == "during" and e.type.kind == rule.expects.kind and e.period or nil
    if window and window.op == "window" and window.direction == "to" and window.date.op == "period_to" then
      local span = window.span
      found = found or not (span.op == "span" and span.unit == "months" and span.count <= own)
    end
  end
  walk.into(rule.require or rule.forbid, visit)
  return found
end

local function check_rule(checker, rule, kinds)
  local asked, title = rule.expects, ("%s %s"):format(rule.word, rule.name)
  local function warn(message, ...) checker.problems:warn(asked.at, ("%s: "):format(title) .. message:format(...)) end
  local during = asked.during
  if during and (rule.from and during.to < rule.from or rule.to and during.from > rule.to) then
    warn("it expects nothing, because it is in force on no day from %s to %s", during.from, during.to)
  end
  local from, to = narrowed(rule.expected)
  local first, last = during and during.from or rule.from, during and during.to or rule.to
  if from and not (first and last and from <= first and to >= last) then
    warn("what it expects is never there outside %s to %s, to which the set narrows itself; leave out `during` in the set", from, to)
  end
  if rule.per.period and not asked.back then
    local further = reaches_further(rule.expected) and "the set reaches beyond the %s that is judged" or asks_further(rule) and "it asks records from before the %s that is judged"
    if further then
      local period = rule.per.period
      warn(further .. ", and records are expected of that %s only; an earlier one that is missing is not missed here: "
        .. "during = months(12):to(period.to) expects those of the twelve months that end with it", period, period)
    end
  end
  if rule.forbid and not rule.evidence_written and rule.forbid.type.kind ~= asked.kind then
    local set = wording.of(bare(rule.expected), kinds)
    warn("what is expected does not stand for %s that is not there, so that only %s on record can show that it is kept; if it does, write evidence = %s%s",
      types.a(rule.forbid.type.kind), types.a(rule.forbid.type.kind), set, rule.per.period and ":during(period)" or "")
  end
end

--- After all rules are read. kinds: name -> as model:kinds() gives it.
function expects.check(checker, kinds)
  for _, rule in ipairs(checker.rules) do
    if rule.expects then check_rule(checker, rule, kinds) end
  end
end

return expects
