-- The international pound: copy or link this file into a pack's folder (README.md). Not beside epa/pound.lua, which says otherwise.
unit "lb"        { "0.45359237 kg", title = { en = "international avoirdupois pound", zh = "国际磅" }, ucum = "[lb_av]",
  source = "the agreement of 1959 on the international yard and pound (cited from memory)" }
unit "short_ton" { "2000 lb", title = { en = "short ton", zh = "短吨" }, ucum = "[ston_av]", source = "by definition" }
