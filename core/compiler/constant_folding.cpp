#include "compiler/constant_folding.h"

#include <cmath>

#include "base/elementary.h"

namespace lua {
namespace {

std::optional<double> unlessNan(double value) {
  if (std::isnan(value)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<double> foldBinary(BinaryOperator op, double left, double right) {
  switch (op) {
    case BinaryOperator::Add:
      return unlessNan(left + right);
    case BinaryOperator::Subtract:
      return unlessNan(left - right);
    case BinaryOperator::Multiply:
      return unlessNan(left * right);
    case BinaryOperator::Divide:
      if (right == 0) return std::nullopt;
      return unlessNan(left / right);
    case BinaryOperator::Modulo:
      if (right == 0) return std::nullopt;
      return unlessNan(left - std::floor(left / right) * right);
    case BinaryOperator::Power:
      return unlessNan(base::power(left, right));
    default:
      return std::nullopt;
  }
}

std::optional<double> foldNegate(double operand) { return unlessNan(-operand); }

}  // namespace lua
