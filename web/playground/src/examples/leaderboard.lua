-- Record a score if it is the player's best, then answer with the
-- player's neighbours on the board.
--
-- KEYS[1]  the leaderboard, a sorted set
-- ARGV     player, score, neighbours on each side
-- Returns  one "rank. player score" line for each neighbour

local board = KEYS[1]
local player, score, around = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local best = redis.call('ZSCORE', board, player)
redis.call('ZADD', board, 'GT', score, player)
if best and score > tonumber(best) then
  local text = string.format('%s improves from %d to %d', player, best, score)
  redis.log(redis.LOG_NOTICE, text)
end

local rank = redis.call('ZREVRANK', board, player)
local first = math.max(rank - around, 0)
local last = rank + around
local rows = redis.call('ZREVRANGE', board, first, last, 'WITHSCORES')

local lines = {}
for i = 1, #rows, 2 do
  local place = first + (i + 1) / 2
  local mark = rows[i] == player and '> ' or '  '
  local line = string.format('%d. %-8s %6d', place, rows[i], rows[i + 1])
  lines[#lines + 1] = mark .. line
end
return lines
