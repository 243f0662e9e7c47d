#pragma once

#include <cstdint>

#include "base/bytes.h"

/// Writes JSON text, pure ASCII.
///
/// Strings are byte strings: each byte becomes the character U+0000 to U+00FF of the same number,
/// written as `\u00XX` unless it is a printable ASCII character other than the quote and the
/// backslash (web/client/src/protocol.ts, "The JSON contract"). Commas are set by the writer; the
/// caller opens and closes in pairs.
namespace debug {

class JsonWriter {
 public:
  // ---- structure ----

  void beginObject() { open('{'); }
  void endObject() { close('}'); }
  void beginArray() { open('['); }
  void endArray() { close(']'); }
  /// The name of the next value of an object.
  void key(const char* name);

  // ---- values ----

  void text(base::BytesView bytes);
  void integer(int64_t value);
  void number(double value);
  void boolean(bool value);

  // ---- members ----

  void textMember(const char* name, base::BytesView bytes) {
    key(name);
    text(bytes);
  }
  void integerMember(const char* name, int64_t value) {
    key(name);
    integer(value);
  }
  void booleanMember(const char* name, bool value) {
    key(name);
    boolean(value);
  }
  /// A member whose value is JSON already.
  void rawMember(const char* name, base::BytesView json) {
    key(name);
    raw(json);
  }
  /// A value that is JSON already.
  void raw(base::BytesView json);

  base::Bytes take() { return std::move(out_); }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();

  base::Bytes out_;
  bool needsComma_ = false;
};

}  // namespace debug
