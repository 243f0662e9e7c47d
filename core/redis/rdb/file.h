#pragma once

#include <span>
#include <vector>

#include "base/bytes.h"
#include "redis/keyspace/keyspace.h"

/// Whole keyspaces as RDB files.
///
/// A file is "REDIS" with a version of four digits, fields about its origin, libraries of
/// functions, then for each database its number, its sizes and its keys, each with an expiry if it
/// has one, its type, its name and its value, and in the end a checksum. What is written is version
/// 10, as Redis 7.0 does; files of versions 1 to 12 are read, as far as the types in them are
/// known. Idle times and access frequencies are skipped, and so are keys that have expired.
///
/// A file is hostile until it is read, see `object_reader.h`; nothing changes until all of it was
/// read. The bytes written depend on the keyspace alone, so they tell whether it changed. Redis:
/// SAVE.
namespace redis::rdb {

/// The file of a keyspace and of the libraries with these sources.
base::Bytes writeFile(Keyspace& keyspace, std::span<const base::BytesView> functions);

struct FileResult {
  /// Why the file was refused; empty if it was read.
  base::Bytes problem;
  /// Sources of the libraries in the file, for whoever can load them.
  std::vector<base::Bytes> functions;
};

/// Whether bytes start as an RDB file does.
bool isFile(base::BytesView bytes);
/// Reads a file into `keyspace`, which is empty; it is of no use after a failure.
FileResult readFile(base::BytesView file, Keyspace& keyspace);

}  // namespace redis::rdb
