#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"

/// The commands of a cluster, all of which answer that there is none.
namespace redis {
namespace {

using base::BytesView;

Reply clusterDisabledCommand(CommandContext&) { return Reply::error(messages::kClusterDisabled); }

/// 7.0 does not know it.
Reply clusterMyshardidCommand(CommandContext& context) {
  return context.configuration().compat.listsLaterCommands()
             ? clusterDisabledCommand(context)
             : messages::unknownSubcommand("cluster", context.argument(1));
}

constexpr char kRefusal[] = "Refused: this server has no cluster.";
constexpr char kNondeterministic[] = "nondeterministic_output";
constexpr uint32_t kRead = CommandFlag::Stale;
constexpr uint32_t kAdminRead = CommandFlag::Admin | CommandFlag::Stale;
constexpr uint32_t kChange = kAdminRead | CommandFlag::NoAsyncLoading;

constexpr CommandSpec subcommand(BytesView name, int16_t arity, uint32_t flags, const char* since,
                                 const char* tips = "",
                                 CommandHandler handler = clusterDisabledCommand) {
  return {.name = name,
          .handler = handler,
          .arity = arity,
          .flags = flags,
          .group = CommandGroup::Cluster,
          .since = since,
          .complexity = "O(1)",
          .summary = kRefusal,
          .container = "cluster",
          .tips = tips};
}

/// What belongs to the connection and not to CLUSTER.
constexpr CommandSpec connectionCommand(BytesView name, uint32_t flags) {
  return {.name = name,
          .handler = clusterDisabledCommand,
          .arity = 1,
          .flags = flags | CommandFlag::Fast,
          .group = CommandGroup::Cluster,
          .since = "3.0.0",
          .complexity = "O(1)",
          .summary = kRefusal,
          .categories = Category::Connection};
}

constexpr CommandSpec kClusterSubcommands[] = {
    subcommand("addslots", -3, kChange, "3.0.0"),
    subcommand("addslotsrange", -4, kChange, "7.0.0"),
    subcommand("bumpepoch", 2, kChange, "3.0.0", kNondeterministic),
    subcommand("count-failure-reports", 3, kAdminRead, "3.0.0", kNondeterministic),
    subcommand("countkeysinslot", 3, kRead, "3.0.0"),
    subcommand("delslots", -3, kChange, "3.0.0"),
    subcommand("delslotsrange", -4, kChange, "7.0.0"),
    subcommand("failover", -2, kChange, "3.0.0"),
    subcommand("flushslots", 2, kChange, "3.0.0"),
    subcommand("forget", 3, kChange, "3.0.0"),
    subcommand("getkeysinslot", 4, kRead, "3.0.0", kNondeterministic),
    subcommand("help", 2, CommandFlag::Loading | CommandFlag::Stale, "5.0.0"),
    subcommand("info", 2, kRead, "3.0.0", kNondeterministic),
    subcommand("keyslot", 3, kRead, "3.0.0"),
    subcommand("links", 2, kRead, "7.0.0", kNondeterministic),
    subcommand("meet", -4, kChange, "3.0.0"),
    subcommand("myid", 2, kRead, "3.0.0"),
    subcommand("myshardid", 2, kRead, "7.2.0", kNondeterministic, clusterMyshardidCommand),
    subcommand("nodes", 2, kRead, "3.0.0", kNondeterministic),
    subcommand("replicas", 3, kAdminRead, "5.0.0", kNondeterministic),
    subcommand("replicate", 3, kChange, "3.0.0"),
    subcommand("reset", -2, CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Stale,
               "3.0.0"),
    subcommand("saveconfig", 2, kChange, "3.0.0"),
    subcommand("set-config-epoch", 3, kChange, "3.0.0"),
    subcommand("setslot", -4, kChange, "3.0.0"),
    subcommand("shards", 2, kRead, "7.0.0", kNondeterministic),
    subcommand("slaves", 3, kAdminRead, "3.0.0", kNondeterministic),
    subcommand("slots", 2, kRead, "3.0.0", kNondeterministic),
};
static_assert(sortedByName(kClusterSubcommands) && keysMatchArity(kClusterSubcommands));

constexpr CommandSpec kClusterCommands[] = {
    connectionCommand("asking", 0),
    {.name = "cluster",
     .arity = -2,
     .group = CommandGroup::Cluster,
     .since = "3.0.0",
     .complexity = "Depends on the subcommand.",
     .summary = kRefusal,
     .subcommands = kClusterSubcommands},
    connectionCommand("readonly", CommandFlag::Loading | CommandFlag::Stale),
    connectionCommand("readwrite", CommandFlag::Loading | CommandFlag::Stale),
};
static_assert(sortedByName(kClusterCommands));

}  // namespace

std::span<const CommandSpec> clusterCommands() { return kClusterCommands; }

}  // namespace redis
