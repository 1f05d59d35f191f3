-- Collects what is wrong with a pack: { file, line, column, message, source_line, see }, sorted, each once.
-- A line is reported by the earliest stage that finds something there (text, record, Lua, check, use), because what a later stage
-- sees there is mostly the consequence of it.
local problems = {}
problems.__index = problems

local stages = { text = 1, record = 2, lua = 3, check = 4, use = 5 }

-- `sources`: file name -> source.
function problems.new(sources)
  return setmetatable({ sources = sources, found = {}, broken = {}, warnings = {} }, problems)
end

-- `at`: { file, line, column, see }. `stage`: one of the above, "check" unless given.
function problems:add(at, message, stage)
  self.found[#self.found + 1] = { file = at.file, line = at.line, column = at.column, message = message, see = at.see, stage = stages[stage or "check"] }
end

-- A name that nothing has: not worth saying when what could have declared it is refused itself, a file (`broken`) or a kind (`incomplete`).
function problems:unresolved(at, message)
  if not next(self.broken) and not self.incomplete then self:add(at, message) end
end

--- `said`: where a catalogue has the message: { text = its key, holes = what stands in it }.
function problems:warn(at, message, said)
  self.warnings[#self.warnings + 1] = { file = at.file, line = at.line, column = at.column, message = message, said = said }
end

local function before(a, b)
  if a.file ~= b.file then return (a.file or "") < (b.file or "") end
  if (a.line or 0) ~= (b.line or 0) then return (a.line or 0) < (b.line or 0) end
  if (a.column or 0) ~= (b.column or 0) then return (a.column or 0) < (b.column or 0) end
  return a.message < b.message
end

local function sorted(list, sources)
  table.sort(list, before)
  local out, seen = {}, {}
  for _, entry in ipairs(list) do
    local key = ("%s:%s:%s"):format(entry.file, entry.line, entry.message)
    if not seen[key] then
      seen[key] = true
      local source = sources[entry.file]
      entry.source_line = source and entry.line and source:line_text(entry.line) or nil
      entry.stage = nil
      out[#out + 1] = entry
    end
  end
  return out
end

-- All errors as the caller gets them; nil where there are none.
function problems:errors()
  local earliest = {}
  for _, entry in ipairs(self.found) do
    local place = ("%s:%s"):format(entry.file, entry.line)
    earliest[place] = math.min(earliest[place] or entry.stage, entry.stage)
  end
  local kept = {}
  for _, entry in ipairs(self.found) do
    if entry.stage == earliest[("%s:%s"):format(entry.file, entry.line)] then kept[#kept + 1] = entry end
  end
  if #kept == 0 then return nil end
  return sorted(kept, self.sources)
end

function problems:sorted_warnings() return sorted(self.warnings, self.sources) end

-- The blank that stands under a line's text up to a column. A full-width character takes two cells; tabs stay tabs.
function problems.ahead(line, column)
  local text = line:sub(1, (utf8.offset(line, column) or column) - 1)
  return (text:gsub("[\xE3-\xEF][\x80-\xBF][\x80-\xBF]", "  "):gsub("[\xC2-\xF4][\x80-\xBF]+", " "):gsub("[^\t ]", " "))
end

-- One error as lines of text: place and message, the line, a caret.
function problems.text(entry)
  local place = entry.file or "pack"
  if entry.line then place = place .. ":" .. entry.line end
  if entry.line and entry.column then place = place .. ":" .. entry.column end
  local lines = { place .. ": " .. entry.message }
  if entry.source_line then
    lines[#lines + 1] = "  " .. entry.source_line
    if entry.column then lines[#lines + 1] = "  " .. problems.ahead(entry.source_line, entry.column) .. "^" end
  end
  if entry.see then lines[#lines + 1] = "  see " .. entry.see end
  return table.concat(lines, "\n")
end

return problems
