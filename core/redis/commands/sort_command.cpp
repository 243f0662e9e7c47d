#include "redis/commands/sort_command.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "base/number_text.h"
#include "base/sort.h"
#include "redis/commands/argument_reader.h"
#include "redis/keyspace/hash_object.h"
#include "redis/keyspace/list_object.h"
#include "redis/keyspace/set_object.h"
#include "redis/keyspace/sorted_set_object.h"
#include "redis/keyspace/string_object.h"
#include "redis/structures/partial_order.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

enum class StoreRule : uint8_t { Allowed, Refused };

struct SortRequest {
  bool descending = false;
  bool alphabetic = false;
  bool unsorted = false;
  int64_t limitStart = 0;
  int64_t limitCount = -1;
  std::optional<BytesView> by;
  std::vector<BytesView> get;
  std::optional<BytesView> store;
};

struct SortElement {
  Bytes value;
  double score = 0;
  /// What BY found, for ALPHA; nothing if there is no such value.
  std::optional<Bytes> weight;
};

SortRequest readSortRequest(ArgumentReader& arguments, StoreRule rule) {
  SortRequest request;
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("ASC")) {
      request.descending = false;
    } else if (arguments.take("DESC")) {
      request.descending = true;
    } else if (arguments.take("ALPHA")) {
      request.alphabetic = true;
    } else if (arguments.take("LIMIT", 2)) {
      request.limitStart = arguments.nextInteger();
      request.limitCount = arguments.nextInteger();
    } else if (rule == StoreRule::Allowed && arguments.take("STORE", 1)) {
      request.store = arguments.next();
    } else if (arguments.take("BY", 1)) {
      request.by = arguments.next();
      request.unsorted |= request.by->find('*') == BytesView::npos;
    } else if (arguments.take("GET", 1)) {
      request.get.push_back(arguments.next());
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  return request;
}

/// The value that `pattern` names for `element`: "#" is the element, "a*b" the string at that key,
/// "a*b->f" a field of the hash.
std::optional<Bytes> lookUpPattern(CommandContext& context, BytesView pattern, BytesView element) {
  if (pattern == "#") {
    return Bytes(element);
  }
  const size_t star = pattern.find('*');
  if (star == BytesView::npos) {
    return std::nullopt;
  }
  BytesView keyPattern = pattern;
  BytesView field;
  const size_t arrow = pattern.find("->", star + 1);
  if (arrow != BytesView::npos && arrow + 2 < pattern.size()) {
    field = pattern.substr(arrow + 2);
    keyPattern = pattern.substr(0, arrow);
  }
  Bytes key(keyPattern.substr(0, star));
  key += element;
  key += keyPattern.substr(star + 1);
  if (!field.empty()) {
    const auto hash = context.read<HashObject>(key);
    const Bytes* value = hash ? hash->find(field) : nullptr;
    return value == nullptr ? std::nullopt : std::optional<Bytes>(*value);
  }
  const auto string = context.read<StringObject>(key);
  return string ? std::optional<Bytes>(string->toBytes()) : std::nullopt;
}

/// A weight as C's strtod reads it: leading blanks are skipped, nothing may follow, an empty text
/// is zero.
std::optional<double> parseWeight(BytesView text) {
  text = text.substr(0, text.find('\0'));
  const base::NumberPrefix prefix = base::parseNumberPrefix(text);
  if (prefix.length != text.size() || prefix.isOutOfRange || std::isnan(prefix.value)) {
    return std::nullopt;
  }
  return prefix.value;
}

/// The range of positions that LIMIT leaves of `length` elements.
struct SortRange {
  int64_t start;
  int64_t end;  // inclusive; below `start` if empty
  bool isWhole(int64_t length) const { return start == 0 && end == length - 1; }
};

SortRange limitedRange(const SortRequest& request, int64_t length) {
  SortRange range;
  range.start = std::min(std::max<int64_t>(request.limitStart, 0), length);
  const int64_t count = std::min(std::max<int64_t>(request.limitCount, -1), length);
  range.end = count < 0 ? length - 1 : range.start + count - 1;
  if (range.start >= length) {
    range.start = length - 1;
    range.end = length - 2;
  }
  range.end = std::min(range.end, length - 1);
  return range;
}

std::vector<SortElement> collectElements(const Object* object, const SortRequest& request) {
  std::vector<SortElement> elements;
  if (object == nullptr) {
    return elements;
  }
  const auto add = [&elements](BytesView value) {
    elements.push_back({Bytes(value), 0, std::nullopt});
  };
  if (const auto* list = object->as<ListObject>()) {
    for (uint32_t i = 0; i < list->size(); ++i) {
      add(list->items().at(i));
    }
  } else if (const auto* set = object->as<SetObject>()) {
    set->forEach(add);
  } else if (const auto* sorted = object->as<SortedSetObject>()) {
    const SkipList& order = sorted->elements().order();
    for (NodeId node = order.first(); node != kNoNode; node = order.next(node)) {
      add(order.member(node));
    }
  }
  // Unsorted lists and sorted sets keep their order, reversed by DESC; sets have none to reverse.
  if (request.unsorted && request.descending && object->type() != ObjectType::Set) {
    std::reverse(elements.begin(), elements.end());
  }
  return elements;
}

