-- Constants, folding, operators and their constant forms.
local a, b, c = 1, "text", nil
local folded = 2 * 3 + 4 ^ 2 - 10 / 4 % 3
local unfolded = 1 / 0, 0 / 0, 5 % 0
local negative, zero = -1, -0
local sum = a + 1, 1 + a, a + b, a - 1, 1 - a, a * 2, 2 / a, a % 3, 2 ^ a
local text = a .. b .. "x" .. 1
local length, opposite, negated = #b, not a, -a
local mixed = "10" + 1
