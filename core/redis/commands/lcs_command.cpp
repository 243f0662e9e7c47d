#include "redis/commands/lcs_command.h"

#include "redis/commands/argument_reader.h"
#include "redis/commands/longest_common_subsequence.h"
#include "redis/keyspace/string_object.h"

namespace redis {
namespace {

using base::Bytes;

struct LcsOptions {
  bool indexes = false;
  bool lengthOnly = false;
  bool withMatchLength = false;
  int64_t minimumMatchLength = 0;
};

Reply lcsMatches(const CommonSubsequence& result, const LcsOptions& options) {
  Reply matches = Reply::array();
  for (const CommonRange& range : result.ranges) {
    if (static_cast<int64_t>(range.length) < options.minimumMatchLength) {
      continue;
    }
    const auto pair = [&range](size_t start) {
      return Reply::array({Reply::integer(static_cast<int64_t>(start)),
                           Reply::integer(static_cast<int64_t>(start + range.length - 1))});
    };
    Reply match = Reply::array({pair(range.left), pair(range.right)});
    if (options.withMatchLength) {
      match.addInteger(static_cast<int64_t>(range.length));
    }
    matches.add(std::move(match));
  }
  return Reply::map({Reply::bulk("matches"), std::move(matches), Reply::bulk("len"),
                     Reply::integer(static_cast<int64_t>(result.length))});
}

}  // namespace

Reply lcsCommand(CommandContext& context) {
  const auto left = context.read<StringObject>(context.argument(1));
  const auto right = context.read<StringObject>(context.argument(2));
  if (left.wrongType || right.wrongType) {
    return Reply::error(messages::kLcsWrongType);
  }
  LcsOptions options;
  ArgumentReader arguments(context, 3);
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("IDX")) {
      options.indexes = true;
    } else if (arguments.take("LEN")) {
      options.lengthOnly = true;
    } else if (arguments.take("WITHMATCHLEN")) {
      options.withMatchLength = true;
    } else if (arguments.take("MINMATCHLEN", 1)) {
      options.minimumMatchLength = arguments.nextInteger();
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  if (options.indexes && options.lengthOnly) {
    arguments.fail(messages::kLcsLenAndIdx);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  const Bytes leftBytes = left ? left->toBytes() : Bytes();
  const Bytes rightBytes = right ? right->toBytes() : Bytes();
  const uint64_t cells = (uint64_t{leftBytes.size()} + 1) * (uint64_t{rightBytes.size()} + 1);
  if (cells * sizeof(uint32_t) >
      static_cast<uint64_t>(context.configuration().protoMaxBulkLength)) {
    return Reply::error(messages::kLcsTooLong);
  }
  CommonSubsequence result = longestCommonSubsequence(leftBytes, rightBytes);
  if (options.indexes) {
    return lcsMatches(result, options);
  }
  return options.lengthOnly ? Reply::integer(static_cast<int64_t>(result.length))
                            : Reply::bulk(std::move(result.bytes));
}

}  // namespace redis
