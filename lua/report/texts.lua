--- The texts of a pack in words: each with its clauses, what they said on which day, what encodes each; or all as they read on one day. For `doc` and the whole report.
local citations = require "mandate.check.citations"
local reason = require "mandate.check.reason"
local spoken = require "mandate.language.spoken"
local stretches = require "mandate.report.stretches"

local texts = {}

local holds_on = stretches.holds_on

-- Which rules and the like cite a clause: "instrument/clause" -> { names }. on: those that are in force on that day only.
local function citing(pack, on)
  local by_clause = {}
  citations.each(pack, function(one)
    if not holds_on(one.from, one.to, on) then return end
    for _, cited in ipairs(one.clauses) do
      local key = cited.instrument .. "/" .. cited.clause
      by_clause[key] = by_clause[key] or {}
      table.insert(by_clause[key], one.name)
    end
  end)
  for _, names in pairs(by_clause) do
    table.sort(names)
    local last, kept = nil, 0
    for i = 1, #names do -- a rule may stand for several stretches of days
      local name = names[i]
      names[i] = nil
      if name ~= last then kept, names[kept + 1], last = kept + 1, name, name end
    end
  end
  return by_clause
end

-- "in force from 2023-11-29, as amended by esos-2023", of a text on a stretch of days.
local function headed(text, stretch, words)
  local force = reason.force(stretch, words)
  if text.sort == "own" then return force end
  return words:say("doc." .. (text.correcting and "corrected" or text.sort), { force = force, by = text.by })
end

-- What a clause said on which days, and what it would have said but for an annulment.
local function history(clause, line, words)
  local said = {}
  for i, stretch in ipairs(clause.days) do
    local text = clause.texts[stretch.text]
    if text then
      local told = said[text] and words:say "doc.again" or words:of(text.words) or ""
      said[text] = true
      line(2, ("%s: %s"):format(headed(text, stretch, words), told))
      if text.unconfirmed then line(3, words:say("explain.unconfirmed", { why = text.unconfirmed })) end
      if text.not_encoded and text.sort ~= "own" then line(3, words:say("doc.not_encoded", { why = text.not_encoded })) end
    elseif stretch.change then
      line(2, words:say("doc.repealed", { force = reason.force(stretch, words), by = stretch.change.by }))
    elseif i > 1 then
      line(2, words:say("doc.gone", { force = reason.force(stretch, words) }))
    end
  end
  for _, text in ipairs(clause.texts) do
    local correct = text.corrects and clause.texts[text.corrects]
    if correct and not said[correct] then -- what was corrected held on no day
      said[correct] = true
      line(2, words:say("doc.wrong", { of = correct.by, by = text.by }) .. ": " .. (words:of(correct.words) or ""))
      if correct.unconfirmed then line(3, words:say("explain.unconfirmed", { why = correct.unconfirmed })) end
    end
    if text.annulled then
      local key = text.annulled.until_day and "doc.annulled_then" or "doc.annulled"
      line(2, words:say(key, { by = text.annulled.by, of = text.by, day = text.annulled.until_day or "" }) .. (said[text] and "" or ": " .. (words:of(text.words) or "")))
    end
  end
end

-- What encodes a clause, or why nothing does.
local function encoding(clause, names, line, words)
  if clause.not_encoded then line(2, words:say("doc.not_encoded", { why = clause.not_encoded }))
  elseif names then line(2, words:say("doc.encoded", { names = table.concat(names, words.separator) }))
  elseif not clause.changes then line(2, words:say "doc.uncited") end
  for _, change in ipairs(clause.changes or {}) do line(2, words:say("doc.changes", { clause = change.law .. "/" .. change.clause })) end
end

-- Title, issuer, days and place of a text.
local function head(instrument, line, words)
  local force = reason.force(instrument, words)
  if instrument.place then force = words:say("explain.in_place", { force = force, place = instrument.place }) end
  line(1, (instrument.issuer and words:of(instrument.issuer) .. words.separator or "") .. force)
  if instrument.annulled then
    line(1, words:say(instrument.annulled.from and "doc.annulled_then" or "doc.annulled",
      { by = instrument.annulled.by, of = instrument.name, day = instrument.to or "" }))
  end
  if instrument.citation then line(1, instrument.citation) end
  if instrument.unconfirmed then line(1, words:say("explain.unconfirmed", { why = instrument.unconfirmed })) end
end

local function section_of(instrument, words)
  local section = { heading = ("%s: %s"):format(instrument.name, words:of(instrument.title) or instrument.name), lines = {} }
  return section, function(level, text) section.lines[#section.lines + 1] = { level = level, text = text } end
end

--- All instruments as lists of lines: { title, force…, clauses…, with what each said on which day }.
---@return table list of { heading, lines = { { text, level } } }
function texts.all(pack, words)
  local by_clause, list = citing(pack), {}
  for _, name in ipairs(pack.instrument_order) do
    local instrument = pack.instruments[name]
    local section, line = section_of(instrument, words)
    head(instrument, line, words)
    for _, id in ipairs(instrument.clause_order) do
      local clause = instrument.clauses[id]
      line(1, ("%s: %s"):format(id, clause.days and words:say "doc.changed" or words:of(clause.text) or ""))
      if clause.days then history(clause, line, words) end
      encoding(clause, by_clause[name .. "/" .. id], line, words)
      if clause.unconfirmed and not clause.days then line(2, words:say("explain.unconfirmed", { why = clause.unconfirmed })) end
    end
    for _, change in ipairs(instrument.changes) do
      if not change.by_clause then line(1, words:say("doc.changes", { clause = change.law .. "/" .. change.clause })) end
    end
    list[#list + 1] = section
  end
  return list
end

-- The text of a clause on a day; nil where there is none.
local function on_day(clause, on)
  if not clause.days then return clause.texts[1] end
  for _, stretch in ipairs(clause.days) do
    if holds_on(stretch.from, stretch.to, on) then return clause.texts[stretch.text] end
  end
  return nil
end

--- The consolidated texts of a day: what is in force then, each clause as it reads then, and what encodes it then.
---@param on string ISO date
function texts.on(pack, words, on)
  local by_clause, list = citing(pack, on), {}
  for _, name in ipairs(pack.instrument_order) do
    local instrument = pack.instruments[name]
    local section, line = section_of(instrument, words)
    head(instrument, line, words)
    local before = #section.lines
    for _, id in ipairs(instrument.clause_order) do
      local clause = instrument.clauses[id]
      local text = on_day(clause, on)
      if text then
        line(1, ("%s: %s"):format(id, words:of(text.words) or ""))
        if text.sort ~= "own" then line(2, reason.cited({ { instrument = name, clause = id, amended = spoken.amendment(text) } }, words)) end
        encoding({ not_encoded = text.not_encoded, changes = clause.changes }, by_clause[name .. "/" .. id], line, words)
        if text.unconfirmed then line(2, words:say("explain.unconfirmed", { why = text.unconfirmed })) end
      end
    end
    local void = instrument.annulled and not instrument.annulled.from
    if #section.lines > before and not void and holds_on(instrument.from, instrument.to, on) then list[#list + 1] = section end
  end
  return list
end

return texts
