--- Which records are rows of a table: also those of which nobody knows whether they are (meaning.md, section 15), since nothing is dropped in silence. The table says how many.
local belonging = {}

--- The records that a part of a table shows, in order, and by record which of them only may belong there.
function belonging.shown(subjects, run, part)
  local list, perhaps = {}, {}
  local function holds(node, record)
    if not node then return true, false end
    local state, truth = run:value(node, record)
    return state == "unknown" or truth, state == "unknown"
  end
  for _, record in ipairs(subjects.order) do
    local there, may_be_there = holds(part.visible, record)
    local meant, may_be_meant = holds(part.where, record)
    if there and meant then
      list[#list + 1] = record
      perhaps[record] = may_be_there or may_be_meant or nil
    end
  end
  return list, perhaps
end

--- Gathers in table_.perhaps, part by part, the records that only may belong to the table, each once.
function belonging.gather(table_)
  local seen = {}
  table_.perhaps = {}
  return function(records, perhaps)
    for _, record in ipairs(records) do
      if perhaps[record] and not seen[record] then
        seen[record] = true
        table.insert(table_.perhaps, record)
      end
    end
  end
end

--- What the table says of these records: how many there are, and the first of them; nil where there are none.
function belonging.note(opened, declared, subjects, perhaps)
  if #perhaps == 0 then return nil end
  local row, names, words = {}, {}, opened.words
  subjects.put(row, perhaps[1])
  for i in ipairs(subjects.headings) do names[i] = row.keys and row.keys[i] or row[i] or words:say "value.none" end
  local text = words:say(#perhaps == 1 and "report.perhaps_one" or "report.perhaps", { count = #perhaps, first = table.concat(names, ", ") })
  if declared.total then text = words:say("report.perhaps_total", { text = text }) end
  return words:say("note.note", { text = text })
end

return belonging
