--- What explanations say of expressions and their values: each with what it came to, read from the nodes that the verdict was made of. The class that `explain.lua`
--- goes on with, for rules.
local above = require "mandate.language.above"
local core = require "mandate.core"
local as_stood = require "mandate.language.lower.as_stood"
local decided = require "mandate.check.decided"
local explained_months = require "mandate.check.explained_months"
local ranges = require "mandate.check.ranges"
local calendar = require "mandate.language.lower.calendar"
local reach = require "mandate.check.reach"
local reason = require "mandate.check.reason"
local states = require "mandate.language.lower.states"
local traced = require "mandate.check.traced"
local visible = require "mandate.check.shown"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local MOST_ROWS = 8
local MOST_DEPTH = 100

local Explanation = setmetatable({}, { __index = traced.class })
Explanation.__index = Explanation

-- Reading values -----------------------------------------------------------------------------------------------------

local function rate_text(rate) return core.percent_text(rate) .. "%" end
local function unit_text(type) return type.unit and type.unit ~= "unit" and " " .. type.unit or "" end

local function status_of(value) return type(value) == "table" and value.status end

local function shown(self, type, state, low)
  local words = self.words
  if status_of(low) then return words.status[low.status] end
  if state == "unknown" then return words:say "value.unknown" end
  if state == "absent" then return words:say(type.k == "date" and "value.not_yet" or "value.none") end
  if state == "range" then return ranges.words(words, low, type.k == "rate" and rate_text or nil) .. unit_text(type) end
  if type.k == "number" then return core.number_text(low) .. unit_text(type) end
  if type.k == "rate" then return rate_text(low) end
  if type.k == "condition" then return words:say(low and "value.holds" or "value.fails") end
  if type.k == "row" then return self:record_text(type.kind, low) end
  if type.k == "span" then return self:span_text(low) end
  if type.k == "scale" then return wording.of(self.lowering.scales[low], self.pack.kinds) end
  return visible(tostring(low))
end

function Explanation:span_text(index)
  local span = self.lowering:span_at(index)
  if not span then return self.words:say "value.span" end
  local text = self.words:say("span." .. (span.count == 1 and "one_" or "") .. (span.clear and "clear_" or "") .. span.unit, { count = span.count })
  return span.calendar and self.words:say("value.by", { span = text, calendar = span.calendar }) or text
end

