#include "script/embedded_backend.h"

#include <memory>
#include <new>

#include "redis/dispatcher.h"

namespace script {

CallOutcome EmbeddedBackend::call(const ScriptCall& call, uint32_t, redis::Reply& reply) {
  session_->respVersion = call.respVersion;
  session_->readOnlyScript = call.rules.readOnly;
  // Made in its place: to move a reply costs as much as a short command.
  std::destroy_at(&reply);
  new (&reply) redis::Reply(dispatcher_->execute(call.argv, *session_));
  return CallOutcome::Ready;
}

bool EmbeddedBackend::knows(std::span<const base::BytesView> argv) {
  const redis::CommandSpec* spec = dispatcher_->find(argv[0]);
  if (spec == nullptr) return false;
  if (spec->subcommands.empty() || argv.size() < 2) return true;
  return redis::Dispatcher::findSubcommand(*spec, argv[1]) != nullptr;
}

}  // namespace script
