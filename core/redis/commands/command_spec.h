#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

#include "base/bytes.h"
#include "base/doc_text.h"
#include "redis/keyspace/compatibility.h"
#include "redis/reply.h"

/// Facts about commands.
///
/// Each family of commands ends in a constexpr table of `CommandSpec`, beside its handlers: one row
/// per command, designated initialisers, checked at compile time (`sortedByName`,
/// `keysMatchArity`). The same rows drive dispatch, COMMAND INFO, the rules for scripts and the
/// completion of the web page. Flags, key positions, arity and version follow COMMAND of
/// Redis 7.0.15.
namespace redis {

class CommandContext;

/// Executes one command whose name and arity were checked.
using CommandHandler = Reply (*)(CommandContext&);

/// Flags of COMMAND INFO, in the order in which it prints them.
namespace CommandFlag {
enum : uint32_t {
  Write = 1u << 0,
  ReadOnly = 1u << 1,
  DenyOom = 1u << 2,
  Module = 1u << 3,
  Admin = 1u << 4,
  PubSub = 1u << 5,
  NoScript = 1u << 6,
  Blocking = 1u << 7,
  Loading = 1u << 8,
  Stale = 1u << 9,
  SkipMonitor = 1u << 10,
  SkipSlowlog = 1u << 11,
  Asking = 1u << 12,
  Fast = 1u << 13,
  NoAuth = 1u << 14,
  MayReplicate = 1u << 15,
  NoMandatoryKeys = 1u << 16,
  NoMulti = 1u << 17,
  MovableKeys = 1u << 18,
  AllowBusy = 1u << 19,
  NoAsyncLoading = 1u << 20,
  Protected = 1u << 21,
  /// The command exists in Redis 7.0.15 but not here; it answers `messages::notImplemented`.
  NotImplemented = 1u << 31,
};
}  // namespace CommandFlag

/// Flags of one key position. Redis: "Key specifications".
namespace KeyFlag {
enum : uint16_t {
  ReadOnly = 1u << 0,
  ReadWrite = 1u << 1,
  Overwrite = 1u << 2,
  Remove = 1u << 3,
  Access = 1u << 4,
  Update = 1u << 5,
  Insert = 1u << 6,
  Delete = 1u << 7,
  NotKey = 1u << 8,
  Incomplete = 1u << 9,
  VariableFlags = 1u << 10,
};
}  // namespace KeyFlag

/// Where keys are among the arguments.
struct KeySpec {
  enum class Begin : uint8_t { Index, Keyword, Unknown };
  enum class Find : uint8_t { Range, KeyCount, Unknown };

  uint16_t flags = 0;
  Begin begin = Begin::Index;
  Find find = Find::Range;
  /// `Begin::Index`: position of the first key, or of the count for `Find::KeyCount`.
  /// `Begin::Keyword`: where to start looking.
  int16_t position = 0;
  /// `Begin::Keyword`: the keyword before the first key.
  const char* keyword = "";
  /// `Find::Range`: last key relative to the first; negative counts from the end of the arguments.
  int16_t last = 0;
  int16_t step = 1;
  int16_t limit = 0;
  /// `Find::KeyCount`: position of the first key relative to the count.
  int16_t firstAfterCount = 1;
};

/// Up to four key specifications of one command.
struct Keys {
  static constexpr size_t kMaximum = 4;
  KeySpec specs[kMaximum] = {};
  uint8_t count = 0;

  constexpr Keys() = default;
  constexpr Keys(std::initializer_list<KeySpec> list) {
    for (const KeySpec& spec : list) {
      specs[count++] = spec;
    }
  }
  // NOLINTNEXTLINE: one specification is the usual case, `.keys = Keys::at(1, ...)`
  constexpr Keys(const KeySpec& spec) : specs{spec}, count(1) {}

