--- What check, explain and report have in common: the pack, the registry and the day.
local calendars = require "mandate.check.calendars"
local named_periods = require "mandate.check.named_periods"
local catalogue = require "mandate.catalogues.catalogue"
local core = require "mandate.core"
local garbage = require "mandate.language.garbage"
local language = require "mandate.language.load"
local lowering = require "mandate.language.lower.lowering"
local reason = require "mandate.check.reason"
local refused = require "mandate.check.refused"
local wording = require "mandate.check.wording"

local opening = {}

local function today()
  return os.date "%Y-%m-%d"
end

--- The day asked for, or today; nil and an error where it is none.
function opening.day(text, words)
  if text == nil then return today() end
  if core.is_date(text) then return text end
  local year, month, day = text:match "^(%d%d%d%d)-(%d%d)-(%d%d)$"
  local meant = core.meant_date(text)
  local why = words:say "command.day_form"
  if meant then why = words:say(meant.second and "command.day_either" or "command.day_meant", { first = meant.first, second = meant.second })
  elseif year == "0000" then why = words:say "command.day_years"
  elseif year and (tonumber(month) < 1 or tonumber(month) > 12) then why = words:say("command.day_month", { month = month })
  elseif year then why = words:say("command.day_none", { year = year, month = month, day = day }) end
  return nil, { message = words:say("command.no_day", { text = text, why = why }) }
end

-- The language names a pack's files alone; whoever types the command needs their folder too.
local function placed(folder, problems)
  local list = problems.message and { problems } or problems
  for _, problem in ipairs(list) do
    if problem.file and not problem.file:find "/" then problem.file = folder:gsub("/+$", "") .. "/" .. problem.file end
  end
  return list
end

--- A pack from its folder, or nil and what is wrong with it.
function opening.pack(folder)
  local pack, problems = language.load(core, folder)
  if not pack then return nil, placed(folder, problems) end
  return pack
end

--- A warning of the language as one line.
function opening.warning(pack, warning, words)
  if type(warning) == "string" then return warning end
  local message = warning.said and words:say(warning.said.text, warning.said.holes) or warning.message
  if not warning.file then return message end
  return ("%s/%s%s: %s"):format(pack.folder:gsub("/+$", ""), warning.file, warning.line and ":" .. warning.line or "", message)
end

--- What went wrong while the pack's own functions ran.
function opening.of_run(opened, problem)
  return placed(opened.pack.folder, problem)
end

--- Opens pack, registry and day: { words, pack, snapshot, as_of, registry, lowering, took = { pack, snapshot } } or nil and the errors; took is
--- processor time in milliseconds.
function opening.open(options)
  local as_of, problem = opening.day(options.as_of, catalogue.open(options.lang))
  if not as_of then return nil, problem end
  garbage.stop() -- until the run (lowering.run)
  local start = os.clock()
  local pack, problems = opening.pack(options.pack)
  if not pack then return nil, problems end
  local read = os.clock()
  local snapshot, err = core.snapshot(options.registry, pack.model, options.fresh_snapshot)
  if not snapshot then return nil, err end
  local took = { pack = math.floor((read - start) * 1000000), snapshot = math.floor((os.clock() - read) * 1000000) }
  local first, words = snapshot:first_event(), catalogue.open(options.lang)
  local opened = { words = words, pack = pack, snapshot = snapshot, as_of = as_of, registry = options.registry, notes = {}, took = took }
  if first == nil then
    table.insert(opened.notes, words:say "lint.no_event")
  elseif as_of < first then
    table.insert(opened.notes, words:say("lint.early", { first = first, as_of = as_of }))
  end
  opened.calendars = calendars.notes(words, pack, first, as_of)
  for _, note in ipairs(named_periods.notes(words, pack, as_of)) do table.insert(opened.calendars, note) end
  table.move(opened.calendars, 1, #opened.calendars, #opened.notes + 1, opened.notes)
  for _, warning in ipairs(pack.warnings or {}) do table.insert(opened.notes, opening.warning(pack, warning, words)) end
  opened.lowering = lowering.new(pack, snapshot, as_of)
  opened.lowering.wording = wording.of
  opened.refused = refused.notes(words, opened.lowering, function(kind) return reason.kind(words, kind) end)
  table.move(opened.refused, 1, #opened.refused, #opened.notes + 1, opened.notes)
  return opened
end

--- The places that the pack names and the registry does not hold, as texts.
function opening.unknown_places(opened)
  local texts = {}
  for i, place in ipairs(opened.lowering.unknown_places) do
    texts[i] = opened.words:say("lint.place", { place = place.key, kind = reason.kind(opened.words, place.kind) })
  end
  return texts
end

--- Adds what lowering found out about the registry.
function opening.lowered(opened)
  table.move(opening.unknown_places(opened), 1, #opened.lowering.unknown_places, #opened.notes + 1, opened.notes)
end

return opening
