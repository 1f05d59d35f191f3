-- The built-in kinds in the shape of core's model:kinds(), with a model:declare of its own, so that the language is tested without the C side.
-- A line is `kind: field type flags…; …`. Flags: * key, > owner, ! the starting event, none = an empty cell is absent.
local lines = [[
jurisdiction/jurisdictions lasting: code text *; name text; name_zh text; level text national,province,city,county; parent @jurisdiction none; population number; area_km2 number; gdp_per_capita number; industrial_output number
agency/agencies lasting: code text *; name text; role text environment,economic,other; jurisdiction @jurisdiction >
enterprise/enterprises lasting: code text *; name text; jurisdiction @jurisdiction >; size text large,medium,small,micro; size_basis text; sector text; sector_edition text; ownership text; employees number; sales number =CNY; assets number =CNY; opened_on event !; closed_on event
listing/listings: enterprise @enterprise * >; list text *; reason text; agency @agency; document_no text; published_on event * !; delisted_on event
audit/audits: code text *; enterprise @enterprise >; basis text voluntary,compulsory; mode text fresh,existing_plan,known_violation,report_only; round number; consultant text; started_on event !; completed_on event; reported_on event; evaluated_on event; accepted_on event; phases number
measure/measures: code text *; enterprise @enterprise >; audit @audit none; class text raw_material,technology,equipment,process_control,product,waste_reuse,management,staff,end_of_pipe; cost_class text none_low,medium_high; cost number =CNY; identified_on event !; implemented_on event; annual_saving number =CNY; verified yesno
measurement/measurements: enterprise @enterprise * >; outlet text *; pollutant text *; measured_on event * !; value number ~unit ?sign; unit text; limit_value number ~unit none; source text self,authority; sign text none <,<=,=,>=,>
action/actions: code text *; agency @agency; enterprise @enterprise >; type text visit,training,technical_support,financial_support,order,penalty,award,publication; rule text none; follows @action none; taken_on event !; due_on date none; amount number =CNY
disclosure/disclosures: enterprise @enterprise * >; topic text *; published_on event * !; medium text
citation/citations: enterprise @enterprise * >; reason text *; theme text economic,policy,social; cited_on event !
waiver/waivers: enterprise @enterprise * >; rule text *; granted_on event * !; expires_on date none; agency @agency; reason text
]]

package.cpath = (os.getenv "MANDATE_MODULE" or "build/module") .. "/?.so;" .. package.cpath
local decimals = require "mandate.core" -- of numbers alone

local function parse_field(text)
  local field, words = { blank = nil }, {}
  for word in text:gmatch "%S+" do words[#words + 1] = word end
  field.name, field.type = words[1], words[2]
  if field.type:find "^@" then field.type, field.kind = "reference", field.type:sub(2) end
  field.blank = field.type == "event" and "not_yet" or "unknown"
  for i = 3, #words do
    local word = words[i]
    if word == "*" then field.key = true
    elseif word == ">" then field.owner = true
    elseif word == "!" then field.starts, field.blank = true, "unknown"
    elseif word == "none" then field.blank = "none"
    elseif word:find "^=" then field.unit = word:sub(2)
    elseif word:find "^%?" then field.sign = word:sub(2)
    elseif word:find "^~" then field.unit, field.unit_is_field = word:sub(2), true
    else
      field.one_of = {}
      for value in word:gmatch "[^,]+" do field.one_of[#field.one_of + 1] = value end
    end
  end
  field.about, field.blank_said = field.name, true
  return field
end

local function finish(kind)
  for _, field in ipairs(kind.fields) do
    if field.owner then kind.owner = field.name end
    if field.starts then kind.starts = field.name end
    if field.kind == kind.name and field.name == "parent" then kind.tree = field.name end
  end
  return kind
end

local function builtin()
  local kinds = {}
  for line in lines:gmatch "[^\n]+" do
    local name, plural, lasting, rest = line:match "^([%w_]+)/([%w_]+)( ?l?a?s?t?i?n?g?): (.*)$"
    local kind = { name = name, plural = plural, lasting = lasting ~= "", builtin = true, about = name, fields = {} }
    for part in rest:gmatch "[^;]+" do kind.fields[#kind.fields + 1] = parse_field(part) end
    kinds[#kinds + 1] = finish(kind)
  end
  return kinds
end

local model = {}

local function plural_of(name)
  if name:find "[^aeiou]y$" then return (name:gsub("y$", "ies")) end
  return name .. (name:find "s$" and "es" or "s")
end

function model.new()
  local kinds = builtin()
  local self = {}
  function self.kinds() return kinds end
  function self.declare(_, declaration)
    local kind = { name = declaration.name, plural = declaration.plural or plural_of(declaration.name), about = declaration.about or "",
      lasting = declaration.lasting or false, builtin = false, fields = {} }
    local plain, has_key, names = { text = true, number = true, event = true, date = true, yesno = true }, false, {}
    for _, given in ipairs(declaration.fields) do names[given.name] = true end
    for i, given in ipairs(declaration.fields) do
      local field = {}
      for key, value in pairs(given) do field[key] = value end
      field.blank = field.blank or field.type == "event" and not field.starts and "not_yet" or "unknown"
      has_key = has_key or field.key
      field.blank_said = given.blank ~= nil or plain[field.type] or nil
      if not plain[field.type] then field.kind, field.type = field.type, "reference" end
      for _, which in ipairs { "min", "max" } do field[which] = field[which] and decimals.decimal(field[which]) end
      field.unit_is_field = field.unit and field.unit ~= field.name and names[field.unit] or false
      kind.fields[i] = field
    end
    if not has_key then return nil, { code = "model", message = ("kind `%s` has no key: mark a field key = true"):format(kind.name) } end
    kinds[#kinds + 1] = finish(kind)
    return true
  end
  return self
end

return model
