--- Which versions of its subject and of that one's owners a rule reads: those of the day that decides, and those of the days that `x:on(day)` says. Reasons cite them.
local walk = require "mandate.language.walk"

local reads = {}

local SLOTS = { "applies", "applies_on", "arises", "due", "done", "used", "require" }

local function is_set(e) return e.type and (e.type.k == "set" or e.type.k == "column") end

-- How many owners above the subject a row is; nil for another row.
local function steps_to(lowering, kind, e)
  if e.op == "row" and e.scope == 1 then
    for _, field in ipairs(e.via) do
      if lowering.kinds[kind].owner ~= field then return nil end
      kind = lowering.fields[kind][field].kind
    end
    return #e.via
  elseif e.op == "field" and e.type.k == "row" then
    local steps = steps_to(lowering, kind, e.from)
    return steps and lowering.kinds[e.from.type.kind].owner == e.name and steps + 1 or nil
  end
end

local function alike_but(at, changes)
  for name, value in pairs(at) do
    if changes[name] == nil then changes[name] = value end
  end
  return changes
end

local Reading = {}
Reading.__index = Reading

function Reading:add(owner, day)
  local key = ("%d/%s"):format(owner, day or "")
  if self.seen[key] then return end
  self.seen[key] = true
  self.list[#self.list + 1] = { owner = owner, day = day }
end

-- Whether a term or a table (any value that stands for it) was followed already as it is read here: a text that names another twice, again and again, is looked into once.
function Reading:was_followed(what, at, base)
  local key = ("%d/%s/%s/%s"):format(base, at.day or "", at.inside and "inside" or "", at.through and "through" or "")
  local followed = self.followed[what] or {}
  self.followed[what] = followed
  if followed[key] then return true end
  followed[key] = true
  return false
end

-- What an expression reads. `at`: { scope, bring = function that takes a node of that scope to the subject's rows, kind = of the row in hand, base = how many owners above
-- the subject that is, day = the node of the day on which it is read, inside = in a set, whose rows have days of their own, through = in a term or an exception, whose
-- owners are not cited }
function Reading:expression(expression, at)
  local lowering = self.lowering
  walk.into(expression, function(e)
    if not at.inside and (is_set(e) or e.from and is_set(e.from)) then
      self:expression(e, alike_but(at, { inside = true }))
      return false
    elseif e.op == "on" then
      if at.inside then return false end
      local date = e.arguments[1]
      local there = at.scope.on_days and at.scope.on_days[e] or at.scope
      self:expression(e.from, alike_but(at, { scope = there, day = at.bring(lowering:value(date, at.scope)), through = true }))
      self:expression(date, at)
      return false
    elseif e.op == "field" then
      local steps = steps_to(lowering, at.kind, e.from)
      if steps and (at.day or not at.through or at.base + steps == 0) then self:add(at.base + steps, at.day) end
    elseif e.op == "term" and not at.inside then
      local steps, term = steps_to(lowering, at.kind, e.from), lowering.pack.terms[e.term]
      if not steps or not term.value or self:was_followed(term.value, at, at.base + steps) then return end
      local own, seen_from = lowering:term_own(e, at.scope)
      self:expression(term.value, alike_but(at, { scope = own, bring = function(node) return at.bring(seen_from(node)) end, kind = e.from.type.kind, base = at.base + steps,
        through = true }))
    elseif e.op == "decision" and not self:was_followed(e.versions, at, at.base) then
      walk.decided(e, function(part) self:expression(part, alike_but(at, { through = true })) end)
    elseif (e.op == "parameter" or e.op == "verdict") and not at.day then
      self:add(0) -- what is set for places is read where the subject lies, and other rules judge it as it stands
    end
  end)
end

--- Of a version of a rule { owner = 0 for the subject itself, 1 for its owner and so on, day = the node of the day on which that is read; nil: the day that decides }, by
--- owner. A subject that is read on other days alone is cited as of those.
function reads.of(lowering, trace)
  local reading = setmetatable({ lowering = lowering, list = {}, seen = {}, followed = {} }, Reading)
  local rule, scopes = trace.rule, { arises = trace.today, due = trace.when_arisen, used = trace.used_in }
  local function same(node) return node end
  local function at(scope, through) return { scope = scope, bring = same, kind = trace.scope.kind, base = 0, through = through } end
  for _, slot in ipairs(SLOTS) do
    if type(rule[slot]) == "table" and rule[slot].op then reading:expression(rule[slot], at(scopes[slot] or trace.scope)) end
  end
  for _, exception in ipairs(trace.exceptions or {}) do
    if exception.expression then reading:expression(exception.expression, at(trace.scope, true)) end
  end
  local elsewhere = false
  for _, read in ipairs(reading.list) do elsewhere = elsewhere or read.owner == 0 end
  if not elsewhere or rule.place or rule.forbid or rule.keeps or trace.goal then reading:add(0) end
  table.sort(reading.list, function(a, b)
    if a.owner ~= b.owner then return a.owner < b.owner end
    return (a.day or -1) < (b.day or -1)
  end)
  return reading.list
end

return reads
