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

class RequestParser {
 public:
  void append(base::BytesView bytes) { input_.append(bytes); }

  /// Looks for the next command.
  ParseState next(const ParseLimits& limits);
  /// The words of the command that `next` found; valid until `consume` or `append`.
  std::span<const base::BytesView> argv() const { return argv_; }
  /// Why the input is malformed: "Protocol error: ...".
  const base::Bytes& problem() const { return problem_; }
  /// Drops the command that `next` found.
  void consume();

  /// Bytes that are not consumed yet, and room behind them.
  size_t pendingBytes() const { return input_.size() - start_; }
  size_t freeBytes() const { return input_.capacity() - input_.size(); }

 private:
  struct Argument {
    size_t offset;
    size_t length;
  };

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
  int64_t argumentsLeft_ = -1;
  int64_t bulkLength_ = -1;
  std::vector<Argument> arguments_;
  std::vector<base::Bytes> words_;
  std::vector<base::BytesView> argv_;
  base::Bytes problem_;
};

}  // namespace connection
