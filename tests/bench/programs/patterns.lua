-- find, match, gmatch, gsub with strings, functions and tables.
local line = "2026-11-24 17:05:43 host-12 sshd[4711]: Failed password for root from 10.0.0.7 port 52144"
local sum = 0
for _ = 1, 25000 do
  local year, month, day = line:match("(%d+)-(%d+)-(%d+)")
  sum = sum + year + month + day
  sum = sum + #line:match("%[(%d+)%]")
  for word in line:gmatch("%a+") do sum = sum + #word end
  if line:find("from %d+%.%d+%.%d+%.%d+ port") then sum = sum + 1 end
  if line:find("password", 1, true) then sum = sum + 1 end
end
local template = string.rep("Dear {name}, your order {id} of {date} is ready. ", 20)
local values = { name = "Ann", id = "4711", date = "today" }
for _ = 1, 1500 do
  sum = sum + #template:gsub("{(%w+)}", values)
  sum = sum + #template:gsub("%w+", function(word) if #word > 4 then return word:upper() end end)
  sum = sum + #template:gsub("%s+", " ")
end
return sum
