-- Floating point on fields: bodies that attract each other.
local bodies = {}
for i = 1, 5 do
  bodies[i] = { x = i * 1.1, y = i * i * 0.3, z = 5 - i, vx = 0, vy = 0.1 * i, vz = 0, mass = 1 / i }
end
local function advance(step)
  for i = 1, #bodies do
    local a = bodies[i]
    for j = i + 1, #bodies do
      local b = bodies[j]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      local square = dx * dx + dy * dy + dz * dz + 0.01
      local pull = step / (square * math.sqrt(square))
      a.vx, a.vy, a.vz = a.vx - dx * b.mass * pull, a.vy - dy * b.mass * pull, a.vz - dz * b.mass * pull
      b.vx, b.vy, b.vz = b.vx + dx * a.mass * pull, b.vy + dy * a.mass * pull, b.vz + dz * a.mass * pull
    end
  end
  for i = 1, #bodies do
    local body = bodies[i]
    body.x, body.y, body.z = body.x + step * body.vx, body.y + step * body.vy, body.z + step * body.vz
  end
end
for _ = 1, 50000 do advance(0.001) end
local momentum = 0
for i = 1, #bodies do momentum = momentum + bodies[i].vx * bodies[i].mass + bodies[i].y end
return string.format("%.6f", momentum)