/// Fills in the weights; false if one is not a number.
bool weighElements(CommandContext& context, const SortRequest& request,
                   std::vector<SortElement>& elements) {
  bool numeric = true;
  for (SortElement& element : elements) {
    std::optional<Bytes> found;
    if (request.by) {
      found = lookUpPattern(context, *request.by, element.value);
      if (!found) {
        continue;
      }
    }
    if (request.alphabetic) {
      element.weight = std::move(found);
    } else if (const std::optional<double> score = parseWeight(found ? *found : element.value)) {
      element.score = *score;
    } else {
      numeric = false;
    }
  }
  return numeric;
}

int compareElements(const SortRequest& request, const SortElement& left, const SortElement& right) {
  if (!request.alphabetic) {
    if (left.score != right.score) {
      return left.score < right.score ? -1 : 1;
    }
    return left.value.compare(right.value);
  }
  if (!request.by) {
    return left.value.compare(right.value);
  }
  if (!left.weight || !right.weight) {
    return static_cast<int>(left.weight.has_value()) - static_cast<int>(right.weight.has_value());
  }
  return left.weight->compare(*right.weight);
}

/// What the comparison of two positions needs.
struct Sorting {
  const SortRequest& request;
  const std::vector<SortElement>& elements;
};

bool comesBefore(const void* context, size_t left, size_t right) {
  const auto& [request, elements] = *static_cast<const Sorting*>(context);
  const int order = compareElements(request, elements[left], elements[right]);
  return request.descending ? order > 0 : order < 0;
}

/// Orders at least the elements in `range`. Redis sorts only these when there is BY, and which of
/// several elements of one weight they are follows from how it does.
void sortElements(const SortRequest& request, SortRange range, std::vector<SortElement>& elements) {
  const Sorting sorting{request, elements};
  const size_t count = elements.size();
  const bool isPartial = request.by && !range.isWhole(static_cast<int64_t>(count));
  const WantedPlaces wanted{static_cast<size_t>(range.start), static_cast<size_t>(range.end + 1)};
  const std::vector<uint32_t> order = isPartial ? partialOrder(count, wanted, comesBefore, &sorting)
                                                : base::stableOrder(count, comesBefore, &sorting);
  elements = base::takeInOrder(std::move(elements), order);
}

Reply storeSorted(CommandContext& context, const SortRequest& request,
                  const std::vector<SortElement>& elements, SortRange range) {
  auto list = makeObject<ListObject>();
  RingList& items = static_cast<ListObject&>(list.unshare()).items();
  for (int64_t i = range.start; i <= range.end; ++i) {
    const Bytes& value = elements[static_cast<size_t>(i)].value;
    if (request.get.empty()) {
      items.pushBack(value);
    }
    for (BytesView pattern : request.get) {
      items.pushBack(lookUpPattern(context, pattern, value).value_or(Bytes()));
    }
  }
  const auto count = static_cast<int64_t>(items.size());
  if (context.configuration().compat.packsListsAndSets()) {
    static_cast<ListObject&>(list.unshare()).noteSize(context.configuration());
  }
  if (count > 0) {
    context.database().erase(*request.store);
    context.database().store(*request.store, std::move(list));
    context.notify(EventClass::List, "sortstore", *request.store);
  } else {
    context.eraseKey(*request.store);
  }
  return Reply::integer(count);
}

Reply printSorted(CommandContext& context, const SortRequest& request,
                  const std::vector<SortElement>& elements, SortRange range) {
  Reply reply = Reply::array();
  for (int64_t i = range.start; i <= range.end; ++i) {
    const Bytes& value = elements[static_cast<size_t>(i)].value;
    if (request.get.empty()) {
      reply.addBulk(value);
    }
    for (BytesView pattern : request.get) {
      std::optional<Bytes> found = lookUpPattern(context, pattern, value);
      reply.add(found ? Reply::bulk(std::move(*found)) : Reply::null());
    }
  }
  return reply;
}

Reply sortKey(CommandContext& context, StoreRule rule) {
  ArgumentReader arguments(context, 2);
  SortRequest request = readSortRequest(arguments, rule);
  if (arguments.failed()) {
    return arguments.error();
  }
  const Database::Entry* entry = context.database().find(context.argument(1));
  // Held, since looking up patterns may remove expired keys and so move the entry.
  const ObjectRef object = entry == nullptr ? ObjectRef() : entry->value.object;
  const bool isSet = object && object->type() == ObjectType::Set;
  if (object && !isSet && object->type() != ObjectType::List &&
      object->type() != ObjectType::SortedSet) {
    return messages::wrongType();
  }
  // Redis makes a small sorted set a large one before it reads the elements.
  if (object && object->encoding() == Encoding::ListPack &&
      object->type() == ObjectType::SortedSet) {
    Database::Entry* sorted = context.database().find(context.argument(1));
    static_cast<SortedSetObject&>(sorted->value.object.unshare()).becomeLarge();
  }
  // A set has no order of its own, so what is stored or seen by a script gets one.
  if (request.unsorted && isSet && (request.store || context.session().inScript)) {
    request.unsorted = false;
    request.alphabetic = true;
    request.by.reset();
  }
  std::vector<SortElement> elements = collectElements(object.get(), request);
  const SortRange range = limitedRange(request, static_cast<int64_t>(elements.size()));
  if (!request.unsorted) {
    if (!weighElements(context, request, elements)) {
      return Reply::error(messages::kSortNotDouble);
    }
    sortElements(request, range, elements);
  }
  return request.store ? storeSorted(context, request, elements, range)
                       : printSorted(context, request, elements, range);
}

}  // namespace

Reply sortCommand(CommandContext& context) { return sortKey(context, StoreRule::Allowed); }
Reply sortRoCommand(CommandContext& context) { return sortKey(context, StoreRule::Refused); }

}  // namespace redis
