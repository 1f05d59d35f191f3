-- A registry that differs from the reconstructed one where rules go wrong. The reconstructed records were made from the published
-- answers, so rules that reproduce these prove little; here nobody made the answers beforehand, and count.lua works them out on
-- its own. Each change says what a careless rule would do with it.
--
--   local set = require("tests.jiangsu.disturbed").make "examples/jiangsu/records"
--   (a second argument { without_bystanders = true } makes it small, for slow readers)
--   set.files      { ["enterprise.csv"] = text, … }
--   set.expected   { fulfilment, completed, quota, statuses = { [day] = … } } as count.lua gives them
local count = require "tests.jiangsu.count"
local tables = require "tests.jiangsu.tables"

local disturbed = {}

local function code(rest) return "reconstructed-" .. rest end

local function find(one, key, value)
  for _, row in ipairs(one.rows) do
    if row[key] == code(value) then return row end
  end
  error("there is no " .. value)
end

local function add_columns(one, ...)
  for _, column in ipairs { ... } do one.columns[#one.columns + 1] = column end
end

function disturbed.disturb(records)
  local enterprises, audits, listings = records.enterprise, records.audit, records.listing
  add_columns(enterprises, "opened_on", "closed_on", "effective_from")
  add_columns(audits, "started_on")
  add_columns(listings, "delisted_on")

  local function move(audit, completed_on, reported_on)
    local row = find(audits, "code", audit)
    row.completed_on, row.reported_on = completed_on, reported_on
  end
  local function audit(name, enterprise, row)
    row.code, row.enterprise = code(name), code(enterprise)
    table.insert(audits.rows, row)
  end
  local function enterprise(name) return find(enterprises, "code", name) end
  local function changed(name, effective_from, size)
    local new = {}
    for key, value in pairs(enterprise(name)) do new[key] = value end
    new.effective_from, new.size = effective_from, size
    table.insert(enterprises.rows, new)
  end

  -- Audits over year ends: another year's count, after the as-of date, completed in one year and reported in the next.
  move("C-2001-09", "2002-01-01", "2002-01-01")
  move("C-2003-31", "2004-01-02", "2004-02-01")
  move("N-2002-01", "2001-12-31", "2002-01-15")
  move("S-2003-01", "2002-12-31", "2003-01-20")
  -- A report one day late: the only one of its enterprise, and the second of another that has met its duty.
  move("C-by-2000-33", nil, "2001-01-01")
  move("C-by-2000-34", nil, "2001-01-01")
  -- Completed and never reported: no report, and completed before the plans' years.
  move("S-by-2000-10", "2000-11-30", nil)
  -- Reported after the as-of date, begun before it, or begun and completed on either side of it.
  audit("N-late-report", "N-0170", { completed_on = "2003-12-20", reported_on = "2004-02-01" })
  audit("N-over-the-year", "N-0171", { started_on = "2003-12-01", completed_on = "2004-01-10" })
  audit("N-next-year", "N-0172", { started_on = "2004-01-05", completed_on = "2004-03-01", reported_on = "2004-03-01" })
  -- A doubled report: one more report, not one more enterprise.
  audit("N-by-2000-05-again", "N-0005", { reported_on = "2000-12-31" })
  -- Reports that are nobody's duty: a small enterprise's.
  audit("C-small", "C-0300", { reported_on = "2000-05-05" })
  -- An audit off the list counts as completed and not for the quota; a listed enterprise's second one likewise.
  audit("C-off-the-list", "C-0150", { completed_on = "2002-06-15", reported_on = "2002-07-01" })
  audit("C-again", "C-0034", { completed_on = "2003-03-03", reported_on = "2003-03-03" })
  -- A listed enterprise whose first audit came before the plan's years and whose second came in them, and one with the first only.
  audit("S-before", "S-0200", { completed_on = "2000-03-01" })
  audit("S-after", "S-0200", { completed_on = "2002-05-05" })
  audit("S-only-before", "S-0201", { completed_on = "2000-12-31" })

  -- Sizes blanked: with reports, without, of listed ones, of ones that were small.
  for _, name in ipairs { "C-0002", "C-0100", "N-0003", "N-0046", "N-0180", "N-1900", "S-0001", "S-0300", "S-4000" } do
    enterprise(name).size = nil
  end
  -- Closed: before the deadline with a report and without, on the deadline, the day after, long after, and with a size nobody knows.
  for name, day in pairs { ["C-0003"] = "2000-06-30", ["C-0204"] = "1999-01-31", ["C-0205"] = "2000-12-31", ["N-0181"] = "2000-12-31",
    ["S-0347"] = "2001-01-01", ["S-0011"] = "2002-06-01" } do
    enterprise(name).closed_on = day
  end
  enterprise "N-0182".size, enterprise "N-0182".closed_on = nil, "1999-05-01"
  -- Opened after the deadline: no duty of 2000, and not there at all in 2000; opened on its day: there, and bound.
  table.insert(enterprises.rows, { code = code "N-1934", name = "(reconstructed) opened in 2001", jurisdiction = "City N", size = "large",
    opened_on = "2001-05-05" })
  enterprise "N-0183".opened_on = "2000-12-31"
  -- Grown and shrunk after the deadline: the size of the deadline counts for ever.
  changed("C-0160", "2001-06-01", "small")
  changed("C-0301", "2001-06-01", "large")
  -- Shrunk before it.
  changed("S-0320", "2000-06-01", "small")

  -- The list: taken off before the as-of date, after it, put on after it, and another list.
  find(listings, "enterprise", "C-0040").delisted_on = "2003-06-30"
  find(listings, "enterprise", "S-0260").delisted_on = "2004-05-05"
  find(listings, "enterprise", "S-0020").published_on = "2004-01-10"
  table.insert(listings.rows, { enterprise = code "C-0150", list = "another-list", agency = "C-ETC", published_on = "2002-12-31" })
  return records
end

-- Without the small enterprises that nothing happened to: the same tables, but for the number of those to whom no rule applies.
local function without_bystanders(records)
  local busy, kept = {}, {}
  for _, kind in ipairs { "audit", "listing" } do
    for _, row in ipairs(records[kind].rows) do busy[row.enterprise] = true end
  end
  for _, row in ipairs(records.enterprise.rows) do
    if row.effective_from then busy[row.code] = true end
  end
  for _, row in ipairs(records.enterprise.rows) do
    if row.size ~= "small" or busy[row.code] then kept[#kept + 1] = row end
  end
  records.enterprise.rows = kept
end

function disturbed.make(folder, options)
  local records = disturbed.disturb(tables.read_folder(folder))
  if options and options.without_bystanders then without_bystanders(records) end
  local files, statuses = {}, {}
  for kind, one in pairs(records) do files[kind .. ".csv"] = tables.text(one) end
  for _, day in ipairs { "2000-06-30", "2000-12-31", "2001-01-01", "2003-12-31" } do statuses[day] = count.statuses(records, day) end
  return { files = files, expected = {
    fulfilment = count.fulfilment(records), completed = count.completed(records), quota = count.quota(records, "2003-12-31"),
    statuses = statuses } }
end

return disturbed
