#include <vector>

#include "base/number_text.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"
#include "redis/commands/configuration_commands.h"
#include "redis/commands/info_command.h"
#include "redis/commands/introspection.h"
#include "redis/dispatcher.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

Reply timeCommand(CommandContext& context) {
  // As in 7.0, TIME reads the clock even inside a script, where all other commands see a frozen
  // time.
  const int64_t now = context.keyspace().time().clock().nowMicroseconds();
  return Reply::array({Reply::bulk(base::formatInteger(now / 1000000)),
                       Reply::bulk(base::formatInteger(now % 1000000))});
}

Reply dbsizeCommand(CommandContext& context) {
  return Reply::integer(static_cast<int64_t>(context.database().size()));
}

/// Checks the optional ASYNC or SYNC; both mean the same here.
bool acceptsFlushOption(CommandContext& context) {
  return context.count() == 1 ||
         (context.count() == 2 && (equalsIgnoreCase(context.argument(1), "ASYNC") ||
                                   equalsIgnoreCase(context.argument(1), "SYNC")));
}

/// Counts what Redis would free in the background: with ASYNC, and in later releases unless a
/// script or a transaction asks.
void countFlushed(CommandContext& context, size_t keys) {
  const bool isAsync = context.count() == 2 && equalsIgnoreCase(context.argument(1), "ASYNC");
  const Session& session = context.session();
  if (isAsync || (context.configuration().compat.flushesLazily() && !session.inScript &&
                  !session.transaction.isExecuting)) {
    context.server().lazilyFreedObjects += static_cast<int64_t>(keys);
  }
}

Reply flushallCommand(CommandContext& context) {
  if (!acceptsFlushOption(context)) {
    return messages::syntaxError();
  }
  size_t keys = 0;
  for (uint32_t number = 0; number < context.keyspace().databaseCount(); ++number) {
    keys += context.keyspace().database(number).size();
  }
  countFlushed(context, keys);
  context.server().flushAll();
  return Reply::ok();
}

Reply flushdbCommand(CommandContext& context) {
  if (!acceptsFlushOption(context)) {
    return messages::syntaxError();
  }
  countFlushed(context, context.database().size());
  context.server().flush(context.database());
  return Reply::ok();
}

Reply swapdbCommand(CommandContext& context) {
  int64_t numbers[2];
  for (size_t i = 0; i < 2; ++i) {
    const std::optional<int64_t> number = parseInteger(context.argument(i + 1));
    if (!number || *number != static_cast<int32_t>(*number)) {
      return Reply::error(i == 0 ? messages::kInvalidFirstDatabase
                                 : messages::kInvalidSecondDatabase);
    }
    numbers[i] = *number;
  }
  for (const int64_t number : numbers) {
    if (number < 0 || number >= context.keyspace().databaseCount()) {
      return Reply::error(messages::kDatabaseOutOfRange);
    }
  }
  context.keyspace().swapDatabases(static_cast<uint32_t>(numbers[0]),
                                   static_cast<uint32_t>(numbers[1]));
  return Reply::ok();
}

