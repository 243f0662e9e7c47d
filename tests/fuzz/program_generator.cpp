#include "program_generator.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace fuzz {
namespace {

/// Shows values without identities. Tables are shown one level deep, in the order of `pairs` unless a key
/// is hashed by its address.
constexpr const char* kPrelude = R"lua(
local rep, dumped = string.rep, 0
local hashed = {table = true, ['function'] = true, thread = true, userdata = true}
string.rep = function(s, n) if type(n) == 'number' and n > 60 then n = 60 end return rep(s, n) end
local function plain(v)
  local t = type(v)
  if t == 'string' then return string.format('%q', v) end
  if t == 'number' then return v ~= v and 'nan' or string.format('%.14g', v) end
  if t == 'boolean' or t == 'nil' then return tostring(v) end
  return t
end
local function show(...)
  local out = {}
  for i = 1, select('#', ...) do
    local v = (select(i, ...))
    if type(v) == 'table' then
      local fields, length = {}, '#' .. #v
      for key, value in next, v do
        fields[#fields + 1] = plain(key) .. '=' .. plain(value)
        if hashed[type(key)] then length = '' end
      end
      if length == '' then table.sort(fields) end
      v = '{' .. table.concat(fields, ',') .. '}' .. length
    else
      v = plain(v)
    end
    out[i] = v
  end
  dumped = dumped + 1
  if dumped < 200 then print(table.concat(out, ' ')) end
end
local function section(f, ...)
  local co = coroutine.create(f)
  local results = {coroutine.resume(co, ...)}
  local status = coroutine.status(co)
  if type(results[2]) == 'string' then results[2] = results[2]:gsub('0x%x+', 'ADDRESS') end
  show(status, unpack(results, 1, 4))
end
)lua";

constexpr const char* kNumbers[] = {"0",     "1",    "2",      "-1",       "3.5",  "10",   "0x10", "1e15",
                                    "1e16",  "-0.5", "1/0",    "-1/0",     "0/0",  "2^53", "255",  "256",
                                    "1e100", "0.1",  "123456", "1e-7",     "-7",   "7",    "100",  "65536",
                                    "-2^31", "2^31", "2^32-1", "1e308*10", "-0.0", "12",   "3",    "5"};
constexpr const char* kStrings[] = {
    "''",     "'a'",        "'abc'",   "'10'",       "'0x1p4'",  "' 5 '",     "'1e2'",    "'hello world'",
    "'%d'",   "'%s'",       "'%5.1f'", "'a,b,,c'",   "'\\0z'",   "'\\255\\1'", "'x=1, y=2'", "([[\nlong]])",
    "'aXbX'", "'(%w+)=(%w+)'", "'.'",  "'[%a_]+'",   "'%s*'",    "'^a'",      "'c$'",     "'%bxy'",
    "'key'",  "'__index'",  "'n'",     "'%q %-5s|'", "'()b()'",  "'a-'",      "'%f[%w]'", "'nan'"};
constexpr const char* kBinary[] = {"+",  "-", "*",  "/", "%",  "^", "..", "..",
                                   "==", "~=", "<", "<=", ">", ">=", "and", "or"};
constexpr const char* kUnary[] = {"- ", "not ", "#"};
constexpr const char* kNames[] = {"a", "b", "c", "t", "s", "f", "n", "x"};
constexpr const char* kFields[] = {"x", "y", "n", "key", "k1", "k2", "k3", "f"};

/// A function and how many arguments are usual.
struct Library {
  const char* name;
  int arguments;
};
constexpr Library kLibrary[] = {
    {"type", 1},           {"tostring", 1},       {"tonumber", 1},        {"tonumber", 2},
    {"select", 3},         {"unpack", 1},         {"rawget", 2},          {"rawset", 3},
    {"rawequal", 2},       {"next", 1},           {"pcall", 2},           {"error", 1},
    {"assert", 2},         {"setmetatable", 2},   {"getmetatable", 1},    {"ipairs", 1},
    {"string.sub", 3},     {"string.rep", 2},     {"string.find", 2},     {"string.find", 4},
    {"string.match", 2},   {"string.gsub", 3},    {"string.gsub", 4},     {"string.format", 2},
    {"string.format", 3},  {"string.byte", 3},    {"string.char", 2},     {"string.upper", 1},
    {"string.reverse", 1}, {"string.len", 1},     {"string.gmatch", 2},   {"table.concat", 2},
    {"table.insert", 2},   {"table.insert", 3},   {"table.remove", 1},    {"table.remove", 2},
    {"table.sort", 1},     {"table.sort", 2},     {"table.maxn", 1},      {"table.getn", 1},
    {"table.foreach", 2},  {"table.foreachi", 2}, {"math.floor", 1},      {"math.fmod", 2},
    {"math.max", 2},       {"math.min", 3},       {"math.abs", 1},        {"math.sqrt", 1},
    {"math.modf", 1},      {"math.frexp", 1},     {"math.ldexp", 2},      {"math.ceil", 1},
    {"coroutine.wrap", 1}, {"coroutine.yield", 2}, {"coroutine.status", 1}, {"coroutine.create", 1},
    {"loadstring", 1},     {"xpcall", 2},         {"pairs", 1},           {"show", 1}};
constexpr const char* kMetamethods[] = {"__index", "__newindex", "__call", "__add", "__concat", "__eq",
                                        "__lt",    "__le",       "__unm",  "__len", "__tostring", "__mod"};

class Generator {
 public:
  explicit Generator(FuzzInput& input) : input_(input) {}

