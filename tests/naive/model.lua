-- The built-in kinds as data (design.md, section 10, with the blanks of language.md), and the kinds a pack adds.
-- A field: { name, type or kind, key =, owner =, starts =, blank = "unknown|none|not_yet", known_from =, one_of = { … }, unit =,
-- unit_field = the text field that holds the unit }.
local model = {}

local function builtin()
  return {
    { name = "jurisdiction", plural = "jurisdictions", lasting = true, tree = "parent", fields = {
      { "code", "text", key = true }, { "name", "text" }, { "name_zh", "text" },
      { "level", "text", one_of = { "national", "province", "city", "county" } },
      { "parent", "jurisdiction", blank = "none" }, { "population", "number" }, { "area_km2", "number" },
      { "gdp_per_capita", "number" }, { "industrial_output", "number" } } },
    { name = "agency", plural = "agencies", lasting = true, fields = {
      { "code", "text", key = true }, { "name", "text" }, { "role", "text", one_of = { "environment", "economic", "other" } },
      { "jurisdiction", "jurisdiction", owner = true } } },
    { name = "enterprise", plural = "enterprises", lasting = true, fields = {
      { "code", "text", key = true }, { "name", "text" }, { "jurisdiction", "jurisdiction", owner = true },
      { "size", "text", one_of = { "large", "medium", "small", "micro" } }, { "size_basis", "text" }, { "sector", "text" },
      { "sector_edition", "text" }, { "ownership", "text" }, { "employees", "number" }, { "sales", "number", unit = "CNY" },
      { "assets", "number", unit = "CNY" }, { "opened_on", "event", starts = true }, { "closed_on", "event" } } },
    { name = "listing", plural = "listings", fields = {
      { "enterprise", "enterprise", owner = true, key = true }, { "list", "text", key = true }, { "reason", "text" },
      { "agency", "agency" }, { "document_no", "text" }, { "published_on", "event", key = true, starts = true },
      { "delisted_on", "event" } } },
    { name = "audit", plural = "audits", fields = {
      { "code", "text", key = true }, { "enterprise", "enterprise", owner = true },
      { "basis", "text", one_of = { "voluntary", "compulsory" } },
      { "mode", "text", one_of = { "fresh", "existing_plan", "known_violation", "report_only" }, known_from = "reported_on" },
      { "round", "number" }, { "consultant", "text" }, { "started_on", "event", starts = true }, { "completed_on", "event" },
      { "reported_on", "event" }, { "evaluated_on", "event" }, { "accepted_on", "event" }, { "phases", "number" } } },
    { name = "measure", plural = "measures", fields = {
      { "code", "text", key = true }, { "enterprise", "enterprise", owner = true }, { "audit", "audit", blank = "none" },
      { "class", "text", one_of = { "raw_material", "technology", "equipment", "process_control", "product", "waste_reuse",
        "management", "staff", "end_of_pipe" } },
      { "cost_class", "text", one_of = { "none_low", "medium_high" } }, { "cost", "number", unit = "CNY" },
      { "identified_on", "event", starts = true }, { "implemented_on", "event" },
      { "annual_saving", "number", unit = "CNY", known_from = "implemented_on" },
      { "verified", "yesno", known_from = "implemented_on" } } },
    { name = "measurement", plural = "measurements", fields = {
      { "enterprise", "enterprise", owner = true, key = true }, { "outlet", "text", key = true }, { "pollutant", "text", key = true },
      { "measured_on", "event", key = true, starts = true }, { "value", "number", unit_field = "unit", sign = "sign" }, { "unit", "text" },
      { "limit_value", "number", unit_field = "unit", blank = "none" }, { "source", "text", one_of = { "self", "authority" } },
      { "sign", "text", blank = "none", one_of = { "<", "<=", "=", ">=", ">" } } } },
    { name = "action", plural = "actions", fields = {
      { "code", "text", key = true }, { "agency", "agency" }, { "enterprise", "enterprise", owner = true },
      { "type", "text", one_of = { "visit", "training", "technical_support", "financial_support", "order", "penalty", "award",
        "publication" } },
      { "rule", "text", blank = "none" }, { "follows", "action", blank = "none" }, { "taken_on", "event", starts = true },
      { "due_on", "date", blank = "none" }, { "amount", "number", unit = "CNY" } } },
    { name = "disclosure", plural = "disclosures", fields = {
      { "enterprise", "enterprise", owner = true, key = true }, { "topic", "text", key = true },
      { "published_on", "event", key = true, starts = true }, { "medium", "text" } } },
    { name = "citation", plural = "citations", fields = {
      { "enterprise", "enterprise", owner = true, key = true }, { "reason", "text", key = true },
      { "theme", "text", one_of = { "economic", "policy", "social" } }, { "cited_on", "event", starts = true } } },
    { name = "waiver", plural = "waivers", fields = {
      { "enterprise", "enterprise", owner = true, key = true }, { "rule", "text", key = true },
      { "granted_on", "event", key = true, starts = true }, { "expires_on", "date", blank = "none" }, { "agency", "agency" },
      { "reason", "text" } } },
  }
end

local simple = { text = true, number = true, event = true, date = true, yesno = true }

-- Adds a kind and, to the kinds it refers to, the sets of its rows: enterprise.audits, audit.measures.
local function add(kinds, kind)
  kind.children, kind.terms, kind.by_name, kind.keys, kind.events = {}, {}, {}, {}, {}
  kinds[kind.name] = kind
  for _, field in ipairs(kind.fields) do
    field.name, field.type = field[1], field[2]
    field.kind = not simple[field.type] and field.type or nil
    field.blank = field.blank or (field.type == "event" and not field.starts and "not_yet" or "unknown")
    kind.by_name[field.name] = field
    if field.key then kind.keys[#kind.keys + 1] = field end
    if field.owner then kind.owner = field end
    if field.starts then kind.starts = field end
    if field.type == "event" then kind.events[#kind.events + 1] = field end
    local children = field.kind and not kind.group and kinds[field.kind].children
    if children and (field.owner or not children[kind.plural]) then children[kind.plural] = { kind = kind, field = field } end
  end
  kinds[#kinds + 1] = kind
end

local function plural(name)
  if name:find "[^aeiou]y$" then return (name:gsub("y$", "ies")) end
  if name:find "s$" then return name end
  return name .. "s"
end

-- All kinds, by name and in order.
function model.create()
  local kinds = {}
  for _, kind in ipairs(builtin()) do add(kinds, kind) end
  return kinds
end

-- A group is a kind whose rows are made, not read (groups.lua); the rows that it groups are its children.
function model.declare_group(kinds, group)
  add(kinds, group)
  local members = kinds[group.group.of]
  group.children[members.plural] = { kind = members, group = true }
end

local function declaration_has(declaration, name)
  for _, field in ipairs(declaration.fields) do
    if field[1] == name then return true end
  end
  return false
end

-- A pack's kind is lasting where it says so or declares no starting event (section 3).
function model.declare(kinds, name, declaration)
  local fields, starts, tree = {}, false, nil
  for index, given in ipairs(declaration.fields) do
    local field = {}
    for key, value in pairs(given) do field[key] = value end
    if field.unit and field.unit ~= field[1] and declaration_has(declaration, field.unit) then field.unit_field = field.unit end
    fields[index] = field
    starts = starts or field.starts
    if field[1] == "parent" and field[2] == name then tree = "parent" end
  end
  add(kinds, { name = name, plural = declaration.plural or plural(name), tree = tree, fields = fields, lasting = declaration.lasting or not starts })
end

return model
