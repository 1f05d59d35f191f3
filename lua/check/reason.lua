--- What verdict rows and `explain` say of a verdict. The templates of the catalogue are filled here with what is the same for all subjects of a
--- rule and handed to the core with holes for the rest; the core chooses the case, so that a row and an explanation never differ.
local catalogue = require "mandate.catalogues.catalogue"
local core = require "mandate.core"
local refused = require "mandate.check.refused"
local registers = require "mandate.language.lower.registers"
local due_parts = require "mandate.language.due_parts"
local periods = require "mandate.language.periods"
local reads = require "mandate.check.reads"
local remarks = require "mandate.check.remarks"
local sets = require "mandate.language.lower.sets"
local analysis = require "mandate.language.lower.analysis"
local shown = require "mandate.language.lower.shown"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local reason = {}

--- Clauses that are cited, as "notice-1996/audits, …", each with the text that changed it where what is cited is not the law's own: "esos-2014/4 as amended by esos-2023 from
--- 2023-11-29".
function reason.cited(cited, words)
  local list = {}
  for i, one in ipairs(cited) do
    local name = one.instrument .. "/" .. one.clause
    local amended = one.amended
    list[i] = amended and words:say("cited." .. amended.how, { clause = name, by = amended.by, from = amended.from }) or name
  end
  return table.concat(list, ", ")
end

--- The clauses that a rule, an exception or a row of a parameter cites.
function reason.clauses(rule, words) return reason.cited(rule.clauses, words) end

--- "who keeps to the text before x@2010 until 2012-12-31, by act/9", of a version with a transition.
function reason.transition(rule, words)
  local transition = rule.transition
  return words:say(transition.last and "explain.keeps_until" or "explain.keeps", { version = rule.name, to = transition.last or "", clauses = reason.clauses(transition, words) })
end

--- What a rule or a table takes for numbers found only to lie below a limit, with the clause that says so; nil where it takes the ranges that they are.
function reason.non_detects(one, words)
  if not one.non_detects then return nil end
  return words:say("explain.non_detects_" .. one.non_detects, { clauses = reason.cited(one.non_detects_by, words) })
end

--- "in force from 2003-01-01 to 2012-06-30", of a rule or a decision's version.
function reason.force(rule, words)
  if rule.from and rule.to then return words:say("explain.in_force_until", { from = rule.from, to = rule.to }) end
  if rule.from then return words:say("explain.in_force", { from = rule.from }) end
  if rule.to then return words:say("explain.in_force_to", { to = rule.to }) end
  return words:say "explain.always"
end

--- A number, or a range.
function reason.numbers(low, high)
  if low == high then return core.number_text(low) end
  return core.number_text(low) .. "-" .. core.number_text(high)
end

local HOLES = { due = true, done = true, since = true, missing = true, actual = true, failure = true, asked = true, arises = true, value = true,
  threshold = true, none = true, not_judged = true, record = true,
  count = true, from = true, to = true, part = true, all = true }

-- { text, hole, text, … }
local function compile(template, constants)
  local pieces, text, from = {}, "", 1
  for at, name, behind in template:gmatch "(){([%w_]+)}()" do
    text = text .. template:sub(from, at - 1)
    from = behind
    if HOLES[name] and constants[name] == nil then
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

--- The word for a kind within a sentence.
function reason.kind(words, kind)
  local own = words.texts.kind[kind]
  return catalogue.spoken(own and own:lower() or kind)
end

--- The word for several of a kind; where the language has none, that for one.
function reason.kinds(words, pack, kind)
  if words.texts.remark.plural == "" then return reason.kind(words, kind) end
  return catalogue.spoken(kind) == kind and pack.kinds[kind].plural or catalogue.spoken(pack.kinds[kind].plural)
end

--- The words for what is wanted that would show something: a kind of which there are records, or a field that was not received (analysis.add_received_later).
function reason.wanted(words, one)
  if type(one) == "string" then return reason.kind(words, one) end
  return words:say("wanted.received", { field = one.kind .. "." .. one.name, event = one.event })
end

