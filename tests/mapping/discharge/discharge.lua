-- Discharge monitoring reports as the US EPA publishes them: 65 columns, one row for each value of a report. Permit, outfall and limit stand in
-- every row again. For tests of the import mapping; no rule is meant to be complete.
-- luacheck: read globals permit outfall dmr
kind "permit" { lasting = true, fields = { { "code", text, key = true } } }
kind "outfall" { lasting = true, fields = { { "permit", permit, key = true, owner = true }, { "number", text, key = true }, { "sort", text } } }
kind "dmr" { fields = {
  { "code", text, key = true },
  { "outfall", outfall, owner = true },
  { "parameter", text },
  { "statistic", text },
  { "period_end", event, starts = true },
  { "received_on", event },
  { "due_on", date },
  { "direction", text, blank = "none", one_of = { "<=", "<", ">=", ">" } },
  { "limit_value", number, blank = "none", about = "in standard units" },
  { "value", number, blank = "none", sign = "value_sign", known_from = "received_on", about = "in standard units" },
  { "value_sign", text, blank = "none" },
  { "no_data", text, blank = "none" },
  { "epa_violation", text, blank = "none", compare_only = true },
} }

import "dmr" {
  file = { dates = "MM/DD/YYYY" }, others = "ignore",
  kinds = {
    { permit, repeated = true, code = "npdes_id" },
    { outfall, repeated = true, permit = "npdes_id", number = "perm_feature_nmbr", sort = "perm_feature_type_desc" },
    { dmr,
      code = "dmr_form_value_id", outfall = { join = { "npdes_id", "perm_feature_nmbr" } },
      parameter = "parameter_code", statistic = "statistical_base_code",
      period_end = "monitoring_period_end_date", received_on = "value_received_date", due_on = "dmr_due_date",
      direction = "limit_value_qualifier_code", limit_value = "limit_value_standard_units",
      value = "dmr_value_standard_units", value_sign = "dmr_value_qualifier_code", no_data = "nodi_code",
      epa_violation = "violation_code" },
  },
}

instrument "permits" { title = "Permits", issuer = "EPA", in_force = { from = "1990-01-01" }, clauses = { limits = "A discharge keeps to its limits" } }

obligation "within-limit" {
  clause = "permits/limits", per = dmr, applies = dmr.limit_value:known() & dmr.direction:is "<=",
  require = dmr.value:at_most(dmr.limit_value),
}
