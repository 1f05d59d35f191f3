--- Decisions as tables for `doc`: a row per row of the law's table, under the words of its columns.
local decided = require "mandate.check.decided"
local periods = require "mandate.language.periods"
local reason = require "mandate.check.reason"
local stretches = require "mandate.report.stretches"
local wording = require "mandate.check.wording"

local decisions = {}

local HITS <const> = { first = "doc.first_row", unique = "doc.one_row", any = "doc.any_row", ["sum of"] = "doc.sum_of_rows", ["count of"] = "doc.count_of_rows",
  highest = "doc.highest_row", lowest = "doc.lowest_row" }

local function note_of(version, kinds, words, per)
  local notes = { decided.force(version, words) }
  if per.period then notes[2] = words:say("doc.for_each", { kind = per.kind, period = periods.spoken(words, per.period) }) end
  if version.evidence then notes[#notes + 1] = words:say("explain.evidence_of", { set = wording.of(version.evidence, kinds) }) end
  if version.reading and #version.clauses > 0 then notes[#notes + 1] = words:say("doc.reading", { text = version.reading }) end
  if version.unconfirmed then notes[#notes + 1] = words:say("explain.unconfirmed", { why = version.unconfirmed }) end
  return notes
end

local function table_of(version, kinds, words, names, per)
  local rows, cited = {}, false
  for _, row in ipairs(version.rows) do cited = cited or #row.clauses > 0 end
  local headings = decided.headings(version, kinds)
  for _, name in ipairs(names or { words:say "report.value" }) do headings[#headings + 1] = name end
  if cited then headings[#headings + 1] = words:say "doc.clause" end
  for r, row in ipairs(version.rows) do
    local cells = {}
    for c, cell in ipairs(row.cells) do cells[c] = decided.cell(cell, kinds) end
    for _, result in ipairs(row.results) do cells[#cells + 1] = decided.result(result, kinds, words) end
    if #row.clauses > 0 then cells[#cells + 1] = reason.cited(row.clauses, words) end
    rows[r] = cells
  end
  local title = words:of(version.title)
  return { title = words:say(HITS[version.hit], { name = version.name, title = title and " - " .. title or "" }),
    headings = headings, rows = rows, notes = note_of(version, kinds, words, per) }
end

--- The tables of a pack's decisions, in the order of their names and of their versions in the text. on: only those in force on that day.
function decisions.tables(pack, words, on)
  local names, list = {}, {}
  for name, term in pairs(pack.terms) do
    if term.value and term.value.op == "decision" and (term.result or 1) == 1 then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local term = pack.terms[name]
    local results = pack.terms[name].group and pack.terms[name].group.results
    for _, version in ipairs(pack.terms[name].value.versions) do
      if stretches.holds_on(version.from, version.to, on) then list[#list + 1] = table_of(version.table or version, pack.kinds, words, results, term) end
    end
  end
  return list
end

return decisions
