--- From a checked pack and a snapshot to a plan: expressions become nodes, rules become verdicts, reports become columns. Lowered anew for each
--- run, because the day, the places and the years that a rule is judged in are then known; it takes milliseconds.
local core = require "mandate.core"
local aggregates = require "mandate.language.lower.aggregates"
local analysis = require "mandate.language.lower.analysis"
local calendar = require "mandate.language.lower.calendar"
local comparisons = require "mandate.language.lower.comparisons"
local days = require "mandate.language.lower.days"
local expressions = require "mandate.language.lower.expressions"
local garbage = require "mandate.language.garbage"
local groups = require "mandate.language.lower.groups"
local months = require "mandate.language.lower.months"
local nodes = require "mandate.language.lower.nodes"
local origins = require "mandate.language.origins"
local judging = require "mandate.language.lower.judging"
local let_go = require "mandate.language.lower.let_go"
local periods = require "mandate.language.lower.periods"
local rows = require "mandate.language.lower.rows"
local rules = require "mandate.language.lower.rules"
local scope = require "mandate.language.lower.scope"
local ways = require "mandate.language.ways"

local lowering = {}
lowering.__index = lowering

lowering.value, lowering.row, lowering.period, lowering.in_previous = expressions.value, rows.row, periods.bounds, periods.in_previous
lowering.months = months.list
lowering.pivot_node, lowering.read, lowering.term_own = rows.pivot_node, rows.read, rows.term_own
lowering.in_term, lowering.column_units, lowering.end_certain = rows.in_term, aggregates.column_units, aggregates.end_certain
lowering.has_status, lowering.is_of_set = comparisons.has_status, rows.is_of_set
lowering.calendar_index, lowering.span_index, lowering.span_at = days.calendar_index, days.span_index, days.span_at
lowering.in_place, lowering.if_shown, lowering.let_go, lowering.kept_late = judging.in_place, rules.if_shown, let_go.before, let_go.kept_late

