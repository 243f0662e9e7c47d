#include "script/script_log.h"

namespace script {

const char* logLevelName(LogLevel level) {
  static constexpr const char* kNames[] = {"debug", "verbose", "notice", "warning", "print"};
  return kNames[static_cast<size_t>(level)];
}

void ScriptLog::add(LogLevel level, base::BytesView text) {
  if (entries_.size() >= kMaxEntries) drop(kMaxEntries / 10);
  while (!entries_.empty() && bytes_ + text.size() > kMaxBytes) drop(1 + entries_.size() / 10);
  bytes_ += text.size();
  entries_.push_back({level, base::Bytes(text)});
}

void ScriptLog::drop(size_t count) {
  for (size_t index = 0; index < count; ++index) bytes_ -= entries_[index].text.size();
  entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(count));
  dropped_ += count;
}

void ScriptLog::clear() {
  entries_.clear();
  bytes_ = 0;
  dropped_ = 0;
}

}  // namespace script
