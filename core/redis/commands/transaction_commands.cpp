#include "redis/commands/acl_commands.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"
#include "redis/commands/wait_messages.h"
#include "redis/dispatcher.h"

/// Transactions, and WAIT. The dispatcher queues what comes between MULTI and EXEC.
/// Redis: "Transactions".
namespace redis {
namespace {

using base::BytesView;

/// Ends the transaction without running anything more of it.
void closeTransaction(CommandContext& context) {
  context.session().transaction = Transaction();
  context.server().watching.unwatch(context.session());
}

Reply multiCommand(CommandContext& context) {
  Transaction& transaction = context.session().transaction;
  if (transaction.isOpen) {
    return Reply::error(messages::kNestedMulti);
  }
  transaction.isOpen = true;
  return Reply::ok();
}

Reply discardCommand(CommandContext& context) {
  if (!context.session().transaction.isOpen) {
    return Reply::error(messages::kDiscardWithoutMulti);
  }
  closeTransaction(context);
  return Reply::ok();
}

Reply execCommand(CommandContext& context) {
  Session& session = context.session();
  Transaction& transaction = session.transaction;
  if (!transaction.isOpen) {
    return Reply::error(messages::kExecWithoutMulti);
  }
  const bool hasFailed = transaction.hasFailed;
  if (hasFailed || transaction.watchedKeyChanged ||
      context.server().watching.hasExpiredKey(session)) {
    closeTransaction(context);
    return hasFailed ? Reply::error(messages::kExecAborted) : Reply::nullArray();
  }
  context.server().watching.unwatch(session);
  transaction.isExecuting = true;
  Reply reply = Reply::array();
  const std::vector<QueuedCommand> commands = std::move(transaction.commands);
  for (const QueuedCommand& command : commands) {
    const std::vector<BytesView> argv(command.argv.begin(), command.argv.end());
    Reply denial = denialOfQueued(context.dispatcher(), *command.spec, argv, session);
    reply.add(denial.isError() ? std::move(denial)
                               : context.dispatcher().call(*command.spec, argv, session));
  }
  closeTransaction(context);
  return reply;
}

Reply watchCommand(CommandContext& context) {
  Session& session = context.session();
  if (session.transaction.isOpen) {
    return Reply::error(messages::kWatchInMulti);
  }
  if (session.transaction.watchedKeyChanged) {
    return Reply::ok();
  }
  for (size_t i = 1; i < context.count(); ++i) {
    context.server().watching.watch(session, context.argument(i));
  }
  context.server().listenToKeyspace();
  return Reply::ok();
}

Reply unwatchCommand(CommandContext& context) {
  context.server().watching.unwatch(context.session());
  context.session().transaction.watchedKeyChanged = false;
  return Reply::ok();
}

Reply waitForReplicas(CommandContext& context, int64_t timeoutMs, Reply timeoutReply) {
  BlockedCommand command;
  command.spec = &context.spec();
  command.deadlineMs = timeoutMs == 0 ? 0 : context.nowMs() + timeoutMs;
  command.timeoutReply = std::move(timeoutReply);
  context.server().blocking.wait(context.session(), BlockKind::Replicas, std::move(command));
  return Reply::none();
}

/// There are no replicas: only the wait itself remains.
Reply waitCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  const int64_t replicas = arguments.nextInteger();
  const int64_t timeoutMs = arguments.nextInteger(messages::kTimeoutNotInteger);
  if (timeoutMs < 0) {
    arguments.fail(messages::kTimeoutNegative);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  return replicas <= 0 || !context.session().mayBlock()
             ? Reply::integer(0)
             : waitForReplicas(context, timeoutMs, Reply::integer(0));
}

/// There is no append-only file either. Redis 7.2: WAITAOF.
Reply waitaofCommand(CommandContext& context) {
  if (!context.configuration().compat.listsLaterCommands()) {
    return messages::notImplemented(context.spec().name);
  }
  ArgumentReader arguments(context);
  const int64_t local = arguments.nextInteger();
  if (local < 0 || local > 1) {
    arguments.fail(messages::kNotZeroOrOne);
  }
  const int64_t replicas = arguments.nextIntegerIn(0, INT64_MAX, messages::kMustBePositive);
  const int64_t timeoutMs = arguments.nextInteger(messages::kTimeoutNotInteger);
  if (timeoutMs < 0) {
    arguments.fail(messages::kTimeoutNegative);
  }
  if (local == 1) {
    arguments.fail(messages::kNoAppendOnlyFile);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  Reply none = Reply::array({Reply::integer(0), Reply::integer(0)});
  return replicas == 0 || !context.session().mayBlock()
             ? std::move(none)
             : waitForReplicas(context, timeoutMs, std::move(none));
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kTransactionCommands[] = {
    {.name = "discard",
     .handler = discardCommand,
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::AllowBusy,
     .group = CommandGroup::Transactions,
     .since = "2.0.0",
     .complexity = "O(N), N queued commands",
     .summary = "Forgets the queued commands."},
    {.name = "exec",
     .handler = execCommand,
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::SkipSlowlog,
     .group = CommandGroup::Transactions,
     .since = "1.2.0",
     .complexity = "that of the queued commands",
     .summary = "Runs the queued commands."},
    {.name = "multi",
     .handler = multiCommand,
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::AllowBusy,
     .group = CommandGroup::Transactions,
     .since = "1.2.0",
     .complexity = "O(1)",
     .summary = "Begins a transaction: what follows is queued until EXEC."},
    {.name = "unwatch",
     .handler = unwatchCommand,
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::AllowBusy,
     .group = CommandGroup::Transactions,
     .since = "2.2.0",
     .complexity = "O(1)",
     .summary = "Lets go of all watched keys."},
    {.name = "wait",
     .handler = waitCommand,
     .arity = 3,
     .flags = CommandFlag::NoScript,
     .group = CommandGroup::Generic,
     .since = "3.0.0",
     .complexity = "O(1)",
     .summary = "Waits until replicas have the writes of the client; there are none.",
     .syntax = "numreplicas timeout",
     .categories = Category::Connection,
     .tips = "request_policy:all_shards,response_policy:agg_min"},
    {.name = "waitaof",
     .handler = waitaofCommand,
     .arity = 4,
     .flags = CommandFlag::Blocking,
     .group = CommandGroup::Generic,
     .since = "7.2.0",
     .complexity = "O(1)",
     .summary = "Waits until files and replicas have the writes of the client; there are none.",
     .syntax = "numlocal numreplicas timeout",
     .categories = Category::Connection,
     .tips = "request_policy:all_shards,response_policy:agg_min"},
    {.name = "watch",
     .handler = watchCommand,
     .arity = -2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::AllowBusy,
     .keys = Keys::range(1, -1, 1, KeyFlag::ReadOnly),
     .group = CommandGroup::Transactions,
     .since = "2.2.0",
     .complexity = "O(1) for each key",
     .summary = "Lets the next EXEC run only if these keys do not change before.",
     .syntax = "key [key ...]"},
};
static_assert(sortedByName(kTransactionCommands) && keysMatchArity(kTransactionCommands));

}  // namespace

std::span<const CommandSpec> transactionCommands() { return kTransactionCommands; }

}  // namespace redis
