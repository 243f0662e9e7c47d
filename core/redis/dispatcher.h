#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "redis/commands/command_context.h"
#include "redis/commands/command_spec.h"
#include "redis/keyspace/keyspace.h"
#include "redis/reply.h"
#include "redis/server/server_state.h"

/// The door to the commands.
///
/// Commands of clients and of scripts take the same way: find the row, check existence, arity and
/// the rules of the session, run the handler. `Session::inScript` decides which rules and texts
/// apply. Lookup is one hash over the lower-cased name in a table that is at most a quarter full;
/// nothing is allocated besides the reply.
///
/// Modules above this one (scripting) add their tables with `addCommands` and find themselves again
/// through `extension()`.
namespace redis {

/// A command found, or the error that it is answered with.
struct Resolved {
  const CommandSpec* spec = nullptr;
  Reply error;
  /// The row of a command that is refused, for statistics.
  const CommandSpec* refused = nullptr;
  AccessVerdict access = {};
};

/// Numbers for INFO.
struct ScriptCounts {
  size_t cachedScripts = 0;
  size_t functions = 0;
  size_t libraries = 0;
  /// Memory of the machine of scripts and of that of functions.
  uint64_t evalBytes = 0;
  uint64_t functionBytes = 0;
};

/// What the module of scripts answers to the dispatcher.
struct ScriptHooks {
  /// The flags of a command of the scripting group, as this call has them.
  uint32_t (*flagsOf)(void* extension, const CommandSpec& spec,
                      std::span<const base::BytesView> argv) = nullptr;
  ScriptCounts (*count)(void* extension) = nullptr;
};

class Dispatcher {
 public:
  /// Keyspace and random source are borrowed and outlive the dispatcher.
  Dispatcher(Keyspace& keyspace, base::Random& random);

  /// Runs one command. Takes a new time snapshot unless time is frozen. `argv[0]` is the name.
  /// Never fails otherwise than by an error reply.
  Reply execute(std::span<const base::BytesView> argv, Session& session);

  /// The same for a command that `resolve` has found, or refused.
  Reply execute(Resolved resolved, std::span<const base::BytesView> argv, Session& session);
  /// Runs a command that passed its checks, and counts it. Commands of a transaction come here.
  Reply call(const CommandSpec& spec, std::span<const base::BytesView> argv, Session& session);
  /// Runs the command of a client that waited for `key`; no answer if it has to wait on.
  Reply serve(Session& session, const BlockedCommand& command, base::BytesView key);
  /// What is to be done when a command of a client, or the script that it ran, is over: serves
  /// clients that waited for its changes.
  void finishCommand(const Session& session);

  /// The row of the command or subcommand that `argv` names, after the checks that `execute` makes,
  /// or the error reply.
  /// Removes keys if memory is used up and the configuration wants it.
  Resolved resolve(std::span<const base::BytesView> argv, const Session& session);

  /// Whether the user of the session may run a command that exists. Redis: redis.acl_check_cmd.
  bool mayRun(std::span<const base::BytesView> argv, const Session& session) const;

  /// The top-level row named `name` in any case, or nullptr.
  const CommandSpec* find(base::BytesView name) const;
  /// The subcommand row of a container, or nullptr.
  static const CommandSpec* findSubcommand(const CommandSpec& container, base::BytesView name);

  /// Adds rows, which outlive the dispatcher. A row replaces one of the same name that is marked
  /// `NotImplemented`.
  void addCommands(std::span<const CommandSpec> table);

  /// Number of top-level commands, implemented or not, as COMMAND COUNT answers.
  size_t commandCount() const { return count_; }
  /// All tables in the order of their addition; rows that were replaced are still in them.
  std::span<const std::span<const CommandSpec>> tables() const { return tables_; }
  /// Every top-level row that is in force, sorted by name.
  std::vector<const CommandSpec*> commands() const;
  /// The commands in force as JSON, for completion and documentation. Format: `commandTableJson`.
  base::Bytes commandsJson() const;

  Keyspace& keyspace() { return *keyspace_; }
  base::Random& random() { return *random_; }
  /// What there is besides keys: clients, channels, statistics.
  ServerState& server() { return server_; }

  /// Opaque link for handlers of modules above, set by them.
  void setExtension(void* extension, const ScriptHooks& hooks) {
    extension_ = extension;
    scriptHooks_ = hooks;
  }
  void* extension() const { return extension_; }

  /// The flags that hold for this call of a command: those of EXEC include what is queued, and
  /// those of a script are what it declares. Redis: "Eval flags".
  uint32_t flagsOf(const CommandSpec& spec, std::span<const base::BytesView> argv,
                   const Session& session) const;
  /// Scripts and functions in memory.
  ScriptCounts scriptCounts() const {
    return scriptHooks_.count != nullptr ? scriptHooks_.count(extension_) : ScriptCounts();
  }

 private:
  static constexpr size_t kTableSize = 1024;

  /// The command that a script calls, if nothing could refuse it: what most calls are. All others
  /// are for `resolve`, which knows why.
  const CommandSpec* findUnhindered(std::span<const base::BytesView> argv,
                                    const Session& session) const;
  /// Whether scripts may not call a command.
  bool isRefusedInScripts(const CommandSpec& spec) const;
  /// Runs a handler.
  static Reply answer(const CommandSpec& spec, CommandContext& context);
  /// What the state of a client forbids: a transaction, subscriptions; no text if
  /// nothing does.
  static Reply refusalByState(const CommandSpec& spec, const Session& session);
  /// What memory and the number of replicas forbid; no text if nothing does.
  Reply refusalByResources(const CommandSpec& spec, std::span<const base::BytesView> argv,
                           const Session& session);
  /// Answers a command that was refused, and what that means for an open transaction.
  Reply answerRefusal(Resolved resolved, std::span<const base::BytesView> argv, Session& session);
  /// Notes what a client that caches has read.
  void rememberReadKeys(const CommandSpec& spec, std::span<const base::BytesView> argv,
                        Session& session);
  /// Puts a command into the open transaction.
  Reply enqueue(const CommandSpec& spec, std::span<const base::BytesView> argv,
                Session& session) const;

  /// The error of a command that was found and is refused.
  static Resolved refuse(const CommandSpec& spec, Reply error) {
    return {nullptr, std::move(error), &spec};
  }
  static uint32_t hashName(base::BytesView name);
  /// The place of `name`: its own, or the empty one where it would go.
  size_t place(base::BytesView name) const;

  Keyspace* keyspace_;
  base::Random* random_;
  ServerState server_;
  void* extension_ = nullptr;
  ScriptHooks scriptHooks_;
  size_t count_ = 0;
  std::array<const CommandSpec*, kTableSize> table_{};
  std::vector<std::span<const CommandSpec>> tables_;
};

}  // namespace redis
