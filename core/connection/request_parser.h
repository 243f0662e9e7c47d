#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"

/// Reads the commands of one connection out of the bytes that arrive.
///
/// Bytes are appended to one buffer; a command whose last byte is there is handed out as views into
/// it, without a copy. What was found of an unfinished command is remembered as offsets, so a large
/// argument that arrives in many pieces is looked at once. Limits and texts of errors are those of
/// Redis 7.0.15, which closes the connection after such an error. Redis: "RESP protocol
/// specification", "Inline commands".
namespace connection {

enum class ParseState : uint8_t { Command, Incomplete, Malformed };

/// What an unauthenticated client may send, and how long an argument may be.
struct ParseLimits {
  int64_t maximumBulk = 512LL * 1024 * 1024;
  bool authenticated = true;
};

/// Whether a client has sent something lately.
enum class InputUse : uint8_t { Recent, Idle };

class RequestParser {
 public:
  void append(base::BytesView bytes);

  /// Looks for the next command.
  ParseState next(const ParseLimits& limits);
  /// The words of the command that `next` found; valid until `consume` or `append`.
  std::span<const base::BytesView> argv() const { return argv_; }
  /// Why the input is malformed: "Protocol error: ...".
  const base::Bytes& problem() const { return problem_; }
  /// Drops the command that `next` found.
  void consume();

  /// What is not consumed yet.
  base::BytesView pending() const { return base::BytesView(input_).substr(start_); }
  /// Bytes that are not consumed yet, and room behind them.
  size_t pendingBytes() const { return input_.size() - start_; }
  size_t freeBytes() const { return hasBuffer() ? input_.capacity() - input_.size() : 0; }

  /// Gives memory back that was not needed since the last call. Redis:
  /// clientsCronResizeQueryBuffer.
  void trim(InputUse use);
  /// Whether `trim` may have something to give back some time.
  bool isTrimmable() const { return freeBytes() > kKeptBytes; }
  /// Whether that may be so although the client sends.
  bool isLarge() const { return isTrimmable() && input_.capacity() > kResizeBytes; }

 private:
  /// Room that is not worth giving back.
  static constexpr size_t kKeptBytes = 4096;
  /// Smaller buffers of clients that send are left alone. Redis: PROTO_RESIZE_THRESHOLD.
  static constexpr size_t kResizeBytes = 32 * 1024;

  using Bytes = base::Bytes;

  struct Argument {
    size_t offset;
    size_t length;
  };

  /// An empty byte string has a little room of its own.
  bool hasBuffer() const { return input_.capacity() > Bytes().capacity(); }
  ParseState nextInline();
  ParseState nextArray(const ParseLimits& limits);
  /// Reads the header of one argument; false if it has to wait or is wrong (`problem_`).
  bool readBulkHeader(const ParseLimits& limits);
  /// The line from `at_` on without its end, and steps over it; false if it is not complete.
  bool readLine(base::BytesView& line, const char* tooBig);
  bool fail(base::Bytes problem);
  void reset();

  base::Bytes input_;
  size_t start_ = 0;  ///< of the command that is being read
  size_t at_ = 0;     ///< where reading goes on
  size_t peak_ = 0;   ///< most bytes in the buffer since the last `trim`
  int64_t argumentsLeft_ = -1;
  int64_t bulkLength_ = -1;
  std::vector<Argument> arguments_;
  std::vector<base::Bytes> words_;
  std::vector<base::BytesView> argv_;
  base::Bytes problem_;
};

}  // namespace connection
