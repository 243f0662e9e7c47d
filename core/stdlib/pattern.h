#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

/// Pattern matching of Lua 5.1 (manual §5.4.1).
///
/// A pattern is interpreted where it stands, item by item, and errors in it are found when the item
/// is reached, as in the reference. Where the reference recurses, this matcher pushes a *choice*:
/// what to try when the rest of the pattern fails, or what to undo on the way back. So the depth of
/// the C++ stack is constant and the number of choices is at most the number of items in the
/// pattern. Steps are counted; a match that exceeds its limit can be written down and continued
/// later.
///
/// As in the reference, a zero byte ends a pattern, classes are those of the C locale, and a
/// position after the subject reads as zero for
/// `%f`. Sets that are matched repeatedly are turned into bit maps, which `PatternMatcher` keeps
/// for the next matches.
namespace lua {

inline constexpr int kMaxCaptures = 32;

struct Capture {
  static constexpr ptrdiff_t kUnfinished = -1;
  static constexpr ptrdiff_t kPosition = -2;

  const char* start;
  ptrdiff_t length;  ///< or one of the constants
};

class PatternMatcher {
 public:
  enum class Outcome : uint8_t { NoMatch, Match, Error, Interrupted };

  /// A leading '^' is not treated here: the callers have different uses for it. Both views must
  /// outlive the matcher.
  PatternMatcher(base::BytesView subject, base::BytesView pattern);
  ~PatternMatcher();
  PatternMatcher(const PatternMatcher&) = delete;
  PatternMatcher& operator=(const PatternMatcher&) = delete;

  /// Matches the pattern at exactly `start` (an offset, at most the length of the subject).
  Outcome matchAt(size_t start);
  /// Matches at `start` or the first place behind it.
  Outcome search(size_t start);
  /// Continues after Interrupted, with what `resume` read or as the matcher stands.
  Outcome goOn();

  // ---- after Match ----

  size_t matchStart() const { return static_cast<size_t>(matchStart_ - subject_); }
  size_t matchEnd() const { return static_cast<size_t>(matchEnd_ - subject_); }
  base::BytesView matched() const {
    return {matchStart_, static_cast<size_t>(matchEnd_ - matchStart_)};
  }
  int captureCount() const { return level_; }
  const Capture& capture(int index) const { return captures_[index]; }
  /// 1-based position of a position capture.
  double position(const Capture& capture) const {
    return static_cast<double>(capture.start - subject_ + 1);
  }

  // ---- after Error ----

  const char* error() const { return error_; }

  // ---- work ----

  /// Steps done since the last call of `takeWork`.
  uint64_t pendingWork() const { return work_ - taken_; }
  uint64_t takeWork();
  /// Steps after which matching is interrupted, from now on.
  void setWorkLimit(uint64_t steps) { limit_ = work_ + steps; }

  /// Appends the state of an interrupted match to `out`; `resume` restores it in a matcher for the
  /// same subject and pattern.
  void suspend(base::Bytes& out) const;
  void resume(base::BytesView state);

 private:
  enum class ChoiceKind : uint8_t { Shorter, Longer, Skip, OpenedCapture, ClosedCapture };
  /// What to do when the rest of the pattern fails.
  struct Choice {
    const char* pattern;  ///< Shorter, Skip: rest of the pattern; Longer: the repeated item
    const char* low;      ///< Shorter: shortest end that may be tried
    const char* at;       ///< place in the subject
    ChoiceKind kind;
    int32_t capture;  ///< ClosedCapture: which
  };
  struct Set {
    const char* pattern = nullptr;  ///< where the set starts; nullptr: unused
    const char* end = nullptr;
    uint32_t bits[8];
  };
  static constexpr int kInlineChoices = 24;
  static constexpr int kSets = 4;

  char patternAt(const char* at) const { return at < patternEnd_ ? *at : '\0'; }
  void findFirst();
  const char* skipToFirst(const char* at);
  Outcome run(const char* at, const char* pattern);
  const char* backtrack(const char*& pattern);

  // Each moves one of the cursors, or answers nullptr for failure; after an error `error_` is set.
  const char* classEnd(const char* pattern);
  const char* matchBalanced(const char* at, const char* pattern);
  const char* matchFrontier(const char* at, const char* pattern);
  const char* matchBackReference(const char* at, char digit);
  bool openCapture(const char* at, ptrdiff_t kind);
  bool closeCapture(const char* at);
  const char* matchSpecial(const char* at, const char*& pattern, bool& handled);
  const char* matchItem(const char* at, const char*& pattern);
  const char* matchRepeated(const char* at, const char*& pattern, const char* end, char repetition);
  bool matchesSingle(const char* at, const char* pattern, const char* end);
  const char* longestRun(const char* at, const char* pattern, const char* end);
  const Set* findSet(const char* pattern) const;
  const Set* compileSet(const char* pattern, const char* end);
  void push(const Choice& choice);
  void growChoices();
  const char* fail(const char* error);

  const char* subject_;
  const char* subjectEnd_;
  const char* pattern_;
  const char* patternEnd_;
  const char* matchStart_ = nullptr;
  const char* matchEnd_ = nullptr;
  const char* error_ = nullptr;
  const char* pausedAt_ = nullptr;  ///< after Interrupted: where to go on
  const char* pausedPattern_ = nullptr;
  uint64_t work_ = 0;
  uint64_t taken_ = 0;
  uint64_t limit_ = UINT64_MAX;
  bool searching_ = false;
  bool soughtFirst_ = false;  ///< `findFirst` has been called
  char first_ = 0;            ///< byte that every match begins with; zero: not known
  /// Classes (byte_class.h) to one of which the byte that every match begins with belongs, or, when
  /// `firstInverted_`, to none; zero: not known.
  uint16_t firstClasses_ = 0;
  bool firstInverted_ = false;
  const char* firstSet_ = nullptr;  ///< set to which that byte belongs; nullptr: not known
  int level_ = 0;
  int choiceCount_ = 0;
  int choiceCapacity_ = kInlineChoices;
  Choice* choices_ = inlineChoices_;
  int nextSet_ = 0;
  int setMisses_ = 0;
  Set sets_[kSets];
  Capture captures_[kMaxCaptures];
  Choice inlineChoices_[kInlineChoices];
};

}  // namespace lua
