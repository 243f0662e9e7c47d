#include <algorithm>
#include <cmath>
#include <memory>

#include "redis/commands/argument_reader.h"
#include "redis/commands/collections.h"
#include "redis/commands/command_spec.h"
#include "redis/commands/command_table.h"
#include "redis/keyspace/string_object.h"
#include "redis/structures/hyper_log_log.h"

/// Commands on HyperLogLogs, which are strings. Redis: "HyperLogLog commands".
namespace redis {
namespace {

namespace hll = hyper_log_log;

using base::Bytes;
using base::BytesView;
using hll::Change;

Reply corrupt() { return Reply::error(messages::kHyperLogLogCorrupt); }

/// The error of a key that is there and holds something else.
std::optional<Reply> checkValue(const Editable<StringObject>& string) {
  if (string.wrongType()) {
    return messages::wrongType();
  }
  if (string && (string->isInteger() || !hll::isValue(string->view().bytes()))) {
    return Reply::error(messages::kNotHyperLogLog);
  }
  return std::nullopt;
}

/// The bytes of a key for changing, made now if it is missing.
Bytes& editOrCreate(CommandContext& context, BytesView key, Editable<StringObject>& string) {
  if (string) {
    return string.change().editBytes();
  }
  Bytes& value = context.create<StringObject>(key).editBytes();
  value = hll::emptyValue();
  return value;
}

Reply pfaddCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  Editable<StringObject> string(context, key);
  if (std::optional<Reply> error = checkValue(string)) {
    return std::move(*error);
  }
  bool isChanged = !string;
  Bytes& value = editOrCreate(context, key, string);
  for (size_t i = 2; i < context.count(); ++i) {
    const Change change =
        hll::add(value, context.argument(i), context.configuration().hyperLogLogSparseMaxBytes);
    if (change == Change::Corrupt) {
      return corrupt();
    }
    isChanged = isChanged || change == Change::Changed;
  }
  if (isChanged) {
    hll::dropEstimate(value);
    context.finishEdit(key, false);
    context.notify(EventClass::String, "pfadd", key);
  }
  return Reply::integer(isChanged ? 1 : 0);
}

/// Raises `registers` to those of the keys from argument 1 on; `onValue` sees each value.
template <class OnValue>
std::optional<Reply> mergeKeys(CommandContext& context, hll::Registers& registers,
                               OnValue onValue) {
  for (size_t i = 1; i < context.count(); ++i) {
    const Editable<StringObject> string(context, context.argument(i));
    if (std::optional<Reply> error = checkValue(string)) {
      return error;
    }
    if (!string) {
      continue;
    }
    const BytesView value = string->view().bytes();
    onValue(value);
    if (!hll::mergeInto(registers, value)) {
      return corrupt();
    }
  }
  return std::nullopt;
}

Reply countUnion(CommandContext& context) {
  const auto registers = std::make_unique<hll::Registers>();
  if (std::optional<Reply> error = mergeKeys(context, *registers, [](BytesView) {})) {
    return std::move(*error);
  }
  return Reply::integer(hll::estimate(*registers));
}

Reply pfcountCommand(CommandContext& context) {
  if (context.count() > 2) {
    return countUnion(context);
  }
  const BytesView key = context.argument(1);
  Editable<StringObject> string(context, key);
  if (std::optional<Reply> error = checkValue(string)) {
    return std::move(*error);
  }
  if (!string) {
    return Reply::integer(0);
  }
  if (string->encoding() != Encoding::Raw) {
    string.change().editBytes();  // as Redis prepares to keep the estimate
  }
  const BytesView value = string->view().bytes();
  if (const std::optional<int64_t> kept = hll::keptEstimate(value)) {
    return Reply::integer(*kept);
  }
  const std::optional<int64_t> count = hll::estimate(value);
  if (!count) {
    return corrupt();
  }
  hll::keepEstimate(string.change().editBytes(), *count);
  context.finishEdit(key, false);
  return Reply::integer(*count);
}

Reply pfmergeCommand(CommandContext& context) {
  const auto registers = std::make_unique<hll::Registers>();
  bool usesDense = false;
  const auto noteEncoding = [&](BytesView value) { usesDense = usesDense || hll::isDense(value); };
  if (std::optional<Reply> error = mergeKeys(context, *registers, noteEncoding)) {
    return std::move(*error);
  }
  const BytesView key = context.argument(1);
  Editable<StringObject> string(context, key);
  Bytes& value = editOrCreate(context, key, string);
  if (usesDense && !hll::makeDense(value)) {
    return corrupt();
  }
  for (uint32_t i = 0; i < hll::kRegisters; ++i) {
    if ((*registers)[i] != 0) {
      hll::raise(value, i, (*registers)[i], context.configuration().hyperLogLogSparseMaxBytes);
    }
  }
  hll::dropEstimate(value);
  context.finishEdit(key, false);
  context.notify(EventClass::String, "pfadd", key);
  return Reply::ok();
}

// --- Debugging -----------------------------------------------------------------------------------

Reply registersOf(BytesView value) {
  const auto registers = std::make_unique<hll::Registers>();
  hll::mergeInto(*registers, value);
  Reply reply = Reply::array();
  reply.reserve(hll::kRegisters);
  for (const uint8_t count : *registers) {
    reply.addInteger(count);
  }
  return reply;
}

Reply pfdebugCommand(CommandContext& context) {
  const BytesView name = context.argument(1);
  Editable<StringObject> string(context, context.argument(2));
  if (std::optional<Reply> error = checkValue(string)) {
    return std::move(*error);
  }
  if (!string) {
    return Reply::error(messages::kKeyDoesNotExist);
  }
  Bytes& value = string.change().editBytes();
  const bool wasDense = hll::isDense(value);
  if (equalsIgnoreCase(name, "getreg")) {
    return hll::makeDense(value) ? registersOf(value) : corrupt();
  }
  if (equalsIgnoreCase(name, "decode")) {
    return wasDense ? Reply::error(messages::kHyperLogLogNotSparse)
                    : Reply::bulk(hll::describeRuns(value));
  }
  if (equalsIgnoreCase(name, "encoding")) {
    return Reply::status(wasDense ? "dense" : "sparse");
  }
  if (equalsIgnoreCase(name, "todense")) {
    return hll::makeDense(value) ? Reply::integer(wasDense ? 0 : 1) : corrupt();
  }
  return messages::unknownPfdebug(name);
}

/// Adds numbers and compares both encodings with each other and with the truth.
///
/// Compat: PFSELFTEST adds 100000 elements, where Redis adds ten million, so that it takes
/// milliseconds.
Reply pfselftestCommand(CommandContext& context) {
  constexpr uint64_t kElements = 100'000;
  constexpr double kTolerance = 6 * 1.04 / 128;  // six standard errors: 1.04 / sqrt(registers)
  const int64_t sparseLimit = context.configuration().hyperLogLogSparseMaxBytes;
  const uint64_t seed = context.random().below(UINT32_MAX);
  Bytes sparse = hll::emptyValue();
  Bytes dense = hll::emptyValue();
  hll::makeDense(dense);
  uint64_t checkpoint = 1;
  for (uint64_t i = 1; i <= kElements; ++i) {
    const uint64_t number = i ^ seed;
    const BytesView element(reinterpret_cast<const char*>(&number), sizeof number);
    hll::add(sparse, element, sparseLimit);
    hll::add(dense, element, sparseLimit);
    if (i != checkpoint) {
      continue;
    }
    checkpoint *= 10;
    const std::optional<int64_t> count = hll::estimate(BytesView(dense));
    if (count != hll::estimate(BytesView(sparse))) {
      return Reply::error(messages::kSelfTestDisagree);
    }
    const auto expected = static_cast<double>(i);
    const double limit = i == 10 ? 1 : std::ceil(kTolerance * expected);
    if (std::fabs(static_cast<double>(*count) - expected) > limit) {
      return Reply::error(messages::kSelfTestError);
    }
  }
  return Reply::ok();
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kHyperLogLogCommands[] = {
    {.name = "pfadd",
     .handler = pfaddCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::HyperLogLog,
     .since = "2.8.9",
     .complexity = "O(1) per element",
     .summary = "Adds elements to a HyperLogLog.",
     .syntax = "key [element [element ...]]"},
    {.name = "pfcount",
     .handler = pfcountCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly | CommandFlag::MayReplicate,
     .keys = Keys::range(1, -1, 1, KeyFlag::ReadWrite | KeyFlag::Access),
     .group = CommandGroup::HyperLogLog,
     .since = "2.8.9",
     .complexity = "O(1) for one key, O(n) for n keys",
     .summary = "Estimates how many distinct elements were added.",
     .syntax = "key [key ...]"},
    {.name = "pfdebug",
     .handler = pfdebugCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Admin,
     .keys = Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Access),
     .group = CommandGroup::HyperLogLog,
     .since = "2.8.9",
     .complexity = "O(1)",
     .summary = "Shows the inside of a HyperLogLog.",
     .syntax = "GETREG | DECODE | ENCODING | TODENSE key"},
    {.name = "pfmerge",
     .handler = pfmergeCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = {Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Insert),
              Keys::range(2, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::HyperLogLog,
     .since = "2.8.9",
     .complexity = "O(n) in the number of keys",
     .summary = "Merges HyperLogLogs into one.",
     .syntax = "destkey [sourcekey [sourcekey ...]]"},
    {.name = "pfselftest",
     .handler = pfselftestCommand,
     .arity = 1,
     .flags = CommandFlag::Admin,
     .group = CommandGroup::HyperLogLog,
     .since = "2.8.9",
     .complexity = "O(1)",
     .summary = "Tests the implementation."},
};

static_assert(sortedByName(kHyperLogLogCommands));

}  // namespace

std::span<const CommandSpec> hyperLogLogCommands() { return kHyperLogLogCommands; }

}  // namespace redis
