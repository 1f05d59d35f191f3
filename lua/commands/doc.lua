--- mandate doc: the model's kinds and fields, and the editor's types.
local core = require "mandate.core"
local catalogue = require "mandate.catalogues.catalogue"
local messages = require "mandate.commands.messages"
local opening = require "mandate.commands.opening"

local doc = {}

function doc.declare(parser)
  local command = parser:command("doc", "Print documentation made from the model and the packs.")
  command:argument("pack", "A pack's folder: its instruments, rules, parameters, decisions and imports, and what it does not encode."):args "?"
  command:option("--on", "The texts of the pack as they read on this day, with what amends, corrects or repeals them."):argname "DATE"
  command:flag("--model", "The kinds of records and their fields, the pack's own included.")
  command:flag("--editor", "Types for the Lua language server (---@meta).")
  catalogue.declare(command)
end

local function type_text(words, field)
  if field.type == "reference" then return "-> " .. field.kind end
  if field.one_of then return table.concat(field.one_of, words.separator) end
  local unit = field.unit and (field.unit_is_field and words:say("model.unit_of", { field = field.unit }) or words:say("model.unit", { unit = field.unit })) or ""
  return field.type .. unit .. (field.min and words:say("model.min", { number = core.number_text(field.min) }) or "")
    .. (field.max and words:say("model.max", { number = core.number_text(field.max) }) or "")
end

local function marks(words, field)
  local list = {}
  for _, mark in ipairs { "key", "owner", "starts" } do
    if field[mark] then list[#list + 1] = words:say("model." .. mark) end
  end
  if field.known_from then list[#list + 1] = words:say("model.known_from", { event = field.known_from }) end
  if field.compare_only then list[#list + 1] = words:say "model.reports_only" end
  return table.concat(list, words.separator)
end

-- What the kinds and fields are about stands in the words of whoever declared them, of the built-in ones in English.
local function print_model(kinds, words)
  local tables = require "mandate.report.table"
  local plurals = {}
  for _, kind in ipairs(kinds) do plurals[kind.name] = kind.plural end
  local headings = { words:say "model.field", words:say "model.type", words:say "model.empty", "", words:say "model.about" }
  for _, kind in ipairs(kinds) do
    local table_ = { headings = headings, rows = {}, title = ("%s (%s): %s"):format(kind.name, kind.plural,
      kind.group and words:say("model.group", { members = plurals[kind.group.of] }) or kind.about or "") }
    if kind.lasting and not kind.group then table_.title = words:say("model.visible", { title = table_.title }) end
    for i, field in ipairs(kind.fields) do
      local blank = field.key and not kind.group and "model.refused" or field.blank and "value." .. field.blank
      table_.rows[i] = { field.name, type_text(words, field), blank and words:say(blank), marks(words, field), field.about }
    end
    print(tables.format(table_, "text"))
  end
end

local function print_sections(heading, list)
  if #list > 0 then print(heading .. "\n" .. ("="):rep(core.width(heading)) .. "\n") end
  for _, section in ipairs(list) do
    print(section.heading)
    for _, line in ipairs(section.lines) do print(("  "):rep(line.level) .. line.text) end
    print()
  end
end

-- The law as it reads on one day.
local function print_day(pack, words, on)
  local list = require("mandate.report.texts").on(pack, words, on)
  print_sections(words:say("doc.on", { day = on }), list)
  if #list == 0 then print(words:say("doc.none_on", { day = on })) end
end

local function print_pack(pack, words)
  local tables, contents = require "mandate.report.table", require "mandate.report.contents"
  print_sections(words:say "document.instruments", require("mandate.report.texts").all(pack, words))
  print_sections(words:say "doc.rules", contents.rules(pack, words))
  local parameters = contents.parameters(pack, words)
  if parameters then print(tables.format(parameters, "text")) end
  for _, table_ in ipairs(contents.periods(pack, words)) do print(tables.format(table_, "text")) end
  local units = contents.units(pack, words)
  if units then print(tables.format(units, "text")) end
  for _, table_ in ipairs(contents.decisions(pack, words)) do print(tables.format(table_, "text")) end
  for _, table_ in ipairs(require("mandate.report.mappings").tables(pack, words)) do print(tables.format(table_, "text")) end
  local missing = contents.not_encoded(pack, words)
  if #missing > 0 then print(words:say "doc.missing") end
  for _, line in ipairs(missing) do print("  " .. line) end
end

-- The same for a day that may be none, without a pack, or with one.
local function on_day(pack, words, day)
  local on, problem = opening.day(day, words)
  if not on then return messages.fail(problem) end
  if not pack then return messages.fail { message = words:say "doc.on_needs_pack" } end
  print_day(pack, words, on)
  return 0
end

function doc.run(options)
  local words = catalogue.open(options.lang)
  local kinds, pack
  if options.pack then
    local problems
    pack, problems = opening.pack(options.pack)
    if not pack then return messages.fail(problems) end
    kinds = pack.model:kinds()
    for _, name in ipairs(pack.group_order) do kinds[#kinds + 1] = pack.kinds[name] end
  else
    local model, problem = core.model()
    if not model then return messages.fail(problem) end
    kinds = model:kinds()
  end
  if options.editor then
    io.stdout:write(require("mandate.language.editor").meta(kinds, pack and pack.named_periods))
    return 0
  end
  if options.on then return on_day(pack, words, options.on) end
  if options.model or not pack then print_model(kinds, words) end
  if pack and not options.model then print_pack(pack, words) end
  return 0
end

return doc
