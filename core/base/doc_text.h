#pragma once

/// Text that explains a row of a table to people and that no program depends on.
///
/// A lean build (FERROUS_LEAN, the WebAssembly module) leaves these texts out, because they would
/// be a twentieth of its size: there they read as empty. Tools take them from a native build, which
/// prints its tables as JSON.
namespace base {

#ifdef FERROUS_LEAN
class DocText {
 public:
  constexpr DocText(const char*) {}  // NOLINT: implicit by design, rows of tables are literals
  constexpr operator const char*() const { return ""; }  // NOLINT: stands for the text
};
#else
using DocText = const char*;
#endif

}  // namespace base
