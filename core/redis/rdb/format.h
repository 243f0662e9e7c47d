#pragma once

#include <cstdint>

/// Numbers of the payload format, shared by its writer and its reader. Redis 7.0: RDB version 10.
namespace redis::rdb {

/// What a payload holds. The forms with list packs and the like are the collection in one string.
enum class PayloadType : uint8_t {
  String = 0,
  List = 1,
  Set = 2,
  SortedSetText = 3,  // scores are decimal text
  Hash = 4,
  SortedSet = 5,  // scores are binary doubles
  HashZipMap = 9,
  ListZipList = 10,
  IntSet = 11,
  SortedSetZipList = 12,
  HashZipList = 13,
  QuickListOfZipLists = 14,
  StreamListPacks = 15,  // a stream before Redis 7.0
  HashListPack = 16,
  SortedSetListPack = 17,
  QuickList = 18,         // a list as nodes, each one element or a list pack
  StreamListPacks2 = 19,  // a stream, with what was erased and read
  Last = 19,              // the highest that Redis 7.0 knows
  SetListPack = 20,       // of Redis 7.2
  StreamListPacks3 = 21,  // of Redis 7.2, with what consumers got last
  // Of Redis 7.4: hashes whose fields may expire, and the two forms of its previews.
  HashWithTimesPreview = 22,
  HashListPackWithTimesPreview = 23,
  HashWithTimes = 24,
  HashListPackWithTimes = 25,
};

/// What stands before something that is not a value. All but functions occur in files only.
enum class Opcode : uint8_t {
  Function = 245,         // the source of a library
  FunctionInParts = 246,  // the same as Redis 7.0 wrote it before its release
  ModuleData = 247,
  IdleSeconds = 248,    // of the key that follows
  Frequency = 249,      // of the key that follows
  Field = 250,          // a name and a text about the file
  Sizes = 251,          // number of keys, and of those that expire
  ExpiryMs = 252,       // of the key that follows
  ExpirySeconds = 253,  // of the key that follows
  Database = 254,       // its number; the keys that follow are there
  End = 255,            // the checksum follows
};

/// The version of Redis 7.0.
inline constexpr uint64_t kVersion = 10;
inline constexpr size_t kVersionSize = 2;
inline constexpr size_t kChecksumSize = 8;
inline constexpr size_t kFooterSize = kVersionSize + kChecksumSize;

/// The containers of a node of a `QuickList`.
inline constexpr uint64_t kPlainNode = 1;
inline constexpr uint64_t kPackedNode = 2;

/// The two top bits of a length: how it goes on.
inline constexpr uint8_t kLength14 = 0x40;
inline constexpr uint8_t kLength32 = 0x80;
inline constexpr uint8_t kLength64 = 0x81;
inline constexpr uint8_t kEncoded = 0xC0;

/// What follows `kEncoded`, in the low six bits.
enum class StringEncoding : uint8_t { Integer8 = 0, Integer16 = 1, Integer32 = 2, Lzf = 3 };

}  // namespace redis::rdb
