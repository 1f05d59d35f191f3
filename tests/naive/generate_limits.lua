-- Tables of random packs that ask limits of which an exception says another instead (generate_instead.lua), or of which the milder of two laws governs
-- (generate_milder.lua), and read the verdicts that rest on them.
local generate_limits = {}

local OF_ENTERPRISES = {
  cap = { 'parameter "cap"', 'enterprise.employees:above(parameter "cap")', 'enterprise.employees + parameter "cap"',
    'enterprise.audits:where(enterprise.employees:below(parameter "cap":on(audit.started_on))):count()', 'verdict "caps".status' },
  mild = { 'parameter "mild"', 'parameter "mild-day"', 'enterprise.employees:at_most(parameter "mild")', 'enterprise.employees - parameter "mild"',
    'enterprise.audits:where(enterprise.employees:below(parameter "mild":on(audit.started_on))):count()', 'verdict "mild-never".status',
    'verdict "mild-due".due', 'verdict "mild-due".status' },
  report = { 'verdict "report".status', 'verdict "report".due', 'verdict "report".done' },
}

local OF_PLACES = {
  cap = { 'jurisdiction.enterprises:where(enterprise.employees:above(parameter "cap")):count()', 'jurisdiction.enterprises:share(enterprise.employees:below(parameter "cap"))' },
  mild = { 'jurisdiction.enterprises:where(enterprise.employees:above(parameter "mild")):count()',
    'jurisdiction.enterprises:share(enterprise.employees:below(parameter "mild"))' },
  report = { 'jurisdiction.enterprises:where(verdict "report".status:is("met", "late")):count()' },
}

-- Columns of what the pack holds; nil where it holds none.
local function columns_of(source, pack, asked)
  local all, columns = {}, {}
  for _, name in ipairs { "cap", "mild", "report" } do
    local held = pack:find(('\nparameter "%s" {'):format(name), 1, true) or pack:find(('\nobligation "%s" {'):format(name), 1, true)
    for _, column in ipairs(held and asked[name] or {}) do all[#all + 1] = column end
  end
  if #all == 0 then return nil end
  for index = 1, source.between(2, 4) do columns[index] = source.pick(all) end
  local keep = pack:match '\nobligation "keep" { clause = "law/a", per = (%b{})' or pack:match '\nobligation "keep" { clause = "law/a", per = (enterprise),'
  return columns, keep
end

local function written(columns)
  local list = {}
  for index, column in ipairs(columns) do list[index] = ('{ "c%d", %s }'):format(index, column) end
  return table.concat(list, ", ")
end

--- Reports over such limits as text, and their names.
function generate_limits.reports(source, pack)
  local text, names = {}, {}
  local columns, keep = columns_of(source, pack, OF_ENTERPRISES)
  if not columns then return "", names end
  local law = source.weighted { { 4, "" }, { 2, ", law = as_of" }, { 2, ', law = "2002-12-31"' } }
  if keep == "enterprise" then columns[#columns + 1] = 'verdict "keep".status' end
  names[1], text[1] = "limits", ('report "limits" { title = "T", per = enterprise, columns = { %s } }\n'):format(written(columns))
  columns = assert(columns_of(source, pack, OF_ENTERPRISES))
  if keep == "{ enterprise, year }" then columns[#columns + 1] = 'verdict "keep".status' end
  names[2], text[2] = "limits-by-year", ('report "limits-by-year" { title = "T", per = { enterprise, year }, during = "2001/2004"%s, columns = { %s } }\n'):format(law,
    written(columns))
  names[3], text[3] = "limits-of-places", ('report "limits-of-places" { title = "T", per = %s, columns = { %s } }\n'):format(
    source.pick { "jurisdiction", '{ jurisdiction, year }, during = "2002/2003"' .. law }, written((columns_of(source, pack, OF_PLACES))))
  return table.concat(text), names
end

return generate_limits
