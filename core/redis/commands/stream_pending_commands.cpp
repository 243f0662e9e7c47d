#include <algorithm>
#include <vector>

#include "base/number_text.h"
#include "redis/commands/collections.h"
#include "redis/commands/stream_arguments.h"
#include "redis/commands/stream_handlers.h"

/// Streams: XPENDING, XCLAIM and XAUTOCLAIM.
namespace redis::streams {
namespace {

using base::Bytes;
using base::BytesView;

// --- XPENDING ------------------------------------------------------------------------------------

struct PendingQuery {
  bool isSummary = true;
  int64_t minimumIdleMs = 0;
  int64_t count = 0;
  IdRange range;
  std::optional<BytesView> consumer;
};

/// Reads "[[IDLE ms] start end count [consumer]]"; an error or null.
Reply readPendingQuery(CommandContext& context, PendingQuery& query) {
  constexpr size_t kShortest = 6;
  constexpr size_t kLongest = 9;
  query.isSummary = context.count() == 3;
  if (query.isSummary) {
    return Reply::null();
  }
  if (context.count() < kShortest || context.count() > kLongest) {
    return messages::syntaxError();
  }
  ArgumentReader arguments(context, 3);
  if (arguments.take("IDLE")) {
    query.minimumIdleMs = arguments.nextInteger();
    if (arguments.remaining() < 3) {
      arguments.fail(messages::kSyntaxError);
    }
    if (arguments.failed()) {
      return arguments.error();
    }
  }
  ArgumentReader count(context, arguments.position() + 2);
  query.count = std::max<int64_t>(count.nextInteger(), 0);
  if (count.failed()) {
    return count.error();
  }
  query.range.first = nextRangeStart(arguments);
  query.range.last = nextRangeEnd(arguments);
  if (count.hasNext()) {
    query.consumer = count.next();
  }
  return arguments.failed() ? arguments.error() : Reply::null();
}

Reply pendingSummary(const StreamGroup& group) {
  Reply reply = Reply::array();
  reply.addInteger(static_cast<int64_t>(group.pending().size()));
  if (group.pending().isEmpty()) {
    reply.add(Reply::null());
    reply.add(Reply::null());
    reply.add(Reply::nullArray());
    return reply;
  }
  reply.add(idReply(group.pending().firstFrom({})->id));
  reply.add(idReply(group.pending().last()->id));
  Reply consumers = Reply::array();
  group.consumers().forEach([&consumers](const StreamConsumer& consumer) {
    if (!consumer.pending.isEmpty()) {
      Reply pair = Reply::array();
      pair.addBulk(consumer.name);
      pair.add(Reply::bulk(base::formatInteger(static_cast<int64_t>(consumer.pending.size()))));
      consumers.add(std::move(pair));
    }
  });
  reply.add(std::move(consumers));
  return reply;
}

Reply pendingRow(const StreamGroup& group, const PendingEntry& entry, int64_t nowMs) {
  Reply row = Reply::array();
  row.add(idReply(entry.id));
  row.addBulk(group.consumers().at(entry.consumer).name);
  row.addInteger(std::max<int64_t>(nowMs - entry.deliveredAtMs, 0));
  row.addInteger(entry.deliveryCount);
  return row;
}

/// Visits the pending entries of a group, or of one of its consumers, from `first` to `last`, until
/// `visit` answers false.
template <class Visit>
void forEachPending(const StreamGroup& group, const StreamConsumer* consumer, IdRange range,
                    Visit visit) {
  if (consumer == nullptr) {
    const auto& items = group.pending();
    for (const PendingEntry* entry = items.firstFrom(range.first);
         entry != nullptr && entry->id <= range.last && visit(*entry);
         entry = items.after(entry->id)) {
    }
    return;
  }
  const auto& items = consumer->pending;
  for (const auto* own = items.firstFrom(range.first); own != nullptr && own->id <= range.last;
       own = items.after(own->id)) {
    if (!visit(*group.pending().firstFrom(own->id))) {
      return;
    }
  }
}

Reply pendingRows(const CommandContext& context, const StreamGroup& group,
                  const PendingQuery& query) {
  Reply rows = Reply::array();
  const StreamConsumer* consumer = nullptr;
  if (query.consumer) {
    consumer = group.consumers().find(*query.consumer);
    if (consumer == nullptr) {
      return rows;
    }
  }
  int64_t left = query.count;
  if (left == 0) {
    return rows;
  }
  const int64_t nowMs = context.nowMs();
  forEachPending(group, consumer, query.range, [&](const PendingEntry& entry) {
    if (query.minimumIdleMs == 0 || nowMs - entry.deliveredAtMs >= query.minimumIdleMs) {
      rows.add(pendingRow(group, entry, nowMs));
      --left;
    }
    return left > 0;
  });
  return rows;
}

// --- XCLAIM --------------------------------------------------------------------------------------

struct ClaimOptions {
  std::vector<StreamId> ids;
  int64_t minimumIdleMs = 0;
  std::optional<int64_t> retryCount;
  int64_t deliveredAtMs = -1;
  StreamId lastId;
  bool forces = false;
  bool onlyIds = false;
};

/// Reads the identifiers and what follows the first argument that is none; an error or null.
Reply readClaimOptions(CommandContext& context, ClaimOptions& options) {
  ArgumentReader arguments(context, 4);
  options.minimumIdleMs = std::max<int64_t>(arguments.nextInteger(messages::kClaimIdleTime), 0);
  if (arguments.failed()) {
    return arguments.error();
  }
  for (std::optional<StreamId> id; arguments.hasNext() && (id = parseId(arguments.peek()));) {
    options.ids.push_back(*id);
    arguments.skip(1);
  }
  const int64_t nowMs = context.nowMs();
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("FORCE")) {
      options.forces = true;
    } else if (arguments.take("JUSTID")) {
      options.onlyIds = true;
    } else if (arguments.take("IDLE", 1)) {
      const int64_t idle = arguments.nextInteger(messages::kClaimIdle);
      options.deliveredAtMs =
          static_cast<int64_t>(static_cast<uint64_t>(nowMs) - static_cast<uint64_t>(idle));
    } else if (arguments.take("TIME", 1)) {
      options.deliveredAtMs = arguments.nextInteger(messages::kClaimTime);
    } else if (arguments.take("RETRYCOUNT", 1)) {
      options.retryCount = arguments.nextInteger(messages::kClaimRetryCount);
    } else if (arguments.take("LASTID", 1)) {
      options.lastId = nextId(arguments);
    } else {
      return messages::unknownClaimOption(arguments.next());
    }
  }
  if (options.deliveredAtMs < 0 || options.deliveredAtMs > nowMs) {
    options.deliveredAtMs = nowMs;
  }
  return arguments.failed() ? arguments.error() : Reply::null();
}

