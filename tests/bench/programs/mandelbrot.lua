-- Floating point on locals: points of the Mandelbrot set.
local size, inside = 400, 0
for row = 0, size - 1 do
  local ci = 2 * row / size - 1
  for column = 0, size - 1 do
    local cr, zr, zi, left = 2 * column / size - 1.5, 0, 0, 60
    while left > 0 and zr * zr + zi * zi < 4 do
      zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
      left = left - 1
    end
    if left == 0 then inside = inside + 1 end
  end
end
return inside
