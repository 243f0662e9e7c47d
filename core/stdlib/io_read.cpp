#include "base/number_text.h"
#include "stdlib/io_parts.h"
#include "vm/messages.h"

/// Reading by formats: "*n", "*l", "*a" and a number of bytes. Lua 5.1 manual §5.7, file:read.
namespace lua {
namespace {

using base::Bytes;
using base::BytesView;

/// 5.1 reads lines with fgets into a buffer of this size, and takes for the text what is before the
/// first zero byte of each.
constexpr size_t kLineBuffer = 8192;
constexpr size_t kBlock = 64 * 1024;
/// Longer numerals end here; no number needs that many characters.
constexpr size_t kLongestNumeral = 4096;

/// True if a string of `length` bytes may be made. What was read cannot be read again, so this
/// native must not be entered anew after a collection, as NativeContext::checkStringLength would
/// have it.
bool fits(NativeContext& native, uint64_t length) {
  if (length <= native.machine().limits().stringBytes && !native.heap().wouldExceed(length))
    return true;
  native.failPlain(messages::kNotEnoughMemory);
  return false;
}

bool isSpace(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool isDigit(int c, bool isHexadecimal) {
  return (c >= '0' && c <= '9') ||
         (isHexadecimal && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
}

/// Collects a numeral as scanf does: the longest text that may begin one.
class NumeralReader {
 public:
  explicit NumeralReader(Stream& stream) : stream_(stream) {}

  const Bytes& read() {
    do c_ = stream_.get();
    while (isSpace(c_));
    if (c_ == '+' || c_ == '-') take();
    if (!readWord("infinity") && !readWord("nan")) readDigits();
    if (c_ >= 0) stream_.unget();
    return text_;
  }

 private:
  void take() {
    text_.push_back(static_cast<char>(c_));
    c_ = text_.size() < kLongestNumeral ? stream_.get() : -1;
  }
  /// Takes as much of a word as there is; false if not even its first letter is.
  bool readWord(BytesView word) {
    size_t length = 0;
    for (; length < word.size() && c_ >= 0 && (c_ | 0x20) == word[length]; ++length) take();
    return length > 0;
  }
  void readDigits() {
    bool isHexadecimal = false;
    if (c_ == '0') {
      take();
      if (c_ == 'x' || c_ == 'X') {
        isHexadecimal = true;
        take();
      }
    }
    while (isDigit(c_, isHexadecimal)) take();
    if (c_ == '.') take();
    while (isDigit(c_, isHexadecimal)) take();
    const char exponent = isHexadecimal ? 'p' : 'e';
    if (c_ < 0 || (c_ | 0x20) != exponent || text_.empty()) return;
    take();
    if (c_ == '+' || c_ == '-') take();
    while (isDigit(c_, false)) take();
  }

  Stream& stream_;
  int c_ = -1;
  Bytes text_;
};

bool pushNumber(NativeContext& native, Stream& stream) {
  const Bytes text = NumeralReader(stream).read();
  const base::NumberPrefix number = base::parseNumberPrefix(text);
  if (number.length == 0 || number.length != text.size()) return false;
  native.push(Value::untrustedNumber(number.value));
  return true;
}

/// Pushes up to `count` bytes. False: there were none, or an error is recorded.
bool pushBytes(NativeContext& native, Stream& stream, uint64_t count, bool mayBeEmpty,
               bool& isFailed) {
  Bytes text;
  while (count > 0) {
    const uint64_t part = count < kBlock ? count : kBlock;
    const size_t before = text.size();
    stream.read(part, text);
    isFailed = !fits(native, text.size()) || !chargeBytes(native, text.size() - before);
    if (isFailed) return false;
    if (text.size() - before < part) break;
    count -= part;
  }
  if (text.empty() && !mayBeEmpty) return false;
  native.push(native.string(text));
  return true;
}

/// "*x" of argument `index`; false: nothing was pushed.
bool pushFormat(NativeContext& native, Stream& stream, int index, bool& isFailed) {
  const Value format = native.argument(index);
  if (format.isNumber()) {
    const uint64_t count = static_cast<uint64_t>(truncateToInteger(format.asNumber()));
    if (count > 0) return pushBytes(native, stream, count, false, isFailed);
    const int next = stream.get();
    if (next < 0) return false;
    stream.unget();
    native.push(native.string(""));
    return true;
  }
  const BytesView text = format.isString() ? format.asString()->view() : BytesView();
  isFailed = true;
  if (text.empty() || text[0] != '*') {
    native.argumentError(index, "invalid option");
    return false;
  }
  const char kind = text.size() > 1 ? text[1] : '\0';
  if (kind != 'n' && kind != 'l' && kind != 'a') {
    native.argumentError(index, "invalid format");
    return false;
  }
  isFailed = false;
  if (kind == 'n') return pushNumber(native, stream);
  if (kind == 'l') return pushLine(native, stream, isFailed);
  return pushBytes(native, stream, UINT64_MAX, true, isFailed);
}

}  // namespace

bool pushLine(NativeContext& native, Stream& stream, bool& isFailed) {
  Bytes line;
  for (;;) {
    const size_t start = line.size();
    stream.readLine(kLineBuffer - 1, line);
    if (line.size() == start) break;
    if (const size_t zero = line.find('\0', start); zero != Bytes::npos) line.resize(zero);
    isFailed = !fits(native, line.size()) || !chargeBytes(native, line.size() - start);
    if (isFailed) return false;
    if (line.size() > start && line.back() == '\n') {
      line.pop_back();
      native.push(native.string(line));
      return true;
    }
  }
  if (line.empty()) return false;
  native.push(native.string(line));
  return true;
}

NativeStep readFormats(NativeContext& native, Stream& stream, int first) {
  stream.clearError();
  const int last = native.argumentCount();
  if (!native.ensureStack(last - first + 2))
    return native.fail("stack overflow (too many arguments)");
  int count = 0;
  bool isRead = true, isFailed = false;
  if (last < first) {
    isRead = pushLine(native, stream, isFailed);
    count = 1;
  }
  for (int index = first; index <= last && isRead; ++index, ++count)
    isRead = pushFormat(native, stream, index, isFailed);
  if (isFailed) return native.failed();
  if (stream.error().number != 0) return fileFailure(native, stream.error());
  if (!isRead) native.push(Value::nil());
  return native.doneWithTop(count);
}

}  // namespace lua
