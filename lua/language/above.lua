--- `x:any_above(condition)`: whether some record above x in its tree is such (meaning.md, section 6). The form is
---   any_above { from = the record, tree = the reference that leads upwards, value = the condition of the record right above it, levels = that of each record above, as far as was
---   asked }
--- where a condition is a yes or no of the record itself: a field, a term or a table that is made of what records held, so that the same is asked of each.
local on_a_day = require "mandate.language.on_a_day"
local types = require "mandate.language.types"

local above = {}

local condition = types.condition

-- The same yes or no of another record.
local function of(asked, record)
  local same = {}
  for key, value in pairs(asked) do same[key] = value end
  same.from = record
  return same
end

local function parent(record, tree) return { op = "field", from = record, name = tree, type = record.type, at = record.at } end

--- The condition of the record so many levels above the one that is asked; those below it are found first.
function above.level(e, level)
  for i = #e.levels + 1, level do e.levels[i] = of(e.value, parent(e.levels[i - 1].from, e.tree)) end
  return e.levels[level]
end

--- Reads the question.
function above.read(self, node, from, at, scope)
  local kind = self.names.kinds[from.type.kind].model
  local function example(what) return ("%s:any_above(%s.%s)"):format(kind.name, kind.name, what) end
  if not kind.tree then
    return self:fail(at, ":any_above is asked of a record of a kind with a tree, one with a reference to its own kind such as { \"parent\", %s, blank = \"none\" }", kind.name)
  elseif kind.name == "jurisdiction" then
    return self:fail(at, ":any_above is for trees of a pack's own: in what a place lies is said with `place`, and of a place that is cut off nobody knows it")
  end
  local given = node.arguments[1]
  if given == nil then return self:fail(at, "value 1 of :any_above is nil: a name in it has no value") end
  local own = scope:open(kind.name)
  local asked = self:value(given, condition, own, at)
  if asked.type.k == "any" then return self:bad(at) end
  local record = asked.from
  local of_record = (asked.op == "field" or asked.op == "term") and record.op == "row" and record.scope == own.depth and #record.via == 0
  if not of_record then
    return self:fail(at, ":any_above asks one yes or no of each record above, a field or a term: %s; more than that is a term of its own, term \"%s.such\" { value = … }, and %s",
      example "active", kind.name, example "such")
  end
  local what = on_a_day.hindrance(self, asked)
  if what then return self:fail(at, ":any_above asks what the records above held; %s is not asked of them", what) end
  local first = of(asked, parent(from, kind.tree))
  return { op = "any_above", from = from, tree = kind.tree, value = first, levels = { first }, type = condition, at = at }
end

return above
