#include "stdlib/base_parts.h"
#include "stdlib/support.h"
#include "vm/levels.h"

/// `require`, `module` and `package`. Lua 5.1 manual §5.3.
///
/// Modules in C cannot be loaded: what looks for them says which files it would try, and fails when
/// there is one.
namespace lua {
namespace {

using base::Bytes;
using base::BytesView;

enum PackageUpvalue { kHost, kCompiler, kPackage, kLoaded, kPackageUpvalues };

constexpr char kPathDefault[] =
    "./?.lua;./?/init.lua;/usr/local/share/lua/5.1/?.lua;/usr/local/share/lua/5.1/?/init.lua;"
    "/usr/local/lib/lua/5.1/?.lua;/usr/local/lib/lua/5.1/?/init.lua";
constexpr char kNativePathDefault[] =
    "./?.so;/usr/local/lib/lua/5.1/?.so;/usr/local/lib/lua/5.1/loadall.so";
constexpr char kNoLibraries[] = "dynamic libraries not enabled; check your Lua installation";

/// What stands for a module in package.loaded while it is being loaded.
Value inProgress() { return Value::lightUserdata(1); }

Value upvalue(NativeContext& native, PackageUpvalue which) {
  return native.self()->upvalues()[which];
}

Value packageField(NativeContext& native, BytesView name) {
  return table::getString(upvalue(native, kPackage).asTable(), native.heap().newString(name));
}

Bytes replaced(BytesView text, char from, BytesView to) {
  Bytes result;
  for (const char c : text) {
    if (c == from) {
      result += to;
    } else {
      result.push_back(c);
    }
  }
  return result;
}

BytesView untilZero(BytesView text) { return text.substr(0, text.find('\0')); }

// ---- searching ----

/// The outcome of a search: a file, the list of files that were tried, or a recorded error.
struct FoundFile {
  Bytes path;
  Bytes source;
  Bytes tried;
  bool isFound = false;
  bool isFailed = false;
};

/// Searches the templates of package.`field`. 5.1: findfile.
FoundFile findFile(NativeContext& native, BytesView name, BytesView field) {
  FoundFile found;
  const Value path = packageField(native, field);
  if (!path.isString()) {
    native.fail("'package." + Bytes(field) + "' must be a string");
    found.isFailed = true;
    return found;
  }
  const Bytes file = replaced(name, '.', "/");
  BytesView rest = untilZero(path.asString()->view());
  while (!rest.empty()) {
    const BytesView pattern = rest.substr(0, rest.find(';'));
    rest.remove_prefix(pattern.size() < rest.size() ? pattern.size() + 1 : rest.size());
    if (pattern.empty()) continue;
    found.path = replaced(pattern, '?', file);
    found.source.clear();
    found.isFound = readSourceFile(hostOf(upvalue(native, kHost)), found.path, found.source);
    if (found.isFound) return found;
    found.tried += "\n\tno file '" + found.path + "'";
  }
  return found;
}

NativeStep failToLoad(NativeContext& native, BytesView name, BytesView path, BytesView reason) {
  return native.fail("error loading module '" + Bytes(name) + "' from file '" + Bytes(path) +
                     "':\n\t" + Bytes(reason));
}

NativeStep preloadLoader(NativeContext& native) {
  String* name;
  if (!native.readString(1, name)) return native.failed();
  const Value preload = packageField(native, "preload");
  if (!preload.isTable()) return native.fail("'package.preload' must be a table");
  const Value loader = table::getString(preload.asTable(), name);
  if (!loader.isNil()) return native.done(loader);
  return native.done(
      native.string("\n\tno field package.preload['" + Bytes(untilZero(name->view())) + "']"));
}

NativeStep luaLoader(NativeContext& native) {
  String* name;
  if (!native.readString(1, name)) return native.failed();
  const BytesView text = untilZero(name->view());
  const FoundFile found = findFile(native, text, "path");
  if (found.isFailed) return native.failed();
  if (!found.isFound) return native.done(native.string(found.tried));
  const LoadedChunk chunk = loadChunk(native, compilerOf(upvalue(native, kCompiler)), found.source,
                                      "@" + found.path, BinaryChunks::Accepted);
  if (chunk.function == nullptr) return failToLoad(native, text, found.path, chunk.error);
  return native.done(Value::closure(chunk.function));
}

NativeStep searchNative(NativeContext& native, BytesView name, BytesView file) {
  const FoundFile found = findFile(native, file, "cpath");
  if (found.isFailed) return native.failed();
  if (found.isFound) return failToLoad(native, name, found.path, kNoLibraries);
  return native.done(native.string(found.tried));
}

NativeStep nativeLoader(NativeContext& native) {
  String* name;
  if (!native.readString(1, name)) return native.failed();
  return searchNative(native, untilZero(name->view()), untilZero(name->view()));
}

NativeStep nativeRootLoader(NativeContext& native) {
  String* name;
  if (!native.readString(1, name)) return native.failed();
  const BytesView text = untilZero(name->view());
  const size_t dot = text.find('.');
  if (dot == BytesView::npos) return native.done();
  return searchNative(native, text, text.substr(0, dot));
}

// ---- require ----

enum class RequirePhase { Start, Searched, Loaded };
/// Locals: the loaders, the position among them, what was tried.
enum RequireLocal { kLoaders, kPosition, kTried, kRequireLocals };

Table* loadedTable(NativeContext& native) { return upvalue(native, kLoaded).asTable(); }

/// Asks the next loader for the module.
NativeStep askLoader(NativeContext& native, String* name) {
  const int64_t position = static_cast<int64_t>(native.localNumber(kPosition)) + 1;
  native.setLocal(kPosition, Value::number(static_cast<double>(position)));
  const Value loader = table::getInteger(native.local(kLoaders).asTable(), position);
  if (loader.isNil()) {
    return native.fail("module '" + Bytes(untilZero(name->view())) +
                       "' not found:" + Bytes(untilZero(native.local(kTried).asString()->view())));
  }
  return native.call(loader, {Value::string(name)}, RequirePhase::Searched,
                     OperationCause::Callback, 1);
}

NativeStep requireSearched(NativeContext& native, String* name) {
  const Value result = native.result(0);
  if (result.isFunction()) {
    table::setString(native.heap(), loadedTable(native), name, inProgress());
    return native.call(result, {Value::string(name)}, RequirePhase::Loaded,
                       OperationCause::Callback, 1);
  }
  const Value text = native.toStringValue(result);
  if (text.isString()) {
    Bytes tried(native.local(kTried).asString()->view());
    tried += text.asString()->view();
    native.setLocal(kTried, native.string(tried));
  }
  return askLoader(native, name);
}

NativeStep requireNative(NativeContext& native) {
  String* name;
  if (!native.readString(1, name)) return native.failed();
  Table* loaded = loadedTable(native);
  const Value known = table::getString(loaded, name);
  switch (native.phase<RequirePhase>()) {
    case RequirePhase::Searched:
      return requireSearched(native, name);
    case RequirePhase::Loaded: {
      Value result = native.result(0);
      if (result.isNil()) result = known;
      if (result.bits() == inProgress().bits()) result = Value::boolean(true);
      table::setString(native.heap(), loaded, name, result);
      return native.done(result);
    }
    case RequirePhase::Start:
      break;
  }
  if (known.bits() == inProgress().bits()) {
    return native.fail("loop or previous error loading module '" + Bytes(untilZero(name->view())) +
                       "'");
  }
  if (known.isTruthy()) return native.done(known);
  const Value loaders = packageField(native, "loaders");
  if (!loaders.isTable()) return native.fail("'package.loaders' must be a table");
  native.reserveLocals(kRequireLocals);
  native.setLocal(kLoaders, loaders);
  native.setLocal(kPosition, Value::number(0));
  native.setLocal(kTried, native.string(""));
  return askLoader(native, name);
}

// ---- module ----

/// The table at `path` ("a.b.c") below `root`; makes what is missing. Nullptr: something else is
/// there. 5.1: luaL_findtable.
Table* findTable(NativeContext& native, Table* root, BytesView path) {
  Heap& heap = native.heap();
  for (;;) {
    const size_t dot = path.find('.');
    String* key = heap.newString(path.substr(0, dot));
    const Value next = table::getString(root, key);
    if (!next.isNil() && !next.isTable()) return nullptr;
    Table* child = next.isNil() ? heap.newTable() : next.asTable();
    if (next.isNil()) table::setString(heap, root, key, Value::table(child));
    if (dot == BytesView::npos) return child;
    root = child;
    path.remove_prefix(dot + 1);
  }
}

void initializeModule(NativeContext& native, Table* module, BytesView name) {
  setField(native.machine(), module, "_M", Value::table(module));
  setField(native.machine(), module, "_NAME", native.string(name));
  const size_t dot = name.rfind('.');
  setField(native.machine(), module, "_PACKAGE",
           native.string(name.substr(0, dot == BytesView::npos ? 0 : dot + 1)));
}

/// Makes `module` the environment of the function that called `module`.
bool setCallerEnvironment(NativeContext& native, Table* module) {
  LevelWalk walk(native.machine(), native.coroutine(), &native);
  walk.advance();
  const bool isLevel = walk.isAtLevel() && !walk.level().isTail;
  const Value caller = isLevel ? native.coroutine()->stack[walk.level().function] : Value::nil();
  if (!caller.isClosure()) {
    native.fail("'module' not called from a Lua function");
    return false;
  }
  caller.asClosure()->environment = module;
  return true;
}

enum class ModulePhase { Start, OptionDone };
/// Locals: the module, the argument whose option was called.
enum ModuleLocal { kModule, kOption, kModuleLocals };

NativeStep callOptions(NativeContext& native, int index) {
  for (; index <= native.argumentCount(); ++index) {
    if (!native.argument(index).isFunction()) continue;
    native.setLocal(kOption, Value::number(index));
    return native.call(native.argument(index), {native.local(kModule)}, ModulePhase::OptionDone,
                       OperationCause::Callback, 0);
  }
  native.dropResults();
  return native.done();
}

NativeStep moduleNative(NativeContext& native) {
  if (native.phase<ModulePhase>() == ModulePhase::OptionDone)
    return callOptions(native, static_cast<int>(native.localNumber(kOption)) + 1);
  String* name;
  if (!native.readString(1, name)) return native.failed();
  const BytesView text = untilZero(name->view());
  Table* loaded = loadedTable(native);
  Value module = table::getString(loaded, name);
  if (!module.isTable()) {
    Table* made = findTable(native, native.coroutine()->globals, text);
    if (made == nullptr) return native.fail("name conflict for module '" + Bytes(text) + "'");
    module = Value::table(made);
    table::setString(native.heap(), loaded, name, module);
  }
  if (table::getString(module.asTable(), native.heap().newString("_NAME")).isNil())
    initializeModule(native, module.asTable(), text);
  if (!setCallerEnvironment(native, module.asTable())) return native.failed();
  native.reserveLocals(kModuleLocals);
  native.setLocal(kModule, module);
  return callOptions(native, 2);
}

NativeStep seeall(NativeContext& native) {
  Table* module;
  if (!native.readTable(1, module)) return native.failed();
  if (!checkWritable(native, module)) return native.failed();
  if (module->metatable == nullptr) module->metatable = native.heap().newTable(0, 1);
  setField(native.machine(), module->metatable, "__index",
           Value::table(native.coroutine()->globals));
  return native.done();
}

NativeStep loadlib(NativeContext& native) {
  String *path, *function;
  if (!native.readString(1, path) || !native.readString(2, function)) return native.failed();
  native.push(Value::nil());
  native.push(native.string(kNoLibraries));
  native.push(native.string("absent"));
  return native.doneWithTop(3);
}

// ---- registration ----

/// The path in an environment variable, in which ";;" stands for the default.
Bytes searchPath(const LibraryHost* host, BytesView variable, BytesView fallback) {
  Bytes value;
  if (host->environmentVariable == nullptr ||
      !host->environmentVariable(host->context, variable, value)) {
    return Bytes(fallback);
  }
  for (size_t at = value.find(";;"); at != Bytes::npos; at = value.find(";;", at)) {
    const Bytes inserted = ";" + Bytes(fallback) + ";";
    value.replace(at, 2, inserted);
    at += inserted.size();
  }
  return value;
}

}  // namespace

void openPackage(Machine& machine, Table* globals, ChunkCompiler compiler,
                 const LibraryHost* host) {
  Heap& heap = machine.heap();
  Table* package = addLibrary(machine, globals, "package", 8);
  Table* loaded = heap.newTable();
  const auto add = [&](Table* target, const char* name, NativeFunction function) {
    return addNative(
        machine, target, name, function,
        {hostValue(host), compilerValue(compiler), Value::table(package), Value::table(loaded)});
  };
  add(package, "loadlib", loadlib);
  add(package, "seeall", seeall);
  Table* loaders = heap.newTable(4);
  int64_t position = 0;
  for (const NativeFunction loader : {preloadLoader, luaLoader, nativeLoader, nativeRootLoader}) {
    NativeClosure* native = heap.newNative(loader, "loader", globals, kPackageUpvalues);
    const Value values[] = {hostValue(host), compilerValue(compiler), Value::table(package),
                            Value::table(loaded)};
    std::copy(std::begin(values), std::end(values), native->upvalues());
    table::setInteger(heap, loaders, ++position, Value::native(native));
  }
  setField(machine, package, "loaders", Value::table(loaders));
  setField(machine, package, "path",
           machine.makeString(searchPath(host, "LUA_PATH", kPathDefault)));
  setField(machine, package, "cpath",
           machine.makeString(searchPath(host, "LUA_CPATH", kNativePathDefault)));
  setField(machine, package, "config", machine.makeString("/\n;\n?\n!\n-"));
  setField(machine, package, "loaded", Value::table(loaded));
  setField(machine, package, "preload", Value::table(heap.newTable()));
  setField(machine, machine.registry(), "_LOADED", Value::table(loaded));
  add(globals, "module", moduleNative);
  add(globals, "require", requireNative);
  Value key, value;
  bool invalid = false;
  while (table::next(globals, key, value, invalid)) {
    if (value.isTable()) table::set(heap, loaded, key, value);
  }
}

}  // namespace lua
