#pragma once

#include <cstdint>

#include "base/bytes.h"

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

  explicit constexpr Compatibility(Release release) : release_(release) {}
  constexpr Compatibility() = default;

  constexpr Release release() const { return release_; }
  constexpr bool operator==(const Compatibility& other) const { return release_ == other.release_; }

  /// A consumer is created, and seen, when it asks for entries, not only when it gets some.
  constexpr bool createsConsumersAtOnce() const { return isLater(); }
  /// XINFO shows when a consumer last got something.
  constexpr bool showsConsumerActivity() const { return isLater(); }
  /// BLPOP and its family may be called from scripts, where they do not block.
  constexpr bool allowsBlockingCommandsInScripts() const { return isLater(); }
  /// XREAD with BLOCK in a script is like XREAD without, and not an error.
  constexpr bool allowsBlockingReadInScripts() const { return isLater(); }
  /// Texts about unbalanced lists of streams name the command.
  constexpr bool namesUnbalancedCommand() const { return isLater(); }
  /// How far a group has read is known past entries that were erased before or behind it, and not
  /// from within a stream whose entries were erased ahead.
  constexpr bool measuresLagPastErased() const { return isLater(); }
  /// XADD of an identifier without a number after the last one of its millisecond says that it is
  /// too small.
  constexpr bool explainsFullMillisecond() const { return isLater(); }
  /// XREADGROUP changes a stream only if it delivers something for the first time.
  constexpr bool countsNewDeliveriesOnly() const { return isLater(); }
  /// XSETID compares with the largest erased identifier.
  constexpr bool checksErasedId() const { return isLater(); }

  /// A reader that waits for a group or stream that goes away gets the error of asking again.
  constexpr bool runsReadOfGoneStreamAgain() const { return isLater(); }
  /// XREADGROUP says why "+" is no place to start from.
  constexpr bool explainsPlusInGroup() const { return isLater(); }
  /// A timeout whose end cannot be told is an error.
  constexpr bool checksTimeoutRange() const { return isLater(); }

  /// Doubles are printed with the fewest digits that tell them apart, not with seventeen.
  constexpr bool printsShortestDoubles() const { return isLater(); }
  /// Small lists and sets are list packs.
  constexpr bool packsListsAndSets() const { return isLater(); }

  /// CONFIG has the parameters that came after 7.0.
  constexpr bool hasLaterParameters() const { return isLater(); }

  /// GETRANGE answers nothing for an end before the first byte, not the first byte.
  constexpr bool emptiesRangesBeforeStart() const { return isLater(); }
  /// A cursor of SCAN may start with a blank, and must not be empty or negative.
  constexpr bool readsCursorsStrictly() const { return isLater(); }
  /// SCAN knows which types there are.
  constexpr bool checksScannedType() const { return isLater(); }
  /// BITCOUNT and BITPOS look at their arguments before the key.
  constexpr bool checksBitArgumentsFirst() const { return isLater(); }
  /// Floats may be written as C++ reads them: no hexadecimal digits, and too large ones are
  /// infinite.
  constexpr bool readsDecimalFloatsOnly() const { return isLater(); }
  /// The count of LREM and the rank of LPOS must have an opposite.
  constexpr bool refusesSmallestInteger() const { return isLater(); }
  /// redis.log and redis.set_repl have other texts.
  constexpr bool namesLaterTexts() const { return isLater(); }
  /// Push messages that a command causes for its own client come after its reply.
  constexpr bool sendsPushesAfterReplies() const { return isLater(); }
  /// CLIENT LIST shows what is watched and the library of a client.
  constexpr bool showsClientLibraries() const { return isLater(); }
  /// CLIENT KILL knows MAXAGE.
  constexpr bool knowsClientAges() const { return isLater(); }
  /// FLUSHALL SYNC counts what it frees as freed lazily.
  constexpr bool flushesLazily() const { return isLater(); }
  /// Of the scripts that EVAL brought, the 500 used last are kept.
  constexpr bool evictsScripts() const { return isLater(); }
  /// FUNCTION FLUSH ASYNC counts the engine beside its functions as freed lazily.
  constexpr bool countsFreedEngines() const { return isLater(); }
  /// HELP tells of what came after 7.0, and not of what is gone.
  constexpr bool showsLaterHelp() const { return isLater(); }
  /// COMMAND lists the commands that came after 7.0.
  constexpr bool listsLaterCommands() const { return isLater(); }

  /// INFO has the fields that came after 7.0.
  constexpr bool showsLaterInformation() const { return isLater(); }
  /// The version of the payloads that DUMP writes, and the latest that RESTORE reads.
  constexpr uint64_t payloadVersion() const { return isLater() ? 12 : 10; }

  /// The version that INFO, HELLO, LOLWUT and scripts tell.
  constexpr base::BytesView version() const { return isLater() ? "7.4.1" : "7.0.15"; }
  /// The same as a number: 0x00MMmmpp.
  constexpr uint32_t versionNumber() const { return isLater() ? 0x00070401 : 0x0007000f; }

  /// A client that caches is told about the keys that its script has read, not about those that
  /// the script was given.
  constexpr bool tracksWhatScriptsRead() const { return isLater(); }

 private:
  constexpr bool isLater() const { return release_ == Release::Redis74; }

  Release release_ = Release::Redis70;
};

}  // namespace redis
