#include <algorithm>
#include <cmath>
#include <limits>

#include "base/sort.h"
#include "redis/commands/command_spec.h"
#include "redis/commands/sorted_set_handlers.h"
#include "redis/keyspace/set_object.h"

/// Operations on several sorted sets: difference, intersection, union. Plain sets take part with
/// scores of 1. Redis: ZDIFF, ZINTER, ZUNION, their STORE forms, ZINTERCARD.
namespace redis::sorted_sets {

using base::BytesView;

namespace {

enum class Operation : uint8_t { Difference, Intersection, Union };
enum class Aggregate : uint8_t { Sum, Minimum, Maximum };
/// What a command does with the result.
enum class Use : uint8_t { Reply, Store, Count };

/// One operand: a sorted set, a set, or nothing.
struct Source {
  const SortedSetObject* sorted = nullptr;
  const SetObject* plain = nullptr;
  double weight = 1;

  size_t size() const {
    return sorted != nullptr ? sorted->size() : plain != nullptr ? plain->size() : 0;
  }
  bool isSameAs(const Source& other) const {
    return sorted == other.sorted && plain == other.plain;
  }
  std::optional<double> find(BytesView member) const {
    if (sorted != nullptr) {
      const NodeId node = sorted->elements().find(member);
      return node == kNoNode ? std::nullopt : std::optional(sorted->elements().score(node));
    }
    return plain != nullptr && plain->contains(member) ? std::optional(1.0) : std::nullopt;
  }
  /// Calls `visit(member, score)` in order until it returns false.
  template <class Visit>
  void forEachWhile(Visit visit) const {
    if (plain != nullptr) {
      plain->forEachWhile([&](BytesView member) { return visit(member, 1.0); });
    } else if (sorted != nullptr) {
      const SkipList& order = sorted->elements().order();
      for (NodeId node = order.first(); node != kNoNode; node = order.next(node)) {
        if (!visit(order.member(node), order.score(node))) {
          return;
        }
      }
    }
  }
};

struct Request {
  std::vector<Source> sources;
  Aggregate aggregate = Aggregate::Sum;
  bool withScores = false;
  int64_t limit = 0;
};

double zeroIfNan(double score) { return std::isnan(score) ? 0 : score; }

double aggregateScores(Aggregate aggregate, double current, double added) {
  switch (aggregate) {
    case Aggregate::Sum:
      return zeroIfNan(current + added);
    case Aggregate::Minimum:
      return added < current ? added : current;
    case Aggregate::Maximum:
      return added > current ? added : current;
  }
  UNREACHABLE();
}

Source readSource(CommandContext& context, BytesView key, ArgumentReader& arguments) {
  Source source;
  auto sorted = context.read<SortedSetObject>(key);
  source.sorted = sorted.object;
  if (sorted.wrongType) {
    auto plain = context.read<SetObject>(key);
    source.plain = plain.object;
    if (plain.wrongType) {
      arguments.fail(messages::kWrongType);
    }
  }
  return source;
}

void readAggregate(ArgumentReader& arguments, Request& request) {
  if (arguments.take("SUM")) {
    request.aggregate = Aggregate::Sum;
  } else if (arguments.take("MIN")) {
    request.aggregate = Aggregate::Minimum;
  } else if (arguments.take("MAX")) {
    request.aggregate = Aggregate::Maximum;
  } else {
    arguments.fail(messages::kSyntaxError);
  }
}

void readOptions(ArgumentReader& arguments, Operation operation, Use use, Request& request) {
  const bool hasScores = operation != Operation::Difference && use != Use::Count;
  while (arguments.hasNext() && !arguments.failed()) {
    if (hasScores && arguments.take("WEIGHTS", request.sources.size())) {
      for (Source& source : request.sources) {
        source.weight = arguments.nextDouble(messages::kWeightNotFloat);
      }
    } else if (hasScores && arguments.take("AGGREGATE", 1)) {
      readAggregate(arguments, request);
    } else if (use == Use::Reply && arguments.take("WITHSCORES")) {
      request.withScores = true;
    } else if (use == Use::Count && arguments.take("LIMIT", 1)) {
      request.limit =
          arguments.nextIntegerIn(0, std::numeric_limits<int64_t>::max(), messages::kLimitNegative);
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
}

// --- The operations ------------------------------------------------------------------------------

/// Visits `(member, score)` of the members that all sources have, until `visit` returns false. The
/// smallest source comes first.
template <class Visit>
void forEachCommon(const Request& request, Visit visit) {
  const Source& smallest = request.sources[0];
  smallest.forEachWhile([&](BytesView member, double ownScore) {
    double score = zeroIfNan(smallest.weight * ownScore);
    for (size_t i = 1; i < request.sources.size(); ++i) {
      const Source& source = request.sources[i];
      const std::optional<double> found =
          source.isSameAs(smallest) ? std::optional(ownScore) : source.find(member);
      if (!found) {
        return true;
      }
      score = aggregateScores(request.aggregate, score, source.weight * *found);
    }
    return visit(member, score);
  });
}

void intersect(const Request& request, SortedSet& result) {
  forEachCommon(request, [&](BytesView member, double score) {
    result.insert(score, member);
    return true;
  });
}

void unite(const Request& request, SortedSet& result) {
  OrderedDict<double> scores;
  scores.reserve(request.sources.back().size());
  for (const Source& source : request.sources) {
    source.forEachWhile([&](BytesView member, double ownScore) {
      const double score = zeroIfNan(source.weight * ownScore);
      auto [entry, isAdded] = scores.insert(member);
      entry->value = isAdded ? score : aggregateScores(request.aggregate, entry->value, score);
      return true;
    });
  }
  for (const auto& entry : scores) {
    result.insert(entry.value, entry.key);
  }
}

void subtract(const Request& request, SortedSet& result) {
  const auto others = request.sources.begin() + 1;
  const Source& first = request.sources[0];
  if (first.size() == 0 || std::any_of(others, request.sources.end(), [&](const Source& source) {
        return source.isSameAs(first);
      })) {
    return;
  }
  first.forEachWhile([&](BytesView member, double score) {
    if (std::none_of(others, request.sources.end(),
                     [&](const Source& source) { return source.find(member).has_value(); })) {
      result.insert(score, member);
    }
    return true;
  });
}

void combine(Operation operation, const Request& request, SortedSet& result) {
  switch (operation) {
    case Operation::Difference:
      subtract(request, result);
      break;
    case Operation::Intersection:
      intersect(request, result);
      break;
    case Operation::Union:
      unite(request, result);
      break;
  }
}

// --- The commands --------------------------------------------------------------------------------

/// Reads "numkeys key [key ...]" and the options. The error, if any, comes back as a reply.
std::optional<Reply> readRequest(CommandContext& context, Operation operation, Use use,
                                 Request& request) {
  ArgumentReader arguments(context, use == Use::Store ? 2 : 1);
  const int64_t keyCount = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  if (keyCount < 1) {
    return Reply::error("ERR at least 1 input key is needed for '" + context.spec().fullName() +
                        "' command");
  }
  if (static_cast<uint64_t>(keyCount) > arguments.remaining()) {
    return messages::syntaxError();
  }
  request.sources.reserve(static_cast<size_t>(keyCount));
  for (int64_t i = 0; i < keyCount && !arguments.failed(); ++i) {
    request.sources.push_back(readSource(context, arguments.next(), arguments));
  }
  readOptions(arguments, operation, use, request);
  if (arguments.failed()) {
    return arguments.error();
  }
  if (operation != Operation::Difference) {
    // The order decides in which order scores are added up, and with it the last digits of a sum.
    base::stableSort(request.sources, [](const Source& left, const Source& right) {
      return left.size() < right.size();
    });
  }
  return std::nullopt;
}

Reply operationCommand(CommandContext& context, Operation operation, Use use) {
  Request request;
  if (std::optional<Reply> error = readRequest(context, operation, use, request)) {
    return std::move(*error);
  }
  if (use == Use::Count) {
    int64_t common = 0;
    forEachCommon(request, [&](BytesView, double) { return ++common != request.limit; });
    return Reply::integer(common);
  }
  SortedSet result;
  combine(operation, request, result);
  if (use == Use::Store) {
    return storeSortedSet(context, context.argument(1),
                          makeObject<SortedSetObject>(std::move(result), context.configuration()));
  }
  const SkipList& order = result.order();
  ElementsReply elements(context, request.withScores, order.size());
  for (NodeId node = order.first(); node != kNoNode; node = order.next(node)) {
    elements.add(order, node);
  }
  return elements.take();
}

}  // namespace

Reply zdiffCommand(CommandContext& context) {
  return operationCommand(context, Operation::Difference, Use::Reply);
}
Reply zdiffstoreCommand(CommandContext& context) {
  return operationCommand(context, Operation::Difference, Use::Store);
}
Reply zinterCommand(CommandContext& context) {
  return operationCommand(context, Operation::Intersection, Use::Reply);
}
Reply zintercardCommand(CommandContext& context) {
  return operationCommand(context, Operation::Intersection, Use::Count);
}
Reply zinterstoreCommand(CommandContext& context) {
  return operationCommand(context, Operation::Intersection, Use::Store);
}
Reply zunionCommand(CommandContext& context) {
  return operationCommand(context, Operation::Union, Use::Reply);
}
Reply zunionstoreCommand(CommandContext& context) {
  return operationCommand(context, Operation::Union, Use::Store);
}

}  // namespace redis::sorted_sets
