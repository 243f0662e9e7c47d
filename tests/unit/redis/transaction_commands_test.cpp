#include "command_session.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

TEST(TransactionCommands, QueueAndRun) {
  CommandSession session;
  session.expect({
      {"EXEC", "(ERR EXEC without MULTI)"},
      {"DISCARD", "(ERR DISCARD without MULTI)"},
      {"MULTI", "OK"},
      {"MULTI", "(ERR MULTI calls can not be nested)"},
      {"WATCH a", "(ERR WATCH inside MULTI is not allowed)"},
      {"SET a 1", "QUEUED"},
      {"INCR a", "QUEUED"},
      {"LPUSH a 1", "QUEUED"},
      {"BLPOP nothing 0", "QUEUED"},
      {"WAIT 1 100", "QUEUED"},
      {"SLOWLOG RESET", "QUEUED"},
      {"EXEC",
       "[OK, 2, (WRONGTYPE Operation against a key holding the wrong kind of value), nil[], 0, "
       "OK]"},
      {"MULTI", "OK"},
      {"SET b 1", "QUEUED"},
      {"DISCARD", "OK"},
      {"GET b", "nil"},
      {"MULTI", "OK"},
      {"EXEC", "[]"},
  });
}

TEST(TransactionCommands, AbortAfterRefusedCommands) {
  CommandSession session;
  session.expect({
      {"MULTI", "OK"},
      {"SET a 1", "QUEUED"},
      {"nothing", "(ERR unknown command 'nothing', with args beginning with: )"},
      {"SET b 1", "QUEUED"},
      {"EXEC", "(EXECABORT Transaction discarded because of previous errors.)"},
      {"EXISTS a b", "0"},
      {"MULTI", "OK"},
      {"GET", "(ERR wrong number of arguments for 'get' command)"},
      {"DISCARD", "OK"},
      {"MULTI", "OK"},
      {"PING", "QUEUED"},
      {"EXEC", "[PONG]"},
  });
}

TEST(TransactionCommands, WatchKeys) {
  CommandSession session;
  session.expect({
      {"SET a 1", "OK"},  {"WATCH a b", "OK"},  {"SET b 1", "OK"},  {"MULTI", "OK"},
      {"PING", "QUEUED"}, {"EXEC", "nil[]"},    {"WATCH a", "OK"},  {"SET a 2", "OK"},
      {"UNWATCH", "OK"},  {"MULTI", "OK"},      {"PING", "QUEUED"}, {"EXEC", "[PONG]"},
      {"WATCH c", "OK"},  {"SWAPDB 0 1", "OK"}, {"MULTI", "OK"},    {"EXEC", "[]"},
      {"WATCH a", "OK"},  {"SWAPDB 0 1", "OK"}, {"MULTI", "OK"},    {"EXEC", "nil[]"},
      {"WATCH a", "OK"},  {"FLUSHALL", "OK"},   {"MULTI", "OK"},    {"EXEC", "nil[]"},
  });
}

TEST(PubSubCommands, NeedAConnection) {
  CommandSession session;
  session.expect({
      {"SUBSCRIBE a", "(ERR SUBSCRIBE isn't allowed for a DENY BLOCKING client)"},
      {"UNSUBSCRIBE", "<a reply of another kind>"},
      {"PUBLISH a b", "0"},
      {"PUBSUB CHANNELS", "[]"},
      {"PUBSUB NUMSUB a b", "[\"a\", 0, \"b\", 0]"},
      {"PUBSUB NUMPAT", "0"},
      {"PUBSUB FOO", "(ERR unknown subcommand 'FOO'. Try PUBSUB HELP.)"},
  });
}

}  // namespace
}  // namespace redis
