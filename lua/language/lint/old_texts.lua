-- What still speaks the old text of a clause, and what is never in force because what it cites was annulled, for lint.
local old_texts = {}

local function changed_by(clause, index)
  local text = clause.texts[index]
  return text.by, text.correcting and "corrects" or "replaces"
end

local function title(word, name) return ("%s `%s`"):format(word, name) end

-- A version that goes on with texts that it does not speak; and one that has no day.
local function check_version(checker, word, one, seen)
  for _, stale in ipairs(one.stale or {}) do
    local cited = stale.cited
    local law = checker.instruments[cited.instrument]
    local by, how = changed_by(law.clauses[cited.clause], stale.text)
    local key = table.concat({ one.name, cited.instrument, cited.clause, by }, "\0")
    if not seen[key] then
      seen[key] = true
      checker.problems:warn(cited.at or one.at,
        ('%s still speaks the old text of `%s/%s`, which `%s` %s from %s on: read it again, and give it a version, like = "%s", clause = "%s/%s@%s"'):format(
        title(word, one.name), cited.instrument, cited.clause, by, how, stale.from, one.name, cited.instrument, cited.clause, by))
    end
  end
  if one.void then
    checker.problems:warn(one.at, ("%s is never in force: what it cites was annulled, repealed or changed before it held a day"):format(title(word, one.name)))
  end
end

-- Rows of a parameter that hold on when the clause that sets them reads otherwise.
local function check_parameter(checker, name, parameter)
  for index, row in ipairs(parameter.rows) do
    for _, cited in ipairs(row.clauses) do
      local clause = checker.instruments[cited.instrument].clauses[cited.clause]
      local told = false
      for i, stretch in ipairs(clause.days or {}) do
        local begins = i > 1 and (row.from or "") < stretch.from and (not row.last or row.last >= stretch.from)
        if begins and not told and stretch.text ~= (cited.text or 1) then
          told = true
          local how = stretch.text and ("reads otherwise from %s on, as `%s` has it"):format(stretch.from, clause.texts[stretch.text].by)
            or ("is there no longer from %s on"):format(stretch.from)
          checker.problems:warn(row.at,
            ('parameter "%s", row %d holds on when `%s/%s`, which sets it, %s: end it there, or write a row from that day that cites the later text'):format(
            name, index, cited.instrument, cited.clause, how))
        end
      end
    end
  end
end

-- A row of a table of periods of which some day lies in another text than the one that it cites.
local function check_row(checker, name, row, cited)
  local clause = checker.instruments[cited.instrument].clauses[cited.clause]
  for i, stretch in ipairs(clause.days or {}) do
    if i > 1 and stretch.from <= row.to and (not stretch.to or stretch.to >= row.from) and stretch.text ~= (cited.text or 1) then
      local by = stretch.text and clause.texts[stretch.text].by
      local how = by and ("reads otherwise from %s on, as `%s` has it"):format(stretch.from, by) or ("is there no longer from %s on"):format(stretch.from)
      local cure = by and ('read the row again, and cite that text, clause = "%s/%s@%s"'):format(cited.instrument, cited.clause, by)
        or "end the row there, or cite what sets it since"
      checker.problems:warn(row.at, ('periods "%s", row "%s": `%s/%s`, which sets it, %s: %s'):format(name, row.label, cited.instrument, cited.clause, how, cure))
      return
    end
  end
end

--- After all that cites clauses is read.
function old_texts.check(checker)
  local seen = {}
  for _, rule in ipairs(checker.rules) do check_version(checker, rule.word, rule, seen) end
  for _, exception in ipairs(checker.exceptions) do check_version(checker, "exception", exception, seen) end
  for _, of_kind in pairs(checker.names.terms) do
    for _, term in pairs(of_kind) do
      local own = term.value and term.value.op == "decision" and (term.result or 1) == 1 -- of several results each has the same versions
      for _, version in ipairs(own and term.value.versions or {}) do check_version(checker, "decision", version, seen) end
    end
  end
  for name, parameter in pairs(checker.parameters) do
    if not parameter.shown then check_parameter(checker, name, parameter) end
  end
  for name, own in pairs(checker.named_periods) do
    for _, row in ipairs(own.rows) do
      for _, cited in ipairs(row.clauses) do check_row(checker, name, row, cited) end
    end
  end
end

return old_texts
