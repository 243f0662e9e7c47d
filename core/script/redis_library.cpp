#include "base/sha1.h"
#include "script/conversion.h"
#include "script/engine_parts.h"
#include "script/messages.h"
#include "script/script_debugger.h"
#include "stdlib/support.h"
#include "vm/table.h"

/// The table `redis` of scripts, and the two functions through which Redis shapes errors.
/// Redis 7.0: "Redis Lua API reference".
namespace script {

using base::Bytes;
using base::BytesView;
using lua::NativeContext;
using lua::NativeStep;
using lua::Table;
using lua::Value;

namespace {

redis::Compatibility compatOf(NativeContext& native) {
  return partsOf(native).keyspace.configuration().compat;
}

/// True if the only argument is a string, as error_reply and status_reply want it.
bool hasOneString(NativeContext& native) {
  return native.argumentCount() == 1 && native.argument(1).isString();
}

NativeStep redisErrorReply(NativeContext& native) {
  if (!hasOneString(native)) return returnLibraryError(native, messages::kReplyArguments);
  const BytesView text = native.argument(1).asString()->view();
  if (ScriptDebugger* debugger = partsOf(native).backend->debugger())
    debugger->noteErrorReply(text);
  return native.done(errorReplyTable(native.heap(), text));
}

NativeStep redisStatusReply(NativeContext& native) {
  if (!hasOneString(native)) return returnLibraryError(native, messages::kReplyArguments);
  const Value table = native.newTable(0, 1);
  lua::table::setString(native.heap(), table.asTable(), native.heap().newString("ok"),
                        native.argument(1));
  return native.done(table);
}

NativeStep redisSha1Hex(NativeContext& native) {
  if (native.argumentCount() != 1) return raiseLibraryError(native, messages::kSha1Arguments);
  const Value text = native.toStringValue(native.argument(1));
  return native.done(
      native.string(base::sha1Hex(text.isString() ? text.asString()->view() : BytesView())));
}

NativeStep redisLog(NativeContext& native) {
  if (native.argumentCount() < 2) return raiseLibraryError(native, messages::kLogArguments);
  double level = 0;
  if (!native.toNumber(native.argument(1), level))
    return raiseLibraryError(native, messages::kLogLevelType);
  const int64_t number = lua::truncateToInteger(level);
  if (number < 0 || number > 3) {
    return raiseLibraryError(native, compatOf(native).namesLaterTexts() ? messages::kLogLevelLater
                                                                        : messages::kLogLevel);
  }
  Bytes text;
  for (int i = 2; i <= native.argumentCount(); ++i) {
    const Value part = native.toStringValue(native.argument(i));
    if (!part.isString()) continue;
    if (i > 2) text += ' ';
    if (!native.checkStringLength(text.size() + part.asString()->length)) return native.failed();
    text += part.asString()->view();
  }
  if (const size_t end = text.find('\0'); end != Bytes::npos) text.resize(end);
  EngineParts& parts = partsOf(native);
  if (parts.mayWrite(text.size())) parts.log.add(static_cast<LogLevel>(number), text);
  return native.done();
}

/// A number argument as C's conversion of Lua gives it: strings are converted, anything else is 0.
int64_t integerOrZero(NativeContext& native, int index) {
  double number = 0;
  return native.toNumber(native.argument(index), number) ? lua::truncateToInteger(number) : 0;
}

NativeStep redisSetResp(NativeContext& native) {
  if (native.argumentCount() != 1) return raiseLibraryError(native, messages::kSetRespArguments);
  const int64_t version = integerOrZero(native, 1);
  if (version != 2 && version != 3) return raiseLibraryError(native, messages::kSetRespVersion);
  partsOf(native).scriptSession.respVersion = static_cast<uint8_t>(version);
  return native.done();
}

NativeStep redisSetRepl(NativeContext& native) {
  if (native.argumentCount() != 1) {
    return raiseLibraryError(native, compatOf(native).namesLaterTexts()
                                         ? messages::kSetReplArgumentsLater
                                         : messages::kSetReplArguments);
  }
  const int64_t flags = integerOrZero(native, 1);
  if ((flags & ~int64_t{3}) != 0) return raiseLibraryError(native, messages::kSetReplFlags);
  return native.done();
}

NativeStep redisReplicateCommands(NativeContext& native) {
  return native.done(Value::boolean(true));
}

/// True if a debugger is there, which then pauses before the next instruction.
NativeStep redisBreakpoint(NativeContext& native) {
  EngineParts& parts = partsOf(native);
  if (ScriptDebugger* debugger = parts.backend->debugger()) {
    debugger->stopAtNextLine();
    return native.done(Value::boolean(true));
  }
  const bool isDebugged = native.machine().hasObserver() && parts.breakpointHook != nullptr;
  if (isDebugged) parts.breakpointHook(parts.breakpointContext);
  return native.done(Value::boolean(isDebugged));
}

/// Shows its arguments to a user of LDB.
NativeStep redisDebug(NativeContext& native) {
  if (ScriptDebugger* debugger = partsOf(native).backend->debugger()) debugger->noteValues(native);
  return native.done();
}

NativeStep redisAclCheckCommand(NativeContext& native) {
  EngineParts& parts = partsOf(native);
  if (native.argumentCount() == 0) return raiseLibraryError(native, messages::kNoArguments);
  const std::span<const BytesView> argv = collectArguments(native, parts);
  if (argv.empty()) return raiseLibraryError(native, messages::kBadArgument);
  if (!parts.backend->knows(argv)) return raiseLibraryError(native, messages::kAclCheckCommand);
  return native.done(Value::boolean(parts.dispatcher.mayRun(argv, parts.scriptSession)));
}

struct NumberConstant {
  const char* name;
  double value;
};

void addNumbers(lua::Machine& machine, Table* table, std::span<const NumberConstant> constants) {
  for (const NumberConstant& constant : constants)
    lua::setField(machine, table, constant.name, Value::number(constant.value));
}

// In the order in which Redis fills its table: `pairs` shows it.
constexpr lua::NativeSpec kCallFunctions[] = {{"call", redisCall}, {"pcall", redisProtectedCall}};
constexpr lua::NativeSpec kLogFunctions[] = {{"log", redisLog}};
constexpr NumberConstant kLogLevels[] = {
    {"LOG_DEBUG", 0}, {"LOG_VERBOSE", 1}, {"LOG_NOTICE", 2}, {"LOG_WARNING", 3}};
constexpr lua::NativeSpec kReplyFunctions[] = {{"setresp", redisSetResp},
                                               {"sha1hex", redisSha1Hex},
                                               {"error_reply", redisErrorReply},
                                               {"status_reply", redisStatusReply},
                                               {"set_repl", redisSetRepl}};
constexpr NumberConstant kReplicationFlags[] = {
    {"REPL_NONE", 0}, {"REPL_AOF", 1}, {"REPL_SLAVE", 2}, {"REPL_REPLICA", 2}, {"REPL_ALL", 3}};
constexpr lua::NativeSpec kAccessFunctions[] = {{"acl_check_cmd", redisAclCheckCommand}};
constexpr lua::NativeSpec kEvalFunctions[] = {{"breakpoint", redisBreakpoint},
                                              {"debug", redisDebug},
                                              {"replicate_commands", redisReplicateCommands}};
constexpr lua::NativeSpec kLoadingFunctions[] = {{"register_function", registerFunction}};

/// What `pcall` answers after false: an error table as the text in its field `err`. If the field is
/// no text, Redis answers the table and, as one value more, the field.
NativeStep answerError(NativeContext& native, Value error) {
  native.push(Value::boolean(false));
  if (!error.isTable()) {
    native.push(error);
    return native.doneWithTop(2);
  }
  const Value field = lua::table::getString(error.asTable(), native.heap().newString("err"));
  const bool isText = field.isString() || field.isNumber();
  if (!isText) native.push(error);
  native.push(field);
  return native.doneWithTop(isText ? 2 : 3);
}

/// A value without text of its own, as `tostring` shows it.
Bytes describeValue(const lua::Heap& heap, Value value) {
  if (value.isNil()) return "nil";
  if (value.isBoolean()) return value.isTrue() ? "true" : "false";
  Bytes text = lua::typeName(value.type());
  return text + ": " + (value.isObject() ? lua::addressText(heap, value) : Bytes("(nil)"));
}

enum class ProtectedPhase : uint8_t { Start, Returned };

Table* addTable(lua::Machine& machine, Table* globals) {
  Table* library = machine.heap().newTable();
  lua::setField(machine, globals, "redis", Value::table(library));
  return library;
}

/// `redis.log`, its levels, and the version.
void addCommonFields(lua::Machine& machine, Table* library) {
  const redis::Compatibility compat =
      static_cast<EngineParts*>(machine.hostData())->keyspace.configuration().compat;
  machine.registerNatives(library, kLogFunctions);
  addNumbers(machine, library, kLogLevels);
  lua::setField(machine, library, "REDIS_VERSION_NUM", Value::number(compat.versionNumber()));
  lua::setField(machine, library, "REDIS_VERSION", machine.makeString(compat.version()));
}

}  // namespace

Table* addRedisLibrary(lua::Machine& machine, Table* globals) {
  Table* library = addTable(machine, globals);
  machine.registerNatives(library, kCallFunctions);
  addCommonFields(machine, library);
  machine.registerNatives(library, kReplyFunctions);
  addNumbers(machine, library, kReplicationFlags);
  machine.registerNatives(library, kAccessFunctions);
  return library;
}

void addEvalFunctions(lua::Machine& machine, Table* library) {
  machine.registerNatives(library, kEvalFunctions);
}

Table* addLoadingLibrary(lua::Machine& machine, Table* globals) {
  Table* library = addTable(machine, globals);
  machine.registerNatives(library, kLoadingFunctions);
  addCommonFields(machine, library);
  return library;
}

NativeStep redisPcall(NativeContext& native) {
  if (native.phase<ProtectedPhase>() == ProtectedPhase::Start) {
    const int count = native.argumentCount();
    native.reserveLocals(0);
    if (!native.ensureStack(count + 1)) return native.failed();
    // Without a function Redis calls the `true` that it prepared as first result.
    if (count == 0) native.push(Value::boolean(true));
    for (int i = 1; i <= count; ++i) native.push(native.argument(i));
    return native.callProtectedTop(count == 0 ? 0 : count - 1, ProtectedPhase::Returned, false);
  }
  if (native.caughtError()) return answerError(native, native.result(0));
  const int count = native.resultCount();
  if (!native.ensureStack(1)) return native.failed();
  native.push(Value::nil());
  for (int i = 0; i < count; ++i) native.top(i) = native.top(i + 1);
  native.top(count) = Value::boolean(true);
  return native.doneWithTop(count + 1);
}

SourcePosition reportedPosition(lua::Machine& machine, const lua::Coroutine* coroutine,
                                size_t frameCount) {
  SourcePosition position;
  if (frameCount == 0) return position;
  size_t index = frameCount - 1;
  if (coroutine->frames[index].isNative()) {
    if (index == 0) return position;
    --index;
    // A hook is called by a frame that is nobody's.
    if ((coroutine->frames[index].flags & lua::frame_flags::RestoresTop) != 0) --index;
  }
  const lua::Frame& frame = coroutine->frames[index];
  if ((frame.flags & lua::frame_flags::Entry) != 0) return position;
  position.isKnown = true;
  if (frame.isNative()) {
    position.source = "=[C]";
    return position;
  }
  const lua::Closure* closure = coroutine->stack[frame.function].asClosure();
  position.source = Bytes(closure->proto->chunkName->view());
  position.line = machine.currentLine(coroutine, index);
  return position;
}

NativeStep redisErrorHandler(NativeContext& native) {
  lua::Machine& machine = native.machine();
  const lua::Coroutine* coroutine = native.coroutine();
  Value error = native.argument(1);
  if (!error.isTable()) {
    const Value text = native.toStringValue(error);
    Bytes message = "ERR ";
    message +=
        text.isString() ? Bytes(text.asString()->view()) : describeValue(native.heap(), error);
    error = native.newTable(0, 1);
    lua::table::setString(native.heap(), error.asTable(), native.heap().newString("err"),
                          native.string(message));
  }
  size_t frameCount = coroutine->frames.size();
  if (frameCount > 0 && machine.isTrampoline(coroutine, coroutine->frames[frameCount - 1]))
    --frameCount;
  const SourcePosition position = reportedPosition(machine, coroutine, frameCount);
  if (position.isKnown && !error.asTable()->isReadOnly()) {
    lua::table::setString(native.heap(), error.asTable(), native.heap().newString("source"),
                          native.string(position.source));
    lua::table::setString(native.heap(), error.asTable(), native.heap().newString("line"),
                          Value::number(static_cast<double>(position.line)));
  }
  return native.done(error);
}

NativeStep runScriptProtected(NativeContext& native) {
  if (native.phase<ProtectedPhase>() == ProtectedPhase::Start) {
    native.reserveLocals(1);
    native.setLocal(0, native.self()->upvalues()[0]);
    const int count = native.argumentCount();
    for (int i = 1; i <= count; ++i) native.push(native.argument(i));
    return native.callProtectedTop(count - 1, ProtectedPhase::Returned, true);
  }
  partsOf(native).run.failed = native.caughtError();
  return native.done(native.result(0));
}

}  // namespace script
