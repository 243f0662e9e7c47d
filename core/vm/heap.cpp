#include "vm/heap.h"

#include <cstdlib>
#include <new>

#include "vm/string.h"
#include "vm/table.h"

namespace lua {
namespace {

constexpr size_t kSmallestPage = 16;        // slots of an arena's first page
constexpr size_t kLargestPage = 64 * 1024;  // bytes
constexpr size_t kSparePages = 64;
constexpr size_t kBlockChunk = 32 * 1024;
constexpr uint32_t kSlotBits = 12;

/// Memory that a prototype holds in its vectors, counted once when it is loaded.
uint64_t externalBytes(const Proto& proto) {
  return proto.code.size() * (sizeof(Instruction) + sizeof(uint32_t)) +
         proto.constants.size() * sizeof(Value) +
         proto.locals.size() * (sizeof(LocalVariable) + sizeof(String*));
}

/// Pages that are full size but for the rest of a slot have the same amount of memory.
bool isLargestPage(size_t bytes) { return bytes > kLargestPage - kLargestPage / 64; }

size_t roundUp(size_t bytes, size_t unit) { return (bytes + unit - 1) / unit * unit; }

}  // namespace

Heap::Heap() {
  pages_.reserve(64);
  growInternTable();
}

Heap::~Heap() {
  for (Page& page : pages_) {
    if (page.memory == nullptr) continue;
    for (uint32_t slot = 0; slot < page.used; ++slot) {
      Object* object = page.slotAt(slot);
      if (object->type != ObjectType::Free) destroyContents(object);
    }
    std::free(page.memory);
  }
  for (char* memory : sparePages_) std::free(memory);
  for (void* chunk : blockChunks_) std::free(chunk);
  std::free(interned_);
}

// ---- blocks ----

void* Heap::allocateBlock(size_t bytes) {
  bytesInUse_ += bytes;
  if (bytes > kLargestSlot) return std::malloc(bytes);
  const size_t sizeClass = (bytes + kGranule - 1) / kGranule;
  if (FreeBlock* block = freeBlocks_[sizeClass]; block != nullptr) {
    freeBlocks_[sizeClass] = block->next;
    return block;
  }
  const size_t rounded = sizeClass * kGranule;
  if (static_cast<size_t>(blockBumpEnd_ - blockBump_) < rounded) {
    // The rest of the old chunk is put to use as one smaller block.
    if (const size_t rest = static_cast<size_t>(blockBumpEnd_ - blockBump_); rest >= kGranule) {
      FreeBlock* block = reinterpret_cast<FreeBlock*>(blockBump_);
      block->next = freeBlocks_[rest / kGranule];
      freeBlocks_[rest / kGranule] = block;
    }
    blockBump_ = static_cast<char*>(std::malloc(kBlockChunk));
    blockBumpEnd_ = blockBump_ + kBlockChunk;
    blockChunks_.push_back(blockBump_);
  }
  void* block = blockBump_;
  blockBump_ += rounded;
  return block;
}

void Heap::freeBlock(void* block, size_t bytes) {
  bytesInUse_ -= bytes;
  if (bytes > kLargestSlot) {
    std::free(block);
    return;
  }
  const size_t sizeClass = (bytes + kGranule - 1) / kGranule;
  FreeBlock* freed = static_cast<FreeBlock*>(block);
  freed->next = freeBlocks_[sizeClass];
  freeBlocks_[sizeClass] = freed;
}

// ---- slots ----

Object* Heap::allocateObject(ObjectType type, size_t bytes) {
  if (bytes > kLargestSlot) return allocateLarge(type, bytes);
  const int sizeClass = static_cast<int>((bytes + kGranule - 1) / kGranule);
  Arena& arena = arenas_[static_cast<int>(type)][sizeClass];
  bytesInUse_ += static_cast<size_t>(sizeClass) * kGranule;
  if (FreeSlot* slot = arena.free; slot != nullptr) [[likely]] {
    arena.free = slot->next;
    slot->type = type;
    slot->marked = 0;
    slot->flags = 0;
    slot->absent = 0;
    return slot;
  }
  return allocateSlow(type, sizeClass);
}

Object* Heap::allocateSlow(ObjectType type, int sizeClass) {
  Arena& arena = arenas_[static_cast<int>(type)][sizeClass];
  const size_t slotSize = static_cast<size_t>(sizeClass) * kGranule;
  if (arena.bump == arena.bumpEnd) {
    size_t slots = kSmallestPage << (arena.pageCount < 12 ? arena.pageCount : 12);
    if (slots * slotSize > kLargestPage) slots = kLargestPage / slotSize;
    if (slots > kSlotsPerPage) slots = kSlotsPerPage;
    const uint32_t number = takePageNumber();
    Page& page = pages_[number];
    page.memory = takePageMemory(slots * slotSize);
    page.slotSize = static_cast<uint32_t>(slotSize);
    page.slotCount = static_cast<uint32_t>(slots);
    page.used = 0;
    page.type = static_cast<uint8_t>(type);
    page.sizeClass = static_cast<uint8_t>(sizeClass);
    arena.newestPage = number;
    ++arena.pageCount;
    arena.bump = page.memory;
    arena.bumpEnd = page.memory + slots * slotSize;
  }
  Page& page = pages_[arena.newestPage];
  ++page.used;
  Object* object = reinterpret_cast<Object*>(arena.bump);
  arena.bump += slotSize;
  *object = Object{type, 0, 0, 0, page.firstGeneration};
  return object;
}

Object* Heap::allocateLarge(ObjectType type, size_t bytes) {
  bytes = roundUp(bytes, kGranule);
  const uint32_t number = takePageNumber();
  Page& page = pages_[number];
  page.memory = static_cast<char*>(std::malloc(bytes));
  page.slotSize = static_cast<uint32_t>(bytes);
  page.slotCount = page.used = 1;
  page.type = static_cast<uint8_t>(type);
  page.sizeClass = 0;
  bytesInUse_ += bytes;
  Object* object = page.slotAt(0);
  *object = Object{type, 0, 0, 0, page.firstGeneration};
  return object;
}

char* Heap::takePageMemory(size_t bytes) {
  if (!isLargestPage(bytes)) return static_cast<char*>(std::malloc(bytes));
  if (sparePages_.empty()) return static_cast<char*>(std::malloc(kLargestPage));
  char* memory = sparePages_.back();
  sparePages_.pop_back();
  return memory;
}

uint32_t Heap::takePageNumber() {
  if (!freePageNumbers_.empty()) {
    const uint32_t number = freePageNumbers_.back();
    freePageNumbers_.pop_back();
    return number;
  }
  pages_.emplace_back();
  return static_cast<uint32_t>(pages_.size() - 1);
}

void Heap::releasePage(uint32_t number) {
  Page& page = pages_[number];
  uint32_t highest = page.firstGeneration;
  for (uint32_t slot = 0; slot < page.used; ++slot) {
    if (page.slotAt(slot)->generation > highest) highest = page.slotAt(slot)->generation;
  }
  const size_t bytes = size_t{page.slotSize} * page.slotCount;
  if (isLargestPage(bytes) && page.sizeClass != 0 && sparePages_.size() < kSparePages) {
    sparePages_.push_back(page.memory);
  } else {
    std::free(page.memory);
  }
  page.memory = nullptr;
  page.used = page.slotCount = 0;
  page.firstGeneration = highest + 1;
  // A page number whose generations are used up is retired.
  if (highest < UINT32_MAX - 1) freePageNumbers_.push_back(number);
}

// ---- objects ----

String* Heap::newString(base::BytesView bytes) {
  if (bytes.empty()) bytes = "";  // an empty view may have no address, which memcpy does not take
  if (bytes.size() <= kShortStringLimit) return internString(bytes);
  String* string = newUninitializedString(static_cast<uint32_t>(bytes.size()));
  std::memcpy(string->data(), bytes.data(), bytes.size());
  finishString(string);
  return string;
}

String* Heap::newUninitializedString(uint32_t length) {
  String* string = allocate<String>(ObjectType::String, sizeof(String) + length + 1);
  string->length = length;
  string->hash = 0;
  string->next = nullptr;
  string->data()[length] = '\0';
  return string;
}

void Heap::finishString(String* string) { string->hash = hashBytes(string->view()); }

String* Heap::internString(base::BytesView bytes) {
  const uint32_t hash = hashBytes(bytes);
  for (String* string = interned_[hash & (internedCapacity_ - 1)]; string != nullptr;
       string = string->next) {
    if (string->hash == hash && string->length == bytes.size() &&
        std::memcmp(string->data(), bytes.data(), bytes.size()) == 0) {
      return string;
    }
  }
  if (internedCount_ >= internedCapacity_) growInternTable();
  String* string = newUninitializedString(static_cast<uint32_t>(bytes.size()));
  std::memcpy(string->data(), bytes.data(), bytes.size());
  string->hash = hash;
  string->flags = String::kShort;
  String*& chain = interned_[hash & (internedCapacity_ - 1)];
  string->next = chain;
  chain = string;
  ++internedCount_;
  return string;
}

void Heap::growInternTable() {
  const uint32_t capacity = internedCapacity_ == 0 ? 256 : internedCapacity_ * 2;
  String** grown = static_cast<String**>(std::calloc(capacity, sizeof(String*)));
  for (uint32_t index = 0; index < internedCapacity_; ++index) {
    for (String* string = interned_[index]; string != nullptr;) {
      String* next = string->next;
      String*& chain = grown[string->hash & (capacity - 1)];
      string->next = chain;
      chain = string;
      string = next;
    }
  }
  std::free(interned_);
  interned_ = grown;
  internedCapacity_ = capacity;
}

void Heap::removeInterned(String* string) {
  String** link = &interned_[string->hash & (internedCapacity_ - 1)];
  while (*link != string) link = &(*link)->next;
  *link = string->next;
  --internedCount_;
}

Table* Heap::newTable(uint32_t arraySize, uint32_t hashSize) {
  Table* table = allocate<Table>(ObjectType::Table, sizeof(Table));
  table->array = nullptr;
  table->arraySize = 0;
  table->metatable = nullptr;
  table->absent = 0;
  table->lastVisited = 0;
  table::initialize(*this, table, arraySize, hashSize);
  return table;
}

Closure* Heap::newClosure(Proto* proto, Table* environment) {
  const size_t count = proto->upvalues.size();
  Closure* closure =
      allocate<Closure>(ObjectType::Closure, sizeof(Closure) + count * sizeof(Upvalue*));
  closure->absent = static_cast<uint8_t>(count);
  closure->proto = proto;
  closure->environment = environment;
  for (size_t index = 0; index < count; ++index) closure->upvalues()[index] = nullptr;
  return closure;
}

NativeClosure* Heap::newNative(NativeFunction function, const char* name, Table* environment,
                               int upvalueCount) {
  const size_t count = static_cast<size_t>(upvalueCount);
  NativeClosure* native = allocate<NativeClosure>(
      ObjectType::NativeClosure, NativeClosure::kUpvaluesOffset + count * sizeof(Value));
  native->absent = static_cast<uint8_t>(count);
  native->function = function;
  native->shortForm = nullptr;
  native->name = name;
  native->environment = environment;
  native->kind = NativeKind::Ordinary;
  for (size_t index = 0; index < count; ++index) native->upvalues()[index] = Value::nil();
  return native;
}

Upvalue* Heap::newUpvalue() {
  Upvalue* upvalue = allocate<Upvalue>(ObjectType::Upvalue, sizeof(Upvalue));
  upvalue->closed = Value::nil();
  upvalue->location = &upvalue->closed;
  upvalue->nextOpen = nullptr;
  return upvalue;
}

namespace {
/// Constructs the members that follow the header of an object with C++ members; the header is
/// written by the allocator before.
template <class T>
T* construct(Object* slot) {
  const Object header = *slot;
  T* object = new (slot) T();
  static_cast<Object&>(*object) = header;
  return object;
}
}  // namespace

Proto* Heap::newProto() {
  return construct<Proto>(allocateObject(ObjectType::Proto, sizeof(Proto)));
}

Buffer* Heap::newBuffer() {
  return construct<Buffer>(allocateObject(ObjectType::Buffer, sizeof(Buffer)));
}

Userdata* Heap::newUserdata(uint64_t size) {
  Userdata* userdata = allocate<Userdata>(ObjectType::Userdata, sizeof(Userdata) + size);
  userdata->metatable = nullptr;
  userdata->environment = nullptr;
  userdata->size = size;
  std::memset(userdata->data(), 0, size);
  return userdata;
}

Coroutine* Heap::newCoroutine(uint32_t stackSize) {
  Coroutine* coroutine =
      construct<Coroutine>(allocateObject(ObjectType::Coroutine, sizeof(Coroutine)));
  coroutine->stack = static_cast<Value*>(allocateBlock(size_t{stackSize} * sizeof(Value)));
  for (uint32_t slot = 0; slot < stackSize; ++slot) coroutine->stack[slot] = Value::nil();
  coroutine->stackSize = stackSize;
  coroutine->top = 0;
  coroutine->openUpvalues = nullptr;
  coroutine->resumer = nullptr;
  coroutine->globals = nullptr;
  coroutine->pendingNatives = 0;
  coroutine->depthBelow = 0;
  coroutine->status = CoroutineStatus::Suspended;
  coroutine->started = false;
  return coroutine;
}

void Heap::countBuffer(Buffer* buffer) {
  const uint64_t held = buffer->bytes.capacity();
  bytesInUse_ += held - buffer->counted;
  buffer->counted = held;
}

void Heap::countProto(const Proto& proto) { bytesInUse_ += externalBytes(proto); }

// ---- freeing ----

void Heap::destroyContents(Object* object) {
  switch (object->type) {
    case ObjectType::Table:
      table::destroy(*this, static_cast<Table*>(object));
      break;
    case ObjectType::Proto:
      bytesInUse_ -= externalBytes(*static_cast<Proto*>(object));
      static_cast<Proto*>(object)->~Proto();
      break;
    case ObjectType::Buffer:
      bytesInUse_ -= static_cast<Buffer*>(object)->counted;
      static_cast<Buffer*>(object)->~Buffer();
      break;
    case ObjectType::Coroutine: {
      Coroutine* coroutine = static_cast<Coroutine*>(object);
      freeBlock(coroutine->stack, size_t{coroutine->stackSize} * sizeof(Value));
      coroutine->~Coroutine();
      break;
    }
    default:
      break;
  }
}

void Heap::freeObject(Object* object) {
  if (object->type == ObjectType::String && static_cast<String*>(object)->isShort()) {
    removeInterned(static_cast<String*>(object));
  }
  // Destructors of C++ members must not change the header.
  const uint32_t generation = object->generation;
  destroyContents(object);
  object->type = ObjectType::Free;
  object->generation = generation + 1;
}

void Heap::sweepPage(uint32_t number) {
  Page& page = pages_[number];
  uint32_t live = 0;
  for (uint32_t slot = 0; slot < page.used; ++slot) {
    Object* object = page.slotAt(slot);
    if (object->type == ObjectType::Free) continue;
    if (object->marked == liveMark_) {
      ++live;
    } else {
      bytesInUse_ -= page.slotSize;
      freeObject(object);
    }
  }
  const bool large = page.sizeClass == 0;
  Arena* arena = large ? nullptr : &arenas_[page.type][page.sizeClass];
  if (live == 0 && (large || arena->newestPage != number || arena->bump == nullptr)) {
    if (arena != nullptr && arena->pageCount > 0) --arena->pageCount;
    releasePage(number);
    return;
  }
  if (large || live == page.used) return;
  for (uint32_t slot = page.used; slot-- > 0;) {
    Object* object = page.slotAt(slot);
    // A slot whose generation is exhausted is retired.
    if (object->type != ObjectType::Free || object->generation == UINT32_MAX) continue;
    FreeSlot* free = static_cast<FreeSlot*>(object);
    free->next = arena->free;
    arena->free = free;
  }
}

void Heap::sweep() {
  for (auto& byType : arenas_) {
    for (Arena& arena : byType) arena.free = nullptr;
  }
  for (uint32_t number = 0; number < pages_.size(); ++number) {
    if (pages_[number].memory != nullptr) sweepPage(number);
  }
}

// ---- handles ----

Object* Heap::objectAt(uint32_t index, uint32_t generation) const {
  const uint32_t number = index >> kSlotBits;
  const uint32_t slot = index & (kSlotsPerPage - 1);
  if (number >= pages_.size() || slot >= pages_[number].used) return nullptr;
  Object* object = pages_[number].slotAt(slot);
  return object->type != ObjectType::Free && object->generation == generation ? object : nullptr;
}

uint32_t Heap::indexOf(const Object* object) const {
  const char* address = reinterpret_cast<const char*>(object);
  for (uint32_t number = 0; number < pages_.size(); ++number) {
    const Page& page = pages_[number];
    if (page.memory != nullptr && address >= page.memory &&
        address < page.memory + size_t{page.slotSize} * page.slotCount) {
      return number << kSlotBits | static_cast<uint32_t>((address - page.memory) / page.slotSize);
    }
  }
  UNREACHABLE();
}

}  // namespace lua
