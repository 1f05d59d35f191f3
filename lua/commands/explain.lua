--- mandate explain PACK REGISTRY RULE SUBJECT
local schema = require "mandate.language.schema"
local ahead = require "mandate.check.ahead"
local catalogue = require "mandate.catalogues.catalogue"
local checking = require "mandate.check.check"
local explaining = require "mandate.check.explain"
local messages = require "mandate.commands.messages"
local nearest = require "mandate.language.nearest"
local opening = require "mandate.commands.opening"
local notes = require "mandate.check.notes"
local reason = require "mandate.check.reason"
local shown = require "mandate.check.shown"
local traced = require "mandate.check.traced"

local explain = {}

function explain.declare(parser)
  local command = parser:command("explain", "Say why one subject has its verdict.")
  command:argument("pack", "The pack's folder.")
  command:argument("registry", "The registry's file.")
  command:argument("rule", "The rule's name.")
  command:argument("subject", "The subject's key; for rules per period KEY@PERIOD, such as E1@2003.")
  command:option("--as-of", "The day on which the judgement is made."):argname "DATE"
  catalogue.declare(command)
end

-- A rule's name without the tag of a version, which is one that the rule has.
local function find_rule(opened, name)
  local base = name:gsub("@.*$", "")
  local versions, known = opened.lowering.versions[base], {}
  for _, version in ipairs(versions or {}) do
    if name == base or version.name == name then return base end
    known[version.name] = true
  end
  known[base] = versions and true or nil
  for _, own in ipairs(opened.lowering.bases) do known[own] = true end
  return nil, { message = opened.words:say("command.no_rule", { pack = opened.pack.folder, name = name }) .. messages.meant(opened.words, { nearest.word(name, known) }),
    cure = #opened.lowering.bases > 0 and opened.words:say("command.it_has", { names = table.concat(opened.lowering.bases, opened.words.separator) }) or nil }
end

local MOST_SEARCHED, MOST_NAMED, MOST_LISTED = 20000, 3, 5

-- A key as it is remembered: without capitals, its numbers without zeros in front.
local function remembered(key) return (key:lower():gsub("%f[%d]0+(%d)", "%1")) end

-- How well a key fits a wrong one: 1 where it is the same but for capitals and zeros in front (E-12, E-0012), 2 where it begins with it, 3 where
-- it ends with it as with a part of its own (0170, N-170); nil where none of this is so.
local function fit(wrong, asked, key)
  local own = remembered(key)
  if own == asked then return 1 end
  if key:sub(1, #wrong) == wrong then return 2 end
  return own:sub(-#asked) == asked and not own:sub(-#asked - 1, -#asked - 1):find "%w" and 3 or nil
end

-- The keys that a wrong one may stand for: the first that fit it, best first, or else the nearest; where none is near, the first that there are.
local function hint(words, snapshot, kind, key)
  local known, fitting, first, asked = {}, { {}, {}, {} }, {}, remembered(key)
  local records = snapshot:records(kind)
  for record = 0, math.min(records, MOST_SEARCHED) - 1 do
    local other = snapshot:key(kind, record)
    known[other] = true
    local how = key ~= "" and fit(key, asked, other)
    if how and #fitting[how] < MOST_NAMED then table.insert(fitting[how], shown(other)) end
    if #first < MOST_LISTED then first[#first + 1] = ("`%s`"):format(shown(other)) end
  end
  local meant = {}
  for _, list in ipairs(fitting) do
    for _, other in ipairs(list) do
      if #meant < MOST_NAMED then meant[#meant + 1] = other end
    end
  end
  if #meant > 0 then return messages.meant(words, meant) end
  local near = nearest.word(key, known)
  if near then return messages.meant(words, { shown(near) }) end
  if records == 0 then return words:say("command.has_none", { kind = kind }) end
  return words:say(records > #first and "command.there_is_more" or "command.there_is", { names = table.concat(first, words.separator), count = records - #first })
end

-- The lowered rule of the period that is asked for, and the record.
local function find_subject(opened, rule, subject)
  local key, label, words = subject, nil, opened.words
  if not rule.parts[1] then
    local per_period = opened.lowering.versions[rule.base][1].per.period
    return nil, { message = words:say(per_period and "command.no_period_yet" or "command.judges_nobody", { rule = rule.base, as_of = opened.as_of }) }
  end
  if rule.parts[1].period then
    key, label = subject:match "^(.*)@([^@]+)$"
    if not key then
      local there = opened.snapshot:find(rule.kind, subject) and subject or opened.snapshot:records(rule.kind) > 0 and opened.snapshot:key(rule.kind, 0) or "KEY"
      return nil, { message = words:say("command.name_period", { rule = rule.base, kind = reason.kind(words, rule.kind), key = shown(there),
        period = rule.parts[#rule.parts].period.label }) }
    end
  end
  local record = opened.snapshot:find(rule.kind, key)
  if not record then
    return nil, { message = words:say("command.no_record", { registry = opened.registry, kind = reason.kind(words, rule.kind), key = shown(key) })
      .. hint(words, opened.snapshot, rule.kind, key) }
  end
  for _, part in ipairs(rule.parts) do
    if not label or part.period.label == label then return part, record end
  end
  local first, last = rule.parts[1], rule.parts[#rule.parts]
  return nil, { message = words:say("command.no_period", { rule = rule.base, period = label, from = first.period.label, to = last.period.label }) }
end

local function print_instrument(words, instrument)
  print(("    %s%s%s"):format(words:of(instrument.title) or instrument.name, instrument.issuer and words.separator .. words:of(instrument.issuer) or "",
    words.separator .. reason.force(instrument, words)))
  if instrument.unconfirmed then print("    " .. words:say("explain.unconfirmed", { why = instrument.unconfirmed })) end
end

-- The words of a cited clause, and the text that changed it.
local function print_clause(pack, words, cited)
  local text = pack.instruments[cited.instrument].clauses[cited.clause].texts[cited.text or 1]
  print(("  %s: %s"):format(reason.cited({ cited }, words), words:of(text.words)))
  if text.unconfirmed then print("    " .. words:say("explain.unconfirmed", { why = text.unconfirmed })) end
  if text.sort ~= "own" then print_instrument(words, pack.instruments[text.by]) end
end

-- The words of the clauses, each instrument named once, behind the last of its clauses.
local function print_clauses(opened, words, rule)
  local all = table.move(rule.clauses, 1, #rule.clauses, 1, {})
  local cites = {}
  for _, cited in ipairs(all) do cites[cited.instrument .. "/" .. cited.clause] = true end
  for _, cited in ipairs(rule.non_detects_by or {}) do
    if not cites[cited.instrument .. "/" .. cited.clause] then all[#all + 1] = cited end
  end
  for i, cited in ipairs(all) do
    print_clause(opened.pack, words, cited)
    local next_cited = all[i + 1]
    if not next_cited or next_cited.instrument ~= cited.instrument then print_instrument(words, opened.pack.instruments[cited.instrument]) end
  end
  for _, text in ipairs(notes.stale(words, opened.pack, rule)) do print("  " .. words:say("note.note", { text = text })) end
  if rule.non_detects then print("  " .. reason.non_detects(rule, words)) end
  if rule.reading then print("  " .. words:say("explain.reading", { text = rule.reading })) end
  if rule.unconfirmed then print("  " .. words:say("explain.rule_unconfirmed", { why = rule.unconfirmed })) end
end

local function print_lines(lines)
  for _, line in ipairs(lines) do
    print(("  "):rep(line.depth) .. line.text .. (line.value and ": " .. line.value or ""))
  end
end

-- What is unconfirmed of the parameters, decisions and lists that the rules name, beside their own clauses.
local function print_notes(opened, words, rules)
  local expressions, clauses = {}, {}
  local function add(cited)
    for _, one in ipairs(cited or {}) do clauses[#clauses + 1] = one end
  end
  for _, rule in ipairs(rules) do
    add(rule.transition and rule.transition.clauses)
    add(rule.clock and rule.clock.paused_by)
    add(rule.clock and rule.clock.extended_by)
    for _, slot in ipairs(schema.slots) do expressions[#expressions + 1] = rule[slot] end
    for _, expression in ipairs(notes.exceptions_to(opened.pack, rule.base)) do expressions[#expressions + 1] = expression end
  end
  local basis = notes.basis(opened.pack, expressions, rules[1] and rules[1].per.period)
  basis.clauses = clauses
  for _, note in ipairs(notes.of_pack(opened.pack, words, basis)) do print("  " .. words:say("note.note", { text = note })) end
end

local function print_records(opened, words, records)
  print("  " .. words:say "explain.records")
  for i, cited in ipairs(records) do
    local file, line = traced.events_source(opened, cited)
    print(("    %s %s  %s:%d%s"):format(cited.kind, shown(cited.key), cited.file, cited.line,
      file and words.separator .. words:say("explain.events", { source = ("%s:%d"):format(file, line) }) or ""))
    local said = {}
    for k, field in ipairs(i == 1 and traced.fields(opened, cited.kind, cited.record, cited.day) or {}) do said[k] = ("%s = %s"):format(field[1], field[2]) end
    if #said > 0 then print("      " .. table.concat(said, words.separator)) end
  end
end

-- The day, that there is none, or that and why it was not worked out.
local function next_change(looking, words, part, record, verdict)
  local day = looking:day(part, record, verdict)
  if day == false then return words:say(looking:by_function(part.base) and "explain.next_by_function" or "explain.next_moves") end
  return day or words:say "explain.no_next"
end

function explain.run(options)
  local opened, problems = opening.open(options)
  if not opened then return messages.fail(problems) end
  local words = opened.words
  local base, problem = find_rule(opened, options.rule)
  if not base then return messages.fail(problem) end
  local result, why = checking.run(opened, { only = base, keep_all = true, missing = true, hold = true })
  if not result then return messages.fail(opening.of_run(opened, why)) end
  opening.lowered(opened)
  local looking, cause = ahead.run(opened, { only = base })
  if not looking then return messages.fail(opening.of_run(opened, cause)) end
  local part, record = find_subject(opened, result.rules[1], options.subject)
  if not part then return messages.fail(record) end
  local explanation = explaining.verdict(opened, words, result.run, part, record)
  local name = shown(checking.subject(opened, part, record))
  for _, note in ipairs(opened.notes) do messages.warn(note, words) end
  local verdict = explanation.verdict
  if not verdict then
    print(words:say("explain.no_verdict", { rule = base, subject = name, as_of = opened.as_of }))
    print("  " .. words:say "explain.no_event")
    return 0
  end
  local title = explanation.rules[1] and explanation.rules[1].title
  print(words:say("explain.verdict", { rule = base, subject = name, as_of = opened.as_of, status = words.status[verdict.status] }))
  if title then print("  " .. words:of(title)) end
  print()
  for _, rule in ipairs(explanation.rules) do print_clauses(opened, words, rule) end
  print()
  print_lines(explanation.lines)
  print()
  local why_so = reason.of(opened, words, result.run, part, record)
  print("  " .. words:say("explain.therefore", { status = words.status[verdict.status], reason = why_so }))
  if #explanation.wanting > 0 then print("  " .. words:say "explain.not_known") end
  for _, line in ipairs(explanation.wanting) do print("    " .. line) end
  print("  " .. words:say("explain.next", { day = next_change(looking, words, part, record, verdict) }))
  print_notes(opened, words, explanation.rules)
  print()
  print_records(opened, words, explanation.records)
  return 0
end

return explain
