-- What a decision's table leaves out and what it says twice, proved. The literals that stand in a column cut its values into points and the
-- stretches between them; in each of these every cell of the column holds everywhere or nowhere, so that one sample stands for all of it and the
-- proof is exact. A cell that is not written out (it asks for a field, or for a parameter that cannot be gone through) may hold or not.
local days = require "mandate.language.days"
local literals = require "mandate.language.literals"
local wording = require "mandate.check.wording"

local coverage = {}

local most_steps = 200000     -- of one search
local most_assignments = 64   -- of values to parameters

local absent = {}             -- the sample of a column that has no value

-- Cells ------------------------------------------------------------------------------------------------------------------------------

local function plain(value, t) return t.k == "date" and days.number(value) or value end

-- What stands in a cell's question, as a list of values; nil where it is not written out. `given`: parameter -> typed value.
local function values_of(argument, given, codes)
  if argument.op == "literal" and argument.type.k == "period" then return { days.number(argument.value.from), days.number(argument.value.to) } end
  if argument.op == "literal" then return { plain(argument.value, argument.type) } end
  if argument.op == "codes" then return codes[argument.name].values end
  local value = argument.op == "parameter" and given[argument.name]
  if value and value.op == "literal" then return { plain(value.value, value.type) } end
  return nil
end

local questions = {}
local function with(test) return function(x, values) return test(x, values[1], values[2]) end end
function questions.is(x, values)
  for _, value in ipairs(values) do
    if x == value then return true end
  end
  return false
