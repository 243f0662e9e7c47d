#pragma once

#include <optional>
#include <utility>

#include "base/bytes.h"

/// Errors of the host side: wrong use, stale handles, bad input to an interface.
///
/// Three kinds of failure never mix. A *Lua error* is a value that scripts can catch and lives in
/// the machine; a *bug* is an `ASSERT`; everything else is a `Status` or a `Result<T>`, which the
/// compiler does not let a caller ignore. `TRY` propagates.
namespace base {

enum class StatusCode : uint8_t {
  Ok,
  InvalidArgument,
  SyntaxError,
  CompileError,
  InvalidModule,
  InvalidHandle,
  StaleHandle,
  LimitReached,
  NotFound,
  WrongState,
  Internal,
};

/// Success, or a code with a message for people.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(StatusCode code, Bytes message) : code_(code), message_(std::move(message)) {}

  static Status ok() { return {}; }
  bool isOk() const { return code_ == StatusCode::Ok; }
  StatusCode code() const { return code_; }
  const Bytes& message() const { return message_; }

 private:
  StatusCode code_ = StatusCode::Ok;
  Bytes message_;
};

/// A value, or the status that explains its absence.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : value_(std::move(value)) {}  // NOLINT: implicit by design, as in `return value;`
  Result(Status status)
      : status_(std::move(status)) {}  // NOLINT: implicit by design, as in `return status;`

  bool isOk() const { return value_.has_value(); }
  const Status& status() const { return status_; }
  T& value() { return *value_; }
  const T& value() const { return *value_; }
  T take() { return std::move(*value_); }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace base

/// Returns the status of `expression` from the enclosing function unless it is ok.
#define TRY(expression)                                       \
  do {                                                        \
    if (::base::Status tried = (expression); !tried.isOk()) { \
      return tried;                                           \
    }                                                         \
  } while (false)
