--- The table of what was measured: one row a comparison, as Markdown.
local rows = {}
rows.__index = rows

function rows.new() return setmetatable({ list = {}, number = 0 }, rows) end

--- The rows that follow belong to this line of the promises.
function rows:line(number) self.number = number end

local function add(self, what, ours, theirs, ratio, bar, holds)
  local row = { tostring(self.number), what, ours, theirs, ratio, bar, holds == nil and "" or holds and "yes" or "NO" }
  self.list[#self.list + 1] = row
  io.stderr:write("  ", table.concat(row, " | "), "\n")
end

--- How many times faster: theirs / ours, which must be at least `least`.
function rows:faster(what, ours, theirs, least, unit)
  unit = unit or "ms"
  add(self, what, ("%.1f %s"):format(ours, unit), ("%.1f %s"):format(theirs, unit), ("%.1f times faster"):format(theirs / ours), ("at least %g"):format(least),
    theirs / ours >= least)
end

--- How many times as long: ours / theirs, which must be at most `most`.
function rows:within(what, ours, theirs, most, unit)
  unit = unit or "ms"
  add(self, what, ("%.1f %s"):format(ours, unit), ("%.1f %s"):format(theirs, unit), ("%.2f times"):format(ours / theirs), ("at most %g"):format(most),
    ours / theirs <= most)
end

--- One of ours alone, against a bound: `low` it must reach, or `high` it must not pass.
function rows:alone(what, text, value, low, high)
  local bar = low and ("at least %s"):format(low) or ("at most %s"):format(high)
  add(self, what, text, "", "", bar, (not low or value >= low) and (not high or value <= high))
end

--- Something that is so or not.
function rows:so(what, text, holds) add(self, what, text, "", "", "", holds) end

--- Something to be seen, without a bar.
function rows:show(what, ours, theirs, ratio) add(self, what, ours, theirs or "", ratio or "", "", nil) end

function rows:missing(what) add(self, what, "not there yet", "", "", "", false) end

function rows:text()
  local all = { { "Line", "What", "mandate", "Beside it", "Ratio", "Must be", "Holds" } }
  table.move(self.list, 1, #self.list, 2, all)
  local widths = {}
  for _, row in ipairs(all) do
    for c, cell in ipairs(row) do widths[c] = math.max(widths[c] or 0, utf8.len(cell)) end
  end
  local lines = {}
  for i, row in ipairs(all) do
    local cells, rule = {}, {}
    for c, cell in ipairs(row) do
      cells[c] = cell .. (" "):rep(widths[c] - utf8.len(cell))
      rule[c] = ("-"):rep(widths[c])
    end
    lines[#lines + 1] = "| " .. table.concat(cells, " | ") .. " |\n"
    if i == 1 then lines[#lines + 1] = "| " .. table.concat(rule, " | ") .. " |\n" end
  end
  return table.concat(lines)
end

return rows
