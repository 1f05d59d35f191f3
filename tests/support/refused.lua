-- Rows that are there to be refused, so that the others land without them: each has this day, which no calendar has, in one of its cells. As a pattern.
return { DAY = "2001%-02%-30", TEXT = "2001-02-30" }
