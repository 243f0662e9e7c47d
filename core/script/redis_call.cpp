#include <cmath>

#include "base/number_text.h"
#include "script/conversion.h"
#include "script/engine_parts.h"
#include "script/messages.h"
#include "script/script_debugger.h"

/// `redis.call` and `redis.pcall`: the way of a command from a script into the backend and of its
/// reply back. Scripts spend their time here, so that the file is compiled for speed, it allocates
/// nothing of its own, and the common replies become values without a detour.
/// Redis 7.0: "Redis Lua API reference".
namespace script {

using base::Bytes;
using base::BytesView;
using lua::NativeContext;
using lua::NativeStep;
using lua::Value;
using redis::Reply;
using redis::ReplyKind;

namespace {

/// What `redis.call` and `redis.pcall` do with an error.
enum class OnError : uint8_t { Raise, Return };

/// Raises or returns an error of the library itself: {err = "ERR message"}.
NativeStep libraryError(NativeContext& native, OnError onError, BytesView message) {
  if (ScriptDebugger* debugger = partsOf(native).backend->debugger()) debugger->noteError(message);
  Bytes text = "-ERR ";
  text += message;
  const Value error = errorReplyTable(native.heap(), text);
  return onError == OnError::Raise ? native.fail(error) : native.done(error);
}

/// A number as Redis hands it to a command: "%.17g", or in later releases the shortest form.
BytesView numberArgument(double value, NumberText& text, redis::Compatibility compat) {
  if (compat.printsShortestDoubles()) {
    // A negative zero is an integer there.
    return {text.data(), base::formatShortest(value == 0 ? 0 : value, text.data())};
  }
  const int64_t integer = lua::truncateToInteger(value);
  const bool isPlainInteger = static_cast<double>(integer) == value && std::fabs(value) < 1e16 &&
                              (integer != 0 || !std::signbit(value));
  const size_t length = isPlainInteger ? base::formatInteger(integer, text.data())
                                       : base::formatDouble17(value, text.data());
  return {text.data(), length};
}

}  // namespace

std::span<const BytesView> collectArguments(NativeContext& native, EngineParts& parts) {
  const size_t count = static_cast<size_t>(native.argumentCount());
  if (parts.callArguments.size() < count) {
    parts.callArguments.resize(count);
    parts.numberTexts.resize(count);
  }
  BytesView* const arguments = parts.callArguments.data();
  for (size_t i = 0; i < count; ++i) {
    const Value value = native.argument(static_cast<int>(i) + 1);
    if (value.isString()) [[likely]] {
      arguments[i] = value.asString()->view();
    } else if (value.isNumber()) {
      arguments[i] = numberArgument(value.asNumber(), parts.numberTexts[i],
                                    parts.keyspace.configuration().compat);
    } else {
      return {};
    }
  }
  return {arguments, count};
}

namespace {

enum class CallPhase : uint8_t { Start, Replied };

NativeStep settleReply(NativeContext& native, EngineParts& parts, OnError onError) {
  const Reply& reply = parts.callReply;
  switch (reply.kind()) {
    case ReplyKind::Integer:
      return native.done(Value::number(static_cast<double>(reply.asInteger())));
    case ReplyKind::Bulk:
      return native.done(native.string(reply.text()));
    case ReplyKind::Error:
      if (onError == OnError::Raise)
        return native.fail(commandErrorTable(native.heap(), reply.text()));
      break;
    default:
      break;
  }
  return native.done(toValue(native.heap(), reply, parts.scriptSession.respVersion));
}

/// Commands between two questions to the host: the budget does not measure what they do.
constexpr uint32_t kCallsBetweenLooks = 8;
/// A reply of this size is reason enough to ask.
constexpr size_t kLargeReply = 64 * 1024;

/// Charges for a command that was executed.
bool settleCommand(NativeContext& native, EngineParts& parts) {
  const size_t size = parts.callReply.text().size() + parts.callReply.elements().size() * 64;
  if (++parts.callsSinceLook >= kCallsBetweenLooks || size >= kLargeReply) {
    parts.callsSinceLook = 0;
    if (!native.machine().askHost()) return false;
  }
  return native.chargeAllocation(4 + (size >> 5));
}

NativeStep callCommand(NativeContext& native, OnError onError) {
  EngineParts& parts = partsOf(native);
  if (native.phase<CallPhase>() == CallPhase::Replied) return settleReply(native, parts, onError);
  if (native.argumentCount() == 0) return libraryError(native, onError, messages::kNoArguments);
  const std::span<const BytesView> argv = collectArguments(native, parts);
  if (argv.empty()) return libraryError(native, onError, messages::kBadArgument);
  ++parts.statistics.commands;
  const ScriptCall call = {argv, parts.run.rules, parts.scriptSession.respVersion};
  if (parts.backend->call(call, ++parts.ticket, parts.callReply) == CallOutcome::Pending)
    return native.await(CallPhase::Replied);
  if (!settleCommand(native, parts)) return native.failed();
  return settleReply(native, parts, onError);
}

}  // namespace

NativeStep raiseLibraryError(NativeContext& native, BytesView message) {
  return libraryError(native, OnError::Raise, message);
}
NativeStep returnLibraryError(NativeContext& native, BytesView message) {
  return libraryError(native, OnError::Return, message);
}

NativeStep redisCall(NativeContext& native) { return callCommand(native, OnError::Raise); }
NativeStep redisProtectedCall(NativeContext& native) {
  return callCommand(native, OnError::Return);
}

}  // namespace script