---@param pack table as language.load gives it
---@param snapshot userdata
---@param as_of string ISO date
---@param ahead boolean|nil the plan is asked when its verdicts can change: what the law's own days will bring stays in it
function lowering.new(pack, snapshot, as_of, ahead)
  local plan = assert(core.plan(snapshot, as_of))
  local self = setmetatable({
    pack = pack, snapshot = snapshot, as_of = as_of, ahead = ahead or false, plan = plan, nodes = nodes.new(plan), kinds = pack.kinds, fields = {}, versions = {}, bases = {},
    compiled = {}, term_scopes = {}, term_pivots = {}, term_places = {}, term_asked = {}, rule_asked = {}, groups = {}, group_spaces = {},
    spans = {}, calendars = {}, scales = {}, previous = {}, asked_months = {}, parameters = {}, named = {}, dates_asked = { memo = {} },
    unknown_places = {}, found = {}, periods = {}, sites = {}, site_places = {}, origins = origins.of_pack(pack), given_texts = {},
    refused = {}, -- kind -> rows that imports refused and that have not come since, as snapshot:refusals gives them
    settled = {}, -- and those of which it was said why they need not come
  }, lowering)
  for name, kind in pairs(pack.kinds) do
    self.fields[name] = {}
    for _, field in ipairs(kind.fields) do self.fields[name][field.name] = field end
  end
  for _, one in ipairs(snapshot:refusals()) do
    local by_kind = one.why and self.settled or self.refused
    by_kind[one.kind] = by_kind[one.kind] or {}
    table.insert(by_kind[one.kind], one)
  end
  for _, rule in ipairs(pack.rules) do
    if not self.versions[rule.base] then
      self.versions[rule.base] = {}
      self.bases[#self.bases + 1] = rule.base
    end
    table.insert(self.versions[rule.base], rule)
  end
  return self
end

local MOST_LETTERS = 200 -- of an expression in one sentence

--- Tells the plan what a rule says at a node, for who names it where it has no value; returns the node.
function lowering:labelled(node, expression)
  local text = self.wording and self.wording(expression, self.kinds)
  if text and #text <= MOST_LETTERS then self.plan:label(node, text) end
  return node
end

--- The space of a kind's records, or of a group's rows.
function lowering:space(kind)
  return self.kinds[kind].group and groups.of(self, kind).space or self.plan:space(kind)
end

--- The row itself of a space of a kind's records, or of a group's rows.
function lowering:own_row(kind, space)
  return self.nodes:add("ROW", space, nil, { kind = not self.kinds[kind].group and kind or nil })
end

--- Which records of a kind there are on the as-of day, as a node.
function lowering:visible(kind, space)
  if self.snapshot:all_visible(kind, self.as_of) then return self.nodes:truth(space, true) end
  return self.nodes:add("VISIBLE", space, nil, { kind = kind })
end

--- Whether it depends on the day which rows of a kind stand below which record: by the reference itself, or (branch) by the tree that it leads into.
function lowering:link_moves(kind, reference, branch)
  local above = self.fields[kind][reference].kind
  return self.plan:moves(kind, reference) or (branch and self.kinds[above].tree ~= nil and self.plan:moves(above)) or false
end

--- True if some record's owner is a place, and not the same one on every day.
function lowering:owners_move()
  if self.some_owner_moves == nil then
    self.some_owner_moves = false
    for name, kind in pairs(self.pack.kinds) do
      if kind.owner and not kind.group and self.plan:moves(name, kind.owner) then self.some_owner_moves = true end
    end
  end
  return self.some_owner_moves
end

--- True if where a kind's records lie is not the same on every day.
function lowering:place_moves(kind)
  if not self:path_to(kind, "jurisdiction") then return false end
  if self.plan:moves "jurisdiction" then return true end
  local at = kind
  for _, field in ipairs(self:path_to(kind, "jurisdiction")) do
    if self.plan:moves(at, field) then return true end
    at = self.fields[at][field].kind
  end
  return false
end

--- How deep a place lies on the as-of day; 0 everywhere.
function lowering:depth(place)
  if not place then return 0 end
  if self.plan:moves "jurisdiction" then return self.plan:depth("jurisdiction", place, self.as_of) end
  return self.snapshot:depth("jurisdiction", place)
end

--- Brings entries { place = a record or nil, … } that stand in the order of their depth on the as-of day into one in which a place stands before those that
--- it lies below on some day.
function lowering:nearest_first(entries)
  if not self.plan:moves "jurisdiction" then return entries end
  local function below(a, b) return a.place and b.place and a.place ~= b.place and self.plan:ever_below("jurisdiction", a.place, b.place) end
  local left, ordered = table.move(entries, 1, #entries, 1, {}), {}
  while #left > 0 do
    local next_one = 1 -- where places changed about, the deeper one on the as-of day
    for i, entry in ipairs(left) do
      local free = true
      for _, other in ipairs(left) do free = free and not (below(other, entry) and not below(entry, other)) end
      if free then
        next_one = i
        break
      end
    end
    ordered[#ordered + 1] = table.remove(left, next_one)
  end
  return ordered
end

--- The pivot of a scope as a node in its space.
function lowering:pivot(around)
  local pivot = around.pivot
  if not pivot.day then return pivot.node end
  if not pivot.moves then return self.nodes:day(around.space, pivot.day) end
  return self:today(around.space, pivot.until_day)
end

--- The as-of date, or the earlier of it and a day, as a node.
function lowering:today(space, until_day)
  local today = self.nodes:today(space, self.as_of)
  if not self.ahead or not until_day then return today end
  return self.nodes:add("DATE_EARLIER", space, { today, self.nodes:day(space, until_day) })
end

--- Whether a scope's pivot lies in [from, to], as a node; nil where it does for all rows, and for good. The second value: it never does.
---@param law table|nil the day whose law is read, where it is not the pivot
function lowering:in_force(around, from, to, law)
  local pivot, own, space = law or around.pivot, self.nodes, around.space
  local day, last = pivot.day, pivot.until_day
  if not day then return own:within(pivot.node, from, to, space) end
  if to and day > to then return own:truth(space, false), true end
  local moves = pivot.moves and self.ahead
  local ends = moves and to and (not last or last > to) and to or nil
  if not from or day >= from then return ends and own:within(self:pivot(around), nil, ends, space) or nil end
  if not moves or last and last < from then return own:truth(space, false), true end
  return own:within(self:pivot(around), from, ends, space)
end

--- The day whose law a scope reads, as a node in its space.
function lowering:law(around)
  if around.law then return self.nodes:day(around.space, around.law.day) end
  return self:pivot(around)
end

--- The scope in which a term's text is computed once for all records of a kind.
---@param of_set boolean|nil it is asked of rows of sets (scope.lua), which with a reading is another scope
function lowering:term_scope(kind, around, of_set)
  local period = around.period
  local pivot = around.pivot.day and around.pivot or { day = self.as_of, moves = true }
  local key = table.concat({ kind, pivot.day, pivot.moves and "moves" or "", pivot.any_day and "any day" .. tostring(pivot.any_day) or "", pivot.until_day or "",
    around.law and around.law.day or "", period and table.concat { calendar.key(period), period.last or "", period.open and "open" or "", period.since or "" } or "",
    around.reading or "", around.assured and (around.assured == true and "assured" or around.assured.key) or "",
    around.unit and around.unit.kind .. around.unit.from
      .. around.unit.to or "", around.without and tostring(around.without) or "", around.non_detects or "", around.reading and of_set and "of a set" or "",
    around.never and "never" or "", around.of_none and "of none" or "" }, "/")
  local own = self.term_scopes[key]
  if not own then
    own = scope.of_kind(self, kind, { period = period, law = around.law, pivot = pivot, reading = around.reading, assured = around.assured,
      unit = around.unit, of_set = around.reading and of_set or nil, without = around.without, non_detects = around.non_detects, never = around.never,
      of_none = around.of_none })
    self.term_scopes[key] = own
  end
  return own
end

function lowering:term_asks_pivot(name)
  local known = self.term_pivots[name]
  if known == nil then
    self.term_pivots[name] = false -- terms do not refer to themselves
    known = analysis.asks_pivot(self, self.pack.terms[name].value)
    self.term_pivots[name] = known
  end
  return known
end

--- True if a term's value depends on where the subject lies that it is asked for.
function lowering:term_asks_place(name)
  local known = self.term_places[name]
  if known == nil then
    self.term_places[name] = false -- terms do not refer to themselves
    known = analysis.asks_place(self, self.pack.terms[name].value)
    self.term_places[name] = known
  end
  return known
end

--- True if a column's values depend on the pivot.
function lowering:term_or_field_asks_pivot(column, kind)
  if column.op == "column_term" then return self:term_asks_pivot(column.term) end
  return self.snapshot:versioned(kind)
end

-- A row of a parameter for the engine; nil for one that never holds, and for a place that the registry does not hold, which has no subjects.
local function parameter_row(self, row, k)
  local place = row.place and self:place_record(row.place)
  if row.place and not place or row.last and row.last < (row.from or "0001-01-01") then return nil end
  local entry = { from = row.from, to = row.last, place = place, depth = self:depth(place), none = row.none ~= nil }
  local value = row.value
  if value == nil then return entry end
  if k == "span" then entry.integer = self:span_index(value)
  elseif k == "date" then entry.date = value.value
  elseif k == "scale" then
    local numbers = {}
    for i, band in ipairs(value.bands) do numbers[2 * i - 1], numbers[2 * i] = band.threshold, band.rate end
    entry.integer = self.plan:scale(numbers)
    self.scales[entry.integer] = value
  elseif k == "text" then entry.integer = self.plan:text(value.value)
  else entry.low = value.value end
  return entry
end

--- The engine's index of a parameter, and whether some of its rows hold in one place only.
function lowering:parameter_index(name)
  local known = self.parameters[name]
  if known then return known.index, known.local_rows end
  local parameter = self.pack.parameters[name]
  local k = parameter.type.k
  local list, local_rows = {}, false
  for i, row in ipairs(parameter.rows) do
    local entry = parameter_row(self, row, k)
    if entry then entry.number = i end
    list[#list + 1] = entry
    local_rows = local_rows or entry ~= nil and entry.place ~= nil
  end
  local types = { span = "span", date = "date", text = "text", scale = "scale" }
  local index = self.plan:parameter { name = parameter.shown or name, type = types[k] or "number",
    choose = parameter.choose == "stricter" and parameter.stricter or "nearest", rows = list }
  self.parameters[name] = { index = index, local_rows = local_rows }
  return index, local_rows
end

--- The engine's index of what stands for a decision of which no version is in force: a parameter without rows, told of as a decision.
function lowering:decision_index(name, k)
  local key = "decision " .. name
  if not self.parameters[key] then
    self.parameters[key] = { index = self.plan:parameter { name = name, decision = true, type = (k == "date" or k == "text") and k or "number", rows = {} } }
  end
  return self.parameters[key].index
end

--- The same for a state of which nobody knows what it is in a period.
function lowering:state_index(name)
  local key = "state " .. name
  if not self.parameters[key] then self.parameters[key] = { index = self.plan:parameter { name = name, state = true, type = "number", rows = {} } } end
  return self.parameters[key].index
end

--- The same for a table of periods, of which one before its first row is asked.
function lowering:periods_index(name)
  local key = "periods " .. name
  if not self.parameters[key] then self.parameters[key] = { index = self.plan:parameter { name = name, periods = true, type = "number", rows = {} } } end
  return self.parameters[key].index
end

--- The same for months of a period of which none can be asked.
function lowering:months_index(unit)
  local key = "months " .. unit
  if not self.parameters[key] then self.parameters[key] = { index = self.plan:parameter { name = unit, months = true, type = "number", rows = {} } } end
  return self.parameters[key].index
end

--- The same for two exceptions that hold at once and do not say the same: what nobody knows because of them is told by their names and clauses.
function lowering:contradiction_index(pair)
  local said = {}
  for i, exception in ipairs(pair) do
    local cited = exception.clauses[1]
    said[i] = cited and ("%s (%s/%s)"):format(exception.name, cited.instrument, cited.clause) or exception.name
  end
  local name = table.concat(said, " + ")
  local key = "exceptions " .. name
  if not self.parameters[key] then
    self.parameters[key] = { index = self.plan:parameter { name = name, contradicting = "exceptions", type = "number", rows = {} } }
  end
  return self.parameters[key].index
end

--- The same for two rows of a decision that hold at once and do not say the same; second: nil for one of several behind the first.
function lowering:rows_index(version, first, second)
  local name = ("%s:%d+%s"):format(version.name, first, second or "…")
  local key = "rows " .. name
  if not self.parameters[key] then
    self.parameters[key] = { index = self.plan:parameter { name = name, contradicting = "rows", type = "number", rows = {} } }
  end
  return self.parameters[key].index
end

--- The record that a pack names by its key, or nil where the registry does not hold it (noted, so that the command can say so).
---@param kind string of a tree: a jurisdiction, or a pack's own kind whose quota it is
function lowering:named_record(kind, key)
  local named = self.named[kind] or {}
  self.named[kind] = named
  if named[key] == nil then
    named[key] = self.snapshot:find(kind, key) or false
    if not named[key] then table.insert(self.unknown_places, { kind = kind, key = key }) end
  end
  return named[key] or nil
end

--- The record of a place.
function lowering:place_record(code) return self:named_record("jurisdiction", code) end

--- The fields that lead from a kind to another, nearest first; nil where there is no way.
function lowering:path_to(kind, wanted)
  self.ways = self.ways or {}
  local key = kind .. " " .. wanted
  if self.ways[key] == nil then self.ways[key] = ways.to(self.kinds, kind, wanted) or false end
  return self.ways[key] or nil
end

--- The kind of the subject whose place a scope asks for.
function lowering.place_subject(_, around)
  while around.outer or around.pivot_scope do around = around.outer or around.pivot_scope end
  return around.kind
end

--- The subject's jurisdiction on the scope's pivot as a node in the scope, absent where it lies in none; nil where its kind has no way to one.
function lowering:place_node(around)
  local outermost = around
  while outermost.outer or outermost.pivot_scope do outermost = outermost.outer or outermost.pivot_scope end -- out of a term's text, too
  local via = self:path_to(outermost.kind, "jurisdiction")
  if not via then return nil end
  local kind, node, space = outermost.kind, outermost.row, outermost.space
  for _, field in ipairs(via) do
    local moves = self.plan:moves(kind, field)
    if moves and space ~= around.space then -- where it lies is asked on the pivot of whoever asks
      node, space = self.nodes:bring(node or self:own_row(kind, space), space, around.space), around.space
    end
    -- also of an owner that is not there yet
    node = self.nodes:add("READ", space, { node or false, moves and self:pivot(around) or false }, { kind = kind, field = field, reading = "as recorded" })
    kind = self.fields[kind][field].kind
  end
  node = node or self:own_row(kind, space)
  return self.nodes:bring(node, space, around.space)
end

function lowering.day_number(_, day)
  return core.days_between("1970-01-01", day)
end

function lowering:rule_word(base)
  return self.versions[base][1].word
end

--- True if a rule, itself, in an exception to it or through what it names, asks something.
---@param asks function a lowering and an expression: whether that does
function lowering:rule_asks(base, asks)
  self.rule_asked[asks] = self.rule_asked[asks] or {}
  local known = self.rule_asked[asks]
  if known[base] == nil then
    known[base] = false -- rules do not judge by themselves
    local found = false
    analysis.asked_of(self.pack, base, function(asked) found = found or asks(self, asked) end)
    known[base] = found
  end
  return known[base]
end

--- The same of a term.
function lowering:term_asks(name, asks)
  self.term_asked[asks] = self.term_asked[asks] or {}
  local known = self.term_asked[asks]
  if known[name] == nil then
    known[name] = false -- terms do not refer to themselves
    known[name] = asks(self, self.pack.terms[name].value)
  end
  return known[name]
end

-- In which reading a scope reads other rules' verdicts, and what evidence stands for in it; nil: as they say.
local function read_in(around)
  if around.assured == true then return nil end
  return around.reading, around.assured
end

--- A rule's lowered form, made on first use; period nil for rules without. reading: as other rules' second reading sees it, assured: or their fourth (scope.lua).
function lowering:rule(base, period, reading, assured)
  reading = reading and self:rule_asks(base, analysis.has_second_reading) and "shown" or nil
  local key = base .. "/" .. (period and period.label or "") .. (reading and "/" .. reading .. (assured and "/" .. assured.key or "") or "")
  if not self.compiled[key] then self.compiled[key] = rules.lower(self, base, period, reading, assured) end
  return self.compiled[key]
end

--- The same for a period in which the rule may not be in force: it is not applicable there.
function lowering:rule_in(base, period, reading, assured)
  if not period then return self:rule(base, nil, reading, assured) end
  if rules.judges(self, base, period) then return self:rule(base, period, reading, assured) end
  local kind = self.versions[base][1].per.kind
  local key = base .. "/" .. period.label
  self.compiled[key] = self.compiled[key] or { base = base, kind = kind, period = period, versions = {},
    node = self.plan:verdicts("CHOOSE", self:space(kind), {}) }
  return self.compiled[key]
end

-- Brings verdicts of the rule that an expression `verdict "rule"` names into the scope around: a function from those of all records to those of the row that is asked.
local function brought(self, expression, rule, around)
  local row = self:row(expression.row, around)
  if not row.node and around.space == self:space(rule.kind) then return function(node) return node end end
  local record = row.node or self:own_row(row.kind, around.space)
  return function(node) return node and self.nodes:add("FETCH", around.space, { record, node }) end
end

local function rule_of(self, expression, around)
  local unit = self.versions[expression.rule][1].per.period
  return self:rule_in(expression.rule, unit and around.period and (around.period.whole or around.period) or nil, read_in(around))
end

--- The verdict that an expression `verdict "rule"` asks for, as a node in the scope around.
---@return integer verdict
---@return integer|nil waived the same, where whoever is perhaps waived is; nil where nobody can be
function lowering:verdict(expression, around)
  local rule = rule_of(self, expression, around)
  if rule.if_waived == nil then rule.if_waived = rules.if_waived(self, rule) or false end
  if self.wording then self.plan:label(rule.node, rule.period and ("%s@%s"):format(expression.rule, rule.period.label) or expression.rule) end
  local bring = brought(self, expression, rule, around)
  return bring(rule.node), bring(rule.if_waived or nil)
end

--- What the verdict may be where nobody knows whether or when it was done, as rules.if_done gives it, as nodes in the scope around; nil where that is known of all.
---@return integer|nil not_done
---@return integer waived
---@return integer done
function lowering:verdict_if_done(expression, around)
  local rule = rule_of(self, expression, around)
  if rule.if_done == nil then rule.if_done = table.pack(rules.if_done(self, rule)) end
  if not rule.if_done[1] then return nil end
  local bring = brought(self, expression, rule, around)
  return bring(rule.if_done[1]), bring(rule.if_done[2]), bring(rule.if_done[3])
end

-- What one goal of a quota has for a field, as a node; nil where it has none.
function lowering:goal_value(trace, field, period, space)
  if field == "due" then return trace.goal.due and self.nodes:day(space, trace.goal.due) end
  if field == "planned" and period then -- in a year of a report: that year's increment; periods that a table names are no years
    local increment = not period.siblings and trace.goal.yearly and trace.goal.yearly[tonumber(period.label:sub(1, 4))]
    return increment and self.nodes:number(space, increment[1], increment[2])
  end
  if field == "gap" then
    local target = self.nodes:number(space, trace.target_low) -- a range is tested at its lower end
    local reached = self.nodes:add("NUMBER_AT_LEAST", space, { trace.values.actual, target })
    local short = self.nodes:add("SUBTRACT", space, { target, trace.values.actual })
    local at_least = self.nodes:add("BOUNDED", space, { short }, { number = 0, number2 = math.huge }) -- where it may be reached, more than that is nothing short
    return self.nodes:add("PICK", space, { self.nodes:number(space, 0), at_least, reached })
  end
  return trace.values[field]
end

--- A quota's number or due date for every jurisdiction, absent where none of its goals is in force, and unknown where nobody knows whether one binds.
function lowering:quota_value(base, field, around)
  local period = around.period
  local rule = self:rule(base, nil, read_in(around))
  local space = self:space(rule.kind)
  local result = field == "due" and self.nodes:day(space, nil) or self.nodes:number(space, 0 / 0)
  for _, trace in ipairs(rule.versions) do
    local value = self:goal_value(trace, field, period, space)
    if value then result = self.nodes:add("DECIDE", space, { value, result, trace.judges }) end
  end
  return result
end

--- Lowers every rule of the pack, or one. Returns them in the pack's order, one per rule and period.
---@param only string|nil a rule's base name
function lowering:rules(only)
  local list = {}
  for _, base in ipairs(self.bases) do
    if not only or base == only then
      for _, period in ipairs(rules.periods(self, base)) do list[#list + 1] = self:rule(base, period or nil) end
    end
  end
  return list
end

--- The number of the place where a function is called for a period, or for none.
---@param seen table|nil what it sees in a reading of what is shown (shown.of_function)
function lowering:call_site(index, period, at, seen)
  local key = index .. "/" .. (period and calendar.key(period) or "") .. (seen and "/" .. seen.key or "")
  if not self.sites[key] then
    self.sites[#self.sites + 1] = { index = index, period = period, shown = seen }
    self.sites[key] = #self.sites
    self.site_places[#self.sites] = ("%s:%d"):format(at.file, at.line) .. (period and "@" .. period.label or "") .. (seen and ", read again" or "")
  end
  return self.sites[key]
end

--- Runs the plan. options: missing, keep_all, profile, block, threads, rows (of core.verdict_rows, with its file open).
function lowering:run(options)
  local with = {}
  garbage.resume() -- which was stopped when the pack was opened
  for _, name in ipairs { "missing", "keep_all", "profile", "block", "threads", "rows" } do with[name] = options[name] end
  if self.sites[1] then
    with.functions = { files = self.pack.files, prelude = self.pack.prelude, hash = self.pack.hash, sites = self.sites }
  end
  return core.run(self.plan, with)
end

return lowering
