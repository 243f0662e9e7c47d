#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <span>
#include <string>
#include <vector>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "cli/host_files.h"
#include "redis/commands/command_context.h"
#include "redis/dispatcher.h"
#include "redis/keyspace/clock.h"
#include "redis/resp/decoder.h"
#include "redis/resp/encoder.h"
#include "script/command_line.h"
#include "script/script_engine.h"

/// The native command line: a thin door to the engine for development, benchmarks and profilers.
/// The command line for users is the npm package's, which has the same forms.
namespace {

constexpr uint64_t kSlice = 10'000'000;

class SystemClock final : public redis::Clock {
 public:
  int64_t nowMicroseconds() override {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  }
};

bool readFile(base::BytesView path, base::Bytes& content) {
  FILE* file = path == "-" ? stdin : std::fopen(std::string(path).c_str(), "rb");
  if (file == nullptr) return false;
  char buffer[65536];
  size_t count;
  while ((count = std::fread(buffer, 1, sizeof buffer, file)) > 0) content.append(buffer, count);
  const bool complete = std::ferror(file) == 0;
  if (file != stdin) std::fclose(file);
  return complete;
}

bool readHostFile(void*, base::BytesView path, base::Bytes& content) {
  return readFile(path, content);
}

double processorSeconds(void*) { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

bool environmentVariable(void*, base::BytesView name, base::Bytes& value) {
  const char* found = std::getenv(std::string(name).c_str());
  if (found != nullptr) value = found;
  return found != nullptr;
}

int32_t zoneOffsetSeconds(void*, int64_t unixSeconds) {
  const time_t moment = unixSeconds;
  std::tm local;
  return localtime_r(&moment, &local) != nullptr ? static_cast<int32_t>(local.tm_gmtoff) : 0;
}

void writeOutput(void*, base::BytesView bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
}

int fail(base::BytesView message) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(message.size()), message.data());
  return 1;
}

void flushLog(script::ScriptEngine& engine) {
  for (const script::LogEntry& entry : engine.log().take()) {
    FILE* out = entry.level == script::LogLevel::Print ? stdout : stderr;
    std::fwrite(entry.text.data(), 1, entry.text.size(), out);
    if (entry.level != script::LogLevel::Print) std::fputc('\n', out);
  }
}

script::RunStatus runToEnd(script::ScriptEngine& engine) {
  script::RunStatus status;
  do {
    status = engine.run(kSlice);
    flushLog(engine);
  } while (status == script::RunStatus::Running);
  return status;
}

int runLua(script::ScriptEngine& engine, std::span<char*> arguments) {
  script::PlainProgram program;
  if (!readFile(arguments[0], program.source))
    return fail(std::string("lua: cannot open ") + arguments[0]);
  program.chunkName = std::string("@") + arguments[0];
  for (char* argument : arguments.subspan(1)) program.args.emplace_back(argument);
  program.host.readFile = readHostFile;
  program.host.processorSeconds = processorSeconds;
  program.host.environmentVariable = environmentVariable;
  program.host.zoneOffsetSeconds = zoneOffsetSeconds;
  program.host.write = writeOutput;
  program.host.file = cli::serveFiles;
  if (const base::Status status = engine.startPlain(program); !status.isOk())
    return fail("lua: " + status.message());
  runToEnd(engine);
  if (engine.result().failed) return fail("lua: " + engine.result().errorMessage);
  return engine.result().exitCode;
}

int runEval(script::ScriptEngine& engine, std::span<char*> arguments) {
  base::Bytes source;
  if (!readFile(arguments[0], source)) return fail(std::string("cannot open ") + arguments[0]);
  std::vector<base::Bytes> words = {"EVAL", source, ""};
  size_t keys = 0;
  bool beforeComma = true;
  for (char* argument : arguments.subspan(1)) {
    if (beforeComma && base::BytesView(argument) == ",") {
      beforeComma = false;
      continue;
    }
    if (beforeComma) ++keys;
    words.emplace_back(argument);
  }
  words[2] = std::to_string(keys);
  const std::vector<base::BytesView> argv(words.begin(), words.end());
  if (const base::Status status = engine.start(argv); !status.isOk()) return fail(status.message());
  runToEnd(engine);
  const script::RunResult& result = engine.result();
  if (result.failed) return fail(result.errorMessage);
  std::puts(script::formatReply(result.reply).c_str());
  return 0;
}

int runList(script::ScriptEngine& engine, std::span<char*> arguments) {
  base::Bytes source;
  if (!readFile(arguments[0], source)) return fail(std::string("cannot open ") + arguments[0]);
  const base::Result<base::Bytes> listing = engine.list(source, std::string("@") + arguments[0]);
  if (!listing.isOk()) return fail(listing.status().message());
  std::fwrite(listing.value().data(), 1, listing.value().size(), stdout);
  return 0;
}

/// Answers commands of the Redis protocol from standard input on standard output, for tests that
/// compare replies: `SELECT`, `HELLO` and so on change the one session. `pipe 7.4` answers as Redis
/// 7.4 does.
int runPipe(script::ScriptEngine& engine) {
  base::Bytes input;
  char buffer[65536];
  for (ssize_t count; (count = read(STDIN_FILENO, buffer, sizeof buffer)) > 0;) {
    input.append(buffer, static_cast<size_t>(count));
    base::Bytes output;
    size_t consumed = 0;
    for (;;) {
      const redis::DecodedCommand command =
          redis::decodeCommand(base::BytesView(input).substr(consumed));
      if (command.state == redis::DecodeState::Malformed) return fail(command.problem);
      if (command.state == redis::DecodeState::Incomplete) break;
      consumed += command.consumed;
      const std::vector<base::BytesView> argv(command.argv.begin(), command.argv.end());
      const redis::Reply reply = engine.execute(argv);
      redis::encodeReply(reply, engine.session().respVersion, output);
    }
    input.erase(0, consumed);
    std::fwrite(output.data(), 1, output.size(), stdout);
    std::fflush(stdout);
  }
  return 0;
}

constexpr char kUsage[] =
    "usage: ferrous-lua-native lua FILE [arg ...]\n"
    "       ferrous-lua-native eval FILE [key ...] , [arg ...]\n"
    "       ferrous-lua-native list FILE\n"
    "       ferrous-lua-native pipe [7.4]";

}  // namespace

int main(int count, char** words) {
#if defined(__GLIBC__)
  // Tables that grow and garbage that comes back should not cost system calls and fresh pages.
  mallopt(M_MMAP_THRESHOLD, 64 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
  const std::span<char*> arguments(words, static_cast<size_t>(count));
  const bool isPipe = arguments.size() >= 2 && base::BytesView(arguments[1]) == "pipe";
  if (arguments.size() < 3 && !isPipe) return fail(kUsage);
  SystemClock clock;
  script::EngineOptions options;
  options.clock = &clock;
  if (isPipe && arguments.size() > 2 && base::BytesView(arguments[2]) == "7.4") {
    options.compat = redis::Compatibility(redis::Compatibility::Release::Redis74);
  }
  script::ScriptEngine engine(options);
  engine.dispatcher().server().processorSeconds = processorSeconds;
  const base::BytesView command = arguments[1];
  if (isPipe) return runPipe(engine);
  if (command == "lua") return runLua(engine, arguments.subspan(2));
  if (command == "eval") return runEval(engine, arguments.subspan(2));
  if (command == "list") return runList(engine, arguments.subspan(2));
  return fail(kUsage);
}
