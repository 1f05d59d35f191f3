--- Waivers on record that never count: of a rule that the pack does not have or does not let be waived, of a version of one that judges nobody while they hold, that end
--- before they begin, or of an agency that may not give them, or of which nobody knows whether it may. Each is somebody's mistake, or a gap; no verdict guesses what was
--- meant. (Those that lie outside the time in question are told by explain, verdict by verdict.)
local nearest = require "mandate.language.nearest"
local ordered = require "mandate.language.ordered"
local reason = require "mandate.check.reason"

local leaves = {}

local MOST_ROWS = 5

-- The names by which waivers may call rules: { all =, waivable = }, sets.
local function names_of(pack)
  local names = { all = {}, waivable = {} }
  for _, rule in ipairs(pack.rules) do
    for _, name in ipairs { rule.base, rule.name } do
      names.all[name] = true
      if pack.waivable[rule.base] then names.waivable[name] = true end
    end
  end
  return names
end

-- The roles of agencies that alone may waive some rule.
local function roles_of(pack)
  local roles = {}
  for _, allowed in pairs(pack.waivable) do
    if allowed.by then roles[allowed.by] = true end
  end
  return roles
end

-- The stretches of days of each version that has a name of its own and may be waived, by name.
local function versions_of(pack)
  local versions = {}
  for _, rule in ipairs(pack.rules) do
    if rule.name ~= rule.base and pack.waivable[rule.base] then
      versions[rule.name] = versions[rule.name] or {}
      table.insert(versions[rule.name], rule)
    end
  end
  return versions
end

-- The last day on which a waiver may have been granted to count for a version; nil where any may. A breach is excused by what held on its day, which lies in the version's
-- force; more time is given to a duty also later, but where its due day lies behind the force that version judges nobody once it has ended (meaning.md, sections 7 and 8).
local function granted_by(rule)
  if rule.require or rule.forbid then return rule.to end
  local is_written = not rule.arises and rule.due and rule.due.op == "literal"
  return is_written and rule.to and rule.due.value > rule.to and rule.to or nil
end

-- Doubts about waivers of one version that were granted after its time, or end before it.
local function add_ended(list, lowering, asked, names)
  local space, nodes = lowering:space "waiver", lowering.nodes
  for _, name in ipairs(ordered.keys(names)) do
    local never
    for _, rule in ipairs(names[name]) do
      local last = granted_by(rule)
      local late = last and nodes:add("DATE_AFTER", space, { asked.granted, nodes:day(space, last) }) or nodes:truth(space, false)
      local early = rule.from and nodes:add("DATE_BEFORE", space, { asked.expires, nodes:day(space, rule.from) }) or nodes:truth(space, false)
      never = nodes:both(never, nodes:add("OR", space, { late, early }), space)
    end
    list[#list + 1] = { name = "waiver-of-other-time", kind = "waiver", versions = names[name],
      node = nodes:both(nodes:add("TEXT_IN", space, { asked.rule }, { texts = lowering.plan:texts { name } }), never, space) }
  end
end

