#include "script/conversion.h"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/number_text.h"
#include "script/messages.h"
#include "vm/table.h"

namespace script {

using base::Bytes;
using base::BytesView;
using lua::Heap;
using lua::Table;
using lua::Value;
using redis::Reply;
using redis::ReplyKind;

namespace {

/// The value of a string field, read raw. Field names are short, so absence from the intern table
/// cannot be asked cheaply: the loop over the few candidate fields compares bytes of the keys that
/// exist.
struct SpecialFields {
  Value error, ok, real, bigNumber, verbatim, map, set;
};

void noteField(SpecialFields& fields, BytesView name, Value value) {
  if (name == "err") fields.error = value;
  if (name == "ok") fields.ok = value;
  if (name == "double") fields.real = value;
  if (name == "big_number") fields.bigNumber = value;
  if (name == "verbatim_string") fields.verbatim = value;
  if (name == "map") fields.map = value;
  if (name == "set") fields.set = value;
}

Value fieldOf(const Table* table, BytesView name) {
  if (lua::table::hasEmptyHash(table)) return Value::nil();
  const uint32_t count = lua::table::nodeCount(table);
  for (uint32_t i = 0; i < count; ++i) {
    const lua::Node& node = table->nodes[i];
    if (!node.value.isNil() && node.key.isString() && node.key.asString()->view() == name)
      return node.value;
  }
  return Value::nil();
}

/// Reads all special fields in one pass over a small hash part.
SpecialFields specialFieldsOf(const Table* table) {
  SpecialFields fields;
  if (lua::table::hasEmptyHash(table)) return fields;
  const uint32_t count = lua::table::nodeCount(table);
  for (uint32_t i = 0; i < count; ++i) {
    const lua::Node& node = table->nodes[i];
    if (!node.value.isNil() && node.key.isString())
      noteField(fields, node.key.asString()->view(), node.value);
  }
  return fields;
}

/// Text up to the first zero byte, as C sees it.
BytesView untilZero(BytesView text) { return text.substr(0, text.find('\0')); }

/// A table whose conversion is in progress.
struct Open {
  enum class Kind : uint8_t { Array, Map, Set };
  Kind kind;
  const Table* table;
  Reply* target;
  int64_t index = 0;
  Value key = {};
  Value value = {};
  bool valueIsNext = false;
};

/// Lua to reply. The stack of open aggregates lives here; pointers to replies stay valid because a
/// parent grows only while it is on top.
class ReplyBuilder {
 public:
  explicit ReplyBuilder(uint8_t respVersion) : respVersion_(respVersion) {}

  Reply build(Value value) {
    Reply root;
    begin(value, root);
    while (!open_.empty() && elements_ <= kMaxReplyElements) advance();
    return elements_ <= kMaxReplyElements ? std::move(root)
                                          : Reply::error(messages::kReplyTooLarge);
  }

 private:
  void begin(Value value, Reply& out) {
    if (open_.size() > kMaxReplyDepth) {
      out = Reply::error(messages::kLuaStackLimit);
      return;
    }
    switch (value.type()) {
      case lua::ValueType::String:
        out = Reply::bulk(value.asString()->view());
        return;
      case lua::ValueType::Number:
        out = Reply::integer(lua::truncateToInteger(value.asNumber()));
        return;
      case lua::ValueType::Boolean:
        out = booleanReply(value.isTrue());
        return;
      case lua::ValueType::Table:
        beginTable(value.asTable(), out);
        return;
      default:
        out = Reply::null();
        return;
    }
  }

  Reply booleanReply(bool value) const {
    if (respVersion_ >= 3) return Reply::boolean(value);
    return value ? Reply::integer(1) : Reply::null();
  }

  void beginTable(const Table* table, Reply& out) {
    const SpecialFields fields = specialFieldsOf(table);
    if (fields.error.isString()) {
      out = Reply::error(errorLine(fields.error.asString()->view()));
    } else if (fields.ok.isString()) {
      out = Reply::status(blankLineBreaks(untilZero(fields.ok.asString()->view())));
    } else if (fields.real.isNumber()) {
      out = Reply::real(fields.real.asNumber());
    } else if (fields.bigNumber.isString()) {
      out = Reply::bigNumber(blankLineBreaks(fields.bigNumber.asString()->view()));
    } else if (isVerbatim(fields.verbatim)) {
      out = verbatimReply(fields.verbatim.asTable());
    } else if (fields.map.isTable()) {
      out = Reply::map();
      open_.push_back({Open::Kind::Map, fields.map.asTable(), &out});
    } else if (fields.set.isTable()) {
      out = Reply::set();
      open_.push_back({Open::Kind::Set, fields.set.asTable(), &out});
    } else {
      out = Reply::array();
      open_.push_back({Open::Kind::Array, table, &out});
    }
  }

