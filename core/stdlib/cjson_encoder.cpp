#include <cmath>
#include <vector>

#include "base/number_text.h"
#include "stdlib/cjson_parts.h"

namespace lua {
namespace {

/// The items of a table are charged for when their number has these bits clear.
constexpr int64_t kChunkMask = 4095;

/// What JSON says of a byte inside a string: nullptr for itself. Redis: lua-cjson escapes '/' and
/// DEL too.
const char* escapeOf(uint8_t byte) {
  static constexpr const char* kControls[32] = {
      "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007",
      "\\b",     "\\t",     "\\n",     "\\u000b", "\\f",     "\\r",     "\\u000e", "\\u000f",
      "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017",
      "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f"};
  if (byte < 32) return kControls[byte];
  switch (byte) {
    case '"':
      return "\\\"";
    case '/':
      return "\\/";
    case '\\':
      return "\\\\";
    case 127:
      return "\\u007f";
    default:
      return nullptr;
  }
}

void appendString(base::BytesView text, ByteBuilder& out) {
  out.push('"');
  size_t plain = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const char* escape = escapeOf(static_cast<uint8_t>(text[at]));
    if (escape == nullptr) continue;
    out.append(text.substr(plain, at - plain));
    out.append(escape);
    plain = at + 1;
  }
  out.append(text.substr(plain));
  out.push('"');
}

class Encoder {
 public:
  Encoder(NativeContext& native, const CjsonSettings& settings, ByteBuilder& out,
          base::Bytes& error)
      : native_(native), settings_(settings), out_(out), error_(error) {}

  bool run(Value value) {
    if (!append(value)) return false;
    while (!levels_.empty()) {
      if (!step()) return false;
    }
    return true;
  }

 private:
  /// A table that is being written.
  struct Level {
    const Table* table;
    int64_t length;  ///< array: number of elements; -1: object
    int64_t index = 0;
    Value key;
    bool isFirst = true;
  };

  bool fail(Value value, base::BytesView reason) {
    error_ = "Cannot serialise ";
    error_ += typeName(value.type());
    error_ += ": ";
    error_ += reason;
    return false;
  }

  /// Writes one element of the innermost table, or closes it.
  bool step() {
    Level& level = levels_.back();
    if (level.length >= 0) {
      if (level.index == level.length) return close(']');
      if (level.index++ > 0) out_.push(',');
      return append(table::getInteger(level.table, level.index));
    }
    Value value;
    bool invalid;
    if (!table::next(level.table, level.key, value, invalid)) return close('}');
    if (!level.isFirst) out_.push(',');
    level.isFirst = false;
    if (level.key.isNumber()) {
      out_.push('"');
      if (!appendNumber(level.key)) return false;
      out_.append("\":");
    } else if (level.key.isString()) {
      appendString(level.key.asString()->view(), out_);
      out_.push(':');
    } else {
      return fail(level.key, "table key must be a number or string");
    }
    return append(value);
  }

  bool close(char bracket) {
    out_.push(bracket);
    levels_.pop_back();
    return true;
  }

  bool append(Value value) {
    if (!out_.settle()) return false;
    switch (value.type()) {
      case ValueType::String:
        appendString(value.asString()->view(), out_);
        return true;
      case ValueType::Number:
        return appendNumber(value);
      case ValueType::Boolean:
        out_.append(value.isTrue() ? "true" : "false");
        return true;
      case ValueType::Table:
        return open(value);
      case ValueType::Nil:
        out_.append("null");
        return true;
      case ValueType::LightUserdata:
        if (value.payload() != 0) return fail(value, "type not supported");
        out_.append("null");
        return true;
      default:
        return fail(value, "type not supported");
    }
  }

  bool appendNumber(Value value) {
    const double number = value.asNumber();
    if (!std::isfinite(number)) {
      if (settings_.encodeInvalidNumbers == InvalidNumbers::Refuse)
        return fail(value, "must not be NaN or Inf");
      if (settings_.encodeInvalidNumbers == InvalidNumbers::Null) return out_.append("null"), true;
      if (number != number) return out_.append("nan"), true;
    }
    char* text = out_.reserve(base::kNumberBufferSize);
    out_.commit(base::formatG(number, settings_.encodeNumberPrecision, text));
    return true;
  }

  bool open(Value value) {
    const int32_t depth = static_cast<int32_t>(levels_.size()) + 1;
    if (depth > settings_.encodeMaxDepth) {
      error_ = "Cannot serialise, excessive nesting (" + base::formatInteger(depth) + ")";
      return false;
    }
    int64_t length;
    if (!arrayLength(value, length)) return false;
    out_.push(length > 0 ? '[' : '{');
    levels_.push_back({value.asTable(), length > 0 ? length : -1, 0, Value::nil(), true});
    return true;
  }

  /// The length of the array that a table is, or -1: only positive integer keys make an array, and
  /// not too sparse ones.
  bool arrayLength(Value value, int64_t& length) {
    length = -1;
    double largest = 0;
    int64_t items = 0;
    Value key, item;
    bool invalid;
    while (table::next(value.asTable(), key, item, invalid)) {
      if (!key.isNumber()) return true;
      const double number = key.asNumber();
      if (!(number > 0) || std::floor(number) != number) return true;
      if (number > largest) largest = number;
      if ((++items & kChunkMask) == 0 && !native_.charge(kChunkMask)) return false;
    }
    if (settings_.encodeSparseRatio > 0 &&
        largest > static_cast<double>(items) * settings_.encodeSparseRatio &&
        largest > settings_.encodeSparseSafe) {
      if (!settings_.encodeSparseConvert) return fail(value, "excessively sparse array");
      return true;
    }
    length = static_cast<int64_t>(largest);
    return native_.charge(static_cast<uint64_t>(items & kChunkMask));
  }

  NativeContext& native_;
  const CjsonSettings& settings_;
  ByteBuilder& out_;
  base::Bytes& error_;
  std::vector<Level> levels_;
};

}  // namespace

bool encodeJson(NativeContext& native, const CjsonSettings& settings, Value value, ByteBuilder& out,
                base::Bytes& error) {
  return Encoder(native, settings, out, error).run(value);
}

}  // namespace lua
