#include <gtest/gtest.h>

#include <map>
#include <string>

#include "engine_fixture.h"

/// Plain programs on a host whose files lie in memory: `io`, `os`, `require`, the end of a program.
namespace {

struct MemoryFile {
  std::string name;
  size_t position = 0;
  bool isAppending = false;
};

/// Files by name; a handle is a number from 3.
struct MemoryHost {
  std::map<std::string, std::string> files;
  std::map<int, MemoryFile> handles;
  std::string output;
  std::string errors;
  std::string input;
  int reads = 0;
  int nextHandle = 3;
  int nextName = 0;
};

void fail(lua::FileAnswer& answer, int number, const char* text) {
  answer.error = number;
  answer.bytes = text;
}

void openFile(MemoryHost& host, const lua::FileRequest& request, lua::FileAnswer& answer) {
  const std::string name(request.first), mode(request.second);
  if (mode.empty() || std::string("rwa").find(mode[0]) == std::string::npos)
    return fail(answer, 22, "Invalid argument");
  if (mode[0] == 'r' && !host.files.contains(name))
    return fail(answer, 2, "No such file or directory");
  if (mode[0] == 'w') host.files[name].clear();
  host.files[name];
  host.handles[host.nextHandle] = {name, 0, mode[0] == 'a'};
  answer.number = host.nextHandle++;
}

void readFile(MemoryHost& host, const lua::FileRequest& request, lua::FileAnswer& answer) {
  if (request.handle == 0) {
    answer.bytes = host.input.substr(0, static_cast<size_t>(request.number));
    host.input.erase(0, answer.bytes.size());
    return;
  }
  ++host.reads;
  MemoryFile& file = host.handles.at(request.handle);
  const std::string& content = host.files[file.name];
  if (file.position < content.size())
    answer.bytes = content.substr(file.position, static_cast<size_t>(request.number));
  file.position += answer.bytes.size();
}

void writeFile(MemoryHost& host, const lua::FileRequest& request, lua::FileAnswer& answer) {
  if (request.handle == 2) {
    host.errors += request.first;
    return;
  }
  MemoryFile& file = host.handles.at(request.handle);
  if (file.name == "full") return fail(answer, 28, "No space left on device");
  std::string& content = host.files[file.name];
  if (file.isAppending) file.position = content.size();
  if (content.size() < file.position + request.first.size())
    content.resize(file.position + request.first.size());
  content.replace(file.position, request.first.size(), request.first);
  file.position += request.first.size();
}

void seekFile(MemoryHost& host, const lua::FileRequest& request, lua::FileAnswer& answer) {
  MemoryFile& file = host.handles.at(request.handle);
  int64_t start = 0;
  if (request.origin == lua::SeekOrigin::Current) start = static_cast<int64_t>(file.position);
  if (request.origin == lua::SeekOrigin::End)
    start = static_cast<int64_t>(host.files[file.name].size());
  if (start + request.number < 0) return fail(answer, 22, "Invalid argument");
  file.position = static_cast<size_t>(start + request.number);
  answer.number = start + request.number;
}

void serve(void* context, const lua::FileRequest& request, lua::FileAnswer& answer) {
  MemoryHost& host = *static_cast<MemoryHost*>(context);
  const std::string first(request.first);
  switch (request.action) {
    case lua::FileAction::Open:
      return openFile(host, request, answer);
    case lua::FileAction::Read:
      return readFile(host, request, answer);
    case lua::FileAction::Write:
      return writeFile(host, request, answer);
    case lua::FileAction::Seek:
      return seekFile(host, request, answer);
    case lua::FileAction::Close:
      host.handles.erase(request.handle);
      return;
    case lua::FileAction::Remove:
      if (host.files.erase(first) == 0) fail(answer, 2, "No such file or directory");
      return;
    case lua::FileAction::Rename:
      if (!host.files.contains(first)) return fail(answer, 2, "No such file or directory");
      host.files[std::string(request.second)] = host.files[first];
      host.files.erase(first);
      return;
    case lua::FileAction::TemporaryName:
      answer.bytes = "temporary" + std::to_string(++host.nextName);
      host.files[answer.bytes];
      return;
  }
}

void write(void* context, base::BytesView bytes) {
  static_cast<MemoryHost*>(context)->output += bytes;
}

bool readWhole(void* context, base::BytesView path, base::Bytes& content) {
  MemoryHost& host = *static_cast<MemoryHost*>(context);
  const auto found = host.files.find(std::string(path));
  if (found != host.files.end()) content = found->second;
  return found != host.files.end();
}

class PlainPrograms : public testing::Test {
 protected:
  /// What a program prints; the error behind it, if it fails.
  std::string run(const std::string& source) {
    host_.output.clear();
    script::PlainProgram program;
    program.source = source;
    program.chunkName = "@test.lua";
    program.host.context = &host_;
    program.host.write = write;
    program.host.readFile = readWhole;
    program.host.file = serve;
    const base::Status status = fixture_.engine().startPlain(program);
    if (!status.isOk()) return status.message();
    while (fixture_.engine().run(1000) == script::RunStatus::Running) {
    }
    const script::RunResult& result = fixture_.engine().result();
    return host_.output + (result.failed ? result.errorMessage : "");
  }

