--- What of a pack cites which clauses, and on which days: the one list for whoever tells what encodes a clause, and what rests on one that is unconfirmed.
local ordered = require "mandate.language.ordered"

local citations = {}

local function of_rules(pack, visit)
  for _, rule in ipairs(pack.rules) do
    local function cites(clauses) visit { sort = "rules", key = rule.base, name = rule.name, clauses = clauses, from = rule.from, to = rule.to } end
    cites(rule.clauses)
    for _, goal in ipairs(rule.goals or {}) do cites(goal.clause and { goal.clause }) end
    if rule.non_detects_by ~= rule.clauses then cites(rule.non_detects_by) end
    cites(rule.transition and rule.transition.clauses)
    cites(rule.clock and rule.clock.paused_by)
    cites(rule.clock and rule.clock.extended_by)
  end
  for name, allowed in pairs(pack.waivable or {}) do visit { sort = "rules", key = name, name = name, clauses = allowed.clauses } end
end

local function of_terms(pack, visit)
  for name, term in pairs(pack.terms or {}) do
    if term.value and term.value.op == "state" then visit { sort = "states", key = name, name = name, clauses = term.clauses } end
    for _, version in ipairs(term.value and term.value.versions or {}) do
      local function cites(clauses) visit { sort = "decisions", key = name, name = name, clauses = clauses, from = version.from, to = version.to } end
      cites(version.clauses)
      for _, row in ipairs(version.rows) do cites(row.clauses) end
    end
  end
end

-- Parameters and the like, by name, and their rows.
local function of_named(pack, sort, visit)
  for _, name in ipairs(ordered.keys(pack[sort] or {})) do
    local one = pack[sort][name]
    local shown = one.shown or name
    visit { sort = sort, key = name, name = shown, clauses = one.clauses }
    for _, row in ipairs(not one.column and one.rows or {}) do -- of a column the table cites
      visit { sort = sort, key = name, name = shown, clauses = row.clauses or row.clause and { row.clause }, from = row.from, to = row.last }
    end
  end
end

-- Tables of periods, and their rows.
local function of_named_periods(pack, visit)
  for _, name in ipairs(ordered.keys(pack.named_periods or {})) do
    local own = pack.named_periods[name]
    visit { sort = "named_periods", key = name, name = name, clauses = own.clauses }
    for _, row in ipairs(own.rows) do visit { sort = "named_periods", key = name, name = name, clauses = row.clauses, from = row.from, to = row.to } end
  end
end

--- Visits everything that cites something: { sort = as in notes.basis, or "indicators", "doubts", "reports"; key = its name there; name = how it is shown; clauses;
--- from, to = the days on which it holds, nil where there is no such day }.
function citations.each(pack, visit)
  local function cites(one)
    if one.clauses and #one.clauses > 0 then visit(one) end
  end
  of_rules(pack, cites)
  for _, exception in ipairs(pack.exceptions or {}) do
    cites { sort = "exceptions", key = exception.name, name = exception.name, clauses = exception.clauses, from = exception.from, to = exception.to_day }
  end
  for _, sort in ipairs { "indicators", "doubts", "reports" } do
    for _, one in ipairs(pack[sort] or {}) do
      cites { sort = sort, key = one.name, name = one.name, clauses = one.clauses }
      if one.non_detects_by ~= one.clauses then cites { sort = sort, key = one.name, name = one.name, clauses = one.non_detects_by } end
    end
  end
  for _, sort in ipairs { "parameters", "codes", "code_registers", "calendars" } do of_named(pack, sort, cites) end
  of_named_periods(pack, cites)
  of_terms(pack, cites)
end

return citations
