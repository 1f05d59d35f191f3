-- What an expression is evaluated in. A context is { pack, registry, as_of, pivot, law (the day whose parameters and decisions are read, where it is
-- not the pivot), subject, scopes, period, places, judge, counters }: `scopes` are the rows in hand, innermost last; `places` is where the subject lies
-- on the pivot (places.lua); `map`, if given, is { day = } on which it is asked who lies where, and not the pivot; `found`, of a set that is read on its
-- rows' days, is { day = } on which a record is found at which it begins, where no reference names it; judge(rule, record, period) gives another rule's
-- verdict; `as_recorded`: in the second reading, values that were not received are read as they are (to tell that situation only);
-- `since`, of a rule that begins inside its period, is its first day, of all versions;
-- `ends` is the day with which the force of a `require` ends inside its period; `begins_by`, where it is asked what lies behind the pivot, the day until which
-- those of a lasting kind are there;
-- `stood`, where it is asked what had happened by a row's day, is { day =, came = days of which it was asked whether they had come }
-- (as_stood.lua), and `rows_on_file` that of a set all records on file count;
-- `of_none`: what is unknown because a set has no certain row counts as told, and so does a quotient that there is not;
-- `arises`, where a due day is read: the day on which the duty arises, a value;
-- `endless`: of a number of which nobody knows anything the ends of its field are not known either (to tell whether there is one);
-- `inside`, an array: names for the sorts of rule, state or group in which something is asked, by which it is counted what is met in them (counting.lua);
-- `reading` is which of the readings of section 19 it is (shown.lua); `any_day`, on a pivot that nobody knows, that it is asked what
-- can hold on some day ("pivot": that day is the pivot, on which functions run).
local contexts = {}

-- All that a context may hold. One is made for nearly everything that is evaluated, and a table that is made with its fields is made at once, whereas one that is
-- given them one by one grows again and again.
local FIELDS <const> = { "pack", "registry", "as_of", "pivot", "law", "subject", "scopes", "period", "places", "judge", "counters", "map", "found", "as_recorded", "ends",
  "begins_by", "stood", "rows_on_file", "of_none", "arises", "endless", "since", "reading", "any_day", "assured", "planned", "unit", "non_detects", "report", "of_term", "inside" }
local is_field, text = {}, {}
for index, name in ipairs(FIELDS) do is_field[name], text[index] = true, ("%s = c.%s"):format(name, name) end
local same_context = load("local c = ... return { " .. table.concat(text, ", ") .. " }")

-- A context, or any other table, that is the same.
local function same(of)
  if of.registry then return same_context(of) end
  local result = {}
  for key, value in pairs(of) do result[key] = value end
  return result
end

--- A context with changes.
function contexts.copy(context, changes)
  local result = same(context)
  for key, value in pairs(changes) do
    assert(is_field[key] or not context.registry, key)
    result[key] = value
  end
  return result
end

--- The same with another row in hand.
function contexts.with_row(context, row)
  local scopes = table.move(context.scopes, 1, #context.scopes, 1, {})
  scopes[#scopes + 1] = row
  local result = same(context)
  result.scopes, result.map, result.found, result.rows_on_file = scopes, false, false, false
  return result
end

return contexts
