-- City N's own plan. Quoted from: H. H. Oliver and L. Ortolano, "Promoting Cleaner Production at Industries in Jiangsu, China", table
-- "Numbers of CP Audits Reported in City C, N and S (2001-2003)", which is all the source says of it.

instrument "ten-five-city-n" {
  title = { en = "Ten-five year CP plan", zh = "“十五”清洁生产计划（译名）" }, issuer = "City N", place = "City N",
  in_force = { from = "2001-01-01", to = "2005-12-31",
    unconfirmed = { en = "the source gives no dates; the tenth five-year plan ran from 2001 to 2005", zh = "来源未给出日期；“十五”计划期为2001至2005年" } },
  citation = "quoted from Oliver and Ortolano; the text itself was not read",
  clauses = {
    audits = { en = "Ten-five year CP plan: 10-15 in 2001, 10-15 in 2002, 10-15 in 2003",
      zh = "（意译）“十五”清洁生产计划：2001年10至15家，2002年10至15家，2003年10至15家" },
  },
}

quota "ten-five-audits" {
  title   = { en = "Cleaner production audits under City N's plan", zh = "N市计划下的清洁生产审核" },
  clause  = "ten-five-city-n/audits",
  per     = jurisdiction,
  reading = { en = "every completed audit counts, also a second one at the same enterprise; a year's range is kept from its lower end on",
    zh = "每次完成的审核都计入，同一企业的第二次亦然；达到当年范围的下限即为完成" },
  counts     = jurisdiction.enterprises.audits,
  counted_on = audit.completed_on,
  goals = {
    { "City N", due = not_given { en = "the source gives numbers by year and no last day", zh = "来源按年给出数字，未给出末日" },
      yearly = { [2001] = { 10, 15 }, [2002] = { 10, 15 }, [2003] = { 10, 15 } } },
  },
  examples = {
    { at = "2003-12-31", jurisdiction = { code = "City N" }, status = "open", actual = 0 },
    { at = "2003-12-31", jurisdiction = { code = "City C" }, status = "not_applicable" },
  },
}
