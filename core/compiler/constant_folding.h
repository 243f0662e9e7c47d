#pragma once

#include <optional>

#include "syntax/syntax_tree.h"

/// Arithmetic on number literals at compile time.
///
/// Only what Lua 5.1 folds: operands that are numbers, never a division or remainder by zero, never
/// a result that is not a number, so that constants compare equal to themselves.
namespace lua {

/// Result of `left op right`, if Lua 5.1 would fold it. Comparisons, concatenation and logic are
/// never folded.
std::optional<double> foldBinary(BinaryOperator op, double left, double right);

/// Result of `-operand`.
std::optional<double> foldNegate(double operand);

}  // namespace lua
