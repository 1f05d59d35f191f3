-- Obligations, quotas, powers and incentives. A rule is read in two steps: its head (what it judges, its shape, its force), so that verdicts can be asked of it
-- from anywhere, and later its expressions.
local core = require "mandate.core"
local dayless = require "mandate.language.dayless"
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"
local periods = require "mandate.language.periods"
local schema = require "mandate.language.schema"
local clocks = require "mandate.language.statements.clocks"
local declarations = require "mandate.language.statements.declarations"
local examples = require "mandate.language.statements.examples"
local expects = require "mandate.language.statements.expects"
local non_detects = require "mandate.language.non_detects"
local spoken = require "mandate.language.spoken"
local transitions = require "mandate.language.statements.transitions"

local rules = {}

-- What to write where a part of `per` is no word of the language: the kind first, a period second.
local function part_hint(place, part)
  if type(part) == "string" then return place == 1 and ("per = %s"):format(part) or ("per = { …, %s }"):format(part) end
  local example = place == 1 and "per = enterprise" or "per = { enterprise, year }"
  local is_function = type(part) == "function" or type(part) == "table" and part.op == "function"
  local own = is_function and "; here stands a function of the pack: where it is called like the word, give it another name" or ""
  return example .. own
end

-- `per`: a kind, or { kind, year }. Gives { kind, period }; nil where it is wrong.
function rules.per(checker, statement, value, default)
  local shape = checker.shape
  if value == nil then return default and { kind = default } or nil end
  local parts = (shape.is_node[value] or type(value) == "string") and { value } or value
  if type(parts) ~= "table" or #parts == 0 or #parts > 2 then
    shape:fail(statement, { "per" }, "per names a kind without quotes, per = enterprise, or a kind in each period, per = { enterprise, year }")
    return nil
  end
  for key in pairs(parts ~= value and {} or value) do -- else a period that stands behind a name would be passed over, and the rule judged once
    if type(key) ~= "number" then
      shape:fail(statement, { "per" }, "per has no key `%s`: it names a kind, and a period behind it, per = { enterprise, year }", tostring(key))
      return nil
    end
  end
  local words = {}
  for i, part in ipairs(parts) do
    local unit, wrong
    if i == 2 then unit, wrong = periods.read(shape.is_node, checker.expressions, part) end
    if wrong then return nil end
    if not unit and not (shape.is_node[part] and part.op == "root") then
      shape:fail(statement, { "per" }, "per names a %s without quotes: %s", i == 1 and "kind" or "period", part_hint(i, part))
      return nil
    end
    words[i] = unit or part.name
  end
  if checker.named_periods[words[1]] then
    shape:fail(statement, { "per" }, "per: `%s` are periods; say whom it judges in them: per = { %s, %s }", words[1], default or "enterprise", words[1])
    return nil
  elseif not checker.names.kinds[words[1]] then
    local singular = checker.names.plurals[words[1]]
    checker.problems:unresolved(shape:at(statement, { "per" }), ("%s: per: no kind is called `%s`.%s"):format(shape.title(statement), words[1],
      singular and (" Did you mean `%s`?"):format(singular) or checker.names:kind_hint(words[1])))
    return nil
  elseif words[2] and not (schema.periods[words[2]] or periods.begins(words[2]) or checker.named_periods[words[2]]) then
    local known = {}
    for _, list in ipairs { schema.periods, checker.named_periods } do
      for word in pairs(list) do known[word] = true end
    end
    checker.problems:unresolved(shape:at(statement, { "per" }), ("%s: per: `%s` is no period; %s, or one that a table names, periods \"phase\" { … }.%s"):format(
      shape.title(statement), words[2], periods.said, nearest.hint_or_all(words[2], known)))
    return nil
  end
  return { kind = words[1], period = words[2] }
end

--- The clauses and the place of a rule, an exception or a table: its own, or that of the first instrument that it cites.
function rules.cites(checker, target, statement, body, origin)
  target.clauses = declarations.citations(checker, origin and origin.clause or statement, { "clause" }, body.clause)
  target.place = checker.shape:text(origin and origin.place or statement, { "place" }, body.place)
  if target.clauses[1] and body.place == nil then target.place = checker.instruments[target.clauses[1].instrument].place end
end

