-- The nearest right word for a wrong one.
local nearest = {}

-- Optimal string alignment: as the edit distance, with two swapped neighbours counting once (meduim, medium).
function nearest.distance(a, b)
  local before, previous, current = {}, {}, {}
  for j = 0, #b do previous[j] = j end
  for i = 1, #a do
    current[0] = i
    for j = 1, #b do
      local same = a:byte(i) == b:byte(j)
      current[j] = math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same and 0 or 1))
      if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
        current[j] = math.min(current[j], before[j - 2] + 1)
      end
    end
    before, previous, current = previous, current, before
  end
  return previous[#b]
end

-- `words` is a table whose text keys are the right words. nil where none is near.
function nearest.word(wrong, words)
  local best, best_distance
  for word in pairs(words) do
    if type(word) == "string" then
      local d = nearest.distance(wrong:lower(), word:lower())
      if not best or d < best_distance or d == best_distance and word < best then best, best_distance = word, d end
    end
  end
  if best and best_distance <= math.max(2, #wrong // 3) and best_distance < math.max(#wrong, #best) then return best end
  return nil
end

-- What others call what has another name here.
local OTHER_NAMES = { when = "applies", ["if"] = "applies", condition = "applies", cond = "applies", deadline = "due", by = "due" }

-- " Did you mean `size`?" or "".
function nearest.hint(wrong, words)
  local other = type(wrong) == "string" and OTHER_NAMES[wrong:lower()]
  local word = type(wrong) == "string" and (nearest.word(wrong, words) or other and words[other] and other)
  return word and (" Did you mean `%s`?"):format(word) or ""
end

-- "a, b, c": the text keys of a table in order.
function nearest.names(words)
  local names = {}
  for word in pairs(words) do
    if type(word) == "string" then names[#names + 1] = word end
  end
  table.sort(names)
  return table.concat(names, ", ")
end

local MOST_LISTED = 24

--- " Did you mean `size`?" or, where no right word is near, " There is: a, b, c": first the words that the statement has itself, whose value is true.
function nearest.hint_or_all(wrong, words)
  local hint = nearest.hint(wrong, words)
  if hint ~= "" then return hint end
  local names = {}
  for word in pairs(words) do
    if type(word) == "string" then names[#names + 1] = word end
  end
  table.sort(names, function(a, b)
    local own, other = words[a] == true, words[b] == true
    if own ~= other then return own end
    return a < b
  end)
  local more = #names > MOST_LISTED and (" and %d more"):format(#names - MOST_LISTED) or ""
  return #names == 0 and "" or (" There is: %s%s"):format(table.concat(names, ", ", 1, math.min(#names, MOST_LISTED)), more)
end

return nearest
