-- What a decision's table leaves out and what it says twice, proved. The literals that stand in a column cut its values into points and the
-- stretches between them; in each of these every cell of the column holds everywhere or nowhere, so that one sample stands for all of it and the
-- proof is exact. Columns that speak of one thing are gone through together (columns.lua). A cell that is not written out (it asks for a field, or
-- for a parameter that cannot be gone through) may hold or not.
local cells = require "mandate.language.cells"
local columns = require "mandate.language.columns"
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local coverage = {}

local most_steps = 200000     -- of one search
local most_assignments = 64   -- of values to parameters
local most_leads = 64         -- of ways to leave one of linked columns

-- The table as samples ---------------------------------------------------------------------------------------------------------------

-- Whether all cells of a row that stand in a group's columns hold: true, false, or nil where that cannot be known.
local function cells_hold(row, group, tuple, given, codes)
  local all = true
  for _, c in ipairs(group.columns) do
    local cell, one = row.cells[c], true
    if cell.word and cell.word ~= "any" then one = tuple[c] == (cell.word == "yes")
    elseif not cell.word then one = cells.holds(cell.expression, tuple[c], given, codes) end
    if one == false then return false end
    if one == nil then all = nil end
  end
  return all
end

-- A grid over groups of columns: { groups, holds[row][group][tuple] = true, false or nil, free_from[row], version }. From the group free_from on the
-- row holds whatever the columns are.
local function grid_over(version, groups, given, codes)
  local grid = { groups = groups, holds = {}, free_from = {}, version = version, linked = false }
  for _, group in ipairs(groups) do grid.linked = grid.linked or group.linked ~= nil end
  for r, row in ipairs(version.rows) do
    grid.holds[r], grid.free_from[r] = {}, 1
    for g, group in ipairs(groups) do
      local of, free = {}, true
      for t, tuple in ipairs(group.tuples) do of[t] = cells_hold(row, group, tuple, given, codes) end
      for _, c in ipairs(group.columns) do free = free and row.cells[c].word == "any" end
      grid.holds[r][g] = of
      if not free then grid.free_from[r] = g + 1 end
    end
  end
  return grid
end

