--- What verdict rows and `explain` say of a verdict. The templates of the catalogue are filled here with what is the same for all subjects of a
--- rule and handed to the core with holes for the rest; the core chooses the case, so that a row and an explanation never differ.
local core = require "mandate.core"
local analysis = require "mandate.language.lower.analysis"
local ranges = require "mandate.check.ranges"

local reason = {}

--- The clauses a rule cites, as "notice-1996/audits, …".
function reason.clauses(rule)
  local list = {}
  for i, clause in ipairs(rule.clauses) do list[i] = clause.instrument .. "/" .. clause.clause end
  return table.concat(list, ", ")
end

--- "in force from 2003-01-01 to 2012-06-30", of a rule or a decision's version.
function reason.force(rule, words)
  if rule.from and rule.to then return words:say("explain.in_force_until", { from = rule.from, to = rule.to }) end
  if rule.from then return words:say("explain.in_force", { from = rule.from }) end
  return words:say "explain.always"
end

--- A number, or a range.
function reason.numbers(low, high)
  if low == high then return core.number_text(low) end
  return core.number_text(low) .. "-" .. core.number_text(high)
end

local HOLES = { due = true, done = true, since = true, missing = true, actual = true, failure = true }

-- { text, hole, text, … }
local function compile(template, constants)
  local pieces, text, from = {}, "", 1
  for at, name, behind in template:gmatch "(){([%w_]+)}()" do
    text = text .. template:sub(from, at - 1)
    from = behind
    if HOLES[name] then
      pieces[#pieces + 1] = text
      pieces[#pieces + 1] = name
      text = ""
    else
      text = text .. (constants[name] or "?")
    end
  end
  pieces[#pieces + 1] = text .. template:sub(from)
  return pieces
end

local function kind_word(words, kind) return (words.texts.kind[kind] or kind):lower():gsub("_", " ") .. "" end

--- What is said of a register that is complete.
function reason.register(words, kind, said)
  local case = said.from and (said.to and "from_to" or "from") or said.to and "to" or "complete"
  local text = words:say("register." .. case, { kind = kind_word(words, kind), from = said.from, to = said.to })
  if said.place then text = words:say("register.place", { text = text, place = said.place }) end
  if said.why then text = words:say("register.why", { text = text, why = said.why }) end
  return said.unconfirmed and words:say("register.unconfirmed", { text = text, why = said.unconfirmed }) or text
end

-- Which records would show that a rule is kept, and which of their registers are complete.
local function asked_of(words, pack, rule)
  local kinds, names, registers = analysis.kinds_of_sets(pack, rule.require), {}, {}
  for i, kind in ipairs(kinds) do
    names[i] = kind_word(words, kind)
    for _, said in ipairs(pack.complete[kind] or {}) do registers[#registers + 1] = reason.register(words, kind, said) end
  end
  return #names > 0 and table.concat(names, words:say "register.or") or words:say "register.any", registers
end

local function templates_of(words, as_of, trace, pack)
  local constants = { clauses = reason.clauses(trace.rule), as_of = as_of }
  if trace.shape == "quota" then
    constants.target = reason.numbers(trace.target_low, trace.target_high)
    constants.planned = reason.numbers(trace.plan.low, trace.plan.high)
  end
  local templates = {}
  for name, template in pairs(words.reason) do templates[name] = compile(template, constants) end
  -- where no field is missing: only a rule that asks for evidence, or forbids, can want a record
  if trace.shown then
    local kinds, registers = asked_of(words, pack, trace.rule)
    templates.unknown_evidence = compile(words.reason.unknown_shown, { clauses = constants.clauses, kinds = kinds })
    if #registers > 0 then
      templates.met_standing = compile(words:say("register.kept", { reason = words.reason.met_standing, registers = table.concat(registers, words.separator) }), constants)
    end
  elseif not trace.rule.evidence and not trace.rule.forbid then templates.unknown_evidence = templates.unknown_value end
  templates.unknown_shown = nil
  templates.unknown_value = nil
  return templates
end

-- True if more than one version can have judged a subject, so that their own verdicts must tell which did. Goals of one rule each have their place.
local function is_open(part)
  local places = {}
  for i, trace in ipairs(part.versions) do
    local place = trace.goal and trace.goal.place
    if i > 1 and (not place or places[place] or trace.rule ~= part.versions[1].rule) then return true end
    if place then places[place] = true end
  end
  return false
end

local function versions_of(opened, words, part, made)
  local versions, open = {}, is_open(part)
  for i, trace in ipairs(part.versions) do
    local key = trace.goal and trace or trace.rule
    made[key] = made[key] or templates_of(words, opened.as_of, trace, opened.pack)
    local version = { templates = made[key] }
    if open then version.node = trace.node end
    if trace.shape == "quota" then
      version.actual = trace.actual_by_due
      version.record = opened.lowering:place_record(trace.goal.place) or false
    end
    versions[i] = version
  end
  return versions
end

local function rows_of(opened, words, parts, reasons, ahead)
  return core.verdict_rows(opened.lowering.plan, { reasons = reasons, separator = words.separator, unknown = words.status.unknown, parts = parts,
    ahead = ahead and ahead.looked })
end

--- What writes a row for each verdict of the lowered rules, while a run goes on.
---@param reasons boolean with the columns missing and reason
---@param ahead table what looked ahead (check/ahead.lua)
function reason.rows(opened, words, lowered, reasons, ahead)
  local parts, made = {}, {}
  for i, part in ipairs(lowered) do
    parts[i] = { node = part.node, next = ahead:node(part), rule = part.base, period = part.period and part.period.label or "", shape = part.versions[1].shape,
      versions = reasons and versions_of(opened, words, part, made) or {} }
  end
  return rows_of(opened, words, parts, reasons, ahead)
end

--- The reason of one verdict, as its row has it.
---@param trace table the version that judged
function reason.of(opened, words, run, part, trace, record, verdict, missing)
  local rows = assert(rows_of(opened, words, { { node = part.node, rule = part.base, period = "", shape = trace.shape,
    versions = { { templates = templates_of(words, opened.as_of, trace, opened.pack) } } } }, true))
  if trace.shape == "quota" then
    local state, actual = run:value(trace.actual_by_due, record)
    local range = ranges.of(state, actual) or {}
    return assert(rows:reason(1, 1, verdict, missing, state, range.low, range.high))
  end
  return assert(rows:reason(1, 1, verdict, missing, "absent"))
end

return reason
