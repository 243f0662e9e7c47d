#include "redis/server/slow_log.h"

#include <algorithm>
#include <utility>

#include "redis/messages.h"

namespace redis {

using base::Bytes;
using base::BytesView;

namespace {

constexpr size_t kMaximumArguments = 32;
constexpr size_t kMaximumBytes = 128;

}  // namespace

void SlowLog::add(SlowLogEntry entry, size_t limit) {
  entry.id = nextId_++;
  entries_.push_back(std::move(entry));
  if (entries_.size() > limit) {
    entries_.erase(entries_.begin(), entries_.end() - static_cast<ptrdiff_t>(limit));
  }
}

void NotedArguments::assign(std::span<const BytesView> argv) {
  count_ = argv.size();
  lengths_.clear();
  bytes_.clear();
  for (BytesView argument : argv.first(std::min(count_, kMaximumArguments))) {
    lengths_.push_back(argument.size());
    bytes_ += argument.substr(0, kMaximumBytes);
  }
}

std::vector<Bytes> NotedArguments::shorten() const {
  const size_t kept = count_ > kMaximumArguments ? kMaximumArguments - 1 : count_;
  std::vector<Bytes> result;
  result.reserve(std::min(count_, kMaximumArguments));
  size_t at = 0;
  for (size_t i = 0; i < kept; ++i) {
    const size_t shown = std::min(lengths_[i], kMaximumBytes);
    Bytes text = bytes_.substr(at, shown);
    at += shown;
    if (lengths_[i] > kMaximumBytes) {
      text += messages::moreBytes(lengths_[i] - kMaximumBytes);
    }
    result.push_back(std::move(text));
  }
  if (kept < count_) {
    result.push_back(messages::moreArguments(count_ - kept));
  }
  return result;
}

std::vector<Bytes> SlowLog::shorten(std::span<const BytesView> argv) {
  NotedArguments noted;
  noted.assign(argv);
  return noted.shorten();
}

}  // namespace redis
