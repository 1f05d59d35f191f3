-- Dust from the boilers of power stations in China: new ones keep to the standard of 2011 at once, those that were there before from July 2014 on. GB 13223 of 2003 and of 2011,
-- told from memory (of 2003 the limit for boilers of its third period, of 2011 that for coal); no text is copied, and every clause is unconfirmed.
-- luacheck: read globals boiler reading

local MEMORY = "from memory"
instrument "gb-2003" { title = "GB 13223-2003, emissions of air pollutants from thermal power plants", issuer = "China",
  in_force = { from = "2004-01-01", to = "2011-12-31", unconfirmed = MEMORY }, clauses = { dust = { "50 mg/m3 of dust for boilers of the third period", unconfirmed = MEMORY } } }
instrument "gb-2011" { title = "GB 13223-2011, the same", issuer = "China", in_force = { from = "2012-01-01", unconfirmed = MEMORY }, clauses = {
  dust = { "30 mg/m3 of dust for boilers that fire coal", unconfirmed = MEMORY },
  existing = { "Boilers that were built, or whose environmental assessment was approved, before 2012 keep to it from 1 July 2014 on, and to the standard before it until then",
    unconfirmed = MEMORY } } }

kind "boiler" { lasting = true, fields = { { "code", text, key = true }, { "approved_on", date, about = "the day on which its assessment was approved" } } }
kind "reading" { fields = { { "boiler", boiler, owner = true, key = true }, { "read_on", event, starts = true, key = true }, { "dust", number, unit = "mg/m3", min = 0 } } }

parameter "dust" {
  { "50 mg/m3", from = "2004-01-01", clause = "gb-2003/dust" },
  { "30 mg/m3", from = "2012-01-01", clause = "gb-2011/dust",
    transition = { whom = boiler.approved_on:before "2012-01-01", to = "2014-06-30", clause = "gb-2011/existing" } } }

-- Each standard is a text of its own, and what is measured is judged by that of its day.
obligation "dust@2003" { title = "Dust", clause = "gb-2003/dust", per = reading, require = reading.dust:at_most(parameter "dust"),
  examples = { { at = "2020-01-01", boiler = { approved_on = "2008-05-01" }, reading = { read_on = "2011-12-31", dust = 50 }, status = "met" },
               { at = "2020-01-01", boiler = { approved_on = "2008-05-01" }, reading = { read_on = "2011-12-31", dust = 51 }, status = "breached" } } }
obligation "dust@2011" { like = "dust@2003", clause = "gb-2011/dust",
  examples = {
    -- New ones: 30 at once.
    { at = "2020-01-01", boiler = { approved_on = "2012-01-01" }, reading = { read_on = "2012-01-02", dust = 30 }, status = "met" },
    { at = "2020-01-01", boiler = { approved_on = "2012-01-01" }, reading = { read_on = "2012-01-02", dust = 31 }, status = "breached" },
    -- Those of before: 50 until the end of June 2014, 30 from the next day on.
    { at = "2020-01-01", boiler = { approved_on = "2011-12-31" }, reading = { read_on = "2014-06-30", dust = 50 }, status = "met" },
    { at = "2020-01-01", boiler = { approved_on = "2011-12-31" }, reading = { read_on = "2014-06-30", dust = 51 }, status = "breached" },
    { at = "2020-01-01", boiler = { approved_on = "2011-12-31" }, reading = { read_on = "2014-07-01", dust = 50 }, status = "breached" },
    { at = "2020-01-01", boiler = { approved_on = "2011-12-31" }, reading = { read_on = "2014-07-01", dust = 30 }, status = "met" },
    -- Of which nobody knows when: what both limits say alike is known.
    { at = "2020-01-01", reading = { read_on = "2013-05-01", dust = 40 }, status = "unknown", missing = "approved_on" },
    { at = "2020-01-01", reading = { read_on = "2013-05-01", dust = 30 }, status = "met" },
    { at = "2020-01-01", reading = { read_on = "2013-05-01", dust = 51 }, status = "breached" },
  } }
