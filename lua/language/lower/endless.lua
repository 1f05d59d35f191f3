--- Numbers without the ends of their fields (meaning.md, section 4, `given`): a cell that is unknown lies between the ends of its field, and what is reckoned from it has ends,
--- too; whether there is a number is asked without them. What a condition says that such a number hangs on is said with them, as always.
local endless = {}

-- Scope -> the same one without ends, and with them. Kept beside the scopes, because one that is made from another shares none of them.
local without, with = setmetatable({}, { __mode = "k" }), setmetatable({}, { __mode = "k" })

local function same_but(around, flag)
  local own = {}
  for key, value in pairs(around) do own[key] = value end
  own.memo, own.sets, own.paired_sets, own.term_scopes, own.asked_terms, own.judging, own.said, own.decided = {}, {}, nil, nil, nil, nil, nil, nil
  own.on_file, own.as_it_stood, own.as_said, own.asked, own.counting_none, own.endless = nil, nil, nil, nil, nil, flag
  return own
end

--- The same scope, in which an unknown number has no ends.
function endless.scope(around)
  if around.endless then return around end
  without[around] = without[around] or same_but(around, true)
  return without[around]
end

--- The same scope, in which it has those of its field.
function endless.ended(around)
  if not around.endless then return around end
  with[around] = with[around] or same_but(around, nil)
  return with[around]
end

--- A scope that is read without ends where another one is.
function endless.as_in(around, own) return around.endless and endless.scope(own) or own end

return endless
