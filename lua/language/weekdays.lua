-- The days of the week as a pack names them.
local weekdays = {}

weekdays.names = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" }

weekdays.number = {} -- name -> 1 Monday to 7 Sunday
for number, name in ipairs(weekdays.names) do weekdays.number[name] = number end

return weekdays
