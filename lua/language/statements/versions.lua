-- What holds between rules: versions of one rule do not overlap, and verdicts do not rest on themselves.
local ordered = require "mandate.language.ordered"
local schema = require "mandate.language.schema"
local transitions = require "mandate.language.statements.transitions"
local walk = require "mandate.language.walk"

local versions = {}

local function overlap(a, b)
  return not (a.to and b.from and a.to < b.from) and not (b.to and a.from and b.to < a.from)
end

local function span_of(rule) return ("%s to %s"):format(rule.from or "always", rule.to or "today") end

function versions.check_force(checker)
  local by_base = {}
  for _, rule in ipairs(checker.rules) do
    local others = by_base[rule.base] or {}
    by_base[rule.base] = others
    for _, other in ipairs(others) do
      if other.place == rule.place and not transitions.between(rule, other) and #rule.clauses > 0 and #other.clauses > 0 and overlap(rule, other) then
        checker.problems:add(rule.at, ("%s and %s are versions of one rule and are in force on the same days%s (%s; %s): end the earlier instrument, "
          .. "or say where each holds with `place`"):format(("`%s`"):format(other.name), ("`%s`"):format(rule.name),
          rule.place and " in " .. rule.place or "", span_of(other), span_of(rule)))
      end
    end
    others[#others + 1] = rule
  end
end

-- base -> { base it asks = place of the question }, through terms and exceptions too. A term is looked through once.
local function graph(checker)
  local edges, of_term, find_term = {}, {}, checker.names:finder()
  local asked_by
  -- Adds to `asks` what an expression asks.
  local function follow(asks, expression)
    walk.into(expression, function(inner)
      if not walk.holds(inner, find_term, "verdict") then return false end
      if inner.op == "verdict" then
        asks[inner.rule] = asks[inner.rule] or inner.at
      elseif inner.op == "term" or inner.op == "column_term" then
        for base, at in pairs(asked_by(inner.term)) do asks[base] = asks[base] or at end
      end
    end)
  end
  function asked_by(term)
    if not of_term[term] then
      local kind, name = term:match "^(.-)%.(.+)$"
      of_term[term] = {}
      follow(of_term[term], checker.names.terms[kind][name].value)
    end
    return of_term[term]
  end
  for base in pairs(checker.rules_by_base) do edges[base] = {} end
  for _, rule in ipairs(checker.rules) do
    for _, slot in ipairs(schema.slots) do follow(edges[rule.base], rule[slot]) end
  end
  for _, exception in ipairs(checker.exceptions) do
    for base, expression in pairs(exception.applies) do follow(edges[base], expression) end
  end
  return edges
end

-- Names each circle once; gives the bases in an order in which every rule comes after those it asks.
function versions.check_verdicts(checker)
  local edges, state, stack, order = graph(checker), {}, {}, {}
  local function visit(base)
    state[base] = "open"
    stack[#stack + 1] = base
    for _, asked in ipairs(ordered.keys(edges[base])) do
      if state[asked] == "open" then
        local chain, from = {}, 1
        while stack[from] ~= asked do from = from + 1 end
        for i = from, #stack do chain[#chain + 1] = ("`%s`"):format(stack[i]) end
        chain[#chain + 1] = ("`%s`"):format(asked)
        checker.problems:add(edges[base][asked], ("these verdicts rest on each other: %s"):format(table.concat(chain, " asks ")))
      elseif not state[asked] and edges[asked] then
        visit(asked)
      end
    end
    stack[#stack] = nil
    state[base] = "done"
    order[#order + 1] = base
  end
  for _, base in ipairs(ordered.keys(edges)) do
    if not state[base] then visit(base) end
  end
  return order
end

return versions
