#include "command_session.h"
#include "redis/commands/configuration_parameters.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

#define FAILED(name, why) \
  "(ERR CONFIG SET failed (possibly related to argument '" name "') - " why ")"

TEST(ConfigurationCommands, ReadValuesByKind) {
  CommandSession session;
  session.expect({
      {"CONFIG SET maxmemory-clients 5%", "OK"},
      {"CONFIG GET maxmemory-clients", "[\"maxmemory-clients\", \"5%\"]"},
      {"CONFIG SET maxmemory-clients 500%",
       FAILED("maxmemory-clients", "percentage argument must be less or equal to 100")},
      {"CONFIG SET maxmemory-clients -1",
       FAILED("maxmemory-clients", "argument must be a memory or percent value")},
      {"CONFIG SET maxmemory 99999999999999999999", "OK"},
      {"CONFIG GET maxmemory", "[\"maxmemory\", \"18446744073709551615\"]"},
      {"CONFIG SET maxmemory -5", FAILED("maxmemory", "argument must be a memory value")},
      {"CONFIG SET timeout -1",
       FAILED("timeout", "argument must be between 0 and 2147483647 inclusive")},
      {"CONFIG SET hz 1000", "OK"},
      {"CONFIG GET hz", "[\"hz\", \"500\"]"},
      {"CONFIG SET oom-score-adj relative", "OK"},
      {"CONFIG GET oom-score-adj", "[\"oom-score-adj\", \"yes\"]"},
      {"CONFIG SET loglevel foo",
       FAILED("loglevel",
              "argument(s) must be one of the following: debug, verbose, notice, warning")},
      {"CONFIG SET shutdown-on-sigint \"save force\"", "OK"},
      {"CONFIG GET shutdown-on-sigint", "[\"shutdown-on-sigint\", \"save force\"]"},
      {"CONFIG SET shutdown-on-sigint \"save nosave\"",
       FAILED("shutdown-on-sigint",
              "shutdown options SAVE and NOSAVE can't be used simultaneously")},
      {"CONFIG SET appendonly maybe", FAILED("appendonly", "argument must be 'yes' or 'no'")},
  });
}

TEST(ConfigurationCommands, ReadValuesWithASyntaxOfTheirOwn) {
  CommandSession session;
  session.expect({
      {"CONFIG SET notify-keyspace-events KEA", "OK"},
      {"CONFIG GET notify-keyspace-events", "[\"notify-keyspace-events\", \"AKE\"]"},
      {"CONFIG SET notify-keyspace-events xKg$n", "OK"},
      {"CONFIG GET notify-keyspace-events", "[\"notify-keyspace-events\", \"g$xnK\"]"},
      {"CONFIG SET notify-keyspace-events q",
       FAILED("notify-keyspace-events", "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.")},
      {"CONFIG SET client-output-buffer-limit \"normal 1mb 0 0 replica 1 2 3\"", "OK"},
      {"CONFIG GET client-output-buffer-limit",
       "[\"client-output-buffer-limit\", \"normal 1048576 0 0 slave 1 2 3 pubsub 33554432 8388608 "
       "60\"]"},
      {"CONFIG SET client-output-buffer-limit \"foo 1mb 0 0\"",
       FAILED("client-output-buffer-limit",
              "Invalid client class specified in buffer limit configuration.")},
      {"CONFIG SET save \"10 1 5 7\"", "OK"},
      {"CONFIG GET save", "[\"save\", \"10 1 5 7\"]"},
      {"CONFIG SET save \"10 1 x\"", FAILED("save", "Invalid save parameters")},
      {"CONFIG SET latency-tracking-info-percentiles \"1e1 0x10 50.123456789\"", "OK"},
      {"CONFIG GET latency-tracking-info-percentiles",
       "[\"latency-tracking-info-percentiles\", \"10 16 50.123457\"]"},
      {"CONFIG SET oom-score-adj-values \"1 2\"",
       FAILED("oom-score-adj-values", "wrong number of arguments")},
      {"CONFIG SET bind foo.bar", FAILED("bind", "Failed to bind to specified addresses.")},
      {"CONFIG SET bind 127.0.0.1", "OK"},
  });
}

TEST(ConfigurationCommands, AnswerNamesAsAskedAndOnce) {
  CommandSession session;
  session.expect({
      {"CONFIG GET HZ hz H?", "[\"HZ\", \"10\"]"},
      {"CONFIG GET slave-priority", "[\"slave-priority\", \"100\"]"},
      {"CONFIG GET rdb-key-save-delay", "[\"rdb-key-save-delay\", \"0\"]"},
      {"CONFIG GET rdb-key-save-dela?", "[]"},
      {"CONFIG SET hash-max-ziplist-entries 5 hash-max-listpack-entries 7", "OK"},
      {"CONFIG GET hash-max-*-entries",
       "[\"hash-max-listpack-entries\", \"7\", \"hash-max-ziplist-entries\", \"7\"]"},
      {"CONFIG SET SLAVE-priority abc",
       FAILED("slave-priority", "argument couldn't be parsed into an integer")},
      {"CONFIG REWRITE", "(ERR The server is running without a config file)"},
  });
}

TEST(ConfigurationCommands, ChangeAllOrNothing) {
  CommandSession session;
  session.expect({
      {"CONFIG SET timeout 5 timeout 6", FAILED("timeout", "duplicate parameter")},
      {"CONFIG SET timeout 5 bar 6",
       "(ERR Unknown option or number of arguments for CONFIG SET - 'bar')"},
      {"CONFIG SET databases 5 bar 6", FAILED("databases", "can't set immutable config")},
      {"CONFIG SET dir /tmp", FAILED("dir", "can't set protected config")},
      {"CONFIG SET timeout 5 HZ x", FAILED("hz", "argument couldn't be parsed into an integer")},
      {"CONFIG GET timeout", "[\"timeout\", \"0\"]"},
  });
}

TEST(ConfigurationCommands, TakeEveryValueThatTheyAnswer) {
  Configuration configuration;
  for (const Parameter& parameter : configurationParameters()) {
    const base::Bytes value = parameterValue(configuration, parameter);
    base::Bytes problem;
    EXPECT_TRUE(setParameter(configuration, parameter, value, problem))
        << parameter.name << ": " << problem;
    EXPECT_EQ(parameterValue(configuration, parameter), value) << parameter.name;
  }
}

}  // namespace
}  // namespace redis
