#include "redis/dispatcher.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/sort.h"
#include "redis/commands/acl_commands.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_table.h"
#include "redis/commands/configuration_parameters.h"
#include "redis/commands/key_finder.h"
#include "redis/server/accounting.h"
#include "redis/server/eviction.h"

namespace redis {

using base::BytesView;

namespace {

/// Sets the times of access of a command's keys back when it is over, for a client that said CLIENT
/// NO-TOUCH.
class KeptAccessTimes {
 public:
  KeptAccessTimes(const CommandSpec& spec, std::span<const BytesView> argv, Database& database)
      : argv_(argv), database_(database) {
    findKeys(spec, argv, keys_);
    for (const KeyReference& key : keys_) {
      const Database::Entry* entry = database_.peek(argv[key.position]);
      times_.push_back(entry != nullptr ? entry->value.accessedAtMs : kAbsent);
    }
  }
  ~KeptAccessTimes() {
    for (size_t i = 0; i < keys_.size(); ++i) {
      Database::Entry* entry = database_.peek(argv_[keys_[i].position]);
      if (entry != nullptr && times_[i] != kAbsent) {
        entry->value.accessedAtMs = times_[i];
      }
    }
  }
  KeptAccessTimes(const KeptAccessTimes&) = delete;
  KeptAccessTimes& operator=(const KeptAccessTimes&) = delete;

