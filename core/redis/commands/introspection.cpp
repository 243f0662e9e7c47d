#include "redis/commands/introspection.h"

#include <vector>

#include "base/number_text.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_table.h"
#include "redis/commands/help.h"
#include "redis/commands/key_finder.h"
#include "redis/dispatcher.h"
#include "redis/resp/decoder.h"
#include "redis/structures/glob.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

Reply keySpecFlags(uint16_t flags) {
  constexpr BytesView kNames[] = {
      "RO",     "RW",     "OW",      "RM",         "access",        "update",
      "insert", "delete", "not_key", "incomplete", "variable_flags"};
  Reply reply = Reply::set();
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if ((flags & (1u << i)) != 0) {
      reply.add(Reply::status(kNames[i]));
    }
  }
  return reply;
}

Reply searchStep(BytesView type, Reply spec) {
  return Reply::map({Reply::bulk("type"), Reply::bulk(type), Reply::bulk("spec"), std::move(spec)});
}

Reply beginSearch(const KeySpec& spec) {
  switch (spec.begin) {
    case KeySpec::Begin::Index:
      return searchStep("index", Reply::map({Reply::bulk("index"), Reply::integer(spec.position)}));
    case KeySpec::Begin::Keyword:
      return searchStep("keyword",
                        Reply::map({Reply::bulk("keyword"), Reply::bulk(spec.keyword),
                                    Reply::bulk("startfrom"), Reply::integer(spec.position)}));
    case KeySpec::Begin::Unknown:
      break;
  }
  return searchStep("unknown", Reply::map());
}

Reply findKeys(const KeySpec& spec) {
  switch (spec.find) {
    case KeySpec::Find::Range:
      return searchStep("range", Reply::map({Reply::bulk("lastkey"), Reply::integer(spec.last),
                                             Reply::bulk("keystep"), Reply::integer(spec.step),
                                             Reply::bulk("limit"), Reply::integer(spec.limit)}));
    case KeySpec::Find::KeyCount:
      return searchStep("keynum",
                        Reply::map({Reply::bulk("keynumidx"), Reply::integer(0),
                                    Reply::bulk("firstkey"), Reply::integer(spec.firstAfterCount),
                                    Reply::bulk("keystep"), Reply::integer(spec.step)}));
    case KeySpec::Find::Unknown:
      break;
  }
  return searchStep("unknown", Reply::map());
}

Reply statusSet(const std::vector<BytesView>& names, BytesView prefix) {
  Reply reply = Reply::set();
  for (BytesView name : names) {
    reply.add(Reply::status(Bytes(prefix) + Bytes(name)));
  }
  return reply;
}

Reply tipList(BytesView tips) {
  Reply reply = Reply::set();
  while (!tips.empty()) {
    const size_t comma = std::min(tips.find(','), tips.size());
    reply.addBulk(tips.substr(0, comma));
    tips.remove_prefix(std::min(comma + 1, tips.size()));
  }
  return reply;
}

/// What Redis remarks about some key specifications, by command and position.
struct KeyNote {
  BytesView command;
  size_t position;
  BytesView text;
};
constexpr KeyNote kKeyNotes[] = {
    {"bitfield", 0, "This command allows both access and modification of the key"},
    {"eval", 0, messages::kWorstUseOfKeys},
    {"eval_ro", 0, messages::kWorstReadOfKeys},
    {"fcall", 0, messages::kWorstUseOfKeys},
    {"fcall_ro", 0, messages::kWorstReadOfKeys},
    {"getex", 0, "RW and UPDATE because it changes the TTL"},
    {"pfcount", 0,
     "RW because it may change the internal representation of the key, and propagate to replicas"},
    {"set", 0, "RW and ACCESS due to the optional `GET` argument"},
    {"sort", 1, messages::kSortedKeysUnknown},
    {"sort", 2,
     "For the optional STORE keyword. It is marked 'unknown' because the keyword can appear "
     "anywhere in the argument array"},
    {"sort_ro", 1, messages::kSortedKeysUnknown},
    {"xadd", 0, "UPDATE instead of INSERT because of the optional trimming feature"},
};

