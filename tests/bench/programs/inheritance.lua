-- Objects: three levels of __index tables and overridden methods.
local function class(parent)
  local methods = setmetatable({}, { __index = parent })
  methods.__index = methods
  return methods
end
local Shape = class(nil)
function Shape:area() return 0 end
function Shape:scaled(factor) return self:area() * factor end
local Square = class(Shape)
function Square:area() return self.side * self.side end
local Box = class(Square)
function Box:volume() return self:area() * self.height end
local shapes = {}
for i = 1, 60 do
  local kind = i % 3
  if kind == 0 then
    shapes[i] = setmetatable({}, Shape)
  elseif kind == 1 then
    shapes[i] = setmetatable({ side = i }, Square)
  else
    shapes[i] = setmetatable({ side = i, height = 2 }, Box)
  end
end
local sum = 0
for _ = 1, 30000 do
  for i = 1, #shapes do
    local shape = shapes[i]
    sum = sum + shape:scaled(2)
    if shape.height then sum = sum + shape:volume() end
  end
end
return sum
