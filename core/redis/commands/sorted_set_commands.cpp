#include <array>
#include <cmath>

#include "redis/commands/command_spec.h"
#include "redis/commands/command_table.h"
#include "redis/commands/sorted_set_handlers.h"

/// Sorted sets: adding elements, and the table of the family. Redis: "Sorted-set commands".
namespace redis {

namespace sorted_sets {

using base::BytesView;

Reply storeSortedSet(CommandContext& context, BytesView key, ObjectRef object) {
  const int64_t size = object->as<SortedSetObject>()->size();
  if (size == 0) {
    context.eraseKey(key);
  } else {
    context.database().store(key, std::move(object));
    context.notify(EventClass::SortedSet, context.spec().name, key);
  }
  return Reply::integer(size);
}

namespace {

// --- Adding --------------------------------------------------------------------------------------

AddOptions readAddOptions(ArgumentReader& arguments) {
  AddOptions options;
  for (;;) {
    if (arguments.take("NX")) {
      options.onlyAdd = true;
    } else if (arguments.take("XX")) {
      options.onlyUpdate = true;
    } else if (arguments.take("CH")) {
      options.countChanges = true;
    } else if (arguments.take("INCR")) {
      options.increments = true;
    } else if (arguments.take("GT")) {
      options.onlyGreater = true;
    } else if (arguments.take("LT")) {
      options.onlyLess = true;
    } else {
      return options;
    }
  }
}

void checkAddOptions(ArgumentReader& arguments, const AddOptions& options) {
  if (arguments.remaining() == 0 || arguments.remaining() % 2 != 0) {
    arguments.fail(messages::kSyntaxError);
  }
  if (options.onlyAdd && options.onlyUpdate) {
    arguments.fail(messages::kZaddNxAndXx);
  }
  if ((options.onlyGreater && options.onlyAdd) || (options.onlyLess && options.onlyAdd) ||
      (options.onlyGreater && options.onlyLess)) {
    arguments.fail(messages::kZaddGtLtNx);
  }
  if (options.increments && arguments.remaining() > 2) {
    arguments.fail(messages::kZaddIncrOne);
  }
}

/// The scores of the pairs, read before anything is changed. A few fit without allocation.
class Scores {
 public:
  explicit Scores(size_t count) {
    if (count > few_.size()) {
      many_.resize(count);
    }
  }
  double& operator[](size_t index) { return many_.empty() ? few_[index] : many_[index]; }
  std::span<const double> first(size_t count) const {
    return {many_.empty() ? few_.data() : many_.data(), count};
  }

