#include <algorithm>
#include <bit>
#include <limits>
#include <vector>

#include "redis/commands/argument_reader.h"
#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"
#include "redis/keyspace/string_object.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

// Bit 0 of a string is the most significant bit of its first byte.

/// Reads a bit offset; an error is latched if the string would be too long.
uint64_t nextBitOffset(CommandContext& context, ArgumentReader& arguments) {
  const int64_t offset = arguments.nextInteger(messages::kBitOffset);
  if (offset < 0 || (offset >> 3) >= context.configuration().protoMaxBulkLength) {
    arguments.fail(messages::kBitOffset);
  }
  return arguments.failed() ? 0 : static_cast<uint64_t>(offset);
}

bool bitAt(BytesView bytes, uint64_t bit) {
  return bit / 8 < bytes.size() &&
         (static_cast<unsigned char>(bytes[bit / 8]) >> (7 - bit % 8) & 1) != 0;
}

Reply setbitCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  ArgumentReader arguments(context, 2);
  const uint64_t offset = nextBitOffset(context, arguments);
  const int64_t value = arguments.nextIntegerIn(0, 1, messages::kBitValue);
  if (arguments.failed()) {
    return arguments.error();
  }
  auto string = context.editOrCreate<StringObject>(key);
  if (string.wrongType) {
    return messages::wrongType();
  }
  Bytes& bytes = string->editBytes();
  const bool grows = bytes.size() <= offset / 8;
  if (grows) {
    bytes.resize(offset / 8 + 1, '\0');
  }
  const bool before = bitAt(bytes, offset);
  if (!grows && before == (value != 0)) {
    return Reply::integer(value);
  }
  const auto mask = static_cast<unsigned char>(0x80 >> offset % 8);
  auto byte = static_cast<unsigned char>(bytes[offset / 8]);
  byte = static_cast<unsigned char>(value != 0 ? byte | mask : byte & ~mask);
  bytes[offset / 8] = static_cast<char>(byte);
  context.finishEdit(key, false);
  return Reply::integer(before ? 1 : 0);
}

