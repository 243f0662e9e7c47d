#include "redis/dispatcher.h"

#include "base/sort.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_table.h"

namespace redis {

Dispatcher::Dispatcher(Keyspace& keyspace, base::Random& random)
    : keyspace_(&keyspace), random_(&random) {
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

Resolved Dispatcher::resolve(std::span<const base::BytesView> argv, const Session& session) const {
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
  if (!spec->accepts(argv.size())) {
    return {nullptr, session.inScript ? Reply::error(messages::kArityFromScript)
                                      : messages::wrongArity(spec->fullName())};
  }
  if (session.inScript) {
    if (spec->has(CommandFlag::NoScript)) {
      return {nullptr, Reply::error(messages::kNotAllowedFromScript)};
    }
    if (session.readOnlyScript && spec->has(CommandFlag::Write | CommandFlag::MayReplicate)) {
      return {nullptr, Reply::error(messages::kWriteFromReadOnlyScript)};
    }
  }
  if (spec->has(CommandFlag::NotImplemented) || spec->handler == nullptr) {
    return {nullptr, messages::notImplemented(spec->fullName())};
  }
  return {spec, Reply()};
}

Reply Dispatcher::execute(std::span<const base::BytesView> argv, Session& session) {
  Resolved resolved = resolve(argv, session);
  if (resolved.spec == nullptr) {
    return std::move(resolved.error);
  }
  ++commandsProcessed_;
  if (session.inScript && resolved.spec->has(CommandFlag::Write)) {
    session.scriptWrote = true;
  }
  keyspace_->time().refresh();
  CommandContext context(argv, *resolved.spec, session, *keyspace_, *random_, *this, server_);
  return resolved.spec->handler(context);
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
