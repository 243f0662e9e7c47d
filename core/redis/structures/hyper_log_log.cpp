#include "redis/structures/hyper_log_log.h"

#include <bit>
#include <cmath>
#include <limits>

#include "base/number_text.h"

namespace redis::hyper_log_log {
namespace {

using base::Bytes;
using base::BytesView;

constexpr size_t kHeaderSize = 16;
constexpr size_t kEncodingAt = 4;
constexpr size_t kEstimateAt = 8;
constexpr uint8_t kStale = 0x80;
constexpr uint8_t kDense = 0;
constexpr uint8_t kSparse = 1;

constexpr unsigned kIndexBits = 14;
constexpr unsigned kHashBits = 64 - kIndexBits;
constexpr unsigned kRegisterBits = 6;
constexpr unsigned kLargestRegister = (1U << kRegisterBits) - 1;
constexpr size_t kDenseSize = kHeaderSize + kRegisters * kRegisterBits / 8;

constexpr uint32_t kShortZeros = 64;
constexpr uint32_t kLongestValueRun = 4;
constexpr uint8_t kLargestSparseValue = 32;

uint8_t byteAt(BytesView value, size_t index) { return static_cast<uint8_t>(value[index]); }

// --- Hashing -------------------------------------------------------------------------------------

/// MurmurHash64A (Austin Appleby), with the seed of Redis.
uint64_t hashElement(BytesView element) {
  constexpr uint64_t kMultiplier = 0xC6A4A7935BD1E995;
  constexpr uint64_t kSeed = 0xADC83B19;
  constexpr unsigned kShift = 47;
  // The length counts in 32 bits.
  uint64_t hash = kSeed ^ static_cast<uint64_t>(static_cast<int32_t>(element.size())) * kMultiplier;
  size_t at = 0;
  for (; element.size() - at >= 8; at += 8) {
    uint64_t word = 0;
    for (size_t i = 0; i < 8; ++i) {
      word |= uint64_t{byteAt(element, at + i)} << (8 * i);
    }
    word *= kMultiplier;
    word ^= word >> kShift;
    hash = (hash ^ word * kMultiplier) * kMultiplier;
  }
  if (at < element.size()) {
    for (size_t i = at; i < element.size(); ++i) {
      hash ^= uint64_t{byteAt(element, i)} << (8 * (i - at));
    }
    hash *= kMultiplier;
  }
  hash ^= hash >> kShift;
  hash *= kMultiplier;
  return hash ^ hash >> kShift;
}

// --- Dense registers -----------------------------------------------------------------------------

/// The first byte of a register and its first bit in there.
struct Place {
  size_t byte;
  unsigned bit;
};

Place placeOf(size_t index) {
  const size_t bit = index * kRegisterBits;
  return {kHeaderSize + bit / 8, static_cast<unsigned>(bit % 8)};
}

/// Two bytes from `at` on; what lies behind the end is zero.
unsigned wordAt(BytesView value, size_t at) {
  return byteAt(value, at) | (at + 1 < value.size() ? unsigned{byteAt(value, at + 1)} << 8 : 0U);
}

uint8_t denseRegister(BytesView value, size_t index) {
  const Place place = placeOf(index);
  return static_cast<uint8_t>(wordAt(value, place.byte) >> place.bit & kLargestRegister);
}

void setDenseRegister(Bytes& value, size_t index, uint8_t count) {
  const Place place = placeOf(index);
  const unsigned word =
      (wordAt(value, place.byte) & ~(kLargestRegister << place.bit)) | unsigned{count} << place.bit;
  value[place.byte] = static_cast<char>(word & 0xFF);
  if (place.byte + 1 < value.size()) {
    value[place.byte + 1] = static_cast<char>(word >> 8);
  }
}

Change raiseDense(Bytes& value, uint32_t index, uint8_t count) {
  if (count <= denseRegister(value, index)) {
    return Change::None;
  }
  setDenseRegister(value, index, count);
  return Change::Changed;
}

// --- Sparse runs ---------------------------------------------------------------------------------

struct Run {
  enum class Kind : uint8_t { ShortZeros, LongZeros, Value };
  Kind kind = Kind::ShortZeros;
  uint8_t value = 0;
  /// Registers.
  uint32_t length = 0;
  /// Bytes.
  size_t size = 0;
};

Run runAt(BytesView value, size_t at) {
  const uint8_t first = byteAt(value, at);
  if ((first & 0x80) != 0) {
    return {Run::Kind::Value, static_cast<uint8_t>((first >> 2 & 31) + 1), (first & 3U) + 1, 1};
  }
  if ((first & 0x40) == 0) {
    return {Run::Kind::ShortZeros, 0, first + 1U, 1};
  }
  const uint32_t low = at + 1 < value.size() ? byteAt(value, at + 1) : 0;
  return {Run::Kind::LongZeros, 0, ((first & 63U) << 8 | low) + 1, 2};
}

void appendZeros(Bytes& runs, uint32_t length) {
  const uint32_t coded = length - 1;
  if (length > kShortZeros) {
    runs += static_cast<char>(0x40 | coded >> 8);
  }
  runs += static_cast<char>(coded & 0xFF);
}

void appendValue(Bytes& runs, uint8_t value, uint32_t length) {
  runs += static_cast<char>(0x80 | (value - 1) << 2 | (length - 1));
}

/// Calls `visit(run, index)` for the runs of a sparse value, `index` being their first register.
/// False if they are not as many registers as there must be; no run is visited that goes beyond.
template <class Visit>
bool forEachRun(BytesView value, Visit visit) {
  size_t index = 0;
  for (size_t at = kHeaderSize; at < value.size();) {
    const Run run = runAt(value, at);
    if (index + run.length > kRegisters) {
      return false;
    }
    visit(run, index);
    index += run.length;
    at += run.size;
  }
  return index == kRegisters;
}

/// The run that holds a register.
struct FoundRun {
  Run run;
  size_t at = 0;
  /// Where the run before it starts, or the first run.
  size_t before = kHeaderSize;
  uint32_t firstRegister = 0;
};

std::optional<FoundRun> findRun(BytesView value, uint32_t index) {
  FoundRun found;
  for (found.at = kHeaderSize; found.at < value.size(); found.at += found.run.size) {
    found.run = runAt(value, found.at);
    if (index < found.firstRegister + found.run.length) {
      return found;
    }
    found.before = found.at;
    found.firstRegister += found.run.length;
  }
  return std::nullopt;
}

/// The runs that take the place of `found` once one of its registers has the value `count`.
Bytes splitRun(const FoundRun& found, uint32_t index, uint8_t count) {
  const uint32_t before = index - found.firstRegister;
  const uint32_t behind = found.run.length - before - 1;
  Bytes runs;
  const auto appendRest = [&](uint32_t length) {
    if (length == 0) {
      return;
    }
    if (found.run.kind == Run::Kind::Value) {
      appendValue(runs, found.run.value, length);
    } else {
      appendZeros(runs, length);
    }
  };
  appendRest(before);
  appendValue(runs, count, 1);
  appendRest(behind);
  return runs;
}

/// Joins neighbouring runs of equal value among the five from `at` on.
void joinRuns(Bytes& value, size_t at) {
  for (int looks = 5; at < value.size() && looks > 0; --looks) {
    const Run run = runAt(value, at);
    if (run.kind == Run::Kind::Value && at + 1 < value.size()) {
      const Run next = runAt(value, at + 1);
      const uint32_t length = run.length + next.length;
      if (next.kind == Run::Kind::Value && next.value == run.value && length <= kLongestValueRun) {
        Bytes joined;
        appendValue(joined, run.value, length);
        value.replace(at, 2, joined);
        continue;
      }
    }
    at += run.size;
  }
}

Change raiseAndMakeDense(Bytes& value, uint32_t index, uint8_t count) {
  return makeDense(value) ? raiseDense(value, index, count) : Change::Corrupt;
}

Change raiseSparse(Bytes& value, uint32_t index, uint8_t count, int64_t sparseLimit) {
  if (count > kLargestSparseValue) {
    return raiseAndMakeDense(value, index, count);
  }
  const std::optional<FoundRun> found = findRun(value, index);
  if (!found) {
    return Change::Corrupt;
  }
  if (found->run.kind == Run::Kind::Value && found->run.value >= count) {
    return Change::None;
  }
  const Bytes runs = splitRun(*found, index, count);
  const size_t newSize = value.size() + runs.size() - found->run.size;
  if (runs.size() > found->run.size && newSize > static_cast<uint64_t>(sparseLimit)) {
    return raiseAndMakeDense(value, index, count);
  }
  value.replace(found->at, found->run.size, runs);
  value.resize(newSize);  // shorter by one if the last run of a corrupt value was cut short
  joinRuns(value, found->before);
  dropEstimate(value);
  return Change::Changed;
}

// --- Estimating ----------------------------------------------------------------------------------

/// How many registers have which value.
using Histogram = std::array<uint32_t, kLargestRegister + 1>;

/// The two series of Ertl's estimator, each summed until it does not change any more.
double sigma(double x) {
  if (x == 1.0) {
    return std::numeric_limits<double>::infinity();
  }
  double power = 1;
  double sum = x;
  for (double last = -1; last != sum;) {
    last = sum;
    x *= x;
    sum += x * power;
    power += power;
  }
  return sum;
}

double tau(double x) {
  if (x == 0.0 || x == 1.0) {
    return 0;
  }
  double power = 1;
  double sum = 1 - x;
  for (double last = -1; last != sum;) {
    last = sum;
    x = std::sqrt(x);
    power *= 0.5;
    sum -= (1 - x) * (1 - x) * power;
  }
  return sum / 3;
}

int64_t estimate(const Histogram& histogram) {
  constexpr double kAlpha = 0.721347520444481703680;  // 1 / (2 ln 2)
  constexpr double kCount = kRegisters;
  double z = kCount * tau((kCount - histogram[kHashBits + 1]) / kCount);
  for (unsigned value = kHashBits; value >= 1; --value) {
    z += histogram[value];
    z *= 0.5;
  }
  z += kCount * sigma(histogram[0] / kCount);
  const double result = kAlpha * kCount * kCount / z;
  return std::isfinite(result) ? static_cast<int64_t>(std::llround(result))
                               : std::numeric_limits<int64_t>::min();
}

}  // namespace

// ---- values ----

Bytes emptyValue() {
  Bytes value = "HYLL";
  value.resize(kHeaderSize);
  value[kEncodingAt] = static_cast<char>(kSparse);
  appendZeros(value, kRegisters);
  return value;
}

bool isValue(BytesView value) {
  if (value.size() < kHeaderSize || value.substr(0, kEncodingAt) != "HYLL") {
    return false;
  }
  return isDense(value) ? value.size() == kDenseSize : byteAt(value, kEncodingAt) == kSparse;
}

bool isDense(BytesView value) { return byteAt(value, kEncodingAt) == kDense; }

Change add(Bytes& value, BytesView element, int64_t sparseLimit) {
  const uint64_t hash = hashElement(element);
  const auto index = static_cast<uint32_t>(hash % kRegisters);
  // A bit above the others ends the run of zeros.
  const uint64_t rest = hash >> kIndexBits | uint64_t{1} << kHashBits;
  return raise(value, index, static_cast<uint8_t>(std::countr_zero(rest) + 1), sparseLimit);
}

Change raise(Bytes& value, uint32_t index, uint8_t count, int64_t sparseLimit) {
  return isDense(value) ? raiseDense(value, index, count)
                        : raiseSparse(value, index, count, sparseLimit);
}

bool makeDense(Bytes& value) {
  if (isDense(value)) {
    return true;
  }
  Bytes dense = value.substr(0, kHeaderSize);
  dense[kEncodingAt] = static_cast<char>(kDense);
  dense.resize(kDenseSize);
  const bool isIntact = forEachRun(value, [&](const Run& run, size_t index) {
    for (uint32_t i = 0; i < run.length && run.value > 0; ++i) {
      setDenseRegister(dense, index + i, run.value);
    }
  });
  if (isIntact) {
    value = std::move(dense);
  }
  return isIntact;
}

bool mergeInto(Registers& registers, BytesView value) {
  const auto raiseTo = [&](size_t index, uint8_t count) {
    registers[index] = std::max(registers[index], count);
  };
  if (isDense(value)) {
    for (size_t i = 0; i < kRegisters; ++i) {
      raiseTo(i, denseRegister(value, i));
    }
    return true;
  }
  return forEachRun(value, [&](const Run& run, size_t index) {
    for (uint32_t i = 0; i < run.length && run.value > 0; ++i) {
      raiseTo(index + i, run.value);
    }
  });
}

// ---- estimates ----

std::optional<int64_t> estimate(BytesView value) {
  Histogram histogram{};
  if (isDense(value)) {
    for (size_t i = 0; i < kRegisters; ++i) {
      ++histogram[denseRegister(value, i)];
    }
  } else if (!forEachRun(value,
                         [&](const Run& run, size_t) { histogram[run.value] += run.length; })) {
    return std::nullopt;
  }
  return estimate(histogram);
}

int64_t estimate(const Registers& registers) {
  Histogram histogram{};
  for (const uint8_t value : registers) {
    ++histogram[value];
  }
  return estimate(histogram);
}

std::optional<int64_t> keptEstimate(BytesView value) {
  uint64_t count = 0;
  for (size_t i = 8; i-- > 0;) {
    count = count << 8 | byteAt(value, kEstimateAt + i);
  }
  const auto kept = static_cast<int64_t>(count);
  return kept < 0 ? std::nullopt : std::optional(kept);
}

void keepEstimate(Bytes& value, int64_t count) {
  for (size_t i = 0; i < 8; ++i) {
    value[kEstimateAt + i] = static_cast<char>(static_cast<uint64_t>(count) >> (8 * i) & 0xFF);
  }
}

void dropEstimate(Bytes& value) {
  char& last = value[kEstimateAt + 7];
  last = static_cast<char>(static_cast<uint8_t>(last) | kStale);
}

Bytes describeRuns(BytesView value) {
  Bytes text;
  for (size_t at = kHeaderSize; at < value.size();) {
    const Run run = runAt(value, at);
    constexpr BytesView kMarks[] = {"z:", "Z:", "v:"};
    text += text.empty() ? "" : " ";
    text += kMarks[static_cast<size_t>(run.kind)];
    text += run.kind == Run::Kind::Value ? base::formatInteger(run.value) + "," : Bytes();
    text += base::formatInteger(run.length);
    at += run.size;
  }
  return text;
}

}  // namespace redis::hyper_log_log
