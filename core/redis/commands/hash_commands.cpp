#include <algorithm>
#include <limits>

#include "base/extended.h"
#include "base/number_text.h"
#include "redis/commands/collections.h"
#include "redis/commands/command_spec.h"
#include "redis/commands/command_table.h"
#include "redis/keyspace/hash_object.h"

/// Hashes. Redis: "Hash commands".
namespace redis {

using base::Bytes;
using base::BytesView;

namespace {

// --- Writing -------------------------------------------------------------------------------------

/// Sets the pairs after the key; the number of fields added, or the error.
Reply setPairs(CommandContext& context) {
  if (context.count() % 2 != 0) {
    return messages::wrongArity(context.spec().fullName());
  }
  const BytesView key = context.argument(1);
  auto hash = context.editOrCreate<HashObject>(key);
  if (hash.wrongType) {
    return messages::wrongType();
  }
  int64_t added = 0;
  for (size_t i = 2; i < context.count(); i += 2) {
    added +=
        hash->set(context.argument(i), context.argument(i + 1), context.configuration()) ? 1 : 0;
  }
  context.finishEdit(key, false);
  return Reply::integer(added);
}

Reply hsetCommand(CommandContext& context) { return setPairs(context); }

Reply hmsetCommand(CommandContext& context) {
  Reply reply = setPairs(context);
  return reply.isError() ? reply : Reply::ok();
}

Reply hsetnxCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  const BytesView field = context.argument(2);
  auto present = context.read<HashObject>(key);
  if (present.wrongType) {
    return messages::wrongType();
  }
  if (present && present->find(field) != nullptr) {
    return Reply::integer(0);
  }
  auto hash = context.editOrCreate<HashObject>(key);
  hash->set(field, context.argument(3), context.configuration());
  context.finishEdit(key, false);
  return Reply::integer(1);
}

Reply hdelCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  Editable<HashObject> present(context, key);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  const auto isPresent = [&](BytesView field) { return present->find(field) != nullptr; };
  if (!present || (present.isShared() && !anyArgument(context, 2, isPresent))) {
    return Reply::integer(0);
  }
  HashObject& hash = present.change();
  int64_t removed = 0;
  for (size_t i = 2; i < context.count(); ++i) {
    removed += hash.erase(context.argument(i)) ? 1 : 0;
  }
  if (removed > 0) {
    context.finishEdit(key, hash.isEmpty());
  }
  return Reply::integer(removed);
}

Reply hincrbyCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  const BytesView field = context.argument(2);
  ArgumentReader arguments(context, 3);
  const int64_t increment = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  auto present = context.read<HashObject>(key);
  if (present.wrongType) {
    return messages::wrongType();
  }
  int64_t value = 0;
  if (const Bytes* text = present ? present->find(field) : nullptr) {
    const std::optional<int64_t> number = parseInteger(*text);
    if (!number) {
      return Reply::error(messages::kHashValueNotInteger);
    }
    value = *number;
  }
  int64_t sum = 0;
  if (__builtin_add_overflow(value, increment, &sum)) {
    return Reply::error(messages::kIncrementOverflow);
  }
  auto hash = context.editOrCreate<HashObject>(key);
  char digits[base::kNumberBufferSize];
  hash->set(field, {digits, base::formatInteger(sum, digits)}, context.configuration(),
            HashObject::FieldTime::Kept);
  context.finishEdit(key, false);
  return Reply::integer(sum);
}

Reply hincrbyfloatCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  const BytesView field = context.argument(2);
  const std::optional<base::Extended> increment = base::Extended::parse(context.argument(3));
  if (!increment) {
    return Reply::error(messages::kNotFloat);
  }
  if (increment->isInfinite()) {
    return Reply::error(messages::kNanOrInfinity);
  }
  auto present = context.read<HashObject>(key);
  if (present.wrongType) {
    return messages::wrongType();
  }
  base::Extended value;
  if (const Bytes* text = present ? present->find(field) : nullptr) {
    const std::optional<base::Extended> number = base::Extended::parse(*text);
    if (!number) {
      return Reply::error(messages::kHashValueNotFloat);
    }
    value = *number;
  }
  const std::optional<base::Extended> sum = base::Extended::add(value, *increment);
  if (!sum || sum->isInfinite()) {
    return Reply::error(messages::kIncrementNotFinite);
  }
  Bytes text = sum->toText();
  auto hash = context.editOrCreate<HashObject>(key);
  hash->set(field, text, context.configuration(), HashObject::FieldTime::Kept);
  context.finishEdit(key, false);
  return Reply::bulk(std::move(text));
}

// --- Reading -------------------------------------------------------------------------------------

