#include "base/number_text.h"
#include "vm/access.h"
#include "vm/messages.h"

/// Concatenation. Lua 5.1 manual §2.5.4.
///
/// The operands stay in R(B..C) and are consumed from the right: as many strings and numbers as
/// possible in one allocation, or one pair through `__concat`. `Frame::locals` remembers the last
/// operand that is left while a metamethod runs.
namespace lua {
namespace {

constexpr int kNumberTexts = 8;

bool isText(Value value) { return value.isString() || value.isNumber(); }

/// The texts of a run of operands; numbers are printed into local storage, or become strings when
/// there are many.
class Pieces {
 public:
  explicit Pieces(Heap& heap) : heap_(heap) {}

  base::BytesView textOf(Value& operand) {
    if (operand.isString()) return operand.asString()->view();
    if (used_ == kNumberTexts) {
      char text[base::kNumberBufferSize];
      operand =
          Value::string(heap_.newString({text, base::formatLuaNumber(operand.asNumber(), text)}));
      return operand.asString()->view();
    }
    char* text = numbers_[used_++];
    return {text, base::formatLuaNumber(operand.asNumber(), text)};
  }

 private:
  Heap& heap_;
  char numbers_[kNumberTexts][base::kNumberBufferSize];
  int used_ = 0;
};

/// Joins `operands`, all strings or numbers. Nil when the result would be too long.
Value join(Machine& machine, std::span<Value> operands) {
  Pieces pieces(machine.heap_);
  struct Text {
    const char* data;
    size_t size;
  } texts[256];
  uint64_t length = 0;
  for (size_t index = 0; index < operands.size(); ++index) {
    const base::BytesView text = pieces.textOf(operands[index]);
    texts[index] = {text.data(), text.size()};
    length += text.size();
  }
  if (machine.heap_.wouldExceed(length)) machine.collectGarbage();
  if (length > machine.limits().stringBytes || machine.heap_.wouldExceed(length))
    return Value::nil();
  char local[kShortStringLimit];
  String* result = length <= kShortStringLimit
                       ? nullptr
                       : machine.heap_.newUninitializedString(static_cast<uint32_t>(length));
  char* out = result != nullptr ? result->data() : local;
  for (size_t index = 0; index < operands.size(); ++index) {
    std::memcpy(out, texts[index].data, texts[index].size);
    out += texts[index].size;
  }
  if (result == nullptr)
    return Value::string(machine.heap_.newString({local, static_cast<size_t>(length)}));
  machine.heap_.finishString(result);
  machine.budget_ -= static_cast<int64_t>(length >> 8);
  return Value::string(result);
}

}  // namespace

Flow Machine::concatFrom(uint32_t last) {
  Frame& frame = current_->frames.back();
  const Instruction instruction = frame.next[-1];
  Value* base = current_->stack + frame.base;
  while (last > instruction.b) {
    uint32_t first = last;
    while (first > instruction.b && isText(base[first]) && isText(base[first - 1])) --first;
    if (first == last) {
      const Value left = base[last - 1];
      const Value right = base[last];
      Value handler = metamethodOf(left, Event::Concat);
      if (handler.isNil()) handler = metamethodOf(right, Event::Concat);
      if (handler.isNil())
        return raiseType(static_cast<int>(isText(left) ? last : last - 1),
                         isText(left) ? right : left, "concatenate");
      frame.locals = static_cast<uint8_t>(last);
      const Value arguments[] = {left, right};
      return queueMetamethod(handler, arguments, OperationCause::Metamethod);
    }
    base[first] = join(*this, {base + first, last - first + 1});
    if (base[first].isNil()) return raiseMemory();
    last = first;
  }
  base[instruction.a] = base[instruction.b];
  return Flow::Next;
}

Flow concat(Machine& machine, const Instruction* pc, const Instruction& instruction) {
  const Cursor at = machine.cursorAt(pc);
  // The two-operand case of short strings is most of all concatenation.
  machine.savePc(at);
  const Flow flow = machine.concatFrom(instruction.c);
  return flow == Flow::Next ? machine.afterAllocation() : flow;
}

}  // namespace lua
