#include "base/number_text.h"
#include "stdlib/libraries.h"
#include "stdlib/support.h"

/// Roberto Ierusalimschy's struct 0.2 as Redis 7.0 ships it, with the sizes of x86-64 Linux on
/// every platform.
namespace lua {
namespace {

using base::BytesView;

constexpr int32_t kLargestInteger = 32;  // bytes
constexpr int32_t kNativeAlignment = 8;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Walks a format and keeps byte order and alignment.
class Format {
 public:
  Format(NativeContext& native, BytesView text)
      : native_(native), text_(text.substr(0, text.find('\0'))) {}

  bool atEnd() const { return at_ == text_.size(); }
  bool isLittle() const { return little_; }
  char option() const { return option_; }
  size_t size() const { return size_; }
  void setSize(size_t size) { size_ = size; }

  /// Reads the next option and its size. False: an error is recorded.
  bool next() {
    option_ = text_[at_++];
    size_ = 0;
    switch (option_) {
      case 'b':
      case 'B':
      case 'x':
        size_ = 1;
        return true;
      case 'h':
      case 'H':
        size_ = 2;
        return true;
      case 'f':
        size_ = 4;
        return true;
      case 'l':
      case 'L':
      case 'T':
      case 'd':
        size_ = 8;
        return true;
      case 'c':
        return number(1);
      case 'i':
      case 'I':
        if (!number(4)) return false;
        if (size_ <= kLargestInteger) return true;
        native_.fail(BytesView("integral size " + base::formatInteger(static_cast<int64_t>(size_)) +
                               " is larger than limit of " + base::formatInteger(kLargestInteger)));
        return false;
      default:
        return true;
    }
  }

  /// Bytes to skip before the option at `position`.
  size_t padding(size_t position) const {
    if (size_ == 0 || option_ == 'c') return 0;
    const size_t size = size_ > alignment_ ? alignment_ : size_;
    return (size - (position & (size - 1))) & (size - 1);
  }

  /// Options that change the state. False: an error is recorded.
  bool control() {
    switch (option_) {
      case ' ':
        return true;
      case '>':
        little_ = false;
        return true;
      case '<':
        little_ = true;
        return true;
      case '!': {
        const size_t kept = size_;
        if (!number(kNativeAlignment)) return false;
        alignment_ = size_;
        size_ = kept;
        if (alignment_ > 0 && (alignment_ & (alignment_ - 1)) == 0) return true;
        native_.fail(BytesView("alignment " +
                               base::formatInteger(static_cast<int64_t>(alignment_)) +
                               " is not a power of 2"));
        return false;
      }
      default:
        native_.argumentError(1, base::Bytes("invalid format option '") + option_ + "'");
        return false;
    }
  }

 private:
  bool number(int32_t fallback) {
    size_ = static_cast<size_t>(fallback);
    if (atEnd() || !isDigit(text_[at_])) return true;
    int64_t value = 0;
    for (; !atEnd() && isDigit(text_[at_]); ++at_) {
      value = value * 10 + (text_[at_] - '0');
      if (value > INT32_MAX) {
        native_.fail(BytesView("integral size overflow"));
        return false;
      }
    }
    size_ = static_cast<size_t>(value);
    return true;
  }

