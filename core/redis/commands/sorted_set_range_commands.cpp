#include "redis/commands/sorted_set_handlers.h"
#include "redis/commands/sorted_set_ranges.h"

/// Ranges of sorted sets: counting, reading, storing and removing them. Redis: ZCOUNT, ZLEXCOUNT,
/// ZRANGE and its older forms, ZRANGESTORE, ZREMRANGEBYLEX, ZREMRANGEBYRANK, ZREMRANGEBYSCORE.
namespace redis::sorted_sets {

using base::BytesView;

namespace {

enum class RangeKind : uint8_t { Rank, Score, Lex };

/// A range of any kind, as two arguments give it.
struct AnyRange {
  RangeKind kind = RangeKind::Rank;
  int64_t start = 0;
  int64_t stop = 0;
  ScoreRange score;
  LexRange lex;
};

/// Reads the bounds; an error latches in `arguments`, whose position is not used.
AnyRange readRange(ArgumentReader& arguments, RangeKind kind, BytesView minimum,
                   BytesView maximum) {
  AnyRange range{kind, 0, 0, {}, {}};
  switch (kind) {
    case RangeKind::Rank: {
      const std::optional<int64_t> start = parseInteger(minimum);
      const std::optional<int64_t> stop = parseInteger(maximum);
      if (!start || !stop) {
        arguments.fail(messages::kNotInteger);
      }
      range.start = start.value_or(0);
      range.stop = stop.value_or(0);
      break;
    }
    case RangeKind::Score: {
      const std::optional<ScoreRange> score = parseScoreRange(minimum, maximum);
      if (!score) {
        arguments.fail(messages::kMinMaxNotFloat);
      }
      range.score = score.value_or(ScoreRange());
      break;
    }
    case RangeKind::Lex: {
      const std::optional<LexRange> lex = parseLexRange(minimum, maximum);
      if (!lex) {
        arguments.fail(messages::kMinMaxNotLex);
      }
      range.lex = lex.value_or(LexRange());
      break;
    }
  }
  return range;
}

/// The ranks of the elements in `range`; with `Direction::Reverse` a range of ranks counts from the
/// end.
IndexRange ranksIn(const SortedSetObject& set, const AnyRange& range, Direction direction) {
  switch (range.kind) {
    case RangeKind::Rank: {
      IndexRange ranks = clampRange(range.start, range.stop, set.size());
      if (direction == Direction::Reverse) {
        ranks.first = set.size() - ranks.first - ranks.count;
      }
      return ranks;
    }
    case RangeKind::Score:
      return ranksInScoreRange(set, range.score);
    case RangeKind::Lex:
      return ranksInLexRange(set, range.lex, direction);
  }
  UNREACHABLE();
}

// --- Counting ------------------------------------------------------------------------------------

Reply countRange(CommandContext& context, RangeKind kind) {
  ArgumentReader arguments(context);
  const AnyRange range = readRange(arguments, kind, context.argument(2), context.argument(3));
  if (arguments.failed()) {
    return arguments.error();
  }
  auto set = context.read<SortedSetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(set ? ranksIn(*set, range, Direction::Forward).count : 0);
}

// --- Reading and storing -------------------------------------------------------------------------

enum class Output : uint8_t { Reply, Store };

/// What a command of the ZRANGE family asks for. `kind` and `direction` are fixed by the older
/// commands and options of the newer.
struct RangeRequest {
  AnyRange range;
  Direction direction = Direction::Forward;
  bool withScores = false;
  int64_t offset = 0;
  int64_t limit = -1;
};

/// What the name of a command fixes.
struct RangeForm {
  size_t firstArgument = 1;
  Output output = Output::Reply;
  std::optional<RangeKind> kind = {};
  std::optional<Direction> direction = {};
};

RangeRequest readRangeRequest(CommandContext& context, ArgumentReader& arguments, RangeForm form) {
  RangeRequest request;
  while (arguments.hasNext() && !arguments.failed()) {
    if (form.output == Output::Reply && arguments.take("WITHSCORES")) {
      request.withScores = true;
    } else if (arguments.take("LIMIT", 2)) {
      request.offset = arguments.nextInteger();
      request.limit = arguments.nextInteger();
    } else if (!form.direction && arguments.take("REV")) {
      form.direction = Direction::Reverse;
    } else if (!form.kind && arguments.take("BYLEX")) {
      form.kind = RangeKind::Lex;
    } else if (!form.kind && arguments.take("BYSCORE")) {
      form.kind = RangeKind::Score;
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  const RangeKind kind = form.kind.value_or(RangeKind::Rank);
  request.direction = form.direction.value_or(Direction::Forward);
  if (request.limit != -1 && kind == RangeKind::Rank) {
    arguments.fail(messages::kLimitNeedsBy);
  }
  if (request.withScores && kind == RangeKind::Lex) {
    arguments.fail(messages::kWithScoresByLex);
  }
  if (arguments.failed()) {
    return request;
  }
  BytesView minimum = context.argument(form.firstArgument + 1);
  BytesView maximum = context.argument(form.firstArgument + 2);
  if (request.direction == Direction::Reverse && kind != RangeKind::Rank) {
    std::swap(minimum, maximum);
  }
  request.range = readRange(arguments, kind, minimum, maximum);
  return request;
}

/// Calls `visit(NodeId)` for the requested elements in the requested order; `announce(count)` comes
/// before.
template <class Announce, class Visit>
void visitRange(const SortedSetObject& set, const RangeRequest& request, Announce announce,
                Visit visit) {
  const SkipList& order = set.elements().order();
  IndexRange ranks;
  switch (request.range.kind) {
    case RangeKind::Rank:
      ranks = ranksIn(set, request.range, request.direction);
      break;
    case RangeKind::Score:
      ranks = ranksInScoreRange(set, request.range.score);
      ranks = limitRange(ranks, request.offset, request.limit, request.direction);
      break;
    case RangeKind::Lex:
      ranks = ranksInLexRange(set, request.range.lex, request.direction, request.offset);
      ranks = limitRange(ranks, 0, request.limit, request.direction);
      break;
  }
  announce(ranks.count);
  if (ranks.count == 0) {
    return;
  }
  const bool isForward = request.direction == Direction::Forward;
  NodeId node = order.atRank(isForward ? ranks.first : ranks.first + ranks.count - 1);
  for (uint32_t i = 0; i < ranks.count; ++i) {
    visit(node);
    node = isForward ? order.next(node) : order.previous(node);
  }
}

Reply rangeCommand(CommandContext& context, RangeForm form) {
  ArgumentReader arguments(context, form.firstArgument + 3);
  const RangeRequest request = readRangeRequest(context, arguments, form);
  if (arguments.failed()) {
    return arguments.error();
  }
  auto set = context.read<SortedSetObject>(context.argument(form.firstArgument));
  if (set.wrongType) {
    return messages::wrongType();
  }
  const auto ignoreCount = [](uint32_t) {};
  if (form.output == Output::Store) {
    ObjectRef reference = makeObject<SortedSetObject>();
    auto& result = static_cast<SortedSetObject&>(reference.unshare());
    if (set) {
      const SkipList& order = set->elements().order();
      visitRange(*set, request, ignoreCount, [&](NodeId node) {
        result.insert(order.score(node), order.member(node), context.configuration());
      });
    }
    return storeSortedSet(context, context.argument(1), std::move(reference));
  }
  if (!set) {
    return Reply::array();
  }
  const SkipList& order = set->elements().order();
  std::optional<ElementsReply> elements;
  visitRange(
      *set, request, [&](uint32_t count) { elements.emplace(context, request.withScores, count); },
      [&](NodeId node) { elements->add(order, node); });
  return elements->take();
}

// --- Removing ------------------------------------------------------------------------------------

Reply removeRange(CommandContext& context, RangeKind kind) {
  ArgumentReader arguments(context);
  const AnyRange range = readRange(arguments, kind, context.argument(2), context.argument(3));
  if (arguments.failed()) {
    return arguments.error();
  }
  const BytesView key = context.argument(1);
  Editable<SortedSetObject> set(context, key);
  if (set.wrongType()) {
    return messages::wrongType();
  }
  if (!set) {
    return Reply::integer(0);
  }
  const IndexRange ranks = ranksIn(*set, range, Direction::Forward);
  if (ranks.count == set->size()) {
    context.finishEdit(key, true);
  } else if (ranks.count > 0) {
    set.change().eraseRange(ranks.first, ranks.count);
    context.finishEdit(key, false);
  }
  return Reply::integer(ranks.count);
}

}  // namespace

Reply zcountCommand(CommandContext& context) { return countRange(context, RangeKind::Score); }
Reply zlexcountCommand(CommandContext& context) { return countRange(context, RangeKind::Lex); }

Reply zrangeCommand(CommandContext& context) { return rangeCommand(context, {}); }
Reply zrangestoreCommand(CommandContext& context) {
  return rangeCommand(context, {.firstArgument = 2, .output = Output::Store});
}
Reply zrangebylexCommand(CommandContext& context) {
  return rangeCommand(context, {.kind = RangeKind::Lex, .direction = Direction::Forward});
}
Reply zrangebyscoreCommand(CommandContext& context) {
  return rangeCommand(context, {.kind = RangeKind::Score, .direction = Direction::Forward});
}
Reply zrevrangeCommand(CommandContext& context) {
  return rangeCommand(context, {.kind = RangeKind::Rank, .direction = Direction::Reverse});
}
Reply zrevrangebylexCommand(CommandContext& context) {
  return rangeCommand(context, {.kind = RangeKind::Lex, .direction = Direction::Reverse});
}
Reply zrevrangebyscoreCommand(CommandContext& context) {
  return rangeCommand(context, {.kind = RangeKind::Score, .direction = Direction::Reverse});
}

Reply zremrangebylexCommand(CommandContext& context) {
  return removeRange(context, RangeKind::Lex);
}
Reply zremrangebyrankCommand(CommandContext& context) {
  return removeRange(context, RangeKind::Rank);
}
Reply zremrangebyscoreCommand(CommandContext& context) {
  return removeRange(context, RangeKind::Score);
}

}  // namespace redis::sorted_sets
