#include "redis/commands/administration_handlers.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_table.h"
#include "redis/commands/help.h"

namespace redis {
namespace {

using base::BytesView;

Reply roleCommand(CommandContext&) {
  return Reply::array({Reply::bulk("master"), Reply::integer(0), Reply::array()});
}

Reply replicaofCommand(CommandContext& context) {
  constexpr int64_t kHighestPort = 65535;
  if (equalsIgnoreCase(context.argument(1), "no") && equalsIgnoreCase(context.argument(2), "one")) {
    return Reply::ok();
  }
  const std::optional<int64_t> port = parseInteger(context.argument(2));
  return port && *port >= 0 && *port <= kHighestPort
             ? messages::notImplemented(context.spec().fullName())
             : Reply::error(messages::kInvalidMasterPort);
}

Reply failoverCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  if (context.count() == 2 && arguments.take("ABORT")) {
    return Reply::error(messages::kNoFailover);
  }
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("TIMEOUT", 1)) {
      if (arguments.nextInteger() <= 0) {
        arguments.fail(messages::kFailoverTimeout);
      }
    } else if (arguments.take("TO", 2)) {
      arguments.skip(1);
      arguments.nextInteger();
    } else if (!arguments.take("FORCE")) {
      arguments.fail(messages::kSyntaxError);
    }
  }
  return arguments.failed() ? arguments.error() : Reply::error(messages::kNoReplicas);
}

/// Only a server can end: its host sees to it when the command is through.
Reply shutdownCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  bool saves = false;
  bool doesNotSave = false;
  bool aborts = false;
  while (arguments.hasNext()) {
    if (arguments.take("SAVE")) {
      saves = true;
    } else if (arguments.take("NOSAVE")) {
      doesNotSave = true;
    } else if (arguments.take("ABORT")) {
      aborts = true;
    } else if (!arguments.take("NOW") && !arguments.take("FORCE")) {
      return messages::syntaxError();
    }
  }
  if ((saves && doesNotSave) || (aborts && context.count() > 2)) {
    return messages::syntaxError();
  }
  if (aborts) {
    return Reply::error(messages::kNoShutdown);
  }
  Session& session = context.session();
  if (!session.hasConnection) {
    return messages::notImplemented(context.spec().fullName());
  }
  session.shutdown = doesNotSave ? Shutdown::NoSave : Shutdown::Save;
  return Reply::none();
}

Reply moduleListCommand(CommandContext&) { return Reply::array(); }

Reply moduleRefusedCommand(CommandContext&) { return Reply::error(messages::kModulesDisabled); }

Reply moduleHelpCommand(CommandContext&) {
  return helpReply("module",
                   "LIST\n"
                   "    Return a list of loaded modules.\n"
                   "LOAD <path> [<arg> ...]\n"
                   "    Load a module library from <path>, passing to it any optional arguments.\n"
                   "LOADEX <path> [[CONFIG NAME VALUE] [CONFIG NAME VALUE]] [ARGS ...]\n"
                   "    Load a module library from <path>, while passing it module configurations "
                   "and optional arguments.\n"
                   "UNLOAD <name>\n"
                   "    Unload a module.");
}

