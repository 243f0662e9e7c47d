#include <gtest/gtest.h>

#include <string>

#include "hub_fixture.h"

/// What INFO tells about bytes, connections and turns.
namespace connection {
namespace {

class TrafficTest : public HubTest {
 protected:
  /// A field of INFO as a client sees it.
  std::string field(uint64_t client, const std::string& name) {
    const std::string info = talk(client, "INFO everything\r\n");
    const size_t at = info.find("\r\n" + name + ":");
    if (at == std::string::npos) return "no such field";
    const size_t begin = at + name.size() + 3;
    return info.substr(begin, info.find("\r\n", begin) - begin);
  }
};

TEST_F(TrafficTest, CountsBytes) {
  const uint64_t client = connect();
  talk(client, "PING\r\n");      // 6 bytes, answered by 7
  talk(client, "ECHO abc\r\n");  // 10 bytes, answered by 9
  const std::string ask = "INFO everything\r\n";
  const std::string info = talk(client, ask);
  const auto has = [&info](const char* line) { return info.find(line) != std::string::npos; };
  EXPECT_TRUE(has("\r\ntotal_net_input_bytes:33\r\ntotal_net_output_bytes:16\r\n")) << info;
  EXPECT_TRUE(has("\r\ntotal_reads_processed:3\r\ntotal_writes_processed:2\r\n")) << info;
  EXPECT_EQ(field(client, "total_net_output_bytes"), std::to_string(16 + info.size()));

  talk(client, "CONFIG RESETSTAT\r\n");
  EXPECT_EQ(field(client, "total_net_input_bytes"), std::to_string(ask.size()));
}

TEST_F(TrafficTest, TellsRatesOfTheLastSixteenTenthsOfASecond) {
  const uint64_t client = connect();
  for (int i = 0; i < 16; ++i) talk(client, "PING\r\n");
  EXPECT_EQ(field(client, "instantaneous_ops_per_sec"), "0");  // the window is not over
  clock_.advanceMs(100);
  // 16 PING and one INFO in 1.6 s.
  EXPECT_EQ(field(client, "instantaneous_ops_per_sec"), "10");
  clock_.advanceMs(1500);
  EXPECT_EQ(field(client, "instantaneous_ops_per_sec"), "11");
  clock_.advanceMs(100);
  // The first window is too long ago.
  EXPECT_EQ(field(client, "instantaneous_ops_per_sec"), "1");
  clock_.advanceMs(60'000);
  EXPECT_EQ(field(client, "instantaneous_ops_per_sec"), "0");

  hub_.feed(client, "ECHO " + std::string(16'384, 'x') + "\r\n");
  received();
  clock_.advanceMs(100);
  EXPECT_EQ(field(client, "instantaneous_input_kbps").substr(0, 3), "10.");
  EXPECT_EQ(field(client, "instantaneous_output_kbps").substr(0, 1), "1");
}

TEST_F(TrafficTest, CountsTheCommandsOfScripts) {
  const uint64_t client = connect();
  clock_.advanceMs(1000);
  talk(client, "EVAL \"for i = 1, 159 do redis.call('PING') end\" 0\r\n");
  clock_.advanceMs(100);
  EXPECT_EQ(field(client, "instantaneous_ops_per_sec"), "100");
}

TEST_F(TrafficTest, SurvivesAClockThatIsSetBack) {
  const uint64_t client = connect();
  talk(client, "PING\r\n");
  clock_.advanceMs(-3'600'000);
  EXPECT_EQ(talk(client, "PING\r\n"), "+PONG\r\n");
  EXPECT_EQ(field(client, "total_commands_processed"), "2");
}

TEST_F(TrafficTest, KeepsItsWindowsWhenAFrozenTimeAsks) {
  const uint64_t client = connect();
  for (int i = 0; i < 16; ++i) talk(client, "PING\r\n");
  engine_.keyspace().time().freeze();
  clock_.advanceMs(100);
  for (int i = 0; i < 8; ++i) {
    talk(connect(), "");
    EXPECT_EQ(field(client, "instantaneous_ops_per_sec"), "10");
  }
  engine_.keyspace().time().thaw();
}

TEST_F(TrafficTest, CountsTurnsOfTheEventLoopInLaterReleases) {
  engine_.keyspace().configuration().compat =
      redis::Compatibility(redis::Compatibility::Release::Redis74);
  const uint64_t client = connect();
  hub_.feed(client, "PING\r\n");
  clock_.setMicroseconds(clock_.nowMicroseconds() + 250);
  received();
  received();
  EXPECT_EQ(field(client, "eventloop_cycles"), "2");
  EXPECT_EQ(field(client, "eventloop_duration_sum"), "250");
  EXPECT_EQ(field(client, "eventloop_duration_cmd_sum"), "0");
}

TEST_F(TrafficTest, RefusesClientsAboveTheLimit) {
  const uint64_t first = connect();
  talk(first, "CONFIG SET maxclients 1\r\n");
  const uint64_t second = connect();
  EXPECT_EQ(talk(second, "PING\r\n"), "-ERR max number of clients reached\r\n");
  EXPECT_EQ(actions_[second], DrainAction::Close);
  EXPECT_EQ(field(first, "rejected_connections"), "1");
  EXPECT_EQ(field(first, "total_connections_received"), "1");
  EXPECT_EQ(field(first, "connected_clients"), "1");

  hub_.disconnect(first);
  EXPECT_EQ(talk(connect(), "PING\r\n"), "+PONG\r\n");
}

}  // namespace
}  // namespace connection
