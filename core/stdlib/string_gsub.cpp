#include "stdlib/match_parts.h"
#include "stdlib/string_parts.h"
#include "stdlib/support.h"

/// `string.gsub`. Lua 5.1 manual §5.4.
///
/// The result grows in a ByteBuilder; before the native waits for a callback, a metamethod or its
/// next slice, what is there moves to a buffer in a local, with the position and the count of
/// replacements.
namespace lua {
namespace {

using base::BytesView;
using Outcome = PatternMatcher::Outcome;

enum class GsubPhase { Start, GoOn, Replaced };

/// Locals of a gsub that waits.
enum GsubLocal { kOutput, kMatcherState, kPosition, kCount, kMatchStart, kMatchEnd, kGsubLocals };

class Gsub {
 public:
  Gsub(NativeContext& native, BytesView subject, BytesView pattern)
      : native_(native),
        subject_(subject),
        anchored_(!pattern.empty() && pattern[0] == '^'),
        matcher_(subject, anchored_ ? pattern.substr(1) : pattern),
        replacement_(native.argument(3)),
        output_(native) {}

  /// Runs until the end or until something is asked for.
  NativeStep run(int64_t limit) {
    while (count_ < limit) {
      matcher_.setWorkLimit(kMatchSlice);
      Outcome outcome = resumesMatch_ ? matcher_.goOn()
                        : anchored_   ? matcher_.matchAt(position_)
                                      : matcher_.search(position_);
      resumesMatch_ = false;
      if (!settleWork(native_, matcher_)) return native_.failed();
      if (outcome == Outcome::Interrupted) {
        resumesMatch_ = true;
        if (native_.sliceIsOver()) return pauseInMatch();
        continue;
      }
      if (outcome == Outcome::Error) return native_.fail(matcher_.error());
      if (outcome == Outcome::NoMatch) break;
      ++count_;
      output_.append(subject_.substr(position_, matcher_.matchStart() - position_));
      matchStart_ = matcher_.matchStart();
      matchEnd_ = matcher_.matchEnd();
      NativeStep step;
      if (!replace(step)) return step;
      if (!advance()) break;
      if ((count_ & 1023) == 0 && native_.sliceIsOver()) return pauseBetween();
    }
    return finish();
  }

  /// Takes up the state that `save` wrote.
  void restore(bool inMatch) {
    position_ = static_cast<size_t>(native_.localNumber(kPosition));
    count_ = static_cast<int64_t>(native_.localNumber(kCount));
    matchStart_ = static_cast<size_t>(native_.localNumber(kMatchStart));
    matchEnd_ = static_cast<size_t>(native_.localNumber(kMatchEnd));
    isSaved_ = true;
    if (inMatch && native_.local(kMatcherState).isBuffer()) {
      matcher_.resume(native_.local(kMatcherState).asBuffer()->bytes);
      native_.setLocal(kMatcherState, Value::nil());
      resumesMatch_ = true;
    }
  }

  /// Goes on with what a callback or metamethod answered.
  NativeStep takeReplacement(Value value, int64_t limit) {
    if (!appendValue(value)) return native_.failed();
    return advance() ? run(limit) : finish();
  }

 private:
  /// Appends the replacement of the current match. False: `step` has something else to do first.
  bool replace(NativeStep& step) {
    bool done = true;
    if (replacement_.isString()) {
      done = appendTemplate(replacement_.asString()->view());
    } else if (replacement_.isTable()) {
      return replaceByTable(step);
    } else {
      return replaceByCall(step);
    }
    step = native_.failed();
    return done;
  }

  bool replaceByTable(NativeStep& step) {
    step = native_.failed();
    const char* error = nullptr;
    const Value key = captureValue(native_, matcher_, 0, error);
    if (error != nullptr) {
      step = native_.fail(error);
      return false;
    }
    Value value;
    MetamethodCall pending;
    switch (native_.index(replacement_, key, value, pending)) {
      case MetaOutcome::Ready:
        return appendValue(value);
      case MetaOutcome::Failed:
        return false;
      case MetaOutcome::NeedsCall:
        break;
    }
    if (save()) step = native_.call(pending, GsubPhase::Replaced);
    return false;
  }

  bool replaceByCall(NativeStep& step) {
    step = native_.failed();
    if (!save()) return false;
    native_.dropResults();
    native_.push(replacement_);
    const int count = pushCaptures(native_, matcher_, true);
    if (count >= 0) step = native_.callTop(count, GsubPhase::Replaced, OperationCause::Callback, 1);
    return false;
  }

  /// Copies `text`, in which "%0" to "%9" stand for captures.
  bool appendTemplate(BytesView text) {
    const char* at = text.data();
    const char* end = at + text.size();
    for (;;) {
      const char* escape =
          at == end ? nullptr
                    : static_cast<const char*>(std::memchr(at, '%', static_cast<size_t>(end - at)));
      const char* stop = escape == nullptr ? end : escape;
      if (!append({at, static_cast<size_t>(stop - at)})) return false;
      if (escape == nullptr) return true;
      at = escape + 1;
      const char c = at == end ? '\0' : *at;
      if (c < '0' || c > '9') {
        output_.push(c);
      } else if (c == '0') {
        if (!append(matcher_.matched())) return false;
      } else if (!appendCapture(c - '1')) {
        return false;
      }
      if (at == end) return true;
      ++at;
    }
  }

