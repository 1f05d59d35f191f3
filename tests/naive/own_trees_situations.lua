-- What registries of a tree of a pack's own (generate_own_trees.lua) must meet, read from a case's rows and from the verdicts of the naive evaluator.
local dates = require "tests.naive.dates"

local own_trees_situations = {}

own_trees_situations.all = { "a basin that moved", "a basin that will move", "a row before its basin moved", "a row behind the move of its basin",
  "a blank parent: none", "a blank parent: unknown", "a goal: met", "a goal: missed", "a goal: on_track", "a goal: behind", "a goal: unknown", "a goal: not_applicable",
  "another verdict because a basin moved: goal", "another verdict because a basin moved: forbid", "another verdict because a basin moved: any-of-branch",
  "another verdict because a basin moved: above", "another verdict because a basin moved: month-require",
  "one so many levels above", "nobody knows whether one above is such",
  "a breach behind a row that perhaps counts", "a next change because a basin below moves" }

-- The version of a record that holds on a day; nil before its first. A record's versions stand in their order.
local function version_on(rows, code, day)
  local found
  for _, row in ipairs(rows) do
    if row.code == code and row.effective_from <= day then found = row end
  end
  return found
end

-- The basins in which a station lies on a day, from its own upwards, as one text.
local function branch_on(rows, station, day)
  local names, at = {}, version_on(rows.station, station, day)
  at = at and version_on(rows.basin, at.basin, day)
  while at do
    names[#names + 1] = at.code
    at = version_on(rows.basin, at.parent, day)
  end
  return table.concat(names, " ")
end

-- Whether a station lies in another branch from a day on because a basin moved, and not the station.
local function is_moved(rows, station, move)
  local before = dates.format(dates.parse(move) - 1)
  return version_on(rows.station, station, before) == version_on(rows.station, station, move) and branch_on(rows, station, before) ~= branch_on(rows, station, move)
end

--- The days on which some basin goes elsewhere.
function own_trees_situations.moves(rows)
  local days, before = {}, nil
  for _, row in ipairs(rows.basin) do
    if before and before.code == row.code and before.parent ~= row.parent then days[#days + 1] = row.effective_from end
    before = row
  end
  return days
end

--- Notes what a case's rows are examples of.
function own_trees_situations.of_rows(case, note)
  for _, move in ipairs(own_trees_situations.moves(case.rows)) do
    note(move <= case.as_of and "a basin that moved" or "a basin that will move")
    for _, sample in ipairs(move <= case.as_of and case.rows.sample or {}) do
      if sample.on_day ~= "" and sample.on_day <= case.as_of and is_moved(case.rows, sample.station, move) then
        note(sample.on_day < move and "a row before its basin moved" or "a row behind the move of its basin")
      end
    end
  end
end

--- Notes what the naive evaluator's verdicts are examples of; `unmoved`: "rule subject" -> the verdict if no basin had ever moved, or nil where nobody asked.
function own_trees_situations.of_verdicts(case, verdicts, unmoved, note)
  for _, verdict in ipairs(verdicts) do
    if verdict.rule == "goal" then note("a goal: " .. verdict.status) end
    local basin = verdict.rule == "above" and version_on(case.rows.basin, verdict.subject, case.as_of)
    if basin and basin.parent == "" and verdict.status == (case.blank == "unknown" and "unknown" or "breached") then note("a blank parent: " .. case.blank) end
    local still = unmoved and unmoved[verdict.rule .. " " .. verdict.subject]
    local counts_others = still and still.actual and verdict.actual and still.actual.high ~= verdict.actual.high
    if still and (still.status ~= verdict.status or counts_others) then note("another verdict because a basin moved: " .. verdict.rule) end
  end
end

local function begins(rows, day, code)
  for _, row in ipairs(rows) do
    if row.effective_from == day and (not code or row.code == code) then return true end
  end
  return false
end

--- Notes what a change of a verdict on its promised day is an example of. Whether there is any station in the branch hangs on stations and basins alone.
function own_trees_situations.of_change(case, verdict, note)
  local day, rows = verdict.next_change, case.rows
  if verdict.rule == "any-of-branch" and not begins(rows.station, day) and not begins(rows.basin, day, verdict.subject) then
    note "a next change because a basin below moves"
  end
end

return own_trees_situations