Reply getbitCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const uint64_t offset = nextBitOffset(context, arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  const auto string = context.read<StringObject>(context.argument(1));
  if (string.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(string && bitAt(string->view().bytes(), offset) ? 1 : 0);
}

/// A range of bits, both ends included; empty if `first` is above `last`.
struct BitRange {
  int64_t first = 0;
  int64_t last = -1;
  bool isEmpty() const { return first > last; }
};

enum class RangeUnit : uint8_t { Byte, Bit };

/// Reads BYTE or BIT.
RangeUnit nextRangeUnit(ArgumentReader& arguments) {
  if (arguments.take("BIT")) {
    return RangeUnit::Bit;
  }
  if (!arguments.take("BYTE")) {
    arguments.fail(messages::kSyntaxError);
  }
  return RangeUnit::Byte;
}

BitRange resolveRange(int64_t start, int64_t end, RangeUnit unit, size_t lengthBytes) {
  const int64_t length = static_cast<int64_t>(lengthBytes) * (unit == RangeUnit::Bit ? 8 : 1);
  start = std::max<int64_t>(start < 0 ? start + length : start, 0);
  end = std::max<int64_t>(end < 0 ? end + length : end, 0);
  end = std::min(end, length - 1);
  if (start > end) {
    return {};
  }
  return unit == RangeUnit::Bit ? BitRange{start, end} : BitRange{start * 8, end * 8 + 7};
}

int64_t countBits(BytesView bytes, BitRange range) {
  int64_t count = 0;
  for (int64_t bit = range.first; bit <= range.last;) {
    if (bit % 8 == 0 && bit + 7 <= range.last) {
      count += std::popcount(static_cast<unsigned char>(bytes[static_cast<size_t>(bit / 8)]));
      bit += 8;
    } else {
      count += bitAt(bytes, static_cast<uint64_t>(bit)) ? 1 : 0;
      ++bit;
    }
  }
  return count;
}

/// The range of BITCOUNT and BITPOS, from argument `first` on, as later releases check it before
/// they look for the key: an error or nothing.
Reply checkRange(CommandContext& context, size_t first) {
  const bool needsEnd = first == 2;
  const size_t given = context.count() - first;
  if (given > 3 || (needsEnd && given == 1)) {
    return messages::syntaxError();
  }
  ArgumentReader arguments(context, first);
  arguments.nextInteger();
  if (given == 3 && !needsEnd) {
    ArgumentReader unit(context, first + 2);
    nextRangeUnit(unit);
    if (unit.failed() && !arguments.failed()) {
      return unit.error();
    }
  }
  if (given >= 2) {
    arguments.nextInteger();
  }
  if (given == 3 && needsEnd) {
    nextRangeUnit(arguments);
  }
  return arguments.failed() ? arguments.error() : Reply();
}

Reply bitcountCommand(CommandContext& context) {
  if (context.configuration().compat.checksBitArgumentsFirst() && context.count() > 2) {
    if (Reply problem = checkRange(context, 2); problem.isError()) {
      return problem;
    }
  }
  const auto string = context.read<StringObject>(context.argument(1));
  if (string.wrongType) {
    return messages::wrongType();
  }
  // Arguments are looked at only if the key exists, as in 7.0.
  if (!string) {
    return Reply::integer(0);
  }
  const StringView view = string->view();
  const BytesView bytes = view.bytes();
  if (context.count() == 2) {
    return Reply::integer(countBits(bytes, {0, static_cast<int64_t>(bytes.size()) * 8 - 1}));
  }
  if (context.count() != 4 && context.count() != 5) {
    return messages::syntaxError();
  }
  ArgumentReader arguments(context, 2);
  const int64_t start = arguments.nextInteger();
  const int64_t end = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  if (start < 0 && end < 0 && start > end) {
    return Reply::integer(0);
  }
  const RangeUnit unit = arguments.hasNext() ? nextRangeUnit(arguments) : RangeUnit::Byte;
  if (arguments.failed()) {
    return arguments.error();
  }
  return Reply::integer(countBits(bytes, resolveRange(start, end, unit, bytes.size())));
}

/// The first bit with `value` in the range, or -1.
int64_t findBit(BytesView bytes, bool value, BitRange range) {
  const char uniform = value ? '\0' : '\xff';
  for (int64_t bit = range.first; bit <= range.last;) {
    if (bit % 8 == 0 && bytes[static_cast<size_t>(bit / 8)] == uniform) {
      bit += 8;
    } else if (bitAt(bytes, static_cast<uint64_t>(bit)) == value) {
      return bit;
    } else {
      ++bit;
    }
  }
  return -1;
}

Reply bitposCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t value = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  if (value != 0 && value != 1) {
    return Reply::error(messages::kBitArgument);
  }
  if (context.configuration().compat.checksBitArgumentsFirst() && context.count() > 3) {
    if (Reply problem = checkRange(context, 3); problem.isError()) {
      return problem;
    }
  }
  const auto string = context.read<StringObject>(context.argument(1));
  if (string.wrongType) {
    return messages::wrongType();
  }
  // A missing key is an endless row of zeros.
  if (!string) {
    return Reply::integer(value == 1 ? -1 : 0);
  }
  const StringView view = string->view();
  const BytesView bytes = view.bytes();
  if (context.count() > 6) {
    return messages::syntaxError();
  }
  const int64_t start = arguments.hasNext() ? arguments.nextInteger() : 0;
  RangeUnit unit = RangeUnit::Byte;
  if (context.count() == 6 && !arguments.failed()) {
    ArgumentReader last(context, 5);
    unit = nextRangeUnit(last);
    if (last.failed()) {
      return last.error();
    }
  }
  const bool hasEnd = context.count() >= 5;
  const int64_t end = hasEnd ? arguments.nextInteger() : -1;
  if (arguments.failed()) {
    return arguments.error();
  }
  const BitRange range = resolveRange(start, end, unit, bytes.size());
  if (range.isEmpty()) {
    return Reply::integer(-1);
  }
  const int64_t found = findBit(bytes, value == 1, range);
  // Without an explicit end, zeros go on behind the string.
  if (found < 0 && value == 0 && !hasEnd) {
    return Reply::integer(static_cast<int64_t>(bytes.size()) * 8);
  }
  return Reply::integer(found);
}

enum class BitOperation : uint8_t { And, Or, Xor, Not };

std::optional<BitOperation> bitOperation(BytesView word) {
  constexpr struct {
    BytesView word;
    BitOperation operation;
  } kWords[] = {{"AND", BitOperation::And},
                {"OR", BitOperation::Or},
                {"XOR", BitOperation::Xor},
                {"NOT", BitOperation::Not}};
  for (const auto& entry : kWords) {
    if (equalsIgnoreCase(entry.word, word)) {
      return entry.operation;
    }
  }
  return std::nullopt;
}

