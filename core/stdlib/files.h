#pragma once

#include <memory>
#include <vector>

#include "base/bytes.h"

/// Files of plain programs: streams with buffers over a host that can open, read and write.
///
/// The host does what the operating system does, unbuffered, through one function; a FileTable
/// makes of it what C's stdio makes of it: buffered streams that can be read by lines and by
/// numbers, with positions that take the buffers into account. The first three streams are the
/// standard ones. Programs hold the number of a stream; a closed number is given out again.
namespace lua {

enum class FileAction : uint8_t {
  Open,    ///< file `first` with the mode `second` of C's fopen; number: the handle
  Read,    ///< up to `number` bytes from `handle`; none: the end
  Write,   ///< `first` to `handle`
  Seek,    ///< `handle` to `number`, counted from `origin`; number: the position from the start
  Close,   ///< `handle`
  Remove,  ///< file or empty folder `first`
  Rename,  ///< file `first` to `second`
  TemporaryName,  ///< bytes: the name of an empty file that was made
};

enum class SeekOrigin : uint8_t { Start, Current, End };

/// What is asked of the host. Handles 0, 1 and 2 are the standard streams.
struct FileRequest {
  FileAction action = FileAction::Read;
  int32_t handle = 0;
  int64_t number = 0;
  SeekOrigin origin = SeekOrigin::Start;
  base::BytesView first = {};
  base::BytesView second = {};
};

/// What the host answers.
struct FileAnswer {
  int64_t number = 0;
  base::Bytes bytes;  ///< what was read; the text of the error, as strerror has it
  int32_t error = 0;  ///< errno; 0: success
};

/// The host's function.
using FileService = void (*)(void* context, const FileRequest& request, FileAnswer& answer);

/// An error of a file: the number and the text that programs see. Number 0: none.
struct FileError {
  int32_t number = 0;
  base::Bytes text;
};

enum class Buffering : uint8_t { None, Full, Line };

/// An open file.
class Stream {
 public:
  static constexpr size_t kBufferBytes = 4096;

  Stream(void* context, FileService service, int32_t handle)
      : context_(context), service_(service), handle_(handle) {}

  // Functions that return bool or a negative number report failure so; `error` says why.

  /// The next byte, or -1 at the end or after an error.
  int get() {
    return readAt_ < input_.size() || fill() ? static_cast<uint8_t>(input_[readAt_++]) : -1;
  }
  /// Puts back what `get` returned last.
  void unget() { --readAt_; }
  /// Appends bytes up to `count`, or to the end.
  void read(uint64_t count, base::Bytes& out);
  /// Appends bytes up to and with the next newline, at most `limit`.
  void readLine(size_t limit, base::Bytes& out);
  bool write(base::BytesView bytes);
  bool flush();
  /// Position from the start of the file, or -1.
  int64_t seek(int64_t offset, SeekOrigin origin);
  bool setBuffering(Buffering buffering, uint64_t size);
  /// Flushes and closes.
  bool close();
  /// Of the last operation that failed since `clearError`.
  const FileError& error() const { return error_; }
  void clearError() { error_ = {}; }
  /// Forbids reading or writing, as a mode of fopen does.
  void limit(bool mayRead, bool mayWrite) {
    mayRead_ = mayRead;
    mayWrite_ = mayWrite;
  }
  /// Where standard output goes instead of the host's handle.
  void redirect(void* context, void (*write)(void* context, base::BytesView bytes)) {
    writeContext_ = context;
    write_ = write;
  }

 private:
  bool ask(const FileRequest& request, FileAnswer& answer);
  bool fill();
  bool dropInput();
  bool send(base::BytesView bytes);

  void* context_;
  FileService service_;
  int32_t handle_;
  void* writeContext_ = nullptr;
  void (*write_)(void* context, base::BytesView bytes) = nullptr;
  base::Bytes input_;
  size_t readAt_ = 0;
  base::Bytes output_;
  Buffering buffering_ = Buffering::Full;
  size_t bufferBytes_ = kBufferBytes;
  bool mayRead_ = true;
  bool mayWrite_ = true;
  FileError error_;
};

/// The open streams of a program. Closes them when it goes.
class FileTable {
 public:
  static constexpr int32_t kInput = 0, kOutput = 1, kError = 2;

  FileTable() = default;
  ~FileTable() { closeAll(); }
  FileTable(const FileTable&) = delete;
  FileTable& operator=(const FileTable&) = delete;

  /// Begins with the three standard streams. Without `service` there are no files. `write`:
  /// standard output.
  void begin(void* context, FileService service,
             void (*write)(void* context, base::BytesView bytes));
  bool hasFiles() const { return service_ != nullptr; }
  /// Number of a new stream, or -1 and the error.
  int32_t open(base::BytesView path, base::BytesView mode, FileError& error);
  /// The stream, or nullptr if it is closed.
  Stream* stream(int32_t number) const {
    return number >= 0 && static_cast<size_t>(number) < streams_.size()
               ? streams_[static_cast<size_t>(number)].get()
               : nullptr;
  }
  /// Closes a stream and forgets it.
  bool close(int32_t number, FileError& error);
  /// Flushes and closes all.
  void closeAll();
  /// Remove, Rename, TemporaryName.
  bool ask(const FileRequest& request, FileAnswer& answer, FileError& error) const;

 private:
  void* context_ = nullptr;
  FileService service_ = nullptr;
  std::vector<std::unique_ptr<Stream>> streams_;
};

}  // namespace lua
