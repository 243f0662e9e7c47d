#include <vector>

#include "base/number_text.h"
#include "stdlib/cjson_parts.h"

namespace lua {
namespace {

enum class TokenKind : uint8_t {
  ObjectBegin,
  ObjectEnd,
  ArrayBegin,
  ArrayEnd,
  String,
  Number,
  Boolean,
  Null,
  Colon,
  Comma,
  End,
  Error,
};

/// Names of tokens as the messages of lua-cjson show them.
constexpr const char* kTokenNames[] = {"T_OBJ_BEGIN", "T_OBJ_END", "T_ARR_BEGIN", "T_ARR_END",
                                       "T_STRING",    "T_NUMBER",  "T_BOOLEAN",   "T_NULL",
                                       "T_COLON",     "T_COMMA",   "T_END",       "T_ERROR"};

struct Token {
  TokenKind kind = TokenKind::End;
  size_t index = 0;  ///< where it begins
  double number = 0;
  bool boolean = false;
  const char* problem = "";  ///< Error: what is wrong
};

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Text that is read between two charges.
constexpr size_t kChargedBytes = 512;

class Decoder {
 public:
  Decoder(NativeContext& native, const CjsonSettings& settings, base::BytesView text,
          base::Bytes& error)
      : native_(native), settings_(settings), text_(text), error_(error), scratch_(native) {}

  bool run(Value& out) {
    Token token = next();
    for (;;) {
      Value value;
      if (!startValue(token, value)) return false;
      if (opened_) {
        // A container was opened: its first element, or its end.
        opened_ = false;
        token = next();
        if (!firstElement(token, value)) return false;
        if (!closed_) continue;
      }
      // `value` is complete: store it, and close what it completes.
      for (;;) {
        closed_ = false;
        if (!settle()) return false;
        if (levels_.empty()) {
          out = value;
          token = next();
          return token.kind == TokenKind::End || fail("the end", token);
        }
        store(value);
        token = next();
        if (!afterElement(token, value)) return false;
        if (!closed_) break;
      }
    }
  }

 private:
  struct Level {
    Table* table;
    bool isObject;
    int64_t count = 0;
    Value key;
  };

  /// Charges for the text that was read since the last time.
  bool settle() {
    if (at_ - charged_ < kChargedBytes) return true;
    const size_t read = at_ - charged_;
    charged_ = at_;
    return scratch_.settle() && native_.chargeAllocation(read >> 3);
  }

  char peek(size_t offset = 0) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : '\0';
  }

  bool fail(const char* expected, const Token& token) {
    error_ = "Expected ";
    error_ += expected;
    error_ += " but found ";
    error_ +=
        token.kind == TokenKind::Error ? token.problem : kTokenNames[static_cast<int>(token.kind)];
    error_ += " at character " + base::formatInteger(static_cast<int64_t>(token.index) + 1);
    return false;
  }

  /// A scalar, or an empty container that becomes the innermost level (`opened_`).
  bool startValue(const Token& token, Value& value) {
    switch (token.kind) {
      case TokenKind::String:
        value = native_.string(scratch_.view());
        return true;
      case TokenKind::Number:
        value = Value::untrustedNumber(token.number);
        return true;
      case TokenKind::Boolean:
        value = Value::boolean(token.boolean);
        return true;
      case TokenKind::Null:
        value = Value::lightUserdata(0);
        return true;
      case TokenKind::ObjectBegin:
      case TokenKind::ArrayBegin: {
        const int64_t depth = static_cast<int64_t>(levels_.size()) + 1;
        if (depth > settings_.decodeMaxDepth) {
          error_ = "Found too many nested data structures (" + base::formatInteger(depth) +
                   ") at character " + base::formatInteger(static_cast<int64_t>(at_));
          return false;
        }
        value = native_.newTable();
        levels_.push_back({value.asTable(), token.kind == TokenKind::ObjectBegin, 0, Value::nil()});
        opened_ = true;
        return settle();
      }
      default:
        return fail("value", token);
    }
  }

  /// After '{' or '[': an end closes the container, which is then `value`; otherwise `token`
  /// becomes the first value's.
  bool firstElement(Token& token, Value& value) {
    if (token.kind == (levels_.back().isObject ? TokenKind::ObjectEnd : TokenKind::ArrayEnd))
      return close(value);
    return !levels_.back().isObject || readKey(token);
  }

  /// After an element: an end closes, a comma leads to the next value.
  bool afterElement(Token& token, Value& value) {
    const bool isObject = levels_.back().isObject;
    if (token.kind == (isObject ? TokenKind::ObjectEnd : TokenKind::ArrayEnd)) return close(value);
    if (token.kind != TokenKind::Comma)
      return fail(isObject ? "comma or object end" : "comma or array end", token);
    token = next();
    return !isObject || readKey(token);
  }

  bool close(Value& value) {
    value = Value::table(levels_.back().table);
    levels_.pop_back();
    closed_ = true;
    return true;
  }

  /// `token` is the key; afterwards it is the first token of the value.
  bool readKey(Token& token) {
    if (token.kind != TokenKind::String) return fail("object key string", token);
    levels_.back().key = native_.string(scratch_.view());
    token = next();
    if (token.kind != TokenKind::Colon) return fail("colon", token);
    token = next();
    return true;
  }

  void store(Value value) {
    Level& level = levels_.back();
    if (level.isObject) {
      table::set(native_.heap(), level.table, level.key, value);
    } else {
      table::setInteger(native_.heap(), level.table, ++level.count, value);
    }
  }

  // ---- tokens ----

