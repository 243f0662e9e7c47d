#include "redis/server/command_statistics.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/sort.h"

namespace redis {

using base::Bytes;
using base::BytesView;

size_t LatencyHistogram::bucketOf(int64_t nanoseconds) {
  const auto value = static_cast<uint64_t>(std::max<int64_t>(nanoseconds, kSubBuckets));
  const auto exponent = static_cast<size_t>(std::bit_width(value)) - 1;
  const size_t sub = static_cast<size_t>(value >> (exponent - 4)) & (kSubBuckets - 1);
  return std::min((exponent - 4) * kSubBuckets + sub, kBuckets - 1);
}

int64_t LatencyHistogram::upperBound(size_t bucket) {
  const size_t exponent = bucket / kSubBuckets;
  const auto top = static_cast<int64_t>(kSubBuckets + bucket % kSubBuckets + 1);
  return (top << exponent) - 1;
}

void LatencyHistogram::add(int64_t nanoseconds) {
  ++buckets_[bucketOf(nanoseconds)];
  ++count_;
}

uint64_t LatencyHistogram::countUpTo(int64_t nanoseconds) const {
  uint64_t total = 0;
  for (size_t bucket = 0; bucket < kBuckets && upperBound(bucket) <= nanoseconds; ++bucket) {
    total += buckets_[bucket];
  }
  return total;
}

int64_t LatencyHistogram::percentile(double percent) const {
  const auto wanted =
      static_cast<uint64_t>(std::floor(percent / 100 * static_cast<double>(count_) + 0.5));
  uint64_t total = 0;
  for (size_t bucket = 0; bucket < kBuckets; ++bucket) {
    total += buckets_[bucket];
    if (total >= std::max<uint64_t>(wanted, 1)) {
      return upperBound(bucket);
    }
  }
  return 0;
}

size_t CommandStatistics::slotOf(const CommandSpec& spec) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = (reinterpret_cast<uintptr_t>(&spec) / alignof(CommandSpec) * 0x9E3779B1u) & mask;
  while (slots_[slot] != 0 && records_[slots_[slot] - 1].spec != &spec) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

CommandRecord& CommandStatistics::lookUp(const CommandSpec& spec) {
  constexpr size_t kSlots = 1024;  // more than twice the number of commands and subcommands
  if (slots_.empty()) {
    slots_.resize(kSlots);
  }
  const size_t slot = slotOf(spec);
  if (slots_[slot] == 0) {
    records_.emplace_back().spec = &spec;
    slots_[slot] = static_cast<uint16_t>(records_.size());
  }
  last_ = slots_[slot] - 1u;
  return records_[last_];
}

const CommandRecord* CommandStatistics::find(const CommandSpec& spec) const {
  if (slots_.empty()) {
    return nullptr;
  }
  const uint16_t index = slots_[slotOf(spec)];
  return index == 0 ? nullptr : &records_[index - 1];
}

void CommandStatistics::countError(BytesView text) {
  constexpr size_t kMaximumCodes = 128;
  ++totalErrors_;
  const BytesView code = text.substr(0, text.find(' '));
  for (ErrorRecord& error : errors_) {
    if (error.code == code) {
      ++error.count;
      return;
    }
  }
  if (errors_.size() < kMaximumCodes) {
    errors_.push_back({Bytes(code), 1});
  }
}

std::vector<ErrorRecord> CommandStatistics::errors() const {
  std::vector<ErrorRecord> sorted = errors_;
  std::sort(sorted.begin(), sorted.end(), [](const ErrorRecord& left, const ErrorRecord& right) {
    return left.code < right.code;
  });
  return sorted;
}

void CommandStatistics::clear() {
  records_.clear();
  slots_.clear();
  errors_.clear();
  totalErrors_ = 0;
}

}  // namespace redis
