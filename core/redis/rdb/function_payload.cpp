#include "redis/rdb/function_payload.h"

#include "redis/messages.h"
#include "redis/rdb/format.h"
#include "redis/rdb/string_codec.h"

namespace redis::rdb {

using base::Bytes;
using base::BytesView;

Bytes writeFunctions(std::span<const BytesView> sources, uint64_t version) {
  Bytes out;
  for (const BytesView source : sources) {
    out += static_cast<char>(Opcode::Function);
    appendString(out, source);
  }
  appendFooter(out, version);
  return out;
}

bool FunctionPayloadReader::readPart(Bytes& text, BytesView message) {
  text = readString(reader_);
  if (reader_.failed()) {
    error_ = message;
  }
  return !failed();
}

bool FunctionPayloadReader::readParts(Bytes& source) {
  Bytes name;
  Bytes engine;
  Bytes text;
  if (!readPart(name, messages::kNoLibraryName) || !readPart(engine, messages::kNoEngineName)) {
    return false;
  }
  const uint64_t hasDescription = readLength(reader_);
  if (reader_.failed()) {
    error_ = messages::kNoDescriptionMark;
    return false;
  }
  if (hasDescription != 0 && !readPart(text, messages::kNoDescription)) {
    return false;
  }
  if (!readPart(text, messages::kNoLibraryBlob)) {
    return false;
  }
  source = "#!" + engine + " name=" + name + "\n" + text;
  return true;
}

bool FunctionPayloadReader::next(Bytes& source) {
  if (failed() || reader_.remaining() <= kFooterSize) {
    return false;
  }
  switch (static_cast<Opcode>(reader_.byte())) {
    case Opcode::Function:
      return readPart(source, messages::kNoLibraryPayload);
    case Opcode::FunctionInParts:
      return readParts(source);
    default:
      break;
  }
  error_ = messages::kNotAFunction;
  return false;
}

}  // namespace redis::rdb
