-- Texts by their characters for the naive evaluator (meaning.md, section 5): counted and cut as a list of characters, and case from alphabets that are written out.
local letters = {}

local SMALL = "abcdefghijklmnopqrstuvwxyzäöüßéèñçøåαβγδεζθλμπσφωабвгдежзийклмнопрстуфхцчшщъыьэюяё"
local LARGE = "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜẞÉÈÑÇØÅΑΒΓΔΕΖΘΛΜΠΣΦΩАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ"

--- The characters of a text, as a list.
function letters.of(text)
  local list = {}
  for _, code in utf8.codes(text) do list[#list + 1] = utf8.char(code) end
  return list
end

local small, large = letters.of(SMALL), letters.of(LARGE)
local lower_of, upper_of = {}, {}
for i, letter in ipairs(small) do lower_of[large[i]], upper_of[letter] = letter, large[i] end

local function each(text, other)
  local list = letters.of(text)
  for i, letter in ipairs(list) do list[i] = other[letter] or letter end
  return table.concat(list)
end

function letters.lower(text) return each(text, lower_of) end
function letters.upper(text) return each(text, upper_of) end

--- The characters from one place to another, as far as the text goes; nil where there is none.
function letters.part(text, first, last)
  local list = letters.of(text)
  local part = table.concat(list, "", first, math.min(last, #list))
  return first <= #list and part or nil
end

return letters
