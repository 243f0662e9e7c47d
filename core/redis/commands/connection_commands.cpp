#include "redis/commands/acl_commands.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/client_commands.h"
#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

Reply pingCommand(CommandContext& context) {
  if (context.count() > 2) {
    return messages::wrongArity(context.spec().name);
  }
  if (context.session().isRestrictedSubscriber()) {
    return Reply::array({Reply::bulk("pong"),
                         Reply::bulk(context.count() == 2 ? context.argument(1) : BytesView())});
  }
  return context.count() == 2 ? Reply::bulk(context.argument(1)) : Reply::status("PONG");
}

Reply echoCommand(CommandContext& context) { return Reply::bulk(context.argument(1)); }

Reply selectCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  const int64_t number = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  if (number != static_cast<int32_t>(number)) {
    return Reply::error(messages::kNotInt32);
  }
  if (number < 0 || number >= context.keyspace().databaseCount()) {
    return Reply::error(messages::kDatabaseOutOfRange);
  }
  context.session().database = static_cast<uint32_t>(number);
  return Reply::ok();
}

Reply quitCommand(CommandContext& context) {
  context.session().closeRequested = true;
  return Reply::ok();
}

Reply resetCommand(CommandContext& context) {
  context.server().resetSession(context.session());
  return Reply::status("RESET");
}

Reply authCommand(CommandContext& context) {
  if (context.count() > 3) {
    return messages::syntaxError();
  }
  const bool hasName = context.count() == 3;
  if (!hasName && context.server().accessControl.find("default")->needsNoPassword) {
    return Reply::error(messages::kAuthWithoutPassword);
  }
  return authenticateUser(context, hasName ? context.argument(1) : "default",
                          context.argument(hasName ? 2 : 1))
             ? Reply::ok()
             : Reply::error(messages::kWrongPassword);
}

Reply monitorCommand(CommandContext& context) {
  Session& session = context.session();
  if (!session.mayBlock()) {
    return messages::needsConnection("MONITOR");
  }
  if (!session.isMonitor) {
    context.server().monitors.add(session);
  }
  return Reply::ok();
}

Reply helloCommand(CommandContext& context) {
  Session& session = context.session();
  ArgumentReader arguments(context);
  int64_t version = session.respVersion;
  if (arguments.hasNext()) {
    version = arguments.nextInteger(messages::kProtocolNotInteger);
    if (arguments.failed()) {
      return arguments.error();
    }
    if (version < 2 || version > 3) {
      return Reply::error(messages::kNoProtocol);
    }
  }
  std::optional<BytesView> name;
  while (arguments.hasNext()) {
    if (arguments.take("AUTH", 2)) {
      const BytesView user = arguments.next();
      if (!authenticateUser(context, user, arguments.next())) {
        return Reply::error(messages::kWrongPassword);
      }
    } else if (arguments.take("SETNAME", 1)) {
      name = arguments.next();
      if (!isClientName(*name)) {
        return Reply::error(messages::kClientName);
      }
    } else {
      return messages::helloSyntaxError(arguments.next());
    }
  }
  if (!session.authenticated) {
    return Reply::error(messages::kHelloWithoutAuth);
  }
  session.respVersion = static_cast<uint8_t>(version);
  if (name) {
    session.name = Bytes(*name);
  }
  return Reply::map({Reply::bulk("server"), Reply::bulk("redis"), Reply::bulk("version"),
                     Reply::bulk(context.configuration().compat.version()), Reply::bulk("proto"),
                     Reply::integer(version), Reply::bulk("id"),
                     Reply::integer(static_cast<int64_t>(session.id)), Reply::bulk("mode"),
                     Reply::bulk("standalone"), Reply::bulk("role"), Reply::bulk("master"),
                     Reply::bulk("modules"), Reply::array()});
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kConnectionCommands[] = {
    {.name = "auth",
     .handler = authCommand,
     .arity = -2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::NoAuth | CommandFlag::AllowBusy,
     .group = CommandGroup::Connection,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Authenticates the connection.",
     .syntax = "[username] password"},
    {.name = "echo",
     .handler = echoCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast,
     .group = CommandGroup::Connection,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Answers the message.",
     .syntax = "message"},
    {.name = "hello",
     .handler = helloCommand,
     .arity = -1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::NoAuth | CommandFlag::AllowBusy,
     .group = CommandGroup::Connection,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Chooses the protocol version and describes the server.",
     .syntax = "[protover [AUTH username password] [SETNAME clientname]]"},
    {.name = "monitor",
     .handler = monitorCommand,
     .arity = 1,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Shows every command that the server executes."},
    {.name = "ping",
     .handler = pingCommand,
     .arity = -1,
     .flags = CommandFlag::Fast,
     .group = CommandGroup::Connection,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Answers PONG, or the message.",
     .syntax = "[message]",
     .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "quit",
     .handler = quitCommand,
     .arity = -1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::NoAuth | CommandFlag::AllowBusy,
     .group = CommandGroup::Connection,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Closes the connection."},
    {.name = "reset",
     .handler = resetCommand,
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::NoAuth | CommandFlag::AllowBusy,
     .group = CommandGroup::Connection,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Puts the connection back into its first state."},
    {.name = "select",
     .handler = selectCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast,
     .group = CommandGroup::Connection,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Chooses the database of the connection.",
     .syntax = "index"},
};
static_assert(sortedByName(kConnectionCommands) && keysMatchArity(kConnectionCommands));

}  // namespace

std::span<const CommandSpec> connectionCommands() { return kConnectionCommands; }

}  // namespace redis
