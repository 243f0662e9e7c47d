#pragma once

#include <cstdint>

#include "base/bytes.h"

/// Classes of keyspace events, as `notify-keyspace-events` selects them.
///
/// A handler that changed a key says `context.notify(EventClass::List, "lpush", key)` after the
/// change; it costs a test of one word while nobody listens. Expired keys ("expired"), keys that an
/// edit emptied ("del", by `finishEdit`) and new keys ("new") are reported by the keyspace itself.
/// Redis: "Keyspace notifications".
namespace redis {

namespace EventClass {
enum : uint32_t {
  Keyspace = 1u << 0,   ///< K
  Keyevent = 1u << 1,   ///< E
  Generic = 1u << 2,    ///< g
  String = 1u << 3,     ///< $
  List = 1u << 4,       ///< l
  Set = 1u << 5,        ///< s
  Hash = 1u << 6,       ///< h
  SortedSet = 1u << 7,  ///< z
  Expired = 1u << 8,    ///< x
  Evicted = 1u << 9,    ///< e
  Stream = 1u << 10,    ///< t
  KeyMiss = 1u << 11,   ///< m
  Module = 1u << 12,    ///< d
  New = 1u << 13,       ///< n
  /// A: everything but misses and new keys.
  All = Generic | String | List | Set | Hash | SortedSet | Expired | Evicted | Stream | Module,
};
}  // namespace EventClass

/// Reads a value of `notify-keyspace-events`; false if a letter is unknown.
bool parseEventClasses(base::BytesView text, uint32_t& classes);
/// The value in the form in which CONFIG GET answers it.
base::Bytes eventClassesText(uint32_t classes);

}  // namespace redis
