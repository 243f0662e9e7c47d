#include "redis/rdb/file.h"

#include <optional>
#include <utility>

#include "base/number_text.h"
#include "redis/messages.h"
#include "redis/rdb/byte_order.h"
#include "redis/rdb/crc64.h"
#include "redis/rdb/format.h"
#include "redis/rdb/function_payload.h"
#include "redis/rdb/object_reader.h"
#include "redis/rdb/object_writer.h"
#include "redis/rdb/string_codec.h"

namespace redis::rdb {
namespace {

using base::Bytes;
using base::BytesView;

constexpr BytesView kMagic = "REDIS";
constexpr size_t kDigits = 4;
constexpr size_t kHeaderSize = 9;
/// The newest version that is read: that of Redis 7.4.
constexpr int64_t kNewestVersion = 12;
/// The first version with a checksum.
constexpr int64_t kChecksumVersion = 5;

// --- Writing -------------------------------------------------------------------------------------

void appendOpcode(Bytes& out, Opcode opcode) { out += static_cast<char>(opcode); }

void appendField(Bytes& out, BytesView name, BytesView value) {
  appendOpcode(out, Opcode::Field);
  appendString(out, name);
  appendString(out, value);
}

void appendDatabase(Bytes& out, const Database& database, const Configuration& configuration) {
  Bytes keys;
  uint64_t count = 0;
  uint64_t expiring = 0;
  for (const Database::Entry& entry : database.entries()) {
    const KeyValue& value = entry.value;
    if (database.hasExpired(value)) {
      continue;
    }
    ++count;
    if (value.expireAtMs != kNoExpiry) {
      ++expiring;
      appendOpcode(keys, Opcode::ExpiryMs);
      appendLittleEndian(keys, static_cast<uint64_t>(value.expireAtMs), 8);
    }
    keys += static_cast<char>(payloadTypeOf(*value.object, configuration.compat));
    appendString(keys, entry.key);
    appendValue(keys, *value.object, configuration);
  }
  if (count == 0) {
    return;
  }
  appendOpcode(out, Opcode::Database);
  appendLength(out, database.number());
  appendOpcode(out, Opcode::Sizes);
  appendLength(out, count);
  appendLength(out, expiring);
  out += keys;
}

// --- Reading -------------------------------------------------------------------------------------

class FileReader {
 public:
  FileReader(BytesView file, Keyspace& keyspace)
      : file_(file), reader_(file), keyspace_(keyspace), database_(&keyspace.database(0)) {}

  FileResult read() {
    const std::optional<int64_t> version = readVersion();
    if (!version) {
      return refuse(messages::kNotRdb);
    }
    if (*version < 1 || *version > kNewestVersion) {
      return refuse(messages::unknownRdbVersion(*version));
    }
    while (!isAtEnd_ && result_.problem.empty()) {
      readPart();
      if (reader_.failed() && result_.problem.empty()) {
        return refuse(messages::kRdbMalformed);
      }
    }
    if (result_.problem.empty() && *version >= kChecksumVersion && !hasIntactChecksum()) {
      return refuse(messages::kRdbChecksum);
    }
    return std::move(result_);
  }

 private:
  FileResult refuse(BytesView problem) {
    result_.problem = Bytes(problem);
    return std::move(result_);
  }

  std::optional<int64_t> readVersion() {
    if (!isFile(file_)) {
      return std::nullopt;
    }
    reader_.take(kMagic.size());
    size_t length = 0;
    const BytesView digits = reader_.take(kDigits);
    const uint64_t version = base::parseUnsignedPrefix(digits, 10, length);
    return length == kDigits ? std::optional(static_cast<int64_t>(version)) : std::nullopt;
  }

  /// An all-zero checksum says that none was made.
  bool hasIntactChecksum() {
    const size_t covered = file_.size() - reader_.remaining();
    const uint64_t checksum = reader_.littleEndian(kChecksumSize);
    return !reader_.failed() && (checksum == 0 || checksum == crc64(file_.substr(0, covered)));
  }

