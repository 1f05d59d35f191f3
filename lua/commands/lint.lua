--- mandate lint PACK [REGISTRY]: what to look at again in a pack, and in the records it is to judge.
local ahead_of_day = require "mandate.check.ahead_of_day"
local alike_words = require "mandate.check.alike_words"
local catalogue = require "mandate.catalogues.catalogue"
local cut_off = require "mandate.check.cut_off"
local doubts = require "mandate.check.doubts"
local early = require "mandate.check.early"
local let_go = require "mandate.check.let_go"
local later_versions = require "mandate.check.later_versions"
local shut_out = require "mandate.check.shut_out"
local unheard = require "mandate.check.unheard"
local calendars = require "mandate.check.calendars"
local named_periods = require "mandate.check.named_periods"
local messages = require "mandate.commands.messages"
local opening = require "mandate.commands.opening"
local pairwise = require "mandate.check.pairwise"
local uncoded = require "mandate.check.uncoded"
local visible = require "mandate.check.shown"

local lint = {}

local function print_all(texts)
  for _, text in ipairs(texts) do print(text) end
  return #texts
end

local MOST = 10 -- records shown of one warning

function lint.declare(parser)
  local command = parser:command("lint", "Tell what to look at again in a pack, and in the records of a registry.")
  command:argument("pack", "The pack's folder.")
  command:argument("registry", "The registry's file; without it only the pack is looked at."):args "?"
  command:option("--as-of", "The day on which the records are read."):argname "DATE"
  command:flag("--all", ("Show every record; otherwise the first %d of each warning."):format(MOST))
  catalogue.declare(command)
end

local function print_pack(pack, words)
  for _, warning in ipairs(pack.warnings) do print(opening.warning(pack, warning, words)) end
  return #pack.warnings
end

local function print_records(words, opened, run, list, all)
  local count = 0
  for _, doubt in ipairs(doubts.found(opened, run, list)) do
    local records, shown = doubt.records, #doubt.records
    if not all and shown > MOST then shown = MOST end
    for i = 1, shown do
      local file, line = opened.snapshot:source(doubt.kind, records[i], opened.as_of)
      local key = visible(opened.snapshot:key(doubt.kind, records[i]))
      print(("%s:%d: %s %s: %s (%s)"):format(file, line, doubt.kind, key, doubts.says(words, doubt, opened, records[i]), doubt.name))
    end
    if shown < #records then
      print(words:say("lint.more", { kind = doubt.kind, count = #records - shown, says = doubts.says(words, doubt, opened, records[1]), name = doubt.name }))
    end
    count = count + #records
    if doubt.undecided > 0 then
      print(words:say("lint.undecided", { kind = doubt.kind, count = doubt.undecided, says = doubts.says(words, doubt, opened, records[1]), name = doubt.name }))
      count = count + 1
    end
  end
  return count
end

-- What is slow, and not wrong, is not counted.
local function print_pairs(pack, words)
  for _, one in ipairs(pairwise.found(pack)) do
    local holes = { rules = table.concat(one.rules, words.separator), asked = one.asked, outer = one.outer, inner = one.inner }
    print(opening.warning(pack, { file = one.at.file, line = one.at.line, said = { text = "lint.pairs", holes = holes } }, words))
  end
end

function lint.run(options)
  local words = catalogue.open(options.lang)
  local found, failed, read
  if not options.registry then
    local pack, problems = opening.pack(options.pack)
    if not pack then return messages.fail(problems) end
    local day, wrong = opening.day(options.as_of, words)
    if not day then return messages.fail(wrong) end
    found, read = print_pack(pack, words) + print_all(calendars.notes(words, pack, nil, day)) + print_all(named_periods.notes(words, pack, day)), pack
  else
    local opened, problems = opening.open(options)
    if not opened then return messages.fail(problems) end
    local list = doubts.lower(opened.lowering)
    for _, doubt in ipairs(early.lower(opened.lowering)) do list[#list + 1] = doubt end
    for _, doubt in ipairs(later_versions.lower(opened.lowering)) do list[#list + 1] = doubt end
    for _, doubt in ipairs(let_go.lower(opened.lowering)) do list[#list + 1] = doubt end
    for _, doubt in ipairs(uncoded.lower(opened.lowering)) do list[#list + 1] = doubt end
    for _, doubt in ipairs(alike_words.lower(opened.lowering)) do list[#list + 1] = doubt end
    local later, cut = ahead_of_day.lower(opened.lowering), cut_off.lower(opened.lowering, true)
    local shut = shut_out.lower(opened.lowering)
    local run, why = opened.lowering:run {}
    if not run then return messages.fail(opening.of_run(opened, why)) end
    opening.lowered(opened)
    failed = messages.failures(opened.pack.folder, run:failures(), words)
    found, read = print_pack(opened.pack, words) + print_all(opened.calendars) + print_all(opened.refused), opened.pack
    for _, warning in ipairs(unheard.found(words, opened)) do
      print(opening.warning(opened.pack, warning))
      found = found + 1
    end
    for _, warning in ipairs(shut_out.found(words, run, shut)) do
      print(opening.warning(opened.pack, warning))
      found = found + 1
    end
    for _, text in ipairs(ahead_of_day.found(words, opened, run, later)) do
      print(text)
      found = found + 1
    end
    for _, text in ipairs(cut_off.found(words, opened, run, cut)) do
      print(text)
      found = found + 1
    end
    for _, text in ipairs(opening.unknown_places(opened)) do
      print(text)
      found = found + 1
    end
    found = found + print_records(words, opened, run, list, options.all)
  end
  print(words:say(found == 0 and "lint.nothing" or "lint.found", { count = found }))
  print_pairs(read, words)
  return failed and 2 or found == 0 and 0 or 1
end

return lint
