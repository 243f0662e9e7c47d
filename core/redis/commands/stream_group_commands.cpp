#include "redis/commands/collections.h"
#include "redis/commands/help.h"
#include "redis/commands/stream_arguments.h"
#include "redis/commands/stream_handlers.h"

/// Streams: XGROUP and XACK.
namespace redis::streams {
namespace {

using base::BytesView;

/// The last identifier of the stream for "$", else the one given.
StreamId nextGroupPosition(ArgumentReader& arguments, const StreamObject* stream) {
  if (arguments.take("$")) {
    return stream == nullptr ? StreamId{} : stream->lastId();
  }
  return nextId(arguments);
}

struct GroupOptions {
  int64_t entriesRead = StreamGroup::kUnknown;
  bool makesStream = false;
};

/// Reads what follows the identifier of CREATE and SETID; an error or null.
Reply readGroupOptions(CommandContext& context, bool takesMakeStream, GroupOptions& options) {
  ArgumentReader arguments(context, 5);
  while (arguments.hasNext()) {
    if (takesMakeStream && arguments.take("MKSTREAM")) {
      options.makesStream = true;
    } else if (arguments.take("ENTRIESREAD", 1)) {
      options.entriesRead = arguments.nextInteger();
      if (options.entriesRead < StreamGroup::kUnknown) {
        arguments.fail(messages::kEntriesReadNegative);
      }
      if (arguments.failed()) {
        return arguments.error();
      }
    } else {
      return messages::subcommandSyntaxError(context.spec().container, context.argument(1));
    }
  }
  return Reply::null();
}

/// The stream of a subcommand and, if it has to be there, its group; an error or null.
Reply checkGroup(CommandContext& context, const Editable<StreamObject>& stream) {
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  if (!stream) {
    return Reply::error(messages::kGroupNeedsKey);
  }
  return stream->groups().find(context.argument(3)) != nullptr
             ? Reply::null()
             : messages::noGroup(context.argument(3), context.argument(2));
}

Reply createCommand(CommandContext& context) {
  constexpr size_t kMostArguments = 8;
  GroupOptions options;
  if (Reply error = readGroupOptions(context, true, options); error.isError()) {
    return error;
  }
  const BytesView key = context.argument(2);
  Editable<StreamObject> stream(context, key);
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  if (!stream && !options.makesStream) {
    return Reply::error(messages::kGroupNeedsKey);
  }
  if (context.count() > kMostArguments) {
    return messages::subcommandSyntaxError(context.spec().container, context.argument(1));
  }
  ArgumentReader arguments(context, 4);
  const StreamId id = nextGroupPosition(arguments, stream ? &*stream : nullptr);
  if (arguments.failed()) {
    return arguments.error();
  }
  if (!stream) {
    context.create<StreamObject>(key);
    stream = Editable<StreamObject>(context, key);
  }
  const BytesView name = context.argument(3);
  if (stream->groups().find(name) != nullptr) {
    return Reply::error(messages::kBusyGroup);
  }
  NamedTable<StreamGroup>& groups = stream.change().groups();
  StreamGroup& group = groups.at(groups.insert(name));
  group.lastId = id;
  group.entriesRead = options.entriesRead;
  context.noteChange();
  context.notify(EventClass::Stream, "xgroup-create", key);
  return Reply::ok();
}

Reply setidCommand(CommandContext& context) {
  GroupOptions options;
  if (Reply error = readGroupOptions(context, false, options); error.isError()) {
    return error;
  }
  Editable<StreamObject> stream(context, context.argument(2));
  if (Reply error = checkGroup(context, stream); error.isError()) {
    return error;
  }
  constexpr size_t kWithOption = 7;
  if (context.count() > kWithOption) {
    return messages::subcommandSyntaxError(context.spec().container, context.argument(1));
  }
  ArgumentReader arguments(context, 4);
  std::optional<StreamId> id =
      arguments.peek() == "$" ? std::optional(stream->lastId()) : parseRangeId(arguments.peek());
  if (!id) {
    return Reply::error(messages::kInvalidStreamId);
  }
  StreamGroup& group = *stream.change().groups().find(context.argument(3));
  group.lastId = *id;
  group.entriesRead = options.entriesRead;
  context.noteChange();
  context.notify(EventClass::Stream, "xgroup-setid", context.argument(2));
  return Reply::ok();
}

Reply destroyCommand(CommandContext& context) {
  Editable<StreamObject> stream(context, context.argument(2));
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  if (!stream) {
    return Reply::error(messages::kGroupNeedsKey);
  }
  const BytesView name = context.argument(3);
  if (stream->groups().find(name) == nullptr) {
    return Reply::integer(0);
  }
  stream.change().groups().erase(name);
  context.noteChange();
  context.notify(EventClass::Stream, "xgroup-destroy", context.argument(2));
  // Who waits for entries of the group is told that it is gone.
  context.server().blocking.signal(context.session().database, context.argument(2));
  return Reply::integer(1);
}

Reply createconsumerCommand(CommandContext& context) {
  Editable<StreamObject> stream(context, context.argument(2));
  if (Reply error = checkGroup(context, stream); error.isError()) {
    return error;
  }
  const BytesView name = context.argument(4);
  if (stream->groups().find(context.argument(3))->consumers().find(name) != nullptr) {
    return Reply::integer(0);
  }
  stream.change().groups().find(context.argument(3))->consumerSlot(name, context.nowMs());
  context.noteChange();
  context.notify(EventClass::Stream, "xgroup-createconsumer", context.argument(2));
  return Reply::integer(1);
}

Reply delconsumerCommand(CommandContext& context) {
  Editable<StreamObject> stream(context, context.argument(2));
  if (Reply error = checkGroup(context, stream); error.isError()) {
    return error;
  }
  const BytesView name = context.argument(4);
  if (stream->groups().find(context.argument(3))->consumers().find(name) == nullptr) {
    return Reply::integer(0);
  }
  StreamGroup& group = *stream.change().groups().find(context.argument(3));
  const std::optional<size_t> pending = group.eraseConsumer(name);
  context.noteChange();
  context.notify(EventClass::Stream, "xgroup-delconsumer", context.argument(2));
  return Reply::integer(static_cast<int64_t>(pending.value_or(0)));
}

Reply helpCommand(CommandContext&) {
  return helpReply("xgroup",
                   "CREATE <key> <groupname> <id|$> [option]\n"
                   "    Create a new consumer group. Options are:\n"
                   "    * MKSTREAM\n"
                   "      Create the empty stream if it does not exist.\n"
                   "    * ENTRIESREAD entries_read\n"
                   "      Set the group's entries_read counter (internal use).\n"
                   "CREATECONSUMER <key> <groupname> <consumer>\n"
                   "    Create a new consumer in the specified group.\n"
                   "DELCONSUMER <key> <groupname> <consumer>\n"
                   "    Remove the specified consumer.\n"
                   "DESTROY <key> <groupname>\n"
                   "    Remove the specified group.\n"
                   "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]\n"
                   "    Set the current group ID and entries_read counter.");
}

}  // namespace

Reply xackCommand(CommandContext& context) {
  context.read<StreamObject>(context.argument(1));
  Editable<StreamObject> stream(context, context.argument(1));
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  const StreamGroup* known = stream ? stream->groups().find(context.argument(2)) : nullptr;
  if (known == nullptr) {
    return Reply::integer(0);
  }
  ArgumentReader arguments(context, 3);
  std::vector<StreamId> ids;
  bool findsAny = false;
  while (arguments.hasNext()) {
    const StreamId id = nextId(arguments);
    const PendingEntry* entry = known->pending().firstFrom(id);
    if (entry != nullptr && entry->id == id) {
      findsAny = true;
      ids.push_back(id);
    }
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  if (!findsAny) {
    return Reply::integer(0);
  }
  StreamGroup& group = *stream.change().groups().find(context.argument(2));
  int64_t acknowledged = 0;
  for (const StreamId id : ids) {
    acknowledged += group.acknowledge(id) ? 1 : 0;
  }
  context.noteChange(acknowledged);
  return Reply::integer(acknowledged);
}

extern constexpr CommandSpec kXgroupSubcommands[6] = {
    {.name = "create",
     .handler = createCommand,
     .arity = -5,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Creates a consumer group.",
     .syntax = "key group id | $ [MKSTREAM] [ENTRIESREAD entries-read]",
     .container = "xgroup"},
    {.name = "createconsumer",
     .handler = createconsumerCommand,
     .arity = 5,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::Stream,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Creates a consumer in a group.",
     .syntax = "key group consumer",
     .container = "xgroup"},
    {.name = "delconsumer",
     .handler = delconsumerCommand,
     .arity = 5,
     .flags = CommandFlag::Write,
     .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(n) in the number of its pending entries",
     .summary = "Removes a consumer and what it has pending.",
     .syntax = "key group consumer",
     .container = "xgroup"},
    {.name = "destroy",
     .handler = destroyCommand,
     .arity = 4,
     .flags = CommandFlag::Write,
     .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(n) in the number of its pending entries",
     .summary = "Removes a consumer group.",
     .syntax = "key group",
     .container = "xgroup"},
    {.name = "help",
     .handler = helpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Lists the subcommands.",
     .container = "xgroup"},
    {.name = "setid",
     .handler = setidCommand,
     .arity = -5,
     .flags = CommandFlag::Write,
     .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Sets the last identifier that a group delivered.",
     .syntax = "key group id | $ [ENTRIESREAD entries-read]",
     .container = "xgroup"},
};
static_assert(sortedByName(kXgroupSubcommands) && keysMatchArity(kXgroupSubcommands));

}  // namespace redis::streams
