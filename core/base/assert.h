#pragma once

/// Invariants of our own code (style: "bugs").
///
/// `ASSERT` is on in debug, stress and fuzz builds and disappears in release builds. A failed
/// assertion is a defect of the engine, never a reaction to input: bad input is answered with a Lua
/// error, a `Status` or an error reply.

#if defined(FERROUS_ASSERTIONS)
#define ASSERT(condition) ((condition) ? static_cast<void>(0) : __builtin_trap())
#else
#define ASSERT(condition) static_cast<void>(0)
#endif

/// Marks a place that control flow cannot reach.
#define UNREACHABLE() __builtin_unreachable()

/// Forces inlining where a call would dominate the work of the function (opcode handlers).
#define ALWAYS_INLINE inline __attribute__((always_inline))

/// Keeps a slow path out of its hot caller.
#define NEVER_INLINE __attribute__((noinline))