Reply describeKey(const CommandSpec& spec, size_t position) {
  const KeySpec& key = spec.keys.specs[position];
  Reply reply = Reply::map();
  for (const KeyNote& note : kKeyNotes) {
    if (note.command == spec.name && note.position == position) {
      reply.addBulk("notes");
      reply.addBulk(note.text);
    }
  }
  reply.addBulk("flags");
  reply.add(keySpecFlags(key.flags));
  reply.addBulk("begin_search");
  reply.add(beginSearch(key));
  reply.addBulk("find_keys");
  reply.add(findKeys(key));
  return reply;
}

/// Hints that later releases give otherwise.
struct LaterTips {
  BytesView command;
  const char* tips;
};
constexpr char kAllNodes[] = "request_policy:all_nodes,response_policy:all_succeeded";
constexpr LaterTips kLaterTips[] = {
    {"acl|deluser", kAllNodes},
    {"acl|save", kAllNodes},
    {"acl|setuser", kAllNodes},
    {"client|setinfo", kAllNodes},
    {"client|setname", kAllNodes},
    {"config|resetstat", kAllNodes},
    {"config|rewrite", kAllNodes},
    {"latency|reset", "request_policy:all_nodes,response_policy:agg_sum"},
    {"msetnx", ""},
    {"randomkey", "request_policy:all_shards,response_policy:special,nondeterministic_output"},
    {"scan", "nondeterministic_output,request_policy:special,response_policy:special"},
};

/// A row as a release tells it.
CommandSpec rowIn(const CommandSpec& spec, Compatibility compat) {
  CommandSpec row = spec;
  if (!compat.listsLaterCommands()) {
    return row;
  }
  const Bytes name = spec.fullName();
  if (name == "cluster|shards" || name == "cluster|slots") {
    row.flags |= CommandFlag::Loading;
  }
  if (name == "wait") {
    row.flags |= CommandFlag::Blocking;
  }
  if (row.has(CommandFlag::Blocking)) {
    row.flags &= ~static_cast<uint32_t>(CommandFlag::NoScript);
  }
  if (name == "sinterstore") {
    row.keys.specs[0].flags = KeyFlag::Overwrite | KeyFlag::Update;
  }
  for (const LaterTips& later : kLaterTips) {
    row.tips = later.command == name ? later.tips : row.tips;
  }
  return row;
}

/// One element of COMMAND INFO; subcommands are not nested any deeper.
Reply describe(const CommandSpec& row, Compatibility compat) {
  const CommandSpec spec = rowIn(row, compat);
  const LegacyKeys keys = legacyKeys(spec);
  Reply keySpecs = Reply::set();
  for (size_t i = 0; i < spec.keys.count; ++i) {
    keySpecs.add(describeKey(spec, i));
  }
  Reply subcommands = spec.subcommands.empty() ? Reply::set() : Reply::array();
  for (const CommandSpec& subcommand : spec.subcommands) {
    if (subcommand.isListedIn(compat)) {
      subcommands.add(describe(subcommand, compat));
    }
  }
  return Reply::array({Reply::bulk(spec.fullName()), Reply::integer(spec.arityIn(compat)),
                       statusSet(flagNames(spec.flags), ""), Reply::integer(keys.first),
                       Reply::integer(keys.last), Reply::integer(keys.step),
                       statusSet(categoryNames(categoriesOf(spec)), "@"), tipList(spec.tips),
                       std::move(keySpecs), std::move(subcommands)});
}

/// The commands that the release has, sorted by name.
std::vector<const CommandSpec*> listedCommands(CommandContext& context) {
  std::vector<const CommandSpec*> commands = context.dispatcher().commands();
  std::erase_if(commands, [&](const CommandSpec* spec) {
    return !spec->isListedIn(context.configuration().compat);
  });
  return commands;
}

/// The row named "get" or "object|encoding", or nullptr.
const CommandSpec* findByFullName(CommandContext& context, BytesView name) {
  const size_t bar = name.find('|');
  const CommandSpec* spec = context.dispatcher().find(name.substr(0, bar));
  if (spec != nullptr && bar != BytesView::npos) {
    spec = Dispatcher::findSubcommand(*spec, name.substr(bar + 1));
  }
  return spec != nullptr && spec->isListedIn(context.configuration().compat) ? spec : nullptr;
}

