--- What stands behind a table of verdicts, so that nothing passes in silence: texts that seem to say that nothing is known or that read like a word that is asked for
--- and are another, rules that judge nobody, periods before the first record, subjects that are free only for want of records, or whose class or place was another earlier in
--- a period, and places that no law of a place above them reaches.
local alike_words = require "mandate.check.alike_words"
local before_records = require "mandate.check.before_records"
local begins_inside = require "mandate.check.begins_inside"
local blank_words = require "mandate.check.blank_words"
local cut_off = require "mandate.check.cut_off"
local freed = require "mandate.check.freed"
local idle = require "mandate.check.idle"
local judged_late = require "mandate.check.judged_late"

local cautions = {}

--- Adds to the plan what must be known; before the run.
---@return table asked for cautions.notes
function cautions.lower(lowering)
  return { alike = alike_words.lower(lowering), blanks = blank_words.lower(lowering), freeing = freed.lower(lowering), cut = cut_off.lower(lowering, false),
    late = judged_late.lower(lowering) }
end

--- The notes, after the run.
---@param result table of check.run
---@param asked table of cautions.lower
---@return string[]
function cautions.notes(words, opened, result, asked)
  local list = blank_words.notes(words, opened, result.run, asked.blanks)
  for _, note in ipairs(alike_words.notes(words, opened, result.run, asked.alike)) do list[#list + 1] = note end
  for _, note in ipairs(idle.notes(words, opened, result.rules)) do list[#list + 1] = note end
  for _, note in ipairs(before_records.notes(words, opened, result.rules)) do list[#list + 1] = note end
  for _, note in ipairs(begins_inside.notes(words, opened, result.rules)) do list[#list + 1] = note end
  for _, note in ipairs(freed.notes(words, result.run, asked.freeing)) do list[#list + 1] = note end
  for _, note in ipairs(judged_late.notes(words, opened, result.run, asked.late)) do list[#list + 1] = note end
  for _, note in ipairs(cut_off.found(words, opened, result.run, asked.cut)) do list[#list + 1] = note end
  return list
end

return cautions