 private:
  std::array<double, 8> few_;
  std::vector<double> many_;
};

/// What adding one element means for the set: nothing, or which change.
struct Addition {
  enum class Kind : uint8_t { Nothing, Kept, Added, Updated, NotANumber };
  Kind kind = Kind::Nothing;
  double score = 0;
  NodeId node = kNoNode;
};

Addition planAddition(const SortedSet& set, double score, BytesView member,
                      const AddOptions& options) {
  using Kind = Addition::Kind;
  const NodeId node = set.find(member);
  if (node == kNoNode) {
    return options.onlyUpdate ? Addition{} : Addition{Kind::Added, score, node};
  }
  if (options.onlyAdd) {
    return {};
  }
  const double current = set.score(node);
  if (options.increments) {
    score += current;
    if (std::isnan(score)) {
      return {Kind::NotANumber, 0, node};
    }
  }
  if ((options.onlyLess && score >= current) || (options.onlyGreater && score <= current)) {
    return {};
  }
  return {score == current ? Kind::Kept : Kind::Updated, score, node};
}

/// The reply of ZADD and ZINCRBY after `last`, the result of the last element.
Reply addReply(const AddOptions& options, int64_t added, int64_t updated, const Addition& last) {
  if (options.increments) {
    return last.kind == Addition::Kind::Nothing ? Reply::null() : Reply::real(last.score);
  }
  return Reply::integer(options.countChanges ? added + updated : added);
}

}  // namespace

Reply addElements(CommandContext& context, const AddOptions& options,
                  std::span<const double> scores, MemberArguments members) {
  const BytesView key = context.argument(1);
  Editable<SortedSetObject> set(context, key);
  if (set.wrongType()) {
    return messages::wrongType();
  }
  if (!set && !options.onlyUpdate) {
    context.create<SortedSetObject>(key);
    set = Editable<SortedSetObject>(context, key);
  }
  int64_t added = 0;
  int64_t updated = 0;
  Addition last;
  for (size_t i = 0; set && i < scores.size() && last.kind != Addition::Kind::NotANumber; ++i) {
    const BytesView member = context.argument(members.first + members.step * i);
    last = planAddition(set->elements(), scores[i], member, options);
    if (last.kind == Addition::Kind::Added) {
      set.change().insert(last.score, member, context.configuration());
      ++added;
    } else if (last.kind == Addition::Kind::Updated) {
      set.change().updateScore(last.node, last.score);
      ++updated;
    }
  }
  if (added + updated > 0) {
    context.finishEdit(key, false);
  }
  return last.kind == Addition::Kind::NotANumber ? Reply::error(messages::kScoreNan)
                                                 : addReply(options, added, updated, last);
}

namespace {

Reply readAndAdd(CommandContext& context, ArgumentReader& arguments, const AddOptions& options) {
  checkAddOptions(arguments, options);
  if (arguments.failed()) {
    return arguments.error();
  }
  const size_t firstPair = arguments.position();
  const size_t count = arguments.remaining() / 2;
  Scores scores(count);
  for (size_t i = 0; i < count; ++i) {
    scores[i] = arguments.nextDouble();
    arguments.skip(1);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  return addElements(context, options, scores.first(count), {firstPair + 1, 2});
}

Reply zaddCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const AddOptions options = readAddOptions(arguments);
  return readAndAdd(context, arguments, options);
}

Reply zincrbyCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  // Options of ZADD are read here, too, and leave less than a pair: a syntax error, as in Redis.
  AddOptions options = readAddOptions(arguments);
  options.increments = true;
  return readAndAdd(context, arguments, options);
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kSortedSetCommands[] = {
    {.name = "bzmpop",
     .handler = bzmpopCommand,
     .arity = -5,
     .flags = CommandFlag::Write | CommandFlag::Blocking | CommandFlag::MovableKeys,
     .keys = Keys::counted(2, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "7.0.0",
     .complexity = "O(k + m * log(n)) in the numbers of keys and elements popped",
     .summary = "Pops elements from the first sorted set that has any, waiting for one.",
     .syntax = "timeout numkeys key [key ...] MIN | MAX [COUNT count]"},
    {.name = "bzpopmax",
     .handler = bzpopmaxCommand,
     .arity = -3,
     .flags =
         CommandFlag::Write | CommandFlag::NoScript | CommandFlag::Blocking | CommandFlag::Fast,
     .keys = Keys::range(1, -2, 1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "5.0.0",
     .complexity = "O(log(n))",
     .summary = "Pops the element with the highest score, waiting for one.",
     .syntax = "key [key ...] timeout"},
    {.name = "bzpopmin",
     .handler = bzpopminCommand,
     .arity = -3,
     .flags =
         CommandFlag::Write | CommandFlag::NoScript | CommandFlag::Blocking | CommandFlag::Fast,
     .keys = Keys::range(1, -2, 1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "5.0.0",
     .complexity = "O(log(n))",
     .summary = "Pops the element with the lowest score, waiting for one.",
     .syntax = "key [key ...] timeout"},
    {.name = "zadd",
     .handler = zaddCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::SortedSet,
     .since = "1.2.0",
     .complexity = "O(log(n)) per element",
     .summary = "Adds members with scores, or changes their scores.",
     .syntax = "key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...]"},
    {.name = "zcard",
     .handler = zcardCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::SortedSet,
     .since = "1.2.0",
     .complexity = "O(1)",
     .summary = "Returns the number of members.",
     .syntax = "key"},
    {.name = "zcount",
     .handler = zcountCommand,
     .arity = 4,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "2.0.0",
     .complexity = "O(log(n))",
     .summary = "Counts the members with scores in a range.",
     .syntax = "key min max"},
    {.name = "zdiff",
     .handler = zdiffCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::MovableKeys,
     .keys = Keys::counted(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "6.2.0",
     .complexity = "O(l + n * log(n)) in all elements and those of the result",
     .summary = "Returns the members of the first sorted set that the others do not have.",
     .syntax = "numkeys key [key ...] [WITHSCORES]"},
    {.name = "zdiffstore",
     .handler = zdiffstoreCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::MovableKeys,
     .keys = Keys{Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
                  Keys::counted(2, KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::SortedSet,
     .since = "6.2.0",
     .complexity = "O(l + n * log(n)) in all elements and those of the result",
     .summary = "Stores the members of the first sorted set that the others do not have.",
     .syntax = "destination numkeys key [key ...]"},
    {.name = "zincrby",
     .handler = zincrbyCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::SortedSet,
     .since = "1.2.0",
     .complexity = "O(log(n))",
     .summary = "Adds to the score of a member.",
     .syntax = "key increment member"},
    {.name = "zinter",
     .handler = zinterCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::MovableKeys,
     .keys = Keys::counted(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "6.2.0",
     .complexity = "O(n * k + m * log(m)) in the smallest input, the inputs and the result",
     .summary = "Returns the members that all sorted sets have.",
     .syntax = "numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] "
               "[WITHSCORES]"},
    {.name = "zintercard",
     .handler = zintercardCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::MovableKeys,
     .keys = Keys::counted(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "7.0.0",
     .complexity = "O(n * k) in the smallest input and the number of inputs",
     .summary = "Counts the members that all sorted sets have.",
     .syntax = "numkeys key [key ...] [LIMIT limit]"},
    {.name = "zinterstore",
     .handler = zinterstoreCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::MovableKeys,
     .keys = Keys{Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
                  Keys::counted(2, KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::SortedSet,
     .since = "2.0.0",
     .complexity = "O(n * k + m * log(m)) in the smallest input, the inputs and the result",
     .summary = "Stores the members that all sorted sets have.",
     .syntax = "destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | "
               "MIN | MAX]"},
    {.name = "zlexcount",
     .handler = zlexcountCommand,
     .arity = 4,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "2.8.9",
     .complexity = "O(log(n))",
     .summary = "Counts the members in a range of names.",
     .syntax = "key min max"},
    {.name = "zmpop",
     .handler = zmpopCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::MovableKeys,
     .keys = Keys::counted(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "7.0.0",
     .complexity = "O(k + m * log(n)) in the numbers of keys and elements popped",
     .summary = "Pops elements from the first sorted set that has any.",
     .syntax = "numkeys key [key ...] MIN | MAX [COUNT count]"},
    {.name = "zmscore",
     .handler = zmscoreCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "6.2.0",
     .complexity = "O(n) in the number of members asked for",
     .summary = "Returns the scores of several members.",
     .syntax = "key member [member ...]"},
    {.name = "zpopmax",
     .handler = zpopmaxCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "5.0.0",
     .complexity = "O(m * log(n)) in the number of elements popped",
     .summary = "Removes and returns the elements with the highest scores.",
     .syntax = "key [count]"},
    {.name = "zpopmin",
     .handler = zpopminCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "5.0.0",
     .complexity = "O(m * log(n)) in the number of elements popped",
     .summary = "Removes and returns the elements with the lowest scores.",
     .syntax = "key [count]"},
    {.name = "zrandmember",
     .handler = zrandmemberCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "6.2.0",
     .complexity = "O(n) in the number of members returned",
     .summary = "Returns randomly chosen members.",
     .syntax = "key [count [WITHSCORES]]",
     .tips = "nondeterministic_output"},
    {.name = "zrange",
     .handler = zrangeCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "1.2.0",
     .complexity = "O(log(n) + m) in the number of elements returned",
     .summary = "Returns the members in a range of ranks, scores or names.",
     .syntax = "key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]"},
    {.name = "zrangebylex",
     .handler = zrangebylexCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "2.8.9",
     .complexity = "O(log(n) + m) in the number of elements returned",
     .summary = "Returns the members in a range of names.",
     .syntax = "key min max [LIMIT offset count]"},
    {.name = "zrangebyscore",
     .handler = zrangebyscoreCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "1.0.5",
     .complexity = "O(log(n) + m) in the number of elements returned",
     .summary = "Returns the members with scores in a range.",
     .syntax = "key min max [WITHSCORES] [LIMIT offset count]"},
    {.name = "zrangestore",
     .handler = zrangestoreCommand,
     .arity = -5,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys{Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
                  Keys::at(2, KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::SortedSet,
     .since = "6.2.0",
     .complexity = "O(log(n) + m * log(m)) in the number of elements stored",
     .summary = "Stores the members in a range of another sorted set.",
     .syntax = "dst src min max [BYSCORE | BYLEX] [REV] [LIMIT offset count]"},
    {.name = "zrank",
     .handler = zrankCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "2.0.0",
     .complexity = "O(log(n))",
     .summary = "Returns the number of members with lower scores.",
     .syntax = "key member [WITHSCORE]",
     .laterArity = -3},
    {.name = "zrem",
     .handler = zremCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "1.2.0",
     .complexity = "O(m * log(n)) in the number of members",
     .summary = "Removes members from a sorted set.",
     .syntax = "key member [member ...]"},
    {.name = "zremrangebylex",
     .handler = zremrangebylexCommand,
     .arity = 4,
     .flags = CommandFlag::Write,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "2.8.9",
     .complexity = "O(log(n) + m) in the number of elements removed",
     .summary = "Removes the members in a range of names.",
     .syntax = "key min max"},
    {.name = "zremrangebyrank",
     .handler = zremrangebyrankCommand,
     .arity = 4,
     .flags = CommandFlag::Write,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "2.0.0",
     .complexity = "O(log(n) + m) in the number of elements removed",
     .summary = "Removes the members in a range of ranks.",
     .syntax = "key start stop"},
    {.name = "zremrangebyscore",
     .handler = zremrangebyscoreCommand,
     .arity = 4,
     .flags = CommandFlag::Write,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::SortedSet,
     .since = "1.2.0",
     .complexity = "O(log(n) + m) in the number of elements removed",
     .summary = "Removes the members with scores in a range.",
     .syntax = "key min max"},
    {.name = "zrevrange",
     .handler = zrevrangeCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "1.2.0",
     .complexity = "O(log(n) + m) in the number of elements returned",
     .summary = "Returns the members in a range of ranks, highest scores first.",
     .syntax = "key start stop [WITHSCORES]"},
    {.name = "zrevrangebylex",
     .handler = zrevrangebylexCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "2.8.9",
     .complexity = "O(log(n) + m) in the number of elements returned",
     .summary = "Returns the members in a range of names, last names first.",
     .syntax = "key max min [LIMIT offset count]"},
    {.name = "zrevrangebyscore",
     .handler = zrevrangebyscoreCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "2.2.0",
     .complexity = "O(log(n) + m) in the number of elements returned",
     .summary = "Returns the members with scores in a range, highest scores first.",
     .syntax = "key max min [WITHSCORES] [LIMIT offset count]"},
    {.name = "zrevrank",
     .handler = zrevrankCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "2.0.0",
     .complexity = "O(log(n))",
     .summary = "Returns the number of members with higher scores.",
     .syntax = "key member [WITHSCORE]",
     .laterArity = -3},
    {.name = "zscan",
     .handler = zscanCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "2.8.0",
     .complexity = "O(1) per call, O(n) for a whole scan",
     .summary = "Returns members with their scores step by step.",
     .syntax = "key cursor [MATCH pattern] [COUNT count]",
     .tips = "nondeterministic_output"},
    {.name = "zscore",
     .handler = zscoreCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "1.2.0",
     .complexity = "O(1)",
     .summary = "Returns the score of a member.",
     .syntax = "key member"},
    {.name = "zunion",
     .handler = zunionCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::MovableKeys,
     .keys = Keys::counted(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::SortedSet,
     .since = "6.2.0",
     .complexity = "O(n + m * log(m)) in all elements and those of the result",
     .summary = "Returns the members that any sorted set has.",
     .syntax = "numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] "
               "[WITHSCORES]"},
    {.name = "zunionstore",
     .handler = zunionstoreCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::MovableKeys,
     .keys = Keys{Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
                  Keys::counted(2, KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::SortedSet,
     .since = "2.0.0",
     .complexity = "O(n + m * log(m)) in all elements and those of the result",
     .summary = "Stores the members that any sorted set has.",
     .syntax = "destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | "
               "MIN | MAX]"},
};
static_assert(sortedByName(kSortedSetCommands) && keysMatchArity(kSortedSetCommands));

}  // namespace

std::span<const CommandSpec> commands() { return kSortedSetCommands; }

}  // namespace sorted_sets

std::span<const CommandSpec> sortedSetCommands() { return sorted_sets::commands(); }

}  // namespace redis