  static bool isVerbatim(Value value) {
    return value.isTable() && fieldOf(value.asTable(), "format").isString() &&
           fieldOf(value.asTable(), "string").isString();
  }

  static Reply verbatimReply(const Table* table) {
    Bytes format(untilZero(fieldOf(table, "format").asString()->view()));
    format.resize(3, ' ');
    return Reply::verbatim(format, fieldOf(table, "string").asString()->view());
  }

  /// Converts the next part of the innermost aggregate, or closes it.
  void advance() {
    Open& top = open_.back();
    switch (top.kind) {
      case Open::Kind::Array:
        return advanceArray(top);
      case Open::Kind::Map:
        return advanceMap(top);
      case Open::Kind::Set:
        return advanceSet(top);
    }
  }

  void advanceArray(Open& top) {
    const Value element = lua::table::getInteger(top.table, ++top.index);
    if (element.isNil()) {
      open_.pop_back();
      return;
    }
    begin(element, addTo(*top.target));
  }

  void advanceMap(Open& top) {
    if (top.valueIsNext) {
      top.valueIsNext = false;
      begin(top.value, addTo(*top.target));
      return;
    }
    if (!nextEntry(top)) return;
    top.valueIsNext = true;
    begin(top.key, addTo(*top.target));
  }

  void advanceSet(Open& top) {
    if (nextEntry(top)) begin(top.key, addTo(*top.target));
  }

  bool nextEntry(Open& top) {
    bool invalid = false;
    if (lua::table::next(top.table, top.key, top.value, invalid)) return true;
    open_.pop_back();
    return false;
  }

  Reply& addTo(Reply& aggregate) {
    ++elements_;
    aggregate.add(Reply());
    return aggregate.elements().back();
  }

  uint8_t respVersion_;
  size_t elements_ = 0;
  std::vector<Open> open_;
};

/// Reply to Lua. Redis makes tables empty and stores element after element; scripts can tell by the
/// length of a table that has holes. An array without holes ends up with the next power of two, so
/// it is made at once.
class ValueBuilder {
 public:
  ValueBuilder(Heap& heap, uint8_t respVersion) : heap_(heap), resp3_(respVersion >= 3) {}

  Value build(const Reply& reply) {
    const Value root = begin(reply);
    while (!open_.empty()) advance();
    return root;
  }

 private:
  struct Pending {
    const Reply* reply;
    Table* table;
    bool asEntries;  ///< keys and values (map); else elements 1, 2, ...
    bool asMembers;  ///< elements are keys of true (set)
    size_t at = 0;
    Value key = {};
  };

  Value begin(const Reply& reply) {
    switch (reply.kind()) {
      case ReplyKind::None:
        return Value::nil();
      case ReplyKind::Integer:
        return Value::number(static_cast<double>(reply.asInteger()));
      case ReplyKind::Bulk:
        return text(reply.text());
      case ReplyKind::Status:
        return wrapped("ok", text(reply.text()));
      case ReplyKind::Error:
        return commandErrorTable(heap_, reply.text());
      case ReplyKind::Null:
      case ReplyKind::NullArray:
        return resp3_ ? Value::nil() : Value::boolean(false);
      case ReplyKind::Boolean:
        return resp3_ ? Value::boolean(reply.asBoolean())
                      : Value::number(reply.asBoolean() ? 1 : 0);
      case ReplyKind::Double:
        return resp3_ ? wrapped("double", Value::untrustedNumber(reply.asDouble()))
                      : text(reply.doubleText());
      case ReplyKind::BigNumber:
        return resp3_ ? wrapped("big_number", text(reply.text())) : text(reply.text());
      case ReplyKind::Verbatim:
        return verbatim(reply.text());
      case ReplyKind::Array:
      case ReplyKind::Push:
        return aggregate(reply, nullptr);
      case ReplyKind::Set:
        return aggregate(reply, resp3_ ? "set" : nullptr);
      case ReplyKind::Map:
        return aggregate(reply, resp3_ ? "map" : nullptr);
    }
    UNREACHABLE();
  }