/// LOLWUT without its drawings of versions 5 and 6, which are refused by name.
Reply lolwutCommand(CommandContext& context) {
  if (context.count() >= 3 && equalsIgnoreCase(context.argument(1), "version")) {
    const std::optional<int64_t> version = parseInteger(context.argument(2));
    if (!version) {
      return Reply::error(messages::kNotInteger);
    }
    if (*version == 5 || *version == 6) {
      return messages::notImplemented("lolwut|version");
    }
  }
  return Reply::verbatim("txt", messages::lolwut(context.configuration().compat.version()));
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kLatencySubcommands[] = {
    {.name = "doctor",
     .handler = latencyDoctorCommand,
     .arity = 2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(1)",
     .summary = "Reports about latency in words.",
     .container = "latency",
     .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "graph",
     .handler = latencyGraphCommand,
     .arity = 3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(1)",
     .summary = "Draws the samples of an event.",
     .syntax = "event",
     .container = "latency",
     .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "help",
     .handler = latencyHelpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(1)",
     .summary = "Explains the subcommands.",
     .container = "latency"},
    {.name = "histogram",
     .handler = latencyHistogramCommand,
     .arity = -2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "7.0.0",
     .complexity = "O(N), N commands with a histogram",
     .summary = "Tells how long calls of commands took.",
     .syntax = "[command [command ...]]",
     .container = "latency",
     .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "history",
     .handler = latencyHistoryCommand,
     .arity = 3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(1)",
     .summary = "Returns the samples of an event.",
     .syntax = "event",
     .container = "latency",
     .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "latest",
     .handler = latencyLatestCommand,
     .arity = 2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(1)",
     .summary = "Returns the last sample of every event.",
     .container = "latency",
     .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "reset",
     .handler = latencyResetCommand,
     .arity = -2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "O(1)",
     .summary = "Forgets the samples of events.",
     .syntax = "[event [event ...]]",
     .container = "latency",
     .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
};
static_assert(sortedByName(kLatencySubcommands) && keysMatchArity(kLatencySubcommands));

constexpr CommandSpec kMemorySubcommands[] = {
    {.name = "doctor",
     .handler = memoryDoctorCommand,
     .arity = 2,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Reports about memory in words.",
     .container = "memory",
     .tips = "nondeterministic_output,request_policy:all_shards,response_policy:special"},
    {.name = "help",
     .handler = memoryHelpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Explains the subcommands.",
     .container = "memory"},
    {.name = "malloc-stats",
     .handler = memoryMallocStatsCommand,
     .arity = 2,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Returns what the allocator tells about itself.",
     .container = "memory",
     .tips = "nondeterministic_output,request_policy:all_shards,response_policy:special"},
    {.name = "purge",
     .handler = memoryPurgeCommand,
     .arity = 2,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Asks the allocator to give memory back.",
     .container = "memory",
     .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "stats",
     .handler = memoryStatsCommand,
     .arity = 2,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Tells what memory is used for.",
     .container = "memory",
     .tips = "nondeterministic_output,request_policy:all_shards,response_policy:special"},
    {.name = "usage",
     .handler = memoryUsageCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(2, KeyFlag::ReadOnly),
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(N), N samples",
     .summary = "Tells how much memory a key would take in Redis.",
     .syntax = "key [SAMPLES count]",
     .container = "memory"},
};
static_assert(sortedByName(kMemorySubcommands) && keysMatchArity(kMemorySubcommands));

constexpr CommandSpec kModuleSubcommands[] = {
    {.name = "help",
     .handler = moduleHelpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Explains the subcommands.",
     .container = "module"},
    {.name = "list",
     .handler = moduleListCommand,
     .arity = 2,
     .flags = CommandFlag::Admin | CommandFlag::NoScript,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Lists modules, of which there are none.",
     .container = "module",
     .tips = "nondeterministic_output_order"},
    {.name = "load",
     .handler = moduleRefusedCommand,
     .arity = -3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Refused: modules are not allowed.",
     .syntax = "path [arg [arg ...]]",
     .container = "module"},
    {.name = "loadex",
     .handler = moduleRefusedCommand,
     .arity = -3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading,
     .group = CommandGroup::Server,
     .since = "7.0.0",
     .complexity = "O(1)",
     .summary = "Refused: modules are not allowed.",
     .syntax = "path [CONFIG name value ...] [ARGS arg ...]",
     .container = "module"},
    {.name = "unload",
     .handler = moduleRefusedCommand,
     .arity = 3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Refused: modules are not allowed.",
     .syntax = "name",
     .container = "module"},
};
static_assert(sortedByName(kModuleSubcommands) && keysMatchArity(kModuleSubcommands));

constexpr CommandSpec kSlowlogSubcommands[] = {
    {.name = "get",
     .handler = slowlogGetCommand,
     .arity = -2,
     .flags = CommandFlag::Admin | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.2.12",
     .complexity = "O(N), N entries returned",
     .summary = "Returns the newest entries of the slow log.",
     .syntax = "[count]",
     .container = "slowlog",
     .tips = "request_policy:all_nodes,nondeterministic_output"},
    {.name = "help",
     .handler = slowlogHelpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Explains the subcommands.",
     .container = "slowlog"},
    {.name = "len",
     .handler = slowlogLenCommand,
     .arity = 2,
     .flags = CommandFlag::Admin | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.2.12",
     .complexity = "O(1)",
     .summary = "Counts the entries of the slow log.",
     .container = "slowlog",
     .tips = "request_policy:all_nodes,response_policy:agg_sum,nondeterministic_output"},
    {.name = "reset",
     .handler = slowlogResetCommand,
     .arity = 2,
     .flags = CommandFlag::Admin | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "2.2.12",
     .complexity = "O(N), N entries",
     .summary = "Empties the slow log.",
     .container = "slowlog",
     .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
};
static_assert(sortedByName(kSlowlogSubcommands) && keysMatchArity(kSlowlogSubcommands));

constexpr CommandSpec kAdministrationCommands[] = {
    {.name = "debug",
     .handler = debugCommand,
     .arity = -2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "Depends on the subcommand.",
     .summary = "Helps to test servers and clients.",
     .syntax = "subcommand [arg [arg ...]]"},
    {.name = "failover",
     .handler = failoverCommand,
     .arity = -1,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Refused: this server has no replicas.",
     .syntax = "[TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds]"},
    {.name = "latency",
     .arity = -2,
     .group = CommandGroup::Server,
     .since = "2.8.13",
     .complexity = "Depends on the subcommand.",
     .summary = "Tells what took long.",
     .subcommands = kLatencySubcommands},
    {.name = "lolwut",
     .handler = lolwutCommand,
     .arity = -1,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .group = CommandGroup::Server,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Shows the version.",
     .syntax = "[VERSION version]"},
    {.name = "memory",
     .arity = -2,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "Depends on the subcommand.",
     .summary = "Tells what memory is used for.",
     .subcommands = kMemorySubcommands},
    {.name = "module",
     .arity = -2,
     .group = CommandGroup::Server,
     .since = "4.0.0",
     .complexity = "Depends on the subcommand.",
     .summary = "Refused: this server has no modules.",
     .subcommands = kModuleSubcommands},
    {.name = "replicaof",
     .handler = replicaofCommand,
     .arity = 3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Stale |
              CommandFlag::NoAsyncLoading,
     .group = CommandGroup::Server,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Makes the server a master; another one to follow is refused.",
     .syntax = "host port"},
    {.name = "role",
     .handler = roleCommand,
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast,
     .group = CommandGroup::Server,
     .since = "2.8.12",
     .complexity = "O(1)",
     .summary = "Returns the role of the server, which is master.",
     .categories = Category::Admin | Category::Dangerous},
    {.name = "shutdown",
     .handler = shutdownCommand,
     .arity = -1,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NoMulti | CommandFlag::AllowBusy,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Ends the server.",
     .syntax = "[NOSAVE | SAVE] [NOW] [FORCE] [ABORT]"},
    {.name = "slaveof",
     .handler = replicaofCommand,
     .arity = 3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Stale |
              CommandFlag::NoAsyncLoading,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Makes the server a master; another one to follow is refused.",
     .syntax = "host port"},
    {.name = "slowlog",
     .arity = -2,
     .group = CommandGroup::Server,
     .since = "2.2.12",
     .complexity = "Depends on the subcommand.",
     .summary = "Shows commands that took long.",
     .subcommands = kSlowlogSubcommands},
};
static_assert(sortedByName(kAdministrationCommands) && keysMatchArity(kAdministrationCommands));

}  // namespace

std::span<const CommandSpec> administrationCommands() { return kAdministrationCommands; }

}  // namespace redis
