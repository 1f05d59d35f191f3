-- Concentrations in water and air: copy or link this file into a pack's folder (README.md). Parts per million and by volume are no such units: what they are hangs on
-- density, temperature and pressure.
local SI = "the SI Brochure, 9th edition (cited from memory): the litre is 1/1000 of a cubic metre"

unit "g/m3"  { ucum = "g/m3", source = SI }
unit "mg/L"  { "1 g/m3", ucum = "mg/L", source = SI }
unit "ug/L"  { "1/1000 mg/L", ucum = "ug/L", source = SI }
unit "ng/L"  { "1/1000 ug/L", ucum = "ng/L", source = SI }
unit "mg/m3" { "1/1000 g/m3", ucum = "mg/m3", source = SI }
unit "ug/m3" { "1/1000 mg/m3", ucum = "ug/m3", source = SI }