  Token next() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
    Token token;
    token.index = at_;
    const char c = peek();
    switch (c) {
      case '{':
        return single(token, TokenKind::ObjectBegin);
      case '}':
        return single(token, TokenKind::ObjectEnd);
      case '[':
        return single(token, TokenKind::ArrayBegin);
      case ']':
        return single(token, TokenKind::ArrayEnd);
      case ',':
        return single(token, TokenKind::Comma);
      case ':':
        return single(token, TokenKind::Colon);
      case '"':
        return string(token);
      case '\0':
        return token;  // as in the original, a zero byte ends the text
      default:
        break;
    }
    if (c == '-' || (c >= '0' && c <= '9')) {
      if (!settings_.decodeInvalidNumbers && isInvalidNumber())
        return problem(token, "invalid number");
      return number(token);
    }
    if (text_.substr(at_, 4) == "true") return literal(token, TokenKind::Boolean, 4, true);
    if (text_.substr(at_, 5) == "false") return literal(token, TokenKind::Boolean, 5, false);
    if (text_.substr(at_, 4) == "null") return literal(token, TokenKind::Null, 4, false);
    if (settings_.decodeInvalidNumbers && isInvalidNumber()) return number(token);
    return problem(token, "invalid token");
  }

  Token single(Token token, TokenKind kind) {
    ++at_;
    token.kind = kind;
    return token;
  }

  Token literal(Token token, TokenKind kind, size_t length, bool value) {
    at_ += length;
    token.kind = kind;
    token.boolean = value;
    return token;
  }

  Token problem(Token token, const char* text) {
    token.kind = TokenKind::Error;
    token.problem = text;
    return token;
  }

  /// Numbers that JSON does not have but strtod reads: signs, hexadecimal, leading zeros, infinity
  /// and NaN.
  bool isInvalidNumber() const {
    if (peek() == '+') return true;
    const size_t start = peek() == '-' ? 1 : 0;
    const char first = peek(start);
    if (first == '0') {
      const char second = peek(start + 1);
      return (second | 0x20) == 'x' || (second >= '0' && second <= '9');
    }
    if (first <= '9') return false;
    return startsWith(start, "inf") || startsWith(start, "nan");
  }

  bool startsWith(size_t offset, const char* word) const {
    for (; *word != '\0'; ++word, ++offset) {
      if ((peek(offset) | 0x20) != *word) return false;
    }
    return true;
  }

  Token number(Token token) {
    const base::NumberPrefix prefix = base::parseNumberPrefix(text_.substr(at_));
    if (prefix.length == 0) return problem(token, "invalid number");
    at_ += prefix.length;
    token.kind = TokenKind::Number;
    token.number = prefix.value;
    return token;
  }

  /// The text goes to `scratch_`. Problems are reported at the byte where they are.
  Token string(Token token) {
    scratch_.clear();
    for (++at_; peek() != '"';) {
      const char c = peek();
      token.index = at_;
      if (c == '\0') return problem(token, "unexpected end of string");
      if (c != '\\') {
        scratch_.push(c);
        ++at_;
        continue;
      }
      const char escaped = peek(1);
      if (escaped == 'u') {
        if (!unicode()) return problem(token, "invalid unicode escape code");
        continue;
      }
      const char plain = unescape(escaped);
      if (plain == '\0') return problem(token, "invalid escape code");
      scratch_.push(plain);
      at_ += 2;
    }
    ++at_;
    token.kind = TokenKind::String;
    return token;
  }

  static char unescape(char c) {
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      default:
        return '\0';
    }
  }

  bool fourHexDigits(size_t offset, uint32_t& out) const {
    out = 0;
    for (size_t index = 0; index < 4; ++index) {
      const int digit = hexDigit(peek(offset + index));
      if (digit < 0) return false;
      out = out << 4 | static_cast<uint32_t>(digit);
    }
    return true;
  }

  /// "\uXXXX", or a pair of surrogates, as UTF-8.
  bool unicode() {
    uint32_t code;
    if (!fourHexDigits(2, code)) return false;
    size_t length = 6;
    if ((code & 0xF800) == 0xD800) {
      if ((code & 0x400) != 0) return false;
      uint32_t low;
      if (peek(6) != '\\' || peek(7) != 'u' || !fourHexDigits(8, low) || (low & 0xFC00) != 0xDC00)
        return false;
      code = 0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF);
      length = 12;
    }
    at_ += length;
    if (code < 0x80) {
      scratch_.push(static_cast<char>(code));
    } else if (code < 0x800) {
      scratch_.push(static_cast<char>(0xC0 | code >> 6));
      scratch_.push(static_cast<char>(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
      scratch_.push(static_cast<char>(0xE0 | code >> 12));
      scratch_.push(static_cast<char>(0x80 | (code >> 6 & 0x3F)));
      scratch_.push(static_cast<char>(0x80 | (code & 0x3F)));
    } else {
      scratch_.push(static_cast<char>(0xF0 | code >> 18));
      scratch_.push(static_cast<char>(0x80 | (code >> 12 & 0x3F)));
      scratch_.push(static_cast<char>(0x80 | (code >> 6 & 0x3F)));
      scratch_.push(static_cast<char>(0x80 | (code & 0x3F)));
    }
    return true;
  }

  NativeContext& native_;
  const CjsonSettings& settings_;
  base::BytesView text_;
  base::Bytes& error_;
  size_t at_ = 0;
  size_t charged_ = 0;
  bool opened_ = false;
  bool closed_ = false;
  ByteBuilder scratch_;
  std::vector<Level> levels_;
};

}  // namespace

bool decodeJson(NativeContext& native, const CjsonSettings& settings, base::BytesView text,
                Value& out, base::Bytes& error) {
  return Decoder(native, settings, text, error).run(out);
}

}  // namespace lua
