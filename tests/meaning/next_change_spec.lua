-- Next change is a promise: with no new record the status stays what it is until that day. Random packs and registries are cut to what had happened
-- by the day of judgement, judged, and judged again on later days. Rules that ask the calendar in other ways (as_of, functions, parameters and
-- decisions read on the day, happened() of a computed date, verdicts of other rules) are left out: for those nothing is promised.
local core = (require "tests.support.engine") and require "mandate.core"
local engine = require "tests.support.engine"
local generate = require "tests.naive.generate"

local first = tonumber(os.getenv "SEED" or 1)
local count = tonumber(os.getenv "CASES" or 60)

local function split(line)
  local cells = {}
  for cell in (line .. ","):gmatch "([^,]*)," do cells[#cells + 1] = cell end
  return cells
end

-- A kind's CSV without what happened, or became so, after the day.
local function cut(kind, csv, day)
  local lines, header, by_name = {}, nil, {}
  for _, field in ipairs(kind.fields) do by_name[field.name] = field end
  for line in csv:gmatch "[^\n]+" do
    local cells = split(line)
    if not header then
      header = cells
      lines[1] = line
    else
      local events, future = 0, false
      for i, name in ipairs(header) do
        if name == "effective_from" and cells[i] > day then future = true end
        local field = by_name[name]
        if field and field.type == "event" then
          if cells[i] > day then
            if field.key or field.starts then future = true end
            cells[i] = ""
          end
          if cells[i] ~= "" then events = events + 1 end
        end
        if name == "audit" or name == "follows" then cells[i] = "" end -- may point at a row that is cut
      end
      if not future and (events > 0 or kind.lasting) then lines[#lines + 1] = table.concat(cells, ",") end
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

local function promised(pack)
  local rules = {}
  for line in pack:gmatch "[^\n]+" do
    local name = line:match '^%a+ "(a%d+)[@"]'
    if name then
      local other = line:find("as_of", 1, true) or line:find("verdict", 1, true) or line:find("function", 1, true) or line:find("parameter", 1, true)
        or line:find("happened", 1, true) or line:find("watched", 1, true) or line:find("decided", 1, true)
      rules[name] = rules[name] ~= false and not other
    end
  end
  for name in pack:gmatch 'exception "e%-(a%d+)"' do rules[name] = false end
  return rules
end

describe("next change", function()
  teardown(engine.close)
  local kinds = {}
  for _, kind in ipairs(core.model():kinds()) do kinds[kind.name] = kind end
  it(("is not preceded by any change, seeds %d to %d"):format(first, first + count - 1), function()
    local held, broken = 0, {}
    for seed = first, first + count - 1 do
      local case = generate.case(seed)
      local records, whole = {}, true
      for kind, csv in pairs(case.records) do
        if kinds[kind] then
          whole = whole and not csv:find '"'
          records[kind] = whole and cut(kinds[kind], csv, case.as_of)
        end
      end
      if whole then
        local rules = promised(case.pack)
        local landed, before = pcall(engine.check, case.pack, records, case.as_of)
        if not landed then -- a row pointed at one that was cut
          assert(tostring(before):find "rows are refused", before)
          before = {}
        end
        for _, days in ipairs { 1, 20, 120, 700 } do
          local day = core.add_days(case.as_of, days)
          local after = {}
          for _, verdict in ipairs(#before > 0 and engine.check(case.pack, records, day) or {}) do after[verdict.rule .. " " .. verdict.subject] = verdict end
          for _, verdict in ipairs(before) do
            if rules[verdict.rule] and day < (verdict.next_change or "9999") then
              held = held + 1
              local later = after[verdict.rule .. " " .. verdict.subject]
              if later.status ~= verdict.status then
                broken[#broken + 1] = ("seed %d: %s %s is %s on %s and %s on %s, next change %s"):format(seed, verdict.rule, verdict.subject, verdict.status,
                  case.as_of, later.status, day, tostring(verdict.next_change))
              end
            end
          end
        end
      end
    end
    assert(held > 100, "only " .. held .. " promises were looked at")
    assert(#broken == 0, "\n" .. table.concat(broken, "\n", 1, math.min(#broken, 12)))
  end)
end)
