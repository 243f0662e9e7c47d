#include <algorithm>
#include <string>
#include <vector>

#include "fuzz_input.h"
#include "redis/dispatcher.h"
#include "redis/keyspace/clock.h"
#include "redis/resp/decoder.h"
#include "redis/resp/encoder.h"
#include "script/script_engine.h"

/// The dispatcher with arbitrary commands. After each: the reply prints to bytes that decode, in
/// both versions of the protocol. After all: no key has an empty value, counts agree, and every
/// value that can be dumped can be restored.
namespace {

using base::BytesView;

/// Words that options, keys and values are made of; most arguments come from here.
constexpr const char* kWords[] = {"k1",
                                  "k2",
                                  "k3",
                                  "k4",
                                  "k5",
                                  "k6",
                                  "0",
                                  "1",
                                  "2",
                                  "-1",
                                  "10",
                                  "3.5",
                                  "1e3",
                                  "nan",
                                  "inf",
                                  "-inf",
                                  "(1",
                                  "(2",
                                  "[a",
                                  "[z",
                                  "-",
                                  "+",
                                  "a",
                                  "b",
                                  "c",
                                  "field",
                                  "member",
                                  "",
                                  "*",
                                  "k*",
                                  "[ab]*",
                                  "NX",
                                  "XX",
                                  "GT",
                                  "LT",
                                  "CH",
                                  "INCR",
                                  "EX",
                                  "PX",
                                  "EXAT",
                                  "PXAT",
                                  "KEEPTTL",
                                  "GET",
                                  "SET",
                                  "PERSIST",
                                  "WEIGHTS",
                                  "AGGREGATE",
                                  "SUM",
                                  "MIN",
                                  "MAX",
                                  "WITHSCORES",
                                  "WITHSCORE",
                                  "WITHVALUES",
                                  "LIMIT",
                                  "COUNT",
                                  "MATCH",
                                  "TYPE",
                                  "BYSCORE",
                                  "BYLEX",
                                  "REV",
                                  "LEFT",
                                  "RIGHT",
                                  "BEFORE",
                                  "AFTER",
                                  "RANK",
                                  "MAXLEN",
                                  "STORE",
                                  "BY",
                                  "DESC",
                                  "ASC",
                                  "ALPHA",
                                  "GET",
                                  "#",
                                  "k*->field",
                                  "AND",
                                  "OR",
                                  "XOR",
                                  "NOT",
                                  "BIT",
                                  "BYTE",
                                  "OVERFLOW",
                                  "WRAP",
                                  "SAT",
                                  "FAIL",
                                  "u8",
                                  "i16",
                                  "u63",
                                  "#1",
                                  "INCRBY",
                                  "FLUSH",
                                  "LEN",
                                  "IDX",
                                  "MINMATCHLEN",
                                  "WITHMATCHLEN",
                                  "REPLACE",
                                  "DB",
                                  "ABSTTL",
                                  "IDLETIME",
                                  "FREQ",
                                  "ENCODING",
                                  "REFCOUNT",
                                  "LOAD",
                                  "EXISTS",
                                  "return 1",
                                  "return redis.call('get', 'k1')",
                                  "100",
                                  "1000000",
                                  "9223372036854775807",
                                  "-9223372036854775808",
                                  "9223372036854775808",
                                  "18446744073709551615",
                                  "-0",
                                  "0x10",
                                  " 1",
                                  "1 ",
                                  "string",
                                  "zset",
                                  "hash",
                                  "m",
                                  "km",
                                  "13.361389",
                                  "38.115556",
                                  "FROMMEMBER",
                                  "FROMLONLAT",
                                  "BYRADIUS",
                                  "BYBOX",
                                  "WITHCOORD",
                                  "WITHDIST",
                                  "STREAMS",
                                  "$",
                                  ">",
                                  "1-1",
                                  "5-0",
                                  "GROUP",
                                  "CREATE",
                                  "MKSTREAM",
                                  "NOMKSTREAM",
                                  "~",
                                  "=",
                                  "MINID",
                                  "JUSTID",
                                  "list"};

/// Commands that end the process, sleep, or are about other parts.
constexpr const char* kExcluded[] = {"debug", "shutdown", "failover"};

class CommandFuzzer {
 public:
  CommandFuzzer()
      : engine_(script::EngineOptions{
            &clock_, 1, {.budgetInstructions = 20'000, .memoryBytes = 32 << 20}}) {
    for (const redis::CommandSpec* spec : engine_.dispatcher().commands()) {
      const std::string name(spec->name);
      if (std::find(std::begin(kExcluded), std::end(kExcluded), name) == std::end(kExcluded))
        names_.push_back(name);
    }
    // Some values of each type to begin with.
    for (const char* line : {"SET k1 hello", "RPUSH k2 a b c 1 2", "SADD k3 1 2 3",
                             "ZADD k4 1 a 2 b 3 c", "HSET k5 field 1 a b", "SADD k6 a b member"}) {
      std::vector<base::Bytes> words;
      redis::splitWords(line, words);
      execute(words);
    }
  }

  void run(fuzz::FuzzInput& input) {
    for (int count = 0; count < 30 && !input.isAtEnd(); ++count) {
      std::vector<base::Bytes> words = {input.pickFrom(names_)};
      for (uint32_t arguments = input.below(8); arguments > 0; --arguments)
        words.push_back(word(input));
      execute(words);
      if (input.below(16) == 0) clock_.advanceMs(input.below(2000));
    }
    checkKeyspace();
  }

 private:
  static base::Bytes word(fuzz::FuzzInput& input) {
    switch (input.below(12)) {
      case 0:
        return base::Bytes(input.chunk(12));
      case 1:
        return std::to_string(static_cast<int>(input.below(300)) - 20);
      case 2:
        return base::Bytes(input.below(200), 'x');
      case 3:
      case 4:
      case 5:
        return kWords[input.below(6)];
      default:
        return input.pick(kWords);
    }
  }

  redis::Reply execute(const std::vector<base::Bytes>& words) {
    const std::vector<BytesView> argv(words.begin(), words.end());
    redis::Reply reply = engine_.execute(argv);
    base::Bytes line;
    for (const base::Bytes& word : words) line += word + " ";
    for (const uint8_t version : {uint8_t{2}, uint8_t{3}}) {
      base::Bytes printed;
      redis::encodeReply(reply, version, printed);
      // A command about several channels answers once for each.
      for (BytesView rest = printed; !rest.empty();) {
        const redis::DecodedReply decoded = redis::decodeReply(rest);
        fuzz::require(decoded.state == redis::DecodeState::Complete, "a reply does not decode",
                      line, printed);
        rest.remove_prefix(decoded.consumed);
      }
    }
    return reply;
  }

  redis::Reply command(const std::vector<base::Bytes>& words) { return execute(words); }

  void checkKeyspace() {
    for (const char* database : {"0", "1"}) {
      if (command({"SELECT", database}).isError()) continue;
      const redis::Reply keys = command({"KEYS", "*"});
      if (keys.isError()) continue;
      fuzz::require(static_cast<int64_t>(keys.elements().size()) <= command({"DBSIZE"}).asInteger(),
                    "DBSIZE is too small");
      for (const redis::Reply& key : keys.elements()) checkValue(key.text());
    }
  }

  void checkValue(const base::Bytes& key) {
    static constexpr const char* kSizes[][2] = {{"string", "STRLEN"},
                                                {"list", "LLEN"},
                                                {"set", "SCARD"},
                                                {"zset", "ZCARD"},
                                                {"hash", "HLEN"}};
    const base::Bytes type = command({"TYPE", key}).text();
    for (const auto& [name, size] : kSizes) {
      if (type != name) continue;
      const redis::Reply count = command({size, key});
      fuzz::require(count.kind() == redis::ReplyKind::Integer, "a size is no number", key,
                    count.text());
      fuzz::require(type == "string" || count.asInteger() > 0, "an empty value", key, type);
    }
    const redis::Reply dump = command({"DUMP", key});
    if (dump.kind() != redis::ReplyKind::Bulk) return;
    const redis::Reply restored = command({"RESTORE", "\x01restored", "0", dump.text(), "REPLACE"});
    fuzz::require(!restored.isError(), "a dump cannot be restored", key, restored.text());
    command({"DEL", "\x01restored"});
  }

  redis::ManualClock clock_{1'700'000'000'000'000};
  script::ScriptEngine engine_;
  std::vector<std::string> names_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::FuzzInput input(data, size);
  CommandFuzzer().run(input);
  return 0;
}