  bool appendCapture(int index) {
    const char* error = nullptr;
    const Value value = captureValue(native_, matcher_, index, error);
    if (error != nullptr) {
      native_.fail(error);
      return false;
    }
    return append(native_.toStringValue(value).asString()->view());
  }

  /// Every append that a small pattern and a small subject could make large goes through here.
  bool append(BytesView bytes) {
    output_.append(bytes);
    return output_.settle();
  }

  bool appendValue(Value value) {
    if (value.isString()) return append(value.asString()->view());
    if (!value.isTruthy()) return append(subject_.substr(matchStart_, matchEnd_ - matchStart_));
    if (value.isNumber()) return append(native_.toStringValue(value).asString()->view());
    native_.fail("invalid replacement value (a " + base::Bytes(typeName(value.type())) + ")");
    return false;
  }

  /// Moves behind the current match. False at the end.
  bool advance() {
    position_ = matchEnd_;
    if (matchEnd_ == matchStart_) {
      if (position_ == subject_.size()) return false;
      output_.push(subject_[position_++]);
    }
    return !anchored_;
  }

  NativeStep finish() {
    if (count_ == 0 && !isSaved_) return native_.done(native_.argument(1), Value::number(0));
    output_.append(subject_.substr(position_));
    if (!output_.settle()) return native_.failed();
    BytesView result = output_.view();
    if (isSaved_) {
      if (!flush()) return native_.failed();
      result = native_.local(kOutput).asBuffer()->bytes;
    }
    if (!native_.checkStringLength(result.size())) return native_.failed();
    return native_.done(native_.string(result), Value::number(static_cast<double>(count_)));
  }

  /// Moves the output to its buffer. False: an error is recorded.
  bool flush() {
    Buffer* buffer = native_.local(kOutput).asBuffer();
    if (!output_.settle() || !native_.checkStringLength(buffer->bytes.size() + output_.size()))
      return false;
    buffer->bytes.append(output_.view());
    native_.heap().countBuffer(buffer);
    output_.clear();
    return true;
  }

  /// Writes down what must outlive this phase. False: an error is recorded.
  bool save() {
    if (!isSaved_) {
      native_.reserveLocals(kGsubLocals);
      native_.setLocal(kOutput, Value::buffer(native_.heap().newBuffer()));
      isSaved_ = true;
    }
    if (!flush()) return false;
    native_.setLocal(kPosition, Value::number(static_cast<double>(position_)));
    native_.setLocal(kCount, Value::number(static_cast<double>(count_)));
    native_.setLocal(kMatchStart, Value::number(static_cast<double>(matchStart_)));
    native_.setLocal(kMatchEnd, Value::number(static_cast<double>(matchEnd_)));
    return true;
  }

  NativeStep pauseBetween() { return save() ? native_.pause(GsubPhase::GoOn) : native_.failed(); }

  NativeStep pauseInMatch() {
    if (!save()) return native_.failed();
    Buffer* state = native_.heap().newBuffer();
    matcher_.suspend(state->bytes);
    native_.heap().countBuffer(state);
    native_.setLocal(kMatcherState, Value::buffer(state));
    return native_.pause(GsubPhase::GoOn);
  }

  NativeContext& native_;
  BytesView subject_;
  bool anchored_;
  PatternMatcher matcher_;
  Value replacement_;
  ByteBuilder output_;
  size_t position_ = 0;
  size_t matchStart_ = 0;
  size_t matchEnd_ = 0;
  int64_t count_ = 0;
  bool resumesMatch_ = false;
  bool isSaved_ = false;
};

int64_t replacementLimit(NativeContext& native, const String* subject, bool& ok) {
  int32_t limit;
  ok = readOptionalInt(native, 4, static_cast<int32_t>(subject->length + 1), limit);
  return limit;
}

}  // namespace

NativeStep stringGsub(NativeContext& native) {
  String *subject, *pattern;
  bool ok;
  if (!native.readString(1, subject) || !native.readString(2, pattern)) return native.failed();
  int64_t limit = replacementLimit(native, subject, ok);
  if (!ok) return native.failed();
  const Value replacement = native.argument(3);
  if (replacement.isNumber()) {
    native.setArgument(3, native.toStringValue(replacement));
  } else if (!replacement.isString() && !replacement.isTable() && !replacement.isFunction()) {
    return native.argumentError(3, "string/function/table expected");
  }
  Gsub gsub(native, subject->view(), pattern->view());
  switch (native.phase<GsubPhase>()) {
    case GsubPhase::Start:
      break;
    case GsubPhase::GoOn:
      gsub.restore(true);
      break;
    case GsubPhase::Replaced: {
      gsub.restore(false);
      const Value value = native.result(0);
      native.dropResults();
      return gsub.takeReplacement(value, limit);
    }
  }
  return gsub.run(limit);
}

}  // namespace lua
