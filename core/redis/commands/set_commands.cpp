#include <algorithm>
#include <limits>

#include "base/sort.h"
#include "redis/commands/collections.h"
#include "redis/commands/command_spec.h"
#include "redis/commands/command_table.h"
#include "redis/keyspace/set_object.h"

/// Sets. Redis: "Set commands".
namespace redis {

using base::Bytes;
using base::BytesView;

namespace {

// --- Single sets ---------------------------------------------------------------------------------

Reply saddCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  Editable<SetObject> present(context, key);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  const auto isMissing = [&](BytesView member) { return !present->contains(member); };
  if (present.isShared() && !anyArgument(context, 2, isMissing)) {
    return Reply::integer(0);
  }
  SetObject& set = present ? present.change() : context.create<SetObject>(key);
  set.expect(context.count() - 2, context.configuration());
  int64_t added = 0;
  for (size_t i = 2; i < context.count(); ++i) {
    added += set.insert(context.argument(i), context.configuration()) ? 1 : 0;
  }
  if (added > 0) {
    context.finishEdit(key, false);
  }
  return Reply::integer(added);
}

Reply sremCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  Editable<SetObject> present(context, key);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  const auto isMember = [&](BytesView member) { return present->contains(member); };
  if (!present || (present.isShared() && !anyArgument(context, 2, isMember))) {
    return Reply::integer(0);
  }
  SetObject& set = present.change();
  int64_t removed = 0;
  for (size_t i = 2; i < context.count(); ++i) {
    removed += set.erase(context.argument(i)) ? 1 : 0;
  }
  if (removed > 0) {
    context.finishEdit(key, set.isEmpty());
  }
  return Reply::integer(removed);
}

Reply smoveCommand(CommandContext& context) {
  const BytesView sourceKey = context.argument(1);
  const BytesView targetKey = context.argument(2);
  const BytesView member = context.argument(3);
  const bool sourceExists = context.database().find(sourceKey) != nullptr;
  auto present = context.read<SetObject>(sourceKey);
  auto presentTarget = context.read<SetObject>(targetKey);
  if (!sourceExists) {
    return Reply::integer(0);
  }
  if (present.wrongType || presentTarget.wrongType) {
    return messages::wrongType();
  }
  const bool isMember = present->contains(member);
  if (!isMember || present.object == presentTarget.object) {
    return Reply::integer(isMember ? 1 : 0);
  }
  auto source = context.edit<SetObject>(sourceKey);
  source->erase(member);
  context.finishEdit(sourceKey, source->isEmpty());
  auto target = context.editOrCreate<SetObject>(targetKey);
  if (target->insert(member, context.configuration())) {
    context.finishEdit(targetKey, false);
  }
  return Reply::integer(1);
}

Reply sismemberCommand(CommandContext& context) {
  auto set = context.read<SetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(set && set->contains(context.argument(2)) ? 1 : 0);
}

Reply smismemberCommand(CommandContext& context) {
  auto set = context.read<SetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  Reply reply = Reply::array();
  reply.reserve(context.count() - 2);
  for (size_t i = 2; i < context.count(); ++i) {
    reply.addInteger(set && set->contains(context.argument(i)) ? 1 : 0);
  }
  return reply;
}

Reply scardCommand(CommandContext& context) {
  auto set = context.read<SetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(set ? static_cast<int64_t>(set->size()) : 0);
}

Reply membersReply(const SetObject& set) {
  Reply reply = Reply::set();
  reply.reserve(set.size());
  set.forEach([&](BytesView member) { reply.addBulk(member); });
  return reply;
}

Reply smembersCommand(CommandContext& context) {
  auto set = context.read<SetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  return set ? membersReply(*set) : Reply::set();
}

uint64_t scanMembers(const SetObject& set, const ScanRequest& request, Reply& members) {
  const auto add = [&](BytesView member) {
    if (request.matches(member)) {
      members.addBulk(member);
    }
  };
  if (set.isCompact()) {
    set.forEach(add);
    return 0;
  }
  return scanDict(set.members(), request,
                  [&](const SetObject::Members::Entry& entry) { add(entry.key); });
}

Reply sscanCommand(CommandContext& context) {
  return scanObject<SetObject>(context, ScanKind::Members, scanMembers);
}

// --- Random members ------------------------------------------------------------------------------