Reply document(const CommandSpec& spec, Compatibility compat) {
  Reply reply = Reply::map({Reply::bulk("summary"), Reply::bulk(spec.summary), Reply::bulk("since"),
                            Reply::bulk(spec.since), Reply::bulk("group"),
                            Reply::bulk(groupName(spec.group))});
  if (*spec.complexity != '\0') {
    reply.addBulk("complexity");
    reply.addBulk(BytesView(spec.complexity));
  }
  if (!spec.subcommands.empty()) {
    Reply subcommands = Reply::map();
    for (const CommandSpec& subcommand : spec.subcommands) {
      if (subcommand.isListedIn(compat)) {
        subcommands.addBulk(subcommand.fullName());
        subcommands.add(document(subcommand, compat));
      }
    }
    reply.addBulk("subcommands");
    reply.add(std::move(subcommands));
  }
  return reply;
}

/// What Redis says about all commands, or null if the host has no such text.
Reply recordedDocuments(CommandContext& context) {
  const DocumentSource& source = context.server().commandDocuments;
  Bytes content;
  if (source.read == nullptr || !source.read(source.context, content)) {
    return Reply::null();
  }
  DecodedReply decoded = decodeReply(content);
  return decoded.state == DecodeState::Complete ? std::move(decoded.reply) : Reply::null();
}

/// The value of a key of a map, or nullptr.
const Reply* valueOf(const Reply& map, BytesView key) {
  const std::vector<Reply>& elements = map.elements();
  for (size_t i = 0; i + 1 < elements.size(); i += 2) {
    if (elements[i].text() == key) {
      return &elements[i + 1];
    }
  }
  return nullptr;
}

/// What is recorded about a command or subcommand, or nullptr.
const Reply* recordedDocument(const Reply& documents, const CommandSpec& spec) {
  if (spec.container.empty()) {
    return valueOf(documents, spec.name);
  }
  const Reply* container = valueOf(documents, spec.container);
  const Reply* subcommands = container == nullptr ? nullptr : valueOf(*container, "subcommands");
  return subcommands == nullptr ? nullptr : valueOf(*subcommands, spec.fullName());
}

enum class ListFilter : uint8_t { None, Category, Pattern, Module };

bool passesFilter(const CommandSpec& spec, ListFilter filter, BytesView value) {
  switch (filter) {
    case ListFilter::None:
      return true;
    case ListFilter::Module:
      return false;
    case ListFilter::Pattern:
      return globMatches(value, spec.fullName(), GlobCase::Ignore);
    case ListFilter::Category:
      for (BytesView name : categoryNames(categoriesOf(spec))) {
        if (equalsIgnoreCase(name, value)) {
          return true;
        }
      }
      return false;
  }
  return false;
}

}  // namespace

Reply commandCommand(CommandContext& context) {
  Reply reply = Reply::array();
  for (const CommandSpec* spec : listedCommands(context)) {
    reply.add(describe(*spec, context.configuration().compat));
  }
  return reply;
}

Reply commandCountCommand(CommandContext& context) {
  return Reply::integer(static_cast<int64_t>(listedCommands(context).size()));
}

Reply commandInfoCommand(CommandContext& context) {
  if (context.count() == 2) {
    return commandCommand(context);
  }
  Reply reply = Reply::array();
  for (size_t i = 2; i < context.count(); ++i) {
    const CommandSpec* spec = findByFullName(context, context.argument(i));
    reply.add(spec == nullptr ? Reply::null() : describe(*spec, context.configuration().compat));
  }
  return reply;
}

Reply commandDocsCommand(CommandContext& context) {
  Reply reply = Reply::map();
  const Reply documents = recordedDocuments(context);
  const auto add = [&](const CommandSpec& spec) {
    const Reply* recorded = recordedDocument(documents, spec);
    reply.addBulk(spec.fullName());
    reply.add(recorded != nullptr ? *recorded : document(spec, context.configuration().compat));
  };
  if (context.count() == 2) {
    for (const CommandSpec* spec : listedCommands(context)) {
      add(*spec);
    }
  }
  for (size_t i = 2; i < context.count(); ++i) {
    if (const CommandSpec* spec = findByFullName(context, context.argument(i))) {
      add(*spec);
    }
  }
  return reply;
}

