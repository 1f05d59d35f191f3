-- Questions of the values of a column by their rank, for random packs: the n-th highest and lowest, and percentiles by each method.
local ranks = {}

local methods = { "nearest rank", "next rank", "weibull", "hazen", "excel" }

function ranks.question(source)
  if source.chance(40) then return ("%s(%d)"):format(source.pick { "highest", "highest", "lowest" }, source.pick { 1, 2, 2, 3, 4 }) end
  return ("percentile(%s, %q)"):format(source.pick { "50", "98", "90", "75", "2.5", "12.5", "97.5", "33.3" }, source.pick(methods))
end

return ranks
