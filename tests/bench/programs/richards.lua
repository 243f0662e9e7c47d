-- An operating system's scheduler in small: tasks with priorities pass packets to each other.
local Packet = {}
Packet.__index = Packet
local function packet(kind, owner) return setmetatable({ kind = kind, owner = owner, datum = 0, bytes = { 0, 0, 0, 0 } }, Packet) end

local Task = {}
Task.__index = Task
local function task(name, priority, work)
  return setmetatable({ name = name, priority = priority, work = work, inbox = {}, first = 1, last = 0, waiting = false, held = 0 }, Task)
end
function Task:send(item)
  self.last = self.last + 1
  self.inbox[self.last] = item
  self.waiting = false
end
function Task:take()
  local at = self.first
  if at > self.last then return nil end
  local item = self.inbox[at]
  self.inbox[at] = nil
  self.first = at + 1
  return item
end

local Scheduler = {}
Scheduler.__index = Scheduler
function Scheduler:add(item)
  local list = self.tasks
  local at = #list + 1
  while at > 1 and list[at - 1].priority < item.priority do
    list[at] = list[at - 1]
    at = at - 1
  end
  list[at] = item
  self.byName[item.name] = item
end
function Scheduler:post(name, item)
  self.posted = self.posted + 1
  self.byName[name]:send(item)
end
function Scheduler:run(turns)
  local list = self.tasks
  for _ = 1, turns do
    for i = 1, #list do
      local item = list[i]
      if not item.waiting then
        self.switches = self.switches + 1
        item:work(self)
        break
      end
    end
  end
end

local total = 0
for round = 1, 6 do
  local scheduler = setmetatable({ tasks = {}, byName = {}, posted = 0, switches = 0 }, Scheduler)
  local seed = round * 17
  scheduler:add(task('idle', 0, function(self, system)
    seed = (seed * 16807) % 2147483647
    system:post(seed % 2 == 0 and 'deviceA' or 'deviceB', packet('device', self))
    system:post('worker', packet('work', self))
  end))
  scheduler:add(task('worker', 10, function(self, system)
    local item = self:take()
    if not item then self.waiting = true return end
    for i = 1, 4 do
      self.held = (self.held + 1) % 26
      item.bytes[i] = 65 + self.held
    end
    item.datum = item.datum + item.bytes[1]
    system:post(self.held % 2 == 0 and 'handlerA' or 'handlerB', item)
  end))
  for _, side in ipairs({ 'A', 'B' }) do
    scheduler:add(task('handler' .. side, 20, function(self, system)
      local item = self:take()
      if not item then self.waiting = true return end
      local sum = 0
      for _, byte in ipairs(item.bytes) do sum = sum + byte end
      self.held = (self.held + sum + item.datum) % 1000003
      system:post('device' .. side, item)
    end))
    scheduler:add(task('device' .. side, 30, function(self)
      local item = self:take()
      if not item then self.waiting = true return end
      self.held = self.held + (item.kind == 'device' and 1 or 2)
    end))
  end
  scheduler:run(60000)
  for _, item in ipairs(scheduler.tasks) do total = total + item.held end
  total = (total + scheduler.posted * 7 + scheduler.switches) % 1000000007
end
return total
