-- From what a pack recorded to the pack that the rest of mandate works with. The order matters: kinds first, because they are names; then what
-- has no expressions; then the heads of rules and the names of terms, so that expressions may refer to each other in any order; then the
-- expressions; then what holds between rules.
--
-- The pack:
--   folder, name, files, model, kinds (name -> as model:kinds() gives it; a group's has `group`: { name, of, keys = { { name, value, kind } }, where }),
--   group_order (names),
--   functions (how many), warnings,
--   instruments (name -> …) and instrument_order, codes, calendars (name -> as calendars.lua has it), units (name -> as units.lua has it), parameters,
--   terms ("kind.name" -> { kind, name, value, type, period, title, reading, at }) and term_order (each after those it uses); the value of a term
--   that is a decision is an expression { op = "decision", versions }, whose form stands in decisions.lua,
--   rules in the order of the text, rule_order (names before the tag, each after those whose verdict it asks),
--   exceptions ({ name, to = names of rules, applies, clauses, place, from, to_day, … }: its force ends with `to_day`),
--   waivable (name of a rule -> { clauses, by, at_most }), reports, indicators (as reports, with `indicator`),
--   doubts (the `warning` statements: { name, per, when, says, clauses }; `warnings` are those of loading),
--   complete (kind -> what is said of its register, as registers.lua has it),
--   imports (name -> { { kind, mapping }, … }: the kinds that one file makes; the form of a mapping stands in imports.lua).
-- The forms of typed expressions stand at the top of expressions.lua.
local inside_periods = require "mandate.language.lint.inside_periods"
local names = require "mandate.language.names"
local scope = require "mandate.language.scope"
local places = require "mandate.language.places"
local shape = require "mandate.language.shape"
local expressions = require "mandate.language.expressions"
local early_days = require "mandate.language.lint.early_days"
local ended_laws = require "mandate.language.lint.ended_laws"
local filed_later = require "mandate.language.lint.filed_later"
local running_periods = require "mandate.language.lint.running_periods"
local short_months = require "mandate.language.lint.short_months"
local schema = require "mandate.language.schema"
local nearest = require "mandate.language.nearest"
local recorded = require "mandate.language.recorded"
local traps = require "mandate.language.traps"
local clause_texts = require "mandate.language.statements.clause_texts"
local declarations = require "mandate.language.statements.declarations"
local kept_values = require "mandate.language.statements.kept_values"
local instead = require "mandate.language.statements.instead"
local registers = require "mandate.language.statements.registers"
local extremes = require "mandate.language.lint.extremes"
local lasting_rows = require "mandate.language.lint.lasting_rows"
local letter_case = require "mandate.language.lint.letter_case"
local rounding = require "mandate.language.lint.rounding"
local rules = require "mandate.language.statements.rules"
local terms = require "mandate.language.statements.terms"
local transitions = require "mandate.language.statements.transitions"
local gaps = require "mandate.language.lint.gaps"
local groups = require "mandate.language.statements.groups"
local no_place = require "mandate.language.lint.no_place"
local non_detects = require "mandate.language.non_detects"
local exceptions = require "mandate.language.statements.exceptions"
local reports = require "mandate.language.statements.reports"
local indicators = require "mandate.language.statements.indicators"
local imports = require "mandate.language.statements.imports"
local calendars = require "mandate.language.statements.calendars"
local named_periods = require "mandate.language.statements.named_periods"
local code_registers = require "mandate.language.statements.code_registers"
local units = require "mandate.language.statements.units"
local units_from = require "mandate.language.statements.units_from"
local unplaced = require "mandate.language.unplaced"
local unset_limits = require "mandate.language.lint.unset_limits"
local versions = require "mandate.language.statements.versions"
local freeing = require "mandate.language.lint.freeing"
local passing = require "mandate.language.lint.passing"
local not_come = require "mandate.language.lint.not_come"
local of_nothing = require "mandate.language.lint.of_nothing"
local old_texts = require "mandate.language.lint.old_texts"
local other_days = require "mandate.language.lint.other_days"
local other_places = require "mandate.language.lint.other_places"
local due_days = require "mandate.language.lint.due_days"
local strange_words = require "mandate.language.lint.strange_words"
local taken_back = require "mandate.language.lint.taken_back"
local unrecorded_periods = require "mandate.language.lint.unrecorded_periods"
local unasked_periods = require "mandate.language.lint.unasked_periods"
local unseen = require "mandate.language.lint.unseen"
local expects = require "mandate.language.statements.expects"
local zero_means = require "mandate.language.lint.zero_means"

local checker = {}
checker.__index = checker

function checker:scope(kind, period, reader)
  local key = ("%s/%s/%s"):format(kind, tostring(period), reader)
  self.scopes[key] = self.scopes[key] or scope.new(self.names, kind, period, reader)
  return self.scopes[key]
end

-- A statement whose word and name are right; its keys are checked here once.
local function admit(self, statement, seen)
  local known = schema.statement[statement.word]
  local function at() return self.places:inside(statement, {}) end
  if not known then
    if schema.func[statement.word] or self.taken[statement.word] then
      self.problems:add(at(), ("a comma or an operator is missing after `%s`: it cannot be followed by { … }"):format(statement.word), "record")
    else
      self.problems:add(at(), ("nothing is called `%s`.%s"):format(statement.word, nearest.hint(statement.word, schema.statement)))
    end
    return false
  elseif type(statement.name) ~= "string" or statement.name == "" or statement.named ~= 1 then
    self.problems:add(at(), ('%s needs its name in quotes: %s "name" { … }'):format(statement.word, statement.word))
    return false
  end
  -- A rule and its versions share one name for verdicts and waivers, so that obligations and quotas may not share names either.
  local key = (known.rule and "rule" or statement.word) .. " " .. statement.name
  local first = seen[key]
  if first then
    local here, there = statement.body[1], first.body[1]
    local cure = known.rule and ('; versions are written "%s@2012"'):format((statement.name:gsub("@.*$", "")))
      or statement.word == "unit" and type(here) == "string" and type(there) == "string" and ("; what one is of another is said once: %s there, %s here"):format(there, here)
    self.problems:add(at(), ("%s stands twice (first in %s:%d)%s"):format(shape.title(statement), first.at.file, first.at.line, cure or ""))
    return false
  end
  seen[key] = statement
  if not known.open then self.shape:closed(statement, {}, statement.body, known.key, known.positional) end
  for _, spec in ipairs(known.keys) do
    local name, value = spec[1], statement.body[spec[1]]
    if spec.required and value == nil and not statement.body.like then
      self.shape:fail(statement, {}, "it lacks `%s`: %s", name, spec.about)
    elseif spec.values and value ~= nil then
      local allowed = {}
      for _, word in ipairs(spec.values) do allowed[word] = true end
      if not allowed[value] then
        self.shape:fail(statement, { name }, "%s is %s, not %s", name, '"' .. table.concat(spec.values, '" or "') .. '"', self.shape:show(value))
      end
    end
  end
  return true
end

local function statements_of(self, ...)
  local list = {}
  for _, word in ipairs { ... } do
    for _, statement in ipairs(self.statements) do
      if statement.word == word then list[#list + 1] = statement end
    end
  end
  return list
end

local function each(self, word, read)
  for _, statement in ipairs(statements_of(self, word)) do read(self, statement, statement.body) end
end

local function parameter_with_transition(self, statement, body)
  local parameter, said = declarations.parameter(self, statement, body), {}
  for i, row in ipairs(body) do said[i] = type(row) == "table" and row.transition or nil end
  if next(said) then kept_values.read(self, statement, parameter, said) end
end

-- Traps that need to know what ran and which names there are.
local function check_sources(self, document, lost)
  local makers, rows = {}, {}
  for name in pairs(self.sources) do makers[name], rows[name] = {}, {} end
  for _, node in ipairs(document.nodes) do
    local body, source = node.body, self.sources[node.at.file]
    if node.op == "function" and rows[body.file] then
      rows[body.file][("%d:%d"):format(body.line, body.last_line)] = true
    elseif source then
      local index = self.places:of(node).index
      local block = index and source.tokens:inside(index)
      if not index then block = traps.function_on(source, node.at.line) end
      if block then makers[source.name][block] = true end
    end
  end
  for name, source in pairs(self.sources) do
    traps.helpers(source, { makers = makers[name], lost = lost[name] or {}, rows = rows[name], variables = document.variables[name] or {} }, self.problems)
    traps.hidden(source, self.taken, self.problems)
  end
end

-- The words of cells are those of a pack that has decisions; another may use them as it likes.
local function known_names(kinds, statements)
  local taken = {}
  for _, statement in ipairs(statements) do
    if statement.word == "periods" and type(statement.name) == "string" then taken[statement.name] = "a table of periods" end
    if statement.word == "decision" then
      for _, words in ipairs { schema.cells, schema.cell_questions } do
        for word in pairs(words) do taken[word] = "a word of the cells of a decision" end
      end
    end
  end
  for word in pairs(schema.func) do taken[word] = "a word of the language" end
  for word in pairs(schema.words) do taken[word] = "a word of the language" end
  for word in pairs(schema.statement) do taken[word] = "a word of the language" end
  for _, kind in ipairs(kinds) do taken[kind.name] = "a kind" end
  return taken
end

-- `input`: { model, document, sources, problems }. Gives the pack without what only the loader knows.
function checker.check(input)
  local document, problems = input.document, input.problems
  local is_node = {}
  for _, node in ipairs(document.nodes) do is_node[node] = true end
  local self = setmetatable({ model = input.model, sources = input.sources, problems = problems, scopes = {}, open_terms = {},
    instruments = {}, instrument_order = {}, codes = {}, code_registers = {}, calendars = {}, units = {}, parameters = {}, named_periods = {},
    rules = {}, rules_by_base = {}, exceptions = {},
    waivable = {}, exception_heads = {}, contradicting = {}, asked_instead = {}, parameter_value = declarations.parameter_value, reports = {}, indicators = {}, doubts = {},
      imports = {}, complete = {}, asked_whom = {}, example_keys = {},
    entered_terms = {}, term_order = {}, statements = {} }, checker)
  self.places = places.new(input.sources, document.nodes)
  self.shape = shape.new { problems = problems, places = self.places, is_node = is_node }
  self.taken = known_names(self.model:kinds(), document.statements)

  recorded.report(document, input.sources, problems)
  local seen = {}
  for _, statement in ipairs(units_from.only(self, document.statements)) do
    if admit(self, statement, seen) then self.statements[#self.statements + 1] = statement end
  end

  declarations.kinds(self, statements_of(self, "kind"), statements_of(self, "import"))
  local kinds = self.model:kinds()
  self.names = names.new(kinds)
  self.taken = known_names(kinds, document.statements)
  self.no_scope = self:scope(kinds[1].name, nil, "rule")
  self.expressions = expressions.new { problems = problems, names = self.names, places = self.places, is_node = is_node, codes = self.codes, calendars = self.calendars,
    units = self.units, parameters = self.parameters, named_periods = self.named_periods, rules = self.rules_by_base,
    find_term = function(kind, name) return terms.find(self, kind, name) end,
    asked_parameter = function(name, date, around, at) return instead.asked(self, name, date, around, at) end }

  groups.enter(self, statements_of(self, "group"))
  each(self, "instrument", declarations.instrument)
  clause_texts.resolve(self)
  each(self, "codes", declarations.codes)
  each(self, "code_register", code_registers.read)
  each(self, "calendar", calendars.read)
  each(self, "unit", units.read)
  units.resolve(self)
  each(self, "parameter", parameter_with_transition)
  each(self, "periods", named_periods.read)
  local rule_statements = {}
  for _, statement in ipairs(self.statements) do
    if schema.statement[statement.word].rule then rule_statements[#rule_statements + 1] = statement end
  end
  rules.heads(self, rule_statements)
  exceptions.heads(self, statements_of(self, "exception"))
  terms.enter(self, statements_of(self, "term", "decision", "state"))
  each(self, "group", groups.read)

  local all_terms = {}
  for _, term in ipairs(self.entered_terms) do all_terms[term.full] = terms.find(self, term.kind, term.name) end
  for _, rule in ipairs(self.rules) do rules.read(self, rule) end
  transitions.share(self)
  exceptions.read(self)
  instead.of_rules(self)
  each(self, "waivable", exceptions.waivable)
  each(self, "report", reports.read)
  each(self, "indicator", indicators.read)
  each(self, "warning", reports.warning)
  each(self, "import", imports.read)
  versions.check_force(self)
  local rule_order = versions.check_verdicts(self)
  gaps.check(self)
  old_texts.check(self)
  non_detects.check(self)
  check_sources(self, document, recorded.unused(document, self.places, problems, self.names.kinds))

  local by_name, functions = {}, 0
  for _, kind in ipairs(kinds) do by_name[kind.name] = kind end
  registers.check(self, by_name, all_terms)
  registers.check_forbids(self)
  local all_kinds, group_order = {}, {}
  for name, kind in pairs(by_name) do all_kinds[name] = kind end
  for _, statement in ipairs(statements_of(self, "group")) do
    local group = self.names.kinds[statement.name]
    if group then all_kinds[statement.name], group_order[#group_order + 1] = group.model, statement.name end
  end
  for _, node in ipairs(document.nodes) do
    if node.op == "function" then functions = functions + 1 end
  end
  local pack = { model = self.model, kinds = all_kinds, group_order = group_order, instruments = self.instruments, instrument_order = self.instrument_order, codes = self.codes,
    code_registers = self.code_registers, calendars = self.calendars, units = self.units, parameters = self.parameters, named_periods = self.named_periods,
    terms = all_terms, term_order = self.term_order,
    rules = self.rules, rule_order = rule_order,
    exceptions = self.exceptions, waivable = self.waivable, reports = self.reports, indicators = self.indicators, doubts = self.doubts,
    imports = self.imports, complete = self.complete, functions = functions, asks_months = self.expressions.asks_months }
  freeing.check(self, by_name)
  passing.check(self)
  inside_periods.check(self)
  short_months.check(self)
  other_days.check(self, pack, by_name)
  other_places.check(self, pack, by_name)
  no_place.check(self)
  unplaced.check(self, pack, by_name)
  due_days.check(self, by_name)
  taken_back.check(self, by_name)
  unasked_periods.check(self, by_name)
  unrecorded_periods.check(self, by_name)
  unseen.check(self, by_name)
  not_come.check(self, by_name)
  of_nothing.check(self, by_name)
  zero_means.check(self, by_name)
  unset_limits.check(self, by_name)
  running_periods.check(self, by_name)
  filed_later.check(self, by_name)
  early_days.check(self)
  ended_laws.check(self, by_name)
  expects.check(self, by_name)
  extremes.check(self, pack)
  rounding.check(self, pack)
  letter_case.check(self, pack)
  lasting_rows.check(self, by_name)
  strange_words.check(self, pack)
  return pack
end

return checker
