-- Random numbers that are the same everywhere for the same seed: xorshift64*.
local random = {}

-- A source of choices: source(n) is 1 to n; source.chance(p) true in p of 100; source.pick(list) one of the list.
function random.source(seed)
  local state = (seed * 0x9E3779B97F4A7C15) ~ 0x2545F4914F6CDD1D
  if state == 0 then state = 1 end
  local function next_number()
    state = state ~ (state >> 12)
    state = state ~ (state << 25)
    state = state ~ (state >> 27)
    return (state * 0x2545F4914F6CDD1D) >> 33
  end
  for _ = 1, 4 do next_number() end
  local source = { seed = seed }
  function source.up_to(n) return next_number() % n + 1 end
  function source.between(low, high) return low + next_number() % (high - low + 1) end
  function source.chance(percent) return next_number() % 100 < percent end
  function source.pick(list) return list[source.up_to(#list)] end
  function source.shuffled(list)
    local result = table.move(list, 1, #list, 1, {})
    for index = #result, 2, -1 do
      local other = source.up_to(index)
      result[index], result[other] = result[other], result[index]
    end
    return result
  end
  -- One of { { weight, value }, … }.
  function source.weighted(list)
    local total = 0
    for _, entry in ipairs(list) do total = total + entry[1] end
    local drawn = source.up_to(total)
    for _, entry in ipairs(list) do
      drawn = drawn - entry[1]
      if drawn <= 0 then return entry[2] end
    end
  end
  return source
end

return random
