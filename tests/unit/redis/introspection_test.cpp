#include "command_session.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

constexpr const char* kRecorded =
    "%2\r\n$3\r\nget\r\n%2\r\n$7\r\nsummary\r\n$4\r\nText\r\n$5\r\nsince\r\n$5\r\n1.0.0\r\n"
    "$6\r\nobject\r\n%1\r\n$11\r\nsubcommands\r\n%1\r\n$11\r\nobject|freq\r\n%1\r\n$5\r\nsince\r\n"
    "$5\r\n4.0.0\r\n";

bool readRecorded(void* context, base::Bytes& content) {
  content = kRecorded;
  return *static_cast<bool*>(context);
}

TEST(Introspection, AnswersRecordedDocuments) {
  CommandSession session;
  bool isThere = true;
  session.dispatcher().server().commandDocuments = {readRecorded, &isThere};
  session.run("HELLO 3");
  session.expect({
      {"COMMAND DOCS get", "{\"get\", {\"summary\", \"Text\", \"since\", \"1.0.0\"}}"},
      {"COMMAND DOCS object|freq nothing", "{\"object|freq\", {\"since\", \"4.0.0\"}}"},
  });
  EXPECT_NE(session.run("COMMAND DOCS set").find("\"group\", \"string\""), std::string::npos);
  isThere = false;
  EXPECT_NE(session.run("COMMAND DOCS get").find("\"group\", \"string\""), std::string::npos);
}

TEST(Introspection, ListsSubcommands) {
  CommandSession session;
  const Reply all = session.execute({"COMMAND", "LIST"});
  const auto has = [&](const char* name) {
    return std::any_of(all.elements().begin(), all.elements().end(),
                       [&](const Reply& one) { return one.text() == name; });
  };
  EXPECT_TRUE(has("object"));
  EXPECT_TRUE(has("object|freq"));
  EXPECT_FALSE(has("hexpire"));
  EXPECT_FALSE(has("client|setinfo"));
}

TEST(Introspection, DescribesCommandsAsTheReleaseHasThem) {
  CommandSession session;
  const std::string set = session.run("COMMAND INFO set");
  EXPECT_NE(
      set.find("[[\"notes\", \"RW and ACCESS due to the optional `GET` argument\", \"flags\""),
      std::string::npos)
      << set;
  session.expect({{"COMMAND INFO client|no-touch hexpire", "[nil, nil]"}});
  EXPECT_EQ(session.run("COMMAND INFO zrank").substr(0, 14), "[[\"zrank\", 3, ");
  session.expect({
      {"COMMAND GETKEYS get", "(ERR wrong number of arguments for 'command|getkeys' command)"},
  });
  session.keyspace().configuration().compat = Compatibility(Compatibility::Release::Redis74);
  EXPECT_EQ(session.run("COMMAND INFO zrank").substr(0, 15), "[[\"zrank\", -3, ");
  EXPECT_EQ(session.run("COMMAND INFO blpop").find("noscript"), std::string::npos);
  session.expect({
      {"COMMAND GETKEYS get", "(ERR Invalid number of arguments specified for command)"},
  });
  EXPECT_NE(session.run("COMMAND INFO wait").find("blocking"), std::string::npos);
  EXPECT_EQ(session.run("COMMAND INFO msetnx").find("multi_shard"), std::string::npos);
}

}  // namespace
}  // namespace redis
