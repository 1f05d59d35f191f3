-- Which records a standing rule expects, and whether they are there: meaning.md, section 19.
local contexts = require "tests.naive.expressions.contexts"
local dates = require "tests.naive.dates"
local evaluate = require "tests.naive.evaluate"
local force = require "tests.naive.verdicts.force"
local record_pack = require "tests.naive.record_pack"
local received = require "tests.naive.verdicts.received"
local records = require "tests.naive.records"
local row_kinds = require "tests.naive.row_kinds"
local sets = require "tests.naive.sets"
local showing = require "tests.naive.shown"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"

local expected = {}

-- Whether a day lies in { from, to }.
function expected.inside(day, unit)
  return values.both(values.at_least(day, values.known("date", unit.from)), values.at_most(day, values.known("date", unit.to)))
end

-- Marks in `counts` how many periods before the one in hand an expression asks, through terms and tables; back: before which it stands itself; subject: the kind whose rows
-- it asks.
local function mark_previous(raw, subject, back, asked, counts, seen)
  local node, pack = record_pack.node(raw), asked.pack
  local key = node and ("%s %s %d"):format(node, subject, back)
  if not node or seen[key] then return end
  seen[key] = true
  local kind, term = row_kinds.term(node, subject, pack)
  local function mark(part) mark_previous(part, subject, back, asked, counts, seen) end
  local function mark_term(part) mark_previous(part, kind.name, back, asked, counts, seen) end
  if node.op == "call" and (node.name == "in_each" or node.name == "in_how_many") then return end -- of months, what is asked of each is expected of none before
  if node.op == "call" and node.name == "previous" then
    back = back + (node.arguments[1] or 1)
    counts[back] = true
  end
  if node.op == "state" then -- each of its periods, and the one before its first
    local _, first = dates.period_of(node.unit, dates.parse(node.since))
    local from = asked.period.from
    for _ = 1, back do from = from and select(2, dates.period_before(node.unit, from)) end
    while from and from >= first do
      counts[back] = true
      mark(node.a)
      mark(node.b)
      back, from = back + 1, (select(2, dates.period_before(node.unit, from)))
    end
    return mark(node.from)
  end
  for _, version in ipairs(term and term.versions or {}) do
    for _, column in ipairs(version.columns) do mark_term(column) end
    for _, row in ipairs(version.rows) do
      for _, cell in ipairs(row) do mark_term(cell) end
    end
    mark_term(version.evidence)
  end
  if term and not term.versions then mark_term(term.value) end
  for _, part in ipairs { node.from or false, node.a or false, node.b or false } do
    if part then mark(part) end
  end
  for index = 1, node.arguments and node.arguments.n or 0 do mark(node.arguments[index]) end
end

