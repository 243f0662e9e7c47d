#include "base/chunk_name.h"

#include <algorithm>

namespace base {
namespace {

constexpr size_t kFileReserve = sizeof(" '...' ");
constexpr size_t kStringReserve = sizeof(" [string \"...\"] ");

Bytes displayFile(BytesView name, size_t bufferSize) {
  const size_t room = bufferSize - kFileReserve;
  if (name.size() <= room) return Bytes(name);
  return "..." + Bytes(name.substr(name.size() - room));
}

Bytes displayText(BytesView text, size_t bufferSize) {
  const size_t room = bufferSize - kStringReserve;
  const size_t firstLine = std::min(text.find_first_of("\n\r"), text.size());
  const size_t shown = std::min(firstLine, room);
  Bytes result = "[string \"";
  result += text.substr(0, shown);
  if (shown < text.size()) result += "...";
  result += "\"]";
  return result;
}

}  // namespace

Bytes displayChunkName(BytesView chunkName, size_t bufferSize) {
  const BytesView name = chunkName.substr(0, chunkName.find('\0'));
  if (!name.empty() && name.front() == '=') return Bytes(name.substr(1, bufferSize - 1));
  if (!name.empty() && name.front() == '@') return displayFile(name.substr(1), bufferSize);
  return displayText(name, bufferSize);
}

}  // namespace base
