#pragma once

/// Keys that go so that memory stays below "maxmemory".
///
/// The limit is looked at before each command. Above it, keys are removed until it is kept, chosen
/// as "maxmemory-policy" says: of a few keys taken at random from each database, the one that was
/// not used for the longest time goes, or the one that expires first. Compat: how often a key is
/// used is not counted; the policies that ask for it choose by the last use.
///
/// Redis: "Key eviction".
namespace base {
class Random;
}

namespace redis {

class Keyspace;
struct ServerState;

/// Removes keys until memory is below the limit; false if it cannot be.
bool makeRoom(ServerState& server, Keyspace& keyspace, base::Random& random);

}  // namespace redis