/// `count` distinct members, fewer than all.
std::vector<Bytes> pickDistinctMembers(CommandContext& context, const SetObject& set,
                                       size_t count) {
  std::vector<Bytes> picked;
  picked.reserve(count);
  if (set.isIntSet() || prefersPassing(set.size(), count)) {
    SelectionSampler sampler(context, set.size(), count);
    set.forEachWhile([&](BytesView member) {
      if (sampler.takesNext()) {
        picked.emplace_back(member);
      }
      return !sampler.isDone();
    });
    return picked;
  }
  std::unordered_set<uint64_t> seen;
  while (picked.size() < count) {
    const auto* entry =
        set.members().random([&](uint32_t bound) { return drawBelow(context, bound); });
    if (seen.insert(entry->sequence).second) {
      picked.push_back(entry->key);
    }
  }
  return picked;
}

Bytes pickMember(CommandContext& context, const SetObject& set) {
  return set.randomMember([&](uint32_t bound) { return drawBelow(context, bound); });
}

Reply popMany(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t count =
      arguments.nextIntegerIn(0, std::numeric_limits<int64_t>::max(), messages::kMustBePositive);
  if (arguments.failed()) {
    return arguments.error();
  }
  const BytesView key = context.argument(1);
  Editable<SetObject> present(context, key);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  if (!present || count == 0) {
    return Reply::set();
  }
  if (static_cast<uint64_t>(count) >= present->size()) {
    Reply reply = membersReply(*present);
    context.finishEdit(key, true);
    return reply;
  }
  SetObject& set = present.change();
  Reply reply = Reply::set();
  reply.reserve(static_cast<size_t>(count));
  for (Bytes& member : pickDistinctMembers(context, set, static_cast<size_t>(count))) {
    set.erase(member);
    reply.add(Reply::bulk(std::move(member)));
  }
  context.finishEdit(key, false);
  return reply;
}

Reply spopCommand(CommandContext& context) {
  if (context.count() == 3) {
    return popMany(context);
  }
  if (context.count() > 3) {
    return messages::syntaxError();
  }
  const BytesView key = context.argument(1);
  auto set = context.edit<SetObject>(key);
  if (set.wrongType) {
    return messages::wrongType();
  }
  if (!set) {
    return Reply::null();
  }
  Bytes member = pickMember(context, *set);
  set->erase(member);
  context.finishEdit(key, set->isEmpty());
  return Reply::bulk(std::move(member));
}

Reply pickMembers(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t count = nextPickCount(arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  auto set = context.read<SetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  Reply reply = Reply::array();
  if (!set || count == 0) {
    return reply;
  }
  if (count < 0) {
    if (count < -kMaximumRepeatedPicks) {
      return Reply::error(messages::kOutOfRange);
    }
    for (int64_t i = count; i < 0; ++i) {
      reply.add(Reply::bulk(pickMember(context, *set)));
    }
    return reply;
  }
  const size_t wanted =
      std::min<size_t>(static_cast<size_t>(std::min<int64_t>(count, UINT32_MAX)), set->size());
  for (Bytes& member : pickDistinctMembers(context, *set, wanted)) {
    reply.add(Reply::bulk(std::move(member)));
  }
  return reply;
}

Reply srandmemberCommand(CommandContext& context) {
  if (context.count() == 3) {
    return pickMembers(context);
  }
  if (context.count() > 3) {
    return messages::syntaxError();
  }
  auto set = context.read<SetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  return set ? Reply::bulk(pickMember(context, *set)) : Reply::null();
}

// --- Operations on several sets ------------------------------------------------------------------

/// The sets of an operation; a missing key is nullptr.
struct Operands {
  std::vector<const SetObject*> sets;
  bool wrongType = false;
  bool anyMissing = false;
};

Operands readOperands(CommandContext& context, size_t firstKey, size_t count) {
  Operands operands;
  operands.sets.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    auto set = context.read<SetObject>(context.argument(firstKey + i));
    operands.wrongType |= set.wrongType;
    operands.anyMissing |= !set;
    operands.sets.push_back(set.object);
  }
  return operands;
}

void sortBySize(std::vector<const SetObject*>& sets) {
  base::stableSort(sets, [](const SetObject* left, const SetObject* right) {
    return left->size() < right->size();
  });
}

/// Visits the members that all sets have, in the order of the smallest, until `visit` returns
/// false. No set is missing.
template <class Visit>
void forEachCommon(std::vector<const SetObject*>& sets, Visit visit) {
  sortBySize(sets);
  sets[0]->forEachWhile([&](BytesView member) {
    for (size_t i = 1; i < sets.size(); ++i) {
      if (sets[i] != sets[0] && !sets[i]->contains(member)) {
        return true;
      }
    }
    return visit(member);
  });
}

