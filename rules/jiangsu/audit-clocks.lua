-- How long each step of a compulsory audit may take: dated values, by place. The rules that run on them stand with their measures.

parameter "audit.start_within" {
  clause = "measures@2016/start", choose = "stricter", stricter = "lower",
  { months(2), from = "2004-10-01", clause = "measures@2004/start", unconfirmed = { en = "the first measures' clock is from memory", zh = "首部办法的期限凭记忆，未经核对" } },
  { months(1), from = "2011-01-01", place = "Lhasa", clause = "lhasa-2011/start" },
  { months(2), from = "2016-07-01" },
}
parameter "audit.report_within" {
  clause = "measures@2016/report",
  { years(1), from = "2004-10-01", clause = "measures@2004/report", unconfirmed = { en = "the first measures' clock is from memory", zh = "首部办法的期限凭记忆，未经核对" } },
  { years(1), from = "2016-07-01" },
}
parameter "audit.disclose_within" { clause = "measures@2016/disclose", { months(1), from = "2016-07-01" } }
parameter "audit.repeat_within" {
  clause = "measures@2016/again",
  { years(5), from = "2004-10-01", clause = "measures@2004/again", unconfirmed = { en = "the first measures' clock is from memory", zh = "首部办法的期限凭记忆，未经核对" } },
  { years(5), from = "2016-07-01" },
}
