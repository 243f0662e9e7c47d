#include <algorithm>

#include "redis/commands/geo_handlers.h"
#include "redis/commands/sorted_set_handlers.h"
#include "redis/structures/partial_order.h"

/// Searching sorted sets of positions. Redis: GEOSEARCH, GEOSEARCHSTORE, GEORADIUS,
/// GEORADIUSBYMEMBER and their read-only forms.
///
/// All commands share one list of options and differ in which of them they take. The order of the
/// checks is Redis's: the source key, the centre if it stands at a fixed place, the options from
/// left to right, then what does not go together.
namespace redis::geo {
namespace {

using base::BytesView;

enum class Centre : uint8_t { Option, Position, Member };
enum class Storing : uint8_t { Never, Option, Always };

/// One of the commands.
struct Variant {
  Centre centre;
  Storing storing;
};

enum class SortBy : uint8_t { Nothing, NearestFirst, FarthestFirst };

struct Request {
  Shape shape;
  bool withDistance = false;
  bool withHash = false;
  bool withPosition = false;
  SortBy sortBy = SortBy::Nothing;
  /// Most members to answer; 0 for all.
  int64_t count = 0;
  /// Whether any members will do, not only the nearest.
  bool any = false;
  std::optional<BytesView> destination;
  bool storesDistance = false;
};

/// A member that was found.
struct Hit {
  NodeId node;
  Position position;
  double distance;
};

/// Reads the arguments of all variants.
class RequestReader {
 public:
  RequestReader(CommandContext& context, Variant variant, const SortedSetObject* set)
      : context_(context),
        variant_(variant),
        set_(set),
        arguments_(context, variant.storing == Storing::Always ? 3 : 2) {}

  /// Reads everything; the error, if any, comes back as a reply.
  std::optional<Reply> read() {
    if (variant_.storing == Storing::Always) {
      request_.destination = context_.argument(1);
    }
    readFixedCentre();
    while (arguments_.hasNext() && !hasFailed()) {
      if (!readReplyOption() && !readStoreOption() && !readShapeOption()) {
        arguments_.fail(messages::kSyntaxError);
      }
    }
    if (hasFailed()) {
      return error_ ? std::move(error_) : arguments_.error();
    }
    return check();
  }

  const Request& request() const { return request_; }

 private:
  bool hasFailed() const { return error_.has_value() || arguments_.failed(); }

  void readFixedCentre() {
    if (variant_.centre == Centre::Position) {
      error_ = readPosition(arguments_, request_.shape.centre);
    } else if (variant_.centre == Centre::Member) {
      readMember();
    }
    if (variant_.centre == Centre::Option || hasFailed()) {
      return;
    }
    if (variant_.centre == Centre::Member && set_ == nullptr) {
      arguments_.skip(2);  // without a key Redis does not look at the radius
    } else {
      readRadius();
    }
  }

  /// The position of a member; without a key any name will do.
  void readMember() {
    const BytesView member = arguments_.next();
    if (set_ == nullptr) {
      return;
    }
    const NodeId node = set_->elements().find(member);
    if (node == kNoNode) {
      arguments_.fail(messages::kGeoNoMember);
      return;
    }
    request_.shape.centre = positionOf(set_->elements().score(node));
  }

  void readRadius() {
    Shape& shape = request_.shape;
    shape.kind = Shape::Kind::Circle;
    shape.radius = arguments_.nextDouble(messages::kGeoRadiusNotNumber);
    if (shape.radius < 0) {
      arguments_.fail(messages::kGeoRadiusNegative);
    }
    shape.unit = nextUnit(arguments_);
  }

  void readBox() {
    Shape& shape = request_.shape;
    shape.kind = Shape::Kind::Box;
    shape.width = arguments_.nextDouble(messages::kGeoWidthNotNumber);
    shape.height = arguments_.nextDouble(messages::kGeoHeightNotNumber);
    if (shape.width < 0 || shape.height < 0) {
      arguments_.fail(messages::kGeoBoxNegative);
    }
    shape.unit = nextUnit(arguments_);
  }

