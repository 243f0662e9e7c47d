#pragma once

#include "redis/commands/command_context.h"
#include "script/backend.h"

/// The backend that answers at once, from the engine's own keyspace.
namespace redis {
class Dispatcher;
}

namespace script {

class EmbeddedBackend final : public RedisBackend {
 public:
  /// Both are borrowed. The session is the script's: its `inScript` rules and texts apply, and
  /// SELECT changes it.
  EmbeddedBackend(redis::Dispatcher& dispatcher, redis::Session& session)
      : dispatcher_(&dispatcher), session_(&session) {}

  CallOutcome call(const ScriptCall& call, uint32_t ticket, redis::Reply& reply) override;
  bool knows(std::span<const base::BytesView> argv) override;

 private:
  redis::Dispatcher* dispatcher_;
  redis::Session* session_;
};

}  // namespace script