  std::string run() {
    out_ = kPrelude;
    for (int count = 0; count < 6; ++count) {
      line("section(function(...)");
      ++depth_;
      line("local a, b, c, t, s, f, n, x = 1, 2.5, nil, {1, 2, 3, x = 4}, 'str', function(...) return ... end, 0");
      block(1 + input_.below(5));
      if (input_.below(2) == 0) line("show(a, b, c, t, s, n, x)");
      line("return " + expression(3));
      --depth_;
      line("end, 1, 'two')");
      if (input_.isAtEnd()) break;
    }
    return std::move(out_);
  }

 private:
  void line(const std::string& text) {
    out_.append(static_cast<size_t>(depth_), ' ');
    out_ += text;
    out_ += '\n';
  }

  bool isFull() const { return input_.isAtEnd() || out_.size() > 8'000 || depth_ > 7; }

  std::string name() { return input_.pick(kNames); }

  // ---- expressions ----

  std::string atom() {
    switch (input_.below(8)) {
      case 0:
      case 1:
        return name();
      case 2:
      case 3:
        return input_.pick(kNumbers);
      case 4:
      case 5:
        return input_.pick(kStrings);
      case 6:
        return input_.below(2) == 0 ? "true" : "nil";
      default:
        return vararg_ ? "..." : "false";
    }
  }

  std::string expression(int depth) {
    if (depth <= 0 || isFull()) return atom();
    switch (input_.below(12)) {
      case 0:
      case 1:
        return atom();
      case 2:
      case 3:
      case 4:
        return "(" + expression(depth - 1) + " " + input_.pick(kBinary) + " " + expression(depth - 1) + ")";
      case 5:
        return std::string("(") + input_.pick(kUnary) + expression(depth - 1) + ")";
      case 6:
        return table(depth);
      case 7:
        return function();
      case 8:
        return prefix() + "[" + expression(depth - 1) + "]";
      case 9:
        return prefix() + "." + input_.pick(kFields);
      default:
        return call(depth);
    }
  }

  /// What can be indexed or called: a name or an expression in parentheses.
  std::string prefix() { return input_.below(4) != 0 ? name() : "(" + expression(1) + ")"; }

  std::string arguments(int depth, int usual) {
    const int count = input_.below(5) == 0 ? static_cast<int>(input_.below(5)) : usual;
    std::string text;
    for (int i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + expression(depth - 1);
    return "(" + text + ")";
  }

  std::string call(int depth) {
    switch (input_.below(4)) {
      case 0:
        return prefix() + arguments(depth, 2);
      case 1:
        return "(" + expression(1) + "):" + (input_.below(2) == 0 ? "upper" : input_.pick(kFields)) +
               arguments(depth, 1);
      default: {
        const Library& library = input_.pick(kLibrary);
        return library.name + arguments(depth, library.arguments);
      }
    }
  }

  std::string table(int depth) {
    std::string text = "{";
    for (uint32_t count = input_.below(6); count > 0; --count) {
      switch (input_.below(3)) {
        case 0:
          text += std::string(input_.pick(kFields)) + " = ";
          break;
        case 1:
          // A nil or NaN key is an error; both are wanted now and then.
          text += "[" + expression(1) + "] = ";
          break;
        default:
          break;
      }
      text += expression(depth - 1) + (input_.below(2) == 0 ? ", " : "; ");
    }
    return text + "}";
  }

  std::string function() {
    static constexpr const char* kParameters[] = {"", "a", "a, b", "...", "t, ...", "s, n, x"};
    const std::string parameters = input_.pick(kParameters);
    std::string saved = std::exchange(out_, "");
    const bool savedVararg = std::exchange(vararg_, parameters.ends_with("..."));
    const bool savedLoop = std::exchange(inLoop_, false);
    ++depth_;
    block(input_.below(3));
    const std::string result = expression(2);
    --depth_;
    std::string text = "(function(" + parameters + ")\n" + out_ + " return " + result + "\nend)";
    out_ = std::move(saved);
    vararg_ = savedVararg;
    inLoop_ = savedLoop;
    return text;
  }

  // ---- statements ----

  void block(uint32_t count) {
    for (; count > 0 && !isFull(); --count) statement();
  }

  void nested(const std::string& head, const char* tail, bool isLoop) {
    line(head);
    const bool saved = std::exchange(inLoop_, inLoop_ || isLoop);
    ++depth_;
    block(1 + input_.below(3));
    if (isLoop && input_.below(4) == 0) line("if " + expression(1) + " then break end");
    --depth_;
    inLoop_ = saved;
    line(tail);
  }

  void statement() {
    switch (input_.below(14)) {
      case 0:
        return line("local " + name() + ", " + name() + " = " + expression(2));
      case 1:
        return line(name() + " = " + expression(3));
      case 2:
        return line(name() + ", " + name() + " = " + expression(2) + ", " + expression(2));
      case 3:
        return line("t[" + expression(1) + "] = " + expression(2));
      case 4:
        return line(std::string("t.") + input_.pick(kFields) + " = " + expression(2));
      case 5:
        return conditional();
      case 6:
        return loop();
      case 7:
        return line("local function f(...) " + std::string(input_.below(2) == 0 ? "" : "x = select('#', ...) ") +
                    "return " + (input_.below(3) == 0 ? "f" : "n") + (input_.below(2) == 0 ? ", ..." : "") + " end");
      case 8:
        return line("setmetatable(t, {" + std::string(input_.pick(kMetamethods)) + " = " + expression(2) + "})");
      case 9:
        return line("show(" + expression(3) + ", " + expression(2) + ")");
      case 10:
        return line("show(pcall(" + function() + ", " + expression(1) + "))");
      case 11:
        return nested("do", "end", false);
      case 12:
        return line("show(coroutine.wrap(" + function() + ")(" + expression(1) + "))");
      default:
        return line("show(" + call(3) + ")");
    }
  }

  void conditional() {
    line("if " + expression(2) + " then");
    ++depth_;
    block(1 + input_.below(2));
    --depth_;
    if (input_.below(2) == 0) {
      line("elseif " + expression(2) + " then");
      ++depth_;
      block(1);
      --depth_;
    }
    if (input_.below(2) == 0) {
      line("else");
      ++depth_;
      block(1);
      --depth_;
    }
    line("end");
  }

  void loop() {
    // No loop within two loops, so that rounds do not multiply.
    if (inLoop_ && input_.below(2) == 0) return line("n = n + 1");
    switch (input_.below(5)) {
      case 0:
        return nested("for n = 1, " + std::to_string(input_.below(5)) + " do", "end", true);
      case 1:
        return nested("for x = 3, -1, " + std::string(input_.below(2) == 0 ? "-1" : "-1.5") + " do", "end", true);
      case 2:
        return nested("for a, b in pairs({" + expression(1) + ", " + expression(1) + ", x = 1, key = 2}) do", "end", true);
      case 3:
        return nested("for a, b in ipairs(" + (input_.below(2) == 0 ? "t" : table(2)) + ") do", "end", true);
      default:
        line("local guard = 0");
        return nested("repeat guard = guard + 1", "until guard > 2", true);
    }
  }

  FuzzInput& input_;
  std::string out_;
  int depth_ = 0;
  bool vararg_ = true;
  bool inLoop_ = false;
};

}  // namespace

std::string generateProgram(FuzzInput& input) { return Generator(input).run(); }

}  // namespace fuzz
