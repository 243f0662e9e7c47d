#pragma once

#include "base/bytes.h"
#include "redis/keyspace/configuration.h"
#include "redis/keyspace/object.h"
#include "redis/rdb/format.h"

/// Objects as payloads of DUMP.
///
/// A payload is a type, the value in the form of that type, the version of the format and a
/// checksum. The type follows the encoding that OBJECT ENCODING shows, so a small hash is one list
/// pack and a large one a sequence of strings. Integers that fit 32 bits are written as such.
/// Redis: DUMP.
///
/// Compat: DUMP forms the nodes of a list and the width of an integer set from the content, not
/// from its history; both sides RESTORE either payload.
namespace redis::rdb {

/// The form in which a value is written for a release.
PayloadType payloadTypeOf(const Object& object, Compatibility compat);
/// Appends a value in that form, without its type.
void appendValue(base::Bytes& out, const Object& object, const Configuration& configuration);

/// The payload of a value.
base::Bytes writePayload(const Object& object, const Configuration& configuration);

}  // namespace redis::rdb
