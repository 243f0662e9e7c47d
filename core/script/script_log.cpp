#include "script/script_log.h"

namespace script {

const char* logLevelName(LogLevel level) {
  static constexpr const char* kNames[] = {"debug", "verbose", "notice", "warning", "print"};
  return kNames[static_cast<size_t>(level)];
}

void ScriptLog::add(LogLevel level, base::BytesView text) {
  if (entries_.size() >= kMaxEntries) {
    const size_t surplus = kMaxEntries / 10;
    entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(surplus));
    dropped_ += surplus;
  }
  entries_.push_back({level, base::Bytes(text)});
}

void ScriptLog::clear() {
  entries_.clear();
  dropped_ = 0;
}

}  // namespace script
