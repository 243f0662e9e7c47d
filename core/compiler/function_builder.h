#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bytecode/compiled_module.h"
#include "syntax/syntax_tree.h"

/// Code of one function under construction: instructions, registers, constants, jumps, scopes.
///
/// Registers are a stack: local variables in consecutive registers from 0, temporaries above. A
/// value that is being computed is a `Place`: it says where the value is or how to get it, so that
/// `local a = b + 1` needs no temporary. A Place in a temporary owns the top register until it is
/// released.
///
/// Jumps that wait for their target form lists, linked through the jump operand. `Place` carries
/// two: where control goes when the value is true and when it is false. Jumps to the next
/// instruction wait in a list of their own (`pending`), so that a jump to a jump goes to the final
/// target at once. All of them go forwards; backward jumps are emitted with a known target.
namespace lua {

/// The string pool and functions of the module, shared by all of its function builders, with the
/// first error.
class ModuleBuilder {
 public:
  CompiledModule module;

  /// Index of `text` in the pool; `text` must outlive the builder.
  StringIndex intern(std::string_view text);

  /// Records the first error. `tokenless` errors have no position (Lua 5.1: raised by the
  /// allocator).
  void fail(std::string_view text, TokenMark mark, bool tokenless = false);
  bool failed() const { return failure_.has_value(); }

  struct Failure {
    std::string_view text;
    TokenMark mark;
    bool tokenless = false;
  };
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  std::unordered_map<std::string_view, StringIndex> stringIndices_;
  std::optional<Failure> failure_;
};

/// Jumps that wait for one common target.
struct JumpList {
  static constexpr int32_t kNone = -1;
  int32_t head = kNone;
  int32_t tail = kNone;

  bool empty() const { return head == kNone; }
};

enum class PlaceKind : uint8_t {
  Void,  ///< no value: an empty list
  Nil,
  True,
  False,
  Number,       ///< `number`
  String,       ///< constant `info`
  Local,        ///< register `info` of a variable
  Register,     ///< register `info`, fixed
  Upvalue,      ///< upvalue `info`
  Global,       ///< global named by constant `info`
  Indexed,      ///< table in register `info`, key in register `key`
  Field,        ///< table in register `info`, key is constant `key`, a short string
  Element,      ///< table in register `info`, key is the integer `key`
  Jump,         ///< the jump at `info` is taken if the value is true
  Relocatable,  ///< the instruction at `info` computes it into any register
  Call,         ///< the call at `info`
  Vararg,       ///< the vararg instruction at `info`
};

struct Place {
  PlaceKind kind = PlaceKind::Void;
  uint32_t info = 0;
  uint32_t key = 0;
  double number = 0;
  JumpList whenTrue;
  JumpList whenFalse;

  bool hasJumps() const { return !whenTrue.empty() || !whenFalse.empty(); }
  bool isNumeral() const { return kind == PlaceKind::Number && !hasJumps(); }
  bool isConstant() const {
    return (kind == PlaceKind::Nil || kind == PlaceKind::True || kind == PlaceKind::False ||
            kind == PlaceKind::Number || kind == PlaceKind::String) &&
           !hasJumps();
  }
  bool hasManyResults() const { return kind == PlaceKind::Call || kind == PlaceKind::Vararg; }
};

/// A lexical block. Lives on the C++ stack of the statement that opens it.
struct BlockScope {
  BlockScope* enclosing = nullptr;
  JumpList breaks;
  uint32_t firstLocal = 0;
  bool isLoop = false;
  bool isCaptured = false;  ///< a closure uses one of its variables, as far as compiled
};

class FunctionBuilder {
 public:
  static constexpr uint32_t kMaxRegisters = 250;
  static constexpr uint32_t kManyResults = UINT32_MAX;

  FunctionBuilder(ModuleBuilder& module, FunctionBuilder* enclosing)
      : module_(module), enclosing_(enclosing) {}

  FunctionPrototype prototype;
  FunctionBuilder* enclosing() const { return enclosing_; }

  // Position: lines of instructions and places of errors follow from the last consumed token.
  void at(TokenMark mark) { mark_ = mark; }
  TokenMark mark() const { return mark_; }
  void fixLine(uint32_t line) { prototype.lines.back() = line; }