-- The period in hand, and those before it that the rule asks, from the last one back.
local function periods_asked(asked)
  local rule, counts, list, most = asked.rule, {}, { asked.period or {} }, 0 -- of a rule that is judged once, `during` says which days
  for _, raw in ipairs { rule.require or rule.forbid, rule.evidence } do mark_previous(raw, rule.kind, 0, asked, counts, {}) end
  for count in pairs(counts) do most = math.max(most, count) end
  local from = list[1].from
  for count = 1, most do
    local _, first, last = dates.period_before(rule.unit, from)
    if not first then break end
    from = first
    if counts[count] then
      list[#list + 1] = { from = first, to = last }
      asked.count "expected of a period before that the rule asks"
    end
  end
  return list
end

-- The months, quarters or years of a span of days.
local function units_of(name, from, to)
  local list = {}
  while from <= to do
    local label, first, last = dates.period_of(name, from)
    list[#list + 1] = { label = label, from = first, to = last }
    from = last + 1
  end
  return list
end

--- The records of a kind that may lie in a unit (month, quarter, year): those of its days, and those of a day that nobody knows. All are looked at once.
function expected.records_of(registry, kind, name, unit)
  local rows = registry[kind]
  if not rows[name] then
    rows[name] = { undated = {} }
    for _, record in ipairs(rows) do
      local day = records.day(record)
      local label = day.state == "unknown" and "undated" or day.state == "known" and dates.period_of(name, day.value) or "none"
      rows[name][label] = rows[name][label] or {}
      table.insert(rows[name][label], record)
    end
  end
  local found = table.move(rows[name].undated, 1, #rows[name].undated, 1, {})
  local dated = rows[name][unit.label] or {}
  return table.move(dated, 1, #dated, #found + 1, found)
end

-- Whether a row of the set is there of the unit that could be judged.
local function is_there(asked, unit)
  local kept = { type = "set", rows = {} }
  for _, record in ipairs(expected.records_of(asked.registry, asked.kind, asked.rule.expects.each, unit)) do
    local day = records.day(record)
    local within = expected.inside(day, unit)
    if within.value ~= false then
      local set = asked.telling_on(day.value)
      kept.open, kept.missing = set.open, values.missing(kept, set)
      for _, row in ipairs(sets.rows_of(set.rows, record)) do
        kept.rows[#kept.rows + 1] = { record = record, sure = row.sure and within.state == "known", missing = values.missing(row, within) }
      end
    end
  end
  local now = asked.set_on(nil)
  if now.open then kept.open, kept.missing = true, values.missing(kept, now) end
  return sets.any(kept)
end

--- What all_there needs to know of a rule's judgement. `judged_in(unit)` tells whether what the rule asks could be judged there; `context_on(day)` is that in which a row of
--- that day is read.
function expected.asked(subject, rule, arises, pivot, context_on, judged_in)
  local from, to = force.days(rule)
  local kind, begins, sets_on, telling_on = subject.record.kind, nil, {}, {}
  if rule.arises ~= nil then begins = arises elseif kind.starts then begins = records.day(subject.record) end
  local function key_of(day) return rule.forbid == nil and "all" or day or "unknown" end -- of a `require` every row is read alike
  local function set_on(day)
    local key = key_of(day)
    sets_on[key] = sets_on[key] or evaluate.value(rule.expects[1], context_on(day))
    return sets_on[key]
  end
  local function telling(day)
    local key = key_of(day)
    telling_on[key] = telling_on[key] or showing.telling(set_on(day))
    return telling_on[key]
  end
  local function day(raw)
    local read = received.only(subject, raw, pivot, rule) -- also where another rule reads the verdict
    if read.state == "unknown" and subject.run.counters and evaluate.as(raw, "date", subject.read_as(pivot, rule)).state ~= "unknown" then
      subjects.count(subject, "expected from or to a day that was never received")
    end
    return read
  end
  return { rule = rule, day = day, force = { from = from, to = to }, as_of = subject.run.as_of, period = subject.period, begins = begins, around = subject.context(pivot, rule),
    pack = subject.run.pack, registry = subject.run.registry, kind = set_on(nil).kind, set_on = set_on, telling_on = telling, judged_in = judged_in,
    count = function(situation) subjects.count(subject, situation) end }
end

--- A condition: all that is expected is there. And whether anything was expected for certain, and there.
function expected.all_there(asked)
  local wanted = asked.rule.expects
  local function within(period)
    if type(wanted.during) == "table" then -- months that end with the period that is judged
      asked.count "expected of months before the period that is judged"
      return evaluate.as(wanted.during, "period", contexts.copy(asked.around, { period = period, ends = false }))
    elseif wanted.during then
      local from, to = dates.parse_period(wanted.during)
      return { from = from, to = to }
    end
    return period
  end
  local begins, ends = asked.begins, nil
  if wanted.from ~= nil then begins = asked.day(wanted.from) end
  if wanted.to ~= nil then ends = asked.day(wanted.to) end
  local all, some = values.yes, false
  local taken = {}
  local function take(unit)
    if taken[unit.label] then return end
    taken[unit.label] = true
    if unit.to <= asked.as_of and unit.to >= asked.force.from and unit.from <= asked.force.to then
      local due = begins and values.at_most(begins, values.known("date", unit.to)) or values.yes
      if ends and ends.state ~= "absent" then due = values.both(due, values.at_least(ends, values.known("date", unit.from))) end
      if due.value ~= false then
        local found = is_there(asked, unit)
        local there = values.both(found, asked.judged_in(unit))
        if found.value == true and there.value ~= true then asked.count "a month of what could not be judged" end
        local own = values.either(values.negate(due), there)
        if own.value == true and due.value == true then some = true end
        asked.count(own.value == true and "expected, and there" or own.state == "unknown" and "perhaps expected, and missing" or "expected, and missing")
        all = values.both(all, own)
      else
        asked.count "not expected before its beginning or behind its end"
      end
    elseif unit.to > asked.as_of then asked.count "not expected yet"
    end
  end
  for _, period in ipairs(periods_asked(asked)) do
    local days = within(period)
    for _, unit in ipairs(units_of(wanted.each, days.from, days.to)) do take(unit) end
  end
  return all, some
end

return expected
