-- The same function beside an expression that leaves one enterprise of ten open: four of the forty sectors.
instrument "notice" { title = "Made up for measuring", issuer = "Province", in_force = { from = "1996-01-01" }, clauses = { audits = "…" } }

obligation "by-function" {
  clause  = "notice/audits",
  applies = enterprise.sector:is("06", "17", "28", "39")
    & (function(e)
    local size, sector, opened_on = e.size, e.sector, e.opened_on -- all three are read, whatever they are
    return size ~= "small" and sector ~= "17" and opened_on < "2000-12-31"
  end),
  due     = "2000-12-31",
  done    = enterprise.audits.reported_on:first(),
}