/// Binds `key` to `result`, or erases it if the result is empty; replies the size.
Reply storeResult(CommandContext& context, BytesView key, const SetObject& result,
                  ObjectRef reference) {
  const int64_t size = static_cast<int64_t>(result.size());
  if (size == 0) {
    context.eraseKey(key);
  } else {
    context.database().store(key, std::move(reference));
    context.notify(EventClass::Set, context.spec().name, key);
  }
  return Reply::integer(size);
}

/// A set under construction: the object and the reference that keeps it.
struct SetResult {
  ObjectRef reference = makeObject<SetObject>();
  SetObject& set = static_cast<SetObject&>(reference.unshare());
};

Reply sinterCommand(CommandContext& context) {
  Operands operands = readOperands(context, 1, context.count() - 1);
  if (operands.wrongType) {
    return messages::wrongType();
  }
  Reply reply = Reply::set();
  if (!operands.anyMissing) {
    forEachCommon(operands.sets, [&](BytesView member) {
      reply.addBulk(member);
      return true;
    });
  }
  return reply;
}

Reply sinterstoreCommand(CommandContext& context) {
  Operands operands = readOperands(context, 2, context.count() - 2);
  if (operands.wrongType) {
    return messages::wrongType();
  }
  SetResult result;
  if (!operands.anyMissing) {
    forEachCommon(operands.sets, [&](BytesView member) {
      result.set.insert(member, context.configuration());
      return true;
    });
  }
  return storeResult(context, context.argument(1), result.set, std::move(result.reference));
}

Reply sintercardCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  const int64_t keyCount = arguments.nextIntegerIn(1, std::numeric_limits<int64_t>::max(),
                                                   messages::kNumkeysNotPositive);
  if (!arguments.failed() && static_cast<uint64_t>(keyCount) > arguments.remaining()) {
    arguments.fail(messages::kNumkeysTooLarge);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  arguments.skip(static_cast<size_t>(keyCount));
  int64_t limit = 0;
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("LIMIT", 1)) {
      limit =
          arguments.nextIntegerIn(0, std::numeric_limits<int64_t>::max(), messages::kLimitNegative);
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  Operands operands = readOperands(context, 2, static_cast<size_t>(keyCount));
  if (operands.wrongType) {
    return messages::wrongType();
  }
  int64_t common = 0;
  if (!operands.anyMissing) {
    forEachCommon(operands.sets, [&](BytesView) { return ++common != limit; });
  }
  return Reply::integer(common);
}

void unite(CommandContext& context, const Operands& operands, SetObject& result) {
  for (const SetObject* set : operands.sets) {
    if (set != nullptr) {
      set->forEach([&](BytesView member) { result.insert(member, context.configuration()); });
    }
  }
}

/// Whether Redis would look each member of the first set up in the others, rather than copy the
/// first set and remove the members of the others from it. The choice shows in the encoding of the
/// result.
bool prefersLookup(const std::vector<const SetObject*>& sets) {
  uint64_t lookupWork = 0;
  uint64_t removalWork = 0;
  for (const SetObject* set : sets) {
    if (set != nullptr) {
      lookupWork += sets[0]->size();
      removalWork += set->size();
    }
  }
  return lookupWork / 2 <= removalWork;
}

void subtract(CommandContext& context, const Operands& operands, SetObject& result) {
  const std::vector<const SetObject*>& sets = operands.sets;
  if (sets[0] == nullptr || std::find(sets.begin() + 1, sets.end(), sets[0]) != sets.end()) {
    return;
  }
  if (prefersLookup(sets)) {
    std::vector<const SetObject*> others(sets.begin() + 1, sets.end());
    others.erase(std::remove(others.begin(), others.end(), nullptr), others.end());
    base::stableSort(others, [](const SetObject* left, const SetObject* right) {
      return left->size() > right->size();
    });
    sets[0]->forEach([&](BytesView member) {
      if (std::none_of(others.begin(), others.end(),
                       [&](const SetObject* set) { return set->contains(member); })) {
        result.insert(member, context.configuration());
      }
    });
    return;
  }
  sets[0]->forEach([&](BytesView member) { result.insert(member, context.configuration()); });
  for (size_t i = 1; i < sets.size() && !result.isEmpty(); ++i) {
    if (sets[i] != nullptr) {
      sets[i]->forEachWhile([&](BytesView member) {
        result.erase(member);
        return !result.isEmpty();
      });
    }
  }
}

using Combine = void (*)(CommandContext&, const Operands&, SetObject&);

Reply combineCommand(CommandContext& context, Combine combine) {
  const Operands operands = readOperands(context, 1, context.count() - 1);
  if (operands.wrongType) {
    return messages::wrongType();
  }
  SetResult result;
  combine(context, operands, result.set);
  return membersReply(result.set);
}

