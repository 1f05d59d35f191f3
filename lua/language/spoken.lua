-- On which days what cites clauses is in force, where a clause reads otherwise from a day on (meaning.md, section 20): a version of a rule speaks one text of each clause that it
-- cites, and goes on with the later ones that no other version of it speaks.
local days = require "mandate.language.days"

local spoken = {}

local BEGINNING <const> = "0001-01-01"

--- The text of a clause that a citation names behind `@`, by the instrument that gave it: its index; nil where there is none.
function spoken.text_by(clause, name)
  for i, text in ipairs(clause.texts or {}) do
    if text.by == name then return i end
  end
  return nil
end

--- How a text came to be, for who names it: nil of one that the law itself gave, else { how = "replaces" | "inserts" | "corrects", by, from }.
function spoken.amendment(text)
  return text.sort ~= "own" and { how = text.correcting and "corrects" or text.sort, by = text.by, from = text.from } or nil
end

-- Whether a text is another one, corrected.
local function is_corrected_form(texts, index, of)
  while index do
    if index == of then return true end
    index = texts[index].corrects
  end
  return false
end

-- The stretches in which a rule that speaks a text of a clause speaks for it, and those in which it speaks for a later one.
-- others: the texts (as a set of indices) of which other versions of the rule speak.
local function days_of(law, clause, index, others)
  if law.annulled and not law.annulled.from then return {}, {} end
  if not clause.days then return { { from = law.from, to = law.to } }, {} end
  local list, stale, before = {}, {}, nil
  local function other_speaks(text)
    for other in pairs(others) do
      if other > index and other <= text then return true end
    end
    return false
  end
  for _, stretch in ipairs(clause.days) do
    local text = stretch.text
    local own = text ~= nil and (text == index or is_corrected_form(clause.texts, text, index) and not other_speaks(text))
    local follows = before and before.to and days.after(before.to) == stretch.from
    local goes_on = text ~= nil and not own and text > index and follows and not other_speaks(text)
    if own or goes_on then
      if follows then before.to = stretch.to else
        before = { from = stretch.from, to = stretch.to }
        list[#list + 1] = before
      end
      if text ~= index then stale[#stale + 1] = { text = text, from = stretch.from } end
    else
      before = nil
    end
  end
  return list, stale
end

local function both(a, b)
  local list = {}
  for _, one in ipairs(a) do
    for _, other in ipairs(b) do
      local from = (one.from or BEGINNING) > (other.from or BEGINNING) and one.from or other.from
      local to = days.earlier(one.to, other.to)
      if not (from and to and to < from) then list[#list + 1] = { from = from, to = to } end
    end
  end
  table.sort(list, function(x, y) return (x.from or "") < (y.from or "") end)
  return list
end

local NEVER <const> = { from = "0001-01-02", to = "0001-01-01" }

--- The days on which what cites clauses is in force, as stretches in order, at least one.
---@param cited table list of { instrument, clause, text }
---@param others table list of such lists: what other versions of it in its place cite
---@return table stretches { from, to }
---@return table stale { cited, text = index, from } for each text that it goes on with and does not speak
---@return boolean|nil void true where it is never in force, because of what was changed or annulled
---@return boolean|nil apart true where what it cites is never in force on one day
function spoken.days(checker, cited, others)
  local list, stale, changed = { { from = nil, to = nil } }, {}, false
  for _, one in ipairs(cited) do
    local law = checker.instruments[one.instrument]
    local clause = law.clauses[one.clause]
    local taken = {}
    for _, other in ipairs(others) do
      for _, its in ipairs(other) do
        if its.instrument == one.instrument and its.clause == one.clause then taken[its.text or 1] = true end
      end
    end
    changed = changed or clause.days ~= nil or law.annulled ~= nil
    local own, later = days_of(law, clause, one.text or 1, taken)
    list = both(list, own)
    for _, text in ipairs(later) do stale[#stale + 1] = { cited = one, text = text.text, from = text.from } end
  end
  if #list > 0 then return list, stale end
  return { NEVER }, {}, changed or nil, not changed or nil
end

return spoken
