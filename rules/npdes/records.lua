-- What the US EPA publishes of a permit's discharge monitoring: one row for each value of a report, 65 columns (the effluent charts of its ECHO service).
-- Permit, outfall and limited parameter stand in every row again, and become records of their own: a parameter limited at an outfall is what the rules
-- on reportable noncompliance look at over time. EPA's own verdicts stand in the last columns; they are kept to be compared with, and no rule reads them. A
-- value that EPA found fault with twice, as late and then as too high, stands in two rows: each fault is a finding of that value.
-- luacheck: read globals permit outfall limited_parameter dmr epa_finding

kind "permit" { lasting = true, about = "a permit to discharge", fields = { { "code", text, key = true } } }

kind "outfall" { lasting = true, about = "a permitted feature of a permit", fields = {
  { "permit", permit, key = true, owner = true }, { "number", text, key = true } } }

kind "limited_parameter" { lasting = true, about = "a parameter with a kind of limit at a place of an outfall", fields = {
  { "outfall", outfall, key = true, owner = true },
  { "parameter", text, key = true, about = "EPA's code" },
  { "location", text, key = true, about = "where it is monitored" },
  { "limit_type", text, key = true, about = "Q1, Q2: quantities; C1, C2, C3: concentrations" },
} }

kind "dmr" { about = "a value of a discharge monitoring report", fields = {
  { "code", text, key = true },
  { "limited_parameter", limited_parameter, owner = true },
  { "parameter_name", text, blank = "none" },
  { "standard_unit", text, about = "of the limit and the value" },
  { "period_end", event, starts = true, about = "the last day of the monitoring period" },
  { "due_on", date, about = "when the report is due" },
  { "received_on", event },
  { "known_on", event, about = "when it was received; where EPA gives a value and no such day, the day it was due" },
  { "statistic", text, about = "EPA's code of the statistical base" },
  { "statistic_name", text },
  { "statistic_type", text, about = "AVG, MAX, MIN, TTL" },
  { "direction", text, one_of = { "<=", "<", ">=", ">" }, about = "of the limit" },
  { "limit_value", number, blank = "none", about = "in standard units; none: only to be monitored" },
  { "stay_type", text, blank = "none", about = "EPA's code of what stays the limit" },
  { "stay_value", number, blank = "none", about = "what stands in for a limit that is stayed" },
  { "value", number, blank = "none", sign = "value_sign", known_from = "known_on", about = "in standard units" },
  { "value_sign", text, blank = "none", known_from = "known_on", about = "of the value; E, estimated, is read as none" },
  { "given_value", text, blank = "none", known_from = "known_on", about = "the value as it stands in the file, whatever sign stands before it" },
  { "reported_value", text, blank = "none", known_from = "known_on", about = "as it was reported, in whatever unit" },
  { "no_data", text, blank = "none", known_from = "known_on", about = "why there is no value" },
} }

kind "epa_finding" { lasting = true, about = "a violation that EPA found in a value", fields = {
  { "dmr", dmr, key = true, owner = true, compare_only = true },
  { "code", text, key = true },
  { "violation", text, blank = "none", compare_only = true, about = "E90, D80, D90" },
  { "detection", text, blank = "none", compare_only = true, about = "T, C and others: how EPA found reportable noncompliance" },
  { "exceedance", number, blank = "none", compare_only = true, about = "in percent" },
  { "days_late", number, blank = "none", compare_only = true },
} }

import "dmr" {
  file = { dates = "MM/DD/YYYY" }, others = "ignore",
  kinds = {
    { permit, repeated = true, code = "npdes_id" },
    { outfall, repeated = true, permit = "npdes_id", number = "perm_feature_nmbr" },
    { limited_parameter, repeated = true, outfall = { join = { "npdes_id", "perm_feature_nmbr" } }, parameter = "parameter_code",
      location = "monitoring_location_code", limit_type = "limit_value_type_code" },
    { dmr, repeated = true,
      code = "dmr_form_value_id",
      limited_parameter = { join = { "npdes_id", "perm_feature_nmbr", "parameter_code", "monitoring_location_code", "limit_value_type_code" } },
      parameter_name = "parameter_desc", standard_unit = "standard_unit_desc",
      period_end = "monitoring_period_end_date", due_on = "dmr_due_date", received_on = "value_received_date",
      known_on = { first = { "value_received_date", "dmr_due_date", "monitoring_period_end_date" } },
      statistic = "statistical_base_code", statistic_name = "statistical_base_short_desc", statistic_type = "statistical_base_type_code",
      -- Limits that are an equality, or estimated, have no direction that a value could break.
      direction = { "limit_value_qualifier_code", blank = { "", "=", "E", "T" } }, limit_value = "limit_value_standard_units",
      stay_type = "stay_type_code", stay_value = "stay_value_nmbr", given_value = "dmr_value_standard_units",
      reported_value = "dmr_value_nmbr",
      value = "dmr_value_standard_units", value_sign = { "dmr_value_qualifier_code", blank = { "", "E" } }, no_data = "nodi_code" },
    { epa_finding, repeated = true, skip = { column = "npdes_violation_id", is = "" },
      dmr = "dmr_form_value_id", code = "npdes_violation_id", violation = "violation_code", detection = "rnc_detection_code", exceedance = "exceedence_pct",
      days_late = "days_late" },
  },
}
