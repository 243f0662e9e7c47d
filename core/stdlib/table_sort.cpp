#include <algorithm>
#include <cmath>

#include "stdlib/support.h"
#include "stdlib/table_parts.h"

/// `table.sort`. Lua 5.1 manual §5.5.
///
/// Scripts can watch the comparisons, so their sequence is that of the reference: quicksort with
/// the median of first, middle and last as pivot, the smaller part first. The algorithm is written
/// as a machine with steps, because each comparison may have to wait for a Lua function. What it
/// needs between steps lives in a buffer (`SortState`) in local 0 and, for the pivot, in local 1.
///
/// Where nobody can watch (no comparator, all numbers or all strings, no NaN and no negative zero),
/// equal elements are identical, so any algorithm gives the same result, and ranges that are not
/// too long are sorted at once.
namespace lua {
namespace {

enum class SortStep : uint32_t {
  Start,
  ComparedEnds,  ///< a[high] < a[low] ?
  ComparedLow,   ///< a[middle] < a[low] ?
  ComparedHigh,  ///< a[high] < a[middle] ?
  ScannedUp,     ///< a[left] < pivot ?
  ScannedDown,   ///< pivot < a[right] ?
  ScanUp,        ///< nothing was asked: ask again after a pause
  ScanDown,      ///< likewise
  NextRange,     ///< nothing was asked
};

enum SortLocal { kState, kPivot, kSortLocals };

constexpr int kMostRanges = 64;
/// Comparisons without a call are charged for when their number has these bits clear.
constexpr uint32_t kComparisonMask = 1023;
/// Ranges up to this length are sorted at once where nobody can watch; longer ones are divided
/// first.
constexpr int32_t kMostAtOnce = 1 << 17;
/// Strings up to this length may be sorted at once.
constexpr uint32_t kLongestAtOnce = 256;
constexpr const char* kInvalidOrder = "invalid order function for sorting";

/// What the elements `low` to `high` have in common.
enum class Content { Mixed, Numbers, Strings };

Content contentOf(const Table* table, int32_t low, int32_t high) {
  if (static_cast<uint32_t>(high) > table->arraySize) return Content::Mixed;
  const Value* begin = table->array + low - 1;
  const Value* end = table->array + high;
  if (begin->isString()) {
    const auto isShort = [](Value value) {
      return value.isString() && value.asString()->length <= kLongestAtOnce;
    };
    return std::all_of(begin, end, isShort) ? Content::Strings : Content::Mixed;
  }
  const auto isOrdinary = [](Value value) {
    if (!value.isNumber()) return false;
    const double number = value.asNumber();
    return number == number && (number != 0 || !std::signbit(number));
  };
  return std::all_of(begin, end, isOrdinary) ? Content::Numbers : Content::Mixed;
}

/// Sorts a range without steps if it is short enough and nobody can tell the difference.
bool sortAtOnce(NativeContext& native, Table* table, int32_t low, int32_t high) {
  if (high - low >= kMostAtOnce || table->isReadOnly()) return false;
  const Content content = contentOf(table, low, high);
  if (content == Content::Mixed) return false;
  Value* begin = table->array + low - 1;
  Value* end = table->array + high;
  // One instance of the algorithm for both: it is more code than it looks.
  std::sort(begin, end, [areNumbers = content == Content::Numbers](Value left, Value right) {
    return areNumbers ? left.asNumber() < right.asNumber()
                      : compareStrings(left.asString(), right.asString()) < 0;
  });
  native.charge(static_cast<uint64_t>(high - low) * 4);
  return true;
}

struct SortState {
  int32_t low, high;    ///< range in progress
  int32_t left, right;  ///< scans; `left` is the middle before the partition
  int32_t ranges;       ///< pairs in `pending`
  bool isOrdinary;      ///< no comparator, and all elements were numbers or all strings
  int32_t pending[kMostRanges][2];
};

SortState& stateOf(NativeContext& native) {
  return *reinterpret_cast<SortState*>(native.local(kState).asBuffer()->bytes.data());
}

class Sorter {
 public:
  explicit Sorter(NativeContext& native)
      : native_(native),
        state_(stateOf(native)),
        table_(native.argument(1).asTable()),
        comparator_(native.argument(2)) {}