  void readPart() {
    const uint8_t first = reader_.byte();
    switch (static_cast<Opcode>(first)) {
      case Opcode::Function:
        result_.functions.push_back(readString(reader_));
        break;
      case Opcode::FunctionInParts:
      case Opcode::ModuleData:
        result_.problem = messages::unsupportedRdbPart(first);
        break;
      case Opcode::IdleSeconds:
        readLength(reader_);
        break;
      case Opcode::Frequency:
        reader_.byte();
        break;
      case Opcode::Field:
        readString(reader_);
        readString(reader_);
        break;
      case Opcode::Sizes:
        readLength(reader_);
        readLength(reader_);
        break;
      case Opcode::ExpiryMs:
        expireAtMs_ = static_cast<int64_t>(reader_.littleEndian(8));
        break;
      case Opcode::ExpirySeconds:
        expireAtMs_ = withSign(reader_.littleEndian(4), 4) * 1000;
        break;
      case Opcode::Database:
        selectDatabase();
        break;
      case Opcode::End:
        isAtEnd_ = true;
        break;
      default:
        readKey(first);
        break;
    }
  }

  void selectDatabase() {
    const uint64_t number = readLength(reader_);
    if (number >= static_cast<uint64_t>(keyspace_.configuration().databases)) {
      result_.problem = messages::rdbDatabaseOutOfRange(keyspace_.configuration().databases);
      return;
    }
    database_ = &keyspace_.database(static_cast<uint32_t>(number));
  }

  void readKey(uint8_t type) {
    const Bytes key = readString(reader_);
    PayloadResult value = readValue(reader_, type, keyspace_.configuration());
    const int64_t expireAtMs = std::exchange(expireAtMs_, kNoExpiry);
    if (reader_.failed()) {
      return;
    }
    if (value.status != PayloadStatus::Ok) {
      const bool isKnown = value.status == PayloadStatus::BadFormat &&
                           type <= static_cast<uint8_t>(PayloadType::Last);
      result_.problem =
          isKnown ? messages::rdbKeyMalformed(key) : messages::unsupportedRdbPart(type);
      return;
    }
    if (database_->entries().contains(key)) {
      result_.problem = messages::rdbKeyTwice(key);
      return;
    }
    if (expireAtMs == kNoExpiry || expireAtMs > keyspace_.time().nowMs()) {
      database_->store(key, std::move(value.object), expireAtMs);
    }
  }

  BytesView file_;
  ByteReader reader_;
  Keyspace& keyspace_;
  Database* database_;
  FileResult result_;
  int64_t expireAtMs_ = kNoExpiry;
  bool isAtEnd_ = false;
};

}  // namespace

Bytes writeFile(Keyspace& keyspace, std::span<const BytesView> functions) {
  const Compatibility compat = keyspace.configuration().compat;
  Bytes out = "REDIS00" + base::formatInteger(static_cast<int64_t>(compat.payloadVersion()));
  appendField(out, "redis-ver", compat.version());
  appendField(out, "redis-bits", "64");
  appendField(out, "aof-base", "0");
  for (const BytesView source : functions) {
    appendOpcode(out, Opcode::Function);
    appendString(out, source);
  }
  const Configuration& configuration = keyspace.configuration();
  for (uint32_t number = 0; number < static_cast<uint32_t>(configuration.databases); ++number) {
    appendDatabase(out, keyspace.database(number), configuration);
  }
  appendOpcode(out, Opcode::End);
  appendLittleEndian(out, crc64(out), kChecksumSize);
  return out;
}

bool isFile(BytesView bytes) {
  return bytes.size() >= kHeaderSize && bytes.substr(0, kMagic.size()) == kMagic;
}

FileResult readFile(BytesView file, Keyspace& keyspace) {
  return FileReader(file, keyspace).read();
}

}  // namespace redis::rdb
