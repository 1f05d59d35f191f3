-- What the calendar can bring on a day (meaning.md, section 13), read from a case's texts alone: which of these situations a change of a verdict's status
-- on a day is an example of. A spec counts them, so that it shows that each was met.
local dates = require "tests.naive.dates"

local change_situations = {}

change_situations.all = { "a parameter's row begins", "a parameter's row ends", "a decision's version begins or ends", "a rule's version begins or ends",
  "an exception's force begins or ends", "a recorded version begins", "an event recorded for a later day comes", "a waiver is granted", "a waiver ends",
  "as_of in a condition", "a window that ends with as_of", "a verdict that is read", "a plan year ends", "a place moves", "a complete register ends", "in a running period" }

local function day_before(day) return dates.format(dates.parse(day) - 1) end
local function mentions(text, what) return text:find(what, 1, true) ~= nil end

-- A kind's rows that hold a day in a column.
local function holds(csv, column, day)
  local position, at = nil, 0
  local header = csv:match "^[^\n]*"
  for name in (header .. ","):gmatch "([^,]*)," do
    at = at + 1
    if name == column then position = at end
  end
  if not position then return false end
  for line in csv:gmatch "[^\n]+" do
    at = 0
    for cell in (line .. ","):gmatch "([^,]*)," do
      at = at + 1
      if at == position and cell == day then return true end
    end
  end
  return false
end

-- The texts that a rule rests on: its own, and those of the terms, decisions and exceptions that it names or that name it.
local function texts_of(case, rule)
  local own, decisions, exceptions, versions = {}, {}, {}, 0
  local statements, current = {}, {}
  for line in case.pack:gmatch "[^\n]+" do -- a statement begins at a line's first letter, and goes on in lines that are set in
    if line:find "^%l" and current[1] then
      statements[#statements + 1], current = table.concat(current, "\n"), {}
    end
    current[#current + 1] = line
  end
  statements[#statements + 1] = table.concat(current, "\n")
  for _, statement in ipairs(statements) do
    local word, name = statement:match '^(%l+) "([^"]+)"'
    local base = name and name:match "^([^@]+)"
    if base == rule and word ~= "waivable" then own[#own + 1], versions = statement, versions + 1 end
    if word == "exception" and mentions(statement, ('"%s"'):format(rule)) then exceptions[#exceptions + 1] = statement end
  end
  local text = table.concat(own, "\n") .. table.concat(exceptions, "\n")
  for _, statement in ipairs(statements) do
    local word, name = statement:match '^(%l+) "([^"]+)"'
    local base = name and name:match "^([^@]+)"
    if (word == "term" or word == "decision") and mentions(text, base) then
      text = text .. statement
      if word == "decision" then decisions[#decisions + 1] = statement end
    end
  end
  return { text = text, versions = versions, decisions = table.concat(decisions, "\n"), exceptions = table.concat(exceptions, "\n"), statements = statements }
end

-- Whether one of the instruments that a text cites begins or ends on a day.
local function force_changes(texts, cited, day)
  for _, statement in ipairs(texts.statements) do
    local name = statement:match '^instrument "([^"]+)"'
    if name and mentions(cited, ('"%s/'):format(name)) then
      if mentions(statement, ('from = "%s"'):format(day)) or mentions(statement, ('to = "%s"'):format(day_before(day))) then return true end
    end
  end
  return false
end

local function with_parameters(texts, day, found)
  for _, statement in ipairs(texts.statements) do
    local name = statement:match '^parameter "([^"]+)"'
    if name and mentions(texts.text, ('parameter "%s"'):format(name)) then
      found["a parameter's row begins"] = found["a parameter's row begins"] or mentions(statement, ('from = "%s"'):format(day))
      found["a parameter's row ends"] = found["a parameter's row ends"] or mentions(statement, ('to = "%s"'):format(day_before(day)))
    end
    local kind, to = statement:match '^import "(%l+)" { complete = .- to = "([^"]+)"'
    if kind and to == day_before(day) and mentions(texts.text, kind) then found["a complete register ends"] = true end
  end
end

local EVENTS = { "opened_on", "closed_on", "published_on", "delisted_on", "started_on", "completed_on", "reported_on", "accepted_on", "identified_on",
  "implemented_on", "measured_on", "taken_on", "year_end", "begun_on", "told_on" }

local function with_records(case, day, found)
  for kind, csv in pairs(case.records) do
    if holds(csv, "effective_from", day) then
      found["a recorded version begins"] = true
      if kind == "jurisdiction" then found["a place moves"] = true end
    end
    for _, event in ipairs(EVENTS) do
      if mentions(csv:match "^[^\n]*", event) and holds(csv, event, day) then found["an event recorded for a later day comes"] = true end
    end
  end
end

--- The situations that a change of a verdict's status is an example of: { situation = true }.
---@param verdict table { rule, subject, status }
---@param after string|nil its status from `day` on
---@param read_changed boolean a verdict that its rule reads is another on that day, too
function change_situations.of(case, verdict, day, after, read_changed)
  local found, texts = {}, texts_of(case, verdict.rule)
  with_parameters(texts, day, found)
  with_records(case, day, found)
  found["a decision's version begins or ends"] = mentions(texts.decisions, "@") and force_changes(texts, texts.decisions, day)
  found["a rule's version begins or ends"] = texts.versions > 1 and force_changes(texts, texts.text, day)
  found["an exception's force begins or ends"] = force_changes(texts, texts.exceptions, day)
  found["a waiver is granted"] = after == "waived" and holds(case.records.waiver, "granted_on", day)
  found["a waiver ends"] = verdict.status == "waived"
  found["as_of in a condition"] = mentions(texts.text, "(as_of") or mentions(texts.text, "as_of)")
  found["a window that ends with as_of"] = mentions(texts.text, ":to(as_of)")
  found["a verdict that is read"] = read_changed and mentions(texts.text, "verdict ")
  found["a plan year ends"] = mentions(texts.text, "yearly = ") and day:find "-12-31$" ~= nil
  local period = verdict.subject:match "@([^@]+)$"
  found["in a running period"] = period ~= nil and mentions(day, period)
  return found
end

return change_situations