end
function questions.starts_with(x, values)
  for _, value in ipairs(values) do
    if x:sub(1, #value) == value then return true end
  end
  return false
end
questions.above, questions.at_least = with(function(x, a) return x > a end), with(function(x, a) return x >= a end)
questions.below, questions.at_most = with(function(x, a) return x < a end), with(function(x, a) return x <= a end)
questions.after, questions.on_or_after, questions.before, questions.by = questions.above, questions.at_least, questions.below, questions.at_most
questions.between = with(function(x, a, b) return a <= x and x <= b end)
questions.during = questions.between

-- The values in all questions of a cell's expression: visit(values or nil, op).
local function each_question(expression, given, codes, visit)
  local e = expression.written or expression
  if e.op == "and" or e.op == "or" then
    each_question(e.a, given, codes, visit)
    each_question(e.b, given, codes, visit)
  elseif e.op == "not" then
    each_question(e.a, given, codes, visit)
  elseif questions[e.op] then
    for _, argument in ipairs(e.arguments or { e.period }) do visit(values_of(argument, given, codes), e.op, argument) end
  end
end

-- Whether a cell holds for a sample: true, false, or nil where that cannot be known.
local function holds(expression, sample, given, codes)
  local e = expression.written or expression
  if e.op == "not" then
    local a = holds(e.a, sample, given, codes)
    if a == nil then return nil end
    return not a
  elseif e.op == "and" or e.op == "or" then
    local a, b = holds(e.a, sample, given, codes), holds(e.b, sample, given, codes)
    local settles = e.op == "or"
    if a == settles or b == settles then return settles end
    if a == nil or b == nil then return nil end
    return not settles
  elseif sample == absent then
    return false
  end
  local values = {}
  for _, argument in ipairs(e.arguments or { e.period }) do
    local known = values_of(argument, given, codes)
    if not known then return nil end
    table.move(known, 1, #known, #values + 1, values)
  end
  return questions[e.op](sample, values)
end

-- Samples ----------------------------------------------------------------------------------------------------------------------------

-- Numbers that can only be whole, and not below 0: counts. Days between two dates are whole too.
local function domain_of(column)
  if column.op == "count" then return { whole = true, low = 0 } end
  if column.type.k == "rate" then return { low = 0, high = 1 } end
  return { whole = column.type.k == "date" or column.type.unit == "days" }
end

-- The points, and a value between and beyond them wherever there is one.
local function number_samples(points, column)
  local domain, list = domain_of(column), {}
  local function add(value)
    if (not domain.low or value >= domain.low) and (not domain.high or value <= domain.high) then list[#list + 1] = value end
  end
  table.sort(points)
  if #points == 0 then return { domain.low or 0 } end
  local first, last = points[1], points[#points]
  local far = column.type.k == "date" and 1
  if domain.low and first > domain.low then add(domain.whole and first - 1 or (domain.low + first) / 2)
  elseif not domain.low then add(first - (far or first > 0 and not domain.whole and first / 2 or 1)) end
  for i, point in ipairs(points) do
    add(point)
    local next_point = points[i + 1]
    if next_point and domain.whole and next_point - point > 1 then add(point + (next_point - point) // 2)
    elseif next_point and not domain.whole then add((point + next_point) / 2) end
  end
  if domain.high and last < domain.high then add((last + domain.high) / 2)
  elseif not domain.high then add(last + (far or not domain.whole and last > 0 and last or 1)) end
  return list
end

local function text_samples(points, prefixes, column)
  local list = {}
  if column.type.values then
    for value in pairs(column.type.values) do list[#list + 1] = value end
    table.sort(list)
    return list
  end
  for _, point in ipairs(points) do list[#list + 1] = point end
  for _, prefix in ipairs(prefixes) do list[#list + 1] = prefix .. "…" end -- any other text that starts so, and no longer prefix of the table
  list[#list + 1] = "…"
  return list
end

-- True if a column may have no value, which is not the same as one that nobody knows.
local function may_be_absent(column)
  if column.type.k == "condition" then return false end
  if column.op == "count" or column.op == "share" or column.op == "sum" or column.op == "verdict" then return false end
  return not (column.op == "field" and column.from.op == "row" and #column.from.via == 0 and column.type.blank == "unknown")
end
coverage.may_be_absent = may_be_absent

-- What stands for a column's values; the absent one last, where there is one.
local function samples_of(version, c, given, codes)
  local column, seen, points, prefixes = version.columns[c], {}, {}, {}
  local list
  if column.type.k == "condition" then
    list = { true, false }
  else
    for _, row in ipairs(version.rows) do
      local cell = row.cells[c]
      if cell.expression then
        each_question(cell.expression, given, codes, function(values, op)
          for _, value in ipairs(values or {}) do
            local of = op == "starts_with" and prefixes or points
            local key = op == "starts_with" and "starts with " .. value or value
            if not seen[key] then
              seen[key] = true
              of[#of + 1] = value
            end
          end
        end)
      end
    end
    list = column.type.k == "text" and text_samples(points, prefixes, column) or number_samples(points, column)
  end
  local present = #list
  if may_be_absent(column) then list[#list + 1] = absent end
  return list, present
end

-- "400 million CNY", "…", yes: a sample as a reader may know it.
local function sample_text(sample, column)
  local k = column.type.k
  if sample == absent then return "none" end
  if k == "condition" then return sample and "yes" or "no" end
  if k == "date" then return days.text(sample) end
  if k == "rate" then return ("%.6g%%"):format(sample * 100) end
  if k == "text" then return sample == "…" and "any other text" or ('"%s"'):format(sample) end
  local number = math.tointeger(sample) or tonumber(("%.15g"):format(sample))
  if column.type.unit and column.type.unit ~= "unit" then return literals.offer(number, column.type.unit) end
  return ("%.15g"):format(number)
end

-- The table as samples ---------------------------------------------------------------------------------------------------------------

-- { samples, present (how many are values), holds[row][column][sample] = true, false or nil, columns }
local function grid_of(version, given, codes)
  local grid = { samples = {}, present = {}, holds = {}, columns = version.columns, rows = version.rows, free_from = {} }
  for c in ipairs(version.columns) do grid.samples[c], grid.present[c] = samples_of(version, c, given, codes) end
  for r, row in ipairs(version.rows) do
    grid.holds[r], grid.free_from[r] = {}, 1
    for c, cell in ipairs(row.cells) do
      local of = {}
      for s, sample in ipairs(grid.samples[c]) do
        if cell.word == "any" then of[s] = true
        elseif cell.word then of[s] = sample == (cell.word == "yes")
        else of[s] = holds(cell.expression, sample, given, codes) end
      end
      grid.holds[r][c] = of
      if cell.word ~= "any" then grid.free_from[r] = c + 1 end -- from there on the row holds whatever the columns are
    end
  end
  return grid
end

-- The samples, one for each column and allowed by `region`, for which none of the rows counts (counts(value of holds)); nil where there are
-- none, false where the search is too long.
local function uncovered(grid, rows, region, counts)
  local columns, memo, steps = #grid.columns, {}, 0
  local function search(c, live)
    steps = steps + 1
    if steps > most_steps then return false end
    if c > columns then return #live == 0 and {} or nil end
    for _, r in ipairs(live) do
      if grid.free_from[r] <= c then return nil end
    end
    local key = c .. ":" .. table.concat(live, ",")
    if memo[key] then return nil end
    local tried = {}
    for s in ipairs(grid.samples[c]) do
      if region(c, s) then
        local left = {}
        for _, r in ipairs(live) do
          if counts(grid.holds[r][c][s]) then left[#left + 1] = r end
        end
        local signature = table.concat(left, ",")
        if not tried[signature] then
          tried[signature] = true
          local found = search(c + 1, left)
          if found == false then return false end
          if found then
            found[c] = s
            return found
          end
        end
      end
    end
    memo[key] = true
    return nil
  end
  return search(1, rows)
end

local function surely(value) return value == true end
local function perhaps(value) return value ~= false end

-- 'enterprise.employees = 150, enterprise.sales = "10 million CNY"'
local function example_text(grid, example, kinds)
  local parts = {}
  for c, column in ipairs(grid.columns) do
    parts[c] = ("%s = %s"):format(wording.of(column, kinds), sample_text(grid.samples[c][example[c]], column))
  end
  return table.concat(parts, ", ")
end

-- A sample of each column for which both rows hold; nil where there is none.
local function shared(grid, a, b, counts)
  local example = {}
  for c in ipairs(grid.columns) do
    for s = 1, grid.present[c] do
      if counts(grid.holds[a][c][s]) and counts(grid.holds[b][c][s]) then
        example[c] = s
        break
      end
    end
    if not example[c] then return nil end
  end
  return example
end

-- The proofs -------------------------------------------------------------------------------------------------------------------------

local Proof = {}
Proof.__index = Proof

function Proof:example(grid, example) return example_text(grid, example, self.kinds) .. self.where end

local function all_rows(count)
  local rows = {}
  for r = 1, count do rows[r] = r end
  return rows
end

function Proof:gaps(grid)
  local rows = all_rows(#self.version.rows)
  local function present(c, s) return s <= grid.present[c] end
  local gap = uncovered(grid, rows, present, perhaps)
  if gap then
    self.fail(nil, ("no row holds for %s: a row is missing, or a last row { %s… } for whatever is left, with not_given \"why\" as its result "
      .. "where the law says nothing"):format(self:example(grid, gap), ("any, "):rep(#grid.columns)))
  elseif gap == false then
    self.warn(nil, "the table is too large for a proof that it has no gap")
  elseif self.open then
    gap = uncovered(grid, rows, present, surely)
    if gap then
      self.warn(nil, ("that it has no gap cannot be proved, because cells are not written out (%s): there may be no row for %s"):format(self.open,
        self:example(grid, gap)))
    end
  end
end

function Proof:overlaps(grid)
  local apart = true
  for b = 2, #self.version.rows do
    for a = 1, b - 1 do
      local sure = shared(grid, a, b, surely)
      local maybe = sure or shared(grid, a, b, perhaps)
      if sure then
        self.fail(b, ("rows %d and %d both hold for %s: make one of them narrower, or say hit = \"first\" if the first row that holds counts"):format(a, b,
          self:example(grid, sure)))
        return false -- one is enough to see what is wrong
      elseif maybe then
        apart = false
        self.warn(b, ("that rows %d and %d never hold together cannot be proved, because cells are not written out (%s): they may for %s; where they do "
          .. "and differ, the value is unknown"):format(a, b, self.open or "?", self:example(grid, maybe)))
      end
    end
  end
  return apart
end

function Proof:masked(grid)
  for r = 2, #self.version.rows do
    local before = all_rows(r - 1)
    local function own(c, s) return grid.holds[r][c][s] ~= false end
    local left = uncovered(grid, before, own, surely)
    if left == nil then
      local by
      for _, other in ipairs(before) do
        by = by or uncovered(grid, { other }, own, surely) == nil and other or nil
      end
      local example = uncovered(grid, {}, own, surely)
      self.fail(r, ("row %d never counts: %s for all of its values, such as %s; leave it out, or put it further up"):format(r,
        by and ("row %d before it holds"):format(by) or "the rows before it hold", self:example(grid, example)))
    elseif left == false then
      self.warn(r, ("the table is too large for a proof that row %d can count"):format(r))
    end
  end
end

-- A cell that no value of its column meets.
function Proof:empty(grid)
  local found = false
  for r, row in ipairs(self.version.rows) do
    for c in ipairs(row.cells) do
      local some = false
      for s in ipairs(grid.samples[c]) do some = some or grid.holds[r][c][s] ~= false end
      if not some then
        found = true
        self.fail(r, ("row %d never holds: no value of column %d, %s, meets its cell%s"):format(r, c, wording.of(grid.columns[c], self.kinds), self.where), c)
      end
    end
  end
  return found
end

-- What of the cells is not written out: the parameters (name -> true), and the first of the rest as words.
local function open_cells(version, parameters, codes)
  local used, open = {}, nil
  for r, row in ipairs(version.rows) do
    for c, cell in ipairs(row.cells) do
      if cell.expression then
        each_question(cell.expression, {}, codes, function(values, _, argument)
          if values then return end
          local written = argument.op == "parameter" and parameters[argument.name].rows[1] ~= nil
          for _, entry in ipairs(written and parameters[argument.name].rows or {}) do written = written and entry.value and entry.value.op == "literal" end
          if written then used[argument.name] = true else open = open or ("row %d, column %d"):format(r, c) end
        end)
      end
    end
  end
  return used, open
end

-- Literals of unlike units in a column in its records' own unit cannot be ordered.
local function has_unlike_units(version)
  for c, column in ipairs(version.columns) do
    local unit
    for _, row in ipairs(column.type.unit_field and version.rows or {}) do
      local unlike = false
      if row.cells[c].expression then
        each_question(row.cells[c].expression, {}, {}, function(_, _, argument)
          local own = argument.op == "literal" and argument.type.unit
          unlike = unlike or own and unit and own ~= unit
          unit = unit or own or nil
        end)
      end
      if unlike then return c end
    end
  end
  return nil
end

local function value_text(value)
  return wording.of(value, {})
end

-- Calls visit(given, where) for each way in which the parameters can have one of their rows' values; false where there are too many.
local function each_assignment(used, parameters, visit)
  local names, count = {}, 1
  for name in pairs(used) do
    names[#names + 1] = name
    count = count * #parameters[name].rows
  end
  if count > most_assignments then return false end
  table.sort(names)
  local given, said = {}, {}
  local function assign(i)
    local name = names[i]
    if not name then return visit(given, #names > 0 and (", where %s"):format(table.concat(said, " and ")) or "") end
    for _, row in ipairs(parameters[name].rows) do
      given[name] = row.value
      said[i] = ('parameter "%s" is %s'):format(name, value_text(row.value))
      if assign(i + 1) == false then return false end
    end
    return true
  end
  assign(1)
  return true
end

--- Proves what can be proved of a version's table and reports the rest: context { codes, parameters, kinds, fail(row, message, column), warn(row, message) },
--- row nil for the table as a whole. Sets on the version: `complete` (for values that are there some row holds, whatever is not written out),
--- `apart` (no two rows hold together), `rest` (the first row that holds whatever the columns are).
function coverage.prove(version, context)
  local self = setmetatable({ version = version, kinds = context.kinds, fail = context.fail, warn = context.warn, where = "" }, Proof)
  version.complete, version.apart, version.rest = false, true, nil
  for r = #version.rows, 1, -1 do
    local free = true
    for _, cell in ipairs(version.rows[r].cells) do free = free and cell.word == "any" end
    if free then version.rest = r end
  end
  local used, open = open_cells(version, context.parameters, context.codes)
  local unlike = has_unlike_units(version)
  if unlike then
    version.apart = version.hit == "first"
    context.warn(nil, ("its cells in column %d are in unlike units: gaps and overlaps cannot be proved"):format(unlike))
    return
  end
  self.open = open
  local failed = false
  local report, remark = context.fail, context.warn
  local warned = {}
  self.fail = function(...)
    failed = true
    report(...)
  end
  self.warn = function(row, message)
    if warned[message] then return end
    warned[message] = true
    remark(row, message)
  end
  local function check(given, where)
    self.where = where
    local grid = grid_of(version, given, context.codes)
    if self:empty(grid) then return false end
    self:gaps(grid)
    if version.hit == "first" then self:masked(grid) else version.apart = self:overlaps(grid) and version.apart end
    return not failed
  end
  if not each_assignment(used, context.parameters, check) then
    self.open = open or "parameters with many values"
    check({}, "")
  end
  if failed then return end
  local grid = grid_of(version, {}, context.codes)
  version.complete = uncovered(grid, all_rows(#version.rows), function(c, s) return s <= grid.present[c] end, surely) == nil
end

return coverage
