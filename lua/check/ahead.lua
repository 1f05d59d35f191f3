--- When verdicts can change (meaning.md, section 13): a plan of its own, which is lowered so that what the law's days will bring stays in it, and
--- run before the plan that judges. Nobody who only counts verdicts pays for it.
local schema = require "mandate.language.schema"
local lowering = require "mandate.language.lower.lowering"
local walk = require "mandate.language.walk"

local ahead = {}
ahead.__index = ahead

local function key_of(part) return part.base .. "/" .. (part.period and part.period.label or "") end

--- Looks ahead for every rule of the pack, or one. Returns nil and why where the run fails.
---@param options table { only = a rule's base name, threads, block }
function ahead.run(opened, options)
  local lowered = lowering.new(opened.pack, opened.snapshot, opened.as_of, true)
  local self = setmetatable({ nodes = {}, pack = opened.pack }, ahead)
  for _, part in ipairs(lowered:rules(options.only)) do
    local node, clock = lowered.plan:next_change(part.node)
    if not clock then
      lowered.plan:keep(node)
      self.nodes[key_of(part)] = node
    end
  end
  if next(self.nodes) == nil then return self end -- nothing lies ahead but the verdicts' own days
  local problem
  self.looked, problem = lowered:run { threads = options.threads, block = options.block }
  if not self.looked then return nil, problem end
  return self
end

--- The node of a part's next changes in self.looked; nil where they are the verdicts' own days.
function ahead:node(part) return self.nodes[key_of(part)] end

--- The day on which a verdict can change next: a day, nil for none, or false where it was not worked out.
---@param verdict table as the run that judged gives it
function ahead:day(part, record, verdict)
  local node = self:node(part)
  if not node then return verdict.next end
  local state, day = self.looked:value(node, record)
  if state == "unknown" then return false end
  return day
end

--- Whether a Lua function is asked by a rule, or by the rules, terms and exceptions it rests on: why its next change is not worked out.
function ahead:by_function(base)
  local pack, seen, found = self.pack, {}, false
  local follow_rule
  local function follow(expression)
    walk.into(expression, function(e)
      if e.op == "function" then found = true end
      if e.op == "verdict" then follow_rule(e.rule) end
      if (e.op == "term" or e.op == "column_term") and not seen[e.term] then
        seen[e.term] = true
        follow(pack.terms[e.term].value)
      end
      return not found
    end)
  end
  function follow_rule(name)
    if seen[name] then return end
    seen[name] = true
    for _, rule in ipairs(pack.rules) do
      for _, slot in ipairs(rule.base == name and schema.slots or {}) do follow(rule[slot]) end
    end
    for _, exception in ipairs(pack.exceptions or {}) do follow(exception.applies[name]) end
  end
  follow_rule(base)
  return found
end

return ahead