  bool readReplyOption() {
    if (arguments_.take("WITHDIST")) {
      request_.withDistance = true;
    } else if (arguments_.take("WITHHASH")) {
      request_.withHash = true;
    } else if (arguments_.take("WITHCOORD")) {
      request_.withPosition = true;
    } else if (arguments_.take("ANY")) {
      request_.any = true;
    } else if (arguments_.take("ASC")) {
      request_.sortBy = SortBy::NearestFirst;
    } else if (arguments_.take("DESC")) {
      request_.sortBy = SortBy::FarthestFirst;
    } else if (arguments_.take("COUNT", 1)) {
      request_.count = arguments_.nextInteger();
      if (request_.count <= 0) {
        arguments_.fail(messages::kGeoCountNotPositive);
      }
    } else {
      return false;
    }
    return true;
  }

  bool readStoreOption() {
    const bool isOption = variant_.storing == Storing::Option;
    if (isOption && arguments_.take("STORE", 1)) {
      request_.destination = arguments_.next();
      request_.storesDistance = false;
    } else if (isOption && arguments_.take("STOREDIST", 1)) {
      request_.destination = arguments_.next();
      request_.storesDistance = true;
    } else if (variant_.storing == Storing::Always && arguments_.take("STOREDIST")) {
      request_.storesDistance = true;
    } else {
      return false;
    }
    return true;
  }

  bool readShapeOption() {
    if (variant_.centre != Centre::Option) {
      return false;
    }
    if (!hasCentrePosition_ && arguments_.take("FROMMEMBER", 1)) {
      hasCentreMember_ = true;
      readMember();
    } else if (!hasCentreMember_ && arguments_.take("FROMLONLAT", 2)) {
      hasCentrePosition_ = true;
      error_ = readPosition(arguments_, request_.shape.centre);
    } else if (!hasBox_ && arguments_.take("BYRADIUS", 2)) {
      hasRadius_ = true;
      readRadius();
    } else if (!hasRadius_ && arguments_.take("BYBOX", 3)) {
      hasBox_ = true;
      readBox();
    } else {
      return false;
    }
    return true;
  }

  /// What does not go together, or is missing.
  std::optional<Reply> check() const {
    const bool hasDetails = request_.withDistance || request_.withHash || request_.withPosition;
    if (request_.destination && hasDetails) {
      return Reply::error(variant_.storing == Storing::Always ? messages::kGeoSearchStoreWith
                                                              : messages::kGeoStoreWith);
    }
    if (variant_.centre == Centre::Option && !hasCentreMember_ && !hasCentrePosition_) {
      return messages::geoCentreMissing(context_.argument(0));
    }
    if (variant_.centre == Centre::Option && !hasRadius_ && !hasBox_) {
      return messages::geoShapeMissing(context_.argument(0));
    }
    if (request_.any && request_.count == 0) {
      return Reply::error(messages::kGeoAnyWithoutCount);
    }
    return std::nullopt;
  }

