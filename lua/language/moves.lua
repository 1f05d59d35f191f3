-- What moves one day to another that follows from it alone: the questions of a day whose answer is a day.
local moves = { next = true, next_working_day = true, previous_working_day = true }

return moves
