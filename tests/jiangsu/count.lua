-- The three tables of the Jiangsu example, and the statuses of its one obligation, counted straight from CSV rows: loops and
-- comparisons of ISO dates, nothing of the rules, the language or the engine. What cannot be told because a size is unknown is counted
-- as { lowest, highest }.
local count = {}

local DEADLINE = "2000-12-31"

local function by(date, day) return date ~= nil and date <= day end

-- Records by code; an enterprise's versions in the order of effective_from ("" is since always).
local function gather(records)
  local enterprises, order = {}, {}
  for _, row in ipairs(records.enterprise.rows) do
    local one = enterprises[row.code]
    if not one then
      one = { code = row.code, city = row.jurisdiction, versions = {}, audits = {}, listings = {} }
      enterprises[row.code], order[#order + 1] = one, one
    end
    table.insert(one.versions, row)
  end
  for _, one in ipairs(order) do
    table.sort(one.versions, function(a, b) return (a.effective_from or "") < (b.effective_from or "") end)
  end
  for _, row in ipairs(records.audit.rows) do table.insert(enterprises[row.enterprise].audits, row) end
  for _, row in ipairs(records.listing.rows) do table.insert(enterprises[row.enterprise].listings, row) end
  return order
end

local function version(enterprise, day)
  local found = {}
  for _, row in ipairs(enterprise.versions) do
    if (row.effective_from or "") <= day then found = row end
  end
  return found
end

-- Is the enterprise among the large and medium-sized that were not closed by the deadline? true, false, or nil where its size is unknown.
-- `size_day` is the day whose size counts, `day` the day until which events are known.
local function bound(enterprise, size_day, day)
  local closed = version(enterprise, day).closed_on
  if by(closed, day) and by(closed, DEADLINE) then return false end
  local size = version(enterprise, size_day).size
  if size == nil then return nil end
  return size == "large" or size == "medium"
end

local function visible(enterprise, day)
  local opened = version(enterprise, day).opened_on
  return opened == nil or opened <= day
end

-- The audit's earliest sign of life; one that has a start exists from then on only.
local function audit_exists(audit, day)
  if audit.started_on then return audit.started_on <= day end
  return by(audit.completed_on, day) or by(audit.reported_on, day) or by(audit.evaluated_on, day) or by(audit.accepted_on, day)
end

local function reports_by(enterprise, day)
  local found, earliest = 0, nil
  for _, audit in ipairs(enterprise.audits) do
    if audit_exists(audit, day) and by(audit.reported_on, day) then
      found = found + 1
      if not earliest or audit.reported_on < earliest then earliest = audit.reported_on end
    end
  end
  return found, earliest
end

local function add(range, low, high)
  range[1], range[2] = range[1] + low, range[2] + high
end

-- city -> { base, reports, reporting: { low, high }, coverage: { low, high } as fractions }
function count.fulfilment(records)
  local cities = {}
  for _, enterprise in ipairs(gather(records)) do
    local city = cities[enterprise.city]
    if not city then
      city = { base = { 0, 0 }, reports = { 0, 0 }, reporting = { 0, 0 }, certain_not = 0, perhaps = { 0, 0 } }
      cities[enterprise.city] = city
    end
    if visible(enterprise, DEADLINE) then
      local is_bound = bound(enterprise, DEADLINE, DEADLINE)
      local reports = reports_by(enterprise, DEADLINE)
      local reporting = reports > 0 and 1 or 0
      if is_bound then
        add(city.base, 1, 1)
        add(city.reports, reports, reports)
        add(city.reporting, reporting, reporting)
        city.certain_not = city.certain_not + 1 - reporting
      elseif is_bound == nil then
        add(city.base, 0, 1)
        add(city.reports, 0, reports)
        add(city.reporting, 0, reporting)
        add(city.perhaps, reporting, 1 - reporting) -- could only raise, could only lower the coverage
      end
    end
  end
  for _, city in pairs(cities) do
    local yes, no = city.reporting[1], city.certain_not
    city.coverage = { yes / (yes + no + city.perhaps[2]), (yes + city.perhaps[1]) / (yes + city.perhaps[1] + no) }
    city.certain_not, city.perhaps = nil, nil
  end
  return cities
end

-- city -> year (text) -> completed audits as known on 2003-12-31
function count.completed(records)
  local cities, day = {}, "2003-12-31"
  for _, enterprise in ipairs(gather(records)) do
    local city = cities[enterprise.city] or { ["2001"] = 0, ["2002"] = 0, ["2003"] = 0 }
    cities[enterprise.city] = city
    for _, audit in ipairs(visible(enterprise, day) and enterprise.audits or {}) do
      local year = audit.completed_on and audit.completed_on:sub(1, 4)
      if audit_exists(audit, day) and city[year] then city[year] = city[year] + 1 end
    end
  end
  return cities
end

-- city -> { listed, audited } as known on `day`: enterprises on the Lake Tai list, and those of them with an audit completed since 2001
function count.quota(records, day)
  local cities = {}
  for _, enterprise in ipairs(gather(records)) do
    local city = cities[enterprise.city] or { listed = 0, audited = 0 }
    cities[enterprise.city] = city
    local listed, audited = false, false
    for _, listing in ipairs(enterprise.listings) do
      if listing.list == "lake-tai-2002" and listing.published_on <= day and not by(listing.delisted_on, day) then listed = true end
    end
    for _, audit in ipairs(enterprise.audits) do
      if audit_exists(audit, day) and by(audit.completed_on, day) and audit.completed_on >= "2001-01-01" then audited = true end
    end
    if listed and visible(enterprise, day) then
      city.listed = city.listed + 1
      if audited then city.audited = city.audited + 1 end
    end
  end
  return cities
end

-- status -> how many enterprises have it under the 1996 notice as of `day`; with `city`, of that city only
function count.statuses(records, day, city)
  local found = {}
  local size_day = day < DEADLINE and day or DEADLINE
  for _, enterprise in ipairs(gather(records)) do
    if visible(enterprise, day) and (not city or enterprise.city == city) then
      local opened = version(enterprise, day).opened_on
      local is_bound = bound(enterprise, size_day, day)
      local _, reported = reports_by(enterprise, day)
      local status
      if opened and opened > DEADLINE or is_bound == false then status = "not_applicable"
      elseif is_bound == nil then status = "unknown"
      elseif reported then status = reported <= DEADLINE and "met" or "late"
      else status = day <= DEADLINE and "pending" or "overdue"
      end
      found[status] = (found[status] or 0) + 1
    end
  end
  return found
end

return count
