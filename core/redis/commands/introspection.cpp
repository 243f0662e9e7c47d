#include "redis/commands/introspection.h"

#include <vector>

#include "base/number_text.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_table.h"
#include "redis/commands/help.h"
#include "redis/commands/key_finder.h"
#include "redis/dispatcher.h"
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

/// One element of COMMAND INFO; subcommands are not nested any deeper.
Reply describe(const CommandSpec& spec) {
  const LegacyKeys keys = legacyKeys(spec);
  Reply keySpecs = Reply::set();
  for (size_t i = 0; i < spec.keys.count; ++i) {
    const KeySpec& key = spec.keys.specs[i];
    keySpecs.add(
        Reply::map({Reply::bulk("flags"), keySpecFlags(key.flags), Reply::bulk("begin_search"),
                    beginSearch(key), Reply::bulk("find_keys"), findKeys(key)}));
  }
  Reply subcommands = Reply::set();
  for (const CommandSpec& subcommand : spec.subcommands) {
    subcommands.add(describe(subcommand));
  }
  return Reply::array({Reply::bulk(spec.fullName()), Reply::integer(spec.arity),
                       statusSet(flagNames(spec.flags), ""), Reply::integer(keys.first),
                       Reply::integer(keys.last), Reply::integer(keys.step),
                       statusSet(categoryNames(categoriesOf(spec)), "@"), tipList(spec.tips),
                       std::move(keySpecs), std::move(subcommands)});
}

/// The row named "get" or "object|encoding", or nullptr.
const CommandSpec* findByFullName(CommandContext& context, BytesView name) {
  const size_t bar = name.find('|');
  const CommandSpec* spec = context.dispatcher().find(name.substr(0, bar));
  return spec == nullptr || bar == BytesView::npos
             ? spec
             : Dispatcher::findSubcommand(*spec, name.substr(bar + 1));
}

Reply document(const CommandSpec& spec) {
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
      subcommands.addBulk(subcommand.fullName());
      subcommands.add(document(subcommand));
    }
    reply.addBulk("subcommands");
    reply.add(std::move(subcommands));
  }
  return reply;
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
  for (const CommandSpec* spec : context.dispatcher().commands()) {
    reply.add(describe(*spec));
  }
  return reply;
}

Reply commandCountCommand(CommandContext& context) {
  return Reply::integer(static_cast<int64_t>(context.dispatcher().commandCount()));
}

Reply commandInfoCommand(CommandContext& context) {
  if (context.count() == 2) {
    return commandCommand(context);
  }
  Reply reply = Reply::array();
  for (size_t i = 2; i < context.count(); ++i) {
    const CommandSpec* spec = findByFullName(context, context.argument(i));
    reply.add(spec == nullptr ? Reply::null() : describe(*spec));
  }
  return reply;
}

Reply commandDocsCommand(CommandContext& context) {
  Reply reply = Reply::map();
  const auto add = [&reply](const CommandSpec& spec) {
    reply.addBulk(spec.fullName());
    reply.add(document(spec));
  };
  if (context.count() == 2) {
    for (const CommandSpec* spec : context.dispatcher().commands()) {
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
  for (const CommandSpec* spec : context.dispatcher().commands()) {
    if (passesFilter(*spec, filter, value)) {
      reply.addBulk(spec->name);
    }
    for (const CommandSpec& subcommand : spec->subcommands) {
      if (filter != ListFilter::None && passesFilter(subcommand, filter, value)) {
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
  if (!spec->accepts(argv.size())) {
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
