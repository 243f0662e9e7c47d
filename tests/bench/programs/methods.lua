-- Objects: methods found through a metatable, fields read and written.
local Account = {}
Account.__index = Account
function Account.open(owner) return setmetatable({ owner = owner, balance = 0, moves = 0 }, Account) end
function Account:deposit(amount)
  self.balance = self.balance + amount
  self.moves = self.moves + 1
end
function Account:withdraw(amount)
  if amount > self.balance then return false end
  self:deposit(-amount)
  return true
end
local accounts = {}
for i = 1, 100 do accounts[i] = Account.open("n" .. i) end
for round = 1, 12000 do
  for i = 1, 100 do
    local account = accounts[i]
    account:deposit(round % 7 + i)
    if i % 3 == 0 then account:withdraw(round % 11) end
  end
end
local sum = 0
for i = 1, 100 do sum = sum + accounts[i].balance + accounts[i].moves end
return sum