  /// Goes on at `step`, with `less` as the answer to the comparison that it names.
  NativeStep run(SortStep step, bool less) {
    for (;;) {
      bool goesOn = false;
      switch (step) {
        case SortStep::Start:
        case SortStep::NextRange:
          goesOn = startRange();
          break;
        case SortStep::ComparedEnds:
          goesOn = afterEnds(less);
          break;
        case SortStep::ComparedLow:
          goesOn = afterLow(less);
          break;
        case SortStep::ComparedHigh:
          goesOn = afterHigh(less);
          break;
        case SortStep::ScannedUp:
          goesOn = afterScanUp(less);
          break;
        case SortStep::ScannedDown:
          goesOn = afterScanDown(less);
          break;
        case SortStep::ScanUp:
          goesOn = askUp();
          break;
        case SortStep::ScanDown:
          goesOn = askDown();
          break;
      }
      if (!goesOn) return failed_ ? native_.failed() : native_.done();
      if (next_ == SortStep::NextRange) {
        if (native_.sliceIsOver()) return native_.pause(SortStep::NextRange);
        step = next_;
        continue;
      }
      if ((++comparisons_ & kComparisonMask) == 0) {
        if (!native_.charge(kComparisonMask)) return native_.failed();
        if (native_.sliceIsOver() && next_ == SortStep::ScannedUp)
          return native_.pause(SortStep::ScanUp);
        if (native_.sliceIsOver() && next_ == SortStep::ScannedDown)
          return native_.pause(SortStep::ScanDown);
      }
      NativeStep request;
      if (!compare(request, less)) return request;
      step = next_;
    }
  }

 private:
  Value at(int32_t index) const { return table::getInteger(table_, index); }

  bool swap(int32_t first, int32_t second) {
    if (!checkWritable(native_, table_)) return fail();
    const Value one = at(first), other = at(second);
    table::setInteger(native_.heap(), table_, first, other);
    table::setInteger(native_.heap(), table_, second, one);
    return true;
  }

  bool fail() {
    failed_ = true;
    return false;
  }

  /// Asks for `left < right`; the answer goes to step `next`.
  bool ask(Value left, Value right, SortStep next) {
    left_ = left;
    right_ = right;
    next_ = next;
    return true;
  }

  bool proceed() {
    next_ = SortStep::NextRange;
    return true;
  }

  /// True: the answer is in `less`. False: `request` is what the native answers.
  bool compare(NativeStep& request, bool& less) {
    if (comparator_.isFunction()) {
      native_.dropResults();
      native_.push(comparator_);
      native_.push(left_);
      native_.push(right_);
      request = native_.callTop(2, next_, OperationCause::Comparator, 1);
      return false;
    }
    if (left_.isNumber() && right_.isNumber())
      return less = left_.asNumber() < right_.asNumber(), true;
    MetamethodCall pending;
    switch (native_.lessThan(left_, right_, less, pending)) {
      case MetaOutcome::Ready:
        return true;
      case MetaOutcome::NeedsCall:
        request = native_.call(pending, next_);
        return false;
      case MetaOutcome::Failed:
        request = native_.failed();
        return false;
    }
    UNREACHABLE();
  }

  /// Takes the next range that has something to sort. False at the end.
  bool startRange() {
    if (state_.isOrdinary && state_.low < state_.high &&
        sortAtOnce(native_, table_, state_.low, state_.high)) {
      return endRange();
    }
    while (state_.low >= state_.high) {
      if (state_.ranges == 0) return false;
      --state_.ranges;
      state_.low = state_.pending[state_.ranges][0];
      state_.high = state_.pending[state_.ranges][1];
      if (state_.isOrdinary && state_.low < state_.high) return proceed();
    }
    return ask(at(state_.high), at(state_.low), SortStep::ComparedEnds);
  }

  bool endRange() {
    state_.high = state_.low;
    return proceed();
  }

  bool afterEnds(bool less) {
    if (less && !swap(state_.low, state_.high)) return false;
    if (state_.high - state_.low == 1) return endRange();
    state_.left = static_cast<int32_t>((int64_t{state_.low} + state_.high) / 2);
    return ask(at(state_.left), at(state_.low), SortStep::ComparedLow);
  }

  bool afterLow(bool less) {
    if (!less) return ask(at(state_.high), at(state_.left), SortStep::ComparedHigh);
    return swap(state_.left, state_.low) && startPartition();
  }

  bool afterHigh(bool less) {
    if (less && !swap(state_.left, state_.high)) return false;
    return startPartition();
  }

