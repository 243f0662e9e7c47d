#include <algorithm>

#include "redis/commands/help.h"
#include "redis/commands/stream_arguments.h"
#include "redis/commands/stream_handlers.h"

/// Streams: XINFO.
namespace redis::streams {
namespace {

using base::BytesView;

void addField(Reply& map, BytesView name, Reply value) {
  map.addBulk(name);
  map.add(std::move(value));
}
void addField(Reply& map, BytesView name, uint64_t value) {
  addField(map, name, Reply::integer(static_cast<int64_t>(value)));
}
void addField(Reply& map, BytesView name, StreamId value) { addField(map, name, idReply(value)); }

Reply entriesReadReply(const StreamGroup& group) {
  return group.entriesRead == StreamGroup::kUnknown ? Reply::null()
                                                    : Reply::integer(group.entriesRead);
}
Reply lagReply(const StreamObject& stream, const StreamGroup& group, Compatibility compat) {
  const std::optional<int64_t> lag = stream.lag(group, compat);
  return lag ? Reply::integer(*lag) : Reply::null();
}

// --- XINFO STREAM --------------------------------------------------------------------------------

/// Whether another row of a list of at most `count` (0: any number) fits.
bool takesRow(const Reply& rows, uint64_t count) {
  return count == 0 || rows.elements().size() < count;
}

Reply groupPending(const StreamGroup& group, uint64_t count) {
  Reply rows = Reply::array();
  for (const PendingEntry* entry = group.pending().firstFrom({});
       entry != nullptr && takesRow(rows, count); entry = group.pending().after(entry->id)) {
    Reply row = Reply::array();
    row.add(idReply(entry->id));
    row.addBulk(group.consumers().at(entry->consumer).name);
    row.addInteger(entry->deliveredAtMs);
    row.addInteger(entry->deliveryCount);
    rows.add(std::move(row));
  }
  return rows;
}

Reply consumerPending(const StreamGroup& group, const StreamConsumer& consumer, uint64_t count) {
  Reply rows = Reply::array();
  for (const auto* own = consumer.pending.firstFrom({}); own != nullptr && takesRow(rows, count);
       own = consumer.pending.after(own->id)) {
    const PendingEntry& entry = *group.pending().firstFrom(own->id);
    Reply row = Reply::array();
    row.add(idReply(entry.id));
    row.addInteger(entry.deliveredAtMs);
    row.addInteger(entry.deliveryCount);
    rows.add(std::move(row));
  }
  return rows;
}

Reply fullConsumers(const StreamGroup& group, uint64_t count, Compatibility compat) {
  Reply consumers = Reply::array();
  group.consumers().forEach([&](const StreamConsumer& consumer) {
    Reply map = Reply::map();
    addField(map, "name", Reply::bulk(consumer.name));
    addField(map, "seen-time", Reply::integer(consumer.seenAtMs));
    if (compat.showsConsumerActivity()) {
      addField(map, "active-time", Reply::integer(consumer.activeAtMs));
    }
    addField(map, "pel-count", consumer.pending.size());
    addField(map, "pending", consumerPending(group, consumer, count));
    consumers.add(std::move(map));
  });
  return consumers;
}

Reply fullGroups(const StreamObject& stream, uint64_t count, Compatibility compat) {
  Reply groups = Reply::array();
  stream.groups().forEach([&](const StreamGroup& group) {
    Reply map = Reply::map();
    addField(map, "name", Reply::bulk(group.name));
    addField(map, "last-delivered-id", group.lastId);
    addField(map, "entries-read", entriesReadReply(group));
    addField(map, "lag", lagReply(stream, group, compat));
    addField(map, "pel-count", group.pending().size());
    addField(map, "pending", groupPending(group, count));
    addField(map, "consumers", fullConsumers(group, count, compat));
    groups.add(std::move(map));
  });
  return groups;
}

/// The first entry in an order, or null.
Reply edgeEntry(const StreamLog& log, StreamOrder order) {
  StreamCursor cursor(log, {}, kLastStreamId, order);
  return cursor.next() ? entryReply(cursor) : Reply::null();
}

Reply streamInfo(const StreamObject& stream, std::optional<uint64_t> fullCount,
                 Compatibility compat) {
  const StreamLog& log = stream.log();
  Reply map = Reply::map();
  addField(map, "length", log.size());
  addField(map, "radix-tree-keys", log.nodes().size());
  addField(map, "radix-tree-nodes", log.treeNodeCount());
  addField(map, "last-generated-id", stream.lastId());
  addField(map, "max-deleted-entry-id", stream.maxErasedId());
  addField(map, "entries-added", Reply::integer(stream.entriesAdded()));
  addField(map, "recorded-first-entry-id", stream.firstId());
  if (fullCount) {
    addField(map, "entries", rangeReply(log, {}, StreamOrder::Ascending, *fullCount));
    addField(map, "groups", fullGroups(stream, *fullCount, compat));
  } else {
    addField(map, "groups", stream.groups().size());
    addField(map, "first-entry", edgeEntry(log, StreamOrder::Ascending));
    addField(map, "last-entry", edgeEntry(log, StreamOrder::Descending));
  }
  return map;
}

/// The stream that a subcommand looks into, or nullptr with the error.
const StreamObject* findStream(CommandContext& context, Reply& error) {
  auto stream = context.read<StreamObject>(context.argument(2));
  error = stream.wrongType ? messages::wrongType() : Reply::error(messages::kNoSuchKey);
  return stream.object;
}

Reply streamCommand(CommandContext& context) {
  constexpr int64_t kDefaultCount = 10;
  Reply error;
  const StreamObject* stream = findStream(context, error);
  if (stream == nullptr) {
    return error;
  }
  ArgumentReader arguments(context, 3);
  std::optional<int64_t> count;
  if (arguments.hasNext()) {
    const bool isValid =
        (arguments.remaining() == 1 && arguments.take("FULL")) ||
        (arguments.remaining() == 3 && arguments.take("FULL", 2) && arguments.take("COUNT", 1));
    if (!isValid) {
      return messages::subcommandSyntaxError(context.spec().container, context.argument(1));
    }
    count = arguments.hasNext() ? arguments.nextInteger() : kDefaultCount;
    if (arguments.failed()) {
      return arguments.error();
    }
    count = *count < 0 ? kDefaultCount : *count;
  }
  return streamInfo(*stream, count ? std::optional(static_cast<uint64_t>(*count)) : std::nullopt,
                    context.configuration().compat);
}

// --- XINFO GROUPS, CONSUMERS ---------------------------------------------------------------------

Reply groupsCommand(CommandContext& context) {
  Reply error;
  const StreamObject* stream = findStream(context, error);
  if (stream == nullptr) {
    return error;
  }
  Reply groups = Reply::array();
  stream->groups().forEach([&](const StreamGroup& group) {
    Reply map = Reply::map();
    addField(map, "name", Reply::bulk(group.name));
    addField(map, "consumers", group.consumers().size());
    addField(map, "pending", group.pending().size());
    addField(map, "last-delivered-id", group.lastId);
    addField(map, "entries-read", entriesReadReply(group));
    addField(map, "lag", lagReply(*stream, group, context.configuration().compat));
    groups.add(std::move(map));
  });
  return groups;
}

Reply consumersCommand(CommandContext& context) {
  Reply error;
  const StreamObject* stream = findStream(context, error);
  if (stream == nullptr) {
    return error;
  }
  const StreamGroup* group = stream->groups().find(context.argument(3));
  if (group == nullptr) {
    return messages::noGroup(context.argument(3), context.argument(2));
  }
  const int64_t nowMs = context.nowMs();
  Reply consumers = Reply::array();
  group->consumers().forEach([&](const StreamConsumer& consumer) {
    Reply map = Reply::map();
    addField(map, "name", Reply::bulk(consumer.name));
    addField(map, "pending", consumer.pending.size());
    addField(map, "idle", Reply::integer(std::max<int64_t>(nowMs - consumer.seenAtMs, 0)));
    if (context.configuration().compat.showsConsumerActivity()) {
      const bool isActive = consumer.activeAtMs != StreamConsumer::kNever;
      addField(map, "inactive",
               Reply::integer(isActive ? nowMs - consumer.activeAtMs : consumer.activeAtMs));
    }
    consumers.add(std::move(map));
  });
  return consumers;
}

Reply helpCommand(CommandContext&) {
  return helpReply("xinfo",
                   "CONSUMERS <key> <groupname>\n"
                   "    Show consumers of <groupname>.\n"
                   "GROUPS <key>\n"
                   "    Show the stream consumer groups.\n"
                   "STREAM <key> [FULL [COUNT <count>]\n"
                   "    Show information about the stream.");
}

}  // namespace

extern constexpr CommandSpec kXinfoSubcommands[4] = {
    {.name = "consumers",
     .handler = consumersCommand,
     .arity = 4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(2, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Lists the consumers of a group.",
     .syntax = "key group",
     .container = "xinfo",
     .tips = "nondeterministic_output"},
    {.name = "groups",
     .handler = groupsCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(2, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Lists the consumer groups of a stream.",
     .syntax = "key",
     .container = "xinfo"},
    {.name = "help",
     .handler = helpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Lists the subcommands.",
     .container = "xinfo"},
    {.name = "stream",
     .handler = streamCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(2, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1), and O(n) in the number of nodes for their tree",
     .summary = "Describes a stream.",
     .syntax = "key [FULL [COUNT count]]",
     .container = "xinfo"},
};
static_assert(sortedByName(kXinfoSubcommands) && keysMatchArity(kXinfoSubcommands));

}  // namespace redis::streams
