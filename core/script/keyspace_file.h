#pragma once

#include "base/bytes.h"

/// The state that outlives scripts, as one RDB file: all keys and the libraries of functions.
/// Format: `redis/rdb/file.h`. Redis: SAVE.
namespace script {

class ScriptEngine;

/// The file of keyspace and functions.
base::Bytes exportFile(ScriptEngine& engine);

/// Replaces keyspace and functions by those of a file. Answers why it could not: then nothing has
/// changed, unless it is a library that was refused. Empty if all is well.
base::Bytes importFile(ScriptEngine& engine, base::BytesView file);

}  // namespace script
