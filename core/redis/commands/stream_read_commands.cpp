#include <algorithm>

#include "redis/commands/collections.h"
#include "redis/commands/stream_arguments.h"
#include "redis/commands/stream_handlers.h"
#include "redis/commands/stream_read.h"

/// Streams: XREAD and XREADGROUP.
namespace redis::streams {
namespace {

using base::Bytes;
using base::BytesView;

bool isGroupRead(const CommandContext& context) { return context.spec().name == "xreadgroup"; }

// --- Arguments -----------------------------------------------------------------------------------

/// Reads a timeout in milliseconds.
int64_t nextTimeoutMs(ArgumentReader& arguments, Compatibility compat, int64_t nowMs) {
  const int64_t timeout = arguments.nextInteger(messages::kTimeoutNotInteger);
  if (timeout < 0) {
    arguments.fail(messages::kTimeoutNegative);
  }
  int64_t end;
  if (compat.checksTimeoutRange() && __builtin_add_overflow(timeout, nowMs, &end)) {
    arguments.fail(messages::kTimeoutOutOfRange);
  }
  return timeout;
}

BytesView unbalancedText(const CommandContext& context) {
  if (!context.configuration().compat.namesUnbalancedCommand()) {
    return messages::kUnbalancedRead;
  }
  return isGroupRead(context) ? messages::kUnbalancedNamedGroupRead
                              : messages::kUnbalancedNamedRead;
}

/// Reads the options up to STREAMS; the reader then stands at the first key.
Reply readOptions(CommandContext& context, ArgumentReader& arguments, StreamRead& read) {
  const bool forGroup = isGroupRead(context);
  bool hasStreams = false;
  while (arguments.hasNext() && !arguments.failed() && !hasStreams) {
    if (arguments.take("BLOCK", 1)) {
      if (context.session().inScript &&
          !context.configuration().compat.allowsBlockingReadInScripts()) {
        return messages::noBlockFromScript(context.argument(0));
      }
      read.timeoutMs = nextTimeoutMs(arguments, context.configuration().compat, context.nowMs());
    } else if (arguments.take("COUNT", 1)) {
      read.count = static_cast<uint64_t>(std::max<int64_t>(arguments.nextInteger(), 0));
    } else if (arguments.take("STREAMS", 1)) {
      hasStreams = true;
      if (arguments.remaining() % 2 != 0) {
        arguments.fail(unbalancedText(context));
      }
    } else if (arguments.take("GROUP", 2)) {
      if (!forGroup) {
        arguments.fail(messages::kGroupNeedsReadGroup);
      }
      read.hasGroup = true;
      read.group = arguments.next();
      read.consumer = arguments.next();
    } else if (arguments.take("NOACK")) {
      if (!forGroup) {
        arguments.fail(messages::kNoAckNeedsReadGroup);
      }
      read.noAcknowledge = true;
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  if (!hasStreams) {
    arguments.fail(messages::kSyntaxError);
  } else if (forGroup && !read.hasGroup) {
    arguments.fail(messages::kMissingGroup);
  }
  return arguments.failed() ? arguments.error() : Reply::null();
}

/// Reads where to start in one stream, which may not exist; an error or null.
Reply readPosition(const CommandContext& context, BytesView text, const StreamObject* stream,
                   StreamPosition& position) {
  const bool forGroup = isGroupRead(context);
  const StreamId last = stream == nullptr ? StreamId{} : stream->lastId();
  if (text == "$") {
    position.after = last;
    return forGroup ? Reply::error(messages::kDollarInGroup) : Reply::null();
  }
  if (text == ">") {
    position.isNew = true;
    return forGroup ? Reply::null() : Reply::error(messages::kNewWithoutGroup);
  }
  if (text == "+" && forGroup && context.configuration().compat.explainsPlusInGroup()) {
    return Reply::error(messages::kPlusInGroup);
  }
  if (text == "+" && !forGroup) {
    position.after = last;
    return stream == nullptr || position.after.decrement()
               ? Reply::null()
               : Reply::error(messages::kReadLastIdZero);
  }
  const std::optional<StreamId> id = parseId(text);
  position.after = id.value_or(StreamId{});
  // The largest identifier is how Redis notes ">".
  position.isNew = forGroup && position.after == kLastStreamId;
  return id ? Reply::null() : Reply::error(messages::kInvalidStreamId);
}

// --- Delivering ----------------------------------------------------------------------------------

/// The entries after `after` for a consumer, which owns them from now on.
Reply deliver(CommandContext& context, StreamObject& stream, StreamGroup& group, uint32_t consumer,
              const StreamRead& read, StreamId after, uint64_t count) {
  Reply entries = Reply::array();
  after.increment();
  StreamCursor cursor(stream.log(), after, kLastStreamId, StreamOrder::Ascending);
  while ((count == 0 || entries.elements().size() < count) && cursor.next()) {
    stream.advance(group, cursor.id(), context.configuration().compat);
    entries.add(entryReply(cursor));
    if (!read.noAcknowledge) {
      PendingEntry& pending = group.assign(cursor.id(), consumer);
      pending.deliveredAtMs = context.nowMs();
      pending.deliveryCount = 1;
      group.consumer(consumer).activeAtMs = context.nowMs();
    }
  }
  return entries;
}

/// The entries of a consumer after `after`, delivered once more.
Reply deliverAgain(CommandContext& context, StreamObject& stream, StreamGroup& group,
                   uint32_t consumer, StreamId after, uint64_t count) {
  Reply entries = Reply::array();
  after.increment();
  const auto& own = group.consumer(consumer).pending;
  for (const auto* entry = own.firstFrom(after);
       entry != nullptr && (count == 0 || entries.elements().size() < count);
       entry = own.after(entry->id)) {
    std::optional<Reply> found = entryReplyOf(stream.log(), entry->id);
    if (found) {
      PendingEntry* pending = group.find(entry->id);
      pending->deliveredAtMs = context.nowMs();
      ++pending->deliveryCount;
    } else {
      found = Reply::array();
      found->add(idReply(entry->id));
      found->add(Reply::nullArray());
    }
    entries.add(std::move(*found));
  }
  return entries;
}

/// The slot of the reading consumer, which is seen by that.
uint32_t readingConsumer(CommandContext& context, StreamGroup& group, const StreamRead& read,
                         BytesView key) {
  const auto [slot, isAdded] = group.consumerSlot(read.consumer, context.nowMs());
  group.consumer(slot).seenAtMs = context.nowMs();
  if (isAdded) {
    context.noteChange();
    context.notify(EventClass::Stream, "xgroup-createconsumer", key);
  }
  return slot;
}

/// Entries of one stream for a group, or nothing.
std::optional<Reply> readForGroup(CommandContext& context, const StreamRead& read,
                                  const StreamPosition& position) {
  context.read<StreamObject>(position.key);
  Editable<StreamObject> stream(context, position.key);
  const StreamGroup* known = stream ? stream->groups().find(read.group) : nullptr;
  if (known == nullptr) {
    return std::nullopt;
  }
  const bool serves =
      !position.isNew || (stream->log().size() > 0 && stream->log().lastId() > known->lastId);
  if (!serves && !context.configuration().compat.createsConsumersAtOnce()) {
    return std::nullopt;
  }
  StreamObject& changed = stream.change();
  StreamGroup& group = *changed.groups().find(read.group);
  const uint32_t consumer = readingConsumer(context, group, read, position.key);
  if (!serves) {
    return std::nullopt;
  }
  if (position.isNew || !context.configuration().compat.countsNewDeliveriesOnly()) {
    context.noteChange();
  }
  return position.isNew
             ? deliver(context, changed, group, consumer, read, group.lastId, read.count)
             : deliverAgain(context, changed, group, consumer, position.after, read.count);
}

/// Entries of one stream, or nothing.
std::optional<Reply> readPlain(CommandContext& context, const StreamRead& read,
                               const StreamPosition& position) {
  auto stream = context.read<StreamObject>(position.key);
  if (!stream || stream->log().size() == 0 || stream->log().lastId() <= position.after) {
    return std::nullopt;
  }
  StreamId first = position.after;
  first.increment();
  return rangeReply(stream->log(), {first, kLastStreamId}, StreamOrder::Ascending, read.count);
}

/// Adds the entries of one stream to a reply: a pair in RESP2, a key and its value in RESP3.
void addStream(Reply& reply, BytesView key, Reply entries) {
  if (reply.kind() == ReplyKind::Map) {
    reply.addBulk(key);
    reply.add(std::move(entries));
    return;
  }
  Reply pair = Reply::array();
  pair.addBulk(key);
  pair.add(std::move(entries));
  reply.add(std::move(pair));
}

/// The command with its positions as identifiers: what "$" was when it was asked.
std::vector<Bytes> resolvedCommand(const CommandContext& context, const StreamRead& read) {
  std::vector<Bytes> argv(context.argv().begin(), context.argv().end());
  const size_t count = read.streams.size();
  for (size_t i = 0; i < count; ++i) {
    Bytes& position = argv[argv.size() - count + i];
    if (position == "$") {
      position = Bytes(StreamIdText(read.streams[i].after).view());
    }
  }
  return argv;
}

Reply readCommand(CommandContext& context) {
  StreamRead read;
  Reply error;
  if (!readStreamRead(context, read, error)) {
    const bool explains = context.servedKey() == nullptr ||
                          context.configuration().compat.runsReadOfGoneStreamAgain();
    return explains ? error : Reply::error(messages::kGroupGone);
  }
  if (const BytesView* key = context.servedKey()) {
    std::optional<Reply> late = answerBlockedRead(context, read, *key);
    return late ? std::move(*late) : Reply::none();
  }
  std::optional<Reply> answer = answerRead(context, read);
  if (answer || !read.timeoutMs) {
    return answer ? std::move(*answer) : Reply::nullArray();
  }
  const size_t count = read.streams.size();
  return context.waitForKeys(ObjectType::Stream, context.count() - 2 * count, count,
                             *read.timeoutMs, Reply::nullArray(), resolvedCommand(context, read));
}

}  // namespace

bool readStreamRead(CommandContext& context, StreamRead& read, Reply& error) {
  ArgumentReader arguments(context, 1);
  error = readOptions(context, arguments, read);
  if (error.isError()) {
    return false;
  }
  const size_t firstKey = arguments.position();
  const size_t count = arguments.remaining() / 2;
  read.streams.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    StreamPosition position;
    position.key = context.argument(firstKey + i);
    auto stream = context.read<StreamObject>(position.key);
    if (stream.wrongType) {
      error = messages::wrongType();
      return false;
    }
    if (read.hasGroup && (!stream || stream->groups().find(read.group) == nullptr)) {
      error = messages::noKeyOrGroup(position.key, read.group, " in XREADGROUP with GROUP option");
      return false;
    }
    error = readPosition(context, context.argument(firstKey + count + i), stream.object, position);
    if (error.isError()) {
      return false;
    }
    read.streams.push_back(std::move(position));
  }
  return true;
}

std::optional<Reply> answerRead(CommandContext& context, const StreamRead& read) {
  Reply reply = context.isResp3() ? Reply::map() : Reply::array();
  for (const StreamPosition& position : read.streams) {
    std::optional<Reply> entries =
        read.hasGroup ? readForGroup(context, read, position) : readPlain(context, read, position);
    if (entries) {
      addStream(reply, position.key, std::move(*entries));
    }
  }
  return reply.elements().empty() ? std::nullopt : std::optional(std::move(reply));
}

std::optional<Reply> answerBlockedRead(CommandContext& context, const StreamRead& read,
                                       BytesView key) {
  const auto position = std::find_if(
      read.streams.begin(), read.streams.end(),
      [key](const StreamPosition& candidate) { return BytesView(candidate.key) == key; });
  Editable<StreamObject> stream(context, key);
  if (position == read.streams.end() || !stream) {
    return std::nullopt;
  }
  const StreamGroup* known = read.hasGroup ? stream->groups().find(read.group) : nullptr;
  if (read.hasGroup && known == nullptr) {
    return Reply::error(messages::kGroupGone);
  }
  StreamId after = known == nullptr ? position->after : known->lastId;
  if (stream->lastId() <= after) {
    return std::nullopt;
  }
  const uint64_t count = read.count == 0 ? kBlockedReadCount : read.count;
  Reply entries;
  if (known == nullptr) {
    after.increment();
    entries = rangeReply(stream->log(), {after, kLastStreamId}, StreamOrder::Ascending, count);
  } else {
    StreamObject& changed = stream.change();
    StreamGroup& group = *changed.groups().find(read.group);
    const uint32_t consumer = readingConsumer(context, group, read, key);
    entries = deliver(context, changed, group, consumer, read, after, count);
  }
  Reply reply = context.isResp3() ? Reply::map() : Reply::array();
  addStream(reply, key, std::move(entries));
  return reply;
}

Reply xreadCommand(CommandContext& context) { return readCommand(context); }
Reply xreadgroupCommand(CommandContext& context) { return readCommand(context); }

}  // namespace redis::streams
