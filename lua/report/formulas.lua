--- The formulas of an indicator, as an analyst would write them: each part, then the terms that they name.
local walk = require "mandate.language.walk"
local decided = require "mandate.check.decided"
local wording = require "mandate.check.wording"

local formulas = {}

-- The terms that expressions name, each once, in the order in which they are met; a term's own terms follow it.
local function terms_of(pack, expressions)
  local list, seen = {}, {}
  local function look(expression)
    walk.into(expression, function(e)
      if (e.op == "term" or e.op == "column_term") and not seen[e.term] then
        seen[e.term] = true
        list[#list + 1] = e.term
        look(pack.terms[e.term].value)
      end
    end)
  end
  for _, expression in ipairs(expressions) do look(expression) end
  return list
end

-- A decision's formula is its table: of each version, what it looks at and its rows.
local function add_decision(words, lines, decision, kinds)
  for _, version in ipairs(decision.versions) do
    local columns = table.concat(decided.headings(version, kinds), ", ")
    lines[#lines + 1] = words:say("report.by", { name = decided.name(version), force = decided.force(version, words), columns = columns })
    for r, row in ipairs(version.rows) do lines[#lines + 1] = "  " .. decided.row(row, r, kinds, words) end
  end
end

---@param words table the catalogue
---@param parts table { { title, expression }, … }
---@return table lines "title = formula"
function formulas.lines(pack, words, parts)
  local lines, expressions = {}, {}
  for i, part in ipairs(parts) do
    lines[i], expressions[i] = ("%s = %s"):format(part[1], wording.of(part[2], pack.kinds)), part[2]
  end
  for _, term in ipairs(terms_of(pack, expressions)) do
    local value = pack.terms[term].value
    if value.op == "decision" then add_decision(words, lines, value, pack.kinds)
    else lines[#lines + 1] = ("%s = %s"):format(term, wording.of(value, pack.kinds)) end
  end
  return lines
end

return formulas