--- What is said of a register that is complete, or would be.
---@param lowering table|nil of the registry that may not vouch for it
function reason.register(words, kind, said, lowering)
  local case = said.from and (said.to and "from_to" or "from") or said.to and "to" or "complete"
  local text = words:say("register." .. case, { kind = reason.kind(words, kind), from = said.from, to = said.to })
  if said.whom then text = words:say("register.whom", { text = text, whom = said.whom_said }) end
  if said.place then text = words:say("register.place", { text = text, place = said.place }) end
  if said.why then text = words:say("register.why", { text = text, why = said.why }) end
  if said.unconfirmed then text = words:say("register.unconfirmed", { text = text, why = said.unconfirmed }) end
  if not lowering then return text end
  local rows, until_day = lowering.refused[kind], registers.vouches_until(lowering, kind)
  if rows then return refused.register(words, text, rows) end
  if until_day == false then return words:say("arrival.never", { text = text, kind = reason.kind(words, kind) }) end
  local vouches = not until_day or until_day >= (said.to and said.to < lowering.as_of and said.to or lowering.as_of)
  return vouches and text or words:say("arrival.last", { text = text, kind = reason.kind(words, kind), day = until_day })
end

--- What a rule expects, in words: "enterprise.measurements, one each month".
function reason.expected(rule, words, kinds)
  local asked = rule.expects
  local text = words:say("expected.each", { set = wording.of(rule.expected, kinds), unit = periods.spoken(words, asked.each):lower() })
  if asked.during then text = words:say("expected.during", { text = text, from = asked.during.from, to = asked.during.to }) end
  if asked.window then text = words:say("expected.within", { text = text, window = wording.of(asked.window, kinds) }) end
  if rule.expected_from then text = words:say("expected.since", { text = text, day = wording.of(rule.expected_from, kinds) }) end
  return rule.expected_to and words:say("expected.till", { text = text, day = wording.of(rule.expected_to, kinds) }) or text
end

