#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

/// HyperLogLogs: estimates of how many distinct elements were added, in at most 12304 bytes.
///
/// An element is hashed; 14 bits of the hash choose one of 16384 registers, and the register keeps
/// the longest run of zeros that was seen in the rest, plus one (Flajolet et al. 2007). The number
/// of elements is estimated from how many registers have which value (Ertl 2017, arXiv:1702.01284).
///
/// Representation. The value of a key is a plain string, which clients may read and write, so its
/// bytes are those of Redis: "HYLL", the encoding, three zero bytes, the last estimate as 64 bits,
/// lowest byte first, whose top bit says that it is out of date, and the registers.
///
/// - Dense: six bits a register, the lowest bits of a byte first.
/// - Sparse: runs of registers. 00xxxxxx is x + 1 zeros, 01xxxxxx yyyyyyyy is xy + 1 zeros, and
///   1vvvvvxx is x + 1 registers of value v + 1. A change splits one run and joins neighbours of
///   equal value only nearby, as Redis does, because the bytes show it.
///
/// A value that has the right header may still be corrupt; every function that reads runs says so.
/// Redis: PFADD.
namespace redis::hyper_log_log {

inline constexpr size_t kRegisters = 16384;
/// One register a byte.
using Registers = std::array<uint8_t, kRegisters>;

/// What an addition did.
enum class Change : uint8_t { None, Changed, Corrupt };

/// The value to which nothing was added yet, sparse.
base::Bytes emptyValue();
/// Whether a string has the header and, if dense, the size of a value.
bool isValue(base::BytesView value);
bool isDense(base::BytesView value);

/// Adds an element. A sparse value that would become longer than `sparseLimit` bytes becomes dense.
Change add(base::Bytes& value, base::BytesView element, int64_t sparseLimit);
/// Raises one register to `count` (1 to 63), if it is lower.
Change raise(base::Bytes& value, uint32_t index, uint8_t count, int64_t sparseLimit);
/// Makes a value dense; false if it is corrupt.
bool makeDense(base::Bytes& value);
/// Raises `registers` to those of a value; false if it is corrupt, some may be raised then.
bool mergeInto(Registers& registers, base::BytesView value);

/// The estimate of a value, or nothing if it is corrupt.
std::optional<int64_t> estimate(base::BytesView value);
int64_t estimate(const Registers& registers);
/// The estimate kept in the header, if it is up to date.
std::optional<int64_t> keptEstimate(base::BytesView value);
void keepEstimate(base::Bytes& value, int64_t count);
/// Notes that the estimate in the header is out of date.
void dropEstimate(base::Bytes& value);

/// The runs of a sparse value as text: "Z:10 v:3,1 z:5". Redis: PFDEBUG DECODE.
base::Bytes describeRuns(base::BytesView value);

}  // namespace redis::hyper_log_log