-- The tuples, one for each group and allowed by `region`, for which none of the rows counts (counts(value of holds)); nil where there are
-- none, false where the search is too long.
local function uncovered(grid, rows, region, counts)
  local width, memo, steps = #grid.groups, {}, 0
  local function search(g, live)
    steps = steps + 1
    if steps > most_steps then return false end
    if g > width then return #live == 0 and {} or nil end
    for _, r in ipairs(live) do
      if grid.free_from[r] <= g then return nil end
    end
    local key = g .. ":" .. table.concat(live, ",")
    if memo[key] then return nil end
    local tried = {}
    for t in ipairs(grid.groups[g].tuples) do
      if region(g, t) then
        local left = {}
        for _, r in ipairs(live) do
          if counts(grid.holds[r][g][t]) then left[#left + 1] = r end
        end
        local signature = table.concat(left, ",")
        if not tried[signature] then
          tried[signature] = true
          local found = search(g + 1, left)
          if found == false then return false end
          if found then
            found[g] = t
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
  for g, group in ipairs(grid.groups) do
    local tuple = group.tuples[example[g]]
    for _, c in ipairs(tuple and group.columns or {}) do
      local column = grid.version.columns[c]
      parts[#parts + 1] = { c = c, text = ("%s = %s"):format(wording.of(column, kinds), cells.text(tuple[c], column)) }
    end
  end
  table.sort(parts, function(a, b) return a.c < b.c end)
  for i, part in ipairs(parts) do parts[i] = part.text end
  return table.concat(parts, ", ")
end

-- A tuple of each group for which both rows hold; nil where there is none.
local function shared(grid, a, b, counts)
  local example = {}
  for g, group in ipairs(grid.groups) do
    for t, tuple in ipairs(group.tuples) do
      if tuple.present and counts(grid.holds[a][g][t]) and counts(grid.holds[b][g][t]) then
        example[g] = t
        break
      end
    end
    if not example[g] then return nil end
  end
  return example
end

-- "columns 1 and 3": the columns that may depend on one another in a way that is not followed.
local function linked_columns(grid)
  local list = {}
  for _, group in ipairs(grid.groups) do
    for _, c in ipairs(group.linked and group.columns or {}) do list[#list + 1] = c end
  end
  table.sort(list)
  local last = table.remove(list)
  return ("columns %s and %s"):format(table.concat(list, ", "), last)
end

-- The ways to leave of linked columns one only: what is uncovered then can come about, whatever they have to do with each other.
local function each_lead(grid, visit)
  local signs, members = {}, {}
  for _, group in ipairs(grid.groups) do
    if group.linked and not members[group.linked] then
      members[group.linked] = {}
      signs[#signs + 1] = group.linked
    end
    for _, single in ipairs(group.linked and group.alone or {}) do table.insert(members[group.linked], single) end
  end
  local tries = 0
  local function choose(i, leads)
    if i > #signs then
      tries = tries + 1
      return tries <= most_leads and visit(leads)
    end
    for _, single in ipairs(members[signs[i]]) do
      leads[signs[i]] = single
      local found = choose(i + 1, leads)
      if found then return found end
    end
    return nil
  end
  return choose(1, {})
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

-- Whether the gap comes about whatever linked columns have to do with each other: its grid and itself.
function Proof:sure_gap(grid, rows, counts)
  if not grid.linked then
    local gap = uncovered(grid, rows, function(g, t) return grid.groups[g].tuples[t].whole end, counts)
    return gap and grid, gap
  end
  local narrower
  local gap = each_lead(grid, function(leads)
    local groups = {}
    for _, group in ipairs(grid.groups) do
      if not group.linked then groups[#groups + 1] = group end
    end
    for _, single in pairs(leads) do groups[#groups + 1] = single end
    table.sort(groups, function(a, b) return a.columns[1] < b.columns[1] end)
    narrower = grid_over(self.version, groups, self.given, self.codes)
    return uncovered(narrower, rows, function(g, t) return groups[g].tuples[t].whole end, counts)
  end)
  return gap and narrower, gap
end

-- Of the tables that `unique` and `any` are, whether two rows write the same value.
local function say_the_same(a, b)
  if a.op == "not_given" or b.op == "not_given" then return a.op == b.op end
  return a.op == "literal" and b.op == "literal" and a.value == b.value
end

coverage.say_the_same = say_the_same

-- The same of all results of two rows.
local function rows_agree(a, b)
  for k, result in ipairs(a.results) do
    if not say_the_same(result, b.results[k]) then return false end
  end
  return true
end

function Proof:gaps(grid)
  local rows = all_rows(#self.version.rows)
  local function whole(g, t) return grid.groups[g].tuples[t].whole end
  local gap = uncovered(grid, rows, whole, perhaps)
  local sure, seen = nil, nil
  if gap then sure, seen = self:sure_gap(grid, rows, perhaps) end
  if sure then
    self.fail(nil, ("no row holds for %s: a row is missing, or a last row { %s… } for whatever is left, with not_given \"why\" as its result "
      .. "where the law says nothing"):format(self:example(sure, seen), ("any, "):rep(#self.version.columns)))
  elseif gap then
    self.warn(nil, ("that it has no gap cannot be proved, because %s depend on one another: there may be no row for %s"):format(linked_columns(grid),
      self:example(grid, gap)))
  elseif gap == false then
    self.warn(nil, "the table is too large for a proof that it has no gap")
  elseif self.open then
    gap = uncovered(grid, rows, whole, surely)
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
      local one = self.version.hit == "any" and rows_agree(self.version.rows[a], self.version.rows[b])
      if sure and not grid.linked and not one then
        self.fail(b, (self.version.hit == "any"
          and "rows %d and %d both hold for %s, and do not say the same: make one of them narrower, or say hit = \"first\" if the first row that holds counts"
          or "rows %d and %d both hold for %s: make one of them narrower, or say hit = \"first\" if the first row that holds counts, \"any\" if they say the same"):format(a, b,
          self:example(grid, sure)))
        return false -- one is enough to see what is wrong
      elseif maybe and one then
        apart = false
      elseif maybe then
        apart = false
        local meets = self.version.meets
        meets[a] = meets[a] or {}
        meets[a][b] = true
        self.warn(b, ("that rows %d and %d never hold together cannot be proved, because %s: they may for %s; where they do and differ, the value is unknown")
          :format(a, b, sure and linked_columns(grid) .. " depend on one another" or ("cells are not written out (%s)"):format(self.open or "?"),
            self:example(grid, maybe)))
      end
    end
  end
  return apart
end

-- Whether all cells of a row can hold together.
local function can_hold(grid, r)
  for g, group in ipairs(grid.groups) do
    local some = false
    for t in ipairs(group.tuples) do some = some or grid.holds[r][g][t] ~= false end
    if not some then return false end
  end
  return true
end

-- Whether the rows before a row hold wherever it does: true, or false where the search is too long.
local function is_masked(grid, r)
  local function own(g, t) return grid.holds[r][g][t] ~= false end
  local left = uncovered(grid, all_rows(r - 1), own, surely)
  return left == nil or left and nil
end

-- Rows that never count are mistakes where the columns by themselves tell so, and worth a look where it takes what columns have to do with each other.
function Proof:masked(grid)
  local apart = {}
  for _, group in ipairs(grid.groups) do table.move(group.alone, 1, #group.alone, #apart + 1, apart) end
  local by_itself = grid_over(self.version, apart, self.given, self.codes)
  for r = 2, #self.version.rows do
    local masked = can_hold(grid, r) and is_masked(grid, r)
    local sure = masked and is_masked(by_itself, r)
    if masked then
      local function own(g, t) return grid.holds[r][g][t] ~= false end
      local by
      for _, other in ipairs(all_rows(r - 1)) do
        by = by or uncovered(grid, { other }, own, surely) == nil and other or nil
      end
      local example = uncovered(grid, {}, own, surely)
      local report = sure and self.fail or self.warn
      report(r, ("row %d never counts: %s for all of its values, such as %s; leave it out, or put it further up"):format(r,
        by and ("row %d before it holds"):format(by) or "the rows before it hold", self:example(grid, example)))
    elseif masked == false and can_hold(grid, r) then
      self.warn(r, ("the table is too large for a proof that row %d can count"):format(r))
    end
  end
end

-- A cell that no value of its column meets, and cells that no values of their columns meet together.
function Proof:empty(grid)
  local found = false
  for r, row in ipairs(self.version.rows) do
    for _, group in ipairs(grid.groups) do
      for _, c in ipairs(group.columns) do
        local some, single = false, { columns = { c } }
        for _, tuple in ipairs(group.tuples) do some = some or cells_hold(row, single, tuple, self.given, self.codes) ~= false end
        if not some and self.version.columns[c].type.k ~= "condition" then
          found = true
          self.fail(r, ("row %d never holds: no value of column %d, %s, meets its cell%s"):format(r, c, wording.of(self.version.columns[c], self.kinds),
            self.where), c)
        end
      end
    end
    if not found and not can_hold(grid, r) then
      self.warn(r, ("row %d never holds: what its columns say cannot be true together%s"):format(r, self.where))
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
        cells.each_question(cell.expression, {}, codes, function(values, _, argument, question)
          if values then return end
          if question.unproved then
            open = open or ("row %d, column %d, asks a text for more than can be gone through"):format(r, c)
            return
          end
          local written = argument.op == "parameter" and parameters[argument.name].rows[1] ~= nil
          for _, entry in ipairs(written and parameters[argument.name].rows or {}) do
            written = written and (entry.none or entry.value and entry.value.op == "literal") -- what there is not is found when it is asked for
          end
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
        cells.each_question(row.cells[c].expression, {}, {}, function(_, _, argument)
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
    local valued = 0
    for _, row in ipairs(parameters[name].rows) do valued = valued + (row.value and 1 or 0) end
    count = count * valued
  end
  if count > most_assignments then return false end
  table.sort(names)
  local given, said, in_hand = {}, {}, {} -- in_hand: of a table of periods the row whose columns are asked, which is one for all of them
  local function assign(i)
    local name = names[i]
    if not name then return visit(given, #names > 0 and (", where %s"):format(table.concat(said, " and ")) or "") end
    local own = parameters[name].column
    local before = own and in_hand[own]
    for r, row in ipairs(parameters[name].rows) do
      given[name] = row.value
      if row.value and (not before or before == r) then
        if own then in_hand[own] = r end
        said[i] = (own and "%s is %s" or 'parameter "%s" is %s'):format(own and parameters[name].shown or name, value_text(row.value))
        if assign(i + 1) == false then return false end
      end
    end
    if own then in_hand[own] = before end
    return true
  end
  assign(1)
  return true
end

--- Proves what can be proved of a version's table and reports the rest: context { codes, parameters, kinds, find_term, fail(row, message, column), warn(row, message) },
--- row nil for the table as a whole. Sets on the version: `complete` (for values that are there some row holds, whatever is not written out),
--- `apart` (no two rows hold together), `meets` (row -> row behind it -> true: they may, and do not say the same; nil where nothing is proved),
--- `rest` (the first row that holds whatever the columns are).
function coverage.prove(version, context)
  local self = setmetatable({ version = version, kinds = context.kinds, fail = context.fail, warn = context.warn, where = "", codes = context.codes }, Proof)
  version.complete, version.apart, version.rest, version.meets = false, true, nil, {}
  for r = #version.rows, 1, -1 do
    local free = true
    for _, cell in ipairs(version.rows[r].cells) do free = free and cell.word == "any" end
    if free then version.rest = r end
  end
  local used, open = open_cells(version, context.parameters, context.codes)
  local unlike = has_unlike_units(version)
  local collects = schema.collecting[version.hit]
  if unlike then
    version.apart, version.meets = version.hit == "first", nil
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
  local function grid_of(given)
    local groups = columns.groups(version, { cells = cells, find_term = context.find_term, given = given, codes = context.codes })
    if not open then self.open = select(2, open_cells(version, context.parameters, context.codes)) or self.open end
    return grid_over(version, groups, given, context.codes)
  end
  local function check(given, where)
    self.where, self.given = where, given
    local grid = grid_of(given)
    if self:empty(grid) then return false end
    if collects ~= "rows" and version.hit ~= "sum of" then self:gaps(grid) end -- of none the sum and the count are 0
    if version.hit == "first" then self:masked(grid)
    elseif not collects then version.apart = self:overlaps(grid) and version.apart end
    return not failed
  end
  if not each_assignment(used, context.parameters, check) then
    self.open = open or "parameters with many values"
    check({}, "")
  end
  if failed then return end
  local grid = grid_of {}
  version.complete = uncovered(grid, all_rows(#version.rows), function(g, t) return grid.groups[g].tuples[t].present end, surely) == nil
end

--- Whether conditions can all be true together: "surely", "never", or "perhaps" where that is not proved.
---@param conditions table typed
---@param context table { codes, find_term }
function coverage.together(conditions, context)
  local version, cells_of, in_own_units = { columns = conditions, rows = {} }, {}, false
  for _, condition in ipairs(conditions) do -- what is written in unlike units cannot be ordered
    walk.asked(condition, context.find_term, function(e) in_own_units = in_own_units or e.type ~= nil and e.type.unit_field ~= nil end)
  end
  if in_own_units then return "perhaps" end
  for c in ipairs(conditions) do cells_of[c] = { word = "yes" } end
  version.rows[1] = { cells = cells_of }
  local grid = grid_over(version, columns.groups(version, { cells = cells, find_term = context.find_term, given = {}, codes = context.codes }), {}, context.codes)
  if not shared(grid, 1, 1, perhaps) then return "never" end
  return not grid.linked and shared(grid, 1, 1, surely) and "surely" or "perhaps"
end

return coverage
