#include <utility>

#include "redis/commands/argument_reader.h"
#include "redis/commands/help.h"
#include "redis/rdb/function_payload.h"
#include "redis/rdb/string_codec.h"
#include "redis/structures/glob.h"
#include "script/conversion.h"
#include "script/engine_parts.h"
#include "script/messages.h"
#include "vm/table.h"

/// FUNCTION, FCALL and FCALL_RO. Redis 7.0: "Redis functions".
namespace script {

using base::Bytes;
using base::BytesView;
using redis::CommandContext;
using redis::CommandGroup;
using redis::CommandSpec;
using redis::Keys;
using redis::Reply;
using redis::CommandFlag::AllowBusy;
using redis::CommandFlag::DenyOom;
using redis::CommandFlag::Loading;
using redis::CommandFlag::MayReplicate;
using redis::CommandFlag::MovableKeys;
using redis::CommandFlag::NoMandatoryKeys;
using redis::CommandFlag::NoScript;
using redis::CommandFlag::ReadOnly;
using redis::CommandFlag::SkipMonitor;
using redis::CommandFlag::Stale;
using redis::CommandFlag::Write;

namespace {

Reply syntaxError(CommandContext& context) {
  return redis::messages::subcommandSyntaxError("function", context.argument(1));
}

/// Notes a change that no key shows. Redis: server.dirty.
void noteChange(EngineParts& parts) { ++parts.keyspace.statistics().changes; }

// ---- loading and deleting ----

Reply loadCommand(CommandContext& context) {
  OnExistingLibrary onExisting = OnExistingLibrary::Refuse;
  const size_t last = context.count() - 1;
  for (size_t i = 2; i < last; ++i) {
    if (!redis::equalsIgnoreCase(context.argument(i), "replace"))
      return Reply::error(
          errorLine(Bytes(messages::kUnknownLoadOption) + Bytes(context.argument(i))));
    onExisting = OnExistingLibrary::Replace;
  }
  EngineParts& parts = partsOf(context);
  Bytes name;
  const Bytes error = parts.loadLibrary(context.argument(last), parts.libraries, onExisting, name);
  if (!error.empty()) return Reply::error(errorLine(error));
  noteChange(parts);
  return Reply::bulk(std::move(name));
}

Reply deleteCommand(CommandContext& context) {
  EngineParts& parts = partsOf(context);
  const std::unique_ptr<FunctionLibrary> library = parts.libraries.take(context.argument(2));
  if (library == nullptr) return Reply::error(messages::kNoLibrary);
  parts.release(*library);
  noteChange(parts);
  return Reply::ok();
}

void flush(EngineParts& parts) {
  for (const std::unique_ptr<FunctionLibrary>& library : parts.libraries.takeAll())
    parts.release(*library);
}

Reply flushCommand(CommandContext& context) {
  if (context.count() > 3) return syntaxError(context);
  if (context.count() == 3 && !redis::equalsIgnoreCase(context.argument(2), "sync") &&
      !redis::equalsIgnoreCase(context.argument(2), "async"))
    return Reply::error(messages::kFunctionFlushOption);
  EngineParts& parts = partsOf(context);
  const size_t functions = parts.libraries.functionCount();
  const bool countsEngine = parts.keyspace.configuration().compat.countsFreedEngines();
  countFreedLater(context, functions, functions + (countsEngine ? 1 : 0));
  parts.libraries.takeAll();
  parts.dropFunctionMachine();
  noteChange(parts);
  return Reply::ok();
}

// ---- payloads ----

Reply dumpCommand(CommandContext& context) {
  std::vector<BytesView> sources;
  for (const std::unique_ptr<FunctionLibrary>& library : partsOf(context).libraries.all())
    sources.emplace_back(library->source);
  return Reply::bulk(
      redis::rdb::writeFunctions(sources, context.configuration().compat.payloadVersion()));
}

/// What RESTORE does with the libraries that are there.
enum class RestorePolicy : uint8_t { Append, Replace, Flush };

/// Moves `incoming` into the libraries in force, or answers why not and leaves these untouched.
Bytes join(EngineParts& parts, FunctionLibraries& incoming, RestorePolicy policy) {
  if (policy == RestorePolicy::Flush) flush(parts);
  std::vector<std::unique_ptr<FunctionLibrary>> replaced;
  Bytes error;
  for (const std::unique_ptr<FunctionLibrary>& library : incoming.all()) {
    if (parts.libraries.find(library->name) == nullptr) continue;
    if (policy == RestorePolicy::Append) {
      error = Bytes(messages::kRestoredLibraryExists) + library->name + " already exists";
      break;
    }
    replaced.push_back(parts.libraries.take(library->name));
  }
  for (const std::unique_ptr<FunctionLibrary>& library : incoming.all()) {
    for (const LibraryFunction& function : library->functions) {
      if (error.empty() && parts.libraries.findFunction(function.name) != nullptr)
        error = functionExists(function.name);
    }
  }
  for (std::unique_ptr<FunctionLibrary>& library : replaced) {
    if (error.empty()) {
      parts.release(*library);
    } else {
      parts.libraries.add(std::move(library));
    }
  }
  if (!error.empty()) return error;
  for (std::unique_ptr<FunctionLibrary>& library : incoming.takeAll())
    parts.libraries.add(std::move(library));
  return {};
}

Bytes restore(EngineParts& parts, BytesView payload, RestorePolicy policy) {
  FunctionLibraries incoming;
  redis::rdb::FunctionPayloadReader reader(payload);
  Bytes error;
  Bytes name;
  for (Bytes source; error.empty() && reader.next(source);)
    error = parts.loadLibrary(source, incoming, OnExistingLibrary::Refuse, name);
  if (error.empty()) error = Bytes(reader.error());
  if (error.empty()) error = join(parts, incoming, policy);
  for (const std::unique_ptr<FunctionLibrary>& library : incoming.all()) parts.release(*library);
  return error;
}

Reply restoreCommand(CommandContext& context) {
  if (context.count() > 4) return syntaxError(context);
  static constexpr BytesView kNames[] = {"append", "replace", "flush"};
  size_t policy = 0;
  if (context.count() == 4) {
    while (policy < std::size(kNames) &&
           !redis::equalsIgnoreCase(context.argument(3), kNames[policy]))
      ++policy;
  }
  if (policy == std::size(kNames)) return Reply::error(messages::kRestorePolicy);
  if (!redis::rdb::isIntactPayload(context.argument(2),
                                   context.configuration().compat.payloadVersion()))
    return Reply::error(redis::messages::kBadPayload);
  EngineParts& parts = partsOf(context);
  const Bytes error = restore(parts, context.argument(2), static_cast<RestorePolicy>(policy));
  if (!error.empty()) return Reply::error(errorLine(error));
  noteChange(parts);
  return Reply::ok();
}

// ---- looking ----

Reply describeFunction(const LibraryFunction& function) {
  Reply flags = Reply::set();
  for (const ScriptFlagName& flag : kScriptFlagNames) {
    if ((function.flags & flag.flag) != 0) flags.add(Reply::status(flag.name));
  }
  Reply reply = Reply::map();
  reply.addBulk("name");
  reply.addBulk(function.name);
  reply.addBulk("description");
  reply.add(function.description ? Reply::bulk(BytesView(*function.description)) : Reply::null());
  reply.addBulk("flags");
  reply.add(std::move(flags));
  return reply;
}

Reply describeLibrary(const FunctionLibrary& library, bool withCode) {
  Reply functions = Reply::array();
  for (const LibraryFunction& function : library.functions)
    functions.add(describeFunction(function));
  Reply reply = Reply::map();
  reply.addBulk("library_name");
  reply.addBulk(library.name);
  reply.addBulk("engine");
  reply.addBulk(kFunctionEngine);
  reply.addBulk("functions");
  reply.add(std::move(functions));
  if (withCode) {
    reply.addBulk("library_code");
    reply.addBulk(library.source);
  }
  return reply;
}

Reply listCommand(CommandContext& context) {
  bool withCode = false;
  std::optional<BytesView> pattern;
  for (size_t i = 2; i < context.count(); ++i) {
    const BytesView word = context.argument(i);
    if (!withCode && redis::equalsIgnoreCase(word, "withcode")) {
      withCode = true;
    } else if (!pattern && redis::equalsIgnoreCase(word, "libraryname")) {
      if (++i == context.count()) return Reply::error(messages::kNoPattern);
      pattern = context.argument(i);
    } else {
      return Reply::error(Bytes(messages::kUnknownListArgument) +
                          blankLineBreaks(word.substr(0, word.find('\0'))));
    }
  }
  Reply reply = Reply::array();
  for (const std::unique_ptr<FunctionLibrary>& library : partsOf(context).libraries.all()) {
    if (!pattern || redis::globMatches(*pattern, library->name, redis::GlobCase::Ignore))
      reply.add(describeLibrary(*library, withCode));
  }
  return reply;
}

/// The function that runs, for STATS.
Reply describeRun(EngineParts& parts) {
  if (!parts.isBusy() || parts.isPlain()) return Reply::null();
  Reply command = Reply::array();
  for (const Bytes& word : parts.run.command) command.addBulk(word);
  Reply reply = Reply::map();
  reply.addBulk("name");
  reply.addBulk(parts.run.name);
  reply.addBulk("command");
  reply.add(std::move(command));
  reply.addBulk("duration_ms");
  reply.addInteger((parts.options.clock->nowMicroseconds() - parts.run.startedAtUs) / 1000);
  return reply;
}

Reply statsCommand(CommandContext& context) {
  EngineParts& parts = partsOf(context);
  if (parts.isBusy() && parts.run.kind != ScriptKind::Function)
    return Reply::error(messages::kBusy);
  Reply counts = Reply::map();
  counts.addBulk("libraries_count");
  counts.addInteger(static_cast<int64_t>(parts.libraries.all().size()));
  counts.addBulk("functions_count");
  counts.addInteger(static_cast<int64_t>(parts.libraries.functionCount()));
  Reply engines = Reply::map();
  engines.addBulk(kFunctionEngine);
  engines.add(std::move(counts));
  Reply reply = Reply::map();
  reply.addBulk("running_script");
  reply.add(describeRun(parts));
  reply.addBulk("engines");
  reply.add(std::move(engines));
  return reply;
}

Reply killCommand(CommandContext& context) {
  return partsOf(context).killRun(ScriptKind::Function);
}

Reply helpCommand(CommandContext& context) {
  return redis::helpReply(
      "function",
      "LOAD [REPLACE] <FUNCTION CODE>\n"
      "    Create a new library with the given library name and code.\n"
      "DELETE <LIBRARY NAME>\n"
      "    Delete the given library.\n"
      "LIST [LIBRARYNAME PATTERN] [WITHCODE]\n"
      "    Return general information on all the libraries:\n"
      "    * Library name\n"
      "    * The engine used to run the Library\n"
      "<    * Library description\n"
      "    * Functions list\n"
      "    * Library code (if WITHCODE is given)\n"
      "    It also possible to get only function that matches a pattern using LIBRARYNAME "
      "argument.\n"
      "STATS\n"
      "    Return information about the current function running:\n"
      "    * Function name\n"
      "    * Command used to run the function\n"
      "    * Duration in MS that the function is running\n"
      "    If no function is running, return nil\n"
      "    In addition, returns a list of available engines.\n"
      "KILL\n"
      "    Kill the current running function.\n"
      "FLUSH [ASYNC|SYNC]\n"
      "    Delete all the libraries.\n"
      "    When called without the optional mode argument, the behavior is determined by "
      "the\n"
      "    lazyfree-lazy-user-flush configuration directive. Valid modes are:\n"
      "    * ASYNC: Asynchronously flush the libraries.\n"
      "    * SYNC: Synchronously flush the libraries.\n"
      "DUMP\n"
      "    Return a serialized payload representing the current libraries, can be restored "
      "using FUNCTION RESTORE command\n"
      "RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]\n"
      "    Restore the libraries represented by the given payload, it is possible to give a "
      "restore policy to\n"
      "    control how to handle existing libraries (default APPEND):\n"
      "    * FLUSH: delete all existing libraries.\n"
      "    * APPEND: appends the restored libraries to the existing libraries. On "
      "collision, abort.\n"
      "    * REPLACE: appends the restored libraries to the existing libraries, On "
      "collision, replace the old\n"
      "      libraries with the new libraries (notice that even on this option there is a "
      "chance of failure\n"
      "      in case of functions name collision with another library).",
      context.configuration().compat);
}

Reply functionContainer(CommandContext& context) {
  return redis::messages::unknownSubcommand("function", context.argument(1));
}

constexpr CommandSpec kFunctionSubcommands[] = {
    {.name = "delete",
     .handler = deleteCommand,
     .arity = 3,
     .flags = Write | NoScript,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "O(1)",
     .summary = "Deletes a library and its functions.",
     .syntax = "library-name",
     .container = "function",
     .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "dump",
     .handler = dumpCommand,
     .arity = 2,
     .flags = NoScript,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "O(N), N bytes of source",
     .summary = "Answers all libraries as one payload.",
     .container = "function"},
    {.name = "flush",
     .handler = flushCommand,
     .arity = -2,
     .flags = Write | NoScript,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "O(N), N functions deleted",
     .summary = "Deletes all libraries.",
     .syntax = "[ASYNC | SYNC]",
     .container = "function",
     .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "help",
     .handler = helpCommand,
     .arity = 2,
     .flags = Loading | Stale,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "O(1)",
     .summary = "Lists the subcommands of FUNCTION.",
     .container = "function"},
    {.name = "kill",
     .handler = killCommand,
     .arity = 2,
     .flags = NoScript | AllowBusy,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "O(1)",
     .summary = "Ends the running function if it has not written yet.",
     .container = "function",
     .tips = "request_policy:all_shards,response_policy:one_succeeded"},
    {.name = "list",
     .handler = listCommand,
     .arity = -2,
     .flags = NoScript,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "O(N), N functions",
     .summary = "Lists libraries and their functions.",
     .syntax = "[LIBRARYNAME pattern] [WITHCODE]",
     .container = "function",
     .tips = "nondeterministic_output_order"},
    {.name = "load",
     .handler = loadCommand,
     .arity = -3,
     .flags = Write | DenyOom | NoScript,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "O(1), plus what the library does while it loads",
     .summary = "Makes a library from its source.",
     .syntax = "[REPLACE] function-code",
     .container = "function",
     .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "restore",
     .handler = restoreCommand,
     .arity = -3,
     .flags = Write | DenyOom | NoScript,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "O(N), N functions in the payload",
     .summary = "Makes libraries from a payload of FUNCTION DUMP.",
     .syntax = "serialized-value [FLUSH | APPEND | REPLACE]",
     .container = "function",
     .tips = "request_policy:all_shards,response_policy:all_succeeded"},
    {.name = "stats",
     .handler = statsCommand,
     .arity = 2,
     .flags = NoScript | AllowBusy,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "O(1)",
     .summary = "Describes the running function and counts libraries.",
     .container = "function",
     .tips = "nondeterministic_output,request_policy:all_shards,response_policy:special"},
};
static_assert(redis::sortedByName(kFunctionSubcommands));

constexpr uint32_t kCallFlags = NoScript | Stale | SkipMonitor | NoMandatoryKeys | MovableKeys;

constexpr CommandSpec kFunctionCommands[] = {
    {.name = "fcall",
     .handler = runScriptCommand,
     .arity = -3,
     .flags = kCallFlags | MayReplicate,
     .keys = Keys::counted(
         2, redis::KeyFlag::ReadWrite | redis::KeyFlag::Access | redis::KeyFlag::Update),
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "that of the function",
     .summary = "Calls a function.",
     .syntax = "function numkeys [key ...] [arg ...]"},
    {.name = "fcall_ro",
     .handler = runScriptCommand,
     .arity = -3,
     .flags = kCallFlags | ReadOnly,
     .keys = Keys::counted(2, redis::KeyFlag::ReadOnly | redis::KeyFlag::Access),
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "that of the function",
     .summary = "Calls a function that may not write.",
     .syntax = "function numkeys [key ...] [arg ...]"},
    {.name = "function",
     .handler = functionContainer,
     .arity = -2,
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "depends on the subcommand",
     .summary = "Manages libraries of functions.",
     .categories = redis::Category::None,
     .subcommands = kFunctionSubcommands},
};
static_assert(redis::sortedByName(kFunctionCommands) && redis::keysMatchArity(kFunctionCommands));

}  // namespace

std::span<const CommandSpec> functionCommands() { return kFunctionCommands; }

Bytes functionExists(BytesView name) {
  return Bytes(messages::kFunctionExists) + Bytes(name) + " already exists";
}

bool EngineParts::beginFunction(std::span<const BytesView> argv, redis::Session& caller,
                                Reply& error) {
  const LibraryFunction* function = libraries.findFunction(argv[1]);
  if (function == nullptr) return error = Reply::error(messages::kNoFunction), false;
  size_t keyCount = 0;
  if (!readKeyCount(argv, messages::kBadKeyCount, keyCount, error)) return false;
  const bool readOnly = argv[0].size() > 5;
  const std::span<const BytesView> keys = argv.subspan(3, keyCount);
  if (!prepareRun({function->name, function->flags, readOnly, ScriptKind::Function, keys}, caller,
                  error))
    return false;
  run.command.assign(argv.begin(), argv.end());
  lua::Machine& machine = functions();
  const lua::Value arguments[] = {
      lua::table::getInteger(machine.registry(), function->slot),
      makeArguments(machine, keys),
      makeArguments(machine, argv.subspan(3 + keyCount)),
  };
  startRun(machine, arguments);
  return true;
}

}  // namespace script
