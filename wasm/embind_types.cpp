/// The types that cross the border, registered one by one.
///
/// Emscripten's own list registers every built-in type, four kinds of strings, memory views and
/// `val`, and with them a fifth of the glue and a `printf`. The methods in bindings.cpp use five
/// types. These two functions stand for those of Emscripten's bind.cpp, which is then not linked;
/// newer releases arrange this differently and are built without this file.

#include <emscripten.h>
#include <emscripten/bind.h>
#include <emscripten/wire.h>

#include <cstdlib>
#include <limits>
#include <typeinfo>

namespace {

using emscripten::internal::TypeID;

template <class T>
void registerInteger(const char* name) {
  emscripten::internal::_embind_register_integer(TypeID<T>::get(), name, sizeof(T),
                                                 std::numeric_limits<T>::min(),
                                                 std::numeric_limits<T>::max());
}

}  // namespace

extern "C" {

/// Named in embind's complaint about a type that is not registered; the name itself lies in no
/// build of ours. The caller frees it.
EMSCRIPTEN_KEEPALIVE const char* __getTypeName(const std::type_info*) {
  char* name = static_cast<char*>(std::malloc(1));
  if (name != nullptr) {
    *name = '\0';
  }
  return name;
}

EMSCRIPTEN_KEEPALIVE __attribute__((constructor)) void
__embind_register_native_and_builtin_types() {
  emscripten::internal::_embind_register_void(TypeID<void>::get(), "void");
  emscripten::internal::_embind_register_bool(TypeID<bool>::get(), "bool", sizeof(bool), true,
                                              false);
  registerInteger<int>("int");
  registerInteger<unsigned long>("unsigned long");
  emscripten::internal::_embind_register_float(TypeID<double>::get(), "double", sizeof(double));
}

}  // extern "C"
