#include <algorithm>

#include "base/number_text.h"
#include "redis/server/monitors.h"
#include "script/engine_parts.h"
#include "script/script_debugger.h"
#include "stdlib/support.h"
#include "vm/table.h"

namespace script {

using base::Bytes;
using base::BytesView;
using lua::Value;
using lua::ValueType;

namespace {

constexpr int kDeepest = 10;
/// Tables within tables multiply what is printed.
constexpr size_t kMostBytes = 1 << 20;
/// A function has at most 200 local variables.
constexpr size_t kMostNames = 200;

void appendValue(Bytes& out, const lua::Heap& heap, Value value, int depth);

bool isNext(Value key, uint32_t index) {
  return key.isNumber() && key.asNumber() == static_cast<double>(index);
}

/// Whether the keys come as 1, 2, 3...
bool looksLikeArray(const lua::Table* table) {
  Value key;
  Value value;
  bool invalid = false;
  for (uint32_t index = 1; lua::table::next(table, key, value, invalid); ++index) {
    if (!isNext(key, index)) return false;
  }
  return true;
}

void appendTable(Bytes& out, const lua::Heap& heap, const lua::Table* table, int depth) {
  const bool isArray = looksLikeArray(table);
  Value key;
  Value value;
  bool invalid = false;
  out += '{';
  for (uint32_t index = 1; lua::table::next(table, key, value, invalid); ++index) {
    if (index > 1) out += "; ";
    if (out.size() > kMostBytes) {
      out += "...";
      break;
    }
    if (!isArray) {
      out += '[';
      appendValue(out, heap, key, depth);
      out += "]=";
    }
    appendValue(out, heap, value, depth);
  }
  out += '}';
}

void appendValue(Bytes& out, const lua::Heap& heap, Value value, int depth) {
  if (depth++ == kDeepest) {
    out += "<max recursion level reached! Nested table?>";
    return;
  }
  switch (value.type()) {
    case ValueType::Nil:
      out += "nil";
      return;
    case ValueType::Boolean:
      out += value.isTrue() ? "true" : "false";
      return;
    case ValueType::Number:
      out += base::formatG(value.asNumber(), 6);
      return;
    case ValueType::String:
      redis::appendQuoted(out, value.asString()->view());
      return;
    case ValueType::Table:
      appendTable(out, heap, value.asTable(), depth);
      return;
    default:
      break;
  }
  out += '"';
  out += value.isLightUserdata() ? "light-userdata" : lua::typeName(value.type());
  out += '@' + lua::addressText(heap, value) + '"';
}

/// Names of the variables that are visible at a level, each once, the latest first.
std::vector<BytesView> visibleNames(const lua::Coroutine* coroutine, const lua::Level& level) {
  std::vector<BytesView> names;
  const auto add = [&names](BytesView name) {
    // Those that loops keep for themselves are in parentheses.
    const bool isPlain = !name.empty() && name[0] != '(' && names.size() < kMostNames;
    if (isPlain && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  };
  const std::vector<lua::LevelLocal> locals = lua::localsOfLevel(coroutine, level);
  for (size_t i = locals.size(); i-- > 0;) add(locals[i].name);
  for (const lua::String* name :
       coroutine->stack[level.function].asClosure()->proto->upvalueNames) {
    add(name->view());
  }
  return names;
}

}  // namespace

Bytes wrapEvaluation(const lua::Coroutine* coroutine, const lua::Level& level, BytesView code,
                     Bytes& problem) {
  Bytes body = "return " + Bytes(code);
  if (!compileChunk(body, kEvaluationChunk, nullptr).isOk()) {
    body = code;
    const base::Result<lua::CompiledModule> statements =
        compileChunk(body, kEvaluationChunk, nullptr);
    if (!statements.isOk()) problem = statements.status().message();
  }
  Bytes wrapped;
  for (const BytesView name : visibleNames(coroutine, level)) {
    wrapped += wrapped.empty() ? "local " : ",";
    wrapped += name;
  }
  return wrapped + " return function(...) " + body + "\nend";
}

Bytes debuggerText(const lua::Heap& heap, Value value) {
  Bytes out;
  appendValue(out, heap, value, 0);
  return out;
}

}  // namespace script
