#include "redis/rdb/string_codec.h"

#include <limits>
#include <optional>
#include <utility>

#include "base/number_text.h"
#include "redis/rdb/crc64.h"
#include "redis/rdb/format.h"
#include "redis/rdb/lzf.h"

namespace redis::rdb {

using base::Bytes;
using base::BytesView;

namespace {

/// Appends an integer in its binary form; false if it has none.
bool appendInteger(Bytes& out, int64_t value) {
  constexpr int kSizes[] = {1, 2, 4};
  for (size_t form = 0; form < 3; ++form) {
    const int64_t limit = int64_t{1} << (8 * kSizes[form] - 1);
    if (value >= -limit && value < limit) {
      out += static_cast<char>(kEncoded | form);
      appendLittleEndian(out, static_cast<uint64_t>(value), static_cast<size_t>(kSizes[form]));
      return true;
    }
  }
  return false;
}

struct CodedLength {
  uint64_t value = 0;
  /// `value` is a `StringEncoding`, not a length.
  bool isEncoded = false;
};

CodedLength readCodedLength(ByteReader& reader) {
  const uint8_t first = reader.byte();
  switch (first & 0xC0) {
    case 0:
      return {first};
    case kLength14:
      return {uint64_t{first & 0x3FU} << 8 | reader.byte()};
    case kEncoded:
      return {first & 0x3FU, true};
    default:
      break;
  }
  if (first == kLength32) {
    return {reader.bigEndian(4)};
  }
  if (first == kLength64) {
    return {reader.bigEndian(8)};
  }
  reader.fail();
  return {};
}

Bytes readInteger(ByteReader& reader, size_t size) {
  return base::formatInteger(withSign(reader.littleEndian(size), size));
}

/// Longest decompressed string, in bytes; Redis has the same limit on any string.
constexpr uint64_t kLongestText = uint64_t{512} << 20;

Bytes readCompressed(ByteReader& reader) {
  const uint64_t compressedSize = readLength(reader);
  const uint64_t size = readLength(reader);
  if (size > kLongestText) {
    reader.fail();
  }
  std::optional<Bytes> text = decompressLzf(reader.take(compressedSize), size);
  if (reader.failed() || !text) {
    reader.fail();
    return {};
  }
  return std::move(*text);
}

}  // namespace

// ---- writing ----

void appendLength(Bytes& out, uint64_t length) {
  if (length < 1U << 6) {
    out += static_cast<char>(length);
  } else if (length < 1U << 14) {
    appendBigEndian(out, uint64_t{kLength14} << 8 | length, 2);
  } else if (length <= std::numeric_limits<uint32_t>::max()) {
    out += static_cast<char>(kLength32);
    appendBigEndian(out, length, 4);
  } else {
    out += static_cast<char>(kLength64);
    appendBigEndian(out, length, 8);
  }
}

void appendBlob(Bytes& out, BytesView blob) {
  constexpr size_t kShortest = 20;
  constexpr size_t kGain = 4;
  if (blob.size() > kShortest) {
    if (const std::optional<Bytes> compressed = compressLzf(blob, blob.size() - kGain)) {
      out += static_cast<char>(kEncoded | static_cast<uint8_t>(StringEncoding::Lzf));
      appendLength(out, compressed->size());
      appendLength(out, blob.size());
      out += *compressed;
      return;
    }
  }
  appendLength(out, blob.size());
  out += blob;
}

void appendString(Bytes& out, BytesView text) {
  const std::optional<int64_t> integer = base::parseInteger(text);
  if (!integer || !appendInteger(out, *integer)) {
    appendBlob(out, text);
  }
}

void appendFooter(Bytes& out, uint64_t version) {
  appendLittleEndian(out, version, kVersionSize);
  appendLittleEndian(out, crc64(out), kChecksumSize);
}

// ---- reading ----

uint64_t readLength(ByteReader& reader) { return readCodedLength(reader).value; }

Bytes readString(ByteReader& reader) {
  const CodedLength length = readCodedLength(reader);
  if (!length.isEncoded) {
    return Bytes(reader.take(length.value));
  }
  switch (static_cast<StringEncoding>(length.value)) {
    case StringEncoding::Integer8:
      return readInteger(reader, 1);
    case StringEncoding::Integer16:
      return readInteger(reader, 2);
    case StringEncoding::Integer32:
      return readInteger(reader, 4);
    case StringEncoding::Lzf:
      return readCompressed(reader);
  }
  reader.fail();
  return {};
}

bool isIntactPayload(BytesView payload, uint64_t newest) {
  if (payload.size() < kFooterSize) {
    return false;
  }
  ByteReader footer(payload.substr(payload.size() - kFooterSize));
  const uint64_t version = footer.littleEndian(kVersionSize);
  const uint64_t checksum = footer.littleEndian(kChecksumSize);
  return version <= newest && checksum == crc64(payload.substr(0, payload.size() - kChecksumSize));
}

}  // namespace redis::rdb