Reply commandListCommand(CommandContext& context) {
  ListFilter filter = ListFilter::None;
  BytesView value;
  if (context.count() > 2) {
    ArgumentReader arguments(context, 2);
    if (context.count() != 5 || !arguments.take("FILTERBY")) {
      return messages::syntaxError();
    }
    if (arguments.take("ACLCAT")) {
      filter = ListFilter::Category;
    } else if (arguments.take("PATTERN")) {
      filter = ListFilter::Pattern;
    } else if (arguments.take("MODULE")) {
      filter = ListFilter::Module;
    } else {
      return messages::syntaxError();
    }
    value = arguments.next();
  }
  Reply reply = Reply::array();
  for (const CommandSpec* spec : listedCommands(context)) {
    if (passesFilter(*spec, filter, value)) {
      reply.addBulk(spec->name);
    }
    for (const CommandSpec& subcommand : spec->subcommands) {
      if (subcommand.isListedIn(context.configuration().compat) &&
          passesFilter(subcommand, filter, value)) {
        reply.addBulk(subcommand.fullName());
      }
    }
  }
  return reply;
}

namespace {

/// The keys of the command line after the first two arguments, or why there are none.
Reply findKeysOf(CommandContext& context, std::vector<KeyReference>& keys) {
  const std::span<const BytesView> argv = context.argv().subspan(2);
  const CommandSpec* spec = context.dispatcher().find(argv[0]);
  if (spec != nullptr && !spec->subcommands.empty() && argv.size() > 1) {
    spec = Dispatcher::findSubcommand(*spec, argv[1]);
  }
  if (spec == nullptr) {
    return Reply::error(messages::kInvalidCommand);
  }
  if (spec->keys.count == 0) {
    return Reply::error(messages::kNoKeyArguments);
  }
  if (!spec->accepts(argv, context.configuration().compat)) {
    return Reply::error(messages::kInvalidArgumentCount);
  }
  if (!findKeys(*spec, argv, keys)) {
    keys.clear();
  }
  return keys.empty() && !spec->has(CommandFlag::NoMandatoryKeys)
             ? Reply::error(messages::kInvalidArguments)
             : Reply();
}

}  // namespace

Reply commandGetkeysCommand(CommandContext& context) {
  std::vector<KeyReference> keys;
  Reply problem = findKeysOf(context, keys);
  if (problem.isError()) {
    return problem;
  }
  Reply reply = Reply::array();
  for (const KeyReference& key : keys) {
    reply.addBulk(context.argument(2 + key.position));
  }
  return reply;
}

Reply commandGetkeysandflagsCommand(CommandContext& context) {
  std::vector<KeyReference> keys;
  Reply problem = findKeysOf(context, keys);
  if (problem.isError()) {
    return problem;
  }
  Reply reply = Reply::array();
  for (const KeyReference& key : keys) {
    reply.add(
        Reply::array({Reply::bulk(context.argument(2 + key.position)), keySpecFlags(key.flags)}));
  }
  return reply;
}

Reply commandHelpCommand(CommandContext&) {
  return helpReply("command",
                   "(no subcommand)\n"
                   "    Return details about all Redis commands.\n"
                   "COUNT\n"
                   "    Return the total number of commands in this Redis server.\n"
                   "LIST\n"
                   "    Return a list of all commands in this Redis server.\n"
                   "INFO [<command-name> ...]\n"
                   "    Return details about multiple Redis commands.\n"
                   "    If no command names are given, documentation details for all\n"
                   "    commands are returned.\n"
                   "DOCS [<command-name> ...]\n"
                   "    Return documentation details about multiple Redis commands.\n"
                   "    If no command names are given, documentation details for all\n"
                   "    commands are returned.\n"
                   "GETKEYS <full-command>\n"
                   "    Return the keys from a full Redis command.\n"
                   "GETKEYSANDFLAGS <full-command>\n"
                   "    Return the keys and the access flags from a full Redis command.");
}

}  // namespace redis