/// The consumer that entries go to: made, and seen, when the first one does, or at once.
class ClaimingConsumer {
 public:
  ClaimingConsumer(CommandContext& context, StreamGroup& group) : context_(context), group_(group) {
    if (context.configuration().compat.createsConsumersAtOnce()) {
      slot();
    }
  }
  uint32_t slot() {
    if (!slot_) {
      const auto [found, isAdded] = group_.consumerSlot(context_.argument(3), context_.nowMs());
      group_.consumer(found).seenAtMs = context_.nowMs();
      slot_ = found;
      if (isAdded) {
        context_.noteChange();
        context_.notify(EventClass::Stream, "xgroup-createconsumer", context_.argument(1));
      }
    }
    return *slot_;
  }
  /// Gives it a pending entry, or a new one.
  PendingEntry& take(StreamId id) {
    const uint32_t consumer = slot();
    group_.consumer(consumer).activeAtMs = context_.nowMs();
    context_.noteChange();
    return group_.assign(id, consumer);
  }

 private:
  CommandContext& context_;
  StreamGroup& group_;
  std::optional<uint32_t> slot_;
};

Reply claimEntries(CommandContext& context, StreamObject& stream, StreamGroup& group,
                   const ClaimOptions& options) {
  if (options.lastId > group.lastId) {
    group.lastId = options.lastId;
    context.noteChange();
  }
  ClaimingConsumer consumer(context, group);
  Reply claimed = Reply::array();
  for (const StreamId id : options.ids) {
    const PendingEntry* known = group.find(id);
    std::optional<Reply> entry = entryReplyOf(stream.log(), id);
    if (!entry) {
      context.noteChange(group.acknowledge(id) ? 1 : 0);
      continue;
    }
    const bool isBusy = known != nullptr && options.minimumIdleMs > 0 &&
                        context.nowMs() - known->deliveredAtMs < options.minimumIdleMs;
    if (isBusy || (known == nullptr && !options.forces)) {
      continue;
    }
    PendingEntry& pending = consumer.take(id);
    pending.deliveredAtMs = options.deliveredAtMs;
    if (options.retryCount.value_or(-1) >= 0) {
      pending.deliveryCount = *options.retryCount;
    } else if (!options.onlyIds) {
      ++pending.deliveryCount;
    }
    claimed.add(options.onlyIds ? idReply(id) : std::move(*entry));
  }
  return claimed;
}

