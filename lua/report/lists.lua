--- The lists of a pack, which stand behind its rules: calendars, lists of codes, registers of codes, and which registers of records are complete. For `doc`.
local days = require "mandate.language.days"
local lines = require "mandate.report.lines"
local ordered = require "mandate.language.ordered"
local reason = require "mandate.check.reason"
local stretches = require "mandate.report.stretches"
local weekdays = require "mandate.language.weekdays"

local lists = {}

-- Days as runs: "2024-01-01, 2024-02-10/2024-02-17".
local function runs_of(list)
  local sorted, runs = table.move(list, 1, #list, 1, {}), {}
  table.sort(sorted)
  local first, last
  local function close()
    if first then runs[#runs + 1] = first == last and first or first .. "/" .. last end
  end
  for _, day in ipairs(sorted) do
    if not last or days.after(last) ~= day then
      close()
      first = day
    end
    last = day
  end
  close()
  return table.concat(runs, ", ")
end

local function weekend_of(calendar, words)
  local names = {}
  for i, number in ipairs(calendar.weekend) do names[i] = words:say("weekday." .. weekdays.names[number]) end
  return table.concat(names, words.separator)
end

local function among(list, day)
  for _, one in ipairs(list) do
    if one == day then return true end
  end
  return false
end

-- What a calendar says of one day.
local function of_day(calendar, on, words)
  if on < calendar.first or on > calendar.last then return words:say("doc.beyond_calendar", { day = on }) end
  if among(calendar.holidays, on) then return words:say("doc.is_holiday", { day = on }) end
  if among(calendar.working, on) then return words:say("doc.is_made_up", { day = on }) end
  local free = among(calendar.weekend, (days.number(on) + 3) % 7 + 1)
  return words:say(free and "doc.is_weekend" or "doc.is_working", { day = on })
end

--- Every calendar: the years that it covers, its weekend, its holidays and the days of the weekend that are worked; of one day what that is.
function lists.calendars(pack, words, on)
  local list = {}
  for _, name in ipairs(ordered.keys(pack.calendars)) do
    local calendar = pack.calendars[name]
    local section = lines.section(pack, words, "calendar", name)
    section:clauses(calendar.clauses)
    if on then section:line(nil, of_day(calendar, on, words)) end
    section:line(words:say "doc.covers", words:say("doc.from_to", { from = calendar.first, to = calendar.last }))
    section:line(words:say "doc.weekend", weekend_of(calendar, words))
    if not on then
      if #calendar.holidays > 0 then section:line(words:say "doc.holidays", runs_of(calendar.holidays)) end
      if #calendar.working > 0 then section:line(words:say "doc.made_up", runs_of(calendar.working)) end
    end
    section:sources(calendar)
    list[#list + 1] = section
  end
  return list
end

--- Every list of codes.
function lists.codes(pack, words)
  local list = {}
  for _, name in ipairs(ordered.keys(pack.codes)) do
    local codes = pack.codes[name]
    local section = lines.section(pack, words, "codes", name)
    section:clauses(codes.clauses)
    section:line(nil, table.concat(codes.values, words.separator))
    section:sources(codes)
    list[#list + 1] = section
  end
  return list
end

--- Every register of codes as a table: what each code names, and when.
function lists.code_registers(pack, words, on)
  local list = {}
  for _, name in ipairs(ordered.keys(pack.code_registers)) do
    local register = pack.code_registers[name]
    local rows, notes = {}, {}
    for _, row in ipairs(register.rows) do
      if stretches.holds_on(row.from, row.last, on) then
        rows[#rows + 1] = { row.code, row.names, row.from or "", row.last or "", reason.cited(#row.clauses > 0 and row.clauses or register.clauses, words),
          row.unconfirmed and words:of(row.unconfirmed) or "" }
      end
    end
    local of = register.of
    if of then notes[1] = words:say("doc.codes_of", { of = of.field and of.kind .. "." .. of.field or of.kind }) end
    if register.unconfirmed then notes[#notes + 1] = words:say("explain.unconfirmed", { why = register.unconfirmed }) end
    list[#list + 1] = { title = words:say("doc.code_table", { name = name }), rows = rows, notes = notes, headings = { words:say "doc.code", words:say "doc.names",
      words:say "doc.from", words:say "doc.to", words:say "doc.clause", words:say "doc.unconfirmed" } }
  end
  return list
end

--- Which registers of records are said to be complete.
function lists.complete(pack, words, on)
  local list = {}
  for _, kind in ipairs(ordered.keys(pack.complete)) do
    local section = lines.section(pack, words, words:say("doc.register", { kind = reason.kinds(words, pack, kind) }))
    for _, said in ipairs(pack.complete[kind]) do
      if stretches.holds_on(said.from, said.to, on) then section:line(nil, reason.register(words, kind, said)) end
    end
    if #section.lines > 0 then list[#list + 1] = section end
  end
  return list
end

return lists
