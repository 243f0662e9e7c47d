#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Memory of one syntax tree.
///
/// Nodes are trivially destructible, are created once and die together, so they are cut from
/// growing blocks and freed with the arena. Allocation is a pointer increment. Pointers stay valid
/// until the arena dies; moving the arena does not move them.
namespace lua {

/// A sequence of tree elements that lives in an arena. Empty by default.
template <class T>
struct ArenaList {
  T* items = nullptr;
  uint32_t count = 0;

  T* begin() const { return items; }
  T* end() const { return items + count; }
  bool empty() const { return count == 0; }
  uint32_t size() const { return count; }
  T& operator[](uint32_t index) const { return items[index]; }
  T& back() const { return items[count - 1]; }
};

class TreeArena {
 public:
  TreeArena() = default;
  TreeArena(TreeArena&&) = default;
  TreeArena& operator=(TreeArena&&) = default;

  /// Creates a T that lives as long as the arena.
  template <class T, class... Arguments>
  T* make(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
  }

  /// Copies a finished sequence.
  template <class T>
  ArenaList<T> copyList(const std::vector<T>& items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    T* copy = static_cast<T*>(allocate(items.size() * sizeof(T), alignof(T)));
    std::memcpy(static_cast<void*>(copy), items.data(), items.size() * sizeof(T));
    return {copy, static_cast<uint32_t>(items.size())};
  }

  /// Copies bytes.
  std::string_view copyBytes(std::string_view bytes) {
    if (bytes.empty()) return {};
    char* copy = static_cast<char*>(allocate(bytes.size(), 1));
    std::memcpy(copy, bytes.data(), bytes.size());
    return {copy, bytes.size()};
  }

 private:
  static constexpr size_t kBlockSize = 32 * 1024;

  void* allocate(size_t size, size_t alignment) {
    size_t start = (used_ + alignment - 1) & ~(alignment - 1);
    if (start + size > capacity_) {
      capacity_ = size > kBlockSize ? size : kBlockSize;
      blocks_.push_back(std::unique_ptr<std::byte[]>(new std::byte[capacity_]));
      start = 0;
    }
    used_ = start + size;
    return blocks_.back().get() + start;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  size_t used_ = 0;
  size_t capacity_ = 0;
};

}  // namespace lua
