#include "redis/commands/key_finder.h"

#include <optional>

#include "base/number_text.h"
#include "redis/commands/argument_reader.h"

namespace redis {
namespace {

using base::BytesView;
using Argv = std::span<const BytesView>;

/// Position of the first key or count of `spec` among `argv`, or 0 if there is none.
size_t beginOf(const KeySpec& spec, Argv argv) {
  if (spec.begin == KeySpec::Begin::Index) {
    return static_cast<size_t>(spec.position);
  }
  if (spec.begin == KeySpec::Begin::Keyword) {
    const auto count = static_cast<int64_t>(argv.size());
    const bool forwards = spec.position > 0;
    int64_t at = forwards ? spec.position : count + spec.position;
    for (; at > 0 && at < count - 1; at += forwards ? 1 : -1) {
      if (equalsIgnoreCase(argv[static_cast<size_t>(at)], spec.keyword)) {
        return static_cast<size_t>(at) + 1;
      }
    }
  }
  return 0;
}

bool collect(const KeySpec& spec, Argv argv, std::vector<KeyReference>& keys) {
  const size_t begin = beginOf(spec, argv);
  if (begin == 0 || spec.find == KeySpec::Find::Unknown) {
    return true;
  }
  const auto count = static_cast<int64_t>(argv.size());
  auto first = static_cast<int64_t>(begin);
  int64_t last = first;
  if (spec.find == KeySpec::Find::Range) {
    last = spec.last >= 0 ? first + spec.last : count + spec.last;
    if (spec.last < 0 && spec.limit > 1) {
      last = first + (count - first) / spec.limit + spec.last;
    }
  } else {
    const std::optional<int64_t> number =
        begin < argv.size() ? parseInteger(argv[begin]) : std::nullopt;
    if (!number || *number < 0 || *number > count) {
      return false;
    }
    first += spec.firstAfterCount;
    last = first + (*number - 1) * spec.step;
  }
  if (last >= count || last < first || first >= count) {
    return false;
  }
  for (int64_t at = first; at <= last; at += spec.step) {
    keys.push_back({static_cast<size_t>(at), spec.flags});
  }
  return true;
}

/// A number as C's atoi reads it, as far as 64 bits hold it.
int32_t readLeniently(BytesView text) {
  size_t length = 0;
  return static_cast<int32_t>(static_cast<uint32_t>(base::parseUnsignedPrefix(text, 10, length)));
}

/// The keys of a command with a count that its specification does not read, as Redis finds them
/// then: the counted keys before the one that is stored to, and what happens to them is not known.
bool collectCounted(const CommandSpec& spec, Argv argv, std::vector<KeyReference>& keys) {
  keys.clear();
  for (size_t i = 0; i < spec.keys.count; ++i) {
    const KeySpec& counted = spec.keys.specs[i];
    if (counted.find != KeySpec::Find::KeyCount || counted.begin != KeySpec::Begin::Index) {
      continue;
    }
    const auto place = static_cast<size_t>(counted.position);
    const size_t first = place + static_cast<size_t>(counted.firstAfterCount);
    const int32_t number = readLeniently(argv[place]);
    if (number < 1 || first > argv.size() || static_cast<size_t>(number) > argv.size() - first) {
      return false;
    }
    for (size_t key = 0; key < static_cast<size_t>(number); ++key) {
      keys.push_back({first + key, 0});
    }
    if (i > 0) {
      keys.push_back({static_cast<size_t>(spec.keys.specs[0].position), 0});
    }
    return true;
  }
  return false;
}

bool hasWord(Argv argv, size_t from, BytesView word) {
  for (size_t i = from; i < argv.size(); ++i) {
    if (equalsIgnoreCase(argv[i], word)) {
      return true;
    }
  }
  return false;
}

/// SET reads its key only with GET.
void setKeys(Argv argv, std::vector<KeyReference>& keys) {
  keys.push_back(
      {1, static_cast<uint16_t>(hasWord(argv, 3, "GET")
                                    ? KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update
                                    : KeyFlag::Overwrite | KeyFlag::Update)});
}

/// BITFIELD of nothing but complete GETs only reads; OVERFLOW with its word is neither here nor
/// there.
bool onlyGetsBits(Argv argv) {
  for (size_t i = 2; i < argv.size(); ++i) {
    const size_t left = argv.size() - i - 1;
    if (equalsIgnoreCase(argv[i], "GET") && left >= 2) {
      i += 2;
    } else if (equalsIgnoreCase(argv[i], "OVERFLOW") && left >= 1) {
      i += 1;
    } else {
      return false;
    }
  }
  return true;
}

void bitFieldKeys(Argv argv, std::vector<KeyReference>& keys) {
  const bool changes = !onlyGetsBits(argv);
  keys.push_back(
      {1, static_cast<uint16_t>(changes ? KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update
                                        : KeyFlag::ReadOnly | KeyFlag::Access)});
}

/// The key of SORT, and the last one after STORE. Keys behind patterns are not known.
void sortKeys(Argv argv, std::vector<KeyReference>& keys) {
  keys.push_back({1, KeyFlag::ReadOnly | KeyFlag::Access});
  size_t stored = 0;
  for (size_t i = 2; i + 1 < argv.size(); ++i) {
    if (equalsIgnoreCase(argv[i], "LIMIT")) {
      i += 2;
    } else if (equalsIgnoreCase(argv[i], "GET") || equalsIgnoreCase(argv[i], "BY")) {
      i += 1;
    } else if (equalsIgnoreCase(argv[i], "STORE")) {
      stored = i + 1;
    }
  }
  if (stored != 0) {
    keys.push_back({stored, KeyFlag::Overwrite | KeyFlag::Update});
  }
}

/// MIGRATE has its key at its place, or many after KEYS if that one is empty.
void migrateKeys(Argv argv, std::vector<KeyReference>& keys) {
  constexpr uint16_t kFlags = KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete;
  constexpr size_t kKeyPlace = 3;
  if (argv[kKeyPlace].empty()) {
    for (size_t i = 6; i < argv.size(); ++i) {
      if (equalsIgnoreCase(argv[i], "AUTH")) {
        i += 1;
      } else if (equalsIgnoreCase(argv[i], "AUTH2")) {
        i += 2;
      } else if (equalsIgnoreCase(argv[i], "KEYS")) {
        for (size_t key = i + 1; key < argv.size(); ++key) {
          keys.push_back({key, kFlags});
        }
        return;
      }
    }
  }
  keys.push_back({kKeyPlace, kFlags});
}

struct Finder {
  BytesView name;
  void (*find)(Argv, std::vector<KeyReference>&);
};
constexpr Finder kFinders[] = {
    {"bitfield", bitFieldKeys},
    {"migrate", migrateKeys},
    {"set", setKeys},
    {"sort", sortKeys},
};

}  // namespace

bool findKeys(const CommandSpec& spec, Argv argv, std::vector<KeyReference>& keys) {
  if (spec.container.empty()) {
    for (const Finder& finder : kFinders) {
      if (finder.name == spec.name) {
        finder.find(argv, keys);
        return true;
      }
    }
  }
  for (size_t i = 0; i < spec.keys.count; ++i) {
    const KeySpec& key = spec.keys.specs[i];
    if ((key.flags & KeyFlag::NotKey) == 0 && !collect(key, argv, keys)) {
      return collectCounted(spec, argv, keys);
    }
  }
  return true;
}

}  // namespace redis