  bool startPartition() {
    if (state_.high - state_.low == 2) return endRange();
    const int32_t middle = state_.left;
    native_.setLocal(kPivot, at(middle));
    if (!swap(middle, state_.high - 1)) return false;
    state_.left = state_.low;
    state_.right = state_.high - 1;
    return scanUp();
  }

  bool scanUp() {
    ++state_.left;
    return askUp();
  }

  bool askUp() { return ask(at(state_.left), native_.local(kPivot), SortStep::ScannedUp); }

  bool afterScanUp(bool less) {
    if (!less) return scanDown();
    if (state_.left > state_.high) return invalidOrder();
    return scanUp();
  }

  bool scanDown() {
    --state_.right;
    return askDown();
  }

  bool askDown() { return ask(native_.local(kPivot), at(state_.right), SortStep::ScannedDown); }

  bool afterScanDown(bool less) {
    if (less) {
      if (state_.right < state_.low) return invalidOrder();
      return scanDown();
    }
    if (state_.right < state_.left) return finishPartition();
    return swap(state_.left, state_.right) && scanUp();
  }

  bool invalidOrder() {
    native_.fail(kInvalidOrder);
    return fail();
  }

  /// Puts the pivot in its place and goes on with the smaller part; the larger one waits.
  bool finishPartition() {
    if (!swap(state_.high - 1, state_.left)) return false;
    const int32_t low = state_.low, high = state_.high, middle = state_.left;
    const bool leftIsSmaller = middle - low < high - middle;
    ASSERT(state_.ranges < kMostRanges);
    int32_t* later = state_.pending[state_.ranges++];
    later[0] = leftIsSmaller ? middle + 1 : low;
    later[1] = leftIsSmaller ? high : middle - 1;
    state_.low = leftIsSmaller ? low : middle + 1;
    state_.high = leftIsSmaller ? middle - 1 : high;
    return proceed();
  }

  NativeContext& native_;
  SortState& state_;
  Table* table_;
  Value comparator_;
  Value left_;
  Value right_;
  SortStep next_ = SortStep::NextRange;
  uint32_t comparisons_ = 0;
  bool failed_ = false;
};

/// The scans of a partition with a comparator are most of a sort: asks the next question of one at
/// once. False: something else comes next, and nothing has changed.
bool continueScan(NativeContext& native, SortStep step, bool less, NativeStep& request) {
  const Value comparator = native.argument(2);
  if (!comparator.isFunction()) return false;
  SortState& state = stateOf(native);
  const Table* table = native.argument(1).asTable();
  const Value pivot = native.local(kPivot);
  Value left = pivot, right = pivot;
  if (step == SortStep::ScannedUp && less && state.left <= state.high) {
    left = table::getInteger(table, ++state.left);
  } else if (step == SortStep::ScannedUp ? !less : less && state.right >= state.low) {
    right = table::getInteger(table, --state.right);
    step = SortStep::ScannedDown;
  } else {
    return false;
  }
  native.push(comparator);
  native.push(left);
  native.push(right);
  request = native.callTop(2, step, OperationCause::Comparator, 1);
  return true;
}

}  // namespace

NativeStep tableSort(NativeContext& native) {
  const SortStep step = native.phase<SortStep>();
  if (step != SortStep::Start) {
    const bool less = native.resultCount() > 0 && native.result(0).isTruthy();
    native.dropResults();
    NativeStep request;
    if ((step == SortStep::ScannedUp || step == SortStep::ScannedDown) &&
        continueScan(native, step, less, request))
      return request;
    return Sorter(native).run(step, less);
  }
  Table* table = nullptr;
  Value comparator;
  if (!native.readTable(1, table)) return native.failed();
  const int32_t length = static_cast<int32_t>(table::length(table));
  const bool hasComparator = !native.isAbsentOrNil(2);
  if (hasComparator && !native.readFunction(2, comparator)) return native.failed();
  if (length < 2) return native.done();
  if (!hasComparator && sortAtOnce(native, table, 1, length)) return native.done();
  native.reserveLocals(kSortLocals);
  Buffer* buffer = native.heap().newBuffer();
  buffer->bytes.resize(sizeof(SortState));
  native.setLocal(kState, Value::buffer(buffer));
  SortState& state = stateOf(native);
  state.low = 1;
  state.high = length;
  state.isOrdinary = !hasComparator && contentOf(table, 1, length) != Content::Mixed;
  return Sorter(native).run(SortStep::Start, false);
}

}  // namespace lua
