#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "redis/commands/command_spec.h"

/// Which arguments of a command line are keys, and what happens to them.
///
/// Most commands tell by their key specifications. Some need a look at more arguments: SET and
/// BITFIELD for what they do, SORT and MIGRATE for where their keys are. Redis: "Key
/// specifications", COMMAND GETKEYSANDFLAGS.
namespace redis {

struct KeyReference {
  size_t position;
  /// Bits of `KeyFlag`.
  uint16_t flags;
};

/// Collects the keys of a command line whose arity fits; false if the arguments contradict the
/// specifications ("numkeys" that is no number, or too large, or no key where some are expected).
bool findKeys(const CommandSpec& spec, std::span<const base::BytesView> argv,
              std::vector<KeyReference>& keys);

}  // namespace redis
