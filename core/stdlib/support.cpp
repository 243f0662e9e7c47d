#include "stdlib/support.h"

namespace lua {

NativeClosure* addNative(Machine& machine, Table* target, const char* name, NativeFunction function,
                         std::initializer_list<Value> upvalues) {
  NativeClosure* native = machine.heap().newNative(function, name, machine.globals(),
                                                   static_cast<int>(upvalues.size()));
  Value* slot = native->upvalues();
  for (const Value upvalue : upvalues) *slot++ = upvalue;
  setField(machine, target, name, Value::native(native));
  return native;
}

NativeClosure* addNative(Machine& machine, Table* target, const NativeSpec& spec) {
  NativeClosure* native = addNative(machine, target, spec.name, spec.function);
  native->shortForm = spec.shortForm;
  return native;
}

void setField(Machine& machine, Table* target, base::BytesView name, Value value) {
  table::set(machine.heap(), target, machine.makeString(name), value);
}

Table* addLibrary(Machine& machine, Table* globals, base::BytesView name, uint32_t size) {
  Table* library = machine.heap().newTable(0, size);
  setField(machine, globals, name, Value::table(library));
  return library;
}

base::Bytes addressText(const Heap& heap, Value value) {
  uint64_t address = 0x556000000000;
  if (value.isObject()) {
    address += uint64_t{heap.indexOf(value.asObject())} * 32;
  } else if (value.isLightUserdata()) {
    address = value.payload();
    if (address == 0) return "(nil)";
  }
  char digits[16];
  char* at = digits + sizeof digits;
  for (; address != 0; address >>= 4) *--at = "0123456789abcdef"[address & 15];
  return "0x" + base::Bytes(at, digits + sizeof digits);
}

void ByteBuilder::release() {
  native_.heap().adjustExternal(-static_cast<int64_t>(capacity_));
  delete[] data_;
}

void ByteBuilder::grow(size_t count) {
  const uint64_t longest = native_.machine().limits().stringBytes;
  const size_t needed = size_ + count;
  size_t capacity = capacity_ * 2;
  if (capacity < needed) capacity = needed;
  if (capacity > longest && needed <= longest) capacity = static_cast<size_t>(longest);
  if (needed > longest || native_.heap().wouldExceed(capacity)) {
    overflowed_ = true;
    size_ = settled_ = 0;
    if (count <= capacity_) return;
    capacity = count;
  }
  char* grown = new char[capacity];
  std::memcpy(grown, data_, size_);
  if (data_ != inline_) release();
  native_.heap().adjustExternal(static_cast<int64_t>(capacity));
  data_ = grown;
  capacity_ = capacity;
}

bool ByteBuilder::settleSlow() {
  if (overflowed_) return native_.failMemory();
  const uint64_t units = (size_ - settled_) >> 4;
  settled_ = size_;
  return native_.charge(units);
}

base::Bytes invalidOption(base::BytesView word) {
  // C ends a text at its first zero.
  return "invalid option '" + base::Bytes(word.substr(0, word.find('\0'))) + "'";
}

}  // namespace lua
