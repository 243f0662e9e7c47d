#pragma once

#include <cstdint>

/// Where releases of Redis answer differently.
///
/// The engine answers like Redis 7.0.15 unless it was made with the option `compat: '7.4'`. Each
/// difference has a predicate that says what is done, so that code asks "does a reader appear at
/// once?" and not for a version. Commands and options that only exist in later releases are there
/// in either mode.
namespace redis {

class Compatibility {
 public:
  enum class Release : uint8_t { Redis70, Redis74 };

  constexpr Compatibility() = default;
  explicit constexpr Compatibility(Release release) : release_(release) {}

  constexpr Release release() const { return release_; }
  constexpr bool operator==(const Compatibility& other) const { return release_ == other.release_; }

  /// A consumer is created, and seen, when it asks for entries, not only when it gets some.
  constexpr bool createsConsumersAtOnce() const { return isLater(); }
  /// XINFO shows when a consumer last got something.
  constexpr bool showsConsumerActivity() const { return isLater(); }
  /// XREAD with BLOCK in a script is like XREAD without, and not an error.
  constexpr bool allowsBlockingReadInScripts() const { return isLater(); }
  /// Texts about unbalanced lists of streams name the command.
  constexpr bool namesUnbalancedCommand() const { return isLater(); }
  /// XSETID compares with the largest erased identifier.
  constexpr bool checksErasedId() const { return isLater(); }

  /// XREADGROUP says why "+" is no place to start from.
  constexpr bool explainsPlusInGroup() const { return isLater(); }
  /// A timeout whose end cannot be told is an error.
  constexpr bool checksTimeoutRange() const { return isLater(); }

 private:
  constexpr bool isLater() const { return release_ == Release::Redis74; }

  Release release_ = Release::Redis70;
};

}  // namespace redis
