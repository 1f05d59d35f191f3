-- What moves one day to another that follows from it alone: the questions of a day whose answer is a day.
local moves = { next = true, preceding = true, next_working_day = true, previous_working_day = true, start_of = true, end_of = true }

return moves
