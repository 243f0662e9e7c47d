#include <utility>

#include "redis/commands/argument_reader.h"
#include "script/conversion.h"
#include "script/engine_parts.h"
#include "script/messages.h"
#include "vm/table.h"

/// Loading a library: its source runs once, sees nothing but `redis.register_function`, `redis.log`
/// and the constants, and what it registers becomes the library.
///
/// A library that fails in any way leaves everything as it was, the library that it was to replace
/// included. Redis 7.0: FUNCTION LOAD, redis.register_function.
namespace script {

using base::Bytes;
using base::BytesView;
using lua::NativeContext;
using lua::NativeStep;
using lua::Table;
using lua::Value;

namespace {

/// Time that a library may take to load.
constexpr int64_t kLoadTimeoutUs = 500'000;
/// Budget between two looks at the clock.
constexpr int64_t kLoadSlice = 100'000;
/// Compat: a library whose host's clock stands still is stopped after 5 million units of work;
/// FUNCTION RESTORE has the time-out of FUNCTION LOAD, and none in Redis.
constexpr uint64_t kLoadBudget = 5'000'000;

/// The error that a source of functions ended with, as FUNCTION LOAD answers it.
Bytes registrationError(BytesView text) {
  return Bytes(messages::kRegistrationError) + Bytes(text);
}

// ---- redis.register_function ----

/// What `redis.register_function` was given; the callback stays on the stack.
struct Registration {
  LibraryFunction function;
  Value callback;
  bool isNamed = false;
};

/// A string, or a number as text: what C's conversion takes.
bool readText(NativeContext& native, Value value, Bytes& text) {
  const Value string = native.toStringValue(value);
  if (!string.isString()) return false;
  text = Bytes(string.asString()->view());
  return true;
}

/// Part of a text that C sees.
BytesView visiblePart(BytesView text) { return text.substr(0, text.find('\0')); }

/// Reads {'no-writes', ...} up to the first nil.
bool readFlags(NativeContext& native, const Table* table, uint8_t& flags) {
  flags = 0;
  for (int64_t i = 1;; ++i) {
    const Value element = lua::table::getInteger(table, i);
    if (element.isNil()) return true;
    Bytes name;
    if (!readText(native, element, name)) return false;
    uint8_t flag = 0;
    for (const ScriptFlagName& known : kScriptFlagNames) {
      if (redis::equalsIgnoreCase(known.name, visiblePart(name))) flag = known.flag;
    }
    if (flag == 0) return false;
    flags |= flag;
  }
}

/// One named argument; the error or nothing.
BytesView readNamedArgument(NativeContext& native, BytesView name, Value value,
                            Registration& registration) {
  Bytes text;
  if (redis::equalsIgnoreCase(name, "function_name")) {
    if (!readText(native, value, text)) return messages::kFunctionNameType;
    registration.function.name = std::move(text);
    registration.isNamed = true;
  } else if (redis::equalsIgnoreCase(name, "description")) {
    if (!readText(native, value, text)) return messages::kDescriptionType;
    registration.function.description = std::move(text);
  } else if (redis::equalsIgnoreCase(name, "callback")) {
    if (!value.isFunction()) return messages::kCallbackType;
    registration.callback = value;
  } else if (redis::equalsIgnoreCase(name, "flags")) {
    if (!value.isTable()) return messages::kFlagsType;
    if (!readFlags(native, value.asTable(), registration.function.flags))
      return messages::kUnknownFunctionFlag;
  } else {
    return messages::kUnknownNamedArgument;
  }
  return {};
}

BytesView readNamedArguments(NativeContext& native, Registration& registration) {
  if (!native.argument(1).isTable()) return messages::kNotNamedArguments;
  Value key;
  Value value;
  bool invalid = false;
  while (lua::table::next(native.argument(1).asTable(), key, value, invalid)) {
    Bytes name;
    if (!readText(native, key, name)) return messages::kNamedArgumentKey;
    const BytesView error = readNamedArgument(native, visiblePart(name), value, registration);
    if (!error.empty()) return error;
  }
  if (!registration.isNamed) return messages::kNoFunctionName;
  if (registration.callback.isNil()) return messages::kNoCallback;
  return {};
}

BytesView readArguments(NativeContext& native, Registration& registration) {
  if (native.argumentCount() == 1) return readNamedArguments(native, registration);
  if (native.argumentCount() != 2) return messages::kRegisterArguments;
  if (!readText(native, native.argument(1), registration.function.name))
    return messages::kFirstArgumentType;
  if (!native.argument(2).isFunction()) return messages::kSecondArgumentType;
  registration.callback = native.argument(2);
  return {};
}

}  // namespace

NativeStep registerFunction(NativeContext& native) {
  EngineParts& parts = partsOf(native);
  FunctionLibrary* library = parts.loading;
  if (library == nullptr) return raiseLibraryError(native, messages::kRegisterOutsideLoad);
  Registration registration;
  const BytesView error = readArguments(native, registration);
  if (!error.empty()) return raiseLibraryError(native, error);
  if (!isFunctionName(registration.function.name))
    return raiseLibraryError(native, messages::kBadFunctionName);
  for (const LibraryFunction& known : library->functions) {
    if (known.name == registration.function.name)
      return raiseLibraryError(native, messages::kRegisteredTwice);
  }
  registration.function.slot = ++parts.lastFunctionSlot;
  lua::table::setInteger(native.heap(), native.machine().registry(), registration.function.slot,
                         registration.callback);
  library->functions.push_back(std::move(registration.function));
  return native.done();
}

namespace {

// ---- running the source ----

/// Runs a compiled library with the globals of loading. Empty if it ended well.
Bytes runSource(EngineParts& parts, const lua::CompiledModule& module, FunctionLibrary& library) {
  lua::Machine& machine = parts.functions();
  machine.setObserver(nullptr);
  parts.loading = &library;
  showGlobals(machine, VisibleGlobals::Loading);
  machine.start(Value::closure(machine.load(module, machine.globals())), {});
  const int64_t start = parts.options.clock->nowMicroseconds();
  lua::RunState state;
  int64_t elapsed;
  do {
    state = machine.run(kLoadSlice);
    elapsed = parts.options.clock->nowMicroseconds() - start;
  } while (state == lua::RunState::OutOfBudget && elapsed <= kLoadTimeoutUs &&
           (elapsed != 0 || machine.unitsUsed() < kLoadBudget));
  showGlobals(machine, VisibleGlobals::Functions);
  parts.loading = nullptr;
  if (state == lua::RunState::Finished) return {};
  if (state != lua::RunState::Failed) return registrationError(messages::kLoadTimeout);
  return registrationError(readError(machine.heap(), machine.error()).text);
}

/// The first function of `library` whose name is taken by another library than the one that it
/// replaces.
const LibraryFunction* takenFunction(const FunctionLibraries& libraries,
                                     const FunctionLibrary& library) {
  const FunctionLibrary* replaced = libraries.find(library.name);
  for (const LibraryFunction& function : library.functions) {
    const LibraryFunction* other = libraries.findFunction(function.name);
    if (other == nullptr) continue;
    const bool isReplaced = replaced != nullptr && other >= replaced->functions.data() &&
                            other < replaced->functions.data() + replaced->functions.size();
    if (!isReplaced) return &function;
  }
  return nullptr;
}

}  // namespace

lua::Machine& EngineParts::functions() {
  if (functionMachine == nullptr) {
    functionMachine = makeMachine();
    buildFunctionSandbox(*functionMachine);
  }
  return *functionMachine;
}

void EngineParts::dropFunctionMachine() {
  if (active == functionMachine.get()) active = redisMachine.get();
  if (randomMachine == functionMachine.get() && randomMachine != nullptr) {
    lua::copyMathRandom(*randomMachine, *redisMachine);
    randomMachine = redisMachine.get();
  }
  functionMachine.reset();
}

void EngineParts::release(const FunctionLibrary& library) {
  for (const LibraryFunction& function : library.functions)
    lua::table::setInteger(functionMachine->heap(), functionMachine->registry(), function.slot,
                           Value::nil());
}

Bytes EngineParts::loadLibrary(BytesView source, FunctionLibraries& libraries,
                               OnExistingLibrary onExisting, Bytes& name) {
  const LibraryMetadata metadata = parseLibraryMetadata(source);
  if (!metadata.error.empty()) return metadata.error;
  if (onExisting == OnExistingLibrary::Refuse && libraries.find(metadata.name) != nullptr)
    return Bytes(messages::kLibraryExists) + metadata.name + "' already exists";
  base::Result<lua::CompiledModule> module =
      compileChunk(source.substr(metadata.length), kFunctionChunk, nullptr);
  if (!module.isOk()) return Bytes(messages::kFunctionCompileError) + module.status().message();

  auto library = std::make_unique<FunctionLibrary>();
  library->name = metadata.name;
  library->source = Bytes(source);
  Bytes error = runSource(*this, module.value(), *library);
  if (error.empty() && library->functions.empty()) error = Bytes(messages::kNoFunctions);
  if (error.empty()) {
    if (const LibraryFunction* taken = takenFunction(libraries, *library))
      error = functionExists(taken->name);
  }
  if (!error.empty()) {
    release(*library);
    return error;
  }
  if (const std::unique_ptr<FunctionLibrary> replaced = libraries.take(metadata.name))
    release(*replaced);
  name = metadata.name;
  libraries.add(std::move(library));
  return {};
}

}  // namespace script
