/// The door to JavaScript: one class with coarse methods, each reached by an exported function,
/// described for its callers in web/client/src/raw_module.d.ts.
///
/// Only numbers cross as arguments. A request is a list of byte strings that JavaScript writes into
/// a buffer of ours; an answer lies in another buffer until the next call. The list has a count
/// and, for each element, length and bytes; all lengths are 32 bits, little endian, as wasm stores
/// them.

#include <emscripten.h>

#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connection/hub.h"
#include "debug/debug_session.h"
#include "redis/commands/command_context.h"
#include "redis/dispatcher.h"
#include "redis/keyspace/clock.h"
#include "redis/resp/encoder.h"
#include "script/keyspace_file.h"
#include "script/script_debugger.h"
#include "script/script_engine.h"

namespace {

using base::Bytes;
using base::BytesView;

// What the module asks of its host: RawHost in raw_module.d.ts.
// clang-format off
EM_JS(double, hostWallClockMs, (), { return Module["host"]["wallClockMs"](); });
EM_JS(double, hostProcessClockMs, (), { return Module["host"]["processClockMs"](); });
EM_JS(int, hostZoneOffset, (double unixSeconds), {
  return Module["host"]["zoneOffsetSeconds"](unixSeconds);
});
EM_JS(int, hostLook, (), { return Module["host"]["look"](); });
EM_JS(int, hostFetch, (int what, const char* name, size_t size), {
  return Module["host"]["fetch"](what, name, size);
});
EM_JS(void, hostCopyFetched, (char* target), { Module["host"]["copyFetched"](target); });
EM_JS(int, hostFetchedSize, (), { return Module["host"]["fetchedSize"](); });
EM_JS(double, hostFile, (int action, int handle, double count, int origin, const char* first,
                         size_t firstSize, const char* second, size_t secondSize), {
  const host = Module["host"];
  return host["file"](action, handle, count, origin, first, firstSize, second, secondSize);
});
// clang-format on

class HostClock final : public redis::Clock {
 public:
  int64_t nowMicroseconds() override { return static_cast<int64_t>(hostWallClockMs() * 1000.0); }
};

/// What `hostFetch` can fetch; numbers of kFetch in web/client/src/vm.ts.
enum class Fetch : int { File, EnvironmentVariable, CommandDocuments };

template <Fetch what>
bool fetchFromHost(void*, BytesView name, Bytes& content) {
  const int size = hostFetch(static_cast<int>(what), name.data(), name.size());
  if (size < 0) {
    return false;
  }
  content.resize(static_cast<size_t>(size));
  hostCopyFetched(content.data());
  return true;
}

bool fetchCommandDocuments(void* context, Bytes& content) {
  return fetchFromHost<Fetch::CommandDocuments>(context, "", content);
}

void serveFiles(void*, const lua::FileRequest& request, lua::FileAnswer& answer) {
  const double number = hostFile(
      static_cast<int>(request.action), request.handle, static_cast<double>(request.number),
      static_cast<int>(request.origin), request.first.data(), request.first.size(),
      request.second.data(), request.second.size());
  if (number < 0) {
    answer.error = static_cast<int32_t>(-number);
  } else {
    answer.number = static_cast<int64_t>(number);
  }
  answer.bytes.resize(static_cast<size_t>(hostFetchedSize()));
  hostCopyFetched(answer.bytes.data());
}

double processorSeconds(void*) { return hostProcessClockMs() / 1000.0; }

int32_t zoneOffsetSeconds(void*, int64_t unixSeconds) {
  return hostZoneOffset(static_cast<double>(unixSeconds));
}

/// Numbers of `look` in web/client/src/raw_module.d.ts.
lua::HostAnswer askHost(void*) { return static_cast<lua::HostAnswer>(hostLook()); }

void appendOutput(void* output, BytesView bytes) { static_cast<Bytes*>(output)->append(bytes); }

/// What a run is for; numbers of kMode in web/client/src/vm.ts.
enum class Mode : uint8_t { Command, Script, DebugScript, Lua };

/// State of a run; positions in kStates of web/client/src/vm.ts.
enum class State : uint8_t { Running, Finished, Failed, Paused, Stopped };

/// Reads a whole number that the host has checked; anything else is 0.
uint64_t numberFrom(BytesView digits) {
  uint64_t value = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') {
      return 0;
    }
    value = value * 10 + static_cast<uint64_t>(digit - '0');
  }
  return value;
}