  MemoryHost host_;
  EngineFixture fixture_;
};

struct ProgramCase {
  const char* name;
  const char* source;
  const char* output;
};

TEST_F(PlainPrograms, UseFilesAsLua51Does) {
  const ProgramCase cases[] = {
      {"write and read",
       "local f = io.open('a', 'w') f:write('one\\n', 2, '\\n') f:close() "
       "print(io.open('a'):read('*a'))",
       "one\n2\n\n"},
      {"lines", "for l in io.lines('lines') do io.write('[', l, ']') end", "[x][][last]"},
      {"formats", "local f = io.open('formats') print(f:read('*n', '*l', 3, 0, '*a', '*l'))",
       "12\t rest\tabc\t\tdef\nend\tnil\n"},
      {"numbers", "local f = io.open('numbers') print(f:read('*n', '*n', '*n', '*n', '*n'))",
       "1\t-2.5\t31\t1000\tnil\n"},
      {"end of file",
       "local f = io.open('lines') f:read('*a') print(f:read(0), f:read(1), f:read())",
       "nil\tnil\tnil\n"},
      {"zero bytes end a piece of a line",
       "print(io.open('zeros'):read(), #io.open('zeros'):read('*a'))", "abcd\t8\n"},
      {"no file", "print(io.open('none')) print(io.open('none', 'q'))",
       "nil\tnone: No such file or directory\t2\nnil\tnone: Invalid argument\t22\n"},
      {"positions",
       "local f = io.open('p', 'w+') f:write('0123456789') print(f:seek('set', 3), "
       "f:read(2), f:seek(), f:seek('cur', -1), f:read(1), f:seek('end'))",
       "3\t34\t5\t4\t4\t10\n"},
      {"writing after reading",
       "local f = io.open('lines', 'r+') f:read() f:write('Z') f:seek('set') "
       "print(f:read('*a'))",
       "x\nZlast\n"},
      {"append", "local f = io.open('lines', 'a+') f:write('!') f:seek('set') print(f:read('*a'))",
       "x\nZlast!\n"},
      {"buffers",
       "local f, r = io.open('b', 'w'), io.open('b') f:setvbuf('full', 100) f:write('1') "
       "print(#r:read('*a')) f:flush() print(r:read('*a')) f:setvbuf('line') f:write('2') "
       "print(#r:read('*a')) f:write('3\\n4') print(r:read()) f:setvbuf('no') f:write('5') "
       "print(r:read('*a'))",
       "0\n1\n0\n23\n45\n"},
      {"types",
       "local f = io.open('lines') print(io.type(f), io.type(io.stdout), io.type(1), f:close(), "
       "io.type(f), tostring(f))",
       "file\tfile\tnil\ttrue\tclosed file\tfile (closed)\n"},
      {"closed",
       "local f = io.open('lines') f:close() print(pcall(f.read, f)) print(pcall(io.close, f))",
       "false\tattempt to use a closed file\nfalse\tattempt to use a closed file\n"},
      {"standard files stay open", "print(io.stdin:close()) print(io.close())",
       "nil\tcannot close standard file\nnil\tcannot close standard file\n"},
      {"default files",
       "io.output('out') io.write('hello') io.close() io.output(io.stdout) "
       "io.input('out') print(io.read()) print(pcall(io.input, 'none'))",
       "hello\nfalse\tbad argument #1 to '?' (none: No such file or directory)\n"},
      {"wrong arguments",
       "print(pcall(io.read, 'l')) print(pcall(io.read, '*x')) "
       "print(pcall(io.stdout.seek, io.stdout, 'x')) print(pcall(io.stdout.write, 1, 2))",
       "false\tbad argument #1 to '?' (invalid option)\nfalse\tbad argument #1 to '?' (invalid "
       "format)\n"
       "false\tbad argument #2 to '?' (invalid option 'x')\n"
       "false\tbad argument #1 to '?' (FILE* expected, got number)\n"},
      {"processes", "print(pcall(io.popen, 'ls')) print(pcall(os.execute, 'ls'))",
       "false\t'popen' not supported\nfalse\t'execute' is not available in this environment\n"},
      {"a full disk", "local f = io.open('full', 'w') f:setvbuf('no') print(f:write('x'))",
       "nil\tNo space left on device\t28\n"},
      {"remove and rename",
       "print(os.rename('lines', 'moved')) print(os.remove('moved')) "
       "print(os.remove('moved')) print(os.rename('moved', 'x'))",
       "true\ntrue\nnil\tmoved: No such file or directory\t2\nnil\tmoved: No such file or "
       "directory\t2\n"},
      {"temporary files",
       "print(os.tmpname()) local f = io.tmpfile() f:write('t') f:seek('set') "
       "print(f:read())",
       "temporary1\nt\n"},
      {"loaders say why", "print(loadfile('none')) print(pcall(dofile, 'none'))",
       "nil\tcannot open none: No such file or directory\n"
       "false\tcannot open none: No such file or directory\n"},
  };
  host_.files["lines"] = "x\n\nlast";
  host_.files["formats"] = "  12 rest\nabcdef\nend";
  host_.files["numbers"] = "1 -2.5\n0x1f 1e3 x";
  host_.files["zeros"] = std::string("ab\0x\ncd\n", 8);
  for (const ProgramCase& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(run(test.source), test.output);
  }
}

TEST_F(PlainPrograms, ReadStandardInputAndWriteStandardError) {
  host_.input = "first\n42 rest";
  EXPECT_EQ(
      run("print(io.read()) print(io.read('*n')) io.stderr:write('warning') print(io.read('*a'))"),
      "first\n42\n rest\n");
  EXPECT_EQ(host_.errors, "warning");
}

TEST_F(PlainPrograms, WriteBuffersWhenTheyEnd) {
  EXPECT_EQ(run("f = io.open('kept', 'w') f:write('text')"), "");
  EXPECT_EQ(host_.files["kept"], "text");
  EXPECT_TRUE(host_.handles.empty());
  EXPECT_EQ(run("f = io.open('left', 'w') f:write('text') os.exit(3)"), "");
  EXPECT_EQ(fixture_.engine().result().exitCode, 3);
  EXPECT_EQ(host_.files["left"], "text");
}

TEST_F(PlainPrograms, CloseFilesThatAreCollected) {
  EXPECT_EQ(run("for i = 1, 50 do io.open('many', 'w') end collectgarbage() print(1)"), "1\n");
  EXPECT_TRUE(host_.handles.empty());
  EXPECT_LT(host_.nextHandle, 60);
}

TEST_F(PlainPrograms, RunFinalizersAtTheEnd) {
  EXPECT_EQ(run("for i = 1, 2 do local p = newproxy(true) getmetatable(p).__gc = function() "
                "print('end', i) error('lost') end end"),
            "end\t2\nend\t1\n");
}

TEST_F(PlainPrograms, RequireFiles) {
  host_.files["./lib/one.lua"] = "#!shebang\nreturn {name = ...}";
  host_.files["./broken.lua"] = "return )";
  EXPECT_EQ(run("print(require('lib.one').name, package.loaded['lib.one'].name)"),
            "lib.one\tlib.one\n");
  EXPECT_EQ(run("print(select(2, pcall(require, 'broken')))"),
            "error loading module 'broken' from file './broken.lua':\n\t./broken.lua:1: unexpected "
            "symbol near ')'\n");
}

TEST_F(PlainPrograms, StopReadingAtASyntaxError) {
  EXPECT_EQ(
      run("local n, text = 0, '*a = 1' print(load(function() n = n + 1 return text:sub(n, n) end)) "
          "print(n)"),
      "nil\t(load):1: unexpected symbol near '*'\n2\n");
}

TEST_F(PlainPrograms, KeepTheirLibrariesFromScripts) {
  for (const char* name : {"debug", "io", "os", "require", "module", "package", "dofile",
                           "loadfile", "print", "newproxy", "getfenv", "setfenv"}) {
    const std::string script = std::string("return tostring(rawget(_G, '") + name + "'))";
    EXPECT_EQ(fixture_.eval(script), "\"nil\"") << name;
  }
  run("string.planted = 1 debug.setmetatable('', {})");
  EXPECT_EQ(fixture_.eval("return {tostring(string.planted), ('x'):rep(2)}"),
            "1) \"nil\"\n2) \"xx\"");
}

constexpr char kYieldingProgram[] =
    "local function try(body) local co = coroutine.wrap(body) "
    "local ok, first = pcall(co) local rest = ok and select(2, pcall(co, 'resumed')) "
    "io.write(tostring(first), '/', tostring(rest), ' ') end "
    "local yield = coroutine.yield "
    "try(function() return (select(2, pcall(yield, 1))) end) "
    "try(function() return setmetatable({}, {__index = function() return yield(2) end}).x end) "
    "try(function() for value in function(_, seen) return not seen and yield(3) or nil end do "
    "return value end end) "
    "try(function() local r table.sort({2, 1}, function(a, b) r = r or yield(4) return a < b end) "
    "return r end) "
    "try(function() return (string.gsub('x', 'x', function() return yield(5) end)) end) "
    "try(function() return (select(2, xpcall(function() return yield(6) end, print))) end) ";

TEST_F(PlainPrograms, RefuseYieldsAsLua51Does) {
  const std::string refused = "attempt to yield across metamethod/C-call boundary";
  const std::string output = run(kYieldingProgram);
  EXPECT_EQ(output.find("resumed"), std::string::npos);
  EXPECT_NE(output.find(refused), std::string::npos);
}

TEST_F(PlainPrograms, YieldAnywhereIfTheyMay) {
  script::EngineLimits limits;
  limits.yieldPolicy = lua::YieldPolicy::Free;
  fixture_.engine().setLimits(limits);
  EXPECT_EQ(run(kYieldingProgram), "1/resumed 2/resumed 3/resumed 4/resumed 5/resumed 6/resumed ");
}

TEST_F(PlainPrograms, CountPendingCallsInTheNestingOfChunks) {
  // Redis 7.0.15 takes the same depths.
  const char* script =
      "local function deepest(load) local most for n = 150, 210 do "
      "if load('return ' .. ('('):rep(n) .. 1 .. (')'):rep(n)) then most = n end end return most "
      "end "
      "return {deepest(loadstring), deepest(function(s) return (select(2, pcall(loadstring, s))) "
      "end), "
      "deepest(function(s) return (select(3, pcall(pcall, loadstring, s))) end), "
      "deepest(coroutine.wrap(function(s) while true do s = coroutine.yield((loadstring(s))) end "
      "end)),"
      "deepest(function(s) return setmetatable({}, {__index = function(_, k) return "
      "(loadstring(k)) "
      "end})[s] end)}";
  EXPECT_EQ(fixture_.eval(script),
            "1) (integer) 197\n2) (integer) 196\n3) (integer) 195\n4) (integer) 196\n"
            "5) (integer) 196");
}

TEST_F(PlainPrograms, MakeHooksOfNoLastingEffect) {
  EXPECT_EQ(run("debug.sethook(function() end, 'crl')"), "");
  EXPECT_EQ(run("print(debug.gethook())"), "nil\t\t0\n");
}

TEST(SandboxOrder, IsThatOfRedis) {
  EngineFixture fixture;
  EXPECT_EQ(
      fixture.eval("local t = {} for k in pairs(_G) do t[#t + 1] = k end "
                   "return table.concat(t, ' ')"),
      "\"string xpcall __redis__err__handler tostring _VERSION unpack setmetatable next assert "
      "tonumber rawequal collectgarbage struct getmetatable ARGV _G cjson math pcall KEYS redis "
      "type bit cmsgpack select rawset gcinfo rawget loadstring table coroutine pairs ipairs "
      "error load\"");
}

}  // namespace
