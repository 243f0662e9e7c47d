#include "command_session.h"

namespace redis {
namespace {

/// A session whose command "command" took 2, 10, 6 and 7 ms, five to two seconds ago.
class LatencyReport : public testing::Test {
 protected:
  LatencyReport() {
    LatencyMonitor& monitor = session_.dispatcher().server().latencyMonitor;
    const int64_t now = session_.clock().nowMicroseconds() / 1'000'000;
    session_.run("CONFIG SET latency-monitor-threshold 1 slowlog-log-slower-than 1000");
    const int64_t durations[] = {2, 10, 6, 7};
    for (int64_t i = 0; i < 4; ++i) {
      monitor.add("command", now - 5 + i, durations[i]);
    }
  }

  std::string text(const std::vector<std::string>& words) {
    const std::string reply = session_.execute(words).text();
    return reply.substr(std::min<size_t>(4, reply.size()));
  }

  CommandSession session_;
};

TEST_F(LatencyReport, DrawsSamples) {
  EXPECT_EQ(text({"LATENCY", "GRAPH", "command"}),
            "command - high 10 ms, low 2 ms (all time high 10 ms)\n" + std::string(80, '-') +
                "\n #  \n |_o\n |||\n_|||\n    \n5432\nssss\n");
  EXPECT_EQ(session_.run("LATENCY GRAPH fast-command"),
            "(ERR No samples available for event 'fast-command')");
}

TEST_F(LatencyReport, BreaksLinesAfter80Samples) {
  LatencyMonitor& monitor = session_.dispatcher().server().latencyMonitor;
  const int64_t now = session_.clock().nowMicroseconds() / 1'000'000;
  for (int64_t i = 0; i < 81; ++i) {
    monitor.add("fast-command", now - 7200 + i, 5);
  }
  const std::string bars(80, '_');
  const std::string blanks = std::string(80, ' ') + "\n";
  EXPECT_EQ(text({"LATENCY", "GRAPH", "fast-command"}),
            "fast-command - high 5 ms, low 5 ms (all time high 5 ms)\n" + std::string(80, '-') +
                "\n" + blanks + blanks + blanks + bars + "\n" + blanks + "2" +
                std::string(79, '1') + "\n" + std::string(80, 'h') + "\n\n \n \n \n_\n \n1\nh\n");
}

TEST_F(LatencyReport, GivesAdvice) {
  const std::string opening =
      "Dave, I have observed latency spikes in this Redis instance. You don't mind talking about "
      "it, do you Dave?\n\n1. command: 4 latency spikes (average 6ms, mean deviation 2ms, period "
      "1.25 sec). Worst all time event 10ms.\n\nI have a few advices for you:\n\n";
  const std::string closing =
      "- Check your Slow Log to understand what are the commands you are running which are too "
      "slow to execute. Please check https://redis.io/commands/slowlog for more information.\n"
      "- Deleting, expiring or evicting (because of maxmemory policy) large objects is a blocking "
      "operation. If you have very large objects that are often deleted, expired, or evicted, try "
      "to fragment those objects into multiple smaller objects.\n";
  EXPECT_EQ(text({"LATENCY", "DOCTOR"}), opening + closing);
  session_.run("CONFIG SET slowlog-log-slower-than 100000");
  EXPECT_EQ(text({"LATENCY", "DOCTOR"}),
            opening +
                "- Your current Slow Log configuration only logs events that are slower than your "
                "configured latency monitor threshold. Please use 'CONFIG SET "
                "slowlog-log-slower-than 1000'.\n" +
                closing);
  session_.run("CONFIG SET slowlog-log-slower-than -1");
  EXPECT_EQ(text({"LATENCY", "DOCTOR"}),
            opening +
                "- There are latency issues with potentially slow commands you are using. Try to "
                "enable the Slow Log Redis feature using the command 'CONFIG SET "
                "slowlog-log-slower-than 1000'. If the Slow log is disabled Redis is not able to "
                "log slow commands execution for you.\n" +
                closing);
}

}  // namespace
}  // namespace redis