function Explanation:line(depth, text, value)
  self.lines[#self.lines + 1] = { depth = depth, text = text, value = value }
end

-- Expressions --------------------------------------------------------------------------------------------------------

local SET_END = { any = true, none = true, every = true, count = true, share = true, sum = true, mean = true, geometric_mean = true, min = true, max = true, first = true,
  last = true, when_all = true, most_in = true, highest = true, lowest = true, percentile = true }

local IN_ONE_UNIT <const> = { sum = true, min = true, max = true, mean = true, geometric_mean = true, highest = true, lowest = true, percentile = true }

local function is_set(expression) return expression.type and (expression.type.k == "set" or expression.type.k == "column") end

-- The set below an aggregate: through columns and distinct.
local function set_of(expression)
  local at = expression.from
  while at and (at.op == "column" or at.op == "column_term" or at.op == "distinct") do at = at.from end
  return at
end

-- How many records are told, with their kind's name.
function Explanation:count_text(kind, rows)
  local certain = 0
  for _, row in ipairs(rows) do
    if not row.perhaps then certain = certain + 1 end
  end
  local count = certain == #rows and tostring(certain) or certain .. "-" .. #rows
  return self.words:say("explain.looked_at_count", { count = count, kind = #rows == 1 and reason.kind(self.words, kind) or reason.kinds(self.words, self.pack, kind) })
end

-- How many of a set's records were looked at, by owner, place and dates, and of which days they are, where not each of them is shown below: what a filter leaves out
-- has been looked at, too. Gives true where there is none, which is said.
function Explanation:looked_at_rows(depth, set, mask, place, listed, dated)
  local rows = self:rows_of({ kind = set.kind, scope = set.scope, mask = mask, pairs = set.pairs, base = set.base, receiver = set.receiver, branch = set.branch,
    day = set.day }, place)
  if not rows then return false end
  if #rows == 0 then
    self:line(depth, self.words:say(dated and "explain.no_record_then" or "explain.no_record", { kind = reason.kind(self.words, set.kind) }))
    return true
  end
  if listed and #rows <= listed and #rows <= MOST_ROWS then return false end
  local starts, from, to = self.lowering.kinds[set.kind].starts, nil, nil
  for _, row in ipairs(rows) do
    if self:get(mask, row) == nil then return false end -- the plan did not ask
    local day = starts and self.snapshot:cell(set.kind, row.record, starts, self.as_of)
    if day and (not from or day < from) then from = day end
    if day and (not to or day > to) then to = day end
  end
  local what = self:count_text(set.kind, rows)
  self:line(depth, self.words:say "explain.looked_at", from and self.words:say("explain.looked_at_days", { records = what, from = from, to = to }) or what)
  return false
end

-- What a question of a set looked at; of a set that no reading has, only that its owner has no record at all is told.
function Explanation:looked_at(depth, expression, place, set, listed)
  local inside = self.looked_in[place.scope]
  local seen = inside and inside.sets[expression] or inside and inside.paired_sets and inside.paired_sets[expression]
  if seen and seen.looked and seen.looked.rows then
    return self:looked_at_rows(depth, seen, seen.looked.rows, { scope = inside, record = place.record, row = place.row }, listed, seen.looked.dated)
  end
  if listed > 0 or self.pack.kinds[set.kind].group or not (set.pairs or set.receiver) then return false end
  return self:looked_at_rows(depth, set, self.lowering:visible(set.kind, set.scope.space), place, math.huge)
end

-- `open`: an empty set would leave nothing open, so nobody knows whose the rows would be.
function Explanation:set(depth, expression, place, asked, open)
  local set = self:set_at(expression, place, asked)
  if not set then return end
  local rows = self:rows_of(set, place)
  if not rows then return end
  local empty = not (open and #rows == 0) and self:looked_at(depth, expression, place, set, #rows)
  if #rows == 0 then
    if not open and not empty then self:line(depth, self.words:say("explain.no_such", { kind = reason.kind(self.words, set.kind) }), nil) end
    return
  end
  for i, row in ipairs(rows) do
    if i > MOST_ROWS then
      self:line(depth, self.words:say("explain.more", { count = #rows - MOST_ROWS }), nil)
      break
    end
    self:cite(set.kind, row.record, { scope = set.scope, record = row.record, row = row.row })
    self:line(depth, self:record_text(set.kind, row.record), row.perhaps and self.words:say "value.perhaps" or nil)
    for _, filter in ipairs(set.filters) do
      if filter.step.op == "where" then self:expression(depth + 1, filter.step.condition, { scope = set.scope, record = row.record, row = row.row }) end
    end
    if asked then self:expression(depth + 1, asked, { scope = set.scope, record = row.record, row = row.row }) end
    self:column(depth + 1, set, row)
  end
end

-- A column's field in the scope of its set, and its node; nil where nobody reads it.
local function field_of(set, column)
  for expression, node in pairs(set.scope.memo) do
    if expression.op == "field" and expression.name == column.name and expression.from.op == "row" and expression.from.scope == set.scope.index then return expression, node end
  end
  return nil
end

-- The value of a column for one row, where the aggregate above asks for one.
function Explanation:column(depth, set, row)
  local column = self.asked_column
  if not column or column.from.type.k ~= "set" then return end
  local expression, node = field_of(set, column)
  if not node then return end
  local state, low = self:get(node, row)
  local unit = state ~= "unknown" and state ~= "absent" and self:own_unit(expression, { scope = set.scope, record = row.record, row = row.row }) or ""
  self:line(depth, set.kind .. "." .. column.name, shown(self, column.type.of, state, low) .. unit)
end

-- " GJ": the unit of what numbers in their records' own units come to: theirs, or, where these differ, their base; nothing where it is not known.
function Explanation:unit_of_set(expression, place)
  local column = expression.from
  if column.op ~= "column" or column.from.type.k ~= "set" or not column.type.of.unit_field then return "" end
  local set = self:set_at(set_of(expression), place)
  local rows, field, node = set and self:rows_of(set, place), nil, nil
  if rows then field, node = field_of(set, column) end
  local unit, differ = nil, false
  for _, row in ipairs(node and rows or {}) do
    if self:get(node, row) ~= "absent" then
      local own = self:own_unit(field, { scope = set.scope, record = row.record, row = row.row })
      if own == "" then return "" end
      unit = unit or own
      differ = differ or own ~= unit
    end
  end
  local known = differ and self.pack.units[unit:sub(2)]
  if differ then return known and " " .. known.base or "" end
  return unit or ""
end

-- What a term says, below the line that names it.
function Explanation:term_text(depth, term, place)
  local name = self.lines[#self.lines]
  if self:shown_at(term.value, place).line then
    name.value = self.words:say("explain.as_above", { value = name.value or "" })
    return
  end
  if term.reading then self:line(depth, self.words:say("explain.reading", { text = term.reading }), nil) end
  self:expression(depth, term.value, place)
end

function Explanation:term(depth, expression, place)
  local term = self.pack.terms[expression.term]
  local own = place.scope.asked_terms and place.scope.asked_terms[expression]
  if not self.uses[term.value] then walk.uses(term.value, self.uses) end
  local inside = self.looked_in[place.scope]
  if own then
    local state, record
    if own.row then state, record = self:get(own.row, place) end
    if state == "known" then self:cite(expression.from.type.kind, record, place) end
    self.looked_in[own] = inside and inside.asked_terms and inside.asked_terms[expression]
    self:term_text(depth, term, { scope = own, record = place.record, row = place.row })
  elseif place.scope.pivot.day and expression.from.op == "row" then
    local record = place.record
    local node = place.scope.memo[expression.from]
    if #expression.from.via > 0 then
      local state, found
      if node then state, found = self:get(node, place) end
      if state ~= "known" then return end -- or the plan did not need that row
      record = found
    end
    if expression.from.scope ~= place.scope.index then return end
    self:cite(expression.from.type.kind, record, place)
    local of_set = self.lowering:is_of_set(expression.from, place.scope)
    local seen_from = self.lowering:term_scope(expression.from.type.kind, place.scope, of_set)
    self.looked_in[seen_from] = inside and self.lowering:term_scope(expression.from.type.kind, inside, of_set)
    self:term_text(depth, term, { scope = seen_from, record = record })
  end
end

-- Whether a row holds whatever the columns are.
local function holds_always(row)
  for _, cell in ipairs(row.cells) do
    if cell.word ~= "any" then return false end
  end
  return true
end

-- The rows of a version that hold or may, up to the one behind which none counts; behind one that may, the others only may count, too.
function Explanation:decided_rows(trace, place)
  local rows, open = {}, false
  for r, node in ipairs(trace.rows) do
    local state, holds = self:get(node, place)
    if state == nil then holds = holds_always(trace.version.rows[r]) end
    open = open or state == "unknown"
    if state == "unknown" or holds then rows[#rows + 1] = { index = r, row = trace.version.rows[r], open = open } end
    if holds and state ~= "unknown" and trace.version.hit == "first" then break end
  end
  return rows
end

function Explanation:decided_version(depth, trace, place)
  local version, kinds = trace.version, self.pack.kinds
  local key, force = "explain.version", decided.force(version, self.words)
  if trace.force then
    local state, holds = self:get(trace.force, place)
    if state ~= "unknown" and not holds then return end
    if state == "unknown" then key = "explain.version_perhaps" end
  end
  self:line(depth, self.words:say(key, { name = version.name, force = force }), nil)
  local told = {}
  for _, column in ipairs(version.columns) do
    if not told[column] then
      told[column] = true
      self:expression(depth + 1, column, place)
      self:cite_row(column.op == "field" and column.from or column, place)
    end
  end
  if trace.found then
    local state, found = self:get(trace.found, place)
    self:line(depth + 1, self.words:say("explain.evidence_of", { set = wording.of(version.evidence, kinds) }),
      self.words:say(state == "unknown" and "value.perhaps" or found and "explain.there_is" or "explain.there_is_none"))
    if state == "unknown" or not found then return end
  end
  local rows = self:decided_rows(trace, place)
  for _, entry in ipairs(rows) do
    self:line(depth + 1, decided.row(entry.row, entry.index, kinds, self.words) .. decided.row_clause(entry.row, self.words),
      self.words:say(entry.open and "value.perhaps" or "explain.row_holds"))
    if entry.row.result.op ~= "literal" and entry.row.result.op ~= "not_given" then self:expression(depth + 2, entry.row.result, place) end
  end
  if #rows == 0 then self:line(depth + 1, self.words:say "explain.no_row", nil) end
end

-- Which version of a decision counts, what it saw in its columns, and the rows that hold or may.
function Explanation:decision(depth, expression, place)
  local traces = place.scope.decided and place.scope.decided[expression]
  local before = #self.lines
  for _, trace in ipairs(traces or {}) do self:decided_version(depth, trace, place) end
  if traces and #self.lines == before then self:line(depth, self.words:say "explain.no_version", nil) end
end

-- " mg/L": the unit that a record gives for its own value.
function Explanation:own_unit(expression, place)
  if IN_ONE_UNIT[expression.op] and expression.from then return self:unit_of_set(expression, place) end
  local field = expression.op == "field" and self.lowering.fields[expression.from.type.kind][expression.name]
  if not field or not field.unit_is_field then return "" end
  for other, node in pairs(place.scope.memo) do
    if other.op == "field" and other.name == field.unit and other.from == expression.from then
      local state, unit = self:get(node, place)
      return state == "known" and " " .. unit or ""
    end
  end
  return ""
end

-- "33", "205": the rows of a share that hold and all of them; rows that are not certain make ranges.
function Explanation:share_counts(expression, place)
  local set = self:set_at(set_of(expression), place, expression.condition)
  local condition = set and set.scope.memo[expression.condition]
  local rows = condition and self:rows_of(set, place)
  if not rows then return nil end
  local yes, most, least, all = 0, 0, 0, 0
  for _, row in ipairs(rows) do
    local state, holds = self:get(condition, row)
    all = all + 1
    if not row.perhaps then least = least + 1 end
    if state == "unknown" or holds then most = most + 1 end
    if state ~= "unknown" and holds and not row.perhaps then yes = yes + 1 end
  end
  local function range(low, high) return low == high and tostring(low) or low .. "-" .. high end
  return range(yes, most), range(least, all)
end

local SIDES = { ["<"] = "below", ["<="] = "at_or_below", [">"] = "above", [">="] = "at_or_above" }

-- What is known of a number that stands behind a sign, which is why what is asked of it may be unknown; nil for other expressions.
function Explanation:behind_sign(expression, place)
  local field = expression.op == "field" and expression.type.k == "number" and self.lowering.fields[expression.from.type.kind][expression.name]
  local record = field and field.sign and self:record_of(expression, place)
  local kind = record and expression.from.type.kind
  local sign = kind and self.snapshot:cell(kind, record, field.sign, self.as_of)
  local number = sign and sign ~= "=" and self.snapshot:cell(kind, record, field.name, self.as_of)
  if not number then return nil end
  local unit = field.unit and not field.unit_is_field and " " .. field.unit or self:own_unit(expression, place)
  return self.words:say("explain." .. (SIDES[sign] or "unread_sign"), { number = number .. unit, sign = sign })
end

-- The numbers that an unknown comparison or calculation is made of, if one of them stands behind a sign.
function Explanation:behind_signs(depth, expression, place)
  local parts, found = { expression.from or expression.a, expression.b, expression.value, table.unpack(expression.arguments or {}) }, false
  local lines = {}
  for i = 1, 8 do
    local part = parts[i]
    local said = part and part.op == "field" and self:behind_sign(part, place)
    local node = part and part.op == "field" and not said and place.scope.memo[part]
    if node then
      local state, low = self:get(node, place)
      if state then said = shown(self, part.type, state, low) .. self:own_unit(part, place) end
    elseif said then
      found = true
    end
    if said then lines[#lines + 1] = { wording.of(part, self.pack.kinds), said } end
  end
  for _, line in ipairs(found and lines or {}) do self:line(depth, line[1], line[2]) end
end

-- What was shown of an expression at a place, in a table of its own for each; so that what a text names twice is shown once.
function Explanation:shown_at(expression, place)
  local by_scope = self.shown[expression] or {}
  self.shown[expression] = by_scope
  local by_row = by_scope[place.scope] or {}
  by_scope[place.scope] = by_row
  local key = place.row or -1 - place.record
  by_row[key] = by_row[key] or {}
  return by_row[key]
end

-- True if an expression stands in several places of the text.
function Explanation:is_shared(expression) return (self.uses[expression] or 0) > 1 end

--- One line for an expression and its value, then what it is made of; where that was shown already, it is said.
function Explanation:expression(depth, expression, place)
  local before = self:shown_at(expression, place)
  if before.line then
    local line = self.lines[before.line]
    if before.to == before.line then return self:line(depth, line.text, line.value) end
    return self:line(depth, line.text, self.words:say("explain.as_above", { value = line.value or "" }))
  end
  local first = #self.lines + 1
  self:expression_anew(depth, expression, place)
  if #self.lines >= first then before.line, before.to = first, #self.lines end
end

-- The row from which a parameter has its value: from when to when, where, and by which clause.
function Explanation:parameter_row(depth, expression, node, place)
  local in_pairs = self.lowering.nodes.pair_spaces[self.lowering.plan:space_of(node)]
  local number = self.run:parameter_row(node, place.record or 0, in_pairs and place.row or nil)
  local row = number and self.pack.parameters[expression.name].rows[number]
  if not row then return end
  local text = reason.force({ from = row.from, to = row.last }, self.words)
  if row.place then text = self.words:say("explain.in_place", { force = text, place = row.place }) end
  local said = {}
  for i, cited in ipairs(row.clauses) do
    local clause = self.pack.instruments[cited.instrument].clauses[cited.clause]
    said[i] = ("%s: %s"):format(reason.cited({ cited }, self.words), self.words:of(clause.texts[cited.text or 1].words))
  end
  if row.none then said[#said + 1] = self.words:say("doc.none", { why = self.words:of(row.none) }) end
  self:line(depth, self.words:say("explain.parameter_row", { force = text }), table.concat(said, self.words.separator))
end

-- Whether the subject keeps to an earlier value of a parameter, and the row that counts; both where nobody knows.
function Explanation:kept_value(depth, expression, place)
  local whom = place.scope.memo[expression.condition]
  if not whom or expression.of_day then whom = nil end
  local state, keeps = nil, nil
  if whom then state, keeps = self:get(whom, place) end
  if whom then self:expression(depth, expression.condition, place) end
  for _, side in ipairs { expression.a, expression.b } do
    local node = place.scope.memo[side]
    if node and (state ~= "known" or (side == expression.a) == (keeps and true or false)) then self:parameter_row(depth, side, node, place) end
  end
end

-- Both values of which the milder one counts, each with its row.
function Explanation:milder_value(depth, expression, place)
  for _, side in ipairs { expression.a, expression.b } do
    local node = place.scope.memo[side]
    local state, value = nil, nil
    if node then state, value = self:get(node, place) end
    if state then
      self:line(depth, self.words:say(side.later and "explain.milder_later" or "explain.milder_then", { as_of = self.as_of }), shown(self, side.type, state, value))
      self:parameter_row(depth + 1, side, node, place)
    end
  end
end

-- What holds instead: a literal as it is written, anything else with what it came to.
function Explanation:said_instead(depth, expression, place)
  local node, state, value = place.scope.memo[expression], nil, nil
  if node then state, value = self:get(node, place) end
  local what = expression.op == "literal" and wording.of(expression, self.pack.kinds) or state and shown(self, expression.type, state, value)
  self:line(depth, self.words:say "explain.instead", what or nil)
  if expression.op ~= "literal" then self:expression(depth + 1, expression, place) end
end

-- What each exception asked, and what it says instead where it holds or may. True where none holds for certain.
function Explanation:exceptions_instead(depth, expression, place)
  local there, otherwise = place.scope.on_days and place.scope.on_days[expression], true
  if not there then return false end
  local asked_at = { scope = there, record = place.record, row = place.row }
  for _, choice in ipairs(expression.choices) do
    local node, state, holds = there.memo[choice.condition], nil, nil
    if node then state, holds = self:get(node, asked_at) end
    self:line(depth, self.words:say("explain.exception", { name = choice.exception.name, clauses = reason.clauses(choice.exception, self.words) }),
      state and shown(self, { k = "condition" }, state, holds) or nil)
    self:expression(depth + 1, choice.asked, asked_at)
    walk.into(choice.condition, function(part)
      if part.op == "exception" and part.name == choice.exception.name then reach.tell(self, depth + 1, part.stretches, there.memo[part], asked_at) end
    end)
    if state == "unknown" or holds then
      local nested = choice.value.op == "instead" and choice.value
      self:said_instead(depth + 1, nested and nested.from or choice.value, place)
      if nested then self:exceptions_instead(depth + 1, nested, place) end
    end
    otherwise = otherwise and (state == "unknown" or not holds)
  end
  return otherwise
end

-- The same, and what holds where none does for certain: of a parameter its row.
function Explanation:instead_value(depth, expression, place)
  local base = expression.from
  local node = self:exceptions_instead(depth, expression, place) and place.scope.memo[base]
  if node and base.op == "parameter" then self:parameter_row(depth, base, node, place)
  elseif node and base.op == "kept" then self:kept_value(depth, base, place)
  elseif node and base.op == "milder" then self:milder_value(depth, base, place)
  elseif node then self:expression(depth, base, place) end
end

-- The place at which a side of a comparison is read, "from" or the number of an argument; what is asked of a day of its own, on that day.
local function side_of(expression, place, side)
  local there = expression.op == "on" and side == "from" and place.scope.on_days and place.scope.on_days[expression]
  if there then return { scope = there, record = place.record, row = place.row } end
  return { scope = as_stood.side(expression, place.scope, side), record = place.record, row = place.row }
end

-- What a state was in a period, as the engine found it: "known" or "unknown", and whether it held; nil where it was not asked.
function Explanation:state_in(e, there, record)
  local node = there.states and there.states[e]
  if node then return self:get(node, { scope = there, record = record }) end
end

-- What began or ended a state in a period, or what left it as it was.
function Explanation:state_period(depth, e, there, record)
  local state, holds = self:state_in(e, there, record)
  self:line(depth, self.words:say("explain.in_period", { period = there.period.label }), state and shown(self, e.type, state, holds) or nil)
  if self.as_of < there.period.to then return self:line(depth + 1, self.words:say "explain.running") end
  local place = { scope = there, record = record }
  self:part(depth + 1, self.words:say "explain.begins", e.a, there.memo[e.a], place)
  if e.b then self:part(depth + 1, self.words:say "explain.ends", e.b, there.memo[e.b], place) end
  local succeeded = there.succeeded and there.succeeded[e]
  if not succeeded then return end
  local told, begins_in_it = self:get(succeeded.when, place)
  if told and begins_in_it then self:part(depth + 1, self.words:say "explain.succeeds", e.row, succeeded.other, place) end
end

-- A state: the period in hand, and the one since which it is so; where nobody knows it, each period back to the first of which that is so.
function Explanation:state(depth, e, place)
  local record = place.record
  if place.scope.row then
    local found, row = self:get(place.scope.row, place)
    if found ~= "known" then return end
    record = row
  end
  local first, at, told = states.first(e), states.period(place.scope), 0
  if at.to < first.from then return self:state_before(depth, e, place, record) end
  while at.to >= first.from and told < MOST_ROWS do
    local there, before = states.scope(self.lowering, e, place.scope, at), calendar.before(at, 1)
    local earlier = at.from > first.from and states.scope(self.lowering, e, place.scope, before) or nil
    local state, holds = self:state_in(e, there, record)
    local was, held
    if earlier then was, held = self:state_in(e, earlier, record) end
    local goes_on = earlier and state == "known" and was == "known" and holds == held
    if told == 0 or not goes_on then
      self:state_period(depth, e, there, record)
      told = told + 1
      if told > 1 and state == "known" or self.as_of < at.to and was == "known" then break end
    end
    if not earlier then return self:state_before(depth, e, place, record) end
    if told > 0 and state == "known" and not goes_on then break end
    at = before
  end
end

-- What it was before its first period.
function Explanation:state_before(depth, e, place, record)
  local there = states.scope(self.lowering, e, place.scope, states.before_first(e))
  if not e.value then return self:line(depth, self.words:say "explain.before", self.words:say "explain.before_unsaid") end
  self:part(depth, self.words:say "explain.before", e.value, there.memo[e.value], { scope = there, record = record })
end

-- The records above one, as far as there are.
function Explanation:above(depth, expression, place)
  for level = 1, #expression.levels do
    local asked = above.level(expression, level)
    local record = place.scope.memo[asked.from]
    if place.scope.memo[asked] == nil or record and self:get(record, place) == "absent" then return end
    self:expression(depth, asked, place)
  end
end

-- A clock that stops, and more time: the day without it, then what puts it off.
function Explanation:clock(depth, expression, place)
  if expression.op == "pause" then
    self:expression(depth, expression.a, place)
    self:expression(depth, expression.b, place)
  elseif expression.op == "paused" then
    self:expression(depth, expression.from, place)
    for _, sort in ipairs(expression.value.parts or { expression.value }) do
      if sort.op == "pause" then self:clock(depth, sort, place) else self:set(depth, sort.from, place, sort.condition) end
    end
  else
    self:part(depth, self.words:say "explain.due_without", expression.from, place.scope.memo[expression.from], place)
    self:expression(depth, expression.date, place)
    if expression.value then self:expression(depth, expression.value, place) end
  end
end

function Explanation:expression_anew(depth, expression, place)
  if depth > MOST_DEPTH then return end
  if expression.op == "pause" then return self:clock(depth, expression, place) end
  local node = place.scope.memo[expression]
  if node == nil then return end
  local read = as_stood.of_condition(self.lowering, expression, place.scope) -- what is below it was read there
  if read ~= place.scope then place = { scope = read, record = place.record, row = place.row } end
  local state, low = self:get(node, place)
  if state == nil then return end -- the plan found that it can change nothing, and left it out
  local op = expression.op
  if op == "decision" then return self:decision(depth, expression, place) end
  if (op == "and" or op == "or") and not expression.written then
    local name = self.words:say(op == "and" and "explain.all_of" or "explain.one_of")
    if self:is_shared(expression) then -- it is named, so that the next place can refer to it
      self.named = self.named + 1
      name = self.words:say("explain.named", { name = name, number = self.named })
    end
    self:line(depth, name, shown(self, expression.type, state, low))
    local function branch(e)
      if e.op == op and not self:is_shared(e) then
        branch(e.a)
        branch(e.b)
      else
        self:expression(depth + 1, e, place)
      end
    end
    branch(expression.a)
    branch(expression.b)
    return
  end
  local value = shown(self, expression.type, state, low)
  if expression.written then -- the comparison itself; unlike units are told by the record's own
    expression = expression.written
    op = expression.op
  end
  local own = expression.from and side_of(expression, place, "from")
  local seen = own and not is_set(expression.from) and own.scope.memo[expression.from]
  if seen and expression.type.k == "condition" and op ~= "field" and expression.from.op ~= "row" then -- of a yes or no the record that it stands in is not its value
    local s, l = self:get(seen, own)
    if s == "unknown" then
      if state ~= "unknown" then value = self.words:say("explain.it_is_unknown", { value = value }) end
    elseif s then
      value = self.words:say("explain.it_is", { value = value, seen = shown(self, expression.from.type, s, l) .. self:own_unit(expression.from, place) })
    end
  end
  if IN_ONE_UNIT[op] and (state == "known" or state == "range") then value = value .. self:own_unit(expression, place) end
  if op == "share" then
    local part, all = self:share_counts(expression, place)
    if part then value = self.words:say("explain.share", { value = value, part = part, all = all }) end
  end
  self:line(depth, wording.of(expression, self.pack.kinds), value)
  if op == "paused" or op == "extended" then return self:clock(depth + 1, expression, place) end
  if state == "unknown" then self:behind_signs(depth + 1, expression, place) end
  if op == "parameter" then self:parameter_row(depth + 1, expression, node, place) end
  if op == "kept" then return self:kept_value(depth + 1, expression, place) end
  if op == "milder" then return self:milder_value(depth + 1, expression, place) end
  if op == "state" then return self:state(depth + 1, expression, place) end
  if op == "instead" then return self:instead_value(depth + 1, expression, place) end
  if op == "any_above" then return self:above(depth + 1, expression, place) end
  if op == "not" then return self:expression(depth + 1, expression.a, place) end
  if op == "previous" then
    local there = self.lowering:in_previous(expression, place.scope)
    if not there then return self:line(depth + 1, self.words:say "explain.no_row_before") end
    self:line(depth + 1, self.words:say("explain.in_period", { period = there.period.label }))
    return self:expression(depth + 1, expression.from, { scope = there, record = place.record, row = place.row })
  end
  if op == "of_each" then return explained_months(self, depth + 1, expression, place) end
  if op == "term" then return self:term(depth + 1, expression, place) end
  if SET_END[op] then
    local below = expression.from
    local outer_column = self.asked_column
    self.asked_column = below.op == "column" and below or nil
    self:set(depth + 1, set_of(expression), place, expression.condition, state == "unknown" and op ~= "share")
    self.asked_column = outer_column
    return
  end
  local parts = { expression.from or false, expression.a or false, expression.b or false, expression.value or false, table.unpack(expression.arguments or {}) }
  for i, part in ipairs(parts) do
    local argument = i - (#parts - #(expression.arguments or {}))
    local at = part and expression.from and side_of(expression, place, part == expression.from and "from" or argument) or place
    if part and part.op == "row" then self:cite_row(part, at)
    elseif part and part.op == "field" then
      self:cite_row(op == "field" and part or part.from, at) -- of a field of the record that a reference names, that record
      if argument > 0 then self:expression(depth + 1, part, at) end -- what it is held against
    elseif part and part.op ~= "literal" and part.op ~= "codes" and not is_set(part) then self:expression(depth + 1, part, at) end
  end
end
return { class = Explanation, value = shown }
