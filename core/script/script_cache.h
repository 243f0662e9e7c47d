#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "base/bytes.h"
#include "bytecode/compiled_module.h"

/// Scripts by their SHA-1, as EVALSHA names them.
///
/// A script enters the cache with EVAL or SCRIPT LOAD and stays until SCRIPT FLUSH. The cache keeps
/// source and compiled module, which are plain data; the machine keeps the loaded function and is
/// told when the cache is emptied. Redis 7.0: EVAL, EVALSHA, SCRIPT.
namespace script {

/// Flags of a script's shebang line. Redis 7.0: "Eval flags".
namespace ScriptFlag {
enum : uint8_t {
  NoWrites = 1,
  AllowOutOfMemory = 2,
  AllowStale = 4,
  NoCluster = 8,
  AllowCrossSlotKeys = 16,
  /// No shebang: rules of Redis before 7 hold.
  CompatibilityMode = 32,
};
}  // namespace ScriptFlag

/// A flag and its name, in the order in which Redis lists them.
struct ScriptFlagName {
  base::BytesView name;
  uint8_t flag;
};

inline constexpr ScriptFlagName kScriptFlagNames[] = {
    {"no-writes", ScriptFlag::NoWrites},
    {"allow-oom", ScriptFlag::AllowOutOfMemory},
    {"allow-stale", ScriptFlag::AllowStale},
    {"no-cluster", ScriptFlag::NoCluster},
    {"allow-cross-slot-keys", ScriptFlag::AllowCrossSlotKeys},
};

/// The text with its ASCII letters in lower case.
base::Bytes lowerCase(base::BytesView text);

/// Whether a script stays until SCRIPT FLUSH, or may be evicted. Redis 7.4: evicted_scripts.
enum class ScriptOrigin : uint8_t { Load, Eval };

struct CachedScript {
  base::Bytes sha;  ///< 40 hexadecimal digits in lower case
  base::Bytes source;
  uint8_t flags = 0;
  ScriptOrigin origin = ScriptOrigin::Load;
  uint64_t lastUse = 0;  ///< place in the sequence of uses
  lua::CompiledModule module;
  uint32_t number =
      0;  ///< counts up with each script ever cached: index of the loaded function in the machine
};

/// What the first line of a script says.
struct Shebang {
  uint8_t flags = ScriptFlag::CompatibilityMode;
  size_t length =
      0;  ///< bytes to skip before compiling; the line end stays, so lines keep their numbers
  base::Bytes error;  ///< the error reply, code included; empty if the line is fine
};

/// Reads a `#!lua flags=...` line. Redis 7.0: evalExtractShebangFlags.
Shebang parseShebang(base::BytesView source);

class ScriptCache {
 public:
  /// The script of that SHA-1 (40 digits, any case), or nullptr. Pointers are stable until `clear`.
  CachedScript* find(base::BytesView sha) const;
  /// The script with that text, or nullptr. The text of EVAL is mostly one that was looked for
  /// before: to compare it costs a small part of its SHA-1.
  CachedScript* findBySource(base::BytesView source) const;
  CachedScript* add(CachedScript script);
  /// Notes that a script runs.
  void use(CachedScript& script) { script.lastUse = ++uses_; }
  /// Notes that SCRIPT LOAD was called for it.
  void keep(CachedScript& script) {
    evictableCount_ -= script.origin == ScriptOrigin::Eval ? 1 : 0;
    script.origin = ScriptOrigin::Load;
  }
  /// Forgets the script of EVAL that was not used for longest, if there are as many as are kept.
  /// Its number, or 0.
  uint32_t evict();
  void clear() {
    scripts_.clear();
    forgetLatest();
    evictableCount_ = 0;
  }
  size_t size() const { return scripts_.size(); }

 private:
  void forgetLatest() const {
    latest_ = nullptr;
    latestBySize_ = {};
  }

  std::unordered_map<std::string, std::unique_ptr<CachedScript>> scripts_;
  /// Found last: mostly the one that is asked for next.
  mutable CachedScript* latest_ = nullptr;
  /// Found last by their text, each at the size of it modulo their number.
  mutable std::array<CachedScript*, 64> latestBySize_ = {};
  uint32_t nextNumber_ = 0;
  uint64_t uses_ = 0;
  size_t evictableCount_ = 0;
};

}  // namespace script
