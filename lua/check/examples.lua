--- The examples that stand in a pack's rules: their records, and whether they get the verdicts that they say.
local checking = require "mandate.check.check"
local core = require "mandate.core"
local lfs = require "lfs"
local literals = require "mandate.language.literals"
local lowering = require "mandate.language.lower.lowering"
local reason = require "mandate.check.reason"
local shown = require "mandate.check.shown"
local traced = require "mandate.check.traced"

local examples = {}

-- Records ------------------------------------------------------------------------------------------------------------------------------

local ANSWERS = { at = true, period = true, status = true, missing = true, due = true, done = true, arises = true, target = true, actual = true, gap = true, planned = true }

-- A value of an example as a file has it. That numbers are decimals was checked when the pack was loaded.
local function text_of(value)
  if value == true then return "yes" elseif value == false then return "no" end
  return type(value) == "number" and core.number_text(core.decimal(value)) or tostring(value)
end

local function cell(value)
  local text = text_of(value)
  return text:find '[,"\n]' and '"' .. text:gsub('"', '""') .. '"' or text
end

local function csv(kind, rows)
  local columns, seen = {}, {}
  for _, row in ipairs(rows) do
    for _, field in ipairs(kind.fields) do
      if row[field.name] ~= nil and not seen[field.name] then
        seen[field.name] = true
        columns[#columns + 1] = field.name
      end
    end
  end
  local lines = { table.concat(columns, ",") }
  for _, row in ipairs(rows) do
    local cells = {}
    for i, column in ipairs(columns) do cells[i] = row[column] == nil and "" or cell(row[column]) end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

-- A number that is written with its unit, as rules write it: "0.75 million EUR". Where the unit stands in a field of its own, it is put there.
local function measure(field, row)
  local value = row[field.name]
  local number, unit
  if field.type == "number" and type(value) == "string" then number, unit = literals.measured(value) end
  if not number then return end
  row[field.name] = core.number_text(number)
  if field.unit_is_field and row[field.unit] == nil then row[field.unit] = unit end
end

-- A record without any event was never there: one to which the example gives none begins on the day it is asked about.
local function begin(kind, row, day)
  if kind.lasting or not kind.starts then return end
  for _, field in ipairs(kind.fields) do
    if field.type == "event" and row[field.name] ~= nil then return end
  end
  row[kind.starts] = day
end

local function target_of(kinds, field) return field.kind or kinds[field.type] and field.type end

local function parts_of(kinds, kind)
  local count = 0
  for _, field in ipairs(kind.fields) do
    local target = field.key and target_of(kinds, field)
    count = count + (target and parts_of(kinds, kinds[target]) or field.key and 1 or 0)
  end
  return count
end

-- A record's key as one text, as references to it are written.
local function key_of(kinds, kind, row)
  local parts, several = {}, parts_of(kinds, kind) > 1
  for _, field in ipairs(kind.fields) do
    if field.key then
      local target, text = target_of(kinds, field), text_of(row[field.name])
      local written = target and parts_of(kinds, kinds[target]) > 1
      parts[#parts + 1] = several and not written and core.key_part(text) or text
    end
  end
  return table.concat(parts, "/")
end

-- What stands in a key for which the example has no value, by the field's type.
local MADE_UP = { number = function(_, index) return index end, yesno = function() return true end, event = function(_, _, day) return day end,
  date = function(_, _, day) return day end, text = function(name, index) return index == 1 and name or name .. index end }

-- Whatever is referred to by a key, and not given, is there.
local function fill(kinds, rows, day)
  local filled = {}
  local fill_row
  local function reference(kind)
    rows[kind] = rows[kind] or { {} }
    fill_row(kind, 1)
    return key_of(kinds, kinds[kind], rows[kind][1])
  end
  function fill_row(name, index)
    local row = rows[name][index]
    if filled[row] then return end
    filled[row] = true
    begin(kinds[name], row, day)
    for _, field in ipairs(kinds[name].fields) do
      if row[field.name] == nil then
        local target = target_of(kinds, field)
        if target and (field.key or field.owner or target == "audit" and rows.audit) then
          row[field.name] = reference(target)
        elseif field.key then
          row[field.name] = field.one_of and field.one_of[1] or MADE_UP[field.type](name, index, day)
        end
      end
    end
  end
  local more = true
  while more do -- a row may bring rows of other kinds with it
    local names = {}
    more = false
    for name in pairs(rows) do names[#names + 1] = name end
    table.sort(names)
    for _, name in ipairs(names) do
      for index, row in ipairs(rows[name]) do
        more = more or not filled[row]
        fill_row(name, index)
      end
    end
  end
end

--- The records of one example as CSV texts by kind. What it leaves out, because it does not matter there, is filled in: an enterprise and a place are made where it
--- names none; keys are made up; a record without an event has its starting one on the day asked about; a reference leads to the example's record of that kind.
---@param kinds table by name, with fields in order
---@param rule table { kind = what it judges, place }
---@return table texts, table subject its record's fields
function examples.records(kinds, rule, example)
  local rows, by_plural = {}, {}
  for _, kind in pairs(kinds) do by_plural[kind.plural] = kind.name end
  local function add(kind, record)
    local copy = {}
    for key, value in pairs(record) do copy[key] = value end
    for _, field in ipairs(kinds[kind].fields) do measure(field, copy) end
    rows[kind] = rows[kind] or {}
    table.insert(rows[kind], copy)
  end
  -- The singular comes first: it is the record that others lead to.
  for key, value in pairs(example) do
    if not ANSWERS[key] and kinds[key] then add(key, value) end
  end
  for key, value in pairs(example) do
    if not ANSWERS[key] and by_plural[key] then
      for _, record in ipairs(value) do add(by_plural[key], record) end
    end
  end
  rows.jurisdiction = rows.jurisdiction or { {} }
  rows.jurisdiction[1].code = rows.jurisdiction[1].code or rule.place or "example"
  rows.enterprise = rows.enterprise or { { opened_on = "1990-01-01" } } -- an event, from which on years are judged
  if not rows[rule.kind] then rows[rule.kind] = { {} } end
  fill(kinds, rows, example.at)
  local first = rows.jurisdiction[1]
  if rule.place and first.code ~= rule.place and not first.parent then -- it lies where the rule holds
    first.parent = rule.place
    table.insert(rows.jurisdiction, { code = rule.place })
  end
  local texts = {}
  for name, list in pairs(rows) do texts[name] = csv(kinds[name], list) end
  return texts, rows[rule.kind][1]
end

-- Verdicts -----------------------------------------------------------------------------------------------------------------------------

local function remove(folder)
  for name in lfs.dir(folder) do
    if name ~= "." and name ~= ".." then os.remove(folder .. "/" .. name) end
  end
  lfs.rmdir(folder)
end

local function refused(words, result)
  for _, file in ipairs(result.files) do
    local handle = file.rejects and io.open(file.rejects)
    if handle then
      local text = handle:read "a"
      handle:close()
      return file.kind and file.kind .. ": " .. text or text
    end
  end
  return words:say "test.refused"
end

-- The records in a registry of their own; gives what the commands call an opened pack, or nil and why not.
local function open(pack, words, folder, texts, as_of)
  local files = {}
  for kind, text in pairs(texts) do
    local path = ("%s/%s.csv"):format(folder, kind)
    local file, why = io.open(path, "wb")
    if not file then return nil, why end
    file:write(text)
    file:close()
    files[#files + 1] = { kind = kind, path = path }
  end
  table.sort(files, function(a, b) return a.kind < b.kind end)
  local registry = folder .. "/registry.db"
  local result, problem = core.import(registry, pack.model, files, { whole = true, imported_at = "9999-12-31" }) -- what it says is all there is
  if not result then return nil, problem.message end
  if not result.committed then return nil, refused(words, result) end
  local snapshot, failure = core.snapshot(registry, pack.model)
  if not snapshot then return nil, failure.message end
  return { pack = pack, words = words, snapshot = snapshot, as_of = as_of, registry = registry, notes = {}, lowering = lowering.new(pack, snapshot, as_of) }
end

-- Whether an example asks for this period: the one that it names, else that in which its day lies.
local function asked_for(example, period)
  if not period then return true end
  if example.period and period.siblings then return example.period == period.label end
  local named = example.period and literals.period(example.period)
  if named then return named.from == period.from and named.to == period.to end
  return period.from <= example.at and example.at <= period.to
end

-- The verdict on a subject, of the period that the example asks for: { status, due, done, … } with what an example may say, and what gives its reason;
-- nil and why not.
local function verdict_of(opened, rule, key, example)
  local result, problem = checking.run(opened, { only = rule.base, missing = true, hold = true, keep_all = true })
  if not result then return nil, problem.message or problem[1].message end
  local record = opened.snapshot:find(rule.per.kind, key)
  for _, found in ipairs(record and result.rules[1].parts or {}) do
    local _, verdict = result.run:value(found.node, record)
    if verdict and asked_for(example, found.period) then
      local got = { status = verdict.status, due = verdict.due, done = verdict.done, missing = {} }
      local wanting = verdict.status == "unknown" and result.run:missing_of(found.node, record, opened.words.texts.wanting) or {}
      for i, name in ipairs(wanting) do got.missing[i] = name:match "^[%w_]+%.([%w_]+)$" or name end
      for _, quota in ipairs(rule.word == "quota" and checking.quotas(opened, result) or {}) do
        if quota.rule == rule.base and quota.place == key then
          for _, name in ipairs { "target", "actual", "gap", "planned" } do got[name] = quota[name] end
        end
      end
      return got, nil, function()
        assert(result.run:focus(found.kind, record))
        return reason.of(opened, opened.words, result.run, found, record)
      end
    end
  end
  return nil, opened.words:say(example.period and "test.not_judged_in" or "test.not_judged", { rule = rule.base, period = example.period })
end

-- The name of a status stands as it does in the example.
local function value_text(words, value)
  if type(value) == "table" then return table.concat(value, ", ") end
  return value == nil and words:say "value.none" or text_of(value)
end

-- "status overdue, not met": where the verdict is another than the example says; nil where it is the same.
local function difference(words, example, got)
  local list = {}
  for _, name in ipairs { "status", "due", "done", "target", "actual", "gap", "planned", "missing" } do
    local wanted = example[name]
    if wanted ~= nil and value_text(words, wanted) ~= value_text(words, got[name]) then
      list[#list + 1] = words:say("test.differs", { name = name, got = value_text(words, got[name]), wanted = value_text(words, wanted) })
    end
  end
  return list[1] and table.concat(list, "; ") or nil
end

-- The records that an example made, what it was given and what was filled in, as lines.
local function made_of(opened, texts)
  local kinds, lines = {}, {}
  for kind in pairs(texts) do kinds[#kinds + 1] = kind end
  table.sort(kinds)
  for _, kind in ipairs(kinds) do
    for record = 0, opened.snapshot:records(kind) - 1 do
      local said = {}
      for i, field in ipairs(traced.fields(opened, kind, record, opened.as_of)) do said[i] = ("%s = %s"):format(field[1], field[2]) end
      lines[#lines + 1] = ("%s %s%s"):format(kind, shown(opened.snapshot:key(kind, record)), said[1] and ": " .. table.concat(said, ", ") or "")
    end
  end
  return lines
end

-- nil where the example holds; else { problem, reason, records }
local function judge(pack, rule, example, words)
  local texts, subject = examples.records(pack.kinds, { kind = rule.per.kind, place = rule.place }, example)
  local folder = os.tmpname()
  os.remove(folder)
  local made, why = lfs.mkdir(folder)
  if not made then return { problem = why } end
  local opened, problem = open(pack, words, folder, texts, example.at)
  local got, why_so
  if opened then
    got, problem, why_so = verdict_of(opened, rule, key_of(pack.kinds, pack.kinds[rule.per.kind], subject), example)
    problem = got and difference(words, example, got) or problem
  end
  local wrong = problem and { problem = problem, reason = why_so and why_so(), records = opened and made_of(opened, texts) }
  remove(folder)
  return wrong or nil
end

--- Judges every example of a pack.
---@param words table the catalogue of the reasons
---@return table results { { rule, index, at, wrong = nil where it holds, else { problem, reason, records = lines } }, … } in the pack's order
function examples.judge(pack, words)
  local results = {}
  for _, rule in ipairs(pack.rules) do
    for i, example in ipairs(rule.examples or {}) do
      results[#results + 1] = { rule = rule, index = i, at = example.at, wrong = judge(pack, rule, example, words) }
    end
  end
  return results
end

return examples
