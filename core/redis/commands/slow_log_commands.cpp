#include "base/number_text.h"
#include "redis/commands/administration_handlers.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/help.h"
#include "redis/dispatcher.h"

namespace redis {

using base::Bytes;
using base::BytesView;

// --- SLOWLOG -------------------------------------------------------------------------------------

Reply slowlogGetCommand(CommandContext& context) {
  constexpr int64_t kDefaultCount = 10;
  if (context.count() > 3) {
    return messages::subcommandSyntaxError("slowlog", context.argument(1));
  }
  int64_t wanted = kDefaultCount;
  if (context.count() == 3) {
    const std::optional<int64_t> number = parseInteger(context.argument(2));
    if (!number || *number < -1) {
      return Reply::error(messages::kSlowLogCount);
    }
    wanted = *number;
  }
  const std::span<const SlowLogEntry> entries = context.server().slowLog.entries();
  const size_t count =
      wanted < 0 ? entries.size() : std::min(static_cast<size_t>(wanted), entries.size());
  Reply reply = Reply::array();
  for (size_t i = 0; i < count; ++i) {
    const SlowLogEntry& entry = entries[entries.size() - 1 - i];
    Reply arguments = Reply::array();
    for (const Bytes& argument : entry.arguments) {
      arguments.addBulk(argument);
    }
    reply.add(Reply::array({Reply::integer(entry.id), Reply::integer(entry.unixSeconds),
                            Reply::integer(entry.microseconds), std::move(arguments),
                            Reply::bulk(BytesView(entry.clientAddress)),
                            Reply::bulk(BytesView(entry.clientName))}));
  }
  return reply;
}

Reply slowlogLenCommand(CommandContext& context) {
  return Reply::integer(static_cast<int64_t>(context.server().slowLog.entries().size()));
}

Reply slowlogResetCommand(CommandContext& context) {
  context.server().slowLog.clear();
  return Reply::ok();
}

Reply slowlogHelpCommand(CommandContext&) {
  return helpReply("slowlog",
                   "GET [<count>]\n"
                   "    Return top <count> entries from the slowlog (default: 10, -1 mean all).\n"
                   "    Entries are made of:\n"
                   "    id, timestamp, time in microseconds, arguments array, client IP and port,\n"
                   "    client name\n"
                   "LEN\n"
                   "    Return the length of the slowlog.\n"
                   "RESET\n"
                   "    Reset the slowlog.");
}

// --- LATENCY -------------------------------------------------------------------------------------

namespace {

/// The histogram of a command as LATENCY HISTOGRAM prints it: cumulative counts by microseconds.
Reply histogramReply(const CommandRecord& record) {
  constexpr int64_t kFirstLimit = 1032;  // 1024 ns, plus the width of a bucket of Redis
  Reply counts = Reply::map();
  uint64_t before = 0;
  for (int64_t limit = kFirstLimit; before < record.histogram->count(); limit *= 2) {
    const uint64_t upTo = record.histogram->countUpTo(limit - 1);
    if (upTo > before) {
      counts.addInteger((limit - 1) / 1000);
      counts.addInteger(static_cast<int64_t>(upTo));
      before = upTo;
    }
    if (limit > INT64_MAX / 4) {
      break;
    }
  }
  return Reply::map({Reply::bulk("calls"),
                     Reply::integer(static_cast<int64_t>(record.histogram->count())),
                     Reply::bulk("histogram_usec"), std::move(counts)});
}

void addHistogram(Reply& reply, const CommandRecord* record) {
  if (record != nullptr && record->histogram != nullptr) {
    reply.addBulk(record->spec->fullName());
    reply.add(histogramReply(*record));
  }
}

}  // namespace

Reply latencyHistogramCommand(CommandContext& context) {
  const CommandStatistics& statistics = context.server().commandStatistics;
  Reply reply = Reply::map();
  if (context.count() == 2) {
    for (const CommandRecord& record : statistics.commands()) {
      addHistogram(reply, &record);
    }
    return reply;
  }
  for (size_t i = 2; i < context.count(); ++i) {
    const BytesView name = context.argument(i);
    const size_t bar = name.find('|');
    const CommandSpec* spec = context.dispatcher().find(name.substr(0, bar));
    if (spec != nullptr && bar != BytesView::npos) {
      spec = Dispatcher::findSubcommand(*spec, name.substr(bar + 1));
    }
    if (spec == nullptr) {
      continue;
    }
    addHistogram(reply, statistics.find(*spec));
    for (const CommandSpec& subcommand : spec->subcommands) {
      addHistogram(reply, statistics.find(subcommand));
    }
  }
  return reply;
}

Reply latencyLatestCommand(CommandContext& context) {
  Reply reply = Reply::array();
  for (const LatencyEvent& event : context.server().latencyMonitor.events()) {
    const LatencySample& last = event.samples.back();
    reply.add(Reply::array({Reply::bulk(BytesView(event.name)), Reply::integer(last.unixSeconds),
                            Reply::integer(last.milliseconds), Reply::integer(event.longestMs)}));
  }
  return reply;
}

Reply latencyHistoryCommand(CommandContext& context) {
  Reply reply = Reply::array();
  if (const LatencyEvent* event = context.server().latencyMonitor.find(context.argument(2))) {
    for (const LatencySample& sample : event->samples) {
      reply.add(
          Reply::array({Reply::integer(sample.unixSeconds), Reply::integer(sample.milliseconds)}));
    }
  }
  return reply;
}

Reply latencyResetCommand(CommandContext& context) {
  LatencyMonitor& monitor = context.server().latencyMonitor;
  if (context.count() == 2) {
    return Reply::integer(static_cast<int64_t>(monitor.resetAll()));
  }
  int64_t count = 0;
  for (size_t i = 2; i < context.count(); ++i) {
    count += monitor.reset(context.argument(i)) ? 1 : 0;
  }
  return Reply::integer(count);
}

Reply latencyHelpCommand(CommandContext&) {
  return helpReply("latency",
                   "DOCTOR\n"
                   "    Return a human readable latency analysis report.\n"
                   "GRAPH <event>\n"
                   "    Return an ASCII latency graph for the <event> class.\n"
                   "HISTORY <event>\n"
                   "    Return time-latency samples for the <event> class.\n"
                   "LATEST\n"
                   "    Return the latest latency samples for all events.\n"
                   "RESET [<event> ...]\n"
                   "    Reset latency data of one or more <event> classes.\n"
                   "    (default: reset all data for all event classes)\n"
                   "HISTOGRAM [COMMAND ...]\n"
                   "    Return a cumulative distribution of latencies in the format of a histogram "
                   "for the specified command names.\n"
                   "    If no commands are specified then all histograms are replied.");
}

}  // namespace redis
