#pragma once

/// Texts of the errors that the machine itself raises; the wording is Lua 5.1's.
namespace lua::messages {

inline constexpr char kStackOverflow[] = "stack overflow";
inline constexpr char kNativeStackOverflow[] = "C stack overflow";
inline constexpr char kNotEnoughMemory[] = "not enough memory";
inline constexpr char kErrorInErrorHandling[] = "error in error handling";
inline constexpr char kYieldAcrossNative[] = "attempt to yield across metamethod/C-call boundary";
inline constexpr char kLoopInGetTable[] = "loop in gettable";
inline constexpr char kLoopInSetTable[] = "loop in settable";
inline constexpr char kIndexIsNil[] = "table index is nil";
inline constexpr char kIndexIsNaN[] = "table index is NaN";
inline constexpr char kForInitial[] = "'for' initial value must be a number";
inline constexpr char kForLimit[] = "'for' limit must be a number";
inline constexpr char kForStep[] = "'for' step must be a number";
inline constexpr char kStringLengthOverflow[] = "string length overflow";
inline constexpr char kReadOnlyTable[] = "Attempt to modify a readonly table";
inline constexpr char kInvalidNextKey[] = "invalid key to 'next'";
inline constexpr char kTooManyResults[] = "too many results";

}  // namespace lua::messages