 private:
  static constexpr int64_t kAbsent = -1;
  std::span<const BytesView> argv_;
  Database& database_;
  std::vector<KeyReference> keys_;
  std::vector<int64_t> times_;
};

/// Whether a command waits for EXEC.
bool isQueued(const CommandSpec& spec, const Transaction& transaction) {
  if (!transaction.isOpen || transaction.isExecuting) {
    return false;
  }
  constexpr BytesView kNotQueued[] = {"discard", "exec", "multi", "quit", "reset", "watch"};
  return !spec.container.empty() ||
         std::find(std::begin(kNotQueued), std::end(kNotQueued), spec.name) == std::end(kNotQueued);
}

/// How many changes Redis counts for a command that made `changes` here: pushed elements and fields
/// that are set one by one, what makes a key or moves something as one.
int64_t countedChanges(const CommandSpec& spec, size_t argumentCount, int64_t changes) {
  constexpr BytesView kPushes[] = {"lpush", "lpushx", "rpush", "rpushx"};
  constexpr BytesView kSingle[] = {"append",      "blmove", "brpoplpush", "create",
                                   "incrbyfloat", "lmove",  "rename",     "renamenx",
                                   "rpoplpush",   "setbit", "setrange",   "xadd"};
  const auto isIn = [&spec](std::span<const BytesView> names) {
    return std::find(names.begin(), names.end(), spec.name) != names.end();
  };
  if (spec.group == CommandGroup::List && isIn(kPushes)) {
    return static_cast<int64_t>(argumentCount) - 2;
  }
  if (spec.name == "hset" || spec.name == "hmset") {
    return static_cast<int64_t>(argumentCount - 2) / 2;
  }
  return changes > 1 && isIn(kSingle) ? 1 : changes;
}

}  // namespace

Dispatcher::Dispatcher(Keyspace& keyspace, base::Random& random)
    : keyspace_(&keyspace), random_(&random), server_(keyspace, *this) {
  server_.startedAtMicroseconds = keyspace.time().nowMicroseconds();
  for (std::span<const CommandSpec> table : commandFamilies()) {
    addCommands(table);
  }
}

uint32_t Dispatcher::hashName(base::BytesView name) {
  // Setting bit 5 folds letters; other bytes may collide, which the comparison sorts out.
  auto hash = static_cast<uint32_t>(name.size());
  for (char c : name) {
    hash = hash * 33 + (static_cast<unsigned char>(c) | 0x20u);
  }
  return hash ^ (hash >> 10);
}

size_t Dispatcher::place(base::BytesView name) const {
  size_t slot = hashName(name) % kTableSize;
  while (table_[slot] != nullptr && !equalsIgnoreCase(table_[slot]->name, name)) {
    slot = (slot + 1) % kTableSize;
  }
  return slot;
}

const CommandSpec* Dispatcher::find(base::BytesView name) const { return table_[place(name)]; }

const CommandSpec* Dispatcher::findSubcommand(const CommandSpec& container, base::BytesView name) {
  for (const CommandSpec& spec : container.subcommands) {
    if (equalsIgnoreCase(spec.name, name)) {
      return &spec;
    }
  }
  return nullptr;
}

void Dispatcher::addCommands(std::span<const CommandSpec> table) {
  tables_.push_back(table);
  for (const CommandSpec& spec : table) {
    const CommandSpec*& entry = table_[place(spec.name)];
    if (entry == nullptr) {
      ++count_;
      ASSERT(count_ < kTableSize / 2);
      entry = &spec;
    } else if (entry->has(CommandFlag::NotImplemented)) {
      entry = &spec;
    } else {
      ASSERT(spec.has(CommandFlag::NotImplemented));
    }
  }
}

Resolved Dispatcher::resolve(std::span<const base::BytesView> argv, const Session& session) {
  if (argv.empty()) {
    return {nullptr, Reply::error(messages::kEmptyCommand)};
  }
  const CommandSpec* spec = find(argv[0]);
  const CommandSpec* container = nullptr;
  if (spec != nullptr && !spec->subcommands.empty() && argv.size() > 1) {
    container = spec;
    spec = findSubcommand(*container, argv[1]);
  }
  if (spec == nullptr) {
    if (session.inScript) {
      return {nullptr, Reply::error(messages::kUnknownFromScript)};
    }
    return {nullptr, container != nullptr
                         ? messages::unknownSubcommand(container->name, argv[1])
                         : messages::unknownCommand(argv[0], argv.data() + 1, argv.size() - 1)};
  }
  if (!spec->accepts(argv, keyspace_->configuration().compat)) {
    return refuse(*spec, session.inScript ? Reply::error(messages::kArityFromScript)
                                          : messages::wrongArity(spec->fullName()));
  }
  if (session.inScript && isRefusedInScripts(*spec)) {
    return refuse(*spec, Reply::error(messages::kNotAllowedFromScript));
  }
  if (!session.inScript && !session.authenticated && !spec->has(CommandFlag::NoAuth)) {
    return refuse(*spec, Reply::error(messages::kAuthenticationRequired));
  }
  if (!server_.accessControl.isOpen()) {
    const AccessVerdict verdict = server_.accessControl.check(session.client().user, *spec, argv);
    if (verdict.denial != Denial::None) {
      return {nullptr, denialReply(verdict, *spec, session), spec, verdict};
    }
  }
  if (session.inScript && session.readOnlyScript &&
      spec->has(CommandFlag::Write | CommandFlag::MayReplicate)) {
    return refuse(*spec, Reply::error(messages::kWriteFromReadOnlyScript));
  }
  const Configuration& configuration = keyspace_->configuration();
  if (configuration.maxMemory != 0 || configuration.minReplicasToWrite != 0) [[unlikely]] {
    Reply refusal = refusalByResources(*spec, argv, session);
    if (refusal.isError()) {
      return refuse(*spec, std::move(refusal));
    }
  }
  if (!session.inScript && (session.transaction.isOpen || session.isSubscriber())) {
    Reply refusal = refusalByState(*spec, session);
    if (refusal.isError()) {
      return refuse(*spec, std::move(refusal));
    }
  }
  if (spec->has(CommandFlag::NotImplemented) || spec->handler == nullptr) {
    return refuse(*spec, messages::notImplemented(spec->fullName()));
  }
  return {spec, Reply()};
}

bool Dispatcher::isRefusedInScripts(const CommandSpec& spec) const {
  return spec.has(CommandFlag::NoScript) &&
         !((spec.has(CommandFlag::Blocking) || spec.name == "wait") &&
           keyspace_->configuration().compat.allowsBlockingCommandsInScripts());
}

Reply Dispatcher::refusalByState(const CommandSpec& spec, const Session& session) {
  if (session.transaction.isOpen && spec.has(CommandFlag::NoMulti)) {
    return Reply::error(messages::kNotInTransaction);
  }
  if (session.isRestrictedSubscriber()) {
    constexpr BytesView kAllowed[] = {"ping",      "psubscribe",   "punsubscribe",
                                      "quit",      "reset",        "ssubscribe",
                                      "subscribe", "sunsubscribe", "unsubscribe"};
    if (std::find(std::begin(kAllowed), std::end(kAllowed), spec.name) == std::end(kAllowed) ||
        !spec.container.empty()) {
      return messages::refusedForSubscriber(spec.fullName());
    }
  }
  return Reply();
}

uint32_t Dispatcher::flagsOf(const CommandSpec& spec, std::span<const BytesView> argv,
                             const Session& session) const {
  if (spec.name == "exec") {
    return spec.flags | session.transaction.commandFlags;
  }
  return spec.group == CommandGroup::Scripting && scriptHooks_.flagsOf != nullptr
             ? scriptHooks_.flagsOf(extension_, spec, argv)
             : spec.flags;
}

Reply Dispatcher::refusalByResources(const CommandSpec& spec, std::span<const BytesView> argv,
                                     const Session& session) {
  const Configuration& configuration = keyspace_->configuration();
  const bool lacksReplicas = configuration.minReplicasToWrite > 0 &&
                             parameterValue(configuration, "min-replicas-max-lag") != "0";
  if (session.inScript) {
    // What a script has begun it may finish.
    if (session.scriptWrote) {
      return Reply();
    }
    if (lacksReplicas && spec.has(CommandFlag::Write)) {
      return Reply::error(messages::kNotEnoughReplicas);
    }
    const bool isRefused = configuration.maxMemory != 0 && server_.isOutOfMemory &&
                           !session.mayExceedMemory && spec.has(CommandFlag::DenyOom);
    return isRefused ? Reply::error(messages::kOutOfMemory) : Reply();
  }
  const uint32_t flags = flagsOf(spec, argv, session);
  if (configuration.maxMemory != 0) {
    server_.isOutOfMemory = !makeRoom(server_, *keyspace_, *random_);
    if (server_.isOutOfMemory &&
        ((flags & CommandFlag::DenyOom) != 0 || isQueued(spec, session.transaction))) {
      return Reply::error(messages::kOutOfMemory);
    }
  }
  return lacksReplicas && (flags & CommandFlag::Write) != 0
             ? Reply::error(messages::kNotEnoughReplicas)
             : Reply();
}

Reply Dispatcher::enqueue(const CommandSpec& spec, std::span<const BytesView> argv,
                          Session& session) const {
  Transaction& transaction = session.transaction;
  transaction.commandFlags |= flagsOf(spec, argv, session);
  transaction.commands.push_back({&spec, std::vector<base::Bytes>(argv.begin(), argv.end())});
  return Reply::status("QUEUED");
}

bool Dispatcher::mayRun(std::span<const BytesView> argv, const Session& session) const {
  const CommandSpec* spec = find(argv[0]);
  if (spec != nullptr && !spec->subcommands.empty() && argv.size() > 1) {
    spec = findSubcommand(*spec, argv[1]);
  }
  return spec != nullptr &&
         server_.accessControl.check(session.client().user, *spec, argv).denial == Denial::None;
}

const CommandSpec* Dispatcher::findUnhindered(std::span<const BytesView> argv,
                                              const Session& session) const {
  const Configuration& configuration = keyspace_->configuration();
  const bool mayBeHindered = !session.inScript || session.readOnlyScript ||
                             !server_.accessControl.isOpen() || configuration.maxMemory != 0 ||
                             configuration.minReplicasToWrite != 0;
  if (mayBeHindered || argv.empty()) {
    return nullptr;
  }
  const CommandSpec* spec = find(argv[0]);
  const bool isPlain = spec != nullptr && spec->handler != nullptr && spec->subcommands.empty() &&
                       spec->accepts(argv, configuration.compat) &&
                       !spec->has(CommandFlag::NoScript | CommandFlag::NotImplemented);
  return isPlain ? spec : nullptr;
}

Reply Dispatcher::execute(std::span<const BytesView> argv, Session& session) {
  if (const CommandSpec* spec = findUnhindered(argv, session); spec != nullptr) [[likely]] {
    return call(*spec, argv, session);
  }
  return execute(resolve(argv, session), argv, session);
}

Reply Dispatcher::execute(Resolved resolved, std::span<const BytesView> argv, Session& session) {
  if (resolved.spec == nullptr) {
    return answerRefusal(std::move(resolved), argv, session);
  }
  if (isQueued(*resolved.spec, session.transaction)) {
    return enqueue(*resolved.spec, argv, session);
  }
  Reply reply = call(*resolved.spec, argv, session);
  finishCommand(session);
  return reply;
}

Reply Dispatcher::answer(const CommandSpec& spec, CommandContext& context) {
  int64_t& changes = context.keyspace().statistics().changes;
  const int64_t before = changes;
  Reply reply = spec.handler(context);
  if (changes != before && (changes > before + 1 || context.count() > 3)) {
    changes = before + countedChanges(spec, context.count(), changes - before);
  }
  if (context.configuration().compat.printsShortestDoubles()) [[unlikely]] {
    shortenDoubles(reply);
    if (spec.name == "help" && !reply.isError()) {
      reply.elements().back() = Reply::status(messages::kLaterHelpLine);
    }
  }
  return reply;
}

Reply Dispatcher::answerRefusal(Resolved resolved, std::span<const BytesView> argv,
                                Session& session) {
  accountForRefusal(server_, resolved.refused, resolved.error);
  if (resolved.access.denial != Denial::None) {
    logDenial(server_.accessControl, resolved.access, *resolved.refused, argv, session, *keyspace_);
  }
  Transaction& transaction = session.transaction;
  if (transaction.isExecuting || session.inScript) {
    return std::move(resolved.error);
  }
  transaction.hasFailed = transaction.isOpen;
  if (resolved.refused == nullptr || resolved.refused->name != "exec") {
    return std::move(resolved.error);
  }
  transaction = Transaction();
  server_.watching.unwatch(session);
  return messages::transactionDiscarded(resolved.error.text());
}

Reply Dispatcher::call(const CommandSpec& spec, std::span<const BytesView> argv, Session& session) {
  if (session.inScript && spec.has(CommandFlag::Write)) {
    session.scriptWrote = true;
  }
  keyspace_->time().refresh();
  server_.current = &session.client();
  session.lastCommand = &spec;
  const int64_t startedAt = keyspace_->time().nowMicroseconds();
  CommandContext context(argv, spec, session, *keyspace_, *random_, *this, server_);
  std::optional<KeptAccessTimes> keptTimes;
  if (session.client().noTouch && spec.name != "touch") [[unlikely]] {
    keptTimes.emplace(spec, argv, keyspace_->database(session.database));
  }
  if (context.configuration().compat.sendsPushesAfterReplies()) [[unlikely]] {
    constexpr BytesView kPushAsReply = "subscribe";
    const BytesView name = spec.name;
    session.client().holdsPushes = session.client().hasConnection &&
                                   (name.size() < kPushAsReply.size() ||
                                    name.substr(name.size() - kPushAsReply.size()) != kPushAsReply);
  }
  Reply reply = answer(spec, context);
  keptTimes.reset();
  accountForCall(server_, *keyspace_, spec, argv, session, reply, startedAt);
  if (server_.tracking.isActive()) {
    rememberReadKeys(spec, argv, session);
  }
  if (!server_.monitors.isEmpty() && !spec.has(CommandFlag::SkipMonitor | CommandFlag::Admin)) {
    server_.monitors.show(session, withoutSecrets(spec, argv), keyspace_->time().nowMicroseconds());
  }
  return reply;
}

void Dispatcher::rememberReadKeys(const CommandSpec& spec, std::span<const BytesView> argv,
                                  Session& session) {
  Session& client = session.client();
  if (!client.tracking.isOn) {
    return;
  }
  if (spec.has(CommandFlag::ReadOnly) && spec.group != CommandGroup::Scripting) {
    if (session.inScript && !keyspace_->configuration().compat.tracksWhatScriptsRead()) {
      for (const base::Bytes& key : session.scriptKeys) {
        server_.tracking.remember(client, key);
      }
    } else {
      std::vector<KeyReference> keys;
      findKeys(spec, argv, keys);
      for (const KeyReference& key : keys) {
        server_.tracking.remember(client, argv[key.position]);
      }
    }
  }
  if (!client.transaction.isOpen && spec.container != "client") {
    client.tracking.cachingSaid = false;
  }
}

Reply Dispatcher::serve(Session& session, const BlockedCommand& command, BytesView key) {
  const std::vector<BytesView> argv(command.argv.begin(), command.argv.end());
  CommandContext context(argv, *command.spec, session, *keyspace_, *random_, *this, server_);
  context.setServedKey(key);
  return answer(*command.spec, context);
}

void Dispatcher::finishCommand(const Session& session) {
  if (server_.blocking.hasReadyKeys() && !session.inScript && !session.transaction.isExecuting) {
    server_.blocking.serveReadyKeys(*this);
  }
}

std::vector<const CommandSpec*> Dispatcher::commands() const {
  std::vector<const CommandSpec*> result;
  result.reserve(count_);
  for (const CommandSpec* spec : table_) {
    if (spec != nullptr) {
      result.push_back(spec);
    }
  }
  base::stableSort(result, [](const CommandSpec* left, const CommandSpec* right) {
    return left->name < right->name;
  });
  return result;
}

base::Bytes Dispatcher::commandsJson() const { return commandTableJson(commands()); }

}  // namespace redis
