-- Mass: copy or link this file into a pack's folder (README.md). Which pound is meant a pack says by taking pound.lua or epa/pound.lua beside it.
local SI = "the SI Brochure, 9th edition (cited from memory)"

unit "g"  { title = { en = "gram", zh = "克" }, ucum = "g", source = SI }
unit "mg" { "1/1000 g", ucum = "mg", source = SI }
unit "ug" { "1/1000 mg", title = { en = "microgram", zh = "微克" }, ucum = "ug", source = SI }
unit "kg" { "1000 g", ucum = "kg", source = SI }
unit "t"  { "1000 kg", title = { en = "tonne", zh = "吨" }, ucum = "t", source = SI }
