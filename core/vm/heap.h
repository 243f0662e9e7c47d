#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "vm/handle.h"
#include "vm/object.h"

/// The heap.
///
/// Objects live in typed slab arenas: a page holds slots of one size for objects of one type. Slots
/// never move; a freed slot keeps its generation, which is raised on each reuse. Objects larger
/// than kLargestSlot get a page of their own. The variable parts of tables and stacks are blocks
/// from size-class free lists.
///
/// Allocation never collects and never fails softly: it only counts. The machine looks at
/// `wantsCollection` and `isExhausted` at safepoints, so code between two safepoints may hold raw
/// pointers freely.
namespace lua {

class Collector;

class Heap {
 public:
  Heap();
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  // ---- objects ----

  /// An interned string up to kShortStringLimit bytes, a fresh one above.
  String* newString(base::BytesView bytes);
  /// A string of `length` bytes (> kShortStringLimit) whose content the caller writes and then
  /// passes to `finishString`.
  String* newUninitializedString(uint32_t length);
  void finishString(String* string);
  Table* newTable(uint32_t arraySize = 0, uint32_t hashSize = 0);
  Closure* newClosure(Proto* proto, Table* environment);
  NativeClosure* newNative(NativeFunction function, const char* name, Table* environment,
                           int upvalueCount = 0);
  Upvalue* newUpvalue();
  Proto* newProto();
  /// Counts what a prototype holds outside of its slot; called once, when it is filled.
  void countProto(const Proto& proto);
  Userdata* newUserdata(uint64_t size);
  Coroutine* newCoroutine(uint32_t stackSize);
  Buffer* newBuffer();

  // ---- raw blocks, counted ----

  void* allocateBlock(size_t bytes);
  void freeBlock(void* block, size_t bytes);
  /// Counts what a buffer holds now; to be called after it has grown much. What a buffer counts
  /// goes when it is freed.
  void countBuffer(Buffer* buffer);
  /// Adds to the counted size for memory that an object holds outside the heap (buffers).
  void adjustExternal(int64_t bytes) { bytesInUse_ += static_cast<uint64_t>(bytes); }

  // ---- accounting ----

  /// Bytes in use by objects and blocks.
  uint64_t bytesInUse() const { return bytesInUse_; }
  bool wantsCollection() const { return bytesInUse_ >= threshold_; }
  bool isExhausted() const { return bytesInUse_ > hardLimit_; }
  /// True if `bytes` more would exceed the hard limit.
  bool wouldExceed(uint64_t bytes) const {
    return bytes > hardLimit_ || bytesInUse_ > hardLimit_ - bytes;
  }
  void setHardLimit(uint64_t bytes) { hardLimit_ = bytes; }
  uint64_t hardLimit() const { return hardLimit_; }
  /// Next collection when `bytes` are in use. 5.1: the collector's threshold.
  void setThreshold(uint64_t bytes) { threshold_ = bytes; }
  uint64_t threshold() const { return threshold_; }

  // ---- handles ----

  /// Names an object for holders outside the VM.
  template <class T>
  Handle<T> handleTo(const T* object) const {
    return {indexOf(object), object->generation};
  }
  /// The object, or nullptr when it is gone (or the handle never named one of this type).
  template <class T>
  T* resolve(Handle<T> handle) const {
    Object* object = objectAt(handle.index, handle.generation);
    return object != nullptr && object->type == HandleType<T>::kType ? static_cast<T*>(object)
                                                                     : nullptr;
  }
  Object* objectAt(uint32_t index, uint32_t generation) const;
  uint32_t indexOf(const Object* object) const;

  /// Calls `visit(Object*)` for every live object.
  template <class Visit>
  void forEachObject(Visit visit) const {
    for (const Page& page : pages_) {
      for (uint32_t slot = 0; slot < page.used; ++slot) {
        Object* object = page.slotAt(slot);
        if (object->type != ObjectType::Free) visit(object);
      }
    }
  }

  /// The same for the objects of one type, at the cost of that type's pages only.
  template <class Visit>
  void forEachOf(ObjectType type, Visit visit) const {
    for (const Page& page : pages_) {
      if (page.type != static_cast<uint8_t>(type)) continue;
      for (uint32_t slot = 0; slot < page.used; ++slot) {
        Object* object = page.slotAt(slot);
        if (object->type != ObjectType::Free) visit(object);
      }
    }
  }

 private:
  friend class Collector;

  static constexpr size_t kGranule = 16;
  static constexpr size_t kLargestSlot = 512;
  static constexpr int kSizeClasses = kLargestSlot / kGranule + 1;
  static constexpr uint32_t kSlotsPerPage =
      4096;  ///< bound given by the handle's index: page << 12 | slot

  struct FreeSlot : Object {
    FreeSlot* next;
  };
  struct Page {
    char* memory = nullptr;  ///< nullptr: the page number is unused
    uint32_t slotSize = 0;
    uint32_t slotCount = 0;
    uint32_t used = 0;             ///< slots below it have been handed out at least once
    uint32_t firstGeneration = 1;  ///< generation of slots that are handed out for the first time
    uint8_t type = 0;
    uint8_t sizeClass = 0;  ///< 0: a large object

    Object* slotAt(uint32_t slot) const {
      return reinterpret_cast<Object*>(memory + size_t{slot} * slotSize);
    }
  };
  struct Arena {
    FreeSlot* free = nullptr;
    char* bump = nullptr;  ///< next never-used slot of the newest page
    char* bumpEnd = nullptr;
    uint32_t newestPage = 0;
    uint32_t pageCount = 0;
  };
  struct FreeBlock {
    FreeBlock* next;
  };

  template <class T>
  T* allocate(ObjectType type, size_t bytes) {
    return static_cast<T*>(allocateObject(type, bytes));
  }
  Object* allocateObject(ObjectType type, size_t bytes);
  Object* allocateSlow(ObjectType type, int sizeClass);
  Object* allocateLarge(ObjectType type, size_t bytes);
  char* takePageMemory(size_t bytes);
  uint32_t takePageNumber();
  void releasePage(uint32_t number);
  void destroyContents(Object* object);
  void freeObject(Object* object);
  String* internString(base::BytesView bytes);
  void growInternTable();
  void removeInterned(String* string);
  /// Frees every object without the live mark.
  void sweep();
  void sweepPage(uint32_t number);

  Arena arenas_[kObjectTypeCount][kSizeClasses];
  std::vector<Page> pages_;
  std::vector<uint32_t> freePageNumbers_;
  /// Memory of released pages of the largest size, kept for the next ones: programs that make
  /// garbage would otherwise give pages back and ask for them again with each collection.
  std::vector<char*> sparePages_;
  FreeBlock* freeBlocks_[kSizeClasses] = {};
  char* blockBump_ = nullptr;
  char* blockBumpEnd_ = nullptr;
  std::vector<void*> blockChunks_;

  String** interned_ = nullptr;
  uint32_t internedCapacity_ = 0;
  uint32_t internedCount_ = 0;

  uint8_t liveMark_ = 1;  ///< 1 and 2 in turn; 0 marks what was made since the last collection
  uint64_t bytesInUse_ = 0;
  uint64_t threshold_ = 256 * 1024;
  uint64_t hardLimit_ = UINT64_MAX;
};

}  // namespace lua