Reply hgetCommand(CommandContext& context) {
  auto hash = context.read<HashObject>(context.argument(1));
  if (hash.wrongType) {
    return messages::wrongType();
  }
  const Bytes* value = hash ? hash->find(context.argument(2)) : nullptr;
  return value == nullptr ? Reply::null() : Reply::bulk(*value);
}

Reply hmgetCommand(CommandContext& context) {
  auto hash = context.read<HashObject>(context.argument(1));
  if (hash.wrongType) {
    return messages::wrongType();
  }
  Reply reply = Reply::array();
  reply.reserve(context.count() - 2);
  for (size_t i = 2; i < context.count(); ++i) {
    const Bytes* value = hash ? hash->find(context.argument(i)) : nullptr;
    reply.add(value == nullptr ? Reply::null() : Reply::bulk(*value));
  }
  return reply;
}

Reply hexistsCommand(CommandContext& context) {
  auto hash = context.read<HashObject>(context.argument(1));
  if (hash.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(hash && hash->find(context.argument(2)) != nullptr ? 1 : 0);
}

Reply hlenCommand(CommandContext& context) {
  auto hash = context.read<HashObject>(context.argument(1));
  if (hash.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(hash ? static_cast<int64_t>(hash->size()) : 0);
}

Reply hstrlenCommand(CommandContext& context) {
  auto hash = context.read<HashObject>(context.argument(1));
  if (hash.wrongType) {
    return messages::wrongType();
  }
  const Bytes* value = hash ? hash->find(context.argument(2)) : nullptr;
  return Reply::integer(value == nullptr ? 0 : static_cast<int64_t>(value->size()));
}

enum class Parts : uint8_t { Fields, Values, Both };

Reply listHash(CommandContext& context, Parts parts) {
  auto hash = context.read<HashObject>(context.argument(1));
  if (hash.wrongType) {
    return messages::wrongType();
  }
  Reply reply = parts == Parts::Both ? Reply::map() : Reply::array();
  if (!hash) {
    return reply;
  }
  reply.reserve(hash->size() * (parts == Parts::Both ? 2 : 1));
  for (const auto& entry : hash->fields()) {
    if (parts != Parts::Values) {
      reply.addBulk(entry.key);
    }
    if (parts != Parts::Fields) {
      reply.addBulk(entry.value);
    }
  }
  return reply;
}

Reply hgetallCommand(CommandContext& context) { return listHash(context, Parts::Both); }
Reply hkeysCommand(CommandContext& context) { return listHash(context, Parts::Fields); }
Reply hvalsCommand(CommandContext& context) { return listHash(context, Parts::Values); }

uint64_t scanFields(const HashObject& hash, const ScanRequest& request, Reply& elements) {
  const auto add = [&](const HashObject::Fields::Entry& entry) {
    if (request.matches(entry.key)) {
      elements.addBulk(entry.key);
      if (!request.withoutValues) {
        elements.addBulk(entry.value);
      }
    }
  };
  if (hash.isCompact()) {
    for (const auto& entry : hash.fields()) {
      add(entry);
    }
    return 0;
  }
  return scanDict(hash.fields(), request, add);
}

Reply hscanCommand(CommandContext& context) {
  return scanObject<HashObject>(context, ScanKind::Fields, scanFields);
}

// --- Random fields -------------------------------------------------------------------------------

/// Collects fields for HRANDFIELD in the shape the protocol asks for.
class PickedFields {
 public:
  PickedFields(CommandContext& context, bool withValues)
      : withValues_(withValues), nested_(context.isResp3()) {}
  void add(const HashObject::Fields::Entry& entry) {
    if (!withValues_) {
      reply_.addBulk(entry.key);
      return;
    }
    Reply pair = Reply::array();
    Reply& target = nested_ ? pair : reply_;
    target.addBulk(entry.key);
    target.addBulk(entry.value);
    if (nested_) {
      reply_.add(std::move(pair));
    }
  }
  Reply take() { return std::move(reply_); }

 private:
  bool withValues_;
  bool nested_;
  Reply reply_ = Reply::array();
};

void pickDistinctFields(CommandContext& context, const HashObject& hash, size_t count,
                        PickedFields& picked) {
  const auto& fields = hash.fields();
  if (hash.isCompact() || prefersPassing(fields.size(), count)) {
    SelectionSampler sampler(context, fields.size(), count);
    for (auto at = fields.begin(); at != fields.end() && !sampler.isDone(); ++at) {
      if (sampler.takesNext()) {
        picked.add(*at);
      }
    }
    return;
  }
  std::unordered_set<uint64_t> seen;
  while (seen.size() < count) {
    const auto* entry = fields.random([&](uint32_t bound) { return drawBelow(context, bound); });
    if (seen.insert(entry->sequence).second) {
      picked.add(*entry);
    }
  }
}

Reply pickFields(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t count = nextPickCount(arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  const bool withValues = arguments.take("WITHVALUES");
  arguments.expectEnd();
  constexpr int64_t kHalf = std::numeric_limits<int64_t>::max() / 2;
  if (withValues && (count < -kHalf || count > kHalf)) {
    arguments.fail(messages::kOutOfRange);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  auto hash = context.read<HashObject>(context.argument(1));
  if (hash.wrongType) {
    return messages::wrongType();
  }
  PickedFields picked(context, withValues);
  if (!hash || count == 0) {
    return picked.take();
  }
  if (count > 0) {
    pickDistinctFields(context, *hash, static_cast<size_t>(std::min<int64_t>(count, hash->size())),
                       picked);
    return picked.take();
  }
  if (count < -kMaximumRepeatedPicks) {
    return Reply::error(messages::kOutOfRange);
  }
  for (int64_t i = count; i < 0; ++i) {
    picked.add(*hash->fields().random([&](uint32_t bound) { return drawBelow(context, bound); }));
  }
  return picked.take();
}

Reply hrandfieldCommand(CommandContext& context) {
  if (context.count() > 2) {
    return pickFields(context);
  }
  auto hash = context.read<HashObject>(context.argument(1));
  if (hash.wrongType) {
    return messages::wrongType();
  }
  if (!hash) {
    return Reply::null();
  }
  return Reply::bulk(
      hash->fields().random([&](uint32_t bound) { return drawBelow(context, bound); })->key);
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kHashCommands[] = {
    {.name = "hdel",
     .handler = hdelCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Removes fields from a hash.",
     .syntax = "key field [field ...]"},
    {.name = "hexists",
     .handler = hexistsCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(1)",
     .summary = "Tells whether a hash has a field.",
     .syntax = "key field"},
    {.name = "hget",
     .handler = hgetCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(1)",
     .summary = "Returns the value of a field.",
     .syntax = "key field"},
    {.name = "hgetall",
     .handler = hgetallCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(n) in the size of the hash",
     .summary = "Returns all fields with their values.",
     .syntax = "key",
     .tips = "nondeterministic_output_order"},
    {.name = "hincrby",
     .handler = hincrbyCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(1)",
     .summary = "Adds an integer to the value of a field.",
     .syntax = "key field increment"},
    {.name = "hincrbyfloat",
     .handler = hincrbyfloatCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::Hash,
     .since = "2.6.0",
     .complexity = "O(1)",
     .summary = "Adds a floating point number to the value of a field.",
     .syntax = "key field increment"},
    {.name = "hkeys",
     .handler = hkeysCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(n) in the size of the hash",
     .summary = "Returns all fields.",
     .syntax = "key",
     .tips = "nondeterministic_output_order"},
    {.name = "hlen",
     .handler = hlenCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(1)",
     .summary = "Returns the number of fields.",
     .syntax = "key"},
    {.name = "hmget",
     .handler = hmgetCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Returns the values of several fields.",
     .syntax = "key field [field ...]"},
    {.name = "hmset",
     .handler = hmsetCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Sets several fields.",
     .syntax = "key field value [field value ...]"},
    {.name = "hrandfield",
     .handler = hrandfieldCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "6.2.0",
     .complexity = "O(n) in the number of fields returned",
     .summary = "Returns randomly chosen fields.",
     .syntax = "key [count [WITHVALUES]]",
     .tips = "nondeterministic_output"},
    {.name = "hscan",
     .handler = hscanCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "2.8.0",
     .complexity = "O(1) per call, O(n) for a whole scan",
     .summary = "Returns fields with their values step by step.",
     .syntax = "key cursor [MATCH pattern] [COUNT count] [NOVALUES]",
     .tips = "nondeterministic_output"},
    {.name = "hset",
     .handler = hsetCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Sets fields, creating the hash if needed.",
     .syntax = "key field value [field value ...]"},
    {.name = "hsetnx",
     .handler = hsetnxCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(1)",
     .summary = "Sets a field unless it exists.",
     .syntax = "key field value"},
    {.name = "hstrlen",
     .handler = hstrlenCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::Hash,
     .since = "3.2.0",
     .complexity = "O(1)",
     .summary = "Returns the length of the value of a field.",
     .syntax = "key field"},
    {.name = "hvals",
     .handler = hvalsCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "2.0.0",
     .complexity = "O(n) in the size of the hash",
     .summary = "Returns all values.",
     .syntax = "key",
     .tips = "nondeterministic_output_order"},
};
static_assert(sortedByName(kHashCommands) && keysMatchArity(kHashCommands));

}  // namespace

std::span<const CommandSpec> hashCommands() { return kHashCommands; }

}  // namespace redis
