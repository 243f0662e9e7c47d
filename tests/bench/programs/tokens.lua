-- A scanner and an evaluator of arithmetic: find with anchored patterns, sub, and tables as stacks.
local kinds = { { 'number', '^%d+%.?%d*' }, { 'name', '^[%a_][%w_]*' }, { 'operator', '^[-+*/()]' }, { 'space', '^%s+' } }
local function scan(text)
  local list, at = {}, 1
  while at <= #text do
    for _, kind in ipairs(kinds) do
      local first, last = text:find(kind[2], at)
      if first then
        if kind[1] ~= 'space' then list[#list + 1] = { kind = kind[1], text = text:sub(first, last) } end
        at = last + 1
        break
      end
    end
  end
  return list
end
local weights = { ['+'] = 1, ['-'] = 1, ['*'] = 2, ['/'] = 2 }
local function evaluate(list, names)
  local values, operators = {}, {}
  local function apply()
    local operator = table.remove(operators)
    local right, left = table.remove(values), table.remove(values)
    if operator == '+' then left = left + right
    elseif operator == '-' then left = left - right
    elseif operator == '*' then left = left * right
    else left = left / right end
    table.insert(values, left)
  end
  for _, token in ipairs(list) do
    if token.kind == 'number' then table.insert(values, tonumber(token.text))
    elseif token.kind == 'name' then table.insert(values, names[token.text] or 1)
    elseif token.text == '(' then table.insert(operators, '(')
    elseif token.text == ')' then
      while operators[#operators] ~= '(' do apply() end
      table.remove(operators)
    else
      while #operators > 0 and (weights[operators[#operators]] or 0) >= weights[token.text] do apply() end
      table.insert(operators, token.text)
    end
  end
  while #operators > 0 do apply() end
  return values[1]
end
local sum = 0
for i = 1, 1500 do
  local text = string.format('(width + %d) * 2 - height / (1.5 + rate_%d) * 3 + %d.25', i, i % 3, i % 17)
  sum = sum + evaluate(scan(text), { width = i, height = 12, rate_1 = 2, rate_2 = 4 })
end
return math.floor(sum)
