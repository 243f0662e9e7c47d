-- A script that never ends. Redis would answer every other client with
-- BUSY; here, press Stop.

local count = 0
while true do
  count = count + 1
end
