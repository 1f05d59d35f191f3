-- Flows of water: copy or link this file into a pack's folder (README.md).
local SI = "the SI Brochure, 9th edition (cited from memory)"

unit "m3/d"  { ucum = "m3/d", source = SI }
unit "L/s"   { "86.4 m3/d", ucum = "L/s", source = SI }
unit "gal/d" { "0.003785411784 m3/d", title = { en = "US gallons a day", zh = "美制加仑每日" }, ucum = "[gal_us]/d", source = "the US gallon of 231 cubic inches (cited from memory)" }
unit "MGD"   { "1000000 gal/d", title = { en = "million US gallons a day", zh = "百万美制加仑每日" }, source = "by definition; UCUM has no code for it" }
