#pragma once

#include <cstdint>
#include <utility>

#include "base/assert.h"
#include "base/bytes.h"

/// Stored values.
///
/// An `Object` is what a key names: a string, list, set, sorted set, hash or stream. Objects are
/// reference counted (not atomically: a keyspace belongs to one thread) and copied on write: a fork
/// of the keyspace copies references only, and whoever wants to change an object first asks for an
/// unshared one (`ObjectRef::unshare`, done by `Database::edit`). An unchanged key is therefore
/// pointer-equal in both forks.
///
/// There are no virtual functions: each concrete type points to one constant table of operations,
/// which `ObjectOf` fills in. A concrete type derives from `ObjectOf<Itself>`, has `static
/// constexpr ObjectType kType`, a copy constructor and `Encoding encoding() const`.
///
///     class HashObject final : public ObjectOf<HashObject> {
///      public:
///       static constexpr ObjectType kType = ObjectType::Hash;
///       Encoding encoding() const;
///       ...
///     };
namespace redis {

enum class ObjectType : uint8_t { String, List, Set, SortedSet, Hash, Stream };

/// The observable encodings. Redis: OBJECT ENCODING.
enum class Encoding : uint8_t {
  Int,
  EmbeddedString,
  Raw,
  ListPack,
  QuickList,
  HashTable,
  IntSet,
  SkipList,
  Stream,
  ListPackWithTimes
};

/// Name of a type as TYPE prints it: "string", "list", "set", "zset", "hash", "stream".
constexpr base::BytesView typeName(ObjectType type) {
  constexpr base::BytesView kNames[] = {"string", "list", "set", "zset", "hash", "stream"};
  return kNames[static_cast<size_t>(type)];
}

/// Name of an encoding as OBJECT ENCODING prints it.
constexpr base::BytesView encodingName(Encoding encoding) {
  constexpr base::BytesView kNames[] = {"int",       "embstr",    "raw",    "listpack",
                                        "quicklist", "hashtable", "intset", "skiplist",
                                        "stream",    "listpackex"};
  return kNames[static_cast<size_t>(encoding)];
}

class Object;

/// What every concrete type can do without its user knowing the type.
struct ObjectOperations {
  ObjectType type;
  Object* (*clone)(const Object&);
  void (*destroy)(Object*);
  Encoding (*encoding)(const Object&);
};

class Object {
 public:
  ObjectType type() const { return operations_->type; }
  Encoding encoding() const { return operations_->encoding(*this); }

  /// This object as `T`, or nullptr if it has another type.
  template <class T>
  T* as() {
    return type() == T::kType ? static_cast<T*>(this) : nullptr;
  }
  template <class T>
  const T* as() const {
    return type() == T::kType ? static_cast<const T*>(this) : nullptr;
  }

 protected:
  explicit Object(const ObjectOperations* operations) : operations_(operations) {}
  Object(const Object& other) : operations_(other.operations_) {}
  Object& operator=(const Object&) = delete;
  ~Object() = default;

 private:
  friend class ObjectRef;
  const ObjectOperations* operations_;
  uint32_t references_ = 0;
};

/// Base of concrete types; supplies the operations table.
template <class T>
class ObjectOf : public Object {
 protected:
  ObjectOf() : Object(&kOperations) {}
  ObjectOf(const ObjectOf&) = default;
  ~ObjectOf() = default;

 private:
  static Object* clone(const Object& object) { return new T(static_cast<const T&>(object)); }
  static void destroy(Object* object) { delete static_cast<T*>(object); }
  static Encoding encodingOf(const Object& object) {
    return static_cast<const T&>(object).encoding();
  }
  static constexpr ObjectType typeOf() { return T::kType; }

  static const ObjectOperations kOperations;
};

template <class T>
const ObjectOperations ObjectOf<T>::kOperations = {typeOf(), clone, destroy, encodingOf};

/// A counted reference to an object; may be empty.
class ObjectRef {
 public:
  ObjectRef() = default;
  /// Takes a share of `object`, which was made with `new` or is already counted.
  explicit ObjectRef(Object* object) : object_(object) { retain(); }
  ObjectRef(const ObjectRef& other) : object_(other.object_) { retain(); }
  ObjectRef(ObjectRef&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  ObjectRef& operator=(ObjectRef other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~ObjectRef() { release(); }

  explicit operator bool() const { return object_ != nullptr; }
  const Object& operator*() const { return *object_; }
  const Object* operator->() const { return object_; }
  const Object* get() const { return object_; }
  /// Same object, not merely equal content.
  bool operator==(const ObjectRef& other) const { return object_ == other.object_; }

  /// Whether someone else (a fork) holds this object too.
  bool isShared() const { return object_->references_ > 1; }
  /// Makes the object ours alone, copying it if it is shared, and returns it for changing.
  Object& unshare() {
    if (isShared()) {
      *this = ObjectRef(object_->operations_->clone(*object_));
    }
    return *object_;
  }
  /// A deep copy. Redis: COPY.
  ObjectRef duplicate() const { return ObjectRef(object_->operations_->clone(*object_)); }

 private:
  void retain() {
    if (object_ != nullptr) {
      ++object_->references_;
    }
  }
  void release() {
    if (object_ != nullptr && --object_->references_ == 0) {
      object_->operations_->destroy(object_);
    }
  }

  Object* object_ = nullptr;
};

/// Makes an object of concrete type `T`.
template <class T, class... Arguments>
ObjectRef makeObject(Arguments&&... arguments) {
  return ObjectRef(new T(std::forward<Arguments>(arguments)...));
}

}  // namespace redis
