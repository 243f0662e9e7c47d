#include "script/script_cache.h"

#include <cstring>
#include <utility>
#include <vector>

#include "base/sha1.h"
#include "script/command_line.h"
#include "script/messages.h"

namespace script {

using base::Bytes;
using base::BytesView;

namespace {

/// Adds the flag named `name`; false with `error` if there is none.
bool readFlag(BytesView name, Shebang& shebang) {
  for (const ScriptFlagName& known : kScriptFlagNames) {
    if (known.name == name) {
      shebang.flags |= known.flag;
      return true;
    }
  }
  shebang.error = Bytes(messages::kUnexpectedFlag) + Bytes(name);
  return false;
}

/// Reads "a,b,c". An empty list is no flag; an empty element is an unknown one.
bool readFlags(BytesView list, Shebang& shebang) {
  if (list.empty()) return true;
  while (true) {
    const size_t comma = list.find(',');
    if (!readFlag(list.substr(0, comma), shebang)) return false;
    if (comma == BytesView::npos) return true;
    list.remove_prefix(comma + 1);
  }
}

/// Eight bytes at a time: `memcmp` of WebAssembly's C library looks at each.
bool sameBytes(BytesView left, BytesView right) {
  if (left.size() != right.size()) return false;
  size_t at = 0;
  for (; at + sizeof(uint64_t) <= left.size(); at += sizeof(uint64_t)) {
    uint64_t ours;
    uint64_t theirs;
    std::memcpy(&ours, left.data() + at, sizeof ours);
    std::memcpy(&theirs, right.data() + at, sizeof theirs);
    if (ours != theirs) return false;
  }
  return left.substr(at) == right.substr(at);
}

}  // namespace

Bytes lowerCase(BytesView text) {
  Bytes result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return result;
}

Shebang parseShebang(BytesView source) {
  Shebang shebang;
  if (source.substr(0, 2) != "#!") return shebang;
  const BytesView visible = source.substr(0, source.find('\0'));
  const size_t lineEnd = visible.find('\n');
  if (lineEnd == BytesView::npos) {
    shebang.error = Bytes(messages::kInvalidShebang);
    return shebang;
  }
  shebang.length = lineEnd;
  shebang.flags = 0;
  base::Result<std::vector<Bytes>> words = splitCommandLine(source.substr(0, lineEnd));
  if (!words.isOk() || words.value().empty()) {
    shebang.error = Bytes(messages::kInvalidEngine);
    return shebang;
  }
  const std::vector<Bytes>& parts = words.value();
  if (parts[0] != "#!lua") {
    shebang.error = Bytes(messages::kUnexpectedEngine) + parts[0];
    return shebang;
  }
  for (size_t i = 1; i < parts.size(); ++i) {
    const BytesView part = parts[i];
    if (part.substr(0, 6) != "flags=") {
      shebang.error = Bytes(messages::kUnknownOption) + parts[i];
      return shebang;
    }
    if (!readFlags(part.substr(6), shebang)) return shebang;
  }
  return shebang;
}

CachedScript* ScriptCache::find(BytesView sha) const {
  if (latest_ != nullptr && sameBytes(latest_->sha, sha)) return latest_;
  if (sha.size() != 40) return nullptr;
  const auto found = scripts_.find(lowerCase(sha));
  return found == scripts_.end() ? nullptr : latest_ = found->second.get();
}

CachedScript* ScriptCache::findBySource(BytesView source) const {
  CachedScript*& place = latestBySize_[source.size() % latestBySize_.size()];
  if (place != nullptr && sameBytes(place->source, source)) return place;
  CachedScript* found = find(base::sha1Hex(source));
  if (found != nullptr) place = found;
  return found;
}

CachedScript* ScriptCache::add(CachedScript script) {
  script.number = ++nextNumber_;
  std::unique_ptr<CachedScript>& place = scripts_[script.sha];
  place = std::make_unique<CachedScript>(std::move(script));
  forgetLatest();
  use(*place);
  evictableCount_ += place->origin == ScriptOrigin::Eval ? 1 : 0;
  return place.get();
}

uint32_t ScriptCache::evict() {
  constexpr size_t kKeptScripts = 500;
  if (evictableCount_ < kKeptScripts) return 0;
  auto oldest = scripts_.end();
  for (auto at = scripts_.begin(); at != scripts_.end(); ++at) {
    const bool isOlder = oldest == scripts_.end() || at->second->lastUse < oldest->second->lastUse;
    if (at->second->origin == ScriptOrigin::Eval && isOlder) oldest = at;
  }
  const uint32_t number = oldest->second->number;
  scripts_.erase(oldest);
  forgetLatest();
  --evictableCount_;
  return number;
}

}  // namespace script
