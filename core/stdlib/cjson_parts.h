#pragma once

#include "base/bytes.h"
#include "stdlib/support.h"
#include "vm/machine.h"

/// What the two halves of cjson share: the settings of an instance and the encoder and decoder.
///
/// Both walk nested data with an explicit stack: depth is bounded by the settings, never by the C++
/// stack.
namespace lua {

enum class InvalidNumbers : uint8_t { Refuse, Allow, Null };

/// Settings of one cjson instance, stored in a userdata that its natives share as upvalue 0.
/// Defaults of lua-cjson 2.1.0.
struct CjsonSettings {
  bool encodeSparseConvert = false;
  int32_t encodeSparseRatio = 2;
  int32_t encodeSparseSafe = 10;
  int32_t encodeMaxDepth = 1000;
  int32_t decodeMaxDepth = 1000;
  int32_t encodeNumberPrecision = 14;
  bool encodeKeepBuffer = true;
  InvalidNumbers encodeInvalidNumbers = InvalidNumbers::Refuse;
  bool decodeInvalidNumbers = true;
};

/// Writes `value` as JSON. False: `error` says why.
bool encodeJson(NativeContext& native, const CjsonSettings& settings, Value value, ByteBuilder& out,
                base::Bytes& error);

/// Reads one JSON value. False: `error` says why and where.
bool decodeJson(NativeContext& native, const CjsonSettings& settings, base::BytesView text,
                Value& out, base::Bytes& error);

}  // namespace lua