char combineBytes(BitOperation operation, const std::vector<Bytes>& sources, size_t at) {
  const auto byteOf = [at](const Bytes& source) {
    return at < source.size() ? static_cast<unsigned char>(source[at])
                              : static_cast<unsigned char>(0);
  };
  unsigned result = byteOf(sources[0]);
  if (operation == BitOperation::Not) {
    return static_cast<char>(~result);
  }
  for (size_t i = 1; i < sources.size(); ++i) {
    const unsigned byte = byteOf(sources[i]);
    result = operation == BitOperation::And  ? result & byte
             : operation == BitOperation::Or ? result | byte
                                             : result ^ byte;
  }
  return static_cast<char>(result);
}

Reply bitopCommand(CommandContext& context) {
  const std::optional<BitOperation> operation = bitOperation(context.argument(1));
  if (!operation) {
    return messages::syntaxError();
  }
  if (*operation == BitOperation::Not && context.count() != 4) {
    return Reply::error(messages::kBitOpNot);
  }
  std::vector<Bytes> sources;
  size_t longest = 0;
  for (size_t i = 3; i < context.count(); ++i) {
    const auto string = context.read<StringObject>(context.argument(i));
    if (string.wrongType) {
      return messages::wrongType();
    }
    sources.push_back(string ? string->toBytes() : Bytes());
    longest = std::max(longest, sources.back().size());
  }
  const BytesView target = context.argument(2);
  if (longest == 0) {
    context.eraseKey(target);
    return Reply::integer(0);
  }
  Bytes result(longest, '\0');
  for (size_t at = 0; at < longest; ++at) {
    result[at] = combineBytes(*operation, sources, at);
  }
  auto object = makeObject<StringObject>();
  static_cast<StringObject&>(object.unshare()).editBytes() = std::move(result);
  context.database().store(target, std::move(object));
  context.notify(EventClass::String, "set", target);
  return Reply::integer(static_cast<int64_t>(longest));
}

// --- BITFIELD ------------------------------------------------------------------------------------

enum class Overflow : uint8_t { Wrap, Saturate, Fail };

/// An integer type of BITFIELD: "i5", "u63".
struct FieldType {
  bool isSigned = false;
  int bits = 0;

  int64_t minimum() const { return isSigned ? -1 - maximum() : 0; }
  int64_t maximum() const {
    const int valueBits = isSigned ? bits - 1 : bits;
    return static_cast<int64_t>((uint64_t{1} << valueBits) - 1);
  }
  /// The value that the lowest bits of `value` mean.
  int64_t wrap(uint64_t value) const {
    const int unused = 64 - bits;
    return isSigned ? static_cast<int64_t>(value << unused) >> unused
                    : static_cast<int64_t>(value << unused >> unused);
  }
};

struct FieldOperation {
  enum class Kind : uint8_t { Get, Set, Increment } kind = Kind::Get;
  FieldType type;
  Overflow overflow = Overflow::Wrap;
  uint64_t offset = 0;
  int64_t value = 0;
};

FieldType nextFieldType(ArgumentReader& arguments) {
  const BytesView word = arguments.next();
  FieldType type;
  type.isSigned = !word.empty() && word[0] == 'i';
  const std::optional<int64_t> bits = word.empty() ? std::nullopt : parseInteger(word.substr(1));
  const bool valid = !word.empty() && (type.isSigned || word[0] == 'u') && bits && *bits >= 1 &&
                     *bits <= (type.isSigned ? 64 : 63);
  if (!valid) {
    arguments.fail(messages::kBitFieldType);
    return {false, 1};
  }
  type.bits = static_cast<int>(*bits);
  return type;
}

/// Reads "123" or "#5", the fifth field of the type's width.
uint64_t nextFieldOffset(CommandContext& context, ArgumentReader& arguments, FieldType type) {
  BytesView word = arguments.next();
  const bool counted = !word.empty() && word[0] == '#';
  const std::optional<int64_t> number = parseInteger(word.substr(counted ? 1 : 0));
  int64_t offset = 0;
  // A product that overflows wraps, as in Redis.
  const bool isNumber = number.has_value();
  static_cast<void>(__builtin_mul_overflow(number.value_or(0), counted ? type.bits : 1, &offset));
  if (!isNumber || offset < 0 || (offset >> 3) >= context.configuration().protoMaxBulkLength) {
    arguments.fail(messages::kBitOffset);
    return 0;
  }
  return static_cast<uint64_t>(offset);
}

void readOverflow(ArgumentReader& arguments, Overflow& overflow) {
  if (arguments.take("WRAP")) {
    overflow = Overflow::Wrap;
  } else if (arguments.take("SAT")) {
    overflow = Overflow::Saturate;
  } else if (arguments.take("FAIL")) {
    overflow = Overflow::Fail;
  } else {
    arguments.fail(messages::kBitFieldOverflow);
  }
}

