#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"

/// Libraries of functions: what FUNCTION LOAD leaves behind.
///
/// A library has a name, its source, and the functions that its source registered. The functions
/// themselves live in the registry of the function machine; here is the number of their slot.
/// Libraries keep the order in which they were loaded (Redis has none). Names of libraries are
/// compared as they are, names of functions without regard to case, and no two libraries share a
/// function. Redis 7.0: "Redis functions".
namespace script {

/// The only engine.
inline constexpr base::BytesView kFunctionEngine = "LUA";

struct LibraryFunction {
  base::Bytes name;
  std::optional<base::Bytes> description;
  uint8_t flags = 0;  ///< `ScriptFlag` bits
  int64_t slot = 0;   ///< place of the callback in the registry of the function machine
};

struct FunctionLibrary {
  base::Bytes name;
  base::Bytes source;
  std::vector<LibraryFunction> functions;  ///< in the order of their registration
};

/// What the first line of a library says.
struct LibraryMetadata {
  base::Bytes name;
  size_t length = 0;  ///< bytes to skip before compiling; the line end stays
  base::Bytes error;  ///< the error reply, code included; empty if the line is fine
};

/// Reads "#!lua name=mylib". Redis: FUNCTION LOAD.
LibraryMetadata parseLibraryMetadata(base::BytesView source);

/// Whether a text may name a library or a function: letters, digits, underscores.
bool isFunctionName(base::BytesView text);

class FunctionLibraries {
 public:
  /// The library of exactly this name, or nullptr. Valid until the next change.
  const FunctionLibrary* find(base::BytesView name) const;
  /// The function of this name in any case, or nullptr. Valid until the next change.
  const LibraryFunction* findFunction(base::BytesView name) const;

  /// All libraries in the order of loading.
  const std::vector<std::unique_ptr<FunctionLibrary>>& all() const { return libraries_; }
  size_t functionCount() const { return functionCount_; }

  /// Adds a library whose name and functions are free.
  void add(std::unique_ptr<FunctionLibrary> library);
  /// Takes a library out, or nullptr if there is none of this name.
  std::unique_ptr<FunctionLibrary> take(base::BytesView name);
  /// Takes all libraries out.
  std::vector<std::unique_ptr<FunctionLibrary>> takeAll();

 private:
  /// A library, and one of its functions if a function is named.
  struct Place {
    const FunctionLibrary* library = nullptr;
    const LibraryFunction* function = nullptr;
  };
  using Index = std::unordered_map<std::string, Place>;

  std::vector<std::unique_ptr<FunctionLibrary>> libraries_;
  /// By the name of the library, and by that of the function in lower case.
  Index places_;
  Index functions_;
  size_t functionCount_ = 0;
};

}  // namespace script
