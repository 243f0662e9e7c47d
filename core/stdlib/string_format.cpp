#include "base/number_text.h"
#include "stdlib/string_parts.h"
#include "stdlib/support.h"

/// `string.format`. Lua 5.1 manual §5.4.
///
/// The reference hands each conversion to C's sprintf with a buffer; its traces are kept: strings
/// shorter than 100 bytes, or with a precision, end at their first zero byte, and so does the
/// result of `%c`.
namespace lua {
namespace {

using base::BytesView;
using base::FormatSpec;

/// From this length on, a string without precision is copied as it is, without regard to the width.
constexpr size_t kLongString = 100;
constexpr int kMostFlags = 5;

class Formatter {
 public:
  explicit Formatter(NativeContext& native) : native_(native), out_(native) {}

  NativeStep run(BytesView format) {
    const char* at = format.data();
    const char* end = at + format.size();
    while (at < end) {
      const char* escape =
          static_cast<const char*>(std::memchr(at, '%', static_cast<size_t>(end - at)));
      const char* stop = escape == nullptr ? end : escape;
      if (stop != at) out_.append({at, static_cast<size_t>(stop - at)});
      if (!out_.settle()) return native_.failed();
      if (escape == nullptr) break;
      at = escape + 1;
      if (at < end && *at == '%') {
        out_.push('%');
        ++at;
        continue;
      }
      if (++argument_ > native_.argumentCount())
        return native_.argumentError(argument_, "no value");
      if (!readSpec(at, end) || !convert(at < end ? *at++ : '\0')) return native_.failed();
    }
    if (!out_.finish()) return native_.failed();
    return native_.done(native_.string(out_.view()));
  }

 private:
  bool fail(const char* message) {
    native_.fail(message);
    return false;
  }

  static bool isDigit(const char* at, const char* end) {
    return at < end && *at >= '0' && *at <= '9';
  }

  /// One or two digits.
  static int readDigits(const char*& at, const char* end) {
    int value = 0;
    for (int count = 0; count < 2 && isDigit(at, end); ++count) value = value * 10 + (*at++ - '0');
    return value;
  }

  bool readSpec(const char*& at, const char* end) {
    spec_ = FormatSpec();
    isPlain_ = false;
    if (at < end && *at >= 'a') return isPlain_ = true;
    const char* first = at;
    for (; at < end; ++at) {
      if (*at == '-') {
        spec_.leftAlign = true;
      } else if (*at == '+') {
        spec_.plusSign = true;
      } else if (*at == ' ') {
        spec_.spaceSign = true;
      } else if (*at == '#') {
        spec_.alternate = true;
      } else if (*at == '0') {
        spec_.zeroPad = true;
      } else {
        break;
      }
    }
    if (at - first > kMostFlags) return fail("invalid format (repeated flags)");
    spec_.width = readDigits(at, end);
    if (at < end && *at == '.') {
      ++at;
      spec_.precision = readDigits(at, end);
    }
    if (isDigit(at, end)) return fail("invalid format (width or precision too long)");
    return true;
  }

  bool convert(char conversion) {
    switch (conversion) {
      case 'd':
      case 'i':
        return convertInteger();
      case 's':
        return convertString();
      case 'c':
        return convertByte();
      case 'u':
      case 'o':
      case 'x':
      case 'X':
        return convertUnsigned(conversion);
      case 'e':
      case 'E':
      case 'f':
      case 'g':
      case 'G':
        return convertDouble(conversion);
      case 'q':
        return convertQuoted();
      default:
        break;
    }
    base::Bytes text = "invalid option '%";
    if (conversion != '\0') text += conversion;
    native_.fail(BytesView(text + "' to 'format'"));
    return false;
  }

  bool convertInteger() {
    double number;
    if (!native_.readNumber(argument_, number)) return false;
    const int64_t integer = truncateToInteger(number);
    char* out = out_.reserve(base::formatBound(spec_));
    out_.commit(isPlain_ ? base::formatInteger(integer, out)
                         : base::formatInteger(spec_, integer, out));
    return true;
  }

  bool convertUnsigned(char conversion) {
    double number;
    if (!native_.readNumber(argument_, number)) return false;
    // From 2^63 on, x86-64 subtracts 2^63, converts, and flips the top bit.
    constexpr double kTop = 9223372036854775808.0;
    uint64_t integer;
    if (number >= kTop) {
      integer = static_cast<uint64_t>(truncateToInteger(number - kTop)) ^ (uint64_t{1} << 63);
    } else {
      integer = static_cast<uint64_t>(truncateToInteger(number));
    }
    out_.commit(
        base::formatUnsigned(spec_, conversion, integer, out_.reserve(base::formatBound(spec_))));
    return true;
  }

  bool convertDouble(char conversion) {
    double number;
    if (!native_.readNumber(argument_, number)) return false;
    out_.commit(
        base::formatDouble(spec_, conversion, number, out_.reserve(base::formatBound(spec_))));
    return true;
  }

  bool convertByte() {
    double number;
    if (!native_.readNumber(argument_, number)) return false;
    const int64_t integer = truncateToInteger(number);
    const bool fits = integer >= INT32_MIN && integer <= INT32_MAX;
    const char byte = fits ? static_cast<char>(integer) : '\0';
    appendPadded({&byte, 1});
    return true;
  }

  bool convertString() {
    String* string;
    if (!native_.readString(argument_, string)) return false;
    BytesView text = string->view();
    if (spec_.precision < 0 && text.size() >= kLongString) {
      out_.append(text);
      return true;
    }
    text = text.substr(0, text.find('\0'));
    if (spec_.precision >= 0) text = text.substr(0, static_cast<size_t>(spec_.precision));
    appendPadded(text);
    return true;
  }

  /// Pads to the width; what sprintf wrote ends at the first zero byte.
  void appendPadded(BytesView text) {
    const size_t width = static_cast<size_t>(spec_.width);
    const size_t padding = width > text.size() ? width - text.size() : 0;
    const BytesView visible = text.substr(0, text.find('\0'));
    if (!spec_.leftAlign) out_.fill(padding, ' ');
    out_.append(visible);
    if (spec_.leftAlign && visible.size() == text.size()) out_.fill(padding, ' ');
  }

  bool convertQuoted() {
    String* string;
    if (!native_.readString(argument_, string)) return false;
    out_.push('"');
    for (const char c : string->view()) {
      switch (c) {
        case '"':
        case '\\':
        case '\n':
          out_.push('\\');
          out_.push(c);
          break;
        case '\r':
          out_.append("\\r");
          break;
        case '\0':
          out_.append("\\000");
          break;
        default:
          out_.push(c);
          break;
      }
    }
    out_.push('"');
    return true;
  }

  NativeContext& native_;
  ByteBuilder out_;
  FormatSpec spec_;
  int argument_ = 1;
  bool isPlain_ = false;  ///< the letter follows the escape at once
};

}  // namespace

NativeStep stringFormat(NativeContext& native) {
  String* format;
  if (!native.readString(1, format)) return native.failed();
  return Formatter(native).run(format->view());
}

}  // namespace lua
