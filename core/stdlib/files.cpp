#include "stdlib/files.h"

#include <algorithm>

namespace lua {

using base::Bytes;
using base::BytesView;

namespace {

constexpr int32_t kBadDescriptor = 9;  // EBADF
constexpr char kBadDescriptorText[] = "Bad file descriptor";

/// Asks the host; without one, nothing can be done with a file.
bool askHost(void* context, FileService service, const FileRequest& request, FileAnswer& answer,
             FileError& error) {
  if (service == nullptr) {
    error = {kBadDescriptor, kBadDescriptorText};
    return false;
  }
  service(context, request, answer);
  if (answer.error == 0) return true;
  error = {answer.error, std::move(answer.bytes)};
  return false;
}

}  // namespace

// ---- Stream ----

bool Stream::ask(const FileRequest& request, FileAnswer& answer) {
  return askHost(context_, service_, request, answer, error_);
}

/// Reads the next block; false at the end or after an error.
bool Stream::fill() {
  if (!mayRead_) {
    error_ = {kBadDescriptor, kBadDescriptorText};
    return false;
  }
  if (!output_.empty() && !flush()) return false;
  FileRequest request;
  request.action = FileAction::Read;
  request.handle = handle_;
  request.number = kBufferBytes;
  FileAnswer answer;
  if (!ask(request, answer)) return false;
  input_ = std::move(answer.bytes);
  readAt_ = 0;
  return !input_.empty();
}

void Stream::read(uint64_t count, Bytes& out) {
  while (count > 0 && (readAt_ < input_.size() || fill())) {
    const size_t part = static_cast<size_t>(std::min<uint64_t>(count, input_.size() - readAt_));
    out.append(input_, readAt_, part);
    readAt_ += part;
    count -= part;
  }
}

void Stream::readLine(size_t limit, Bytes& out) {
  while (limit > 0 && (readAt_ < input_.size() || fill())) {
    const size_t newline = input_.find('\n', readAt_);
    const size_t end = newline == Bytes::npos ? input_.size() : newline + 1;
    const size_t part = std::min(limit, end - readAt_);
    out.append(input_, readAt_, part);
    readAt_ += part;
    limit -= part;
    if (out.back() == '\n') return;
  }
}

bool Stream::send(BytesView bytes) {
  if (bytes.empty()) return true;
  if (write_ != nullptr) {
    write_(writeContext_, bytes);
    return true;
  }
  FileRequest request;
  request.action = FileAction::Write;
  request.handle = handle_;
  request.first = bytes;
  FileAnswer answer;
  return ask(request, answer);
}

bool Stream::write(BytesView bytes) {
  if (!mayWrite_) error_ = {kBadDescriptor, kBadDescriptorText};
  if (!mayWrite_ || !dropInput()) return false;
  if (buffering_ == Buffering::None || write_ != nullptr) return send(bytes);
  output_ += bytes;
  if (output_.size() > bufferBytes_) return flush();
  if (buffering_ == Buffering::Line && bytes.find('\n') != BytesView::npos) {
    const size_t end = output_.rfind('\n') + 1;
    const bool isSent = send(BytesView(output_).substr(0, end));
    output_.erase(0, end);
    return isSent;
  }
  return true;
}

bool Stream::flush() {
  const bool isSent = send(output_);
  output_.clear();
  return isSent;
}

/// Forgets what was read ahead: the host's position goes back to the program's.
bool Stream::dropInput() {
  const int64_t ahead = static_cast<int64_t>(input_.size() - readAt_);
  input_.clear();
  readAt_ = 0;
  if (ahead == 0) return true;
  FileRequest request;
  request.action = FileAction::Seek;
  request.handle = handle_;
  request.number = -ahead;
  request.origin = SeekOrigin::Current;
  FileAnswer answer;
  return ask(request, answer);
}

int64_t Stream::seek(int64_t offset, SeekOrigin origin) {
  if (!flush() || !dropInput()) return -1;
  FileRequest request;
  request.action = FileAction::Seek;
  request.handle = handle_;
  request.number = offset;
  request.origin = origin;
  FileAnswer answer;
  return ask(request, answer) ? answer.number : -1;
}

bool Stream::setBuffering(Buffering buffering, uint64_t size) {
  const bool isFlushed = flush();
  buffering_ = buffering;
  bufferBytes_ = static_cast<size_t>(std::min<uint64_t>(size, uint64_t{1} << 20));
  return isFlushed;
}

bool Stream::close() {
  const bool isFlushed = flush();
  FileRequest request;
  request.action = FileAction::Close;
  request.handle = handle_;
  FileAnswer answer;
  return ask(request, answer) && isFlushed;
}

// ---- FileTable ----

void FileTable::begin(void* context, FileService service,
                      void (*write)(void* context, BytesView bytes)) {
  closeAll();
  context_ = context;
  service_ = service;
  for (int32_t handle = kInput; handle <= kError; ++handle)
    streams_.push_back(std::make_unique<Stream>(context, service, handle));
  streams_[kInput]->limit(true, false);
  streams_[kOutput]->limit(false, true);
  streams_[kError]->limit(false, true);
  streams_[kOutput]->redirect(context, write);
  streams_[kError]->setBuffering(Buffering::None, 0);
}

int32_t FileTable::open(BytesView path, BytesView mode, FileError& error) {
  FileRequest request;
  request.action = FileAction::Open;
  request.first = path;
  request.second = mode;
  FileAnswer answer;
  if (!ask(request, answer, error)) return -1;
  if (mode.empty()) mode = "r";
  auto stream = std::make_unique<Stream>(context_, service_, static_cast<int32_t>(answer.number));
  const bool isUpdate = mode.find('+') != BytesView::npos;
  stream->limit(isUpdate || mode[0] == 'r', isUpdate || mode[0] != 'r');
  for (size_t number = 3; number < streams_.size(); ++number) {
    if (streams_[number] != nullptr) continue;
    streams_[number] = std::move(stream);
    return static_cast<int32_t>(number);
  }
  streams_.push_back(std::move(stream));
  return static_cast<int32_t>(streams_.size() - 1);
}

bool FileTable::close(int32_t number, FileError& error) {
  std::unique_ptr<Stream>& stream = streams_[static_cast<size_t>(number)];
  const bool isClosed = stream->close();
  if (!isClosed) error = stream->error();
  stream.reset();
  return isClosed;
}

void FileTable::closeAll() {
  for (size_t number = 0; number < streams_.size(); ++number) {
    if (streams_[number] == nullptr) continue;
    if (number < 3) {
      streams_[number]->flush();
    } else {
      streams_[number]->close();
    }
  }
  streams_.clear();
}

bool FileTable::ask(const FileRequest& request, FileAnswer& answer, FileError& error) const {
  return askHost(context_, service_, request, answer, error);
}

}  // namespace lua
