#pragma once

#include "debug/debug_session.h"
#include "debug/json_writer.h"
#include "redis/keyspace/keyspace.h"

/// Keys for people: a page of a database, and the differences between two states of a keyspace
/// (protocol.ts: KeyspaceView, KeyChange).
///
/// A difference costs O(number of keys) with one comparison of pointers each, because a fork shares
/// the objects that did not change.
namespace debug {

/// Most pieces of a value shown in a preview, and most bytes of each piece.
inline constexpr size_t kPreviewItems = 20;
inline constexpr size_t kPreviewBytes = 200;

/// Most keys listed as changed; a run that changes more is shown in part.
inline constexpr size_t kShownChanges = 1000;

void writeKeyspace(JsonWriter& json, redis::Keyspace& keyspace, const KeyspaceQuery& query);

/// All differences from `before` to `after`, added and changed keys in the order of `after`, then
/// removed ones.
void writeChanges(JsonWriter& json, redis::Keyspace& before, redis::Keyspace& after);

}  // namespace debug
