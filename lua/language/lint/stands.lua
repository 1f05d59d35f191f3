--- Where expressions stand in a pack: one list of all places, for lints that look for what a pack asks, wherever it does.
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"

local stands = {}

-- Calls take(expression, where) for each of them.
local function each_in(pack, take)
  for _, rule in ipairs(pack.rules) do
    for _, slot in ipairs(schema.slots) do
      if type(rule[slot]) == "table" then take(rule[slot], { word = rule.word, name = rule.name, slot = slot, kind = rule.per.kind, at = rule.at, rule = rule }) end
    end
  end
  for _, exception in ipairs(pack.exceptions or {}) do
    for _, base in ipairs(exception.to) do
      local expression = exception.applies[base]
      if type(expression) == "table" then take(expression, { word = "exception", name = exception.name, slot = "applies", to = base, at = exception.at, exception = exception }) end
    end
  end
  for _, name in ipairs(pack.term_order) do
    local term = pack.terms[name]
    if term.value then take(term.value, { word = "term", name = name, slot = "value", kind = term.kind, at = term.at, term = term }) end
  end
  for _, list in ipairs { pack.reports or {}, pack.indicators or {} } do
    for _, report in ipairs(list) do
      local word = report.indicator and "indicator" or "report"
      if report.where then take(report.where, { word = word, name = report.name, slot = "where", kind = report.per.kind, at = report.at, report = report }) end
      for _, column in ipairs(report.columns) do
        take(column.value, { word = word, name = report.name, slot = "column", kind = report.per.kind, at = column.at or report.at, report = report, column = column })
      end
    end
  end
  for _, doubt in ipairs(pack.doubts or {}) do
    if doubt.when then take(doubt.when, { word = "warning", name = doubt.name, slot = "when", kind = doubt.per.kind, at = doubt.at, doubt = doubt }) end
  end
  for _, kind in pairs(pack.kinds or {}) do
    for _, key in ipairs(kind.group and kind.group.keys or {}) do
      if key.value then take(key.value, { word = "group", name = kind.name, slot = "by", kind = kind.group.of, at = kind.group.at, group = kind.group }) end
    end
    if kind.group and kind.group.where then
      take(kind.group.where, { word = "group", name = kind.name, slot = "where", kind = kind.group.of, at = kind.group.at, group = kind.group })
    end
  end
  for kind, entries in pairs(pack.complete or {}) do
    for _, said in ipairs(entries) do
      if said.whom then take(said.whom, { word = "complete", name = kind, slot = "whom", at = said.at, said = said }) end
    end
  end
end

local found = setmetatable({}, { __mode = "k" }) -- by pack: { expression, where, … }

--- Calls take(expression, where) for every expression that stands in a pack, in the order of its statements: of rules, exceptions, terms and decisions, reports, indicators and
--- warnings, groups, and what is said of registers. `where`: { word, name, slot, kind: of the row in hand, at, and the rule, exception, term, report or doubt }; it is the same
--- table for all who ask, since half a dozen lints do. After all is read.
---@param pack table as checker.lua has it
function stands.each(pack, take)
  local list = found[pack]
  if not list then
    list = {}
    each_in(pack, function(expression, where) list[#list + 1], list[#list + 2] = expression, where end)
    found[pack] = list
  end
  for i = 1, #list, 2 do take(list[i], list[i + 1]) end
end

local inside = setmetatable({}, { __mode = "k" }) -- by pack: { { expression that stands there, what is first met in it… }… }

-- What stands in a pack with all that is inside it and inside its decisions, each once.
local function all_inside(pack)
  local seen, lists, list = {}, {}, nil
  local function add(e)
    if seen[e] or not e.op then return end
    seen[e] = true
    list[#list + 1] = e
    if e.op == "decision" then walk.decided(e, add) end
    local parts = walk.below(e)
    for i = 1, #parts do add(parts[i]) end
  end
  stands.each(pack, function(expression)
    list = { whole = expression }
    lists[#lists + 1] = list
    add(expression)
  end)
  return lists
end

--- Calls visit(e) once for each expression that stands in a pack, with what is inside it and inside its decisions; in the order of its statements.
---@param sort string|nil looks only where there is such a question, or one of the sort `other` (walk.holds)
function stands.each_inside(pack, visit, sort, other)
  local function find_term(name) return pack.terms[name] end
  inside[pack] = inside[pack] or all_inside(pack)
  for _, list in ipairs(inside[pack]) do
    if not sort or walk.holds(list.whole, find_term, sort, other) then
      for i = 1, #list do visit(list[i]) end
    end
  end
end

return stands
