#include <memory>

#include "command_session.h"
#include "redis/keyspace/stream_object.h"

namespace redis {
namespace {

constexpr Exchange kAddsEntriesWithGrowingIdentifiers[] = {
    {"XADD x 1-1 a 1", "\"1-1\""},
    {"XADD x 1-1 a 2",
     "(ERR The ID specified in XADD is equal or smaller than the target stream top item)"},
    {"XADD x 1-* a 3", "\"1-2\""},
    {"XADD x 5 b 4 c 5", "\"5-0\""},
    {"XADD x 4-9 a 1",
     "(ERR The ID specified in XADD is equal or smaller than the target stream top item)"},
    {"XADD x 0-0 a 1", "(ERR The ID specified in XADD must be greater than 0-0)"},
    {"XADD y 0-* a 1", "\"0-1\""},
    {"XADD y * a", "(ERR wrong number of arguments for 'xadd' command)"},
    {"XADD y 1-1 a 1 b", "(ERR wrong number of arguments for 'xadd' command)"},
    {"XADD y abc a 1", "(ERR Invalid stream ID specified as stream command argument)"},
    {"XADD y 1-1-1 a 1", "(ERR Invalid stream ID specified as stream command argument)"},
    {"XADD y + a 1", "(ERR Invalid stream ID specified as stream command argument)"},
    {"XADD y NOMKSTREAM 7-7 a 1", "\"7-7\""},
    {"XADD missing NOMKSTREAM 7-7 a 1", "nil"},
    {"XADD y 18446744073709551615-18446744073709551615 a 1",
     "\"18446744073709551615-18446744073709551615\""},
    {"XADD y * a 1",
     "(ERR The stream has exhausted the last possible ID, unable to add more items)"},
    {"XADD y 18446744073709551615-* a 1",
     "(ERR The stream has exhausted the last possible ID, unable to add more items)"},
    {"XLEN x", "3"},
    {"XLEN missing", "0"},
    {"XRANGE x - +",
     "[[\"1-1\", [\"a\", \"1\"]], [\"1-2\", [\"a\", \"3\"]], [\"5-0\", [\"b\", \"4\", \"c\", "
     "\"5\"]]]"},
    {"TYPE x", "stream"},
    {"OBJECT ENCODING x", "\"stream\""},
    {"SET s v", "OK"},
    {"XADD s 1-1 a 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
    {"XLEN s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
};

TEST(StreamCommands, AddsEntriesWithGrowingIdentifiers) {
  CommandSession().expect(kAddsEntriesWithGrowingIdentifiers);
}

constexpr Exchange kReadsRanges[] = {
    {"XADD x 1-1 a 1", "\"1-1\""},
    {"XADD x 1-2 a 2 b 2", "\"1-2\""},
    {"XADD x 2-0 a 3", "\"2-0\""},
    {"XADD x 10-5 c 4", "\"10-5\""},
    {"XRANGE x 1 1", "[[\"1-1\", [\"a\", \"1\"]], [\"1-2\", [\"a\", \"2\", \"b\", \"2\"]]]"},
    {"XRANGE x (1-1 2", "[[\"1-2\", [\"a\", \"2\", \"b\", \"2\"]], [\"2-0\", [\"a\", \"3\"]]]"},
    {"XRANGE x (1-1 (2", "[[\"1-2\", [\"a\", \"2\", \"b\", \"2\"]], [\"2-0\", [\"a\", \"3\"]]]"},
    {"XRANGE x - + COUNT 2",
     "[[\"1-1\", [\"a\", \"1\"]], [\"1-2\", [\"a\", \"2\", \"b\", \"2\"]]]"},
    {"XRANGE x - + COUNT 0", "nil[]"},
    {"XRANGE x - + COUNT -1", "nil[]"},
    {"XRANGE x - + COUNT x", "(ERR value is not an integer or out of range)"},
    {"XRANGE x - + LIMIT 1", "(ERR syntax error)"},
    {"XRANGE x ( +", "(ERR Invalid stream ID specified as stream command argument)"},
    {"XRANGE x (- +", "(ERR Invalid stream ID specified as stream command argument)"},
    {"XRANGE x - (0-0", "(ERR invalid end ID for the interval)"},
    {"XRANGE x (18446744073709551615-18446744073709551615 +",
     "(ERR invalid start ID for the interval)"},
    {"XREVRANGE x + - COUNT 2", "[[\"10-5\", [\"c\", \"4\"]], [\"2-0\", [\"a\", \"3\"]]]"},
    {"XREVRANGE x 2 1-2", "[[\"2-0\", [\"a\", \"3\"]], [\"1-2\", [\"a\", \"2\", \"b\", \"2\"]]]"},
    {"XREVRANGE missing + -", "[]"},
    {"XRANGE x 3 9", "[]"},
};

TEST(StreamCommands, ReadsRanges) { CommandSession().expect(kReadsRanges); }

constexpr Exchange kRemovesEntries[] = {
    {"XADD x 1-1 a 1", "\"1-1\""},
    {"XADD x 2-1 a 2", "\"2-1\""},
    {"XADD x 3-1 a 3", "\"3-1\""},
    {"XDEL x 2-1 9-9", "1"},
    {"XDEL x 2-1", "0"},
    {"XDEL x 2-1 bad", "(ERR Invalid stream ID specified as stream command argument)"},
    {"XDEL missing 1-1", "0"},
    {"XINFO STREAM x",
     "[\"length\", 2, \"radix-tree-keys\", 1, \"radix-tree-nodes\", 2, \"last-generated-id\", "
     "\"3-1\", \"max-deleted-entry-id\", \"2-1\", \"entries-added\", 3, "
     "\"recorded-first-entry-id\", \"1-1\", \"groups\", 0, \"first-entry\", [\"1-1\", [\"a\", "
     "\"1\"]], \"last-entry\", [\"3-1\", [\"a\", \"3\"]]]"},
    {"XDEL x 1-1 3-1", "2"},
    {"XLEN x", "0"},
    {"EXISTS x", "1"},
    {"XINFO STREAM x",
     "[\"length\", 0, \"radix-tree-keys\", 0, \"radix-tree-nodes\", 1, \"last-generated-id\", "
     "\"3-1\", \"max-deleted-entry-id\", \"3-1\", \"entries-added\", 3, "
     "\"recorded-first-entry-id\", \"0-0\", \"groups\", 0, \"first-entry\", nil, \"last-entry\", "
     "nil]"},
    {"XADD x 3-1 a 1",
     "(ERR The ID specified in XADD is equal or smaller than the target stream top item)"},
};

TEST(StreamCommands, RemovesEntries) { CommandSession().expect(kRemovesEntries); }

constexpr Exchange kTrimsWholeNodesIfApproximate[] = {
    {"CONFIG SET stream-node-max-entries 3", "OK"},
    {"XADD x 1-1 a 1", "\"1-1\""},
    {"XADD x 2-1 a 2", "\"2-1\""},
    {"XADD x 3-1 a 3", "\"3-1\""},
    {"XADD x 4-1 a 4", "\"4-1\""},
    {"XADD x 5-1 a 5", "\"5-1\""},
    {"XADD x 6-1 a 6", "\"6-1\""},
    {"XADD x 7-1 a 7", "\"7-1\""},
    {"XINFO STREAM x",
     "[\"length\", 7, \"radix-tree-keys\", 3, \"radix-tree-nodes\", 8, \"last-generated-id\", "
     "\"7-1\", \"max-deleted-entry-id\", \"0-0\", \"entries-added\", 7, "
     "\"recorded-first-entry-id\", \"1-1\", \"groups\", 0, \"first-entry\", [\"1-1\", [\"a\", "
     "\"1\"]], \"last-entry\", [\"7-1\", [\"a\", \"7\"]]]"},
    {"XTRIM x MAXLEN ~ 5", "0"},
    {"XTRIM x MAXLEN ~ 4", "3"},
    {"XTRIM x MAXLEN 3", "1"},
    {"XTRIM x MINID ~ 7", "2"},
    {"XTRIM x MINID ~ 6 LIMIT 1", "0"},
    {"XTRIM x MINID 6-1", "0"},
    {"XADD x MAXLEN = 1 8-1 a 8", "\"8-1\""},
    {"XADD x MAXLEN 0 9-1 a 9", "\"9-1\""},
    {"XINFO STREAM x",
     "[\"length\", 0, \"radix-tree-keys\", 0, \"radix-tree-nodes\", 1, \"last-generated-id\", "
     "\"9-1\", \"max-deleted-entry-id\", \"0-0\", \"entries-added\", 9, "
     "\"recorded-first-entry-id\", \"0-0\", \"groups\", 0, \"first-entry\", nil, \"last-entry\", "
     "nil]"},
    {"XTRIM x", "(ERR wrong number of arguments for 'xtrim' command)"},
    {"XTRIM x MAXLEN", "(ERR wrong number of arguments for 'xtrim' command)"},
    {"XTRIM x MAXLEN -1", "(ERR The MAXLEN argument must be >= 0.)"},
    {"XTRIM x MAXLEN 1 MINID 1",
     "(ERR syntax error, MAXLEN and MINID options at the same time are not compatible)"},
    {"XTRIM x MAXLEN 1 LIMIT 5",
     "(ERR syntax error, LIMIT cannot be used without the special ~ option)"},
    {"XTRIM x LIMIT 5 MAXLEN ~ 2", "0"},
    {"XTRIM x MAXLEN ~ 1 LIMIT -1", "(ERR The LIMIT argument must be >= 0.)"},
    {"XADD x LIMIT 5 9-9 a 1",
     "(ERR syntax error, LIMIT cannot be used without specifying a trimming strategy)"},
    {"XTRIM x FOO 1", "(ERR syntax error)"},
};

TEST(StreamCommands, TrimsWholeNodesIfApproximate) {
  CommandSession().expect(kTrimsWholeNodesIfApproximate);
}

constexpr Exchange kSetsTheLastIdentifier[] = {
    {"XADD x 5-1 a 1", "\"5-1\""},
    {"XADD x 6-1 a 1", "\"6-1\""},
    {"XSETID x 6-0", "(ERR The ID specified in XSETID is smaller than the target stream top item)"},
    {"XSETID x 7-0", "OK"},
    {"XSETID x 8-0 ENTRIESADDED 1",
     "(ERR The entries_added specified in XSETID is smaller than the target stream length)"},
    {"XSETID x 8-0 ENTRIESADDED -1", "(ERR entries_added must be positive)"},
    {"XSETID x 8-0 ENTRIESADDED 100 MAXDELETEDID 5-5", "OK"},
    {"XSETID x 8-0 MAXDELETEDID 9-0",
     "(ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id)"},
    {"XSETID x 8-0 FOO", "(ERR syntax error)"},
    {"XSETID x bad", "(ERR Invalid stream ID specified as stream command argument)"},
    {"XSETID missing 1-1", "(ERR no such key)"},
    {"XINFO STREAM x",
     "[\"length\", 2, \"radix-tree-keys\", 1, \"radix-tree-nodes\", 2, \"last-generated-id\", "
     "\"8-0\", \"max-deleted-entry-id\", \"5-5\", \"entries-added\", 100, "
     "\"recorded-first-entry-id\", \"5-1\", \"groups\", 0, \"first-entry\", [\"5-1\", [\"a\", "
     "\"1\"]], \"last-entry\", [\"6-1\", [\"a\", \"1\"]]]"},
};

TEST(StreamCommands, SetsTheLastIdentifier) { CommandSession().expect(kSetsTheLastIdentifier); }

constexpr Exchange kReadsAfterIdentifiers[] = {
    {"XADD x 1-1 a 1", "\"1-1\""},
    {"XADD x 2-1 a 2", "\"2-1\""},
    {"XADD y 1-1 b 1", "\"1-1\""},
    {"XREAD STREAMS x y 1-1 0",
     "[[\"x\", [[\"2-1\", [\"a\", \"2\"]]]], [\"y\", [[\"1-1\", [\"b\", \"1\"]]]]]"},
    {"XREAD COUNT 1 STREAMS x 0", "[[\"x\", [[\"1-1\", [\"a\", \"1\"]]]]]"},
    {"XREAD STREAMS x $", "nil[]"},
    {"XREAD STREAMS x 9", "nil[]"},
    {"XREAD STREAMS x y 0",
     "(ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.)"},
    {"XREAD COUNT 1", "(ERR wrong number of arguments for 'xread' command)"},
    {"XREAD STREAMS x >",
     "(ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> "
     "<consumer> option.)"},
    {"XREAD GROUP g c STREAMS x 0",
     "(ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.)"},
    {"XREAD NOACK STREAMS x 0",
     "(ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.)"},
    {"XREAD FOO STREAMS x 0", "(ERR syntax error)"},
    {"XREAD BLOCK -1 STREAMS x 0", "(ERR timeout is negative)"},
    {"XREAD BLOCK x STREAMS x 0", "(ERR timeout is not an integer or out of range)"},
    {"HELLO 3", "OK"},
    {"XREAD STREAMS x y 1-1 0",
     "{\"x\", [[\"2-1\", [\"a\", \"2\"]]], \"y\", [[\"1-1\", [\"b\", \"1\"]]]}"},
    {"XREAD STREAMS x 9", "nil"},
};

TEST(StreamCommands, ReadsAfterIdentifiers) { CommandSession().expect(kReadsAfterIdentifiers); }

constexpr Exchange kDeliversToConsumers[] = {
    {"XADD x 1-1 a 1", "\"1-1\""},
    {"XADD x 2-1 a 2", "\"2-1\""},
    {"XADD x 3-1 a 3", "\"3-1\""},
    {"XGROUP CREATE x g 0", "OK"},
    {"XGROUP CREATE x g 0", "(BUSYGROUP Consumer Group name already exists)"},
    {"XGROUP CREATE missing g 0",
     "(ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to "
     "use the MKSTREAM option to create an empty stream automatically.)"},
    {"XGROUP CREATE made g $ MKSTREAM", "OK"},
    {"XGROUP CREATE x late $ ENTRIESREAD 3", "OK"},
    {"XGROUP CREATE x bad 0 ENTRIESREAD -2", "(ERR value for ENTRIESREAD must be positive or -1)"},
    {"XGROUP CREATE x bad 0 FOO",
     "(ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.)"},
    {"XREADGROUP GROUP g alice COUNT 1 STREAMS x >", "[[\"x\", [[\"1-1\", [\"a\", \"1\"]]]]]"},
    {"XREADGROUP GROUP g bob STREAMS x >",
     "[[\"x\", [[\"2-1\", [\"a\", \"2\"]], [\"3-1\", [\"a\", \"3\"]]]]]"},
    {"XREADGROUP GROUP g bob STREAMS x >", "nil[]"},
    {"XREADGROUP GROUP g bob STREAMS x 0",
     "[[\"x\", [[\"2-1\", [\"a\", \"2\"]], [\"3-1\", [\"a\", \"3\"]]]]]"},
    {"XREADGROUP GROUP g carol STREAMS x 0", "[[\"x\", []]]"},
    {"XREADGROUP GROUP g bob STREAMS x $",
     "(ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of "
     "this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would "
     "just return an empty result set.)"},
    {"XREADGROUP GROUP none bob STREAMS x >",
     "(NOGROUP No such key 'x' or consumer group 'none' in XREADGROUP with GROUP option)"},
    {"XREADGROUP GROUP g bob STREAMS missing >",
     "(NOGROUP No such key 'missing' or consumer group 'g' in XREADGROUP with GROUP option)"},
    {"XREADGROUP COUNT 1 STREAMS x x x >", "(ERR Missing GROUP option for XREADGROUP)"},
    {"XINFO GROUPS x",
     "[[\"name\", \"g\", \"consumers\", 3, \"pending\", 3, \"last-delivered-id\", \"3-1\", "
     "\"entries-read\", 3, \"lag\", 0], [\"name\", \"late\", \"consumers\", 0, \"pending\", 0, "
     "\"last-delivered-id\", \"3-1\", \"entries-read\", 3, \"lag\", 0]]"},
    {"XPENDING x g", "[3, \"1-1\", \"3-1\", [[\"alice\", \"1\"], [\"bob\", \"2\"]]]"},
    {"XPENDING x late", "[0, nil, nil, nil[]]"},
    {"XACK x g 2-1 2-1 9-9", "1"},
    {"XACK x none 1-1", "0"},
    {"XACK x g bad", "(ERR Invalid stream ID specified as stream command argument)"},
    {"XPENDING x g", "[2, \"1-1\", \"3-1\", [[\"alice\", \"1\"], [\"bob\", \"1\"]]]"},
    {"XDEL x 3-1", "1"},
    {"XREADGROUP GROUP g bob STREAMS x 0", "[[\"x\", [[\"3-1\", nil[]]]]]"},
    {"XADD x 4-1 a 4", "\"4-1\""},
    {"XREADGROUP GROUP g bob NOACK STREAMS x >", "[[\"x\", [[\"4-1\", [\"a\", \"4\"]]]]]"},
    {"XPENDING x g", "[2, \"1-1\", \"3-1\", [[\"alice\", \"1\"], [\"bob\", \"1\"]]]"},
    {"XINFO GROUPS x",
     "[[\"name\", \"g\", \"consumers\", 3, \"pending\", 2, \"last-delivered-id\", \"4-1\", "
     "\"entries-read\", 4, \"lag\", 0], [\"name\", \"late\", \"consumers\", 0, \"pending\", 0, "
     "\"last-delivered-id\", \"3-1\", \"entries-read\", 3, \"lag\", nil]]"},
    {"HELLO 3", "OK"},
    {"XADD x 5-1 a 5", "\"5-1\""},
    {"XREADGROUP GROUP g bob STREAMS x >", "{\"x\", [[\"5-1\", [\"a\", \"5\"]]]}"},
    {"XINFO GROUPS x",
     "[{\"name\", \"g\", \"consumers\", 3, \"pending\", 3, \"last-delivered-id\", \"5-1\", "
     "\"entries-read\", 5, \"lag\", 0}, {\"name\", \"late\", \"consumers\", 0, \"pending\", 0, "
     "\"last-delivered-id\", \"3-1\", \"entries-read\", 3, \"lag\", nil}]"},
};

TEST(StreamCommands, DeliversToConsumers) { CommandSession().expect(kDeliversToConsumers); }

constexpr Exchange kManagesConsumersAndGroups[] = {
    {"XADD x 1-1 a 1", "\"1-1\""},
    {"XGROUP CREATE x g 0", "OK"},
    {"XGROUP CREATECONSUMER x g alice", "1"},
    {"XGROUP CREATECONSUMER x g alice", "0"},
    {"XGROUP CREATECONSUMER x none alice",
     "(NOGROUP No such consumer group 'none' for key name 'x')"},
    {"XREADGROUP GROUP g alice STREAMS x >", "[[\"x\", [[\"1-1\", [\"a\", \"1\"]]]]]"},
    {"XGROUP SETID x g 0", "OK"},
    {"XREADGROUP GROUP g bob STREAMS x >", "[[\"x\", [[\"1-1\", [\"a\", \"1\"]]]]]"},
    {"XPENDING x g", "[1, \"1-1\", \"1-1\", [[\"bob\", \"1\"]]]"},
    {"XGROUP DELCONSUMER x g bob", "1"},
    {"XGROUP DELCONSUMER x g bob", "0"},
    {"XGROUP SETID x g 5-5 ENTRIESREAD 7", "OK"},
    {"XINFO GROUPS x",
     "[[\"name\", \"g\", \"consumers\", 1, \"pending\", 0, \"last-delivered-id\", \"5-5\", "
     "\"entries-read\", 7, \"lag\", -6]]"},
    {"XGROUP SETID x none 0", "(NOGROUP No such consumer group 'none' for key name 'x')"},
    {"XGROUP SETID x g bad", "(ERR Invalid stream ID specified as stream command argument)"},
    {"XGROUP DESTROY x g", "1"},
    {"XGROUP DESTROY x g", "0"},
    {"XGROUP FOO x g", "(ERR unknown subcommand 'FOO'. Try XGROUP HELP.)"},
    {"XGROUP CREATE x", "(ERR wrong number of arguments for 'xgroup|create' command)"},
    {"XINFO CONSUMERS x g", "(NOGROUP No such consumer group 'g' for key name 'x')"},
    {"XINFO STREAM missing", "(ERR no such key)"},
    {"XINFO STREAM x FULL COUNT",
     "(ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.)"},
    {"XINFO FOO", "(ERR unknown subcommand 'FOO'. Try XINFO HELP.)"},
    {"XGROUP HELP",
     "[XGROUP <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, CREATE <key> <groupname> "
     "<id|$> [option],     Create a new consumer group. Options are:,     * MKSTREAM,       Create "
     "the empty stream if it does not exist.,     * ENTRIESREAD entries_read,       Set the "
     "group's entries_read counter (internal use)., CREATECONSUMER <key> <groupname> <consumer>,   "
     "  Create a new consumer in the specified group., DELCONSUMER <key> <groupname> <consumer>,   "
     "  Remove the specified consumer., DESTROY <key> <groupname>,     Remove the specified "
     "group., SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read],     Set the current group "
     "ID and entries_read counter., HELP,     Prints this help.]"},
    {"XINFO HELP",
     "[XINFO <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, CONSUMERS <key> "
     "<groupname>,     Show consumers of <groupname>., GROUPS <key>,     Show the stream consumer "
     "groups., STREAM <key> [FULL [COUNT <count>],     Show information about the stream., HELP,   "
     "  Prints this help.]"},
};

TEST(StreamCommands, ManagesConsumersAndGroups) {
  CommandSession().expect(kManagesConsumersAndGroups);
}

constexpr Exchange kClaimsEntries[] = {
    {"XADD x 1-1 a 1", "\"1-1\""},
    {"XADD x 2-1 a 2", "\"2-1\""},
    {"XADD x 3-1 a 3", "\"3-1\""},
    {"XADD x 4-1 a 4", "\"4-1\""},
    {"XGROUP CREATE x g 0", "OK"},
    {"XREADGROUP GROUP g alice COUNT 3 STREAMS x >",
     "[[\"x\", [[\"1-1\", [\"a\", \"1\"]], [\"2-1\", [\"a\", \"2\"]], [\"3-1\", [\"a\", "
     "\"3\"]]]]]"},
    {"XCLAIM x g bob 0 1-1 9-9", "[[\"1-1\", [\"a\", \"1\"]]]"},
    {"XCLAIM x g bob 0 2-1 JUSTID", "[\"2-1\"]"},
    {"XCLAIM x g bob 100000 3-1", "[]"},
    {"XCLAIM x g bob 0 4-1", "[]"},
    {"XCLAIM x g bob 0 4-1 FORCE JUSTID RETRYCOUNT 5", "[\"4-1\"]"},
    {"XCLAIM x g bob 0 4-1 LASTID 4-1 IDLE 0 TIME 5", "[[\"4-1\", [\"a\", \"4\"]]]"},
    {"XCLAIM x g bob x 4-1", "(ERR Invalid min-idle-time argument for XCLAIM)"},
    {"XCLAIM x g bob 0 4-1 IDLE x", "(ERR Invalid IDLE option argument for XCLAIM)"},
    {"XCLAIM x g bob 0 4-1 WHAT", "(ERR Unrecognized XCLAIM option 'WHAT')"},
    {"XCLAIM x none bob 0 4-1", "(NOGROUP No such key 'x' or consumer group 'none')"},
    {"XPENDING x g", "[4, \"1-1\", \"4-1\", [[\"alice\", \"1\"], [\"bob\", \"3\"]]]"},
    {"XDEL x 2-1", "1"},
    {"XCLAIM x g carol 0 2-1 JUSTID", "[]"},
    {"XAUTOCLAIM x g carol 0 0 COUNT 2 JUSTID", "[\"4-1\", [\"1-1\", \"3-1\"], []]"},
    {"XAUTOCLAIM x g carol 0 (1-1 COUNT 1", "[\"4-1\", [[\"3-1\", [\"a\", \"3\"]]], []]"},
    {"XDEL x 4-1", "1"},
    {"XAUTOCLAIM x g carol 0 0",
     "[\"0-0\", [[\"1-1\", [\"a\", \"1\"]], [\"3-1\", [\"a\", \"3\"]]], [\"4-1\"]]"},
    {"XAUTOCLAIM x g carol 0 0 COUNT 0", "(ERR COUNT must be > 0)"},
    {"XAUTOCLAIM x g carol x 0", "(ERR Invalid min-idle-time argument for XAUTOCLAIM)"},
    {"XAUTOCLAIM x none carol 0 0", "(NOGROUP No such key 'x' or consumer group 'none')"},
    {"XPENDING x g", "[2, \"1-1\", \"3-1\", [[\"carol\", \"2\"]]]"},
    {"XPENDING x g - + 0", "[]"},
    {"XPENDING x g - +", "(ERR syntax error)"},
    {"XPENDING x g IDLE 0 - +", "(ERR syntax error)"},
    {"XPENDING x none", "(NOGROUP No such key 'x' or consumer group 'none')"},
};

TEST(StreamCommands, ClaimsEntries) { CommandSession().expect(kClaimsEntries); }

/// The nodes of the radix tree that XINFO shows, for entries with these times.
std::string treeNodes(std::initializer_list<const char*> ids) {
  CommandSession session;
  session.run("CONFIG SET stream-node-max-entries 1");
  for (const char* id : ids) {
    session.run(std::string("XADD x ") + id + " a 1");
  }
  const std::string info = session.run("XINFO STREAM x");
  const std::string name = "\"radix-tree-nodes\", ";
  const size_t start = info.find(name) + name.size();
  return info.substr(start, info.find(',', start) - start);
}

TEST(StreamCommands, CountTheNodesOfTheTree) {
  EXPECT_EQ(treeNodes({"1-1"}), "2");
  EXPECT_EQ(treeNodes({"1-1", "1-2"}), "4");
  EXPECT_EQ(treeNodes({"1-1", "2-1"}), "6");
  EXPECT_EQ(treeNodes({"1-1", "1-2", "1-3"}), "5");
  EXPECT_EQ(treeNodes({"1-1", "256-1", "65536-1"}), "9");
  EXPECT_EQ(treeNodes({"1-1", "1-256", "2-0"}), "10");
  EXPECT_EQ(treeNodes({"1-1", "72057594037927936-0"}), "5");
  EXPECT_EQ(treeNodes({"1-1", "72057594037927936-0", "72057594037927937-0",
                       "18446744073709551615-18446744073709551615"}),
            "11");
  EXPECT_EQ(treeNodes({"1-0", "2-0", "3-0", "258-0", "259-1", "259-2", "70000-0"}), "19");
}

TEST(StreamCommands, LeaveASharedStreamAloneIfNothingChanges) {
  CommandSession session;
  session.run("XADD x 1-1 a 1");
  session.run("XGROUP CREATE x g 0");
  const std::unique_ptr<Keyspace> fork = session.keyspace().fork();
  const auto isShared = [&] {
    return session.keyspace().database(0).peek("x")->value.object ==
           fork->database(0).peek("x")->value.object;
  };
  for (const char* line : {"XDEL x 9-9", "XTRIM x MAXLEN 5", "XTRIM x MINID 1-1", "XACK x g 1-1",
                           "XGROUP CREATE x g 0", "XGROUP DESTROY x none", "XREAD STREAMS x 1-1"}) {
    session.run(line);
    EXPECT_TRUE(isShared()) << line;
  }
  session.run("XDEL x 1-1");
  EXPECT_FALSE(isShared());
}

}  // namespace
}  // namespace redis