std::vector<FieldOperation> readFieldOperations(CommandContext& context,
                                                ArgumentReader& arguments) {
  std::vector<FieldOperation> operations;
  Overflow overflow = Overflow::Wrap;
  while (arguments.hasNext() && !arguments.failed()) {
    FieldOperation operation;
    if (arguments.take("GET", 2)) {
      operation.kind = FieldOperation::Kind::Get;
    } else if (arguments.take("SET", 3)) {
      operation.kind = FieldOperation::Kind::Set;
    } else if (arguments.take("INCRBY", 3)) {
      operation.kind = FieldOperation::Kind::Increment;
    } else if (arguments.take("OVERFLOW", 1)) {
      readOverflow(arguments, overflow);
      continue;
    } else {
      arguments.fail(messages::kSyntaxError);
      break;
    }
    operation.type = nextFieldType(arguments);
    operation.offset = nextFieldOffset(context, arguments, operation.type);
    operation.overflow = overflow;
    if (operation.kind != FieldOperation::Kind::Get) {
      operation.value = arguments.nextInteger();
    }
    operations.push_back(operation);
  }
  return operations;
}

int64_t readField(BytesView bytes, FieldType type, uint64_t offset) {
  uint64_t value = 0;
  for (int i = 0; i < type.bits; ++i) {
    value = value << 1 | (bitAt(bytes, offset + static_cast<uint64_t>(i)) ? 1 : 0);
  }
  return type.wrap(value);
}

void writeField(Bytes& bytes, FieldType type, uint64_t offset, int64_t value) {
  const uint64_t end = offset + static_cast<uint64_t>(type.bits);
  if (bytes.size() * 8 < end) {
    bytes.resize((end + 7) / 8, '\0');
  }
  for (int i = 0; i < type.bits; ++i) {
    const uint64_t bit = offset + static_cast<uint64_t>(i);
    const auto mask = static_cast<unsigned char>(0x80 >> bit % 8);
    const bool set = (static_cast<uint64_t>(value) >> (type.bits - 1 - i) & 1) != 0;
    const auto byte = static_cast<unsigned char>(bytes[bit / 8]);
    bytes[bit / 8] = static_cast<char>(set ? byte | mask : byte & ~mask);
  }
}

/// `before` plus `increment` under the rules of the operation; nothing if it overflows and must
/// fail.
std::optional<int64_t> fieldSum(const FieldOperation& operation, int64_t before,
                                int64_t increment) {
  const FieldType type = operation.type;
  const __int128 sum = static_cast<__int128>(before) + increment;
  if (sum >= type.minimum() && sum <= type.maximum()) {
    return static_cast<int64_t>(sum);
  }
  switch (operation.overflow) {
    case Overflow::Wrap:
      return type.wrap(static_cast<uint64_t>(sum));
    case Overflow::Saturate:
      return sum > 0 ? type.maximum() : type.minimum();
    case Overflow::Fail:
      break;
  }
  return std::nullopt;
}

/// The value that SET stores: its own argument, treated like a sum that starts at zero. An unsigned
/// field sees it as unsigned.
std::optional<int64_t> fieldAssignment(const FieldOperation& operation) {
  if (!operation.type.isSigned && operation.value < 0) {
    // A negative number is a huge unsigned one.
    switch (operation.overflow) {
      case Overflow::Wrap:
        return operation.type.wrap(static_cast<uint64_t>(operation.value));
      case Overflow::Saturate:
        return operation.type.maximum();
      case Overflow::Fail:
        return std::nullopt;
    }
  }
  // How much more would fit is a number of 64 bits in Redis, which wraps for the least values: they
  // are too large then.
  const FieldType type = operation.type;
  constexpr int kAllBits = 64;
  constexpr int64_t kLargest = std::numeric_limits<int64_t>::max();
  if (operation.overflow == Overflow::Saturate && type.isSigned && type.bits < kAllBits &&
      operation.value < static_cast<int64_t>(type.maximum()) - kLargest) {
    return type.maximum();
  }
  return fieldSum(operation, 0, operation.value);
}

Reply changeField(Bytes& bytes, const FieldOperation& operation, int64_t& changes) {
  const int64_t before = readField(bytes, operation.type, operation.offset);
  const bool isSet = operation.kind == FieldOperation::Kind::Set;
  const std::optional<int64_t> after =
      isSet ? fieldAssignment(operation) : fieldSum(operation, before, operation.value);
  if (!after) {
    return Reply::null();
  }
  writeField(bytes, operation.type, operation.offset, *after);
  changes += *after != before ? 1 : 0;
  return Reply::integer(isSet ? before : *after);
}

enum class FieldAccess : uint8_t { ReadWrite, ReadOnly };

