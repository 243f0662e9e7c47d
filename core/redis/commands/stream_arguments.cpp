#include "redis/commands/stream_arguments.h"

#include <algorithm>

#include "base/number_text.h"

namespace redis::streams {
namespace {

using base::BytesView;

constexpr uint64_t kMaximum = std::numeric_limits<uint64_t>::max();

bool isBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// A number as strtoull reads a whole string: blanks and a sign before it, a negative one wraps.
std::optional<uint64_t> parseLooseUnsigned(BytesView text) {
  size_t at = 0;
  while (at < text.size() && isBlank(text[at])) {
    ++at;
  }
  const bool isNegative = at < text.size() && text[at] == '-';
  if (isNegative || (at < text.size() && text[at] == '+')) {
    ++at;
  }
  if (at == text.size()) {
    return std::nullopt;
  }
  uint64_t value = 0;
  for (; at < text.size(); ++at) {
    const auto digit = static_cast<uint64_t>(static_cast<unsigned char>(text[at])) - '0';
    if (digit > 9 || value > (kMaximum - digit) / 10) {
      return std::nullopt;
    }
    value = value * 10 + digit;
  }
  return isNegative ? 0 - value : value;
}

std::optional<uint64_t> parseUnsigned(BytesView text) {
  if (const std::optional<int64_t> integer = parseInteger(text)) {
    return *integer < 0 ? std::nullopt : std::optional(static_cast<uint64_t>(*integer));
  }
  return parseLooseUnsigned(text);
}

std::optional<NewId> parseAnyId(BytesView text, uint64_t missingSeq) {
  constexpr size_t kLongest = 127;
  if (text.size() > kLongest) {
    return std::nullopt;
  }
  text = text.substr(0, text.find('\0'));
  const size_t dash = text.find('-');
  const std::optional<uint64_t> ms = parseUnsigned(text.substr(0, dash));
  if (!ms) {
    return std::nullopt;
  }
  if (dash == BytesView::npos) {
    return NewId{{*ms, missingSeq}, true, true};
  }
  const BytesView rest = text.substr(dash + 1);
  if (rest == "*") {
    return NewId{{*ms, 0}, true, false};
  }
  const std::optional<uint64_t> seq = parseUnsigned(rest);
  return seq ? std::optional(NewId{{*ms, *seq}, true, true}) : std::nullopt;
}

bool isExclusive(BytesView text) { return text.size() > 1 && text[0] == '('; }

/// The identifier of a range argument, still to be stepped over if it is exclusive.
StreamId nextEdge(ArgumentReader& arguments, uint64_t missingSeq) {
  const BytesView text = arguments.next();
  const std::optional<StreamId> id =
      isExclusive(text) ? parseId(text.substr(1), missingSeq) : parseRangeId(text, missingSeq);
  if (!id) {
    arguments.fail(messages::kInvalidStreamId);
  }
  return id.value_or(StreamId{});
}

/// Reads "~" or "=" if the threshold follows.
void readExactness(ArgumentReader& arguments, StreamTrim& trim) {
  trim.isApproximate = arguments.take("~", 1);
  if (!trim.isApproximate) {
    arguments.take("=", 1);
  }
}

void readLength(ArgumentReader& arguments, StreamTrim& trim) {
  const int64_t length = arguments.nextInteger();
  if (length < 0) {
    arguments.fail(messages::kTrimLengthNegative);
  }
  trim.kind = StreamTrim::Kind::ToLength;
  trim.length = static_cast<uint64_t>(length);
}

/// Most entries that an approximate trim without LIMIT removes.
uint64_t defaultLimit(int64_t nodeEntries) {
  constexpr int64_t kNodes = 100;
  constexpr int64_t kFallback = 10000;
  constexpr int64_t kMost = 1000000;
  if (nodeEntries <= 0) {
    return kFallback;
  }
  return static_cast<uint64_t>(std::min(nodeEntries, kMost / kNodes) * kNodes);
}

void finishLimit(ArgumentReader& arguments, StreamTrim& trim, std::optional<int64_t> limit,
                 TrimCommand command, const Configuration& configuration) {
  const bool trims = trim.kind != StreamTrim::Kind::Nothing;
  if (limit.value_or(0) != 0 && !trims) {
    arguments.fail(messages::kTrimLimitAlone);
  }
  if (command == TrimCommand::Trim && !trims) {
    arguments.fail(messages::kTrimMissing);
  }
  if (limit && !trim.isApproximate) {
    arguments.fail(messages::kTrimLimitExact);
  }
  if (limit) {
    trim.limit = static_cast<uint64_t>(*limit);
  } else if (trim.isApproximate) {
    trim.limit = defaultLimit(configuration.streamNodeMaxEntries);
  }
}

}  // namespace

std::optional<StreamId> parseId(BytesView text, uint64_t missingSeq) {
  const std::optional<NewId> parsed = parseAnyId(text, missingSeq);
  return parsed && parsed->isSeqGiven ? std::optional(parsed->id) : std::nullopt;
}

std::optional<StreamId> parseRangeId(BytesView text, uint64_t missingSeq) {
  if (text == "-") {
    return StreamId{};
  }
  return text == "+" ? kLastStreamId : parseId(text, missingSeq);
}

std::optional<NewId> parseNewId(BytesView text) { return parseAnyId(text, 0); }

StreamId nextId(ArgumentReader& arguments) {
  const std::optional<StreamId> id = parseId(arguments.next());
  if (!id) {
    arguments.fail(messages::kInvalidStreamId);
  }
  return id.value_or(StreamId{});
}

StreamId nextRangeStart(ArgumentReader& arguments) {
  const bool excludes = isExclusive(arguments.peek());
  StreamId id = nextEdge(arguments, 0);
  if (excludes && !id.increment()) {
    arguments.fail(messages::kInvalidStartId);
  }
  return id;
}

StreamId nextRangeEnd(ArgumentReader& arguments) {
  const bool excludes = isExclusive(arguments.peek());
  StreamId id = nextEdge(arguments, kMaximum);
  if (excludes && !id.decrement()) {
    arguments.fail(messages::kInvalidEndId);
  }
  return id;
}

AddOrTrim readAddOrTrim(ArgumentReader& arguments, TrimCommand command,
                        const Configuration& configuration) {
  AddOrTrim options;
  StreamTrim& trim = options.trim;
  const bool adds = command == TrimCommand::Add;
  std::optional<int64_t> limit;
  while (arguments.hasNext() && !arguments.failed()) {
    if (adds && arguments.take("*")) {
      break;
    }
    const bool takesLength = arguments.take("MAXLEN", 1);
    if (takesLength || arguments.take("MINID", 1)) {
      if (trim.kind != StreamTrim::Kind::Nothing) {
        arguments.fail(messages::kTrimStrategies);
      }
      readExactness(arguments, trim);
      if (takesLength) {
        readLength(arguments, trim);
      } else {
        trim.id = nextId(arguments);
        trim.kind = StreamTrim::Kind::BeforeId;
      }
    } else if (arguments.take("LIMIT", 1)) {
      limit = arguments.nextInteger();
      if (*limit < 0) {
        arguments.fail(messages::kTrimLimitNegative);
      }
    } else if (adds && arguments.take("NOMKSTREAM")) {
      options.onlyExisting = true;
    } else if (adds) {
      const std::optional<NewId> id = parseNewId(arguments.next());
      if (!id) {
        arguments.fail(messages::kInvalidStreamId);
      }
      options.id = id.value_or(NewId{});
      break;
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  finishLimit(arguments, trim, limit, command, configuration);
  return options;
}

Reply idReply(StreamId id) { return Reply::bulk(StreamIdText(id).view()); }

Reply entryReply(const StreamCursor& cursor) {
  Reply fields = Reply::array();
  fields.reserve(2 * cursor.fieldCount());
  cursor.forEachText([&fields](BytesView text) { fields.addBulk(text); });
  Reply entry = Reply::array();
  entry.reserve(2);
  entry.add(idReply(cursor.id()));
  entry.add(std::move(fields));
  return entry;
}

std::optional<Reply> entryReplyOf(const StreamLog& log, StreamId id) {
  StreamCursor cursor(log, id, id, StreamOrder::Ascending);
  return cursor.next() ? std::optional(entryReply(cursor)) : std::nullopt;
}

Reply rangeReply(const StreamLog& log, IdRange range, StreamOrder order, uint64_t count) {
  Reply entries = Reply::array();
  StreamCursor cursor(log, range.first, range.last, order);
  while ((count == 0 || entries.elements().size() < count) && cursor.next()) {
    entries.add(entryReply(cursor));
  }
  return entries;
}

}  // namespace redis::streams
