-- Metamethods written in Lua: arithmetic, comparison, index, call.
local Complex = {}
Complex.__index = Complex
local function complex(re, im) return setmetatable({ re = re, im = im }, Complex) end
function Complex.__add(a, b) return complex(a.re + b.re, a.im + b.im) end
function Complex.__mul(a, b) return complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re) end
function Complex.__eq(a, b) return a.re == b.re and a.im == b.im end
function Complex.__lt(a, b) return a.re < b.re end
function Complex.__call(self, factor) return self.re * factor end
local defaults = setmetatable({}, { __index = function(_, key) return key * 2 end })
local sum, turn = complex(0, 0), complex(0, 1)
local point, count = complex(1, 0), 0
for i = 1, 300000 do
  point = point * turn
  sum = sum + point
  if point == turn then count = count + 1 end
  if point < turn then count = count + point(2) end
  count = count + defaults[i % 10]
end
return count + sum.re + sum.im
