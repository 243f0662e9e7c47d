#pragma once

#include <cstring>
#include <initializer_list>

#include "base/bytes.h"
#include "vm/machine.h"

/// What the libraries share: registration, readers for C's `int`, a byte builder.
namespace lua {

/// Makes a native, stores it in `target` under `name`, and gives it `upvalues`. `name` is static
/// text.
NativeClosure* addNative(Machine& machine, Table* target, const char* name, NativeFunction function,
                         std::initializer_list<Value> upvalues = {});

/// The same for a row of a library table, with its short form.
NativeClosure* addNative(Machine& machine, Table* target, const NativeSpec& spec);

/// Stores a field.
void setField(Machine& machine, Table* target, base::BytesView name, Value value);

/// Makes the table of a library and stores it in `globals`. `size` is the number of hash entries
/// that it is made for, as in the original.
Table* addLibrary(Machine& machine, Table* globals, base::BytesView name, uint32_t size);

/// "0x55..." as `tostring` shows the identity of an object: unlike a real address it is the same in
/// every run with the same inputs.
base::Bytes addressText(const Heap& heap, Value value);

// ---- short forms ----

/// Ends a short form with one result.
ALWAYS_INLINE int doneShort(Value* slot, Value result) {
  *slot = result;
  return 1;
}

/// True if a short form's first `count` arguments are there and numbers.
ALWAYS_INLINE bool areNumbers(const Value* slot, int argumentCount, int count) {
  if (argumentCount < count) return false;
  for (int index = 1; index <= count; ++index) {
    if (!slot[index].isNumber()) return false;
  }
  return true;
}

/// The message about a word that is none of those allowed. 5.1: luaL_checkoption.
base::Bytes invalidOption(base::BytesView word);

// ---- readers ----

/// Reads a number as C's `int`: truncated to 64 bits, of which the lower 32 count. 5.1:
/// luaL_checkint.
inline bool readInt(NativeContext& native, int index, int32_t& out) {
  int64_t wide;
  if (!native.readInteger(index, wide)) return false;
  return out = static_cast<int32_t>(wide), true;
}

inline bool readOptionalInt(NativeContext& native, int index, int32_t fallback, int32_t& out) {
  if (native.isAbsentOrNil(index)) return out = fallback, true;
  return readInt(native, index, out);
}

/// A table that may be written to. 5.1 and Redis: "Attempt to modify a readonly table".
inline bool checkWritable(NativeContext& native, const Table* table) {
  if (!table->isReadOnly()) [[likely]]
    return true;
  native.failPlain("Attempt to modify a readonly table");
  return false;
}

/// Charges the work of handling `bytes` bytes, if it is worth mentioning.
inline bool chargeBytes(NativeContext& native, uint64_t bytes) {
  return bytes < 1024 || native.charge(bytes >> 5);
}

/// A string of `length` bytes written by `fill(char*)`.
template <class Fill>
Value makeString(NativeContext& native, size_t length, Fill fill) {
  if (length <= kShortStringLimit) {
    char local[kShortStringLimit];
    fill(local);
    return native.string({local, length});
  }
  String* string = native.heap().newUninitializedString(static_cast<uint32_t>(length));
  fill(string->data());
  native.heap().finishString(string);
  return Value::string(string);
}

/// Bytes that grow at the end; short results never leave the C++ stack. What lies elsewhere counts
/// as memory of the heap. A builder that would exceed the limits of memory or of a string's length
/// drops its content and goes on; `settle` and `finish` then fail.
class ByteBuilder {
 public:
  explicit ByteBuilder(NativeContext& native) : native_(native), data_(inline_) {}
  ~ByteBuilder() {
    if (data_ != inline_) release();
  }
  ByteBuilder(const ByteBuilder&) = delete;
  ByteBuilder& operator=(const ByteBuilder&) = delete;

  base::BytesView view() const { return {data_, size_}; }
  size_t size() const { return size_; }
  void clear() { size_ = settled_ = 0; }
  /// To be called in every loop that appends: charges for what was appended meanwhile. False, with
  /// the error recorded, if the native must end.
  bool settle() { return (size_ - settled_ < kSettledBytes && !overflowed_) || settleSlow(); }
  /// The same at the end: true if the content may become a string.
  bool finish() { return settle() && native_.checkStringLength(size_); }
  void push(char c) {
    if (size_ == capacity_) [[unlikely]]
      grow(1);
    data_[size_++] = c;
  }
  void append(base::BytesView bytes) {
    if (bytes.empty()) return;
    std::memcpy(reserve(bytes.size()), bytes.data(), bytes.size());
    size_ += bytes.size();
  }
  void fill(size_t count, char c) {
    std::memset(reserve(count), c, count);
    size_ += count;
  }
  /// Room for `count` more bytes; `commit` says how many of them were written.
  char* reserve(size_t count) {
    if (capacity_ - size_ < count) [[unlikely]]
      grow(count);
    return data_ + size_;
  }
  void commit(size_t count) { size_ += count; }

 private:
  static constexpr size_t kInlineBytes = 512;
  static constexpr size_t kSettledBytes = 4096;
  NEVER_INLINE void grow(size_t count);
  NEVER_INLINE bool settleSlow();
  void release();

  NativeContext& native_;
  char* data_;
  size_t size_ = 0;
  size_t settled_ = 0;  ///< bytes that are charged for
  bool overflowed_ = false;
  size_t capacity_ = kInlineBytes;
  char inline_[kInlineBytes];
};

}  // namespace lua
