#include "fuzz_input.h"
#include "redis/keyspace/clock.h"
#include "redis/keyspace/keyspace.h"
#include "redis/rdb/file.h"
#include "redis/rdb/object_reader.h"
#include "redis/rdb/object_writer.h"

/// The readers of RDB on arbitrary bytes: whole files, and values of one type as RESTORE gets them.
/// What is refused says why; what is read can be written, and what was written reads as the same.
namespace {

using base::Bytes;
using base::BytesView;

/// Eight zeros, which stand for a checksum that is not looked at.
constexpr BytesView kNoChecksum("\0\0\0\0\0\0\0\0", 8);

std::vector<BytesView> viewsOf(const std::vector<Bytes>& texts) {
  return {texts.begin(), texts.end()};
}

void checkFile(BytesView input) {
  redis::ManualClock clock(1'700'000'000'000'000);
  redis::Keyspace keyspace(clock);
  const Bytes file = Bytes(input) + Bytes(kNoChecksum);
  const redis::rdb::FileResult result = redis::rdb::readFile(file, keyspace);
  if (!result.problem.empty()) return;
  const Bytes written = redis::rdb::writeFile(keyspace, viewsOf(result.functions));
  redis::Keyspace again(clock);
  const redis::rdb::FileResult reread = redis::rdb::readFile(written, again);
  fuzz::require(reread.problem.empty(), "a written file is refused", input, reread.problem);
  fuzz::require(reread.functions == result.functions, "other libraries", input);
  for (uint32_t number = 0; number < keyspace.databaseCount(); ++number) {
    fuzz::require(keyspace.database(number).size() == again.database(number).size(),
                  "another number of keys", input);
  }
}

void checkValue(uint8_t type, BytesView input) {
  const redis::Configuration configuration;
  redis::rdb::ByteReader reader(input);
  const redis::rdb::PayloadResult result = redis::rdb::readValue(reader, type, configuration);
  if (result.status != redis::rdb::PayloadStatus::Ok) return;
  const Bytes written = redis::rdb::writePayload(*result.object, configuration);
  const redis::rdb::PayloadResult again = redis::rdb::readPayload(written, configuration);
  fuzz::require(again.status == redis::rdb::PayloadStatus::Ok, "a written value is refused", input,
                written);
  fuzz::require(again.object->type() == result.object->type(), "another type", input, written);
  fuzz::require(redis::rdb::writePayload(*again.object, configuration).size() == written.size(),
                "another value", input, written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const BytesView input(reinterpret_cast<const char*>(data), size);
  if (redis::rdb::isFile(input)) {
    checkFile(input);
  } else if (!input.empty()) {
    checkValue(static_cast<uint8_t>(input[0]), input.substr(1));
  }
  return 0;
}
