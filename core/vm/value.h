#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/assert.h"

/// Values.
///
/// A value is eight bytes, NaN-boxed: a number is its own double, everything else lives in the
/// space of negative quiet NaNs that no arithmetic of the hardware produces. The upper 17 bits are
/// the tag, the lower 47 a pointer (32 bits in WebAssembly):
///
///     number      any double whose upper 17 bits are below kFirstTag
///     the rest    tag << 47 | payload
///
/// Nil and false are the two lowest tags, so that the truth test is one subtraction and one
/// comparison. A boxed operand of an arithmetic instruction is a NaN, so the result is a NaN too:
/// arithmetic computes first and looks at tags only when `r != r`.
///
/// Numbers that come from bytes (struct, cmsgpack, RESP) enter through `untrustedNumber`, because a
/// foreign NaN pattern could look like a tag; results of arithmetic enter through `number`.
namespace lua {

struct Object;
struct String;
struct Table;
struct Closure;
struct NativeClosure;
struct Userdata;
struct Coroutine;
struct Buffer;

/// Types as `type()` names them. The order is that of Lua 5.1 and indexes the table of type
/// metatables.
enum class ValueType : uint8_t {
  Nil,
  Boolean,
  LightUserdata,
  Number,
  String,
  Table,
  Function,
  Userdata,
  Coroutine
};
inline constexpr int kValueTypeCount = 9;

class Value {
 public:
  enum Tag : uint32_t {
    kNil = 0x1FFF2,
    kFalse,
    kTrue,
    kLightUserdata,
    kString,
    kTable,
    kClosure,
    kNative,
    kUserdata,
    kCoroutine,
    kBuffer,  ///< internal: a growing byte buffer held in a slot by a native; scripts never see one
    kDeadKey,  ///< internal: key of a removed table entry whose object may be gone
  };

  ALWAYS_INLINE constexpr Value() : bits_(boxed(kNil, 0)) {}

  ALWAYS_INLINE static constexpr Value nil() { return Value(); }
  ALWAYS_INLINE static constexpr Value boolean(bool value) {
    return Value(boxed(value ? kTrue : kFalse, 0));
  }
  /// A double that arithmetic or a literal produced.
  ALWAYS_INLINE static Value number(double value) {
    Value result;
    std::memcpy(&result.bits_, &value, sizeof value);
    return result;
  }
  /// A double from foreign bytes: NaN patterns become the canonical quiet NaN of the same sign.
  ALWAYS_INLINE static Value untrustedNumber(double value) {
    Value result = number(value);
    if (value != value) result.bits_ = (result.bits_ & (uint64_t{1} << 63)) | 0x7FF8000000000000u;
    return result;
  }
  ALWAYS_INLINE static Value lightUserdata(uint64_t payload) {
    return Value(boxed(kLightUserdata, payload));
  }
  ALWAYS_INLINE static Value string(const String* object) { return pointer(kString, object); }
  ALWAYS_INLINE static Value table(const Table* object) { return pointer(kTable, object); }
  ALWAYS_INLINE static Value closure(const Closure* object) { return pointer(kClosure, object); }
  ALWAYS_INLINE static Value native(const NativeClosure* object) {
    return pointer(kNative, object);
  }
  ALWAYS_INLINE static Value userdata(const Userdata* object) { return pointer(kUserdata, object); }
  ALWAYS_INLINE static Value coroutine(const Coroutine* object) {
    return pointer(kCoroutine, object);
  }
  ALWAYS_INLINE static Value buffer(const Buffer* object) { return pointer(kBuffer, object); }
  ALWAYS_INLINE static Value deadKey(Value key) { return Value(boxed(kDeadKey, key.payload())); }

  ALWAYS_INLINE uint32_t tag() const { return static_cast<uint32_t>(bits_ >> kTagShift); }
  /// Compares the tag; in WebAssembly the upper word alone decides.
  ALWAYS_INLINE bool hasTag(Tag tag) const {
    if constexpr (sizeof(void*) == 4) {
      return static_cast<uint32_t>(bits_ >> 32) == static_cast<uint32_t>(tag) << 15;
    } else {
      return (bits_ >> kTagShift) == tag;
    }
  }
  ALWAYS_INLINE bool isNil() const { return hasTag(kNil); }
  ALWAYS_INLINE bool isBoolean() const { return tag() - kFalse < 2; }
  ALWAYS_INLINE bool isTrue() const { return hasTag(kTrue); }
  ALWAYS_INLINE bool isNumber() const { return bits_ < boxed(kNil, 0); }
  ALWAYS_INLINE bool isLightUserdata() const { return hasTag(kLightUserdata); }
  ALWAYS_INLINE bool isString() const { return hasTag(kString); }
  ALWAYS_INLINE bool isTable() const { return hasTag(kTable); }
  ALWAYS_INLINE bool isClosure() const { return hasTag(kClosure); }
  ALWAYS_INLINE bool isNative() const { return hasTag(kNative); }
  ALWAYS_INLINE bool isFunction() const { return tag() - kClosure < 2; }
  ALWAYS_INLINE bool isUserdata() const { return hasTag(kUserdata); }
  ALWAYS_INLINE bool isCoroutine() const { return hasTag(kCoroutine); }
  ALWAYS_INLINE bool isBuffer() const { return hasTag(kBuffer); }
  ALWAYS_INLINE bool isDeadKey() const { return hasTag(kDeadKey); }
  /// True for values that point to a heap object (dead keys excluded).
  ALWAYS_INLINE bool isObject() const { return tag() - kString <= kBuffer - kString; }
  /// Lua truth: everything but nil and false.
  ALWAYS_INLINE bool isTruthy() const { return tag() - kNil >= 2; }

