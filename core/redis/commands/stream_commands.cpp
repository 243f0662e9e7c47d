#include <algorithm>
#include <vector>

#include "redis/commands/collections.h"
#include "redis/commands/command_table.h"
#include "redis/commands/stream_arguments.h"
#include "redis/commands/stream_handlers.h"

/// Streams: entries, and the table of the family. Redis: "Stream commands".
namespace redis {

namespace streams {
namespace {

using base::BytesView;

// --- Adding --------------------------------------------------------------------------------------

/// The identifier of a new entry, or nothing with the error.
std::optional<StreamId> chooseId(const CommandContext& context, const NewId& wanted, StreamId last,
                                 BytesView& error) {
  const int64_t nowMs = context.nowMs();
  StreamId id = last;
  if (wanted.isGiven) {
    id = wanted.id;
    if (!wanted.isSeqGiven && id.ms == last.ms) {
      if (last.seq == kLastStreamId.seq) {
        error = context.configuration().compat.explainsFullMillisecond() ? messages::kAddedIdSmall
                                                                         : messages::kAddedTooLarge;
        return std::nullopt;
      }
      id.seq = last.seq + 1;
    }
  } else if (static_cast<uint64_t>(nowMs) > last.ms) {
    id = {static_cast<uint64_t>(nowMs), 0};
  } else {
    id.increment();
  }
  if (id <= last) {
    error = messages::kAddedIdSmall;
    return std::nullopt;
  }
  return id;
}

bool isTooLarge(std::span<const BytesView> texts) {
  constexpr uint64_t kLargest = uint64_t{1} << 30;
  uint64_t total = 0;
  for (const BytesView text : texts) {
    total += text.size();
  }
  return total > kLargest;
}

Reply xaddCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const AddOrTrim options = readAddOrTrim(arguments, TrimCommand::Add, context.configuration());
  if (arguments.failed()) {
    return arguments.error();
  }
  if (arguments.remaining() < 2 || arguments.remaining() % 2 != 0) {
    return messages::wrongArity(context.spec().name);
  }
  if (options.id.isGiven && options.id.isSeqGiven && options.id.id.isZero()) {
    return Reply::error(messages::kAddedIdZero);
  }
  const BytesView key = context.argument(1);
  Editable<StreamObject> stream(context, key);
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  if (!stream && options.onlyExisting) {
    return Reply::null();
  }
  const StreamId last = stream ? stream->lastId() : StreamId{};
  if (last == kLastStreamId) {
    return Reply::error(messages::kAddedIdExhausted);
  }
  BytesView error;
  const std::optional<StreamId> id = chooseId(context, options.id, last, error);
  if (!id) {
    return Reply::error(error);
  }
  const std::span<const BytesView> texts = context.argv().subspan(arguments.position());
  if (isTooLarge(texts)) {
    return Reply::error(messages::kAddedTooLarge);
  }
  if (!stream) {
    context.create<StreamObject>(key);
    stream = Editable<StreamObject>(context, key);
  }
  stream.change().append(*id, texts, context.configuration());
  const int64_t trimmed = stream.change().trim(options.trim);
  context.finishEdit(key, false);
  if (trimmed > 0) {
    context.notify(EventClass::Stream, "xtrim", key);
  }
  return idReply(*id);
}

// --- Removing ------------------------------------------------------------------------------------

Reply xdelCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  Editable<StreamObject> stream(context, key);
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  if (!stream) {
    return Reply::integer(0);
  }
  ArgumentReader arguments(context, 2);
  std::vector<StreamId> ids;
  while (arguments.hasNext()) {
    ids.push_back(nextId(arguments));
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  const auto isThere = [&stream](StreamId id) { return stream->log().contains(id); };
  if (stream.isShared() && std::none_of(ids.begin(), ids.end(), isThere)) {
    return Reply::integer(0);
  }
  const int64_t erased = stream.change().erase(ids);
  if (erased > 0) {
    context.finishEdit(key, false);
  }
  return Reply::integer(erased);
}

Reply xtrimCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const AddOrTrim options = readAddOrTrim(arguments, TrimCommand::Trim, context.configuration());
  if (arguments.failed()) {
    return arguments.error();
  }
  const BytesView key = context.argument(1);
  Editable<StreamObject> stream(context, key);
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  const bool trims = stream && stream->log().trimsAny(options.trim);
  const int64_t removed = trims ? stream.change().trim(options.trim) : 0;
  if (removed > 0) {
    context.finishEdit(key, false);
  }
  return Reply::integer(removed);
}

// --- Reading -------------------------------------------------------------------------------------

Reply xlenCommand(CommandContext& context) {
  auto stream = context.read<StreamObject>(context.argument(1));
  if (stream.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(stream ? static_cast<int64_t>(stream->log().size()) : 0);
}

Reply readRange(CommandContext& context, StreamOrder order) {
  const bool isAscending = order == StreamOrder::Ascending;
  ArgumentReader first(context, isAscending ? 2 : 3);
  IdRange range;
  range.first = nextRangeStart(first);
  if (first.failed()) {
    return first.error();
  }
  ArgumentReader last(context, isAscending ? 3 : 2);
  range.last = nextRangeEnd(last);
  if (last.failed()) {
    return last.error();
  }
  ArgumentReader options(context, 4);
  std::optional<int64_t> count;
  while (options.hasNext() && !options.failed()) {
    if (options.take("COUNT", 1)) {
      count = options.nextInteger();
    } else {
      options.fail(messages::kSyntaxError);
    }
  }
  if (options.failed()) {
    return options.error();
  }
  auto stream = context.read<StreamObject>(context.argument(1));
  if (stream.wrongType) {
    return messages::wrongType();
  }
  if (!stream) {
    return Reply::array();
  }
  if (count && *count <= 0) {
    return Reply::nullArray();
  }
  return rangeReply(stream->log(), range, order, static_cast<uint64_t>(count.value_or(0)));
}

Reply xrangeCommand(CommandContext& context) { return readRange(context, StreamOrder::Ascending); }
Reply xrevrangeCommand(CommandContext& context) {
  return readRange(context, StreamOrder::Descending);
}

// --- XSETID --------------------------------------------------------------------------------------

struct SetIdOptions {
  std::optional<int64_t> entriesAdded;
  StreamId maxErasedId;
};

SetIdOptions readSetIdOptions(ArgumentReader& arguments, StreamId id) {
  SetIdOptions options;
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("ENTRIESADDED", 1)) {
      options.entriesAdded = arguments.nextInteger();
      if (*options.entriesAdded < 0) {
        arguments.fail(messages::kEntriesAddedNegative);
      }
    } else if (arguments.take("MAXDELETEDID", 1)) {
      options.maxErasedId = nextId(arguments);
      if (id < options.maxErasedId) {
        arguments.fail(messages::kSetIdBelowErased);
      }
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  return options;
}

Reply xsetidCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const StreamId id = nextId(arguments);
  const SetIdOptions options = readSetIdOptions(arguments, id);
  if (arguments.failed()) {
    return arguments.error();
  }
  const BytesView key = context.argument(1);
  Editable<StreamObject> stream(context, key);
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  if (!stream) {
    return Reply::error(messages::kNoSuchKey);
  }
  if (context.configuration().compat.checksErasedId() && id < stream->maxErasedId()) {
    return Reply::error(messages::kSetIdBelowKnownErased);
  }
  if (stream->log().size() > 0) {
    if (id < stream->log().lastId()) {
      return Reply::error(messages::kSetIdSmall);
    }
    if (options.entriesAdded &&
        stream->log().size() > static_cast<uint64_t>(*options.entriesAdded)) {
      return Reply::error(messages::kEntriesAddedSmall);
    }
  }
  StreamObject& changed = stream.change();
  changed.setLastId(id);
  changed.setEntriesAdded(options.entriesAdded.value_or(changed.entriesAdded()));
  if (!options.maxErasedId.isZero()) {
    changed.setMaxErasedId(options.maxErasedId);
  }
  context.noteChange();
  context.notify(EventClass::Stream, "xsetid", key);
  return Reply::ok();
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kStreamCommands[] = {
    {.name = "xack",
     .handler = xackCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(log(n)) per entry",
     .summary = "Acknowledges entries that a consumer group delivered.",
     .syntax = "key group id [id ...]"},
    {.name = "xadd",
     .handler = xaddCommand,
     .arity = -5,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1), and O(n) in the number of entries trimmed",
     .summary = "Adds an entry at the end of a stream.",
     .syntax = "key [NOMKSTREAM] [MAXLEN | MINID [= | ~] threshold [LIMIT count]] * | id "
               "field value [field value ...]",
     .tips = "nondeterministic_output"},
    {.name = "xautoclaim",
     .handler = xautoclaimCommand,
     .arity = -6,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::Stream,
     .since = "6.2.0",
     .complexity = "O(1) if COUNT is small",
     .summary = "Gives entries that are pending for long to a consumer, in steps.",
     .syntax = "key group consumer min-idle-time start [COUNT count] [JUSTID]",
     .tips = "nondeterministic_output"},
    {.name = "xclaim",
     .handler = xclaimCommand,
     .arity = -6,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(log(n)) per entry",
     .summary = "Gives pending entries to a consumer.",
     .syntax = "key group consumer min-idle-time id [id ...] [IDLE ms] "
               "[TIME unix-time-milliseconds] [RETRYCOUNT count] [FORCE] [JUSTID] [LASTID id]",
     .tips = "nondeterministic_output"},
    {.name = "xdel",
     .handler = xdelCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1) per entry",
     .summary = "Removes entries; counts those that were there.",
     .syntax = "key id [id ...]"},
    {.name = "xgroup",
     .arity = -2,
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "Depends on the subcommand.",
     .summary = "Changes the consumer groups of a stream.",
     .categories = Category::None,
     .subcommands = kXgroupSubcommands},
    {.name = "xinfo",
     .arity = -2,
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "Depends on the subcommand.",
     .summary = "Looks into a stream, its groups and their consumers.",
     .categories = Category::None,
     .subcommands = kXinfoSubcommands},
    {.name = "xlen",
     .handler = xlenCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Returns the number of entries.",
     .syntax = "key"},
    {.name = "xpending",
     .handler = xpendingCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(n) in the number of entries returned",
     .summary = "Lists entries that were delivered and not acknowledged.",
     .syntax = "key group [[IDLE min-idle-time] start end count [consumer]]",
     .tips = "nondeterministic_output"},
    {.name = "xrange",
     .handler = xrangeCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(n) in the number of entries returned",
     .summary = "Returns the entries with identifiers in a range.",
     .syntax = "key start end [COUNT count]"},
    {.name = "xread",
     .handler = xreadCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly | CommandFlag::Blocking | CommandFlag::MovableKeys,
     .keys = Keys::after("STREAMS", 1, -1, 1, 2, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(n) in the number of entries returned, for each stream",
     .summary = "Returns the entries of streams after given ones, waiting for some.",
     .syntax = "[COUNT count] [BLOCK milliseconds] STREAMS key [key ...] id [id ...]"},
    {.name = "xreadgroup",
     .handler = xreadgroupCommand,
     .arity = -7,
     .flags = CommandFlag::Write | CommandFlag::Blocking | CommandFlag::MovableKeys,
     .keys = Keys::after("STREAMS", 4, -1, 1, 2, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(n) in the number of entries returned, for each stream",
     .summary = "Delivers entries to a consumer of a group, waiting for some.",
     .syntax = "GROUP group consumer [COUNT count] [BLOCK milliseconds] [NOACK] STREAMS key "
               "[key ...] id [id ...]"},
    {.name = "xrevrange",
     .handler = xrevrangeCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(n) in the number of entries returned",
     .summary = "Returns the entries with identifiers in a range, last one first.",
     .syntax = "key end start [COUNT count]"},
    {.name = "xsetid",
     .handler = xsetidCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Sets the last identifier of a stream.",
     .syntax = "key last-id [ENTRIESADDED entries-added] [MAXDELETEDID max-deleted-id]"},
    {.name = "xtrim",
     .handler = xtrimCommand,
     .arity = -4,
     .flags = CommandFlag::Write,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::Stream,
     .since = "5.0.0",
     .complexity = "O(n) in the number of entries removed",
     .summary = "Removes entries from the start of a stream.",
     .syntax = "key MAXLEN | MINID [= | ~] threshold [LIMIT count]",
     .tips = "nondeterministic_output"},
};
static_assert(sortedByName(kStreamCommands) && keysMatchArity(kStreamCommands));

}  // namespace
}  // namespace streams

std::span<const CommandSpec> streamCommands() { return streams::kStreamCommands; }

}  // namespace redis
