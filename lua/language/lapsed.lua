-- `verdict "x".lapsed`: the day behind the due day of a dated rule, where it was not done by then (meaning.md, section 12). It is made of what else may be asked of the
-- verdict: lapsed { a = the day behind its due day, value = the condition that it is late or overdue }.
local types = require "mandate.language.types"

local lapsed = {}

local function literal(text) return { op = "literal", value = text, type = types.text } end

---@param verdict table the verdict, as it is read: { rule, row }
function lapsed.read(verdict, type, at)
  local function field(name, of) return { op = "verdict", rule = verdict.rule, field = name, row = verdict.row, type = of, at = at } end
  local day = { op = "add", a = field("due", types.stated), b = { op = "span", unit = "days", count = 1, type = types.span, at = at }, type = types.date, at = at }
  local open = { op = "is", from = field("status", types.text), arguments = { literal "late", literal "overdue" }, type = types.condition, at = at }
  return { op = "lapsed", a = day, value = open, written = field("lapsed", type), type = type, at = at }
end

return lapsed
