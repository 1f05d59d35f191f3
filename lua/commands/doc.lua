--- mandate doc: the model's kinds and fields, and the editor's types.
local core = require "mandate.core"
local catalogue = require "mandate.catalogues.catalogue"
local messages = require "mandate.commands.messages"
local opening = require "mandate.commands.opening"

local doc = {}

function doc.declare(parser)
  local command = parser:command("doc", "Print documentation made from the model and the packs.")
  command:argument("pack", "A pack's folder: all that it says, and what it does not encode."):args "?"
  command:option("--on", "The texts of the pack as they read on this day, with what amends, corrects or repeals them, and what else holds then."):argname "DATE"
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
local function print_model(kinds, words, pack)
  local tables = require "mandate.report.table"
  local plurals = {}
  for _, kind in ipairs(kinds) do plurals[kind.name] = kind.plural end
  for name, kind in pairs(pack and pack.kinds or {}) do plurals[name] = kind.plural end
  local headings = { words:say "model.field", words:say "model.type", words:say "model.empty", "", words:say "model.about" }
  for _, kind in ipairs(kinds) do
    local table_ = { headings = headings, rows = {}, title = ("%s (%s): %s"):format(kind.name, kind.plural,
      kind.group and words:say("model.group", { members = plurals[kind.group.of] }) or kind.about or "") }
    if kind.group and kind.group.where then
      table_.notes = { ("%s: %s"):format(words:say "doc.rows_where", require("mandate.check.wording").of(kind.group.where, pack.kinds)) }
    end
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

local function print_tables(list)
  for _, table_ in ipairs(list) do print(require("mandate.report.table").format(table_, "text")) end
end

-- What a pack says beside its texts: all of it, or on one day what holds then.
local function print_contents(pack, words, on)
  local contents, excepted, lists = require "mandate.report.contents", require "mandate.report.excepted", require "mandate.report.lists"
  print_sections(words:say "doc.rules", contents.rules(pack, words, on))
  print_sections(words:say "doc.exceptions", excepted.exceptions(pack, words, on))
  print_sections(words:say "doc.waivable", excepted.waivable(pack, words))
  print_sections(words:say "doc.terms", contents.terms(pack, words))
  print_tables { contents.parameters(pack, words, on) }
  print_tables(contents.periods(pack, words, on))
  print_tables { contents.units(pack, words) }
  print_tables(contents.decisions(pack, words, on))
  print_sections(words:say "doc.calendars", lists.calendars(pack, words, on))
  print_sections(words:say "doc.codes", lists.codes(pack, words))
  print_tables(lists.code_registers(pack, words, on))
  print_sections(words:say "doc.complete", lists.complete(pack, words, on))
end

-- The law as it reads on one day.
local function print_day(pack, words, on)
  local list = require("mandate.report.texts").on(pack, words, on)
  print_sections(words:say("doc.on", { day = on }), list)
  if #list == 0 then print(words:say("doc.none_on", { day = on }) .. "\n") end
  print_contents(pack, words, on)
end

-- The kinds that the pack declares itself, and its groups.
local function own_kinds(pack)
  local built_in, list = {}, {}
  for _, kind in ipairs(core.model():kinds()) do built_in[kind.name] = true end
  for _, kind in ipairs(pack.model:kinds()) do
    if not built_in[kind.name] then list[#list + 1] = kind end
  end
  for _, name in ipairs(pack.group_order) do list[#list + 1] = pack.kinds[name] end
  return list
end

local function print_pack(pack, words)
  local asked_tables = require "mandate.report.asked_tables"
  print_sections(words:say "document.instruments", require("mandate.report.texts").all(pack, words))
  print_contents(pack, words)
  print_sections(words:say "document.tables", asked_tables.all(pack, words))
  print_sections(words:say "document.warnings", asked_tables.warnings(pack, words))
  print_model(own_kinds(pack), words, pack)
  print_tables(require("mandate.report.mappings").tables(pack, words))
  local missing = require("mandate.report.contents").not_encoded(pack, words)
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
    io.stdout:write(require("mandate.language.editor").meta(kinds, pack))
    return 0
  end
  if options.on then return on_day(pack, words, options.on) end
  if options.model or not pack then print_model(kinds, words, pack) end
  if pack and not options.model then print_pack(pack, words) end
  return 0
end

return doc