  CommandContext& context_;
  Variant variant_;
  const SortedSetObject* set_;
  ArgumentReader arguments_;
  Request request_;
  std::optional<Reply> error_;
  bool hasCentreMember_ = false;
  bool hasCentrePosition_ = false;
  bool hasRadius_ = false;
  bool hasBox_ = false;
};

// --- Searching -----------------------------------------------------------------------------------

/// Adds the members of one cell that are in the shape; false once there are as many as wanted.
bool findInCell(const SortedSet& set, const Cell& cell, const Request& request,
                std::vector<Hit>& hits) {
  const SkipList& order = set.order();
  const ScoreInterval scores = scoresIn(cell);
  NodeId node =
      order.partitionPoint([&](NodeId other) { return order.score(other) < scores.first; }).node;
  for (; node != kNoNode && order.score(node) < scores.end; node = order.next(node)) {
    Hit hit{node, positionOf(order.score(node)), 0};
    if (contains(request.shape, hit.position, hit.distance)) {
      hits.push_back(hit);
    }
    if (request.any && hits.size() >= static_cast<uint64_t>(request.count)) {
      return false;
    }
  }
  return true;
}

std::vector<Hit> findHits(const SortedSet& set, const Request& request) {
  std::vector<Hit> hits;
  const std::array<Cell, 9> cells = cellsAround(request.shape);
  size_t last = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    // On a coarse grid the cells on both sides may be the same.
    if (cells[i].steps == 0 || (last != 0 && cells[i] == cells[last])) {
      continue;
    }
    if (!findInCell(set, cells[i], request, hits)) {
      break;
    }
    last = i;
  }
  return hits;
}

/// The order of the answer, and no more than wanted.
std::vector<Hit> arrange(std::vector<Hit> hits, const Request& request) {
  const uint64_t limit = request.count == 0 ? hits.size() : static_cast<uint64_t>(request.count);
  const size_t wanted = static_cast<size_t>(std::min<uint64_t>(limit, hits.size()));
  if (request.sortBy == SortBy::Nothing) {
    hits.resize(wanted);
    return hits;
  }
  const auto isNearer = [](const void* context, size_t left, size_t right) {
    const auto& all = *static_cast<const std::vector<Hit>*>(context);
    return all[left].distance < all[right].distance;
  };
  const auto isFarther = [](const void* context, size_t left, size_t right) {
    const auto& all = *static_cast<const std::vector<Hit>*>(context);
    return all[left].distance > all[right].distance;
  };
  const base::ComesBefore before =
      request.sortBy == SortBy::NearestFirst ? base::ComesBefore(isNearer) : isFarther;
  const std::vector<uint32_t> order = wanted == hits.size()
                                          ? base::stableOrder(hits.size(), before, &hits)
                                          : partialOrder(hits.size(), {0, wanted}, before, &hits);
  return base::takeInOrder(std::move(hits), std::span(order).first(wanted));
}

// --- Answering -----------------------------------------------------------------------------------

Reply replyHits(const SortedSet& set, const std::vector<Hit>& hits, const Request& request,
                Compatibility compat) {
  const bool hasDetails = request.withDistance || request.withHash || request.withPosition;
  Reply reply = Reply::array();
  reply.reserve(hits.size());
  for (const Hit& hit : hits) {
    if (!hasDetails) {
      reply.addBulk(set.member(hit.node));
      continue;
    }
    Reply details = Reply::array();
    details.addBulk(set.member(hit.node));
    if (request.withDistance) {
      details.add(distanceReply(hit.distance / request.shape.unit));
    }
    if (request.withHash) {
      details.addInteger(truncatedScore(set.score(hit.node)));
    }
    if (request.withPosition) {
      details.add(positionReply(hit.position, compat));
    }
    reply.add(std::move(details));
  }
  return reply;
}

Reply storeHits(CommandContext& context, const SortedSet* set, const std::vector<Hit>& hits,
                const Request& request) {
  SortedSet result;
  for (const Hit& hit : hits) {
    result.assign(request.storesDistance ? hit.distance / request.shape.unit : set->score(hit.node),
                  set->member(hit.node));
  }
  return sorted_sets::storeSortedSet(
      context, *request.destination,
      makeObject<SortedSetObject>(std::move(result), context.configuration()));
}

Reply searchCommand(CommandContext& context, Variant variant) {
  auto set =
      context.read<SortedSetObject>(context.argument(variant.storing == Storing::Always ? 2 : 1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  RequestReader reader(context, variant, set.object);
  if (std::optional<Reply> error = reader.read()) {
    return std::move(*error);
  }
  Request request = reader.request();
  if (!set) {
    return request.destination ? storeHits(context, nullptr, {}, request) : Reply::array();
  }
  if (request.count != 0 && request.sortBy == SortBy::Nothing && !request.any) {
    request.sortBy = SortBy::NearestFirst;
  }
  const SortedSet& elements = set->elements();
  const std::vector<Hit> hits = arrange(findHits(elements, request), request);
  return request.destination ? storeHits(context, &elements, hits, request)
                             : replyHits(elements, hits, request, context.configuration().compat);
}

}  // namespace

Reply georadiusCommand(CommandContext& context) {
  return searchCommand(context, {Centre::Position, Storing::Option});
}
Reply georadiusReadOnlyCommand(CommandContext& context) {
  return searchCommand(context, {Centre::Position, Storing::Never});
}
Reply georadiusbymemberCommand(CommandContext& context) {
  return searchCommand(context, {Centre::Member, Storing::Option});
}
Reply georadiusbymemberReadOnlyCommand(CommandContext& context) {
  return searchCommand(context, {Centre::Member, Storing::Never});
}
Reply geosearchCommand(CommandContext& context) {
  return searchCommand(context, {Centre::Option, Storing::Never});
}
Reply geosearchstoreCommand(CommandContext& context) {
  return searchCommand(context, {Centre::Option, Storing::Always});
}

}  // namespace redis::geo