--- Adds to the plan what must be known of the registry's waivers; before the run.
---@return table list as of doubts.lower
function leaves.lower(lowering)
  if not lowering.kinds.waiver or lowering.snapshot:records "waiver" == 0 then return {} end
  local space, nodes, names = lowering:space "waiver", lowering.nodes, names_of(lowering.pack)
  local function recorded(field) return nodes:add("READ", space, { false, false }, { kind = "waiver", field = field, reading = "as recorded" }) end
  local rule, granted = recorded "rule", recorded "granted_on"
  local function versioned(kind) return lowering.snapshot:versioned(kind) end
  local agency = nodes:add("READ", space, { false, versioned "waiver" and granted }, { kind = "waiver", field = "agency", reading = "as recorded" })
  local function is(set) return nodes:add("TEXT_IN", space, { rule }, { texts = lowering.plan:texts(ordered.keys(set)) }) end
  local known, waivable = is(names.all), is(names.waivable)
  local unknown_rule = nodes:negate(known, space)
  local list = {
    { name = "waiver-of-no-rule", kind = "waiver", names = names.all, node = unknown_rule },
    { name = "waiver-not-allowed", kind = "waiver", node = nodes:both(known, nodes:negate(waivable, space), space) },
    { name = "waiver-ends-first", kind = "waiver", node = nodes:add("DATE_BEFORE", space, { recorded "expires_on", recorded "granted_on" }) },
  }
  add_ended(list, lowering, { rule = rule, granted = granted, expires = recorded "expires_on" }, versions_of(lowering.pack))
  for _, by in ipairs(ordered.keys(roles_of(lowering.pack))) do
    local own = {}
    for name in pairs(names.waivable) do
      if lowering.pack.waivable[name:match "^[^@]+"].by == by then own[name] = true end
    end
    local role = nodes:add("READ", space, { agency, versioned "agency" and granted }, { kind = "agency", field = "role" })
    local known_role, asks = nodes:add("KNOWN", space, { role }), is(own)
    local other = nodes:negate(nodes:add("TEXT_IN", space, { role }, { texts = lowering.plan:texts({ by }) }), space)
    list[#list + 1] = { name = "waiver-of-other-role", kind = "waiver", by = by, node = nodes:both(nodes:both(asks, known_role, space), other, space) }
    list[#list + 1] = { name = "waiver-of-no-role", kind = "waiver", by = by, node = nodes:both(asks, nodes:negate(known_role, space), space) }
  end
  return list
end

local function cell(opened, record, field) return record and opened.snapshot:cell("waiver", record, field, opened.as_of) end

--- What is wrong with a waiver, in words.
function leaves.says(words, opened, doubt, record)
  if doubt.name == "waiver-ends-first" then
    return words:say("lint.waiver_ends_first", { ends = cell(opened, record, "expires_on") or "?", begins = cell(opened, record, "granted_on") or "?" })
  end
  local rule = cell(opened, record, "rule") or "?"
  if doubt.name == "waiver-of-other-time" then
    local forces = {}
    for i, version in ipairs(doubt.versions) do forces[i] = reason.force(version, words) end
    return words:say("lint.waiver_of_other_time", { rule = rule, force = table.concat(forces, words.separator), base = rule:match "^[^@]*" })
  end
  if doubt.name == "waiver-of-other-role" then return words:say("lint.waiver_of_other_role", { rule = rule, by = doubt.by }) end
  if doubt.name == "waiver-of-no-role" then return words:say("lint.waiver_of_no_role", { rule = rule, by = doubt.by }) end
  if doubt.name == "waiver-not-allowed" then return words:say("lint.waiver_not_allowed", { rule = rule, base = rule:match "^[^@]*" }) end
  local word = nearest.word(rule, doubt.names)
  return words:say("lint.waiver_of_no_rule", { rule = rule }) .. (word and words:say("lint.meant", { word = word }) or "")
end

--- Notes on what was found: of each sort and rule how many there are, and the first rows.
---@param found table of doubts.found
---@return string[]
function leaves.notes(words, opened, found)
  local notes = {}
  for _, doubt in ipairs(found) do
    local groups, order = {}, {}
    for _, record in ipairs(doubt.records) do
      local says = leaves.says(words, opened, doubt, record)
      if not groups[says] then
        groups[says] = {}
        order[#order + 1] = says
      end
      table.insert(groups[says], record)
    end
    for _, says in ipairs(order) do
      local rows, records = {}, groups[says]
      for i = 1, math.min(#records, MOST_ROWS) do rows[i] = ("%s:%d"):format(opened.snapshot:source("waiver", records[i], opened.as_of)) end
      if #records > MOST_ROWS then rows[#rows + 1] = words:say("explain.more", { count = #records - MOST_ROWS }) end
      notes[#notes + 1] = words:say("note.waivers", { count = #records, says = says, rows = table.concat(rows, words.separator) })
    end
  end
  return notes
end

return leaves
