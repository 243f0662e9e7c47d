#include "redis/commands/command_table.h"

// Commands of Redis 7.0.15 that this engine does not have. They are known by name, arity, flags and keys, so that mistakes in calling
// them get Redis's own answer; a correct call gets an error that names the command. A family that implements one just lists it in
// its own table. The scripting commands are here for engines without the scripting module, which replaces them.

namespace redis {
namespace {

constexpr CommandSpec kAclSubcommands[] = {
    {.name = "cat", .arity = -2, .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "deluser", .arity = -3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "dryrun", .arity = -4, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "7.0.0", .container = "acl"},
    {.name = "genpass", .arity = -2, .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "getuser", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "list", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "load", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "log", .arity = -2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "save", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "setuser", .arity = -3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "users", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
    {.name = "whoami", .arity = 2, .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .container = "acl"},
};

constexpr CommandSpec kClusterSubcommands[] = {
    {.name = "addslots", .arity = -3, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "addslotsrange", .arity = -4, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "7.0.0", .container = "cluster"},
    {.name = "bumpepoch", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster", .tips = "nondeterministic_output"},
    {.name = "count-failure-reports", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster", .tips = "nondeterministic_output"},
    {.name = "countkeysinslot", .arity = 3, .flags = CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "delslots", .arity = -3, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "delslotsrange", .arity = -4, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "7.0.0", .container = "cluster"},
    {.name = "failover", .arity = -2, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "flushslots", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "forget", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "getkeysinslot", .arity = 4, .flags = CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster", .tips = "nondeterministic_output"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "5.0.0", .container = "cluster"},
    {.name = "info", .arity = 2, .flags = CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster", .tips = "nondeterministic_output"},
    {.name = "keyslot", .arity = 3, .flags = CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "links", .arity = 2, .flags = CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "7.0.0", .container = "cluster", .tips = "nondeterministic_output"},
    {.name = "meet", .arity = -4, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "myid", .arity = 2, .flags = CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "nodes", .arity = 2, .flags = CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster", .tips = "nondeterministic_output"},
    {.name = "replicas", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "5.0.0", .container = "cluster", .tips = "nondeterministic_output"},
    {.name = "replicate", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "reset", .arity = -2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "saveconfig", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "set-config-epoch", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "setslot", .arity = -4, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster"},
    {.name = "shards", .arity = 2, .flags = CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "7.0.0", .container = "cluster", .tips = "nondeterministic_output"},
    {.name = "slaves", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster", .tips = "nondeterministic_output"},
    {.name = "slots", .arity = 2, .flags = CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .container = "cluster", .tips = "nondeterministic_output"},
};

constexpr CommandSpec kFunctionSubcommands[] = {
    {.name = "delete", .arity = 3, .flags = CommandFlag::Write | CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .container = "function", .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "dump", .arity = 2, .flags = CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .container = "function"},
    {.name = "flush", .arity = -2, .flags = CommandFlag::Write | CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .container = "function", .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .container = "function"},
    {.name = "kill", .arity = 2, .flags = CommandFlag::NoScript | CommandFlag::AllowBusy | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .container = "function", .tips = "request_policy:all_shards,response_policy:one_succeeded"},
    {.name = "list", .arity = -2, .flags = CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .container = "function", .tips = "nondeterministic_output_order"},
    {.name = "load", .arity = -3, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .container = "function", .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "restore", .arity = -3, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .container = "function", .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "stats", .arity = 2, .flags = CommandFlag::NoScript | CommandFlag::AllowBusy | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .container = "function", .tips = "nondeterministic_output,request_policy:all_shards,response_policy:special"},
};

constexpr CommandSpec kLatencySubcommands[] = {
    {.name = "doctor", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.8.13", .container = "latency", .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "graph", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.8.13", .container = "latency", .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.8.13", .container = "latency"},
    {.name = "histogram", .arity = -2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "7.0.0", .container = "latency", .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "history", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.8.13", .container = "latency", .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "latest", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.8.13", .container = "latency", .tips = "nondeterministic_output,request_policy:all_nodes,response_policy:special"},
    {.name = "reset", .arity = -2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.8.13", .container = "latency", .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
};

constexpr CommandSpec kMemorySubcommands[] = {
    {.name = "doctor", .arity = 2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .container = "memory", .tips = "nondeterministic_output,request_policy:all_shards,response_policy:special"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .container = "memory"},
    {.name = "malloc-stats", .arity = 2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .container = "memory", .tips = "nondeterministic_output,request_policy:all_shards,response_policy:special"},
    {.name = "purge", .arity = 2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .container = "memory", .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "stats", .arity = 2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .container = "memory", .tips = "nondeterministic_output,request_policy:all_shards,response_policy:special"},
    {.name = "usage", .arity = -3, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadOnly), .group = CommandGroup::Server, .since = "4.0.0", .container = "memory"},
};

constexpr CommandSpec kModuleSubcommands[] = {
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "5.0.0", .container = "module"},
    {.name = "list", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .container = "module", .tips = "nondeterministic_output_order"},
    {.name = "load", .arity = -3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .container = "module"},
    {.name = "loadex", .arity = -3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "7.0.0", .container = "module"},
    {.name = "unload", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .container = "module"},
};

constexpr CommandSpec kPubsubSubcommands[] = {
    {.name = "channels", .arity = -2, .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "2.8.0", .categories = Category::None, .container = "pubsub"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "6.2.0", .categories = Category::None, .container = "pubsub"},
    {.name = "numpat", .arity = 2, .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "2.8.0", .categories = Category::None, .container = "pubsub"},
    {.name = "numsub", .arity = -2, .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "2.8.0", .categories = Category::None, .container = "pubsub"},
    {.name = "shardchannels", .arity = -2, .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "7.0.0", .categories = Category::None, .container = "pubsub"},
    {.name = "shardnumsub", .arity = -2, .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "7.0.0", .categories = Category::None, .container = "pubsub"},
};

constexpr CommandSpec kScriptSubcommands[] = {
    {.name = "debug", .arity = 3, .flags = CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "3.2.0", .container = "script"},
    {.name = "exists", .arity = -3, .flags = CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "2.6.0", .container = "script", .tips = "request_policy:all_shards,response_policy:agg_logical_and"},
    {.name = "flush", .arity = -2, .flags = CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "2.6.0", .container = "script", .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "5.0.0", .container = "script"},
    {.name = "kill", .arity = 2, .flags = CommandFlag::NoScript | CommandFlag::AllowBusy | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "2.6.0", .container = "script", .tips = "request_policy:all_shards,response_policy:one_succeeded"},
    {.name = "load", .arity = 3, .flags = CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "2.6.0", .container = "script", .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
};

constexpr CommandSpec kSlowlogSubcommands[] = {
    {.name = "get", .arity = -2, .flags = CommandFlag::Admin | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.2.12", .container = "slowlog", .tips = "request_policy:all_nodes,nondeterministic_output"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.2.0", .container = "slowlog"},
    {.name = "len", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.2.12", .container = "slowlog", .tips = "request_policy:all_nodes,response_policy:agg_sum,nondeterministic_output"},
    {.name = "reset", .arity = 2, .flags = CommandFlag::Admin | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.2.12", .container = "slowlog", .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
};

constexpr CommandSpec kXgroupSubcommands[] = {
    {.name = "create", .arity = -5, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Insert), .group = CommandGroup::Stream, .since = "5.0.0", .container = "xgroup"},
    {.name = "createconsumer", .arity = 5, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Insert), .group = CommandGroup::Stream, .since = "6.2.0", .container = "xgroup"},
    {.name = "delconsumer", .arity = 5, .flags = CommandFlag::Write | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Delete), .group = CommandGroup::Stream, .since = "5.0.0", .container = "xgroup"},
    {.name = "destroy", .arity = 4, .flags = CommandFlag::Write | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Delete), .group = CommandGroup::Stream, .since = "5.0.0", .container = "xgroup"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Stream, .since = "5.0.0", .container = "xgroup"},
    {.name = "setid", .arity = -5, .flags = CommandFlag::Write | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Update), .group = CommandGroup::Stream, .since = "5.0.0", .container = "xgroup"},
};

constexpr CommandSpec kXinfoSubcommands[] = {
    {.name = "consumers", .arity = 4, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Stream, .since = "5.0.0", .container = "xinfo", .tips = "nondeterministic_output"},
    {.name = "groups", .arity = 3, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Stream, .since = "5.0.0", .container = "xinfo"},
    {.name = "help", .arity = 2, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Stream, .since = "5.0.0", .container = "xinfo"},
    {.name = "stream", .arity = -3, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Stream, .since = "5.0.0", .container = "xinfo"},
};

constexpr CommandSpec kUnimplementedCommands[] = {
    {.name = "acl", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.0.0", .subcommands = kAclSubcommands},
    {.name = "asking", .arity = 1, .flags = CommandFlag::Fast | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .categories = Category::Connection},
    {.name = "bgrewriteaof", .arity = 1, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "1.0.0"},
    {.name = "bgsave", .arity = -1, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "1.0.0"},
    {.name = "cluster", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .subcommands = kClusterSubcommands},
    {.name = "debug", .arity = -2, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "1.0.0"},
    {.name = "discard", .arity = 1, .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast | CommandFlag::AllowBusy | CommandFlag::NotImplemented, .group = CommandGroup::Transactions, .since = "2.0.0"},
    {.name = "dump", .arity = 2, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Generic, .since = "2.6.0", .tips = "nondeterministic_output"},
    {.name = "eval", .arity = -3, .flags = CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::SkipMonitor | CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys | CommandFlag::MayReplicate | CommandFlag::NotImplemented, .keys = Keys::counted(2, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update), .group = CommandGroup::Scripting, .since = "2.6.0"},
    {.name = "eval_ro", .arity = -3, .flags = CommandFlag::ReadOnly | CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::SkipMonitor | CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys | CommandFlag::NotImplemented, .keys = Keys::counted(2, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Scripting, .since = "7.0.0"},
    {.name = "evalsha", .arity = -3, .flags = CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::SkipMonitor | CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys | CommandFlag::MayReplicate | CommandFlag::NotImplemented, .keys = Keys::counted(2, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update), .group = CommandGroup::Scripting, .since = "2.6.0"},
    {.name = "evalsha_ro", .arity = -3, .flags = CommandFlag::ReadOnly | CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::SkipMonitor | CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys | CommandFlag::NotImplemented, .keys = Keys::counted(2, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Scripting, .since = "7.0.0"},
    {.name = "exec", .arity = 1, .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::SkipSlowlog | CommandFlag::NotImplemented, .group = CommandGroup::Transactions, .since = "1.2.0"},
    {.name = "failover", .arity = -1, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "6.2.0"},
    {.name = "fcall", .arity = -3, .flags = CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::SkipMonitor | CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys | CommandFlag::MayReplicate | CommandFlag::NotImplemented, .keys = Keys::counted(2, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update), .group = CommandGroup::Scripting, .since = "7.0.0"},
    {.name = "fcall_ro", .arity = -3, .flags = CommandFlag::ReadOnly | CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::SkipMonitor | CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys | CommandFlag::NotImplemented, .keys = Keys::counted(2, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Scripting, .since = "7.0.0"},
    {.name = "function", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "7.0.0", .categories = Category::None, .subcommands = kFunctionSubcommands},
    {.name = "geoadd", .arity = -5, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update), .group = CommandGroup::Geo, .since = "3.2.0"},
    {.name = "geodist", .arity = -4, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Geo, .since = "3.2.0"},
    {.name = "geohash", .arity = -2, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Geo, .since = "3.2.0"},
    {.name = "geopos", .arity = -2, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Geo, .since = "3.2.0"},
    {.name = "georadius", .arity = -6, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::MovableKeys | CommandFlag::NotImplemented, .keys = {Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), Keys::after("STORE", 6, 0, 1, 0, KeyFlag::Overwrite | KeyFlag::Update), Keys::after("STOREDIST", 6, 0, 1, 0, KeyFlag::Overwrite | KeyFlag::Update)}, .group = CommandGroup::Geo, .since = "3.2.0"},
    {.name = "georadius_ro", .arity = -6, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Geo, .since = "3.2.10"},
    {.name = "georadiusbymember", .arity = -5, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::MovableKeys | CommandFlag::NotImplemented, .keys = {Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), Keys::after("STORE", 5, 0, 1, 0, KeyFlag::Overwrite | KeyFlag::Update), Keys::after("STOREDIST", 5, 0, 1, 0, KeyFlag::Overwrite | KeyFlag::Update)}, .group = CommandGroup::Geo, .since = "3.2.0"},
    {.name = "georadiusbymember_ro", .arity = -5, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Geo, .since = "3.2.10"},
    {.name = "geosearch", .arity = -7, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Geo, .since = "6.2.0"},
    {.name = "geosearchstore", .arity = -8, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NotImplemented, .keys = {Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update), Keys::at(2, KeyFlag::ReadOnly | KeyFlag::Access)}, .group = CommandGroup::Geo, .since = "6.2.0"},
    {.name = "latency", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.8.13", .subcommands = kLatencySubcommands},
    {.name = "lolwut", .arity = -1, .flags = CommandFlag::ReadOnly | CommandFlag::Fast | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "5.0.0"},
    {.name = "memory", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .subcommands = kMemorySubcommands},
    {.name = "migrate", .arity = -6, .flags = CommandFlag::Write | CommandFlag::MovableKeys | CommandFlag::NotImplemented, .keys = {Keys::at(3, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete), Keys::after("KEYS", -2, -1, 1, 0, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete | KeyFlag::Incomplete)}, .group = CommandGroup::Generic, .since = "2.6.0", .categories = Category::Keyspace | Category::Dangerous, .tips = "nondeterministic_output"},
    {.name = "module", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "4.0.0", .subcommands = kModuleSubcommands},
    {.name = "monitor", .arity = 1, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "1.0.0"},
    {.name = "multi", .arity = 1, .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast | CommandFlag::AllowBusy | CommandFlag::NotImplemented, .group = CommandGroup::Transactions, .since = "1.2.0"},
    {.name = "pfadd", .arity = -2, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert), .group = CommandGroup::HyperLogLog, .since = "2.8.9"},
    {.name = "pfcount", .arity = -2, .flags = CommandFlag::ReadOnly | CommandFlag::MayReplicate | CommandFlag::NotImplemented, .keys = Keys::range(1, -1, 1, KeyFlag::ReadWrite | KeyFlag::Access), .group = CommandGroup::HyperLogLog, .since = "2.8.9"},
    {.name = "pfdebug", .arity = 3, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Admin | CommandFlag::NotImplemented, .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Access), .group = CommandGroup::HyperLogLog, .since = "2.8.9"},
    {.name = "pfmerge", .arity = -2, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NotImplemented, .keys = {Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Insert), Keys::range(2, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access)}, .group = CommandGroup::HyperLogLog, .since = "2.8.9"},
    {.name = "pfselftest", .arity = 1, .flags = CommandFlag::Admin | CommandFlag::NotImplemented, .group = CommandGroup::HyperLogLog, .since = "2.8.9"},
    {.name = "psubscribe", .arity = -2, .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "2.0.0", .categories = Category::None},
    {.name = "psync", .arity = -3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading | CommandFlag::NoMulti | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.8.0"},
    {.name = "pubsub", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "2.8.0", .categories = Category::None, .subcommands = kPubsubSubcommands},
    {.name = "punsubscribe", .arity = -1, .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "2.0.0", .categories = Category::None},
    {.name = "readonly", .arity = 1, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .categories = Category::Connection},
    {.name = "readwrite", .arity = 1, .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast | CommandFlag::NotImplemented, .group = CommandGroup::Cluster, .since = "3.0.0", .categories = Category::Connection},
    {.name = "replconf", .arity = -1, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::AllowBusy | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "3.0.0"},
    {.name = "replicaof", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "5.0.0"},
    {.name = "restore", .arity = -4, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update), .group = CommandGroup::Generic, .since = "2.6.0", .categories = Category::Keyspace | Category::Dangerous},
    {.name = "restore-asking", .arity = -4, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Asking | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update), .group = CommandGroup::Server, .since = "3.0.0", .categories = Category::Keyspace | Category::Dangerous},
    {.name = "role", .arity = 1, .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.8.12", .categories = Category::Admin | Category::Dangerous},
    {.name = "save", .arity = 1, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading | CommandFlag::NoMulti | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "1.0.0"},
    {.name = "script", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Scripting, .since = "2.6.0", .categories = Category::None, .subcommands = kScriptSubcommands},
    {.name = "shutdown", .arity = -1, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NoMulti | CommandFlag::AllowBusy | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "1.0.0"},
    {.name = "slaveof", .arity = 3, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::NoAsyncLoading | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "1.0.0"},
    {.name = "slowlog", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "2.2.12", .subcommands = kSlowlogSubcommands},
    {.name = "spublish", .arity = 3, .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast | CommandFlag::MayReplicate | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::NotKey), .group = CommandGroup::PubSub, .since = "7.0.0", .categories = Category::None},
    {.name = "ssubscribe", .arity = -2, .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .keys = Keys::range(1, -1, 1, KeyFlag::NotKey), .group = CommandGroup::PubSub, .since = "7.0.0", .categories = Category::None},
    {.name = "subscribe", .arity = -2, .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "2.0.0", .categories = Category::None},
    {.name = "sunsubscribe", .arity = -1, .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .keys = Keys::range(1, -1, 1, KeyFlag::NotKey), .group = CommandGroup::PubSub, .since = "7.0.0", .categories = Category::None},
    {.name = "sync", .arity = 1, .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading | CommandFlag::NoMulti | CommandFlag::NotImplemented, .group = CommandGroup::Server, .since = "1.0.0"},
    {.name = "unsubscribe", .arity = -1, .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented, .group = CommandGroup::PubSub, .since = "2.0.0", .categories = Category::None},
    {.name = "unwatch", .arity = 1, .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast | CommandFlag::AllowBusy | CommandFlag::NotImplemented, .group = CommandGroup::Transactions, .since = "2.2.0"},
    {.name = "wait", .arity = 3, .flags = CommandFlag::NoScript | CommandFlag::NotImplemented, .group = CommandGroup::Generic, .since = "3.0.0", .categories = Category::Connection, .tips = "request_policy:all_shards,response_policy:agg_min"},
    {.name = "watch", .arity = -2, .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast | CommandFlag::AllowBusy | CommandFlag::NotImplemented, .keys = Keys::range(1, -1, 1, KeyFlag::ReadOnly), .group = CommandGroup::Transactions, .since = "2.2.0"},
    {.name = "xack", .arity = -4, .flags = CommandFlag::Write | CommandFlag::Fast | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update), .group = CommandGroup::Stream, .since = "5.0.0"},
    {.name = "xadd", .arity = -5, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update), .group = CommandGroup::Stream, .since = "5.0.0", .tips = "nondeterministic_output"},
    {.name = "xautoclaim", .arity = -6, .flags = CommandFlag::Write | CommandFlag::Fast | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete), .group = CommandGroup::Stream, .since = "6.2.0", .tips = "nondeterministic_output"},
    {.name = "xclaim", .arity = -6, .flags = CommandFlag::Write | CommandFlag::Fast | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update), .group = CommandGroup::Stream, .since = "5.0.0", .tips = "nondeterministic_output"},
    {.name = "xdel", .arity = -3, .flags = CommandFlag::Write | CommandFlag::Fast | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete), .group = CommandGroup::Stream, .since = "5.0.0"},
    {.name = "xgroup", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Stream, .since = "5.0.0", .categories = Category::None, .subcommands = kXgroupSubcommands},
    {.name = "xinfo", .arity = -2, .flags = CommandFlag::NotImplemented, .group = CommandGroup::Stream, .since = "5.0.0", .categories = Category::None, .subcommands = kXinfoSubcommands},
    {.name = "xlen", .arity = 2, .flags = CommandFlag::ReadOnly | CommandFlag::Fast | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly), .group = CommandGroup::Stream, .since = "5.0.0"},
    {.name = "xpending", .arity = -3, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Stream, .since = "5.0.0", .tips = "nondeterministic_output"},
    {.name = "xrange", .arity = -4, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Stream, .since = "5.0.0"},
    {.name = "xread", .arity = -4, .flags = CommandFlag::ReadOnly | CommandFlag::Blocking | CommandFlag::MovableKeys | CommandFlag::NotImplemented, .keys = Keys::after("STREAMS", 1, -1, 1, 2, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Stream, .since = "5.0.0"},
    {.name = "xreadgroup", .arity = -7, .flags = CommandFlag::Write | CommandFlag::Blocking | CommandFlag::MovableKeys | CommandFlag::NotImplemented, .keys = Keys::after("STREAMS", 4, -1, 1, 2, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Stream, .since = "5.0.0"},
    {.name = "xrevrange", .arity = -4, .flags = CommandFlag::ReadOnly | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access), .group = CommandGroup::Stream, .since = "5.0.0"},
    {.name = "xsetid", .arity = -3, .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update), .group = CommandGroup::Stream, .since = "5.0.0"},
    {.name = "xtrim", .arity = -4, .flags = CommandFlag::Write | CommandFlag::NotImplemented, .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete), .group = CommandGroup::Stream, .since = "5.0.0", .tips = "nondeterministic_output"},
};
static_assert(sortedByName(kUnimplementedCommands));

}  // namespace

std::span<const CommandSpec> unimplementedCommands() { return kUnimplementedCommands; }

}  // namespace redis