  ALWAYS_INLINE double asNumber() const {
    double value;
    std::memcpy(&value, &bits_, sizeof value);
    return value;
  }
  ALWAYS_INLINE String* asString() const { return reinterpret_cast<String*>(address()); }
  ALWAYS_INLINE Table* asTable() const { return reinterpret_cast<Table*>(address()); }
  ALWAYS_INLINE Closure* asClosure() const { return reinterpret_cast<Closure*>(address()); }
  ALWAYS_INLINE NativeClosure* asNative() const {
    return reinterpret_cast<NativeClosure*>(address());
  }
  ALWAYS_INLINE Userdata* asUserdata() const { return reinterpret_cast<Userdata*>(address()); }
  ALWAYS_INLINE Coroutine* asCoroutine() const { return reinterpret_cast<Coroutine*>(address()); }
  ALWAYS_INLINE Buffer* asBuffer() const { return reinterpret_cast<Buffer*>(address()); }
  ALWAYS_INLINE Object* asObject() const { return reinterpret_cast<Object*>(address()); }
  ALWAYS_INLINE uint64_t payload() const { return bits_ & ((uint64_t{1} << kTagShift) - 1); }

  /// Type as `type()` reports it. Internal tags report Userdata.
  ValueType type() const {
    if (isNumber()) return ValueType::Number;
    switch (tag()) {
      case kNil:
        return ValueType::Nil;
      case kFalse:
      case kTrue:
        return ValueType::Boolean;
      case kLightUserdata:
        return ValueType::LightUserdata;
      case kString:
        return ValueType::String;
      case kTable:
        return ValueType::Table;
      case kClosure:
      case kNative:
        return ValueType::Function;
      case kCoroutine:
        return ValueType::Coroutine;
      default:
        return ValueType::Userdata;
    }
  }

  /// The representation. Equal bits mean raw equality, except for NaN; unequal bits may still be
  /// equal numbers (0 and -0) or equal long strings: see `rawEquals` in string.h.
  ALWAYS_INLINE uint64_t bits() const { return bits_; }
  ALWAYS_INLINE static Value fromBits(uint64_t bits) { return Value(bits); }

 private:
  static constexpr int kTagShift = 47;
  ALWAYS_INLINE explicit constexpr Value(uint64_t bits) : bits_(bits) {}
  ALWAYS_INLINE static constexpr uint64_t boxed(uint32_t tag, uint64_t payload) {
    return uint64_t{tag} << kTagShift | payload;
  }
  ALWAYS_INLINE static Value pointer(Tag tag, const void* object) {
    return Value(boxed(tag, reinterpret_cast<uintptr_t>(object)));
  }
  ALWAYS_INLINE uintptr_t address() const {
    if constexpr (sizeof(void*) == 4) {
      return static_cast<uintptr_t>(static_cast<uint32_t>(bits_));
    } else {
      return static_cast<uintptr_t>(payload());
    }
  }

  uint64_t bits_;
};
static_assert(sizeof(Value) == 8 && std::is_trivially_copyable_v<Value>);

/// Name of a type as `type()` returns it and error messages print it.
const char* typeName(ValueType type);

/// Conversion of a number to an integer as C on x86-64 does it, which Lua 5.1 shows: truncation,
/// and INT64_MIN for NaN and for everything out of range.
inline int64_t truncateToInteger(double value) {
  if (value >= -9223372036854775808.0 && value < 9223372036854775808.0)
    return static_cast<int64_t>(value);
  return INT64_MIN;
}

/// Conversion to 32 bits that is defined for every double; out of range gives some integer that is
/// not equal to the input.
inline int32_t truncateToInt32(double value) {
#if defined(__SSE2__)
  return _mm_cvttsd_si32(_mm_set_sd(value));
#elif defined(__wasm_nontrapping_fptoint__)
  return __builtin_wasm_trunc_saturate_s_i32_f64(value);
#else
  return value >= -2147483648.0 && value < 2147483648.0 ? static_cast<int32_t>(value) : INT32_MIN;
#endif
}

/// floor, inlined: without SSE 4.1 the C library's is a call.
inline double floorNumber(double value) {
#if defined(__wasm__) || defined(__SSE4_1__)
  return __builtin_floor(value);
#else
  constexpr double kIntegral = 4503599627370496.0;  // 2^52: everything from here on is an integer
  if (!(value > -kIntegral && value < kIntegral) || value == 0) return value;
  const double truncated = static_cast<double>(static_cast<int64_t>(value));
  return truncated > value ? truncated - 1 : truncated;
#endif
}

}  // namespace lua
