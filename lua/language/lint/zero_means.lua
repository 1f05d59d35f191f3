--- Geometric means of numbers of which those below a limit of detection count as 0, for lint: one such number makes the whole mean 0, so that a limit is kept whatever the
--- others are (meaning.md, sections 2 and 6).
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local zero_means = {}

-- Whether a column may hold a number that lies below a limit: its field has a sign, or it is worked out.
local function may_be_signed(kinds, column)
  if column.op ~= "column" then return true end
  local kind = column.from.type and kinds[column.from.type.kind]
  for _, field in ipairs(kind and kind.fields or {}) do
    if field.name == column.name then return field.sign ~= nil end
  end
  return true
end

--- After all rules are read.
---@param kinds table name -> as model:kinds() gives it
function zero_means.check(checker, kinds)
  local find_term = checker.names:finder()
  local function look(target, word, expression)
    if not expression then return end
    walk.asked(expression, find_term, function(e)
      if e.op ~= "geometric_mean" or not may_be_signed(kinds, e.from) then return end
      checker.problems:warn(e.at or target.at, ("%s %s: `%s` is 0 where one number lies below its limit of detection, because non_detects = \"zero\" takes that for 0, whatever "
        .. "the others are; the law may mean \"half\" or \"limit\""):format(word, target.name, wording.of(e, kinds)))
    end)
  end
  for _, rule in ipairs(checker.rules) do
    for _, slot in ipairs(rule.non_detects == "zero" and schema.slots or {}) do look(rule, rule.word, rule[slot]) end
  end
  for word, list in pairs { report = checker.reports, indicator = checker.indicators } do
    for _, one in ipairs(list) do
      for _, column in ipairs(one.non_detects == "zero" and one.columns or {}) do look(one, word, column.value) end
    end
  end
end

return zero_means