--- The days on which a target whose clauses are read is in force: `from` of the first stretch, and its last day, which is returned. Further stretches, on which what it cites
--- reads so again, are in `again`; `stale` are the texts that it goes on with and does not speak, `void` says that it never is in force.
---@param others table the other versions of it: targets, of which those of its place count
function rules.force(checker, target, statement, others)
  local cited = {}
  for _, other in ipairs(others) do
    if other ~= target and other.place == target.place then cited[#cited + 1] = other.clauses end
  end
  local stretches, stale, void, apart = spoken.days(checker, target.clauses, cited)
  if apart then checker.shape:fail(statement, { "clause" }, "the instruments it cites are never in force on the same day") end
  target.from, target.stale, target.void = stretches[1].from, stale, void
  target.again = #stretches > 1 and table.move(stretches, 2, #stretches, 1, {}) or nil
  return stretches[1].to
end

--- The same once more for each further stretch: copies of a target with the days of that stretch, `last` being the name that it has for its last day.
function rules.again(target, last)
  local copies = {}
  for i, stretch in ipairs(target.again or {}) do
    local copy = {}
    for key, value in pairs(target) do copy[key] = value end
    copy.from, copy[last], copy.again, copy.repeated = stretch.from, stretch.to, nil, true
    copies[i] = copy
  end
  return copies
end

-- A statement's keys with those it takes over from the rule it is like, where each key stands, and whether that rule was found.
function rules.merged(checker, statement, by_name, chain)
  local body, origin = {}, {}
  for key, value in pairs(statement.body) do body[key], origin[key] = value, statement end
  local like = statement.body.like
  if like == nil then return body, origin, true end
  local complete = false
  local shape = checker.shape
  local other = by_name[like]
  if type(like) ~= "string" then
    shape:fail(statement, { "like" }, 'like takes the name of a rule in quotes: like = "start@2004"')
  elseif not other then
    local others = {}
    for name in pairs(by_name) do others[name] = name ~= statement.name or nil end -- nothing is like itself
    checker.problems:unresolved(shape:at(statement, { "like" }), ("%s: like: no %s is called `%s`.%s"):format(shape.title(statement), statement.word, like,
      nearest.hint(like, others)))
  elseif chain[like] then
    shape:fail(statement, { "like" }, "these rules are each like the other: `%s` comes back to itself", like)
  else
    chain[like] = true
    local inherited, sources
    inherited, sources, complete = rules.merged(checker, other, by_name, chain)
    for key, value in pairs(inherited) do
      -- Examples are evidence for the rule they stand in, with its dates, and who keeps to the version before keeps to that before this one.
      if body[key] == nil and key ~= "examples" and key ~= "transition" then body[key], origin[key] = value, sources[key] end
    end
  end
  return body, origin, complete
end

-- The days of each rule, for which all versions must be known; one that is in force on several stretches of days stands once for each.
local function put_in_force(checker)
  local by_base, list = {}, {}
  for _, rule in ipairs(checker.rules) do
    by_base[rule.base] = by_base[rule.base] or {}
    table.insert(by_base[rule.base], rule)
  end
  for _, rule in ipairs(checker.rules) do
    rule.to = rules.force(checker, rule, rule.origin.clause or rule.statement, by_base[rule.base])
    list[#list + 1] = rule
    table.move(rules.again(rule, "to"), 1, #(rule.again or {}), #list + 1, list)
  end
  table.move(list, 1, #list, 1, checker.rules)
  transitions.link(checker, checker.rules)
end

-- The heads of all rules; `statements` are obligations and quotas in the order of the pack.
function rules.heads(checker, statements)
  local shape, by_word = checker.shape, {}
  for _, statement in ipairs(statements) do
    by_word[statement.word] = by_word[statement.word] or {}
    by_word[statement.word][statement.name] = statement
  end
  for _, statement in ipairs(statements) do
    local base, tag = statement.name:match "^(.-)@(.+)$"
    local rule = { name = statement.name, base = base or statement.name, tag = tag, word = statement.word, at = shape:at(statement), statement = statement }
    local body, origin, complete = rules.merged(checker, statement, by_word[statement.word], { [statement.name] = true })
    rule.body, rule.origin, rule.complete = body, origin, complete
    rule.per = rules.per(checker, origin.per or statement, body.per, "enterprise")
    local group = rule.per and checker.names.groups[rule.per.kind]
    if group then
      shape:fail(origin.per or statement, { "per" }, "`%s` is a group, and groups are not judged: judge their records, per = %s, or show them, report … per = %s",
        group.name, group.of, group.name)
      rule.per = nil
    end
    rule.shape = rule.word == "quota" and "quota" or (rule.word == "power" or rule.word == "incentive") and "permission"
      or (body.require ~= nil or body.forbid ~= nil) and "standing" or "dated"
    rules.cites(checker, rule, statement, body, origin)
    if body.clause == nil and complete then
      shape:fail(statement, {}, 'it cites no clause: clause = "instrument/clause"')
    end
    checker.rules[#checker.rules + 1] = rule
    local first = checker.rules_by_base[rule.base]
    if not first then
      checker.rules_by_base[rule.base] = rule
    elseif rule.per and first.per and (rule.word ~= first.word or rule.shape ~= first.shape or rule.per.kind ~= first.per.kind
        or rule.per.period ~= first.per.period) then
      shape:fail(statement, {}, "it is a version of `%s` and must be of the same sort: %s per %s, %s", first.name, first.word,
        first.per.period and first.per.kind .. " and " .. first.per.period or first.per.kind, first.shape)
    end
  end
  put_in_force(checker)
end

-- Goals ------------------------------------------------------------------------------------------------------------------------------

local function plan(checker, statement, path, value)
  local shape, years = checker.shape, {}
  if value == nil then return nil end
  if type(value) ~= "table" or shape.is_node[value] then
    shape:fail(statement, path, "%s takes a number for each year: { [2001] = 5, [2002] = { 10, 15 } }", path[#path])
    return nil
  end
  for year, amount in pairs(value) do
    local inner = { table.unpack(path) }
    inner[#inner + 1] = year
    local low, high = amount, amount
    if type(amount) == "table" and not shape.is_node[amount] then low, high = amount[1], amount[2] end
    if math.type(year) ~= "integer" or year < 1900 or year > 2200 then
      shape:fail(statement, inner, type(year) == "string" and "the year %s stands in brackets without quotes: [%s] = …" or "%s is no year: [2001] = …", year, year)
    elseif not (type(low) == "number" and type(high) == "number" and core.decimal(low) and core.decimal(high)) or type(amount) == "table" and #amount ~= 2
      or low < 0 then
      shape:fail(statement, inner, "%s of year %d is a number or a range, 10 or { 10, 15 }", path[#path], year)
    elseif high < low then
      shape:fail(statement, inner, "the range { %s, %s } begins with the greater number", low, high)
    else
      years[year] = { core.decimal(low), core.decimal(high) }
    end
  end
  if next(years) == nil and next(value) == nil then shape:fail(statement, path, "%s names no year", path[#path]) end
  return next(years) and years or nil
end

local function warn_years(checker, rule, statement, path, years)
  if not years or rule.body.unconfirmed or rule.body.reading then return end
  for year in pairs(years) do
    if rule.from and year < tonumber(rule.from:sub(1, 4)) or rule.to and year > tonumber(rule.to:sub(1, 4)) then
      checker.problems:warn(checker.shape:at(statement, path), ("%s: the plan has the year %d, in which its instrument is not in force; say in "
        .. "`reading` or `unconfirmed` why"):format(checker.shape.title(statement), year))
    end
  end
end

local function read_goal(checker, rule, statement, row, i)
  local shape = checker.shape
  local function path(key) return { "goals", i, key } end
  shape:closed(statement, { "goals", i }, row, schema.options.goal, true)
  local goal = { at = shape:at(statement, { "goals", i }), place = shape:text(statement, path(1), row[1]),
    target = shape:literal(statement, path "target", row.target, types.number),
    yearly = plan(checker, statement, path "yearly", row.yearly), cumulative = plan(checker, statement, path "cumulative", row.cumulative) }
  local title = type(row[1]) == "string" and row[1] or "row " .. i
  if row[1] == nil then shape:fail(statement, { "goals", i }, 'goals, row %d begins with its place: { "City C", target = 95, … }', i) end
  if row[2] ~= nil then shape:fail(statement, path(2), 'goals, "%s" holds a stray value, %s', title, shape:show(row[2])) end
  if shape.is_node[row.due] then
    local expression = checker.expressions:value(row.due, { k = "date", or_not_given = true }, checker.no_scope, shape:at(statement, path "due"))
    goal.due_not_given = expression.why
    if expression.op ~= "not_given" and expression.type.k ~= "any" then
      shape:fail(statement, path "due", 'a goal\'s due is a date in quotes, or not_given "why"')
    end
  else
    goal.due = shape:literal(statement, path "due", row.due, types.stated)
  end
  if row.target ~= nil and row.due == nil then
    shape:fail(statement, { "goals", i }, 'goals, "%s": a target needs `due`, or due = not_given "why"', title)
  elseif row.target == nil and row.yearly == nil and row.cumulative == nil then
    shape:fail(statement, { "goals", i }, 'goals, "%s" sets nothing: target, yearly or cumulative', title)
  elseif row.yearly ~= nil and row.cumulative ~= nil then
    shape:fail(statement, { "goals", i }, 'goals, "%s": yearly (so many in the year) or cumulative (so many by its end), not both', title)
  end
  goal.from, goal.to = shape:literal(statement, path "from", row.from, types.stated), shape:literal(statement, path "to", row.to, types.stated)
  if goal.from and goal.to and goal.to < goal.from then
    shape:fail(statement, path "to", 'goals, "%s": it ends on %s, before it begins on %s', title, goal.to, goal.from)
  elseif goal.from and goal.due and goal.due < goal.from then
    shape:fail(statement, path "from", 'goals, "%s": it begins on %s, after it is due, and so never judges', title, goal.from)
  end
  goal.clause = declarations.citations(checker, statement, path "clause", row.clause)[1] or rule.clauses[1]
  goal.unconfirmed = shape:said(statement, path "unconfirmed", row.unconfirmed)
  warn_years(checker, rule, statement, path "yearly", goal.yearly)
  warn_years(checker, rule, statement, path "cumulative", goal.cumulative)
  return goal
end

-- Refuses two goals of a place where both would judge on some day. One that comes to be due in its own days judges from then on for good.
local function check_pair(shape, statement, place, first, second)
  if (second.goal.from or "") < (first.goal.from or "") then first, second = second, first end
  local a, b = first.goal, second.goal
  if (b.from or "") <= (a.to or "9999-12-31") then
    local one, other = math.min(first.index, second.index), math.max(first.index, second.index)
    shape:fail(statement, { "goals", other }, 'goals: "%s" stands in rows %d and %d; goals that follow one another say when: to = "2012-06-30" in one, '
      .. 'from = "2012-07-01" in the next', place, one, other)
  elseif a.due and a.due <= a.to then
    shape:fail(statement, { "goals", second.index }, 'goals: "%s" stands in rows %d and %d, and row %d is due on %s, before row %d begins: what came of one would hide the other. '
      .. "Write the second as a quota of its own; a goal that another takes the place of ends before it is due", place, first.index, second.index, first.index, a.due, second.index)
  end
end

local function read_quota(checker, rule, value)
  local shape, body = checker.shape, rule.body
  rule.counts = value("counts", { k = "set" })
  for _, key in ipairs { "counts", "counted_on", "goals" } do
    if body[key] == nil and rule.complete then shape:fail(rule.statement, {}, "it lacks `%s`: %s", key, schema.statement.quota.key[key].about) end
  end
  if body.counted_on ~= nil and rule.counts and rule.counts.type.k == "set" and rule.counts.type.kind then
    rule.counted_on = value("counted_on", types.date, rule.scope:open(rule.counts.type.kind))
  end
  local kind = checker.names.kinds[rule.per.kind].model
  if not kind.tree then
    shape:fail(rule.origin.per or rule.statement, { "per" }, "a quota has a goal for each place: per = jurisdiction")
  end
  rule.goals = {}
  local statement, seen = rule.origin.goals, {}
  if body.goals == nil then return end
  for _, entry in ipairs(shape:rows(statement, { "goals" }, body.goals, '{ "City C", target = 95, due = "2006-12-31" }')) do
    local goal = read_goal(checker, rule, statement, entry.row, entry.index)
    for _, other in ipairs(goal.place and seen[goal.place] or {}) do check_pair(shape, statement, goal.place, other, { goal = goal, index = entry.index }) end
    if goal.place then
      seen[goal.place] = seen[goal.place] or {}
      table.insert(seen[goal.place], { goal = goal, index = entry.index })
    end
    rule.goals[#rule.goals + 1] = goal
  end
end

-- Obligations ------------------------------------------------------------------------------------------------------------------------

local function read_obligation(checker, rule, value)
  local shape, body, statement = checker.shape, rule.body, rule.statement
  rule.due = value("due", { k = "date", or_span = true, or_not_given = true })
  rule.done = value("done", types.date)
  clocks.read(checker, rule)
  rule.require = value("require", types.condition)
  rule.forbid = value("forbid", { k = "set" })
  rule.evidence = value("evidence", { k = "set" })
  rule.evidence_written = rule.evidence ~= nil
  expects.read(checker, rule)
  if not rule.complete then return end
  local standing = body.require ~= nil or body.forbid ~= nil
  if not standing and body.done == nil then
    if body.due ~= nil then
      shape:fail(statement, {}, "it has `due` and does not say what must be done by then: done = …")
    else
      shape:fail(statement, {}, "it says neither `due` and `done`, nor `require`, nor `forbid`")
    end
  elseif not standing and body.due == nil then
    shape:fail(statement, {}, 'it has no `due`; where the law gives no date write due = not_given "why"')
  elseif standing and (body.due ~= nil or body.done ~= nil) then
    shape:fail(statement, {}, "it is dated (`due`, `done`) or standing (`require`, `forbid`), not both; write two obligations")
  elseif body.require ~= nil and body.forbid ~= nil then
    shape:fail(statement, {}, "`require` or `forbid`, not both; write two obligations")
  elseif body.evidence ~= nil and not standing then
    shape:fail(statement, { "evidence" }, "evidence belongs to `require` and `forbid`; a dated obligation has `done`")
  end
  for _, key in ipairs(rule.forbid and { "forbid", "evidence" } or {}) do -- each record counts on its own day
    local set = rule[key]
    local kind = set and set.type.k == "set" and checker.names.kinds[set.type.kind]
    local no_day = kind and dayless.fault(kind, "counts on no day")
    if no_day then shape:fail(rule.origin[key] or statement, { key }, "%s: %s", key, no_day) end
  end
end

local function read_permission(checker, rule, value)
  rule.used = value("used", types.date)
  rule.offers = rule.body.offers ~= nil and checker.shape:words(rule.origin.offers, { "offers" }, rule.body.offers) or nil
  if rule.body.used == nil and rule.complete then
    checker.shape:fail(rule.statement, {}, "it lacks `used`: %s", schema.statement[rule.word].key.used.about)
  end
end

-- The role that holds a duty must be one that agencies have.
function rules.holder(checker, statement, key, value)
  local holder = checker.shape:text(statement, { key }, value)
  local roles = checker.names.kinds.agency and checker.names.kinds.agency.fields.role.type.values
  if holder and roles and not roles[holder] then
    checker.shape:fail(statement, { key }, "%s: `%s` is no role of an agency; it is one of: %s.%s", key, holder, nearest.names(roles),
      nearest.hint(holder, roles))
  end
  return holder
end

-- The expressions of one rule.
function rules.read(checker, rule)
  local shape, body, origin = checker.shape, rule.body, rule.origin
  rule.holder = rules.holder(checker, origin.holder or rule.statement, "holder", body.holder)
  rule.title = shape:words(origin.title or rule.statement, { "title" }, body.title)
  rule.reading = shape:said(origin.reading or rule.statement, { "reading" }, body.reading)
  non_detects.read(checker, rule, origin.non_detects or rule.statement, body.non_detects, rule.clauses)
  rule.unconfirmed = shape:said(origin.unconfirmed or rule.statement, { "unconfirmed" }, body.unconfirmed)
  if not rule.per then return end
  rule.scope = checker:scope(rule.per.kind, rule.per.period, "rule")
  local function value(key, want, scope)
    if body[key] == nil then return nil end
    return checker.expressions:value(body[key], want, scope or rule.scope, shape:at(origin[key], { key }))
  end
  transitions.read(checker, rule)
  rule.applies = value("applies", types.condition)
  rule.arises = value("arises", types.date)
  rule.applies_on = value("applies_on", types.date)
  if body.applies_on ~= nil then
    local path, at = { "applies_on" }, origin.applies_on
    if body.forbid ~= nil then shape:fail(at, path, "what is forbidden is asked on the day of each record: write applies = plant.power:on(day):above(…)")
    elseif rule.transition or rule.keeps then
      shape:fail(at, path, "whom a transition names is asked on the day whose law is read, and whom this version binds on another: write applies = plant.power:on(day):above(…)")
    end
  end
  if rule.word == "quota" then
    read_quota(checker, rule, value)
  elseif rule.shape == "permission" then
    read_permission(checker, rule, value)
  else
    read_obligation(checker, rule, value)
  end
  if not rule.repeated then rule.examples = examples.read(checker, rule) end
end

return rules