  NativeContext& native_;
  BytesView text_;
  size_t at_ = 0;
  size_t size_ = 0;
  size_t alignment_ = 1;
  char option_ = 0;
  bool little_ = true;
};

void appendInteger(ByteBuilder& out, uint64_t value, size_t size, bool little) {
  char* bytes = out.reserve(size);
  for (size_t index = 0; index < size; ++index) {
    bytes[little ? index : size - 1 - index] = static_cast<char>(value);
    value >>= 8;
  }
  out.commit(size);
}

uint64_t loadInteger(BytesView bytes, bool little) {
  uint64_t value = 0;
  for (size_t index = 0; index < bytes.size(); ++index) {
    value = value << 8 | static_cast<uint8_t>(bytes[little ? bytes.size() - 1 - index : index]);
  }
  return value;
}

double toNumber(uint64_t value, size_t size, bool isSigned) {
  if (!isSigned) return static_cast<double>(value);
  const uint64_t mask = ~uint64_t{0} << ((size * 8 - 1) & 63);
  if ((value & mask) != 0) value |= mask;
  return static_cast<double>(static_cast<int64_t>(value));
}

/// In the original a nil stands between arguments and buffer: the first missing argument is
/// reported as nil.
bool checkPresent(NativeContext& native, int index, const char* expected) {
  if (index != native.argumentCount() + 1) return true;
  native.argumentError(index, base::Bytes(expected) + " expected, got nil");
  return false;
}

bool packNumber(NativeContext& native, Format& format, int index, ByteBuilder& out) {
  double number;
  if (!checkPresent(native, index, "number") || !native.readNumber(index, number)) return false;
  if (format.option() == 'f') {
    const float single = static_cast<float>(number);
    uint32_t bits;
    std::memcpy(&bits, &single, sizeof bits);
    appendInteger(out, bits, 4, format.isLittle());
  } else if (format.option() == 'd') {
    uint64_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    appendInteger(out, bits, 8, format.isLittle());
  } else {
    // What does not fit becomes what the processor of the reference makes of it: 0 above.
    constexpr double kSigned = 9223372036854775808.0;
    uint64_t value = 0;
    if (number < kSigned || number != number) {
      value = static_cast<uint64_t>(truncateToInteger(number));
    } else if (number < 2 * kSigned) {
      value = static_cast<uint64_t>(number);
    }
    appendInteger(out, value, format.size(), format.isLittle());
  }
  return true;
}

bool packString(NativeContext& native, Format& format, int index, ByteBuilder& out) {
  String* string;
  if (!checkPresent(native, index, "string") || !native.readString(index, string)) return false;
  if (format.size() == 0) format.setSize(string->length);
  if (string->length < format.size()) {
    native.argumentError(index + 1, "string too short");
    return false;
  }
  out.append(string->view().substr(0, format.size()));
  if (format.option() == 's') {
    out.push('\0');
    format.setSize(format.size() + 1);
  }
  return true;
}

NativeStep pack(NativeContext& native) {
  String* text;
  if (!native.readString(1, text)) return native.failed();
  Format format(native, text->view());
  ByteBuilder out(native);
  size_t total = 0;
  for (int argument = 2; !format.atEnd();) {
    if (!format.next()) return native.failed();
    const size_t padding = format.padding(total);
    out.fill(padding, '\0');
    total += padding;
    switch (format.option()) {
      case 'b':
      case 'B':
      case 'h':
      case 'H':
      case 'l':
      case 'L':
      case 'T':
      case 'i':
      case 'I':
      case 'f':
      case 'd':
        if (!packNumber(native, format, argument++, out)) return native.failed();
        break;
      case 'x':
        out.push('\0');
        break;
      case 'c':
      case 's':
        if (!packString(native, format, argument++, out)) return native.failed();
        break;
      default:
        if (!format.control()) return native.failed();
    }
    total += format.size();
    if (!out.settle()) return native.failed();
  }
  if (!out.finish()) return native.failed();
  return native.done(native.string(out.view()));
}

/// Pushes what the option at `position` reads; `count` results are there already.
bool unpackOne(NativeContext& native, Format& format, BytesView data, size_t position, int& count) {
  const char option = format.option();
  switch (option) {
    case 'b':
    case 'B':
    case 'h':
    case 'H':
    case 'l':
    case 'L':
    case 'T':
    case 'i':
    case 'I': {
      const bool isSigned = option >= 'a';
      const uint64_t value = loadInteger(data.substr(position, format.size()), format.isLittle());
      native.push(Value::number(toNumber(value, format.size(), isSigned)));
      return ++count, true;
    }
    case 'x':
      return true;
    case 'f': {
      const uint32_t bits =
          static_cast<uint32_t>(loadInteger(data.substr(position, 4), format.isLittle()));
      float single;
      std::memcpy(&single, &bits, sizeof single);
      native.push(Value::untrustedNumber(single));
      return ++count, true;
    }
    case 'd': {
      const uint64_t bits = loadInteger(data.substr(position, 8), format.isLittle());
      double number;
      std::memcpy(&number, &bits, sizeof number);
      native.push(Value::untrustedNumber(number));
      return ++count, true;
    }
    case 'c':
      if (format.size() == 0) {
        double size;
        if (count == 0 || !native.toNumber(native.top(), size)) {
          native.fail(BytesView("format 'c0' needs a previous size"));
          return false;
        }
        native.pop();
        --count;
        format.setSize(static_cast<size_t>(truncateToInteger(size)));
        if (format.size() > data.size() || position > data.size() - format.size()) {
          native.argumentError(2, "data string too short");
          return false;
        }
      }
      native.push(native.string(data.substr(position, format.size())));
      return ++count, true;
    case 's': {
      const size_t end = data.find('\0', position);
      if (end == BytesView::npos) {
        native.fail(BytesView("unfinished string in data"));
        return false;
      }
      native.push(native.string(data.substr(position, end - position)));
      format.setSize(end - position + 1);
      return ++count, true;
    }
    default:
      return format.control();
  }
}

NativeStep unpack(NativeContext& native) {
  String* text;
  String* string;
  int64_t offset;
  if (!native.readString(1, text) || !native.readString(2, string) ||
      !native.readOptionalInteger(3, 1, offset)) {
    return native.failed();
  }
  if (offset == 0) return native.argumentError(3, "offset must be 1 or greater");
  Format format(native, text->view());
  const BytesView data = string->view();
  size_t position = static_cast<size_t>(offset) - 1;
  int count = 0;
  while (!format.atEnd()) {
    if (!format.next()) return native.failed();
    position += format.padding(position);
    if (format.size() > data.size() || position > data.size() - format.size()) {
      return native.argumentError(2, "data string too short");
    }
    if (!native.ensureStack(2) || !chargeBytes(native, format.size())) return native.failed();
    if (!unpackOne(native, format, data, position, count)) return native.failed();
    position += format.size();
  }
  native.push(Value::number(static_cast<double>(static_cast<int64_t>(position)) + 1));
  return native.doneWithTop(count + 1);
}

NativeStep size(NativeContext& native) {
  String* text;
  if (!native.readString(1, text)) return native.failed();
  if (text->length >= 1024 && !native.charge(text->length)) return native.failed();
  Format format(native, text->view());
  size_t position = 0;
  while (!format.atEnd()) {
    if (!format.next()) return native.failed();
    position += format.padding(position);
    const char option = format.option();
    if (option == 's') return native.argumentError(1, "option 's' has no fixed size");
    if (option == 'c' && format.size() == 0)
      return native.argumentError(1, "option 'c0' has no fixed size");
    const bool isName = isDigit(option) || ((option | 0x20) >= 'a' && (option | 0x20) <= 'z');
    if (!isName && !format.control()) return native.failed();
    position += format.size();
  }
  return native.done(Value::number(static_cast<double>(position)));
}

constexpr NativeSpec kStructLibrary[] = {{"pack", pack}, {"unpack", unpack}, {"size", size}};

}  // namespace

void openStruct(Machine& machine, Table* globals) {
  Table* library = addLibrary(machine, globals, "struct", std::size(kStructLibrary));
  for (const NativeSpec& spec : kStructLibrary)
    addNative(machine, library, spec.name, spec.function);
}

}  // namespace lua