Reply runFieldOperations(CommandContext& context, FieldAccess access) {
  const BytesView key = context.argument(1);
  ArgumentReader arguments(context, 2);
  const std::vector<FieldOperation> operations = readFieldOperations(context, arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  bool writes = false;
  uint64_t highestBit = 0;
  for (const FieldOperation& operation : operations) {
    if (operation.kind != FieldOperation::Kind::Get) {
      writes = true;
      highestBit =
          std::max(highestBit, operation.offset + static_cast<uint64_t>(operation.type.bits));
    }
  }
  if (writes && access == FieldAccess::ReadOnly) {
    return Reply::error(messages::kBitFieldReadOnly);
  }
  Reply reply = Reply::array();
  if (!writes) {
    const auto string = context.read<StringObject>(key);
    if (string.wrongType) {
      return messages::wrongType();
    }
    const Bytes bytes = string ? string->toBytes() : Bytes();
    for (const FieldOperation& operation : operations) {
      reply.addInteger(readField(bytes, operation.type, operation.offset));
    }
    return reply;
  }
  const bool isNew = !context.database().exists(key);
  auto string = context.editOrCreate<StringObject>(key);
  if (string.wrongType) {
    return messages::wrongType();
  }
  Bytes& bytes = string->editBytes();
  const bool grows = bytes.size() * 8 < highestBit;
  if (grows) {
    bytes.resize((highestBit + 7) / 8, '\0');
  }
  int64_t changes = 0;
  for (const FieldOperation& operation : operations) {
    reply.add(operation.kind == FieldOperation::Kind::Get
                  ? Reply::integer(readField(bytes, operation.type, operation.offset))
                  : changeField(bytes, operation, changes));
  }
  if (grows || changes > 0) {
    context.finishEdit(key, false);
    // Its creation was counted.
    context.noteChange(std::max<int64_t>(changes - 1, 0) - (isNew ? 1 : 0));
  }
  return reply;
}

Reply bitfieldCommand(CommandContext& context) {
  return runFieldOperations(context, FieldAccess::ReadWrite);
}
Reply bitfieldRoCommand(CommandContext& context) {
  return runFieldOperations(context, FieldAccess::ReadOnly);
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kBitmapCommands[] = {
    {.name = "bitcount",
     .handler = bitcountCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Bitmap,
     .since = "2.6.0",
     .complexity = "O(N) in the length of the range",
     .summary = "Counts the set bits of a string.",
     .syntax = "key [start end [BYTE | BIT]]"},
    {.name = "bitfield",
     .handler = bitfieldCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(
         1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update | KeyFlag::VariableFlags),
     .group = CommandGroup::Bitmap,
     .since = "3.2.0",
     .complexity = "O(1) per operation",
     .summary = "Reads and changes integers of any width inside a string.",
     .syntax = "key [GET encoding offset | [OVERFLOW WRAP | SAT | FAIL] SET encoding offset value "
               "| INCRBY encoding offset increment ...]"},
    {.name = "bitfield_ro",
     .handler = bitfieldRoCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Bitmap,
     .since = "6.0.0",
     .complexity = "O(1) per operation",
     .summary = "Reads integers of any width inside a string.",
     .syntax = "key [GET encoding offset ...]"},
    {.name = "bitop",
     .handler = bitopCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = {Keys::at(2, KeyFlag::Overwrite | KeyFlag::Update),
              Keys::range(3, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::Bitmap,
     .since = "2.6.0",
     .complexity = "O(N) in the length of the longest string",
     .summary = "Combines strings bit by bit and stores the result.",
     .syntax = "AND | OR | XOR | NOT destkey key [key ...]"},
    {.name = "bitpos",
     .handler = bitposCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Bitmap,
     .since = "2.8.7",
     .complexity = "O(N) in the length of the range",
     .summary = "Finds the first set or clear bit of a string.",
     .syntax = "key bit [start [end [BYTE | BIT]]]"},
    {.name = "getbit",
     .handler = getbitCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Bitmap,
     .since = "2.2.0",
     .complexity = "O(1)",
     .summary = "Returns a bit of a string.",
     .syntax = "key offset"},
    {.name = "setbit",
     .handler = setbitCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::Bitmap,
     .since = "2.2.0",
     .complexity = "O(1)",
     .summary = "Sets or clears a bit of a string and returns the old one.",
     .syntax = "key offset value"},
};
static_assert(sortedByName(kBitmapCommands) && keysMatchArity(kBitmapCommands));

}  // namespace

std::span<const CommandSpec> bitmapCommands() { return kBitmapCommands; }

}  // namespace redis
