#pragma once

#include <optional>
#include <span>

#include "base/bytes.h"
#include "redis/keyspace/configuration.h"

/// The table of all parameters of CONFIG, and how their values are read and printed.
///
/// A row names a parameter, its kind (which decides about syntax and error texts), its range and,
/// if the engine looks at it, its member of `Configuration`. Names, kinds, ranges and defaults are
/// those of Redis 7.0.15; the rows are sorted by name. An alias ("hash-max-ziplist-value") is a
/// parameter of its own for clients, with the value of the other.
namespace redis {

/// How a value is written.
enum class ParameterKind : uint8_t {
  Boolean,
  Integer,
  Memory,
  MemoryOrPercent,
  Octal,
  /// One of a list of words, kept as its index.
  Word,
  /// Several of a list of words.
  Flags,
  Text,
  // The rest have a syntax of their own.
  Save,
  BufferLimits,
  OomValues,
  Events,
  Bind,
  Percentiles,
};

namespace ParameterFlag {
enum : uint8_t {
  Immutable = 1u << 0,
  Protected = 1u << 1,
  /// Found by its exact name only.
  Hidden = 1u << 2,
  /// A secret, which logs do not show.
  Sensitive = 1u << 3,
  /// Of releases after 7.0: not there unless the engine answers like one.
  Later = 1u << 4,
};
}  // namespace ParameterFlag

struct ParameterRange {
  int64_t minimum;
  /// As unsigned for kinds that are, which is told from a minimum that is not negative.
  uint64_t maximum;
};

struct Parameter {
  const char* name;
  /// The older name that is still taken, or "".
  const char* alias;
  /// Default of a parameter that is kept as text only.
  const char* initial;
  /// Words of `Word` and `Flags`, separated by blanks; one after "=" means the same as the one
  /// before it.
  const char* words;
  int64_t Configuration::*value;
  const ParameterRange* range;
  ParameterKind kind;
  uint8_t flags;

  bool has(uint8_t flag) const { return (flags & flag) != 0; }
  bool existsIn(Compatibility compat) const {
    return !has(ParameterFlag::Later) || compat.hasLaterParameters();
  }
};

/// All rows.
std::span<const Parameter> configurationParameters();
/// The row with this name or alias in any case, or nullptr.
const Parameter* findParameter(base::BytesView name);
/// The value as CONFIG GET prints it.
base::Bytes parameterValue(const Configuration& configuration, const Parameter& parameter);
/// The value of the parameter named `name`, which exists.
base::Bytes parameterValue(const Configuration& configuration, base::BytesView name);
/// Reads `text` into `configuration`; on failure false, and `problem` says why. Does not look at
/// `Immutable`, so that hosts can set a server up with it.
bool setParameter(Configuration& configuration, const Parameter& parameter, base::BytesView text,
                  base::Bytes& problem);

/// Reads "100", "1k", "1kb", "2mb", ... in bytes.
std::optional<uint64_t> parseMemory(base::BytesView text);
/// Numbers of "latency-tracking-info-percentiles".
std::vector<double> latencyPercentiles(const Configuration& configuration);

}  // namespace redis