  Value text(BytesView bytes) { return Value::string(heap_.newString(bytes)); }

  Value wrapped(const char* field, Value value) {
    Table* table = heap_.newTable(0, 1);
    lua::table::setString(heap_, table, heap_.newString(field), value);
    return Value::table(table);
  }

  Value verbatim(const Bytes& content) {
    const BytesView view(content);
    if (!resp3_) return text(view.substr(4));
    Table* table = heap_.newTable(0, 2);
    lua::table::setString(heap_, table, heap_.newString("format"), text(view.substr(0, 3)));
    lua::table::setString(heap_, table, heap_.newString("string"), text(view.substr(4)));
    return wrapped("verbatim_string", Value::table(table));
  }

  Value aggregate(const Reply& reply, const char* wrapper) {
    const uint32_t count = static_cast<uint32_t>(reply.elements().size());
    const bool isMap = wrapper != nullptr && reply.kind() == ReplyKind::Map;
    const bool isSet = wrapper != nullptr && reply.kind() == ReplyKind::Set;
    const bool isWhole = !isMap && !isSet && !(resp3_ && hasHoles(reply));
    Table* table = heap_.newTable(isWhole ? std::bit_ceil(count) : 0, 0);
    if (count > 0) open_.push_back({&reply, table, isMap, isSet});
    return wrapper != nullptr ? wrapped(wrapper, Value::table(table)) : Value::table(table);
  }

  static bool hasHoles(const Reply& reply) {
    const std::vector<Reply>& elements = reply.elements();
    return std::any_of(elements.begin(), elements.end(), [](const Reply& element) {
      return element.kind() == ReplyKind::Null || element.kind() == ReplyKind::NullArray;
    });
  }

  void advance() {
    const size_t self = open_.size() - 1;
    while (open_[self].at < open_[self].reply->elements().size()) {
      const size_t at = open_[self].at++;
      const Value value = begin(open_[self].reply->elements()[at]);
      store(open_[self], at, value);
      if (open_.size() > self + 1) return;
    }
    open_.pop_back();
  }

  void store(Pending& pending, size_t at, Value value) {
    if (pending.asMembers) {
      if (isKey(value)) lua::table::set(heap_, pending.table, value, Value::boolean(true));
    } else if (!pending.asEntries) {
      lua::table::setInteger(heap_, pending.table, static_cast<int64_t>(at) + 1, value);
    } else if (at % 2 == 0) {
      pending.key = value;
    } else if (isKey(pending.key)) {
      lua::table::set(heap_, pending.table, pending.key, value);
    }
  }

  static bool isKey(Value value) {
    return !value.isNil() && !(value.isNumber() && value.asNumber() != value.asNumber());
  }

  Heap& heap_;
  bool resp3_;
  std::vector<Pending> open_;
};

}  // namespace

Reply toReply(Value value, uint8_t respVersion) { return ReplyBuilder(respVersion).build(value); }

Value toValue(Heap& heap, const Reply& reply, uint8_t respVersion) {
  return ValueBuilder(heap, respVersion).build(reply);
}

Value commandErrorTable(Heap& heap, BytesView text) {
  const Value table = errorReplyTable(heap, text);
  lua::table::setString(heap, table.asTable(), heap.newString("ignore_error_stats_update"),
                        Value::boolean(true));
  return table;
}

Value errorReplyTable(Heap& heap, BytesView text) {
  BytesView content = untilZero(text);
  if (!content.empty() && content[0] == '-') content.remove_prefix(1);
  const bool hasCode = content.find(' ') != BytesView::npos;
  while (!content.empty() && (content.back() == '\r' || content.back() == '\n'))
    content.remove_suffix(1);
  Bytes message = hasCode ? Bytes() : Bytes("ERR ");
  message += content;
  Table* table = heap.newTable();
  lua::table::setString(heap, table, heap.newString("err"), Value::string(heap.newString(message)));
  return Value::table(table);
}

Bytes blankLineBreaks(BytesView text) {
  Bytes result(text);
  for (char& c : result) {
    if (c == '\r' || c == '\n') c = ' ';
  }
  return result;
}

Bytes errorLine(BytesView text) {
  BytesView content = untilZero(text);
  while (!content.empty() && (content.back() == '\r' || content.back() == '\n'))
    content.remove_suffix(1);
  return blankLineBreaks(content);
}

}  // namespace script
