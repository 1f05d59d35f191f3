--- A decision's table in words: its cells and rows as the analyst wrote them, for `explain` and `doc`.
local wording = require "mandate.check.wording"

local reason = require "mandate.check.reason"
local literals = require "mandate.language.literals"

local decided = {}

-- A value of a cell or a result; large numbers as a reader says them.
local function value_text(e, kinds)
  e = e.as_said or e
  local unit = e.op == "literal" and e.type.k == "number" and e.type.unit
  if unit then return ('"%s"'):format(literals.offer(e.value, unit)) end
  return wording.of(e, kinds)
end

-- The text of a question without what it is asked of: at_least(300), "large", codes "x".
local function question(e, kinds)
  local asked = e.written or e
  if asked.op == "and" or asked.op == "or" then
    local a, b = question(asked.a, kinds), question(asked.b, kinds)
    return asked.op == "and" and a .. " & " .. b or "(" .. a .. " | " .. b .. ")"
  elseif asked.op == "not" then
    return "~" .. question(asked.a, kinds)
  end
  local values = {}
  for i, argument in ipairs(asked.arguments or { asked.period }) do values[i] = value_text(argument, kinds) end
  if asked.op == "is" and #values == 1 then return values[1] end
  return ("%s(%s)"):format(asked.op, table.concat(values, ", "))
end

---@return string
function decided.cell(cell, kinds)
  return cell.word or question(cell.expression, kinds)
end

---@return string
function decided.result(result, kinds, words)
  if result.op == "not_given" then return words:say("value.not_given_why", { why = result.why }) end
  if result.op == "literal" and result.type.k == "condition" then return words:say(result.value and "value.yes" or "value.no") end
  return value_text(result, kinds)
end

--- Row 2: at_least(300), any -> "medium"
function decided.row(row, index, kinds, words)
  local cells = {}
  for c, cell in ipairs(row.cells) do cells[c] = decided.cell(cell, kinds) end
  return words:say("explain.row", { index = index, cells = table.concat(cells, ", "), result = decided.result(row.result, kinds, words) })
end

--- What a version is called; of several results with the name of the one.
function decided.name(version) return version.result_name and ("%s, %s"):format(version.name, version.result_name) or version.name end

--- The expressions of a version's columns as headings.
function decided.headings(version, kinds)
  local headings = {}
  for c, column in ipairs(version.columns) do headings[c] = wording.of(column, kinds) end
  return headings
end

--- "2003/industry, in force from 2003-02-19 to 2011-06-17"
function decided.force(version, words)
  if #version.clauses == 0 then return words:of(version.reading) or "" end
  local force = reason.force(version, words)
  return reason.cited(version.clauses, words) .. words.separator .. (version.place and words:say("explain.in_place", { force = force, place = version.place }) or force)
end

--- " (2003/industry)" where a row cites its own clause.
function decided.row_clause(row, words)
  return #row.clauses > 0 and (" (%s)"):format(reason.cited(row.clauses, words)) or ""
end

return decided
