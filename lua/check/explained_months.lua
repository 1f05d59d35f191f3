--- What `explain` shows of a question that was asked of each month of a period (meaning.md, section 30): the months that were asked, each with what it came to.
---@param self table the explanation
---@param place table { scope, record, row }
return function(self, depth, e, place)
  local some = false
  for _, month in ipairs(self.lowering:months(e, place.scope)) do
    local state, asked = "known", true
    if month.asked then state, asked = self:get(month.asked, place) end
    if state == "unknown" or asked then
      some = true
      self:line(depth, self.words:say("explain.in_period", { period = month.period.label }))
      self:expression(depth + 1, e.from, { scope = month.scope, record = place.record, row = place.row })
    end
  end
  if not some then self:line(depth, self.words:say("explain.no_month", { unit = e.unit })) end
end
