#include "redis/commands/client_tracking.h"

#include "redis/commands/argument_reader.h"

namespace redis {

using base::Bytes;
using base::BytesView;

namespace {

bool overlap(BytesView left, BytesView right) {
  const size_t size = std::min(left.size(), right.size());
  return left.substr(0, size) == right.substr(0, size);
}

/// Why the prefixes cannot be followed, or `Null`.
Reply prefixProblem(const Session& session, const std::vector<Bytes>& prefixes) {
  for (size_t i = 0; i < prefixes.size(); ++i) {
    for (const Bytes& known : session.tracking.prefixes) {
      if (known != prefixes[i] && overlap(known, prefixes[i])) {
        return messages::overlappingPrefix(prefixes[i], "an existing prefix", known);
      }
    }
    for (size_t other = i + 1; other < prefixes.size(); ++other) {
      if (overlap(prefixes[i], prefixes[other])) {
        return messages::overlappingPrefix(prefixes[i], "another provided prefix", prefixes[other]);
      }
    }
  }
  return Reply::null();
}

Reply readOptions(CommandContext& context, ArgumentReader& arguments, TrackingState& wanted) {
  while (arguments.hasNext()) {
    if (arguments.take("REDIRECT", 1)) {
      if (wanted.redirectTo != 0) {
        return Reply::error(messages::kRedirectTwice);
      }
      const int64_t id = arguments.nextInteger();
      if (arguments.failed()) {
        return arguments.error();
      }
      if (context.server().clients.find(static_cast<uint64_t>(id)) == nullptr) {
        return Reply::error(messages::kRedirectMissing);
      }
      wanted.redirectTo = static_cast<uint64_t>(id);
    } else if (arguments.take("BCAST")) {
      wanted.broadcast = true;
    } else if (arguments.take("OPTIN")) {
      wanted.optIn = true;
    } else if (arguments.take("OPTOUT")) {
      wanted.optOut = true;
    } else if (arguments.take("NOLOOP")) {
      wanted.noLoop = true;
    } else if (arguments.take("PREFIX", 1)) {
      wanted.prefixes.emplace_back(arguments.next());
    } else {
      return messages::syntaxError();
    }
  }
  return Reply::null();
}

/// Why the options do not go together or with the state of the client, or `Null`.
Reply optionProblem(const Session& session, const TrackingState& wanted) {
  const TrackingState& now = session.tracking;
  if (!wanted.broadcast && !wanted.prefixes.empty()) {
    return Reply::error(messages::kPrefixNeedsBroadcast);
  }
  if (now.isOn && now.broadcast != wanted.broadcast) {
    return Reply::error(messages::kSwitchBroadcast);
  }
  if (wanted.broadcast && (wanted.optIn || wanted.optOut)) {
    return Reply::error(messages::kOptWithBroadcast);
  }
  if (wanted.optIn && wanted.optOut) {
    return Reply::error(messages::kOptInAndOut);
  }
  if ((wanted.optIn && now.optOut) || (wanted.optOut && now.optIn)) {
    return Reply::error(messages::kSwitchOpt);
  }
  return wanted.broadcast ? prefixProblem(session, wanted.prefixes) : Reply::null();
}

}  // namespace

Reply clientTrackingCommand(CommandContext& context) {
  Session& session = context.session();
  ArgumentReader arguments(context, 3);
  TrackingState wanted;
  Reply problem = readOptions(context, arguments, wanted);
  if (problem.isError()) {
    return problem;
  }
  Tracking& tracking = context.server().tracking;
  if (equalsIgnoreCase(context.argument(2), "off")) {
    tracking.disable(session);
    return Reply::ok();
  }
  if (!equalsIgnoreCase(context.argument(2), "on")) {
    return messages::syntaxError();
  }
  problem = optionProblem(session, wanted);
  if (problem.isError()) {
    return problem;
  }
  tracking.enable(session, wanted);
  context.server().listenToKeyspace();
  return Reply::ok();
}

Reply clientCachingCommand(CommandContext& context) {
  TrackingState& tracking = context.session().tracking;
  if (!tracking.isOn || (!tracking.optIn && !tracking.optOut)) {
    return Reply::error(messages::kCachingWithoutOpt);
  }
  if (equalsIgnoreCase(context.argument(2), "yes")) {
    if (!tracking.optIn) {
      return Reply::error(messages::kCachingYes);
    }
  } else if (equalsIgnoreCase(context.argument(2), "no")) {
    if (!tracking.optOut) {
      return Reply::error(messages::kCachingNo);
    }
  } else {
    return messages::syntaxError();
  }
  tracking.cachingSaid = true;
  return Reply::ok();
}

Reply clientTrackinginfoCommand(CommandContext& context) {
  const TrackingState& tracking = context.session().tracking;
  Reply flags = Reply::set();
  const auto add = [&flags](bool isSet, BytesView name) {
    if (isSet) {
      flags.addBulk(name);
    }
  };
  add(!tracking.isOn, "off");
  add(tracking.isOn, "on");
  add(tracking.broadcast, "bcast");
  add(tracking.optIn, "optin");
  add(tracking.optIn && tracking.cachingSaid, "caching-yes");
  add(tracking.optOut, "optout");
  add(tracking.optOut && tracking.cachingSaid, "caching-no");
  add(tracking.noLoop, "noloop");
  add(tracking.redirectBroken, "broken_redirect");
  Reply prefixes = Reply::array();
  for (const Bytes& prefix : tracking.prefixes) {
    prefixes.addBulk(prefix);
  }
  return Reply::map({Reply::bulk("flags"), std::move(flags), Reply::bulk("redirect"),
                     Reply::integer(tracking.isOn ? static_cast<int64_t>(tracking.redirectTo) : -1),
                     Reply::bulk("prefixes"), std::move(prefixes)});
}

Reply clientGetredirCommand(CommandContext& context) {
  const TrackingState& tracking = context.session().tracking;
  return Reply::integer(tracking.isOn ? static_cast<int64_t>(tracking.redirectTo) : -1);
}

}  // namespace redis
