#include "redis/server/slow_log.h"

#include <algorithm>
#include <utility>

#include "redis/messages.h"

namespace redis {

using base::Bytes;
using base::BytesView;

void SlowLog::add(SlowLogEntry entry, size_t limit) {
  entry.id = nextId_++;
  entries_.push_back(std::move(entry));
  if (entries_.size() > limit) {
    entries_.erase(entries_.begin(), entries_.end() - static_cast<ptrdiff_t>(limit));
  }
}

std::vector<Bytes> SlowLog::shorten(std::span<const BytesView> argv) {
  constexpr size_t kMaximumArguments = 32;
  constexpr size_t kMaximumBytes = 128;
  const size_t kept = argv.size() > kMaximumArguments ? kMaximumArguments - 1 : argv.size();
  std::vector<Bytes> result;
  result.reserve(std::min(argv.size(), kMaximumArguments));
  for (BytesView argument : argv.first(kept)) {
    Bytes text(argument.substr(0, kMaximumBytes));
    if (argument.size() > kMaximumBytes) {
      text += messages::moreBytes(argument.size() - kMaximumBytes);
    }
    result.push_back(std::move(text));
  }
  if (kept < argv.size()) {
    result.push_back(messages::moreArguments(argv.size() - kept));
  }
  return result;
}

}  // namespace redis