  // Instructions.
  uint32_t pc() const { return static_cast<uint32_t>(prototype.code.size()); }
  Instruction& instruction(uint32_t pc) { return prototype.code[pc]; }
  uint32_t emit(Opcode opcode, uint32_t a, uint32_t b, uint32_t c, uint32_t aux = 0);
  void emitLoadNil(uint32_t first, uint32_t count);
  void emitReturn(uint32_t first, uint32_t count);

  // Constants.
  uint32_t stringConstant(std::string_view text);
  uint32_t numberConstant(double number);

  // Registers.
  uint32_t freeRegister() const { return free_; }
  void setFreeRegister(uint32_t value) { free_ = value; }
  void checkRegisters(uint32_t count);
  void reserve(uint32_t count);
  void release(const Place& value);

  // Scopes.
  uint32_t localCount() const { return static_cast<uint32_t>(activeRecords_.size()); }
  void enterBlock(BlockScope& block, bool isLoop);
  void leaveBlock();
  BlockScope* block() { return block_; }
  void activate(const LocalDeclaration& declaration);
  void restartLastLocal() { prototype.locals[activeRecords_.back()].startPc = pc(); }
  void closeLocals(uint32_t count);
  void markCaptured(uint32_t slot);

  // Jumps.
  uint32_t label();
  JumpList emitJump();
  void emitJumpBack(uint32_t target);
  void fixJump(uint32_t jump, uint32_t target);
  void append(JumpList& list, JumpList more);
  void patchToHere(JumpList list);
  static JumpList single(uint32_t jump) {
    return {static_cast<int32_t>(jump), static_cast<int32_t>(jump)};
  }

  // Values.
  Place relocatable(uint32_t pc) const { return makePlace(PlaceKind::Relocatable, pc); }
  static Place makePlace(PlaceKind kind, uint32_t info = 0) {
    Place value;
    value.kind = kind;
    value.info = info;
    return value;
  }
  void discharge(Place& value);
  void setOneResult(Place& value);
  void setResults(Place& value, uint32_t count);
  void toNextRegister(Place& value);
  uint32_t toAnyRegister(Place& value);
  void toRegister(Place& value, uint32_t target);
  void toValue(Place& value);
  Place indexed(Place& table, Place& key);
  void self(Place& object, uint32_t nameConstant);
  void store(const Place& variable, Place& value);
  void goIfTrue(Place& value);
  void goIfFalse(Place& value);
  void prefix(UnaryOperator op, Place& operand);
  void infix(BinaryOperator op, Place& left);
  void postfix(BinaryOperator op, Place& left, Place& right);

 private:
  static constexpr uint32_t kNoRegister = 255;
  static constexpr int32_t kMaxJump = 131071;        // Lua 5.1: MAXARG_sBx
  static constexpr uint32_t kMaxConstants = 262143;  // Lua 5.1: MAXARG_Bx

  uint32_t addConstant(uint64_t key, const Constant& constant);
  uint32_t constantOf(const Place& value);
  std::optional<uint32_t> constantOperand(const Place& value, uint32_t limit);
  bool isShortString(uint32_t constant) const;
  void releaseRegister(uint32_t index);
  void releaseBoth(const Place& left, const Place& right);
  void loadInto(Place& value, uint32_t target);
  void loadIntoAny(Place& value);
  void emitGlobal(Opcode narrow, Opcode wide, uint32_t a, uint32_t constant);
  uint32_t emitBoolean(uint32_t target, bool value, bool skipsNext);
  uint32_t emitPlainJump();
  uint32_t jumpIf(Place& value, bool condition);
  void invert(uint32_t jump);
  void applyNot(Place& value);
  bool patchTest(uint32_t jump, uint32_t target);
  void dropValues(JumpList list);
  bool needsValue(JumpList list) const;
  void patchList(JumpList list, uint32_t target, uint32_t result, uint32_t otherTarget);
  void flushPending();
  void prepareComparison(BinaryOperator op, Place& left);
  void arithmetic(BinaryOperator op, Place& left, Place& right);
  void equality(bool isEqual, Place& left, Place& right);
  void comparison(bool orEqual, Place& left, Place& right);
  void concat(Place& left, Place& right);

  ModuleBuilder& module_;
  FunctionBuilder* enclosing_;
  TokenMark mark_;
  uint32_t free_ = 0;
  int32_t lastTarget_ = -1;  // last position that is known to be a jump target
  JumpList pending_;
  BlockScope* block_ = nullptr;
  std::vector<uint32_t> activeRecords_;  // by register: index into prototype.locals
  std::unordered_map<uint64_t, uint32_t> constantIndices_;
};

}  // namespace lua