Reply lastsaveCommand(CommandContext& context) {
  // Nothing was ever saved: the time of the start.
  return Reply::integer(context.server().startedAtMicroseconds / 1000000);
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kCommandSubcommands[] = {
    {.name = "count",
     .handler = commandCountCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(1)",
     .summary = "Counts the commands.",
     .categories = Category::Connection,
     .container = "command"},
    {.name = "docs",
     .handler = commandDocsCommand,
     .arity = -2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "7.0.0",
     .complexity = "O(N) in the number of names",
     .summary = "Documents commands.",
     .syntax = "[command-name [command-name ...]]",
     .categories = Category::Connection,
     .container = "command",
     .tips = "nondeterministic_output_order"},
    {.name = "getkeys",
     .handler = commandGetkeysCommand,
     .arity = -4,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(N) in the number of arguments",
     .summary = "Finds the keys in a command line.",
     .syntax = "command [arg [arg ...]]",
     .categories = Category::Connection,
     .container = "command",
     .laterArity = -3},
    {.name = "getkeysandflags",
     .handler = commandGetkeysandflagsCommand,
     .arity = -4,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "7.0.0",
     .complexity = "O(N) in the number of arguments",
     .summary = "Finds the keys in a command line, and what happens to them.",
     .syntax = "command [arg [arg ...]]",
     .categories = Category::Connection,
     .container = "command",
     .laterArity = -3},
    {.name = "help",
     .handler = commandHelpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Explains the subcommands.",
     .categories = Category::Connection,
     .container = "command"},
    {.name = "info",
     .handler = commandInfoCommand,
     .arity = -2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(N) in the number of names",
     .summary = "Describes commands.",
     .syntax = "[command-name [command-name ...]]",
     .categories = Category::Connection,
     .container = "command",
     .tips = "nondeterministic_output_order"},
    {.name = "list",
     .handler = commandListCommand,
     .arity = -2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "7.0.0",
     .complexity = "O(N) in the number of commands",
     .summary = "Lists the names of commands.",
     .syntax = "[FILTERBY MODULE module-name | ACLCAT category | PATTERN pattern]",
     .categories = Category::Connection,
     .container = "command",
     .tips = "nondeterministic_output_order"},
};
static_assert(sortedByName(kCommandSubcommands) && keysMatchArity(kCommandSubcommands));

constexpr CommandSpec kConfigSubcommands[] = {
    {.name = "get",
     .handler = configGetCommand,
     .arity = -3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.0.0",
     .complexity = "O(N) in the number of parameters",
     .summary = "Returns the values of parameters.",
     .syntax = "parameter [parameter ...]",
     .container = "config"},
    {.name = "help",
     .handler = configHelpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Explains the subcommands.",
     .container = "config"},
    {.name = "resetstat",
     .handler = configResetstatCommand,
     .arity = 2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.0.0",
     .complexity = "O(1)",
     .summary = "Resets the statistics that INFO shows.",
     .container = "config"},
    {.name = "rewrite",
     .handler = configRewriteCommand,
     .arity = 2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.0",
     .complexity = "O(1)",
     .summary = "Refused: there is no configuration file.",
     .container = "config"},
    {.name = "set",
     .handler = configSetCommand,
     .arity = -4,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.0.0",
     .complexity = "O(N) in the number of parameters",
     .summary = "Sets parameters.",
     .syntax = "parameter value [parameter value ...]",
     .container = "config",
     .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
};
static_assert(sortedByName(kConfigSubcommands) && keysMatchArity(kConfigSubcommands));

constexpr CommandSpec kServerCommands[] = {
    {.name = "command",
     .handler = commandCommand,
     .arity = -1,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(N) in the number of commands",
     .summary = "Describes all commands.",
     .categories = Category::Connection,
     .subcommands = kCommandSubcommands,
     .tips = "nondeterministic_output_order"},
    {.name = "config",
     .arity = -2,
     .group = CommandGroup::Server,
     .since = "2.0.0",
     .complexity = "Depends on the subcommand.",
     .summary = "Reads and changes parameters.",
     .subcommands = kConfigSubcommands},
    {.name = "dbsize",
     .handler = dbsizeCommand,
     .arity = 1,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Counts the keys of the database.",
     .categories = Category::Keyspace,
     .tips = "request_policy:all_shards,response_policy:agg_sum"},
    {.name = "flushall",
     .handler = flushallCommand,
     .arity = -1,
     .flags = CommandFlag::Write,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(N) in the number of keys",
     .summary = "Removes all keys of all databases.",
     .syntax = "[ASYNC | SYNC]",
     .categories = Category::Keyspace | Category::Dangerous,
     .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "flushdb",
     .handler = flushdbCommand,
     .arity = -1,
     .flags = CommandFlag::Write,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(N) in the number of keys",
     .summary = "Removes all keys of the database.",
     .syntax = "[ASYNC | SYNC]",
     .categories = Category::Keyspace | Category::Dangerous,
     .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "info",
     .handler = infoCommand,
     .arity = -1,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Describes the state of the server.",
     .syntax = "[section [section ...]]",
     .categories = Category::Dangerous,
     .tips = "nondeterministic_output,request_policy:all_shards,response_policy:special"},
    {.name = "lastsave",
     .handler = lastsaveCommand,
     .arity = 1,
     .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Returns the Unix time of the last save.",
     .categories = Category::Admin | Category::Dangerous,
     .tips = "nondeterministic_output"},
    {.name = "swapdb",
     .handler = swapdbCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Exchanges two databases.",
     .syntax = "index1 index2",
     .categories = Category::Keyspace | Category::Dangerous},
    {.name = "time",
     .handler = timeCommand,
     .arity = 1,
     .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast,
     .group = CommandGroup::Server,
     .since = "2.6.0",
     .complexity = "O(1)",
     .summary = "Returns the time in seconds and microseconds.",
     .tips = "nondeterministic_output"},
};
static_assert(sortedByName(kServerCommands) && keysMatchArity(kServerCommands));

}  // namespace

std::span<const CommandSpec> serverCommands() { return kServerCommands; }

}  // namespace redis
