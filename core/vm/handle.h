#pragma once

#include <cstdint>

#include "vm/object.h"

/// Handles: checked names for heap objects, for holders outside the VM (debugger views, JavaScript,
/// tests).
///
/// A handle does not keep its object alive. A stale handle resolves to nullptr and can never name a
/// younger object, because the slot's generation is raised when it is reused. `Root` (machine.h)
/// keeps something alive.
namespace lua {

template <class T>
struct Handle {
  uint32_t index = 0;
  uint32_t generation = 0;  ///< 0 names nothing
};

/// The object type that a Handle<T> names.
template <class T>
struct HandleType;
#define OBJECT(name)                                      \
  template <>                                             \
  struct HandleType<name> {                               \
    static constexpr ObjectType kType = ObjectType::name; \
  };
#include "vm/objects.def"

}  // namespace lua