// --- XAUTOCLAIM ----------------------------------------------------------------------------------

struct AutoClaimOptions {
  int64_t minimumIdleMs = 0;
  StreamId start;
  int64_t count = 100;
  bool onlyIds = false;
};

AutoClaimOptions readAutoClaimOptions(ArgumentReader& arguments) {
  // The largest count that fits 64 bits with ten attempts each or 16 bytes each.
  constexpr int64_t kMostCount = std::numeric_limits<int64_t>::max() / 16;
  AutoClaimOptions options;
  options.minimumIdleMs = std::max<int64_t>(arguments.nextInteger(messages::kAutoClaimIdleTime), 0);
  options.start = nextRangeStart(arguments);
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("COUNT", 1)) {
      options.count = arguments.nextInteger(messages::kCountAboveZero);
      if (options.count < 1 || options.count > kMostCount) {
        arguments.fail(messages::kCountAboveZero);
      }
    } else if (arguments.take("JUSTID")) {
      options.onlyIds = true;
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  return options;
}

Reply autoClaimEntries(CommandContext& context, StreamObject& stream, StreamGroup& group,
                       const AutoClaimOptions& options) {
  constexpr int64_t kAttemptsPerEntry = 10;
  ClaimingConsumer consumer(context, group);
  Reply claimed = Reply::array();
  Reply gone = Reply::array();
  int64_t count = options.count;
  const PendingEntry* entry = group.firstFrom(options.start);
  for (int64_t attempts = options.count * kAttemptsPerEntry;
       attempts > 0 && count > 0 && entry != nullptr; --attempts) {
    const StreamId id = entry->id;
    std::optional<Reply> found = entryReplyOf(stream.log(), id);
    if (!found) {
      group.acknowledge(id);
      context.noteChange();
      gone.add(idReply(id));
      --count;
    } else if (options.minimumIdleMs == 0 ||
               context.nowMs() - entry->deliveredAtMs >= options.minimumIdleMs) {
      PendingEntry& pending = consumer.take(id);
      pending.deliveredAtMs = context.nowMs();
      pending.deliveryCount += options.onlyIds ? 0 : 1;
      claimed.add(options.onlyIds ? idReply(id) : std::move(*found));
      --count;
    }
    entry = group.pending().after(id);
  }
  Reply reply = Reply::array();
  reply.add(idReply(entry == nullptr ? StreamId{} : entry->id));
  reply.add(std::move(claimed));
  reply.add(std::move(gone));
  return reply;
}

}  // namespace

Reply xpendingCommand(CommandContext& context) {
  PendingQuery query;
  if (Reply error = readPendingQuery(context, query); error.isError()) {
    return error;
  }
  auto stream = context.read<StreamObject>(context.argument(1));
  if (stream.wrongType) {
    return messages::wrongType();
  }
  const StreamGroup* group = stream ? stream->groups().find(context.argument(2)) : nullptr;
  if (group == nullptr) {
    return messages::noKeyOrGroup(context.argument(1), context.argument(2));
  }
  return query.isSummary ? pendingSummary(*group) : pendingRows(context, *group, query);
}

Reply xclaimCommand(CommandContext& context) {
  context.read<StreamObject>(context.argument(1));
  Editable<StreamObject> stream(context, context.argument(1));
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  const BytesView name = context.argument(2);
  if (!stream || stream->groups().find(name) == nullptr) {
    return messages::noKeyOrGroup(context.argument(1), name);
  }
  ClaimOptions options;
  if (Reply error = readClaimOptions(context, options); error.isError()) {
    return error;
  }
  StreamObject& changed = stream.change();
  return claimEntries(context, changed, *changed.groups().find(name), options);
}

Reply xautoclaimCommand(CommandContext& context) {
  context.read<StreamObject>(context.argument(1));
  ArgumentReader arguments(context, 4);
  const AutoClaimOptions options = readAutoClaimOptions(arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  Editable<StreamObject> stream(context, context.argument(1));
  if (stream.wrongType()) {
    return messages::wrongType();
  }
  const BytesView name = context.argument(2);
  if (!stream || stream->groups().find(name) == nullptr) {
    return messages::noKeyOrGroup(context.argument(1), name);
  }
  StreamObject& changed = stream.change();
  return autoClaimEntries(context, changed, *changed.groups().find(name), options);
}

}  // namespace redis::streams
