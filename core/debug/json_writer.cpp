#include "debug/json_writer.h"

#include "base/number_text.h"

namespace debug {

void JsonWriter::separate() {
  if (needsComma_) out_ += ',';
  needsComma_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  needsComma_ = false;
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  needsComma_ = true;
}

void JsonWriter::key(const char* name) {
  text(name);
  out_ += ':';
  needsComma_ = false;
}

void JsonWriter::text(base::BytesView bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  separate();
  out_ += '"';
  for (const char c : bytes) {
    const uint8_t byte = static_cast<uint8_t>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\') {
      out_ += c;
    } else {
      out_ += "\\u00";
      out_ += kHex[byte >> 4];
      out_ += kHex[byte & 15];
    }
  }
  out_ += '"';
}

void JsonWriter::integer(int64_t value) {
  separate();
  out_ += base::formatInteger(value);
}

void JsonWriter::number(double value) {
  separate();
  const bool isFinite = value - value == 0;
  out_ += isFinite ? base::formatDouble17(value) : base::Bytes("0");
}

void JsonWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
}

void JsonWriter::raw(base::BytesView json) {
  separate();
  out_ += json;
}

}  // namespace debug