/// What is asked of LDB; numbers of kDebug in web/client/src/vm.ts.
enum class DebugRequest : uint8_t {
  Start,        ///< database, RESP version, user, words of EVAL
  Step,         ///< lines of breakpoints
  Continue,     ///< the same
  StopLongRun,  ///< because it takes long
  Fail,         ///< text of the error to raise
  Evaluate,     ///< code
  Call,         ///< words of a command
  Report,       ///< answer: reason, line, and kind and text of each entry
  Locals,       ///< answer: name and value of each
  Print,        ///< name; answer: the value, or nothing
  Trace,        ///< answer: name and line of each function
  Finish,       ///< answer: the reply of the script
};

void appendLength(Bytes& out, size_t length) {
  const uint32_t value = static_cast<uint32_t>(length);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void appendItem(Bytes& out, BytesView item) {
  appendLength(out, item.size());
  out.append(item);
}

class Session {
 public:
  Session()
      : engine_(std::make_unique<script::ScriptEngine>(script::EngineOptions{&clock_, 0, {}})),
        debugger_(*engine_) {
    engine_->setWatch({askHost, nullptr});
    engine_->dispatcher().server().commandDocuments = {fetchCommandDocuments, nullptr};
    engine_->dispatcher().server().processorSeconds = processorSeconds;
  }

  // ---- buffers ----

  uintptr_t reserveInput(size_t size) {
    if (input_.size() < size) {
      input_.resize(size);
    } else if (input_.size() > kKeptInputBytes && size < kKeptInputBytes) {
      input_ = Bytes(size, '\0');
    }
    return reinterpret_cast<uintptr_t>(input_.data());
  }
  uintptr_t outputAddress() const { return reinterpret_cast<uintptr_t>(output_.data()); }
  size_t outputSize() const { return output_.size(); }

  // ---- runs ----

  bool configure(size_t size) {
    const std::vector<BytesView>& words = request(size);
    for (size_t i = 0; i + 1 < words.size(); i += 2) {
      const uint64_t value = numberFrom(words[i + 1]);
      if (words[i] == "seed") {
        engine_->setSeed(value);
      } else if (words[i] == "databases") {
        if (value < 1 || value > kMaximumDatabases) {
          return false;
        }
        engine_->keyspace().setDatabaseCount(static_cast<uint32_t>(value));
      } else if (words[i] == "release") {
        using Release = redis::Compatibility::Release;
        engine_->setCompatibility(
            redis::Compatibility(value == 0 ? Release::Redis70 : Release::Redis74));
      } else if (!setLimit(words[i], value)) {
        return false;
      }
    }
    return true;
  }

  int start(size_t size, int mode, int protocol) {
    mode_ = static_cast<Mode>(mode);
    failure_.clear();
    failureLine_ = 0;
    protocol_ = protocol == 3 ? 3 : 2;
    engine_->session().respVersion = protocol_;
    const std::vector<BytesView>& words = request(size);
    base::Status started;
    switch (mode_) {
      case Mode::Command:
        started = engine_->start(words);
        break;
      case Mode::Script:
        started = startScript(words, debug::Observation::None);
        break;
      case Mode::DebugScript:
        started = startScript(words, debug::Observation::Stepping);
        break;
      case Mode::Lua:
        started = startLua(words);
        break;
    }
    if (!started.isOk()) {
      failure_ = started.message();
      return static_cast<int>(State::Failed);
    }
    return stateOf(isDebugged() ? debugger_.status() : engine_->status());
  }

  int resume(double budgetInstructions) {
    const uint64_t budget = budgetInstructions >= 1 ? static_cast<uint64_t>(budgetInstructions) : 1;
    return stateOf(isDebugged() ? debugger_.run(budget) : engine_->run(budget));
  }

  bool step(int kind) { return debugger_.step(static_cast<debug::StepKind>(kind)).isOk(); }
  void requestPause() { debugger_.requestPause(); }

  void stop() {
    if (isDebugged()) {
      debugger_.stop();
    } else {
      engine_->stop();
    }
  }

  /// `start` of a command, the first slice, and `takeReply` if that was all: what most calls need.
  int call(size_t size, int protocol, double budgetInstructions) {
    int state = start(size, static_cast<int>(Mode::Command), protocol);
    if (state == static_cast<int>(State::Running)) {
      state = resume(budgetInstructions);
    }
    if (state != static_cast<int>(State::Running)) {
      takeReply();
    }
    return state;
  }

  // ---- results of runs ----

  void takeReply() {
    answer(failure_.empty() ? engine_->result().reply : redis::Reply::error("ERR " + failure_));
  }

  size_t takeFailure() {
    output_ = failure_.empty() ? engine_->result().errorMessage : failure_;
    return failure_.empty() ? engine_->result().errorLine : failureLine_;
  }

  int exitCode() { return engine_->result().exitCode; }
  int limit() const { return failure_.empty() ? static_cast<int>(engine_->result().limit) : 0; }

  void takeOutput() {
    output_ = std::move(printed_);
    printed_.clear();
  }

  void takeLog() {
    const std::vector<script::LogEntry> entries = engine_->log().take();
    output_.clear();
    appendLength(output_, entries.size() * 2);
    for (const script::LogEntry& entry : entries) {
      appendItem(output_, script::logLevelName(entry.level));
      appendItem(output_, entry.text);
    }
  }

  void takeReport(double elapsedMs) { output_ = debugger_.reportJson(elapsedMs); }
  double instructions() const { return static_cast<double>(engine_->statistics().instructions); }
  double commands() const { return static_cast<double>(engine_->statistics().commands); }

  // ---- questions ----

  void command(size_t size, int protocol) {
    protocol_ = protocol == 3 ? 3 : 2;
    engine_->session().respVersion = protocol_;
    answer(engine_->execute(request(size)));
  }

  void compile(size_t size) {
    output_ = debugger_.compileJson(word(request(size), 0), "@user_script");
  }

  bool list(size_t size) {
    const std::vector<BytesView>& words = request(size);
    Bytes chunkName = "@";
    chunkName += word(words, 1);
    base::Result<Bytes> listing = engine_->list(word(words, 0), chunkName);
    output_ = listing.isOk() ? listing.take() : listing.status().message();
    return listing.isOk();
  }

  void setBreakpoints(size_t size) {
    std::vector<uint32_t> lines;
    for (const BytesView line : request(size)) {
      lines.push_back(static_cast<uint32_t>(numberFrom(line)));
    }
    const std::vector<debug::PlacedBreakpoint> placed = debugger_.setBreakpoints(lines);
    output_.clear();
    appendLength(output_, placed.size() * 2);
    for (const debug::PlacedBreakpoint& breakpoint : placed) {
      appendItem(output_, std::to_string(breakpoint.wantedLine));
      appendItem(output_, std::to_string(breakpoint.line));
    }
  }

  bool inspect(size_t size) {
    const std::vector<BytesView>& words = request(size);
    base::Result<Bytes> page = debugger_.inspectJson(word(words, 0), pageFrom(words, 1));
    output_ = page.isOk() ? page.take() : page.status().message();
    return page.isOk();
  }

  void keyspace(size_t size) {
    const std::vector<BytesView>& words = request(size);
    debug::KeyspaceQuery query;
    query.database = static_cast<uint32_t>(numberFrom(word(words, 0)));
    query.page = pageFrom(words, 1);
    query.pattern = Bytes(word(words, 3));
    output_ = debugger_.keyspaceJson(query);
  }

  void exportFile() { output_ = script::exportFile(*engine_); }
  bool importFile(size_t size) {
    output_ = script::importFile(*engine_, word(request(size), 0));
    return output_.empty();
  }

  void reset() {
    debugger_.reset();
    engine_->reset();
  }

  // ---- LDB ----

  void debug(int request, size_t size) {
    answers_.clear();
    ask(static_cast<DebugRequest>(request), this->request(size));
    output_.clear();
    appendLength(output_, answers_.size());
    for (const Bytes& word : answers_) {
      appendItem(output_, word);
    }
  }

  // ---- server ----

  /// Makes the session a server. Words: the password, or an empty one.
  void serve(size_t size) {
    hub_ = std::make_unique<connection::Hub>(*engine_);
    engine_->dispatcher().server().accessControl.setDefaultPassword(word(request(size), 0));
  }
  double connect(size_t size, bool isUnixSocket) {
    const std::vector<BytesView>& words = request(size);
    return static_cast<double>(
        hub_->connect({Bytes(word(words, 0)), Bytes(word(words, 1)), isUnixSocket,
                       static_cast<int32_t>(numberFrom(word(words, 2)))}));
  }
  void feed(double id, size_t size) {
    hub_->feed(static_cast<uint64_t>(id), BytesView(input_).substr(0, size));
  }
  void disconnect(double id) { hub_->disconnect(static_cast<uint64_t>(id)); }
  void noteUnsent(double id, double bytes) {
    hub_->noteUnsent(static_cast<uint64_t>(id), static_cast<size_t>(bytes));
  }
  /// Once in a turn of the event loop. Returns when the next one is due: -1: at once.
  double turn() {
    output_.clear();
    const bool isBusy = hub_->isBusy();
    if (isBusy) {
      hub_->resume();
    }
    hub_->tick();
    hub_->drain(output_);
    return hub_->isBusy() ? -1 : static_cast<double>(hub_->nextWakeUpMs());
  }

 private:
  using LineDebugger = script::ScriptDebugger;

  void ask(DebugRequest request, std::span<const BytesView> words) {
    if (request == DebugRequest::Start) {
      return startDebugging(words);
    }
    if (lineDebugger_ == nullptr) {
      return;
    }
    switch (request) {
      case DebugRequest::Step:
      case DebugRequest::Continue:
        return goOn(
            request == DebugRequest::Step ? LineDebugger::Pace::Step : LineDebugger::Pace::Continue,
            words);
      case DebugRequest::StopLongRun:
        return lineDebugger_->stopLongRun();
      case DebugRequest::Fail:
        return lineDebugger_->fail(words[0]);
      case DebugRequest::Evaluate:
        return lineDebugger_->evaluate(words[0]);
      case DebugRequest::Call:
        return lineDebugger_->call(words);
      case DebugRequest::Finish:
        return finishDebugging();
      case DebugRequest::Start:
      case DebugRequest::Report:
      case DebugRequest::Locals:
      case DebugRequest::Print:
      case DebugRequest::Trace:
        break;
    }
    answerDebugger(request, words);
  }

  void startDebugging(std::span<const BytesView> words) {
    mode_ = Mode::Command;
    failure_.clear();
    lineDebugger_ = std::make_unique<LineDebugger>(*engine_);
    script::DebugAsker asker;
    asker.database = static_cast<uint32_t>(numberFrom(words[0]));
    asker.respVersion = protocol_ = words[1] == "3" ? 3 : 2;
    asker.user = words[2];
    if (const base::Status started = lineDebugger_->start(words.subspan(3), asker);
        !started.isOk()) {
      failure_ = started.message();
    }
  }

  void goOn(LineDebugger::Pace pace, std::span<const BytesView> words) {
    std::vector<uint32_t> lines;
    for (const BytesView word : words) {
      lines.push_back(static_cast<uint32_t>(numberFrom(word)));
    }
    lineDebugger_->goOn(pace, std::move(lines));
  }

  void answerDebugger(DebugRequest request, std::span<const BytesView> words) {
    if (request == DebugRequest::Report) {
      LineDebugger::Report report = lineDebugger_->takeReport();
      answers_ = {Bytes(report.reason), std::to_string(report.line)};
      for (LineDebugger::Entry& entry : report.entries) {
        answers_.push_back(std::to_string(static_cast<int>(entry.kind)));
        answers_.push_back(std::move(entry.text));
      }
    } else if (request == DebugRequest::Locals) {
      for (LineDebugger::Variable& variable : lineDebugger_->locals()) {
        answers_.push_back(std::move(variable.name));
        answers_.push_back(std::move(variable.value));
      }
    } else if (request == DebugRequest::Print) {
      answers_.resize(1);
      if (!lineDebugger_->print(words[0], answers_[0])) {
        answers_.clear();
      }
    } else {
      for (LineDebugger::Activation& activation : lineDebugger_->activations()) {
        answers_.push_back(std::move(activation.name));
        answers_.push_back(std::to_string(activation.line));
      }
    }
  }

  void finishDebugging() {
    const redis::Reply reply =
        failure_.empty() ? engine_->result().reply : redis::Reply::error("ERR " + failure_);
    answers_.emplace_back();
    redis::encodeReply(reply, protocol_, answers_[0]);
    lineDebugger_.reset();
  }

  static constexpr uint64_t kMaximumDatabases = 1 << 16;
  /// Requests above this are not kept in memory once a smaller one comes.
  static constexpr size_t kKeptInputBytes = 1 << 20;

  bool isDebugged() const { return mode_ == Mode::Script || mode_ == Mode::DebugScript; }

  /// False for a name that is none of a limit.
  bool setLimit(BytesView name, uint64_t value) {
    script::EngineLimits limits = engine_->limits();
    if (name == "instructions") {
      limits.budgetInstructions = value;
    } else if (name == "memoryBytes") {
      limits.memoryBytes = value;
    } else if (name == "memoryEndsRun") {
      limits.memoryPolicy = value != 0 ? lua::MemoryPolicy::EndRun : lua::MemoryPolicy::RaiseError;
    } else if (name == "yieldPolicy") {
      limits.yieldPolicy = static_cast<lua::YieldPolicy>(value & 1);
    } else if (name == "stringBytes") {
      limits.stringBytes = value;
    } else if (name == "stackDepth") {
      limits.stackDepth = static_cast<uint32_t>(value < UINT32_MAX ? value : UINT32_MAX);
    } else if (name == "outputBytes") {
      limits.outputBytes = value;
    } else {
      return false;
    }
    engine_->setLimits(limits);
    return true;
  }

  int stateOf(script::RunStatus status) const {
    switch (status) {
      case script::RunStatus::Running:
        return static_cast<int>(State::Running);
      case script::RunStatus::Paused:
      case script::RunStatus::AwaitingReply:  // only LDB lets it
        return static_cast<int>(State::Paused);
      case script::RunStatus::Stopped:
      case script::RunStatus::Idle:
        return static_cast<int>(State::Stopped);
      case script::RunStatus::Finished:
        break;
    }
    return static_cast<int>(engine_->result().failed ? State::Failed : State::Finished);
  }

  base::Status startScript(const std::vector<BytesView>& words, debug::Observation observation) {
    const size_t keyCount = static_cast<size_t>(numberFrom(word(words, 1)));
    debug::RunRequest run;
    run.script = Bytes(word(words, 0));
    for (size_t i = 2; i < words.size(); ++i) {
      (i - 2 < keyCount ? run.keys : run.args).emplace_back(words[i]);
    }
    return debugger_.start(run, observation);
  }

  base::Status startLua(const std::vector<BytesView>& words) {
    script::PlainProgram program;
    program.chunkName = Bytes(word(words, 0));
    program.source = Bytes(word(words, 1));
    for (size_t i = 2; i < words.size(); ++i) {
      program.args.emplace_back(words[i]);
    }
    program.host.context = &printed_;
    program.host.write = appendOutput;
    program.host.readFile = fetchFromHost<Fetch::File>;
    program.host.environmentVariable = fetchFromHost<Fetch::EnvironmentVariable>;
    program.host.processorSeconds = processorSeconds;
    program.host.zoneOffsetSeconds = zoneOffsetSeconds;
    program.host.file = serveFiles;
    return engine_->startPlain(program);
  }

  void answer(const redis::Reply& reply) {
    output_.clear();
    redis::encodeReply(reply, protocol_, output_);
  }

  /// The elements of a request, borrowed from the input buffer, until the next one. A length that
  /// points outside ends the list.
  const std::vector<BytesView>& request(size_t size) {
    words_.clear();
    size_t at = 0;
    uint32_t left = 0;
    if (!readLength(size, at, left)) {
      return words_;
    }
    uint32_t length = 0;
    for (; left > 0 && readLength(size, at, length) && length <= size - at; --left) {
      words_.emplace_back(input_.data() + at, length);
      at += length;
    }
    return words_;
  }

  bool readLength(size_t size, size_t& at, uint32_t& value) const {
    if (size > input_.size() || size - at < sizeof value) {
      return false;
    }
    std::memcpy(&value, input_.data() + at, sizeof value);
    at += sizeof value;
    return true;
  }

  static BytesView word(const std::vector<BytesView>& words, size_t index) {
    return index < words.size() ? words[index] : BytesView();
  }

  static debug::Page pageFrom(const std::vector<BytesView>& words, size_t index) {
    return {static_cast<uint32_t>(numberFrom(word(words, index))),
            static_cast<uint32_t>(numberFrom(word(words, index + 1)))};
  }

  HostClock clock_;
  std::unique_ptr<script::ScriptEngine> engine_;
  debug::DebugSession debugger_;
  std::unique_ptr<connection::Hub> hub_;
  std::unique_ptr<LineDebugger> lineDebugger_;
  std::vector<Bytes> answers_;
  Bytes input_;
  std::vector<BytesView> words_;
  Bytes output_;
  Bytes printed_;
  Mode mode_ = Mode::Command;
  uint8_t protocol_ = 2;
  Bytes failure_;
  size_t failureLine_ = 0;
};

}  // namespace

