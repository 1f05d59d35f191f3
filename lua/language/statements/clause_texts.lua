-- Which text of a clause reads on which day, where texts change clause by clause (meaning.md, section 20). After `resolve`:
--   instrument.to        ends the day before an annulment from a day on; instrument.annulled = { by, from = nil where from the start }
--   clause.texts         what the clause ever says, in the order of their days: { by, sort = "own" | "replaces" | "inserts", correcting, corrects = index, words, not_encoded,
--                        unconfirmed, from, change, annulled = { by, until_day = the last day, false where it never held } }
--   clause.days          nil where it reads the same as long as the instrument is in force; else stretches { from, to, text = index or nil, change }, in order
--   clause.changes       of a clause that makes changes of others: those changes
local days = require "mandate.language.days"
local nearest = require "mandate.language.nearest"

local clause_texts = {}

local BEGINNING <const>, END <const> = "0001-01-01", "9999-12-31"

-- Annulments -------------------------------------------------------------------------------------------------------------------------

-- The annulments that count: those of texts that are not annulled from the start themselves.
local function annulments_of(checker)
  local of, state = {}, {}
  for _, name in ipairs(checker.instrument_order) do
    for _, one in ipairs(checker.instruments[name].annuls) do
      if checker.instruments[one.text] then
        of[one.text] = of[one.text] or {}
        table.insert(of[one.text], one)
      else
        checker.problems:unresolved(one.at, ("no instrument is called `%s`.%s"):format(one.text, nearest.hint_or_all(one.text, checker.instruments)))
      end
    end
  end
  local function is_void(name)
    if state[name] ~= nil then return state[name] == true end
    state[name] = "open"
    local void = false
    for _, one in ipairs(of[name] or {}) do
      if state[one.by] == "open" then
        checker.shape:fail(one.statement, one.path, "`%s` and `%s` annul each other", one.by, name)
      elseif not one.from and not one.clauses and not is_void(one.by) then
        void = true
      end
    end
    state[name] = void
    return void
  end
  local count = {}
  for name, list in pairs(of) do
    count[name] = {}
    for _, one in ipairs(list) do
      if not is_void(one.by) then table.insert(count[name], one) end
    end
  end
  return count
end

-- Whether an annulment says something of a clause.
local function touches(annulment, clause)
  if not annulment.clauses then return true end
  for _, id in ipairs(annulment.clauses) do
    if id == clause then return true end
  end
  return false
end

-- Until when a clause of an instrument, or its change of one, lasts by the annulments of the instrument: false where it never held; and by which.
local function annulled_until(annulments, clause)
  local last, by = nil, nil
  for _, one in ipairs(annulments or {}) do
    if touches(one, clause) then
      if not one.from then return false, one.by end
      local before = days.before(one.from)
      if not last or before < last then last, by = before, one.by end
    end
  end
  return last, by
end

-- Texts of a clause ------------------------------------------------------------------------------------------------------------------

-- The clauses of a law, and those that others insert: id -> list of changes, in the order of the pack.
local function changes_of(checker)
  local by_law = {}
  for _, name in ipairs(checker.instrument_order) do
    for _, change in ipairs(checker.instruments[name].changes) do
      local law = checker.instruments[change.law]
      if not law then
        checker.problems:unresolved(checker.shape:at(change.statement, { change.path[1] }), ("no instrument is called `%s`.%s"):format(change.law,
          nearest.hint_or_all(change.law, checker.instruments)))
      elseif law.name == name then
        checker.shape:fail(change.statement, change.path, "`%s` changes itself", name)
      elseif (checker.instruments[name].place or law.place) ~= law.place then
        checker.shape:fail(change.statement, change.path,
          "`%s` holds in %s only, and `%s` %s: what it says instead there are clauses of its own, cited by versions of the rules with that place",
          name, checker.instruments[name].place, law.name, law.place and "in " .. law.place or "everywhere")
      else
        by_law[law.name] = by_law[law.name] or {}
        by_law[law.name][change.clause] = by_law[law.name][change.clause] or {}
        table.insert(by_law[law.name][change.clause], change)
      end
    end
  end
  return by_law
end

-- The layer that reads on a day: of those that hold the one that began last.
local function on_day(layers, day)
  local best
  for _, layer in ipairs(layers) do
    if layer.from <= day and (not layer.to or day <= layer.to) and (not best or layer.from >= best.from) then best = layer end
  end
  return best
end

local function fail(checker, change, message, ...) checker.shape:fail(change.statement, change.path, message, ...) end

