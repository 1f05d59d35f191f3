-- Types for the editor: LuaLS annotations of the language and of the model's kinds, so that an editor completes fields and questions and
-- marks wrong ones while an analyst types. Made from schema.lua and model:kinds(); `mandate doc --editor` writes them.
local core = require "mandate.core"
local ordered = require "mandate.language.ordered"
local schema = require "mandate.language.schema"

local editor = {}

local function words_of(list)
  local names = {}
  for name in pairs(list) do names[#names + 1] = ("'%q'"):format(name) end
  table.sort(names)
  return table.concat(names, "|")
end

-- LuaLS types of what may be written where a type is asked.
local argument_types = {
  same = { number = "number_|number|string", rate = "rate_|number_", date = "date_|string", text = "string|text_|codes_", condition = "condition_", row = "row_" },
  ["row condition"] = "condition_|function", period = "period_|string", span = "span_", window = "span_", date = "date_|string",
  ["day of the year"] = "string", ["part of a year"] = "unit_|fiscal_year_", calendar = "calendar_", number = "number_|number|string", ["how many"] = "integer",
  ["period word"] = "unit_|fiscal_year_",
  which = "integer", hundredths = "number", method = words_of(schema.percentile_methods), places = "integer", place = "integer", way = words_of(schema.roundings),
}

local class_of = { condition = "condition_", number = "number_", rate = "rate_", date = "date_", text = "text_", span = "span_", period = "period_", scale = "scale_",
  value = "value_", verdict = "verdict_", calendar = "calendar_", ["fiscal year"] = "fiscal_year_", series = "series_" }
local VALUES <const> = { "number_", "rate_", "date_", "text_", "span_", "scale_" } -- what a parameter may be
local ANY_VALUE <const> = "condition_|number_|rate_|date_|text_"

local function add(lines, text, ...) lines[#lines + 1] = select("#", ...) > 0 and text:format(...) or text end

local function column_class(of) return of .. "column_" end

-- What a question gives on a class; kinds are generics of their sets and rows, told by their own classes below.
local function given(entry, own, kind, item)
  if entry.gives == "same" then return own end
  if entry.gives == "item" then return item or "any" end
  if entry.gives == "row" then return kind or "row_" end
  if entry.gives == "set" then return kind and kind .. "_set" or "any" end
  if entry.gives == "distinct column" then return "distinct_" end
  return class_of[entry.gives] or "any"
end

local function add_method(lines, class, entry, on, kind, item)
  add(lines, "---%s", entry.about)
  local parameters = {}
  for i, takes in ipairs(entry.takes) do
    local many = takes == "same…"
    local name = many and "..." or "value" .. (i > 1 and i or "")
    local argument = argument_types[many and "same" or takes]
    if type(argument) == "table" then argument = argument[on] or "any" end
    parameters[i] = name
    add(lines, "---@param %s%s %s", name, i > entry.needs and "?" or "", argument)
  end
  add(lines, "---@return %s", given(entry, class == "row" and kind or class, kind, item))
  add(lines, "function %s:%s(%s) end", class, entry.name, table.concat(parameters, ", "))
end

local function add_methods(lines, class, on, kind, of)
  for _, entry in ipairs(schema.methods) do
    local asked = false
    for _, candidate in ipairs(entry.on) do asked = asked or candidate == on end
    if asked and entry.of then
      local fits = false
      for _, candidate in ipairs(entry.of) do fits = fits or candidate == of end
      asked = fits
    end
    if asked then add_method(lines, class, entry, on, kind, class_of[of]) end
  end
end

-- class: its name, and behind a colon what it is, too.
local function add_class(lines, class, about, operators)
  add(lines, "")
  add(lines, "---%s", about)
  add(lines, "---@class %s", class)
  for _, operator in ipairs(operators or {}) do add(lines, "---@operator %s", operator) end
  add(lines, "local %s = {}", class:match "^[%w_]+")
end

local logic = { "band(any): condition_", "bor(any): condition_", "bnot: condition_" }
local dates = { "band(any): date_", "bor(any): date_", "add(span_|number_|number): date_", "sub(date_): number_", "sub(span_|number_|number): date_" }
local numbers = { "add(any): number_", "sub(any): number_", "mul(any): number_", "div(any): number_", "unm: number_" }
local cells = { "band(cell_): cell_", "bor(cell_): cell_", "bnot: cell_" }

local function field_class(field)
  if field.type == "reference" then return field.kind end
  return ({ text = "text_", number = "number_", yesno = "condition_", event = "date_", date = "date_" })[field.type]
end

local function about_field(field)
  local notes = { field.about ~= "" and field.about or nil }
  if field.one_of and #field.one_of > 0 then notes[#notes + 1] = "one of " .. table.concat(field.one_of, ", ") end
  if field.unit then notes[#notes + 1] = (field.unit_is_field and "unit in the field " or "in ") .. field.unit end
  if field.min then notes[#notes + 1] = "at least " .. core.number_text(field.min) end
  if field.max then notes[#notes + 1] = "at most " .. core.number_text(field.max) end
  if field.type == "event" then notes[#notes + 1] = "an event" end
  if field.blank == "none" then notes[#notes + 1] = "empty: none" end
  return table.concat(notes, "; ")
end

-- The class of a typed expression, such as a term's.
local function class_of_type(t)
  if t.k == "row" then return t.kind end
  if t.k == "set" then return t.kind and t.kind .. "_set" or "row_" end
  if t.k == "column" then return class_of[t.of.k] and column_class(class_of[t.of.k]) or "row_" end
  return class_of[t.k] or "any"
end

-- The terms of a kind as fields of its record, or of a set of it; a table with several results is one field, whose class has these. Without a pack any name may be a term's.
local function add_terms(lines, kind, pack, of_set)
  if not pack then
    add(lines, "---@field [string] any terms of the pack")
    return
  end
  local several = {}
  for _, full in ipairs(pack.term_order) do
    local term = pack.terms[full]
    local class = class_of_type(term.type)
    if of_set and class_of[term.type.k] then class = column_class(class) end
    local about = type(term.title) == "table" and (term.title.en or term.title.zh) or term.title or "a term of the pack"
    if term.kind == kind.name and not term.group then add(lines, "---@field %s %s %s", term.name, class, about)
    elseif term.kind == kind.name and not of_set and not several[term.group] then
      several[term.group] = true
      add(lines, "---@field %s %s_%s_results %s", term.group.name, kind.name, term.group.name, about)
    end
  end
end

-- Before them, the classes of tables with several results.
local function add_results(lines, pack)
  local last
  for _, full in ipairs(ordered.keys(pack and pack.terms or {})) do
    local term = pack.terms[full]
    if term.group and term.group ~= last then add_class(lines, ("%s_%s_results"):format(term.kind, term.group.name), "the results of a table") end
    if term.group then
      last = term.group
      add(lines, "---@type %s\n%s_%s_results.%s = nil", class_of_type(term.type), term.kind, term.group.name, term.name:match "[^.]+$")
    end
  end
end

local function add_kind(lines, kind, kinds, pack)
  local owner_of = {} -- children: plural -> kind
  for _, other in ipairs(kinds) do
    if kind.group and kind.group.of == other.name then owner_of[other.plural] = other.name end
  end
  for _, other in ipairs(kinds) do
    for _, field in ipairs(other.fields) do
      if field.type == "reference" and field.kind == kind.name and not other.group then owner_of[other.plural] = other.name end
    end
  end
  local plurals = {}
  for plural in pairs(owner_of) do plurals[#plurals + 1] = plural end
  table.sort(plurals)

  add(lines, "")
  add(lines, "---one %s%s", kind.name, kind.about ~= "" and ": " .. kind.about or "")
  add(lines, "---@class %s: row_", kind.name)
  for _, field in ipairs(kind.fields) do add(lines, "---@field %s %s %s", field.name, field_class(field), about_field(field)) end
  for _, plural in ipairs(plurals) do add(lines, "---@field %s %s_set all %s of it", plural, owner_of[plural], plural) end
  add_terms(lines, kind, pack)
  add(lines, "local row = {}")
  add_methods(lines, "row", "row", kind.name)
  add(lines, "---@type %s", kind.name)
  add(lines, "%s = nil", kind.name)

  local set = kind.name .. "_set"
  add(lines, "")
  add(lines, "---a set of %s", kind.plural)
  add(lines, "---@class %s", set)
  for _, field in ipairs(kind.fields) do
    local class = field.type == "reference" and field.kind .. "_set" or column_class(field_class(field))
    add(lines, "---@field %s %s %s", field.name, class, about_field(field))
  end
  for _, plural in ipairs(plurals) do add(lines, "---@field %s %s_set all %s of them", plural, owner_of[plural], plural) end
  add_terms(lines, kind, pack, true)
  add(lines, "local %s = {}", set)
  add_methods(lines, set, "set", kind.name)
  add(lines, "---the different ones")
  add(lines, "---@return distinct_")
  add(lines, "function %s:distinct() end", set)
end

local CONDITION <const> = "condition_|function"
local key_classes = { text = "string", words = "string|{ en: string, zh: string }", date = "string", yesno = "boolean", list = "string|string[]",
  citation = "string|string[]", condition = CONDITION, ["decision columns"] = "table", ["decision rows"] = "table[]", ["decision results"] = "string[]",
  expects = "table", paused = "table", extended = "table", day = "date_|string|function", due = "date_|span_|string|function", span = "span_",
  period = "string", ["non-detects"] = '"zero"|"half"|"limit"|table', per = "row_|table", transition = "table", examples = "table[]",
  force = "{ from: string, to?: string, unconfirmed?: string }", clauses = "table<string, string|table>", amends = "table", annuls = "string|table", fields = "table[]",
  complete = "string|table", ["kind word"] = "row_", ["group keys"] = "table", ["kind or field"] = "row_|text_", value = ANY_VALUE .. "|function", set = "row_", goals = "table[]",
  parts = "table[]", law = "date_|string", instead = "value_|string|number|table", ["import file"] = "table", skip = "table", ["columns by field"] = "table<string, string|table>",
  ["import kinds"] = "table[]", ["period word"] = "unit_|fiscal_year_", columns = "table[]" }

-- What a parameter, a list of codes, a calendar or a verdict is, asked by the word and its name; and of those of a pack by that name.
local function used_as(name) return name == "codes" and "codes_" or name == "calendar" and "calendar_" or name == "parameter" and "value_" end

-- A value that is declared and asked by one word.
local function parameter_class(of) return (of:gsub("_$", "_parameter_")) end

local function add_names(lines, word, pack)
  if word == "parameter" then
    for _, name in ipairs(ordered.keys(pack and pack.parameters or {})) do
      local own = pack.parameters[name]
      if not own.shown and class_of[own.type.k] then add(lines, '---@overload fun(name: "%s"): %s', name, parameter_class(class_of_type(own.type))) end
    end
  elseif word == "verdict" then
    local seen = {}
    for _, rule in ipairs(pack and pack.rules or {}) do
      if not seen[rule.base] then add(lines, '---@overload fun(name: "%s"): %s_verdict_', rule.base, rule.shape) end
      seen[rule.base] = true
    end
  end
end

local function add_statement(lines, statement, pack)
  local body = statement.name .. "_body"
  add(lines, "")
  add(lines, "---@class %s%s", body, statement.positional and ": table<integer, any>" or "")
  for _, key in ipairs(statement.keys) do
    local class = key_classes[key[2]] or "any"
    if key.values then class = '"' .. table.concat(key.values, '"|"') .. '"' end
    add(lines, "---@field %s%s %s %s", key[1], key.required and "" or "?", class, key.about)
  end
  if statement.open then add(lines, "---@field [string] string|table %s", statement.open) end
  add(lines, "")
  add(lines, "---%s", statement.about)
  add(lines, "---@param name string")
  -- A parameter or a list of codes is declared and used by the same word.
  local use = schema.func[statement.name]
  add_names(lines, statement.name, pack)
  add(lines, "---@return %s", use and used_as(use.name) or ("fun(body: %s)"):format(body))
  add(lines, "function %s(name) end", statement.name)
end

local class_of_column = { number = "number_", rate = "rate_", date = "date_", text = "text_", span = "span_", scale = "scale_" }

-- What may be asked of a verdict, by the shape of its rule; of one of any shape all of it.
local function add_verdicts(lines)
  local of_any = {}
  for _, shape in ipairs(ordered.keys(schema.verdicts)) do
    add_class(lines, shape .. "_verdict_", ("a verdict of a rule that is %s: %s"):format(shape, table.concat(schema.verdicts[shape].statuses, ", ")))
    for _, field in ipairs(ordered.keys(schema.verdicts[shape].fields)) do
      local class = class_of[schema.verdicts[shape].fields[field]] or "date_"
      of_any[#of_any + 1] = shape .. "_verdict_"
      add(lines, "---@type %s\n%s_verdict_.%s = nil", class, shape, field)
    end
  end
  local bases, seen = {}, {}
  for _, name in ipairs(of_any) do
    if not seen[name] then seen[name], bases[#bases + 1] = true, name end
  end
  add_class(lines, "verdict_: " .. table.concat(bases, ", "), "a verdict")
end

-- A table of periods of a pack: its word, and what its rows say.
local function add_named_periods(lines, own)
  add(lines, "")
  add(lines, "---the periods that a table of the pack names, from %s on: per = { …, %s }", own.rows[1].label, own.name)
  add(lines, "---@class %s_row", own.name)
  for i, column in ipairs(own.columns) do add(lines, "---@field %s %s what the row of the period in hand says", column, class_of_column[own.parameters[i].type.k] or "any") end
  add(lines, "---@type %s_row\n%s = nil", own.name, own.name)
end

local function names_of(kinds)
  local names = {}
  for i, kind in ipairs(kinds) do names[i] = kind.name end
  return table.concat(names, "|")
end

--- The text of the `---@meta` file for model:kinds(), and for a pack's groups behind them.
---@param pack table|nil whose terms, parameters, rules and tables of periods have classes of their own
function editor.meta(kinds, pack)
  local lines = { "---@meta", "-- The words of the rule language and the kinds of the model, for editors. Made by mandate; changes are lost." }
  add_class(lines, "condition_", "a condition: true, false or unknown", logic)
  add_methods(lines, "condition_", "condition")
  add_class(lines, "number_", "a number", numbers)
  add_methods(lines, "number_", "number")
  add_class(lines, "rate_", "a rate, with its numerator and denominator")
  add_methods(lines, "rate_", "rate")
  add_class(lines, "date_", "a day", dates)
  add_methods(lines, "date_", "date")
  add_class(lines, "text_", "a text", { "concat(any): text_" })
  add_methods(lines, "text_", "text")
  add_class(lines, "span_", "a length of time")
  add_methods(lines, "span_", "span")
  add_class(lines, "scale_", "a scale of marginal rates")
  add_methods(lines, "scale_", "scale")
  add_class(lines, "period_", "a period, both ends included")
  add(lines, "---@type date_")
  add(lines, "period_.from = nil")
  add(lines, "---@type date_")
  add(lines, "period_.to = nil")
  add_methods(lines, "period_", "period")
  add_class(lines, "value_: " .. table.concat(VALUES, ", "), "the value of a parameter: a number, a rate, a day, a text, a span or a scale", { "call(table): nil" })
  for _, value in ipairs(VALUES) do add_class(lines, parameter_class(value) .. ": " .. value, "a parameter of a pack", { "call(table): nil" }) end
  add_verdicts(lines)
  add_class(lines, "fiscal_year_", "a year that begins with a day of its own")
  add_class(lines, "unit_", "a sort of periods")
  add_class(lines, "type_", "the type of a field")
  add_class(lines, "cell_", "what a cell of a table asks of its column", cells)
  add_class(lines, "series_", "what a number is in each month of a period")
  add_methods(lines, "series_", "series")
  add_class(lines, "codes_", "a list of codes", { "call(table): nil" })
  add_class(lines, "calendar_", "a calendar of working days", { "call(table): nil" })
  add_class(lines, "row_", "one record")
  add_class(lines, "distinct_", "different values")
  add_methods(lines, "distinct_", "distinct column")
  for _, of in ipairs { "text", "number", "date", "condition" } do
    add_class(lines, column_class(of .. "_"), ("the %ss of many records"):format(of))
    add_methods(lines, column_class(of .. "_"), "column", nil, of)
  end
  add_results(lines, pack)
  for _, kind in ipairs(kinds) do add_kind(lines, kind, kinds, pack) end

  add(lines, "")
  for _, word in ipairs { { "as_of", "date_" }, { "period", "period_" }, { "subject", names_of(kinds) } } do
    add(lines, "---%s\n---@type %s\n%s = nil", schema.words[word[1]], word[2], word[1])
  end
  for class, list in pairs { type_ = schema.types, unit_ = schema.periods } do
    for _, name in ipairs(ordered.keys(list)) do add(lines, "---%s\n---@type %s\n%s = nil", list[name], class, name) end
  end
  for _, name in ipairs(ordered.keys(pack and pack.named_periods or {})) do add_named_periods(lines, pack.named_periods[name]) end
  for _, name in ipairs(ordered.keys(schema.cells)) do add(lines, "---in a decision: %s\n---@type cell_\n%s = nil", schema.cells[name], name) end
  for _, name in ipairs(ordered.keys(schema.cell_questions)) do
    add(lines, "")
    add(lines, "---in a decision: %s", schema.cell_questions[name])
    add(lines, "---@param ... string|number|value_|codes_|period_")
    add(lines, "---@return cell_")
    add(lines, "function %s(...) end", name)
  end
  for _, statement in ipairs(schema.statements) do add_statement(lines, statement, pack) end
  for _, entry in ipairs(schema.functions) do
    if not schema.statement[entry.name] then
      add(lines, "")
      add(lines, "---%s", entry.about)
      local many = entry.takes == "numbers"
      if many then add(lines, "---@param ... number_|rate_|number|string")
      else add(lines, "---@param value %s", entry.takes == "bands" and "(string|number)[][]" or entry.takes:find "^count" and "number|number_"
        or entry.takes == "function" and "function"
        or entry.takes == "text" and "string" or entry.takes == "words" and "string|{ en: string, zh: string }" or "number") end
      add_names(lines, entry.name, pack)
      local more = ({ working_days = "calendar", clear_days = "calendar", months = "rounding", years = "rounding", computed = "unit" })[entry.name]
      if more then add(lines, "---@param %s? %s", more, more == "calendar" and "calendar_" or more == "rounding" and '"down"|"up"|"refused"' or "string") end
      add(lines, "---@return %s", class_of[entry.gives] or "any")
      add(lines, "function %s(%s%s) end", entry.name, many and "..." or "value", more and ", " .. more or "")
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

return editor