-- Which records would show that a rule is kept, by kind, and which fields that were not received: their name, and whether it would be kept if only of that kind what
-- is not there showed nothing, or if that field alone were unknown.
local function wanted_of(opened, words, trace)
  local lowering, kinds, fields, list = opened.lowering, analysis.kinds_of_sets(opened.pack, trace.rule.require), {}, {}
  analysis.add_received_later(lowering, trace.rule.require, fields)
  local function kept_in(around) return #kinds + #fields > 1 and lowering:value(trace.rule.require, around, trace.guard, { k = "condition" }) or nil end
  for i, kind in ipairs(kinds) do
    local owner, text = lowering.kinds[kind].owner, reason.kind(words, kind)
    if trace.dated[kind] then text = words:say("wanted.dated", { kind = text }) end
    if owner and opened.pack.complete[kind] and opened.snapshot:has_unknown(kind, owner) then text = words:say("wanted.nobody", { kind = text }) end
    list[i] = { label = text, node = kept_in(shown.of_kind(trace.shown_in, kind)) }
  end
  for _, field in ipairs(fields) do
    list[#list + 1] = { label = reason.wanted(words, field), node = kept_in(shown.of_field(trace.shown_in, field.kind, field.name)) }
  end
  return #list > 0 and list or { { label = words:say "register.any" } }
end

-- The kinds of the sets that a rule may ask: a function may ask any.
local function kinds_asked(opened, expression)
  if not analysis.asks_function(opened.lowering, expression) then return analysis.kinds_of_sets(opened.pack, expression) end
  local kinds = {}
  for kind in pairs(opened.pack.complete) do kinds[#kinds + 1] = kind end
  table.sort(kinds)
  return kinds
end

-- The registers for which the registry does not vouch, in words: rows were refused, no file ever came, or none since a day.
local function not_vouched(opened, words, rule)
  local texts = {}
  for _, kind in ipairs(rule.forbid and { rule.forbid.type.kind } or kinds_asked(opened, rule.require)) do
    for _, said in ipairs(opened.pack.complete[kind] or {}) do
      local text = reason.register(words, kind, said, opened.lowering)
      if text ~= reason.register(words, kind, said) then texts[#texts + 1] = text end
    end
  end
  return texts
end

-- On which registers a rule that is kept may rest: what they are said to be, and the nodes that tell whether it would be kept if one, or any, were not said to be complete.
local function find_registers(opened, words, trace)
  local lowering, rule, list = opened.lowering, trace.rule, {}
  if not trace.shown and not trace.kept_without then return nil end
  local kept_without = trace.kept_without or function(said)
    return lowering:value(rule.require, shown.without(trace.shown_in, said), trace.guard, { k = "condition" })
  end
  for _, kind in ipairs(rule.forbid and { rule.forbid.type.kind } or kinds_asked(opened, rule.require)) do
    for _, said in ipairs(not lowering.refused[kind] and opened.pack.complete[kind] or {}) do
      list[#list + 1] = { node = kept_without(said), text = reason.register(words, kind, said) }
    end
  end
  return #list > 0 and { node = kept_without(true), list = list } or nil
end

-- What is said of the months of which an expected record is missing, and of evidence that could not be judged.
local function add_wanting(templates, words, rule, constants, pack)
  local said, own = words.texts.expected, { clauses = constants.clauses }
  local function with(text, wanting) return compile((text:gsub("{wanting}", (wanting:gsub("%%", "%%%%")))), own) end
  own.kind = rule.expects and reason.kind(words, rule.expects.kind)
  for name, wanting in pairs(rule.expects and { none = said.none, not_judged = said.not_judged, none_not_judged = (said.both:gsub("{first}",
    said.none):gsub("{second}", said.not_judged)) } or {}) do
    templates["unknown_" .. name], templates["unknown_also_" .. name] = with(said.unknown, wanting), with(said.also, wanting)
  end
  if not rule.evidence then return end
  local kinds = analysis.kinds_of_sets(pack, rule.evidence)
  for _, asked in ipairs { rule.require or false, rule.forbid or false } do
    if asked then analysis.kinds_of_sets(pack, asked, kinds) end
  end
  local names = {}
  for i, kind in ipairs(kinds) do names[i] = reason.kind(words, kind) end
  templates.unknown_unjudged = compile(said.unjudged, { clauses = constants.clauses, kinds = table.concat(names, words:say "register.or") })
end

-- Where nobody knows a rule's days for want of a value that was not received: which values those are.
local function add_unheard(templates, opened, words, rule, shape, constants)
  local fields, seen, names, called = {}, {}, {}, false
  for _, expression in ipairs { rule.arises or false, rule.due or false, rule.done or false } do
    if type(expression) == "table" then
      analysis.add_received_later(opened.lowering, expression, fields, seen, true)
      called = called or analysis.asks_function(opened.lowering, expression)
    end
  end
  if called then -- what a function read is only known once it was called: it is among what is missing
    templates.unknown_received = shape == "dated" and compile(words.reason.unknown_received:gsub("{none}", "{missing}"), { clauses = constants.clauses }) or nil
    return
  end
  for i, field in ipairs(fields) do names[i] = reason.wanted(words, field) end
  if #names == 0 then templates.unknown_received = nil return end
  templates.unknown_received = compile(words.reason.unknown_received, { clauses = constants.clauses, none = table.concat(names, words:say "register.or") })
end

-- Where a due day is absent although the law gives one: which days it is made of.
local function add_undated(templates, words, rule, constants, pack)
  if not rule.due or rule.due.op == "not_given" then return end
  local list, seen = {}, {}
  due_parts.each(rule.due, function(name) return pack.terms[name] end, function(part)
    local text = wording.of(part, pack.kinds)
    if not seen[text] then seen[text], list[#list + 1] = true, text end
  end)
  local stands = #list == 0 and rule.clock and rule.clock.paused and "_stands" or ""
  if #list == 0 and stands == "" then return end
  local own = { clauses = constants.clauses, as_of = constants.as_of, day = table.concat(list, words:say "register.or") }
  templates.met_undated, templates.pending_undated = compile(words.texts.undated["met" .. stands], own), compile(words.texts.undated["pending" .. stands], own)
end

local function templates_of(opened, words, trace)
  local pack = opened.pack
  local constants = { clauses = reason.clauses(trace.rule, words), as_of = opened.as_of }
  if trace.shape == "quota" then
    constants.target = reason.numbers(trace.target_low, trace.target_high)
    constants.planned = reason.numbers(trace.plan.low, trace.plan.high)
  end
  local templates = {}
  for name, template in pairs(words.reason) do templates[name] = compile(template, constants) end
  if trace.shape == "quota" and #trace.plan.years == 0 then
    templates.quota, templates.quota_undated = templates.quota_unplanned, templates.quota_undated_unplanned
  end
  templates.quota_unplanned, templates.quota_undated_unplanned = nil, nil
  for _, name in ipairs { "not_applicable_why", "not_available_why", "used_without_why" } do templates[name] = nil end -- made for each case
  -- where no field is missing: only a rule that asks for evidence, or forbids, can want a record
  if not trace.rule.evidence and (trace.shown or trace.rule.forbid) then
    local text, but = trace.shown and words.reason.unknown_shown or words.reason.unknown_evidence, not_vouched(opened, words, trace.rule)
    if #but > 0 then text = words:say("refused.reason", { reason = text, registers = table.concat(but, words.separator) }) end
    templates.unknown_evidence = compile(text, { clauses = constants.clauses })
  elseif not trace.rule.evidence and not trace.rule.forbid then templates.unknown_evidence = templates.unknown_value end
  add_unheard(templates, opened, words, trace.rule, trace.shape, constants)
  if trace.shape == "dated" then add_undated(templates, words, trace.rule, constants, pack) end
  if trace.shape == "standing" then add_wanting(templates, words, trace.rule, constants, pack) end
  templates.unknown_shown = nil
  templates.unknown_value = nil
  return templates
end


--- The first and the last day on which a version holds; of a quota, those of the goal.
function reason.days_of(trace)
  local from, to, goal = trace.rule.from, trace.rule.to, trace.goal or {}
  if goal.from and (not from or from < goal.from) then from = goal.from end
  if goal.to and (not to or goal.to < to) then to = goal.to end
  return from, to
end

-- What a rule arises from, in words, where it is the day of another rule's verdict, which may have none for many reasons; nil where it is an event or a day.
local function arises_from_verdict(pack, rule)
  local found = false
  walk.asked(rule.arises, function(name) return pack.terms[name] end, function(e) found = found or e.op == "verdict" end)
  return found and remarks.short(rule.arises, pack.kinds) or nil
end

-- The sentences on why a rule does not apply, by case, as a table of them by name and a function of an exception; the clause stands before each.
local function causes_of(opened, words, trace, around)
  local rule, made = trace.rule, {}
  local function sentence(name, constants)
    constants = constants or {}
    constants.clauses = reason.clauses(rule, words)
    return compile((around:gsub("{why}", (words.texts.why[name]:gsub("%%", "%%%%")))), constants)
  end
  local condition = rule.applies and remarks.short(rule.applies, opened.pack.kinds)
  local kept = not rule.place and not trace.goal and rule.transition
  made.elsewhere = kept and sentence("kept", { clauses_of = reason.clauses(kept, words) }) or sentence("elsewhere", { place = rule.place or "" })
  made.no_goal = trace.goal and sentence "no_goal" or nil
  local from, to = reason.days_of(trace)
  made.ahead, made.over = sentence("ahead", { from = from or "?" }), sentence("over", { to = to or "?" })
  local source = arises_from_verdict(opened.pack, rule)
  made.not_arisen = sentence(source and "no_such_day" or "not_arisen", { source = source })
  made.arises_later, made.began_later, made.not_begun = sentence "arises_later", sentence "began_later", sentence "not_begun"
  local on = rule.applies_on and remarks.short(rule.applies_on, opened.pack.kinds)
  if on then made.condition = condition and sentence("condition_on", { condition = condition, on = on }) or sentence("no_condition_on", { on = on })
  else made.condition = condition and sentence("condition", { condition = condition }) or sentence "no_condition" end
  return made, function(exception) return sentence("excepted", { name = exception.name, by = reason.clauses(exception, words) }) end
end

-- Puts them among the templates of a version, those of a power that was used with "used_" before their names, and makes what its exceptions say.
local function add_causes(version, opened, words, trace)
  local permission = trace.shape == "permission"
  local causes, excepted = causes_of(opened, words, trace, words.reason[permission and "not_available_why" or "not_applicable_why"])
  for name, template in pairs(causes) do version.templates[name] = template end
  local used_causes, used_excepted = {}, nil
  if permission then used_causes, used_excepted = causes_of(opened, words, trace, words.reason.used_without_why) end
  for name, template in pairs(used_causes) do version.templates["used_" .. name] = template end
  for e, exception in ipairs(trace.exceptions or {}) do
    version.exceptions[e] = { node = exception.node, template = excepted(exception.exception), used = used_excepted and used_excepted(exception.exception) }
  end
end

-- What is said of each row of a parameter: "most: law/thirty, in force from 2002-01-01, in N".
local function rows_said(opened, words, name)
  local said = {}
  for i, row in ipairs(opened.pack.parameters[name].rows) do
    local text = reason.force({ from = row.from, to = row.last }, words)
    if row.place then text = words:say("explain.in_place", { force = text, place = row.place }) end
    local clauses = reason.clauses(row, words)
    local parameter = opened.pack.parameters[name]
    local called = parameter.rate and ("%s = %s"):format(name, row.value.value) or parameter.shown or name
    said[i] = words:say("remark.parameter", { name = called, row = clauses == "" and text or clauses .. words.separator .. text })
  end
  return said
end

-- The comparisons by which what is required came out true or false; one that had to come out the other way stands with a `~`.
local function compared_by(asked, kinds, outcome)
  local list = {}
  for _, one in ipairs(asked:comparisons()) do
    local text = remarks.short(one.e, kinds)
    if text then list[#list + 1] = { one = one, text = one.wanted == outcome and text or "~" .. text } end
  end
  return list
end

-- How a comparison is told: against a threshold, as a rate with both its counts, or as what was seen; a yes or no of a record says itself what it is.
local function way_of(one)
  if not one.value then return "flag" end
  return one.part and "rate" or one.threshold and "compared" or "seen"
end

local WITHOUT = { "no_value", "no_threshold", "neither" } -- what is not there compares as false

-- What a standing rule requires, as the core takes it: of several comparisons that hold, the nearest is told. Where records are wanted that show it, they are.
local function compared_of(opened, words, trace, made)
  local list = {}
  local function add(one, text, outcome, way)
    local may_be_unknown = one.e.op == "known" or one.e.op == "missing" -- which has no unit
    local constants = { clauses = reason.clauses(trace.rule, words), condition = text, unit = may_be_unknown and "" or remarks.unit(one.e) }
    local function say(name) return compile(words.texts.compared[name], constants) end
    local told = { value = one.value, threshold = one.threshold, part = one.part, all = one.all, rate = one.rate, [outcome .. "_when"] = one.guard,
      [outcome] = say(outcome .. "_" .. way) }
    if way == "seen" then told.no_value = say(outcome .. "_none") end
    for _, without in ipairs(way ~= "seen" and outcome == "breached" and WITHOUT or {}) do told[without] = say("breached_" .. without) end
    list[#list + 1] = told
  end
  for _, compared in ipairs(made.broken and compared_by(made.broken, opened.pack.kinds, false) or {}) do
    add(compared.one, compared.text, "breached", way_of(compared.one))
  end
  local alone = made.met and made.met:is_alone()
  for _, compared in ipairs(made.met and compared_by(made.met, opened.pack.kinds, true) or {}) do
    local way = way_of(compared.one)
    if alone then add(compared.one, compared.text, "met", way)
    elseif compared.one.threshold then add(compared.one, compared.text, "met", way == "rate" and "nearest_rate" or "nearest") end
  end
  return list
end

-- What is told of a version, made once, before the run.
local function told_of(opened, words, part, trace)
  if trace.told then return trace.told end
  local tools = { lower_set = sets.lower, must_pair = sets.must_pair, aggregate = sets.aggregate }
  function tools.say(name, constants) return compile(words.texts.remark[name], constants) end
  function tools.clauses(exception) return reason.clauses(exception, words) end
  function tools.kind(kind) return reason.kind(words, kind) end
  function tools.refused(rows) return refused.said(words, rows) end
  function tools.wanted(one) return reason.wanted(words, one) end
  function tools.kinds(kind) return reason.kinds(words, opened.pack, kind) end
  function tools.any_of(kinds) return #kinds > 0 and table.concat(kinds, words:say "register.or") or words:say "register.any" end
  local made = remarks.of(opened.lowering, part, trace, tools)
  for _, basis in ipairs(made.bases) do basis.said = rows_said(opened, words, basis.name) end
  trace.told = { remarks = made.list, bases = made.bases, compared = compared_of(opened, words, trace, made) }
  return trace.told
end

-- The nodes from which it is told why a version came to its verdict, as the core takes them.
local function nodes_of(trace)
  -- of a `forbid` the place on the pivot, behind which alone its condition was asked
  return { here = trace.lies or trace.here, force = trace.force, arises = trace.given or nil, applies = trace.applies, pivot = trace.asked_on or trace.pivot, looked = trace.looked,
    begun = trace.begun, behind = trace.behind, unheard = trace.unheard }
end

--- Lets the run have at hand what reasons tell of the lowered rules; before the run.
function reason.tell(opened, lowered, words)
  for _, part in ipairs(lowered) do
    for _, trace in ipairs(part.versions) do
      local function tell(node, anywhere)
        if node then opened.lowering.plan:tell(part.node, node, anywhere) end
      end
      for _, node in pairs(nodes_of(trace)) do tell(node) end
      trace.reads = reads.of(opened.lowering, trace)
      for _, read in ipairs(trace.reads) do tell(read.day, false) end
      for _, exception in ipairs(trace.exceptions or {}) do tell(exception.node) end
      trace.registers = find_registers(opened, words, trace)
      for _, register in ipairs(trace.registers and { trace.registers, table.unpack(trace.registers.list) } or {}) do tell(register.node, true) end
      for _, expected in ipairs(trace.expected or {}) do
        tell(expected.node, false) -- one that is missing decides, and all are named
        tell(expected.rows, false)
      end
      tell(trace.looked, false)
      local told = told_of(opened, words, part, trace)
      -- a standing rule that arises nobody knows when is unknown, also to whom it does not apply
      local where = not (trace.shape == "standing" and trace.given) and trace.applying or false
      local function ask(node, everywhere)
        if node then opened.lowering.plan:tell(part.node, node, not everywhere and where) end
      end
      trace.wanted = trace.shown and not trace.rule.evidence and wanted_of(opened, words, trace) or nil
      for _, wanted in ipairs(trace.wanted or {}) do ask(wanted.node) end
      for _, compared in ipairs(told.compared) do
        for _, name in ipairs { "met_when", "breached_when", "value", "threshold", "part", "all" } do ask(compared[name]) end
      end
      for _, basis in ipairs(told.bases) do
        ask(basis.node, true)
        ask(basis.when, true)
      end
      for _, remark in ipairs(told.remarks) do
        for _, name in ipairs { "when", "value", "threshold", "record", "count", "from", "to", "day" } do ask(remark[name], name == "when") end
      end
    end
  end
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

-- The registers that a verdict may rest on, as the core takes them: where it would not be kept without one of them that one is told, otherwise all.
local function registers_of(words, trace)
  if not trace.registers then return nil end
  local texts, made = {}, { node = trace.registers.node }
  local function kept(said) return compile(words:say("register.kept", { reason = words.reason.met_standing, registers = said }),
    { clauses = reason.clauses(trace.rule, words) }) end
  for i, register in ipairs(trace.registers.list) do
    texts[i], made[i] = register.text, { node = register.node, met = kept(register.text) }
  end
  made.met = kept(table.concat(texts, words.separator))
  return made
end

local function versions_of(opened, words, part, made)
  local versions, open = {}, is_open(part)
  for i, trace in ipairs(part.versions) do
    local key = trace.goal and trace or trace.rule
    made[key] = made[key] or templates_of(opened, words, trace)
    local version = nodes_of(trace)
    version.templates, version.exceptions = made[key], {}
    version.from, version.to = reason.days_of(trace)
    add_causes(version, opened, words, trace)
    version.expected = trace.expected
    version.registers, version.wanted = registers_of(words, trace), trace.wanted
    local told = told_of(opened, words, part, trace)
    version.compared, version.bases, version.remarks, version.reads = told.compared, told.bases, told.remarks, trace.reads
    if open then version.node = trace.node end
    if trace.shape == "quota" then
      version.actual = trace.actual_by_due
      version.record = opened.lowering:named_record(trace.rule.per.kind, trace.goal.place) or false
    end
    versions[i] = version
  end
  return versions
end

local function rows_of(opened, words, parts, reasons, cites, ahead)
  local told = { reasons = reasons, cites = cites, separator = words.separator, unknown = words.status.unknown, parts = parts, ahead = ahead and ahead.looked }
  for _, name in ipairs { "above", "at_least", "below", "at_most", "both_ends", "from_to" } do told[name] = words.texts.value[name] end
  told.more, told.statuses, told.any_of = words.texts.explain.more, words.texts.status, words.texts.register["or"]
  for _, name in ipairs { "records", "others", "parameter", "decision", "exceptions", "rows", "state", "periods", "months", "calendar", "on", "in", "units", "before", "none",
    "nothing",
    "zero", "large", "base", "whole", "no_day", "no_date", "verdict", "bounded" } do
    told[name] = words.texts.wanting[name]
  end
  return core.verdict_rows(opened.lowering.plan, told)
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
  return rows_of(opened, words, parts, reasons, reasons, ahead)
end

--- The reason of one verdict, as its row has it; the run's focus is on the record, and reason.tell was called before it ran.
function reason.of(opened, words, run, part, record)
  local rows = assert(rows_of(opened, words, { { node = part.node, rule = part.base, period = "", shape = part.versions[1].shape,
    versions = versions_of(opened, words, part, {}) } }, true))
  return assert(rows:reason(run, record))
end

return reason
