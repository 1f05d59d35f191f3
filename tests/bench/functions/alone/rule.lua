-- A condition that is a Lua function over three fields, asked of every enterprise.
instrument "notice" { title = "Made up for measuring", issuer = "Province", in_force = { from = "1996-01-01" }, clauses = { audits = "…" } }

obligation "by-function" {
  clause  = "notice/audits",
  applies = function(e)
    local size, sector, opened_on = e.size, e.sector, e.opened_on -- all three are read, whatever they are
    return size ~= "small" and sector ~= "17" and opened_on < "2000-12-31"
  end,
  due     = "2000-12-31",
  done    = enterprise.audits.reported_on:first(),
}
