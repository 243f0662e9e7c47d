#include "cli/host_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace cli {
namespace {

void fail(lua::FileAnswer& answer) {
  answer.error = errno;
  answer.bytes = std::strerror(errno);
}

/// The flags of open(2) for a mode of fopen; -1: not a mode.
int openFlags(base::BytesView mode) {
  if (mode.empty()) return -1;
  const bool isUpdate = mode.find('+') != base::BytesView::npos;
  const int access = isUpdate ? O_RDWR : mode[0] == 'r' ? O_RDONLY : O_WRONLY;
  switch (mode[0]) {
    case 'r':
      return access;
    case 'w':
      return access | O_CREAT | O_TRUNC;
    case 'a':
      return access | O_CREAT | O_APPEND;
    default:
      return -1;
  }
}

void openFile(const lua::FileRequest& request, lua::FileAnswer& answer) {
  const int flags = openFlags(request.second);
  errno = EINVAL;
  answer.number =
      flags < 0 ? -1 : ::open(std::string(request.first).c_str(), flags | O_CLOEXEC, 0666);
  if (answer.number < 0) fail(answer);
}

void readFile(const lua::FileRequest& request, lua::FileAnswer& answer) {
  answer.bytes.resize(static_cast<size_t>(request.number));
  const ssize_t count = ::read(request.handle, answer.bytes.data(), answer.bytes.size());
  if (count < 0) return fail(answer);
  answer.bytes.resize(static_cast<size_t>(count));
}

void writeFile(const lua::FileRequest& request, lua::FileAnswer& answer) {
  base::BytesView rest = request.first;
  while (!rest.empty()) {
    const ssize_t count = ::write(request.handle, rest.data(), rest.size());
    if (count < 0) return fail(answer);
    rest.remove_prefix(static_cast<size_t>(count));
  }
}

void nameTemporaryFile(lua::FileAnswer& answer) {
  char name[] = "/tmp/lua_XXXXXX";
  const int handle = ::mkstemp(name);
  if (handle < 0) return fail(answer);
  ::close(handle);
  answer.bytes = name;
}

}  // namespace

void serveFiles(void*, const lua::FileRequest& request, lua::FileAnswer& answer) {
  constexpr int kOrigins[] = {SEEK_SET, SEEK_CUR, SEEK_END};
  int status = 0;
  switch (request.action) {
    case lua::FileAction::Open:
      return openFile(request, answer);
    case lua::FileAction::Read:
      return readFile(request, answer);
    case lua::FileAction::Write:
      return writeFile(request, answer);
    case lua::FileAction::Seek:
      answer.number =
          ::lseek(request.handle, request.number, kOrigins[static_cast<int>(request.origin)]);
      status = answer.number < 0 ? -1 : 0;
      break;
    case lua::FileAction::Close:
      status = ::close(request.handle);
      break;
    case lua::FileAction::Remove:
      status = std::remove(std::string(request.first).c_str());
      break;
    case lua::FileAction::Rename:
      status = std::rename(std::string(request.first).c_str(), std::string(request.second).c_str());
      break;
    case lua::FileAction::TemporaryName:
      return nameTemporaryFile(answer);
  }
  if (status != 0) fail(answer);
}

}  // namespace cli