Reply combineStoreCommand(CommandContext& context, Combine combine) {
  const Operands operands = readOperands(context, 2, context.count() - 2);
  if (operands.wrongType) {
    return messages::wrongType();
  }
  SetResult result;
  combine(context, operands, result.set);
  return storeResult(context, context.argument(1), result.set, std::move(result.reference));
}

Reply sunionCommand(CommandContext& context) { return combineCommand(context, unite); }
Reply sunionstoreCommand(CommandContext& context) { return combineStoreCommand(context, unite); }
Reply sdiffCommand(CommandContext& context) { return combineCommand(context, subtract); }
Reply sdiffstoreCommand(CommandContext& context) { return combineStoreCommand(context, subtract); }

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kSetCommands[] = {
    {.name = "sadd",
     .handler = saddCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n) in the number of members",
     .summary = "Adds members to a set.",
     .syntax = "key member [member ...]"},
    {.name = "scard",
     .handler = scardCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Returns the number of members.",
     .syntax = "key"},
    {.name = "sdiff",
     .handler = sdiffCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::range(1, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n) in the number of members of all sets",
     .summary = "Returns the members of the first set that the others do not have.",
     .syntax = "key [key ...]",
     .tips = "nondeterministic_output_order"},
    {.name = "sdiffstore",
     .handler = sdiffstoreCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys{Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
                  Keys::range(2, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n) in the number of members of all sets",
     .summary = "Stores the members of the first set that the others do not have.",
     .syntax = "destination key [key ...]"},
    {.name = "sinter",
     .handler = sinterCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::range(1, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n * m) in the size of the smallest set and the number of sets",
     .summary = "Returns the members that all sets have.",
     .syntax = "key [key ...]",
     .tips = "nondeterministic_output_order"},
    {.name = "sintercard",
     .handler = sintercardCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::MovableKeys,
     .keys = Keys::counted(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Set,
     .since = "7.0.0",
     .complexity = "O(n * m) in the size of the smallest set and the number of sets",
     .summary = "Counts the members that all sets have.",
     .syntax = "numkeys key [key ...] [LIMIT limit]"},
    {.name = "sinterstore",
     .handler = sinterstoreCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys{Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
                  Keys::range(2, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n * m) in the size of the smallest set and the number of sets",
     .summary = "Stores the members that all sets have.",
     .syntax = "destination key [key ...]"},
    {.name = "sismember",
     .handler = sismemberCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Tells whether a set has a member.",
     .syntax = "key member"},
    {.name = "smembers",
     .handler = smembersCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n) in the size of the set",
     .summary = "Returns all members.",
     .syntax = "key",
     .tips = "nondeterministic_output_order"},
    {.name = "smismember",
     .handler = smismemberCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Set,
     .since = "6.2.0",
     .complexity = "O(n) in the number of members asked for",
     .summary = "Tells for several members whether a set has them.",
     .syntax = "key member [member ...]"},
    {.name = "smove",
     .handler = smoveCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys{Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
                  Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Insert)},
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Moves a member from one set to another.",
     .syntax = "source destination member"},
    {.name = "spop",
     .handler = spopCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n) in the number of members popped",
     .summary = "Removes and returns randomly chosen members.",
     .syntax = "key [count]",
     .tips = "nondeterministic_output"},
    {.name = "srandmember",
     .handler = srandmemberCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n) in the number of members returned",
     .summary = "Returns randomly chosen members.",
     .syntax = "key [count]",
     .tips = "nondeterministic_output"},
    {.name = "srem",
     .handler = sremCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n) in the number of members",
     .summary = "Removes members from a set.",
     .syntax = "key member [member ...]"},
    {.name = "sscan",
     .handler = sscanCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Set,
     .since = "2.8.0",
     .complexity = "O(1) per call, O(n) for a whole scan",
     .summary = "Returns members step by step.",
     .syntax = "key cursor [MATCH pattern] [COUNT count]",
     .tips = "nondeterministic_output"},
    {.name = "sunion",
     .handler = sunionCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::range(1, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n) in the number of members of all sets",
     .summary = "Returns the members that any set has.",
     .syntax = "key [key ...]",
     .tips = "nondeterministic_output_order"},
    {.name = "sunionstore",
     .handler = sunionstoreCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys{Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
                  Keys::range(2, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::Set,
     .since = "1.0.0",
     .complexity = "O(n) in the number of members of all sets",
     .summary = "Stores the members that any set has.",
     .syntax = "destination key [key ...]"},
};
static_assert(sortedByName(kSetCommands) && keysMatchArity(kSetCommands));

}  // namespace

std::span<const CommandSpec> setCommands() { return kSetCommands; }

}  // namespace redis
