-- A range holds every outcome: small random sets whose unknown values, values behind signs and rows that are only perhaps in the set are completed in every
-- way that a grid of values allows. Each completion is judged by plain arithmetic; what a rule says of the set must be so in all of them, and what it leaves
-- open must not be closed by a bound. CASES (60) sets from SEED (1) on.
local engine = require "tests.support.engine"
local random = require "tests.naive.random"

local first, count = tonumber(os.getenv "SEED" or "") or 1, tonumber(os.getenv "CASES" or "") or 60

local kind = [[
instrument "law" { title = "The law", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
kind "flow" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "day", event, key = true, starts = true },
  { "amount", number, sign = "found", min = 0 }, { "found", text, blank = "none" }, { "level", number }, { "sort", text } } }
import "flow" { complete = "a case holds all there is" }
]]

local limits = { -2, 0, 1, 2, 2.5, 3, 4, 5, 6, 8, 9, 12 }
local percentiles = {
  ["nearest rank"] = function(n, p) return math.ceil(p * n / 100) * 100 end, ["next rank"] = function(n, p) return (p * n // 100 + 1) * 100 end,
  weibull = function(n, p) return p * (n + 1) end, hazen = function(n, p) return p * n + 50 end, excel = function(n, p) return p * (n - 1) + 100 end,
}
local asks, questions = { "sum()", "min()", "max()", "mean()", "highest(2)", "lowest(2)", 'percentile(75, "nearest rank")', 'percentile(50, "next rank")',
  'percentile(50, "weibull")', 'percentile(75, "hazen")', 'percentile(90, "excel")' }, { "above", "at_least", "below", "at_most", "is" }
local holds = {
  above = function(x, y) return x > y end, at_least = function(x, y) return x >= y end, below = function(x, y) return x < y end,
  at_most = function(x, y) return x <= y end, is = function(x, y) return x == y end,
}

-- What a value may be. Whole numbers and halves: their sums are exact, and means are compared by multiplying.
local grid = { -1, 0, 0.5, 1, 2, 2.5, 3, 4, 5, 6, 20 }
local function possible(row, field)
  local list = {}
  for _, x in ipairs(grid) do
    local number, sign = row[field], field == "amount" and row.found or ""
    local fits = not number or sign == "<" and x < number or sign == "<=" and x <= number or sign == ">" and x > number or sign == ">=" and x >= number
      or sign == "" and x == number
    if fits and (field == "level" or x >= 0) then list[#list + 1] = x end
  end
  return list
end

local function random_rows(source)
  local rows, open = {}, 0
  for index = 1, source.between(1, 4) do
    local number = source.pick { 0, 1, 2, 3, 5 }
    local row = { amount = number, found = "", level = source.pick { -1, 0, 2, 5 }, sort = source.weighted { { 3, "a" }, { 1, "b" }, { 1, "" } } }
    if open < 3 and source.chance(50) then
      open = open + 1
      if source.chance(40) then row.amount = nil else row.found = number == 0 and source.pick { "<=", ">", ">=" } or source.pick { "<", "<=", ">", ">=" } end
      if source.chance(30) then row.level = nil end
    end
    rows[index] = row
  end
  return rows
end

local function csv(rows)
  local lines = { "enterprise,day,amount,found,level,sort" }
  for index, row in ipairs(rows) do
    lines[#lines + 1] = ("E1,2001-01-%02d,%s,%s,%s,%s"):format(index, row.amount or "", row.found, row.level or "", row.sort)
  end
  return table.concat(lines, "\n") .. "\n"
end

-- Calls visit(values) for every completion of the set of sort "a".
local function complete(rows, field, visit)
  local values = {}
  local function from(index)
    local row = rows[index]
    if not row then return visit(values) end
    if row.sort ~= "a" then from(index + 1) end
    if row.sort ~= "b" then
      for _, x in ipairs(possible(row, field)) do
        values[#values + 1] = x
        from(index + 1)
        values[#values] = nil
      end
    end
  end
  from(1)
end

-- A percentile in hundredths of what stands there: whole numbers and halves times hundreds.
local function percentile(values, p, method)
  local sorted = table.move(values, 1, #values, 1, {})
  table.sort(sorted)
  local spot = math.max(100, math.min(percentiles[method](#sorted, p), 100 * #sorted))
  local at, part = spot // 100, spot % 100
  return sorted[at] * (100 - part) + (sorted[at + 1] or 0) * part
end

local function nth(values, n, highest)
  local sorted = table.move(values, 1, #values, 1, {})
  table.sort(sorted)
  return sorted[highest and #sorted + 1 - n or n]
end

local function outcome(values, ask, question, limit)
  if ask ~= "sum()" and #values == 0 then return false end -- absent
  local p, method = ask:match '^percentile%((%d+), "(.+)"%)$'
  if p then return holds[question](percentile(values, math.tointeger(tonumber(p)), method), limit * 100) end
  local which, n = ask:match "^(%l+)%((%d)%)$"
  if which then
    local found = nth(values, math.tointeger(tonumber(n)), which == "highest")
    return found ~= nil and holds[question](found, limit)
  end
  local sum, least, most = 0, math.huge, -math.huge
  for _, x in ipairs(values) do sum, least, most = sum + x, math.min(least, x), math.max(most, x) end
  if ask == "mean()" then return holds[question](sum, limit * #values) end
  return holds[question](ask == "sum()" and sum or ask == "min()" and least or most, limit)
end

describe("a range", function()
  teardown(engine.close)

  it("holds every outcome of what nobody knows, and says no more than all of them do", function()
    local settled, left_open = 0, 0
    for seed = first, first + count - 1 do
      local source = random.source(seed)
      local rows, asked, pack = random_rows(source), {}, { kind }
      for _, field in ipairs { "amount", "level" } do
        for which, ask in ipairs(asks) do
          for index, question in ipairs(questions) do
            local name, limit = ("%s-%d-%s"):format(field, which, question), limits[(seed * 7 + index * 5 + #pack) % #limits + 1]
            asked[name] = { field = field, ask = ask, question = question, limit = limit }
            pack[#pack + 1] = ('obligation "%s" { clause = "law/a", require = enterprise.flows:where(flow.sort:is "a").%s:%s:%s(%s) }\n'):format(
              name, field, ask, question, limit)
          end
        end
      end
      for _, verdict in ipairs(engine.check(table.concat(pack), { enterprise = "code\nE1\n", flow = csv(rows) }, "2004-12-31")) do
        local of, yes, no = asked[verdict.rule], false, false
        complete(rows, of.field, function(values)
          if outcome(values, of.ask, of.question, of.limit) then yes = true else no = true end
        end)
        local said = ("seed %d: %s:%s:%s(%s) is %s\n%s"):format(seed, of.field, of.ask, of.question, of.limit, verdict.status, csv(rows))
        assert(verdict.status ~= "met" or not no, said)
        assert(verdict.status ~= "breached" or not yes, said)
        if verdict.status == "unknown" then left_open = left_open + 1 else settled = settled + 1 end
      end
    end
    assert(settled > 20 * count and left_open > 5 * count, ("%d were settled and %d left open"):format(settled, left_open))
  end)
end)
