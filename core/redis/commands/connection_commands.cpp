#include "redis/commands/argument_reader.h"
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
  Session& session = context.session();
  session.database = 0;
  session.respVersion = 2;
  session.name.clear();
  return Reply::status("RESET");
}

Reply authCommand(CommandContext& context) {
  if (context.count() > 3) {
    return messages::syntaxError();
  }
  // There are no users and no passwords: the default user needs none, and no other exists.
  if (context.count() == 2) {
    return Reply::error(messages::kAuthWithoutPassword);
  }
  return context.argument(1) == "default" ? Reply::ok() : Reply::error(messages::kWrongPassword);
}

bool isClientName(BytesView name) {
  for (char c : name) {
    if (c < '!' || c > '~') {
      return false;
    }
  }
  return true;
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
      arguments.skip(1);
      if (user != "default") {
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
  session.respVersion = static_cast<uint8_t>(version);
  if (name) {
    session.name = Bytes(*name);
  }
  return Reply::map({Reply::bulk("server"), Reply::bulk("redis"), Reply::bulk("version"),
                     Reply::bulk(messages::kRedisVersion), Reply::bulk("proto"),
                     Reply::integer(version), Reply::bulk("id"),
                     Reply::integer(static_cast<int64_t>(session.id)), Reply::bulk("mode"),
                     Reply::bulk("standalone"), Reply::bulk("role"), Reply::bulk("master"),
                     Reply::bulk("modules"), Reply::array()});
}

Reply clientGetnameCommand(CommandContext& context) {
  return context.session().name.empty() ? Reply::null() : Reply::bulk(context.session().name);
}

Reply clientSetnameCommand(CommandContext& context) {
  if (!isClientName(context.argument(2))) {
    return Reply::error(messages::kClientName);
  }
  context.session().name = Bytes(context.argument(2));
  return Reply::ok();
}

Reply clientIdCommand(CommandContext& context) {
  return Reply::integer(static_cast<int64_t>(context.session().id));
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kClientSubcommands[] = {
    {.name = "caching",
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "6.0.0",
     .container = "client"},
    {.name = "getname",
     .handler = clientGetnameCommand,
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "2.6.9",
     .complexity = "O(1)",
     .summary = "Returns the name of the connection.",
     .container = "client"},
    {.name = "getredir",
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "6.0.0",
     .container = "client"},
    {.name = "help",
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "5.0.0",
     .container = "client"},
    {.name = "id",
     .handler = clientIdCommand,
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Returns the number of the connection.",
     .container = "client"},
    {.name = "info",
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "6.2.0",
     .container = "client",
     .tips = "nondeterministic_output"},
    {.name = "kill",
     .arity = -3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "2.4.0",
     .container = "client"},
    {.name = "list",
     .arity = -2,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "2.4.0",
     .container = "client",
     .tips = "nondeterministic_output"},
    {.name = "no-evict",
     .arity = 3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "7.0.0",
     .container = "client"},
    {.name = "pause",
     .arity = -3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "2.9.50",
     .container = "client"},
    {.name = "reply",
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "3.2.0",
     .container = "client"},
    {.name = "setname",
     .handler = clientSetnameCommand,
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "2.6.9",
     .complexity = "O(1)",
     .summary = "Names the connection.",
     .syntax = "connection-name",
     .container = "client"},
    {.name = "tracking",
     .arity = -3,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "6.0.0",
     .container = "client"},
    {.name = "trackinginfo",
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "6.2.0",
     .container = "client"},
    {.name = "unblock",
     .arity = -3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "5.0.0",
     .container = "client"},
    {.name = "unpause",
     .arity = 2,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::Connection,
     .since = "6.2.0",
     .container = "client"},
};
static_assert(sortedByName(kClientSubcommands) && keysMatchArity(kClientSubcommands));

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
    {.name = "client",
     .arity = -2,
     .group = CommandGroup::Connection,
     .since = "2.4.0",
     .complexity = "Depends on the subcommand.",
     .summary = "Manages connections.",
     .categories = Category::None,
     .subcommands = kClientSubcommands},
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
