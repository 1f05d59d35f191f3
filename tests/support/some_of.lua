-- Which of many are looked at, where looking at all of them would take too long: each is as likely as any other, and the same seed always chooses the same.
local random = require "tests.naive.random"

--- A function that tells of each in turn, first to last, whether it is one of those that are looked at: `most` of `total`, or all where there are no more.
return function(seed, total, most)
  local source, left, wanted = random.source(seed), total, math.min(most, total)
  return function()
    local chosen = wanted > 0 and source.up_to(left) <= wanted
    left = left - 1
    if chosen then wanted = wanted - 1 end
    return chosen
  end
end
