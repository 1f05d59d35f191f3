--- Scopes of lowering: which row is in hand, over which rows the plan computes, and on which day attributes are read.
--
-- A scope is { index, kind, space, row, outer, pivot, law, period, memo, sets }:
--   index   its number in the typed expressions (1 is the subject or a term's own row)
--   space   the plan's space in which nodes of this scope are computed
--   row     node of the record in hand, nil where it is the space's own row
--   outer   the scope around it, nil for a rule's subject, a term's row and the rows of a free set
--   pivot   { node =, scope = } or { day = "YYYY-MM-DD", moves =, until_day = }: `moves` where the day is the as-of date, which moves on, and stops at `until_day`.
--           `any_day`: it is asked whether something can hold on some day, so that nothing counts as a no for want of the day alone;
--           "pivot" where that day is the pivot, on which functions run as on every other
--   law     { day = "YYYY-MM-DD" }: the day on which parameters and decisions are read, where it is not the pivot
--   planned true where a subject that is not there yet is judged, too: its starting event is read as recorded
--   period  { from =, to =, label = } where the rule is judged per period; `last`, where the rule's force ends inside it: with that day `during(period)` ends,
--           and `whole` is the period without it; `open`, where it is asked what lies behind the pivot: until then those of a lasting kind are there (later_records.lua)
--   reading nil; "shown" or "judged" where what nothing shows is unknown (shown.lua)
--   assured with a reading: true where rows that are not there leave nothing open; { key =, kinds = { KIND = true … } } where `evidence` stands for those of all
--           kinds but these (shown.lua)
--   without with a reading: what is said of a register (pack.complete) and is not taken for said; true: of any
--   binds_as_said  with a reading: true where whom a `forbid` bound on the days of its rows is asked as the rule says (rows_of_day.lua)
--   of_none with or without a reading: true where what a question finds unknown for want of certain rows counts as told, to see what else leaves it unknown (shown.lua)
--   stood   true where events and sets are read as they stood on the pivot, { node = } as they stood on that day; `on_file` is the same scope without (as_stood.lua)
--   stands_on  a node: on which day it is asked as things stood whether a rule applies, where that is not the pivot
--   stands_today  true where it is asked so as things are on file, whatever the pivot: nothing that it asks was ever another
--   endless true where a number is read without the ends that its field has (endless.lua)
--   of_set  true where the row in hand is one of a set that is gone through, or was reached from such a one
--   never   true where the rule is in force on no day that can be asked: no function is called for it
--   open    a node: for which rows of its space functions are called, where not for all
--   unit    where assured: { kind =, from =, to = }: of sets of that kind only the rows of these days are looked at
local scope = {}

--- A scope over all records of a kind.
---@param lowering table
---@param kind string
---@param options table { pivot =, law =, period =, index =, reading = }
function scope.of_kind(lowering, kind, options)
  return {
    index = options.index or 1, kind = kind, space = lowering:space(kind), pivot = options.pivot or { day = lowering.as_of, moves = true },
    law = options.law, period = options.period, subject = options.subject, reading = options.reading, assured = options.assured,
    never = options.never, unit = options.unit, of_set = options.of_set, without = options.without, non_detects = options.non_detects, of_none = options.of_none,
    memo = {}, sets = {},
  }
end

--- The pivot that is the earlier of the as-of date and a day, which may be nil.
function scope.pivot_until(lowering, day)
  if not day or day >= lowering.as_of then return { day = lowering.as_of, moves = true, until_day = lowering.ahead and day or nil } end
  return { day = day }
end

--- The same rows, read on another day.
function scope.with_pivot(from, pivot)
  return {
    index = from.index, kind = from.kind, space = from.space, row = from.row, outer = from.outer, pivot = pivot, law = from.law, period = from.period,
    planned = from.planned, subject = from.subject, of_set = from.of_set, reading = from.reading, assured = from.assured, unit = from.unit,
    without = from.without, non_detects = from.non_detects, stood = from.stood, of_none = from.of_none, never = from.never, open = from.open,
    stands_on = from.stands_on, stands_today = from.stands_today, endless = from.endless, memo = {}, sets = {},
  }
end

--- The same space with one record of it in hand: a term's own row.
function scope.for_row(from, kind, row)
  return {
    index = 1, kind = kind, space = from.space, row = row, pivot = from.pivot, pivot_scope = from, law = from.law, period = from.period, subject = from.subject,
    reading = from.reading, assured = from.assured, unit = from.unit, without = from.without, non_detects = from.non_detects, stood = from.stood,
    of_none = from.of_none, never = from.never, open = from.open, endless = from.endless, memo = {}, sets = {},
  }
end

--- What a term has with its row in hand, which may be a row that is not there.
function scope.of_row(lowering, value, own)
  return value and own.row and lowering.nodes:add("OF_ROW", own.space, { value, own.row }) or value
end

return scope
