-- A JSON encoder and decoder written in Lua: strings, patterns, recursion, tables.
local function encode(value)
  local kind = type(value)
  if kind == "table" then
    local parts = {}
    if #value > 0 then
      for i = 1, #value do parts[i] = encode(value[i]) end
      return "[" .. table.concat(parts, ",") .. "]"
    end
    local names = {}
    for name in pairs(value) do names[#names + 1] = name end
    table.sort(names)
    for i, name in ipairs(names) do parts[i] = encode(name) .. ":" .. encode(value[name]) end
    return "{" .. table.concat(parts, ",") .. "}"
  elseif kind == "string" then
    return '"' .. value:gsub('[%c"\\]', function(c) return ("\\u%04x"):format(c:byte()) end) .. '"'
  end
  return tostring(value)
end
local decode
local function skip(text, at) return text:find("%S", at) end
local function decodeItems(text, at, close, item)
  at = skip(text, at + 1)
  if text:sub(at, at) == close then return at + 1 end
  while true do
    at = skip(text, item(at))
    local mark = text:sub(at, at)
    at = skip(text, at + 1) or at + 1
    if mark == close then return at end
  end
end
function decode(text, at)
  at = skip(text, at)
  local first = text:sub(at, at)
  if first == "{" then
    local object = {}
    return object, decodeItems(text, at, "}", function(from)
      local name, colon = decode(text, from)
      local value, after = decode(text, skip(text, colon) + 1)
      object[name] = value
      return after
    end)
  elseif first == "[" then
    local list = {}
    return list, decodeItems(text, at, "]", function(from)
      local value, after = decode(text, from)
      list[#list + 1] = value
      return after
    end)
  elseif first == '"' then
    local close = text:find('"', at + 1, true)
    local raw = text:sub(at + 1, close - 1)
    return (raw:gsub("\\u(%x%x%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)), close + 1
  end
  local word, after = text:match("^([%w%.%-+]+)()", at)
  if word == "true" then return true, after end
  if word == "false" then return false, after end
  return tonumber(word), after
end
local order = { id = 4711, paid = true, name = "Ann \"A\" Lee", items = {}, total = 129.5, address = { city = "Oslo", zip = "0150" } }
for i = 1, 20 do order.items[i] = { sku = "A-" .. i, count = i, price = i * 1.25 } end
local sum = 0
for _ = 1, 800 do
  local text = encode(order)
  order = decode(text, 1)
  sum = sum + #text + #order.items
end
return sum
