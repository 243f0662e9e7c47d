-- Constructors, indexing and assignment.
local t = {1, 2, x = 3, [4] = 5, [t] = 6, f()}
t.x, t[1], t[y] = t[2], t["z"], t.x.y.z
t[255], t[256], t[-1], t[1.5] = nil, true, "s", 1
t.field = "constant"
t[t] = 5
local i = 1
i, t[i] = i + 1, 20
local nested = {{}, {{}}, n = {}}
g, t = t, g