-- What never held, because it was annulled: its text stays known.
local function put_aside(layers, layer)
  layers.void = layers.void or {}
  table.insert(layers.void, layer)
end

-- The layer that a correction corrects: the text that the instrument which it names gave, else the law's own; and whether that never held.
local function corrected(checker, law, layers, change)
  local wanted = change.of or law.name
  for _, list in ipairs { layers, layers.void or {} } do
    for _, layer in ipairs(list) do
      if layer.text and layer.text.by == wanted then return layer, list ~= layers end
    end
  end
  fail(checker, change, "`%s` has no clause `%s`%s", law.name, change.clause,
    change.of and (" that `%s` gave it"):format(change.of) or "; one that another text inserted is corrected with `of`")
  return nil
end

-- Puts one change upon the layers of a clause.
local function put(checker, law, layers, change, annulments)
  local by = checker.instruments[change.by]
  local text = change.sort ~= "repeals" and { by = change.by, sort = change.sort, words = change.words, not_encoded = change.not_encoded, unconfirmed = change.unconfirmed,
    by_clause = change.by_clause, change = change, correcting = change.correcting } or nil
  local layer = { from = change.from or by.from or BEGINNING, to = change.to, text = text, change = change }
  if change.correcting then
    layer.from = law.from or BEGINNING
    if change.sort ~= "inserts" then
      local other, void = corrected(checker, law, layers, change)
      if not other then return end
      layer.from, layer.to, layer.corrects = other.from, other.to, other
      if text then text.corrects, text.from = other.text, layer.from end
      if void then return put_aside(layers, layer) end
    end
  end
  if text then text.from = layer.from end
  if law.to and layer.from > law.to then fail(checker, change, "`%s` ended on %s, before this change of it on %s", law.name, law.to, layer.from) end
  local last, annulled_by = annulled_until(annulments[change.by], change.clause)
  if last ~= nil then
    if text then text.annulled = { by = annulled_by, until_day = last } end
    if last == false or last < layer.from then
      return put_aside(layers, layer)
    end
    layer.to = days.earlier(layer.to, last)
  end
  local under = on_day(layers, layer.from)
  for _, other in ipairs(layers) do
    if other.change and other.from == layer.from and not layer.corrects and not other.corrects then
      fail(checker, change, "`%s` changes clause `%s` of `%s` on the same day, %s: say from when each does", other.change.by, change.clause, law.name, layer.from)
    end
  end
  local there = under and under.text
  if change.sort == "inserts" and there then
    fail(checker, change, "`%s` has a clause `%s` on %s: what is there is replaced, replaces = { [\"%s\"] = … }", law.name, change.clause, layer.from, change.clause)
  elseif change.sort ~= "inserts" and not there then
    fail(checker, change, "`%s` has no clause `%s`%s; it has: %s.%s", law.name, change.clause, under and " on " .. layer.from or "", nearest.names(law.clauses),
      nearest.hint(change.clause, law.clauses))
  end
  layers[#layers + 1] = layer
end

-- The stretches of days of a clause from its layers, as long as the law is in force.
local function stretches(law, layers)
  local cuts, list = { law.from or BEGINNING }, {}
  local first, last = cuts[1], law.to or END
  for _, layer in ipairs(layers) do
    cuts[#cuts + 1] = layer.from
    if layer.to and layer.to < END then cuts[#cuts + 1] = days.after(layer.to) end
  end
  table.sort(cuts)
  for i, day in ipairs(cuts) do
    if day >= first and day <= last and day ~= cuts[i + 1] then
      local following = cuts[i + 1] and days.before(cuts[i + 1])
      list[#list + 1] = { from = day, to = following and following < last and following or law.to, layer = on_day(layers, day) }
    end
  end
  return list
end

-- Natural order of clause numbers: 4, 21, 21.3, 21A, 34.
local function pieces(id)
  local list = {}
  for number, other in id:gmatch "(%d*)(%D*)" do
    if number ~= "" then list[#list + 1] = tonumber(number) end
    if other ~= "" then list[#list + 1] = other end
  end
  return list
end

local function comes_before(a, b)
  local left, right = pieces(a), pieces(b)
  for i = 1, math.max(#left, #right) do
    local one, other = left[i], right[i]
    if one == nil or other == nil then return one == nil end
    if one ~= other then
      if type(one) == type(other) then return one < other end
      return type(one) == "number"
    end
  end
  return false
end

local function take_place(law, id)
  local at = 1
  for i, other in ipairs(law.clause_order) do
    if comes_before(other, id) then at = i + 1 end
  end
  table.insert(law.clause_order, at, id)
end

-- All that a clause ever says, and when.
local function resolve_clause(checker, law, id, changes, annulments)
  local own, layers = law.clauses[id], {}
  if own then
    own.texts[1].from = own.from or law.from
    local layer = { from = own.from or law.from or BEGINNING, to = own.to, text = own.texts[1] }
    local last, by = annulled_until(annulments[law.name], id)
    if last ~= nil and own.texts[1] then own.texts[1].annulled = { by = by, until_day = last } end
    if last ~= false then
      layer.to = days.earlier(layer.to, last)
      layers[1] = layer
    else
      layers.void = { layer }
    end
  end
  local function start(change)
    if change.correcting then return "" end -- what a text says from its first day on
    return change.from or checker.instruments[change.by].from or BEGINNING
  end
  local order = {}
  for i, change in ipairs(changes) do order[i] = { change = change, from = start(change), index = i, of = change.correcting and change.of and 1 or 0 } end
  table.sort(order, function(a, b)
    if a.of ~= b.of then return a.of < b.of end -- what corrects an amendment comes behind all of them
    if a.from ~= b.from then return a.from < b.from end
    return a.index < b.index
  end)
  for _, one in ipairs(order) do put(checker, law, layers, one.change, annulments) end
  local texts = {}
  for _, list in ipairs { layers, layers.void or {} } do
    for _, layer in ipairs(list) do
      if layer.text then texts[#texts + 1] = layer.text end
    end
  end
  if #texts == 0 then return end
  local found = {}
  for i, text in ipairs(texts) do found[text] = i end
  table.sort(texts, function(a, b)
    if a.from ~= b.from then return (a.from or "") < (b.from or "") end
    return found[a] < found[b]
  end)
  if not own then
    own = { text = texts[1].words, not_encoded = texts[1].not_encoded, unconfirmed = texts[1].unconfirmed, inserted = true }
    law.clauses[id] = own
    take_place(law, id)
  end
  own.texts, own.days = texts, stretches(law, layers)
  local index = {}
  for i, text in ipairs(texts) do index[text] = i end
  for _, text in ipairs(texts) do text.corrects = index[text.corrects] end
  for _, stretch in ipairs(own.days) do
    stretch.text, stretch.change = stretch.layer and index[stretch.layer.text], stretch.layer and stretch.layer.change
    stretch.layer = nil
  end
end

-- What an instrument's annulments leave of it.
local function shorten(instrument, annulments)
  for _, one in ipairs(annulments or {}) do
    if not one.clauses then
      if not one.from then
        instrument.annulled = { by = one.by }
      elseif not (instrument.annulled and not instrument.annulled.from) then
        instrument.to = days.earlier(instrument.to, days.before(one.from))
        instrument.annulled = { by = one.by, from = one.from }
      end
    end
  end
end

--- After all instruments are read: what each clause says on which day.
function clause_texts.resolve(checker)
  local annulments, changes = annulments_of(checker), changes_of(checker)
  for _, name in ipairs(checker.instrument_order) do shorten(checker.instruments[name], annulments[name]) end
  for _, name in ipairs(checker.instrument_order) do
    local law = checker.instruments[name]
    local ids = {}
    for id, clause in pairs(law.clauses) do
      if clause.from or clause.to then ids[id] = {} end
    end
    for _, one in ipairs(annulments[name] or {}) do
      for _, id in ipairs(one.clauses or {}) do
        local own, changed = law.clauses[id] ~= nil, false
        for _, change in ipairs(law.changes) do changed = changed or change.clause == id end
        if own then ids[id] = {} end
        if not own and not changed then
          checker.shape:fail(one.statement, one.path, "`%s` has no clause `%s`, and changes none in another text; it has: %s.%s", name, id, nearest.names(law.clauses),
            nearest.hint(id, law.clauses))
        end
      end
    end
    for id, list in pairs(changes[name] or {}) do ids[id] = list end
    local order = {}
    for id in pairs(ids) do order[#order + 1] = id end
    table.sort(order, comes_before)
    for _, id in ipairs(order) do resolve_clause(checker, law, id, ids[id], annulments) end
    for _, change in ipairs(law.changes) do
      local own = change.by_clause and law.clauses[change.by_clause]
      if own then
        own.cited, own.changes = true, own.changes or {}
        table.insert(own.changes, change)
      elseif change.by_clause then
        fail(checker, change, "`%s` has no clause `%s`; it has: %s.%s", name, change.by_clause, nearest.names(law.clauses), nearest.hint(change.by_clause, law.clauses))
      end
    end
  end
end

return clause_texts
