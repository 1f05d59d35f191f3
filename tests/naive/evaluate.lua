-- Evaluates what a pack wrote, row by row, directly on the recorded nodes: meaning.md, sections 1 to 6, 9 (parameters) and 11. The parts are in expressions/.
local expressions = require "tests.naive.expressions.expressions"
require "tests.naive.expressions.above"
require "tests.naive.expressions.functions"
require "tests.naive.expressions.operators"
require "tests.naive.expressions.questions"
require "tests.naive.expressions.questions_of_sets"
require "tests.naive.expressions.states"

return { value = expressions.value, as = expressions.as }
