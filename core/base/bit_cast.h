#pragma once

#include <type_traits>

/// std::bit_cast, which the standard library of the distribution's Emscripten does not have yet.
namespace base {

template <class To, class From>
constexpr To bitCast(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  static_assert(std::is_trivially_copyable_v<To> && std::is_trivially_copyable_v<From>);
  return __builtin_bit_cast(To, from);
}

}  // namespace base
