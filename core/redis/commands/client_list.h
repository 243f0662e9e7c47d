#pragma once

#include "redis/commands/command_context.h"

/// Connections as text. Redis: CLIENT LIST, CLIENT INFO.
namespace redis {

/// One line of CLIENT LIST without its end.
base::Bytes clientLine(const Session& session, int64_t nowMs, Compatibility compat);
/// Memory that a connection takes, about: its field `tot-mem`.
int64_t clientBytes(const Session& session);
/// "normal", "pubsub" and what else CLIENT LIST TYPE knows; false if the word is none of them.
/// `isType` says whether the session is of that type.
bool clientHasType(const Session& session, base::BytesView type, bool& isType);

}  // namespace redis
