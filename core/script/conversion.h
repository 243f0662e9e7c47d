#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "redis/reply.h"
#include "vm/heap.h"
#include "vm/value.h"

/// The two conversions between Lua values and replies.
///
///     Lua to reply                                reply to Lua, RESP2            RESP3
///     (redis.setresp(3)) number        integer, truncated            integer   number string bulk
///     bulk      string true          integer 1 (RESP3: boolean)    status    {ok = text} false
///     null (RESP3: boolean)         error     {err = text} nil, others   null null      false nil
///     {err=string}  error                         array     table
///     {ok=string}   status                        map       flat table           {map = table}
///     {double=n}    double                        set       table                {set = {member =
///     true}} {map=t}       map                           double    string               {double =
///     number} {set=t}       set                           boolean   number               boolean
///     {big_number=string}, {verbatim_string={format=, string=}}                  the same two
///     tables other table   array of t[1], t[2], ... up to the first nil
///
/// Fields are read raw, without metamethods. Both directions are loops with a stack of their own:
/// the nesting of data does not nest C++ calls. Redis 7.0: "Conversion between Lua and RESP".
namespace script {

/// Deepest nesting of a reply made from a Lua value; what lies deeper becomes the error that Redis
/// gives at its own limit. Compat: Redis allows about 8000 levels; here readers of replies may be
/// recursive, in JavaScript too, and must not run out of stack.
inline constexpr size_t kMaxReplyDepth = 1000;

/// Most elements of a reply made from a Lua value, all levels counted. Compat: Redis has no such
/// limit and does not come back from a table that contains itself twice.
inline constexpr size_t kMaxReplyElements = 2'000'000;

/// `respVersion` is the script's (redis.setresp), not the client's.
redis::Reply toReply(lua::Value value, uint8_t respVersion);

/// Allocates on `heap`; the result is not rooted.
lua::Value toValue(lua::Heap& heap, const redis::Reply& reply, uint8_t respVersion);

/// {err = text, ignore_error_stats_update = true}: the error of a command as `redis.pcall` returns
/// it. `text` starts with its code.
lua::Value commandErrorTable(lua::Heap& heap, base::BytesView text);

/// {err = text} with the code completed as Redis does: "-CODE message" and "CODE message" keep
/// their code, a single word gets "ERR ".
lua::Value errorReplyTable(lua::Heap& heap, base::BytesView text);

/// Text with blanks for CR and LF.
base::Bytes blankLineBreaks(base::BytesView text);

/// One line: CR and LF become blanks, trailing ones are dropped, and a zero byte ends the text.
base::Bytes errorLine(base::BytesView text);

}  // namespace script
