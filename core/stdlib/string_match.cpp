#include <cstring>

#include "stdlib/match_parts.h"
#include "stdlib/string_parts.h"
#include "stdlib/support.h"

/// `string.find`, `match` and `gmatch`. Lua 5.1 manual §5.4.
///
/// A match that takes long is interrupted: the matcher writes its state into a buffer in local 0,
/// the slice is given back, and the phase `GoOn` continues.
namespace lua {

using base::BytesView;
using Outcome = PatternMatcher::Outcome;

Value captureValue(NativeContext& native, const PatternMatcher& matcher, int index,
                   const char*& error) {
  if (index >= matcher.captureCount()) {
    if (index == 0) return native.string(matcher.matched());
    error = "invalid capture index";
    return Value::nil();
  }
  const Capture& capture = matcher.capture(index);
  if (capture.length == Capture::kPosition) return Value::number(matcher.position(capture));
  if (capture.length != Capture::kUnfinished)
    return native.string({capture.start, static_cast<size_t>(capture.length)});
  error = "unfinished capture";
  return Value::nil();
}

int pushCaptures(NativeContext& native, const PatternMatcher& matcher, bool wholeIfNone) {
  const int count = matcher.captureCount() == 0 && wholeIfNone ? 1 : matcher.captureCount();
  if (!native.ensureStack(count)) return -1;
  for (int index = 0; index < count; ++index) {
    const char* error = nullptr;
    const Value value = captureValue(native, matcher, index, error);
    if (error != nullptr) {
      native.fail(error);
      return -1;
    }
    native.push(value);
  }
  return count;
}

bool settleWork(NativeContext& native, PatternMatcher& matcher) {
  return matcher.pendingWork() < 64 || native.charge(matcher.takeWork() >> 2);
}

namespace {

enum class MatchPhase { Start, GoOn, PlainGoOn };
enum class Wanted { Positions, Captures };

/// The end of a search: results, error, or a pause. `wanted` says which function asks.
NativeStep finishSearch(NativeContext& native, PatternMatcher& matcher, Outcome outcome,
                        Wanted wanted) {
  for (;;) {
    if (!settleWork(native, matcher)) return native.failed();
    switch (outcome) {
      case Outcome::NoMatch:
        return native.done(Value::nil());
      case Outcome::Error:
        return native.fail(matcher.error());
      case Outcome::Match: {
        int count = 0;
        if (wanted == Wanted::Positions) {
          native.push(Value::number(static_cast<double>(matcher.matchStart() + 1)));
          native.push(Value::number(static_cast<double>(matcher.matchEnd())));
          count = 2;
        }
        const int captures = pushCaptures(native, matcher, wanted == Wanted::Captures);
        return captures < 0 ? native.failed() : native.doneWithTop(count + captures);
      }
      case Outcome::Interrupted:
        break;
    }
    if (native.sliceIsOver()) {
      saveMatcher(native, matcher);
      return native.pause(MatchPhase::GoOn);
    }
    matcher.setWorkLimit(kMatchSlice);
    outcome = matcher.goOn();
  }
}

BytesView patternOf(NativeContext& native) { return native.argument(2).asString()->view(); }

bool isAnchored(BytesView pattern) { return !pattern.empty() && pattern[0] == '^'; }

/// True if a pattern is to be found as it is. As in the reference, only what stands before a zero
/// byte is looked at.
bool hasNoSpecials(BytesView pattern) {
  for (const char c : pattern) {
    switch (c) {
      case '^':
      case '$':
      case '*':
      case '+':
      case '?':
      case '.':
      case '(':
      case '[':
      case '%':
      case '-':
        return false;
      case '\0':
        return true;
      default:
        break;
    }
  }
  return true;
}

/// First occurrence of `wanted`, or npos; also when `work` is used up, then `start` is where to go
/// on.
size_t findPlain(BytesView text, BytesView wanted, size_t& start, uint64_t& work) {
  const char* at = text.data() + start;
  const char* end = text.data() + text.size();
  const uint64_t each = 1 + (wanted.size() >> 7);
  while (static_cast<size_t>(end - at) >= wanted.size()) {
    const size_t range = static_cast<size_t>(end - at) - wanted.size() + 1;
    at = static_cast<const char*>(std::memchr(at, wanted[0], range));
    if (at == nullptr) break;
    if (std::memcmp(at, wanted.data(), wanted.size()) == 0)
      return static_cast<size_t>(at - text.data());
    ++at;
    if (work > each) {
      work -= each;
      continue;
    }
    work = 0;
    start = static_cast<size_t>(at - text.data());
    return BytesView::npos;
  }
  return BytesView::npos;
}

/// Searches from `start` without patterns, slice by slice. Local 0 of a pause: where to go on.
NativeStep searchPlain(NativeContext& native, BytesView text, BytesView wanted, size_t start) {
  for (;;) {
    uint64_t work = kMatchSlice;
    const size_t found = wanted.empty() ? start : findPlain(text, wanted, start, work);
    if (found != BytesView::npos) {
      return native.done(Value::number(static_cast<double>(found + 1)),
                         Value::number(static_cast<double>(found + wanted.size())));
    }
    if (work > 0) return native.done(Value::nil());
    if (!native.charge(kMatchSlice)) return native.failed();
    if (native.sliceIsOver()) {
      native.reserveLocals(1);
      native.setLocal(0, Value::number(static_cast<double>(start)));
      return native.pause(MatchPhase::PlainGoOn);
    }
  }
}

NativeStep goOn(NativeContext& native, Wanted wanted) {
  BytesView pattern = patternOf(native);
  if (isAnchored(pattern)) pattern.remove_prefix(1);
  PatternMatcher matcher(native.argument(1).asString()->view(), pattern);
  restoreMatcher(native, matcher);
  matcher.setWorkLimit(kMatchSlice);
  return finishSearch(native, matcher, matcher.goOn(), wanted);
}

NativeStep searchPattern(NativeContext& native, const String* subject, BytesView pattern,
                         size_t start, Wanted wanted) {
  const bool anchored = isAnchored(pattern);
  if (anchored) pattern.remove_prefix(1);
  PatternMatcher matcher(subject->view(), pattern);
  matcher.setWorkLimit(kMatchSlice);
  return finishSearch(native, matcher, anchored ? matcher.matchAt(start) : matcher.search(start),
                      wanted);
}

/// Reads subject, pattern and start for find and match.
bool readSearch(NativeContext& native, String*& subject, String*& pattern, size_t& start) {
  int64_t position;
  if (!native.readString(1, subject) || !native.readString(2, pattern)) return false;
  if (native.isAbsentOrNil(3)) return start = 0, true;
  if (!native.readInteger(3, position)) return false;
  const int64_t offset = resolvePosition(position, subject->length) - 1;
  start = offset < 0 ? 0 : offset > subject->length ? subject->length : static_cast<size_t>(offset);
  return true;
}

}  // namespace

NativeStep stringFind(NativeContext& native) {
  switch (native.phase<MatchPhase>()) {
    case MatchPhase::Start:
      break;
    case MatchPhase::GoOn:
      return goOn(native, Wanted::Positions);
    case MatchPhase::PlainGoOn:
      return searchPlain(native, native.argument(1).asString()->view(), patternOf(native),
                         static_cast<size_t>(native.localNumber(0)));
  }
  String *subject, *pattern;
  size_t start;
  if (!readSearch(native, subject, pattern, start)) return native.failed();
  if (native.argument(4).isTruthy() || hasNoSpecials(pattern->view())) {
    if (!chargeBytes(native, subject->length - start)) return native.failed();
    return searchPlain(native, subject->view(), pattern->view(), start);
  }
  return searchPattern(native, subject, pattern->view(), start, Wanted::Positions);
}

NativeStep stringMatch(NativeContext& native) {
  if (native.phase<MatchPhase>() == MatchPhase::GoOn) return goOn(native, Wanted::Captures);
  String *subject, *pattern;
  size_t start;
  if (!readSearch(native, subject, pattern, start)) return native.failed();
  return searchPattern(native, subject, pattern->view(), start, Wanted::Captures);
}

// ---- gmatch ----

namespace {

/// Upvalues of the iterator of gmatch.
enum GmatchUpvalue { kSubject, kPattern, kPosition, kGmatchUpvalues };

NativeStep gmatchNext(NativeContext& native) {
  Value* upvalues = native.self()->upvalues();
  const String* subject = upvalues[kSubject].asString();
  const size_t start = static_cast<size_t>(upvalues[kPosition].asNumber());
  const bool goesOn = native.phase<MatchPhase>() == MatchPhase::GoOn;
  if (!goesOn && start > subject->length) return native.done();
  PatternMatcher matcher(subject->view(), upvalues[kPattern].asString()->view());
  if (goesOn) restoreMatcher(native, matcher);
  matcher.setWorkLimit(kMatchSlice);
  Outcome outcome = goesOn ? matcher.goOn() : matcher.search(start);
  for (;;) {
    if (!settleWork(native, matcher)) return native.failed();
    if (outcome != Outcome::Interrupted) break;
    if (native.sliceIsOver()) {
      saveMatcher(native, matcher);
      return native.pause(MatchPhase::GoOn);
    }
    matcher.setWorkLimit(kMatchSlice);
    outcome = matcher.goOn();
  }
  if (outcome == Outcome::Error) return native.fail(matcher.error());
  if (outcome == Outcome::NoMatch) return native.done();
  const bool isEmpty = matcher.matchEnd() == matcher.matchStart();
  upvalues[kPosition] = Value::number(static_cast<double>(matcher.matchEnd() + (isEmpty ? 1 : 0)));
  const int count = pushCaptures(native, matcher, true);
  return count < 0 ? native.failed() : native.doneWithTop(count);
}

}  // namespace

NativeStep stringGmatch(NativeContext& native) {
  String *subject, *pattern;
  if (!native.readString(1, subject) || !native.readString(2, pattern)) return native.failed();
  NativeClosure* iterator =
      native.heap().newNative(gmatchNext, "gmatch", native.self()->environment, kGmatchUpvalues);
  iterator->upvalues()[kSubject] = Value::string(subject);
  iterator->upvalues()[kPattern] = Value::string(pattern);
  iterator->upvalues()[kPosition] = Value::number(0);
  return native.done(Value::native(iterator));
}

}  // namespace lua
