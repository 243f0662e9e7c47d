#include <algorithm>
#include <cmath>

#include "base/number_text.h"
#include "redis/commands/administration_handlers.h"
#include "redis/dispatcher.h"

/// What the latency monitor says to people: a graph of the samples of an event, and a report with
/// advice. Redis: LATENCY GRAPH, LATENCY DOCTOR.
namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

constexpr int kRows = 4;
constexpr size_t kColumns = 80;

/// How long ago a sample was, in the largest unit that is not zero: "5s", "3m", "2h", "1d".
Bytes ageLabel(int64_t seconds) {
  constexpr struct {
    int64_t seconds;
    char letter;
  } kUnits[] = {{24 * 3600, 'd'}, {3600, 'h'}, {60, 'm'}};
  for (const auto& unit : kUnits) {
    if (seconds >= unit.seconds) {
      return base::formatInteger(seconds / unit.seconds) + unit.letter;
    }
  }
  return base::formatInteger(seconds) + 's';
}

/// A filled graph of some samples: four rows of bars with three heights each, a row of blanks, and
/// the labels from top to bottom.
class BarGraph {
 public:
  BarGraph(const LatencyEvent& event, int64_t nowSeconds) : samples_(event.samples) {
    lowest_ = highest_ = samples_.front().milliseconds;
    for (const LatencySample& sample : samples_) {
      lowest_ = std::min(lowest_, sample.milliseconds);
      highest_ = std::max(highest_, sample.milliseconds);
      labels_.push_back(ageLabel(nowSeconds - sample.unixSeconds));
    }
  }
  int64_t lowest() const { return lowest_; }
  int64_t highest() const { return highest_; }

  void appendTo(Bytes& out) const {
    for (size_t first = 0; first < samples_.size(); first += kColumns) {
      out += first == 0 ? "" : "\n";
      appendColumns(out, first, std::min(samples_.size() - first, kColumns));
    }
  }

 private:
  char barAt(size_t index, int row) const {
    constexpr char kHeights[] = "_o#";
    constexpr int kSteps = 3 * kRows;
    const int64_t range = std::max<int64_t>(highest_ - lowest_, 1);
    const int64_t step =
        std::min<int64_t>((samples_[index].milliseconds - lowest_) * kSteps / range, kSteps - 1);
    const int64_t height = step - 3 * (kRows - 1 - row);
    return height < 0 ? ' ' : height < 3 ? kHeights[height] : '|';
  }

  void appendColumns(Bytes& out, size_t first, size_t count) const {
    size_t longest = 0;
    for (size_t i = 0; i < count; ++i) {
      longest = std::max(longest, labels_[first + i].size());
    }
    for (int row = 0; row < kRows; ++row) {
      for (size_t i = 0; i < count; ++i) {
        out += barAt(first + i, row);
      }
      out += '\n';
    }
    out.append(count, ' ');
    out += '\n';
    for (size_t row = 0; row < longest; ++row) {
      for (size_t i = 0; i < count; ++i) {
        out += row < labels_[first + i].size() ? labels_[first + i][row] : ' ';
      }
      out += '\n';
    }
  }

  const std::vector<LatencySample>& samples_;
  std::vector<Bytes> labels_;
  int64_t lowest_ = 0;
  int64_t highest_ = 0;
};

int64_t nowSeconds(CommandContext& context) {
  return context.keyspace().time().clock().nowMicroseconds() / 1'000'000;
}

/// "1. command: 3 latency spikes (average ...". Redis rounds averages down.
void appendEvent(Bytes& out, size_t number, const LatencyEvent& event, int64_t now) {
  const auto count = static_cast<int64_t>(event.samples.size());
  int64_t sum = 0;
  for (const LatencySample& sample : event.samples) {
    sum += sample.milliseconds;
  }
  const int64_t average = sum / count;
  int64_t deviation = 0;
  for (const LatencySample& sample : event.samples) {
    deviation += std::abs(average - sample.milliseconds);
  }
  const int64_t period = std::max<int64_t>(now - event.samples.front().unixSeconds, 1);
  out += messages::latencyEvent(
      {static_cast<int64_t>(number), event.name, count, average, deviation / count,
       static_cast<double>(period) / static_cast<double>(count), event.longestMs});
}

void appendAdvice(Bytes& out, const LatencyMonitor& monitor, const Configuration& configuration) {
  const bool hasCommands = monitor.find("command") != nullptr;
  const int64_t threshold = configuration.latencyMonitorThresholdMs;
  if (hasCommands && configuration.slowLogThresholdMicroseconds < 0) {
    out += messages::slowLogIsOff(threshold * 1000);
  } else if (hasCommands && configuration.slowLogThresholdMicroseconds / 1000 > threshold) {
    out += messages::slowLogIsTooSlow(threshold * 1000);
  }
  out += hasCommands ? messages::kAdviceSlowLog : BytesView();
  out += monitor.find("fast-command") != nullptr ? messages::kAdviceScheduler : BytesView();
  out += hasCommands ? messages::kAdviceLargeObjects : BytesView();
}

}  // namespace

Reply latencyGraphCommand(CommandContext& context) {
  const LatencyEvent* event = context.server().latencyMonitor.find(context.argument(2));
  if (event == nullptr) {
    return messages::noLatencySamples(context.argument(2));
  }
  const BarGraph graph(*event, nowSeconds(context));
  Bytes text =
      messages::latencyGraphTitle(event->name, graph.highest(), graph.lowest(), event->longestMs);
  text.append(kColumns, '-');
  text += '\n';
  graph.appendTo(text);
  return Reply::verbatim("txt", text);
}

Reply latencyDoctorCommand(CommandContext& context) {
  const LatencyMonitor& monitor = context.server().latencyMonitor;
  if (monitor.events().empty()) {
    return Reply::verbatim("txt", context.configuration().latencyMonitorThresholdMs == 0
                                      ? messages::kLatencyMonitorOff
                                      : messages::kLatencyMonitorQuiet);
  }
  Bytes report(messages::kLatencyObserved);
  size_t number = 0;
  for (const LatencyEvent& event : monitor.events()) {
    appendEvent(report, ++number, event, nowSeconds(context));
  }
  report += messages::kAdviceFollows;
  appendAdvice(report, monitor, context.configuration());
  return Reply::verbatim("txt", report);
}

}  // namespace redis
