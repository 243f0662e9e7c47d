-- Small arrays: most flips needed to sort a permutation of n cards by its first card.
local function permutations(n, visit)
  local cards, counts = {}, {}
  for i = 1, n do cards[i], counts[i] = i, 0 end
  visit(cards)
  local i = 1
  while i <= n do
    if counts[i] < i - 1 then
      local other = i % 2 == 1 and 1 or counts[i] + 1
      cards[other], cards[i] = cards[i], cards[other]
      visit(cards)
      counts[i] = counts[i] + 1
      i = 1
    else
      counts[i] = 0
      i = i + 1
    end
  end
end
local most, sum, hand = 0, 0, {}
permutations(9, function(cards)
  if cards[1] == 1 then return end
  for i = 1, 9 do hand[i] = cards[i] end
  local flips, first = 0, hand[1]
  while first ~= 1 do
    local low, high = 1, first
    while low < high do
      hand[low], hand[high] = hand[high], hand[low]
      low, high = low + 1, high - 1
    end
    flips, first = flips + 1, hand[1]
  end
  sum = sum + flips
  if flips > most then most = flips end
end)
return sum * 100 + most
