#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "base/doc_text.h"

/// Instructions.
///
/// An instruction is eight bytes: an opcode, three 8-bit operands and one 32-bit operand. Lua 5.1
/// packs the same into four bytes and tests at run time whether an operand names a register or a
/// constant; here the opcode says it, because the test costs a fifth of the running time
/// (docs/decisions). The 32-bit operand is a constant, a jump, a child function or, in loaded
/// prototypes only, an inline cache. opcodes.def is the single list.
namespace lua {

enum class Opcode : uint8_t {
#define OPCODE(name, ...) name,
#include "bytecode/opcodes.def"
};

inline constexpr int kOpcodeCount = 0
#define OPCODE(...) +1
#include "bytecode/opcodes.def"
    ;

/// One instruction. `aux` is signed where it is a jump.
struct Instruction {
  Opcode opcode = Opcode::Move;
  uint8_t a = 0;
  uint8_t b = 0;
  uint8_t c = 0;
  uint32_t aux = 0;

  /// Operand of kind Key16.
  uint32_t key16() const {
    uint16_t key;  // in one load
    std::memcpy(&key, &b, sizeof key);
    return key;
  }
  void setKey16(uint32_t index) {
    b = static_cast<uint8_t>(index);
    c = static_cast<uint8_t>(index >> 8);
  }
  /// Jump distance in instructions, relative to the following instruction.
  int32_t jump() const { return static_cast<int32_t>(aux); }
};
static_assert(sizeof(Instruction) == 8 && std::is_trivially_copyable_v<Instruction>);

/// What an 8-bit operand is; opcodes.def explains each.
enum class OperandKind : uint8_t {
  None,
  Read,
  Write,
  Range,
  Count,
  Immediate,
  Upvalue,
  StringKey,
  Constant8,
  Key16
};

/// What the 32-bit operand is.
enum class AuxKind : uint8_t { None, Constant, Number, Jump, Function, Batch, Cache };

/// Properties of an opcode, a bit set.
namespace opcode_flags {
inline constexpr uint8_t Waits = 1;
inline constexpr uint8_t Back = 2;
inline constexpr uint8_t Calls = 4;
}  // namespace opcode_flags

/// A row of opcodes.def.
struct OpcodeInfo {
  const char* name;
  const char* mnemonic;
  OperandKind a, b, c;
  AuxKind aux;
  uint8_t flags;
  base::DocText meaning;
};

/// All rows, indexed by opcode.
inline constexpr OpcodeInfo kOpcodes[] = {
#define OPCODE(name, mnemonic, a, b, c, aux, flags, meaning) \
  {#name,                                                    \
   mnemonic,                                                 \
   OperandKind::a,                                           \
   OperandKind::b,                                           \
   OperandKind::c,                                           \
   AuxKind::aux,                                             \
   [] {                                                      \
     using namespace opcode_flags;                           \
     return static_cast<uint8_t>(flags);                     \
   }(),                                                      \
   meaning},
#include "bytecode/opcodes.def"
};

inline constexpr const OpcodeInfo& opcodeInfo(Opcode opcode) {
  return kOpcodes[static_cast<int>(opcode)];
}

/// Number of table constructor items that one SETLIST stores.
inline constexpr uint32_t kFieldsPerFlush = 50;

/// Strings up to this length are interned, and only they are operands of kind StringKey.
inline constexpr uint32_t kShortStringLimit = 40;

/// Table size hints of NEWTABLE as Lua 5.1 has them: eeeeexxx means (1xxx) * 2^(eeeee - 1), or xxx
/// when eeeee is 0. Rounds up.
constexpr uint8_t encodeSizeHint(uint32_t size) {
  uint32_t exponent = 0;
  while (size >= 16) {
    size = (size + 1) >> 1;
    ++exponent;
  }
  return static_cast<uint8_t>(size < 8 ? size : ((exponent + 1) << 3 | (size - 8)));
}
constexpr uint32_t decodeSizeHint(uint8_t hint) {
  const uint32_t exponent = hint >> 3;
  return exponent == 0 ? hint : ((hint & 7u) + 8u) << (exponent - 1);
}

}  // namespace lua