// What JavaScript calls: RawModule in raw_module.d.ts.
extern "C" {

EMSCRIPTEN_KEEPALIVE Session* openSession() { return new Session; }
EMSCRIPTEN_KEEPALIVE void closeSession(Session* session) { delete session; }

EMSCRIPTEN_KEEPALIVE uintptr_t sessionReserveInput(Session* session, size_t size) {
  return session->reserveInput(size);
}
EMSCRIPTEN_KEEPALIVE uintptr_t sessionOutputAddress(Session* session) {
  return session->outputAddress();
}
EMSCRIPTEN_KEEPALIVE size_t sessionOutputSize(Session* session) { return session->outputSize(); }
EMSCRIPTEN_KEEPALIVE bool sessionConfigure(Session* session, size_t size) {
  return session->configure(size);
}
EMSCRIPTEN_KEEPALIVE int sessionStart(Session* session, size_t size, int mode, int protocol) {
  return session->start(size, mode, protocol);
}
EMSCRIPTEN_KEEPALIVE int sessionResume(Session* session, double budgetInstructions) {
  return session->resume(budgetInstructions);
}
EMSCRIPTEN_KEEPALIVE int sessionCall(Session* session, size_t size, int protocol,
                                     double budgetInstructions) {
  return session->call(size, protocol, budgetInstructions);
}
EMSCRIPTEN_KEEPALIVE bool sessionStep(Session* session, int kind) { return session->step(kind); }
EMSCRIPTEN_KEEPALIVE void sessionRequestPause(Session* session) { return session->requestPause(); }
EMSCRIPTEN_KEEPALIVE void sessionStop(Session* session) { return session->stop(); }
EMSCRIPTEN_KEEPALIVE void sessionTakeReply(Session* session) { return session->takeReply(); }
EMSCRIPTEN_KEEPALIVE size_t sessionTakeFailure(Session* session) { return session->takeFailure(); }
EMSCRIPTEN_KEEPALIVE int sessionLimit(Session* session) { return session->limit(); }
EMSCRIPTEN_KEEPALIVE void sessionTakeOutput(Session* session) { return session->takeOutput(); }
EMSCRIPTEN_KEEPALIVE int sessionExitCode(Session* session) { return session->exitCode(); }
EMSCRIPTEN_KEEPALIVE void sessionTakeLog(Session* session) { return session->takeLog(); }
EMSCRIPTEN_KEEPALIVE void sessionTakeReport(Session* session, double elapsedMs) {
  return session->takeReport(elapsedMs);
}
EMSCRIPTEN_KEEPALIVE double sessionInstructions(Session* session) {
  return session->instructions();
}
EMSCRIPTEN_KEEPALIVE double sessionCommands(Session* session) { return session->commands(); }
EMSCRIPTEN_KEEPALIVE void sessionCommand(Session* session, size_t size, int protocol) {
  return session->command(size, protocol);
}
EMSCRIPTEN_KEEPALIVE void sessionCompile(Session* session, size_t size) {
  return session->compile(size);
}
EMSCRIPTEN_KEEPALIVE bool sessionList(Session* session, size_t size) { return session->list(size); }
EMSCRIPTEN_KEEPALIVE void sessionSetBreakpoints(Session* session, size_t size) {
  return session->setBreakpoints(size);
}
EMSCRIPTEN_KEEPALIVE bool sessionInspect(Session* session, size_t size) {
  return session->inspect(size);
}
EMSCRIPTEN_KEEPALIVE void sessionKeyspace(Session* session, size_t size) {
  return session->keyspace(size);
}
EMSCRIPTEN_KEEPALIVE void sessionExportFile(Session* session) { return session->exportFile(); }
EMSCRIPTEN_KEEPALIVE bool sessionImportFile(Session* session, size_t size) {
  return session->importFile(size);
}
EMSCRIPTEN_KEEPALIVE void sessionDebug(Session* session, int request, size_t size) {
  return session->debug(request, size);
}
EMSCRIPTEN_KEEPALIVE void sessionReset(Session* session) { return session->reset(); }
EMSCRIPTEN_KEEPALIVE void sessionServe(Session* session, size_t size) {
  return session->serve(size);
}
EMSCRIPTEN_KEEPALIVE double sessionConnect(Session* session, size_t size, bool isUnixSocket) {
  return session->connect(size, isUnixSocket);
}
EMSCRIPTEN_KEEPALIVE void sessionFeed(Session* session, double id, size_t size) {
  return session->feed(id, size);
}
EMSCRIPTEN_KEEPALIVE void sessionDisconnect(Session* session, double id) {
  return session->disconnect(id);
}
EMSCRIPTEN_KEEPALIVE void sessionNoteUnsent(Session* session, double id, double bytes) {
  return session->noteUnsent(id, bytes);
}
EMSCRIPTEN_KEEPALIVE double sessionTurn(Session* session) { return session->turn(); }

}  // extern "C"
