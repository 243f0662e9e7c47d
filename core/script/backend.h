#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "redis/reply.h"

/// Where `redis.call` goes.
///
/// A backend receives one command at a time and never blocks. It either answers at once (the
/// embedded keyspace) or says that the answer comes later (a host that talks to a real server):
/// then the machine stops, and goes on when `ScriptEngine::deliver` brings the reply. Recording and
/// replaying backends are decorators of this interface, which is why it is one of the three virtual
/// seams.
namespace script {

/// The rules that hold while a script runs. Redis: EVAL_RO, script flags.
struct ScriptRules {
  bool readOnly = false;  ///< write commands are refused
  bool allowOutOfMemory = false;
};

/// One command of a script. Views are valid for the duration of the call.
struct ScriptCall {
  std::span<const base::BytesView> argv;
  ScriptRules rules;
  uint8_t respVersion = 2;  ///< shape of replies, set by `redis.setresp`
};

/// How a call ended.
enum class CallOutcome : uint8_t {
  Ready,    ///< the reply is in the place that the caller gave
  Pending,  ///< the reply will be delivered with the number of the call
};

class ScriptDebugger;

class RedisBackend {
 public:
  virtual ~RedisBackend() = default;

  /// Starts one command. Errors of Redis, refusals by the rules included, are ordinary error
  /// replies. `ticket` names the call for a later delivery.
  virtual CallOutcome call(const ScriptCall& call, uint32_t ticket, redis::Reply& reply) = 0;

  /// True if `argv` names a command (and, for a container, a subcommand). Redis:
  /// redis.acl_check_cmd.
  virtual bool knows(std::span<const base::BytesView> argv) = 0;

  /// The debugger, if this is one: it stands between a script and its backend.
  virtual ScriptDebugger* debugger() { return nullptr; }
};

}  // namespace script
