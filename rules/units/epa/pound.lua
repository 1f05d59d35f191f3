-- The pound of 0.454 kg, by which the US EPA's rules convert: copy or link this file into a pack's folder (../README.md). Not beside the international pound of
-- ../pound.lua, which says otherwise.
local EPA = "0.454 kg to the pound, as EPA's rules round it"

unit "lb"        { "0.454 kg", title = { en = "pound, as EPA converts it", zh = "磅（按 EPA 换算）" }, source = EPA,
  unconfirmed = { en = "that a rule converts so is from memory, and is to be read in it", zh = "某规则如此换算系凭记忆，须查其文本" } }
unit "short_ton" { "2000 lb", title = { en = "short ton", zh = "短吨" }, source = "by definition" }
