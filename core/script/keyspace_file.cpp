#include "script/keyspace_file.h"

#include <utility>
#include <vector>

#include "redis/keyspace/keyspace.h"
#include "redis/rdb/file.h"
#include "redis/rdb/function_payload.h"
#include "script/script_engine.h"

namespace script {

using base::Bytes;
using base::BytesView;

Bytes exportFile(ScriptEngine& engine) {
  constexpr BytesView kDumpFunctions[] = {"FUNCTION", "DUMP"};
  const redis::Reply dump = engine.execute(kDumpFunctions);
  std::vector<Bytes> sources;
  redis::rdb::FunctionPayloadReader reader(dump.text());
  for (Bytes source; reader.next(source);) {
    sources.push_back(std::move(source));
  }
  const std::vector<BytesView> views(sources.begin(), sources.end());
  return redis::rdb::writeFile(engine.keyspace(), views);
}

Bytes importFile(ScriptEngine& engine, BytesView file) {
  redis::Keyspace& keyspace = engine.keyspace();
  keyspace.time().refresh();
  redis::Keyspace fresh(keyspace.time().clock(), keyspace.configuration());
  const redis::rdb::FileResult result = redis::rdb::readFile(file, fresh);
  if (!result.problem.empty()) {
    return result.problem;
  }
  keyspace.clear();
  fresh.statistics() = keyspace.statistics();
  keyspace.adopt(std::move(fresh));
  const std::vector<BytesView> views(result.functions.begin(), result.functions.end());
  const Bytes payload =
      redis::rdb::writeFunctions(views, keyspace.configuration().compat.payloadVersion());
  const BytesView restore[] = {"FUNCTION", "RESTORE", payload, "FLUSH"};
  const redis::Reply restored = engine.execute(restore);
  return restored.isError() ? restored.text() : Bytes();
}

}  // namespace script
