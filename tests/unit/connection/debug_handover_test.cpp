#include "hub_fixture.h"

namespace connection {
namespace {

class DebugHandover : public HubTest {
 protected:
  uint64_t debugging(const std::string& mode) {
    const uint64_t id = connect();
    EXPECT_EQ(talk(id, "SCRIPT DEBUG " + mode + "\r\n"), "+OK\r\n");
    return id;
  }
};

std::string bulks(const std::vector<std::string>& words) {
  std::string out = "*" + std::to_string(words.size()) + "\r\n";
  for (const std::string& word : words)
    out += "$" + std::to_string(word.size()) + "\r\n" + word + "\r\n";
  return out;
}

TEST_F(DebugHandover, GivesTheClientToTheHost) {
  const uint64_t id = debugging("YES");
  EXPECT_EQ(talk(id, "EVAL \"return 1\" 0 arg\r\n*1\r\n$1\r\ns\r\n"),
            bulks({"YES", "0", "2", "default", "", "EVAL", "return 1", "0", "arg"}) +
                "*1\r\n$1\r\ns\r\n");
  EXPECT_EQ(actions_[id], DrainAction::Debug);
  EXPECT_EQ(talk(id, "PING\r\n"), "");
}

TEST_F(DebugHandover, SaysWhatTheClientIsToBeSentAndWhereItIs) {
  const uint64_t id = debugging("sync");
  talk(id, "SELECT 3\r\n");
  EXPECT_EQ(talk(id, "PING\r\neval_ro \"return 1\" 0\r\n"),
            bulks({"SYNC", "3", "2", "default", "+PONG\r\n", "eval_ro", "return 1", "0"}));
}

TEST_F(DebugHandover, ConcernsNothingButEval) {
  const uint64_t id = debugging("YES");
  const std::string digest(40, '0');
  EXPECT_EQ(talk(id, "EVALSHA " + digest + " 0\r\n"),
            "-ERR Please use EVAL instead of EVALSHA for debugging\r\n");
  EXPECT_EQ(talk(id, "EVALSHA 0 0\r\n"), "-NOSCRIPT No matching script. Please use EVAL.\r\n");
  EXPECT_EQ(talk(id, "FCALL nosuch 0\r\n"), "-ERR Function not found\r\n");
  talk(id, "MULTI\r\nEVAL \"return 1\" 0\r\nPING\r\n");
  EXPECT_EQ(talk(id, "EXEC\r\n"),
            "*2\r\n-ERR command 'script|debug' is not implemented by this engine\r\n+PONG\r\n");
  talk(id, "SCRIPT DEBUG NO\r\n");
  EXPECT_EQ(talk(id, "EVAL \"return 1\" 0\r\n"), ":1\r\n");
}

TEST_F(DebugHandover, IsRefusedWhileRepliesArePending) {
  const uint64_t id = connect();
  const std::string refusal = "-ERR SCRIPT DEBUG must be called outside a pipeline\r\n";
  EXPECT_EQ(talk(id, "PING\r\nSCRIPT DEBUG YES\r\n"), "+PONG\r\n" + refusal);
  EXPECT_EQ(talk(id, "PING\r\nSCRIPT DEBUG NO\r\n"), "+PONG\r\n" + refusal);
  talk(id, "MULTI\r\nSCRIPT DEBUG YES\r\n");
  EXPECT_EQ(talk(id, "EXEC\r\n"), "*1\r\n" + refusal);
  EXPECT_EQ(talk(id, "SCRIPT DEBUG x\r\n"), "-ERR Use SCRIPT DEBUG YES/SYNC/NO\r\n");
  EXPECT_EQ(talk(id, "SCRIPT DEBUG\r\n"),
            "-ERR wrong number of arguments for 'script|debug' command\r\n");
}

}  // namespace
}  // namespace connection