  /// One key at argument `position`.
  static constexpr KeySpec at(int position, int flags) {
    return range(position, position, 1, flags);
  }
  /// Keys from argument `first` to `last` (negative: from the end), every `step`th.
  static constexpr KeySpec range(int first, int last, int step, int flags) {
    KeySpec spec;
    spec.flags = static_cast<uint16_t>(flags);
    spec.position = static_cast<int16_t>(first);
    spec.last = static_cast<int16_t>(last < 0 ? last : last - first);
    spec.step = static_cast<int16_t>(step);
    return spec;
  }
  /// A count at argument `position`, followed by that many keys.
  static constexpr KeySpec counted(int position, int flags, int firstAfterCount = 1) {
    KeySpec spec;
    spec.flags = static_cast<uint16_t>(flags);
    spec.find = KeySpec::Find::KeyCount;
    spec.position = static_cast<int16_t>(position);
    spec.firstAfterCount = static_cast<int16_t>(firstAfterCount);
    return spec;
  }
  /// Keys after a keyword, looked for from argument `from` (negative: backwards from the end).
  static constexpr KeySpec after(const char* keyword, int from, int last, int step, int limit,
                                 int flags) {
    KeySpec spec;
    spec.flags = static_cast<uint16_t>(flags);
    spec.begin = KeySpec::Begin::Keyword;
    spec.keyword = keyword;
    spec.position = static_cast<int16_t>(from);
    spec.last = static_cast<int16_t>(last);
    spec.step = static_cast<int16_t>(step);
    spec.limit = static_cast<int16_t>(limit);
    return spec;
  }
  /// Keys at places that only the command itself knows.
  static constexpr KeySpec unknown(int flags) {
    KeySpec spec;
    spec.flags = static_cast<uint16_t>(flags);
    spec.begin = KeySpec::Begin::Unknown;
    spec.find = KeySpec::Find::Unknown;
    return spec;
  }
};

/// Groups of the documentation.
enum class CommandGroup : uint8_t {
  Generic,
  String,
  List,
  Set,
  SortedSet,
  Hash,
  PubSub,
  Transactions,
  Connection,
  Server,
  Scripting,
  HyperLogLog,
  Cluster,
  Sentinel,
  Geo,
  Stream,
  Bitmap,
  Module,
};

/// Access-control categories, in the order of ACL CAT.
namespace Category {
enum : uint32_t {
  Keyspace = 1u << 0,
  Read = 1u << 1,
  Write = 1u << 2,
  Set = 1u << 3,
  SortedSet = 1u << 4,
  List = 1u << 5,
  Hash = 1u << 6,
  String = 1u << 7,
  Bitmap = 1u << 8,
  HyperLogLog = 1u << 9,
  Geo = 1u << 10,
  Stream = 1u << 11,
  PubSub = 1u << 12,
  Admin = 1u << 13,
  Fast = 1u << 14,
  Slow = 1u << 15,
  Blocking = 1u << 16,
  Dangerous = 1u << 17,
  Connection = 1u << 18,
  Transaction = 1u << 19,
  Scripting = 1u << 20,
  /// Marks "none besides the implied ones", since 0 means "derive from the group".
  None = 1u << 31,
};
}  // namespace Category

/// One row of a command table.
struct CommandSpec {
  /// Lower case. Subcommands carry their own part only ("encoding"); `fullName` joins them.
  base::BytesView name;
  CommandHandler handler = nullptr;
  /// Number of arguments with the name; negative means "at least".
  int16_t arity = 0;
  uint32_t flags = 0;
  Keys keys = {};
  CommandGroup group = CommandGroup::Generic;
  const char* since = "1.0.0";
  base::DocText complexity = "";
  /// One sentence in our own words.
  base::DocText summary = "";
  /// How arguments are written, for people and completion: "key value [NX | XX] [GET]".
  base::DocText syntax = "";
  /// Explicit categories; 0 derives them from the group. See `categoriesOf`.
  uint32_t categories = 0;
  /// Rows of a container command ("object"): chosen by the second argument.
  std::span<const CommandSpec> subcommands = {};
  /// Name of the container, for subcommands: "object".
  base::BytesView container = {};
  /// Comma-separated hints of COMMAND INFO: "nondeterministic_output".
  const char* tips = "";
  /// `arity` of the releases after 7.0 if it is another; 0: it is the same.
  int16_t laterArity = 0;

  /// Whether a release has the command. Later ones can be called in any case, but are only listed
  /// where they belong.
  bool isListedIn(Compatibility compat) const {
    return compat.listsLaterCommands() || base::BytesView(since) < "7.2";
  }
  bool has(uint32_t flag) const { return (flags & flag) != 0; }
  /// Whether the release takes that many arguments; those of 7.0 know WITHSCORE of ZRANK, too.
  bool accepts(std::span<const base::BytesView> argv, Compatibility compat) const {
    return isMetBy(arity, argv.size()) || (laterArity != 0 && acceptsLater(argv, compat));
  }
  /// `arity` as a release tells it.
  int arityIn(Compatibility compat) const {
    return laterArity != 0 && compat.listsLaterCommands() ? laterArity : arity;
  }
  /// "get", or "object|encoding".
  base::Bytes fullName() const {
    return container.empty() ? base::Bytes(name) : base::Bytes(container) + "|" + base::Bytes(name);
  }

 private:
  static bool isMetBy(int arity, size_t argumentCount) {
    return arity >= 0 ? argumentCount == static_cast<size_t>(arity)
                      : argumentCount >= static_cast<size_t>(-arity);
  }
  /// Whether arguments that 7.0 does not take belong to what came later.
  bool acceptsLater(std::span<const base::BytesView> argv, Compatibility compat) const;
};

/// All categories of a command: explicit or group's own, plus those implied by flags.
uint32_t categoriesOf(const CommandSpec& spec);
/// "string", "sorted-set", ...
base::BytesView groupName(CommandGroup group);

/// Compile-time check of a table: strictly ascending names in lower case.
template <size_t size>
constexpr bool sortedByName(const CommandSpec (&table)[size]) {
  for (size_t i = 0; i < size; ++i) {
    for (char c : table[i].name) {
      if (c >= 'A' && c <= 'Z') {
        return false;
      }
    }
    if (i > 0 && !(table[i - 1].name < table[i].name)) {
      return false;
    }
  }
  return true;
}

/// Compile-time check of a table: key positions lie inside the required arguments, and a row that
/// has keys does not forbid them.
template <size_t size>
constexpr bool keysMatchArity(const CommandSpec (&table)[size]) {
  for (const CommandSpec& spec : table) {
    const int required = spec.arity < 0 ? -spec.arity : spec.arity;
    for (size_t i = 0; i < spec.keys.count; ++i) {
      const KeySpec& key = spec.keys.specs[i];
      if (key.begin == KeySpec::Begin::Index && (key.position < 1 || key.position >= required)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace redis
