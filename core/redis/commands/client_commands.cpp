#include <algorithm>

#include "base/number_text.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/client_commands.h"
#include "redis/commands/client_list.h"
#include "redis/commands/client_tracking.h"
#include "redis/commands/command_table.h"
#include "redis/commands/help.h"

/// CLIENT: what connections say and ask about themselves and about each other.
/// Redis: CLIENT LIST and its sisters.
namespace redis {

using base::Bytes;
using base::BytesView;

bool isClientName(BytesView name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= '!' && c <= '~'; });
}

namespace {

Reply clientGetnameCommand(CommandContext& context) {
  const Bytes& name = context.session().client().name;
  return name.empty() ? Reply::null() : Reply::bulk(name);
}

Reply clientSetnameCommand(CommandContext& context) {
  if (!isClientName(context.argument(2))) {
    return Reply::error(messages::kClientName);
  }
  context.session().name = Bytes(context.argument(2));
  return Reply::ok();
}

Reply clientSetinfoCommand(CommandContext& context) {
  const BytesView option = context.argument(2);
  const bool isName = equalsIgnoreCase(option, "lib-name");
  if (!isName && !equalsIgnoreCase(option, "lib-ver")) {
    return messages::unrecognizedOption(option);
  }
  const BytesView value = context.argument(3);
  if (!isClientName(value.substr(0, value.find('\0')))) {
    return messages::badClientAttribute(option);
  }
  Session& session = context.session();
  (isName ? session.libraryName : session.libraryVersion) = Bytes(value);
  return Reply::ok();
}

Reply clientIdCommand(CommandContext& context) {
  return Reply::integer(static_cast<int64_t>(context.session().client().id));
}

Reply clientInfoCommand(CommandContext& context) {
  return Reply::verbatim("txt", clientLine(context.session().client(), context.nowMs(),
                                           context.configuration().compat) +
                                    "\n");
}

/// The connections of the server, and the caller if it is none of them.
std::vector<Session*> allClients(CommandContext& context) {
  const std::span<Session* const> known = context.server().clients.all();
  std::vector<Session*> clients(known.begin(), known.end());
  Session& caller = context.session().client();
  if (!caller.hasConnection) {
    clients.push_back(&caller);
  }
  return clients;
}

Reply listOf(CommandContext& context, const std::vector<Session*>& clients) {
  Bytes text;
  for (const Session* session : clients) {
    text += clientLine(*session, context.nowMs(), context.configuration().compat);
    text += '\n';
  }
  return Reply::verbatim("txt", text);
}

Reply clientListCommand(CommandContext& context) {
  std::vector<Session*> clients = allClients(context);
  ArgumentReader arguments(context, 2);
  if (arguments.remaining() == 2 && arguments.take("TYPE", 1)) {
    const BytesView type = arguments.next();
    bool isType = false;
    if (!clientHasType(context.session(), type, isType)) {
      return messages::unknownClientType(type);
    }
    std::erase_if(clients, [&](const Session* session) {
      clientHasType(*session, type, isType);
      return !isType;
    });
  } else if (arguments.take("ID", 1)) {
    std::vector<Session*> wanted;
    while (arguments.hasNext()) {
      const int64_t id = arguments.nextInteger(messages::kInvalidClientId);
      for (Session* session : clients) {
        if (session->id == static_cast<uint64_t>(id)) {
          wanted.push_back(session);
        }
      }
    }
    clients = std::move(wanted);
  } else {
    arguments.expectEnd();
  }
  return arguments.failed() ? arguments.error() : listOf(context, clients);
}

// --- Ending connections --------------------------------------------------------------------------

/// Which connections CLIENT KILL means.
struct KillFilter {
  uint64_t id = 0;
  BytesView address;
  BytesView localAddress;
  BytesView type;
  BytesView user;
  int64_t leastAgeSeconds = 0;
  bool skipsCaller = true;

  bool matches(const Session& session, int64_t nowMs) const {
    constexpr int64_t kMsPerSecond = 1000;
    bool isType = true;
    return (leastAgeSeconds == 0 ||
            (nowMs - session.createdAtMs) / kMsPerSecond >= leastAgeSeconds) &&
           (id == 0 || session.id == id) && (address.empty() || session.address == address) &&
           (localAddress.empty() || session.localAddress == localAddress) &&
           (user.empty() || session.user == user) &&
           (type.empty() || (clientHasType(session, type, isType) && isType));
  }
};

void killClient(CommandContext& context, Session& session) {
  (&session == &context.session() ? session.closeRequested : session.killed) = true;
}

/// Reads one pair of an option and its value; no error is `Null`.
Reply readKillOption(CommandContext& context, ArgumentReader& arguments, KillFilter& filter) {
  if (arguments.take("ID", 1)) {
    const int64_t id = arguments.nextInteger(messages::kClientIdNotPositive);
    if (id < 1) {
      arguments.fail(messages::kClientIdNotPositive);
    }
    filter.id = static_cast<uint64_t>(id);
  } else if (arguments.compat().knowsClientAges() && arguments.take("MAXAGE", 1)) {
    filter.leastAgeSeconds = arguments.nextInteger(messages::kClientAgeNotInteger);
    if (filter.leastAgeSeconds < 1) {
      arguments.fail(messages::kClientAgeNotPositive);
    }
  } else if (arguments.take("TYPE", 1)) {
    filter.type = arguments.next();
    bool isType = false;
    if (!clientHasType(context.session(), filter.type, isType)) {
      return messages::unknownClientType(filter.type);
    }
  } else if (arguments.take("ADDR", 1)) {
    filter.address = arguments.next();
  } else if (arguments.take("LADDR", 1)) {
    filter.localAddress = arguments.next();
  } else if (arguments.take("USER", 1)) {
    filter.user = arguments.next();
    if (context.server().accessControl.find(filter.user) == nullptr) {
      return messages::noSuchUser(filter.user);
    }
  } else if (arguments.take("SKIPME", 1)) {
    filter.skipsCaller = arguments.take("YES");
    if (!filter.skipsCaller && !arguments.take("NO")) {
      arguments.fail(messages::kSyntaxError);
    }
  } else {
    arguments.fail(messages::kSyntaxError);
  }
  return arguments.failed() ? arguments.error() : Reply::null();
}

Reply clientKillCommand(CommandContext& context) {
  KillFilter filter;
  const bool isOldForm = context.count() == 3;
  if (isOldForm) {
    filter.address = context.argument(2);
    filter.skipsCaller = false;
  }
  ArgumentReader arguments(context, isOldForm ? 3 : 2);
  while (arguments.hasNext()) {
    Reply error = readKillOption(context, arguments, filter);
    if (error.isError()) {
      return error;
    }
  }
  int64_t killed = 0;
  for (Session* session : context.server().clients.all()) {
    if (filter.matches(*session, context.nowMs()) &&
        !(filter.skipsCaller && session == &context.session())) {
      killClient(context, *session);
      ++killed;
    }
  }
  if (!isOldForm) {
    return Reply::integer(killed);
  }
  return killed > 0 ? Reply::ok() : Reply::error(messages::kNoSuchClient);
}

// --- Waiting -------------------------------------------------------------------------------------

Reply clientPauseCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t timeoutMs = arguments.nextInteger(messages::kTimeoutNotInteger);
  bool all = true;
  if (arguments.hasNext() && !arguments.take("ALL")) {
    all = false;
    if (!arguments.take("WRITE")) {
      return Reply::error(messages::kPauseMode);
    }
  }
  arguments.expectEnd();
  if (timeoutMs < 0) {
    arguments.fail(messages::kTimeoutNegative);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  Pause pause = {context.nowMs() + timeoutMs, all, false};
  const Pause& present = context.server().pause;
  if (present.isActive(context.nowMs())) {
    pause.untilMs = std::max(pause.untilMs, present.untilMs);
    pause.all |= present.all;
  }
  context.server().pause = pause;
  context.keyspace().keepExpiredUntil(pause.untilMs);
  return Reply::ok();
}

Reply clientUnpauseCommand(CommandContext& context) {
  context.server().pause.lifted = true;
  context.keyspace().keepExpiredUntil(0);
  return Reply::ok();
}

Reply clientUnblockCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t id = arguments.nextInteger();
  const bool withError = arguments.take("ERROR");
  if (!withError && arguments.hasNext() && !arguments.take("TIMEOUT")) {
    return Reply::error(messages::kUnblockReason);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  Session* session = context.server().clients.find(static_cast<uint64_t>(id));
  if (session == nullptr ||
      (session->blocked != BlockKind::Keys && session->blocked != BlockKind::Replicas)) {
    return Reply::integer(0);
  }
  if (withError) {
    context.server().blocking.end(*session, Reply::error(messages::kUnblockedByClient));
  } else {
    context.server().blocking.endByTimeout(*session);
  }
  return Reply::integer(1);
}

// --- Switches ------------------------------------------------------------------------------------

/// Reads ON or OFF.
bool readSwitch(CommandContext& context, bool& value) {
  value = equalsIgnoreCase(context.argument(2), "on");
  return value || equalsIgnoreCase(context.argument(2), "off");
}

Reply clientNoEvictCommand(CommandContext& context) {
  return readSwitch(context, context.session().noEvict) ? Reply::ok() : messages::syntaxError();
}

Reply clientNoTouchCommand(CommandContext& context) {
  return readSwitch(context, context.session().noTouch) ? Reply::ok() : messages::syntaxError();
}

Reply clientReplyCommand(CommandContext& context) {
  ReplyMode& mode = context.session().replyMode;
  const BytesView word = context.argument(2);
  if (equalsIgnoreCase(word, "on")) {
    mode = ReplyMode::On;
    return Reply::ok();
  }
  if (equalsIgnoreCase(word, "off")) {
    mode = ReplyMode::Off;
    return Reply::none();
  }
  if (equalsIgnoreCase(word, "skip")) {
    mode = mode == ReplyMode::Off ? ReplyMode::Off : ReplyMode::SkipNext;
    return Reply::none();
  }
  return messages::syntaxError();
}

Reply clientHelpCommand(CommandContext& context) {
  return helpReply(
      "CLIENT",
      "CACHING (YES|NO)\n"
      "    Enable/disable tracking of the keys for next command in OPTIN/OPTOUT modes.\n"
      "GETREDIR\n"
      "    Return the client ID we are redirecting to when tracking is enabled.\n"
      "GETNAME\n"
      "    Return the name of the current connection.\n"
      "ID\n"
      "    Return the ID of the current connection.\n"
      "INFO\n"
      "    Return information about the current client connection.\n"
      "KILL <ip:port>\n"
      "    Kill connection made from <ip:port>.\n"
      "KILL <option> <value> [<option> <value> [...]]\n"
      "    Kill connections. Options are:\n"
      "    * ADDR (<ip:port>|<unixsocket>:0)\n"
      "      Kill connections made from the specified address\n"
      "    * LADDR (<ip:port>|<unixsocket>:0)\n"
      "      Kill connections made to specified local address\n"
      "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)\n"
      "      Kill connections by type.\n"
      "    * USER <username>\n"
      "      Kill connections authenticated by <username>.\n"
      "    * SKIPME (YES|NO)\n"
      "      Skip killing current connection (default: yes).\n"
      ">    * ID <client-id>\n"
      ">      Kill connections by client id.\n"
      ">    * MAXAGE <maxage>\n"
      ">      Kill connections older than the specified age.\n"
      "LIST [options ...]\n"
      "    Return information about client connections. Options:\n"
      "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)\n"
      "      Return clients of specified type.\n"
      "UNPAUSE\n"
      "    Stop the current client pause, resuming traffic.\n"
      "PAUSE <timeout> [WRITE|ALL]\n"
      "    Suspend all, or just write, clients for <timeout> milliseconds.\n"
      "REPLY (ON|OFF|SKIP)\n"
      "    Control the replies sent to the current connection.\n"
      "SETNAME <name>\n"
      "    Assign the name <name> to the current connection.\n"
      ">SETINFO <option> <value>\n"
      ">    Set client meta attr. Options are:\n"
      ">    * LIB-NAME: the client lib name.\n"
      ">    * LIB-VER: the client lib version.\n"
      "UNBLOCK <clientid> [TIMEOUT|ERROR]\n"
      "    Unblock the specified blocked client.\n"
      "TRACKING (ON|OFF) [REDIRECT <id>] [BCAST] [PREFIX <prefix> [...]]\n"
      "         [OPTIN] [OPTOUT] [NOLOOP]\n"
      "    Control server assisted client side caching.\n"
      "TRACKINGINFO\n"
      "    Report tracking status for the current connection.\n"
      "NO-EVICT (ON|OFF)\n"
      "    Protect current client connection from eviction.\n"
      ">NO-TOUCH (ON|OFF)\n"
      ">    Will not touch LRU/LFU stats when this mode is on.",
      context.configuration().compat);
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kClientSubcommands[] = {
    {.name = "caching",
     .handler = clientCachingCommand,
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Tells whether the keys of the next command are cached.",
     .syntax = "YES | NO",
     .container = "client"},
    {.name = "getname",
     .handler = clientGetnameCommand,
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "2.6.9",
     .complexity = "O(1)",
     .summary = "Returns the name of the connection.",
     .container = "client"},
    {.name = "getredir",
     .handler = clientGetredirCommand,
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Returns where invalidations go.",
     .container = "client"},
    {.name = "help",
     .handler = clientHelpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Lists the subcommands of CLIENT.",
     .container = "client"},
    {.name = "id",
     .handler = clientIdCommand,
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Returns the number of the connection.",
     .container = "client"},
    {.name = "info",
     .handler = clientInfoCommand,
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Describes this connection.",
     .container = "client",
     .tips = "nondeterministic_output"},
    {.name = "kill",
     .handler = clientKillCommand,
     .arity = -3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "2.4.0",
     .complexity = "O(N), N connections",
     .summary = "Closes connections.",
     .syntax = "ip:port | [ID client-id] [TYPE type] [ADDR ip:port] [LADDR ip:port] [USER "
               "username] [SKIPME YES | NO]",
     .container = "client"},
    {.name = "list",
     .handler = clientListCommand,
     .arity = -2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "2.4.0",
     .complexity = "O(N), N connections",
     .summary = "Lists the connections.",
     .syntax = "[TYPE type] [ID client-id [client-id ...]]",
     .container = "client",
     .tips = "nondeterministic_output"},
    {.name = "no-evict",
     .handler = clientNoEvictCommand,
     .arity = 3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "7.0.0",
     .complexity = "O(1)",
     .summary = "Keeps this connection from being evicted.",
     .syntax = "ON | OFF",
     .container = "client"},
    {.name = "no-touch",
     .handler = clientNoTouchCommand,
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "7.2.0",
     .complexity = "O(1)",
     .summary = "Keeps commands of this connection from counting as accesses.",
     .syntax = "ON | OFF",
     .container = "client"},
    {.name = "pause",
     .handler = clientPauseCommand,
     .arity = -3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "2.9.50",
     .complexity = "O(1)",
     .summary = "Lets all clients, or those that write, wait.",
     .syntax = "timeout [WRITE | ALL]",
     .container = "client"},
    {.name = "reply",
     .handler = clientReplyCommand,
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "3.2.0",
     .complexity = "O(1)",
     .summary = "Chooses whether replies are sent.",
     .syntax = "ON | OFF | SKIP",
     .container = "client"},
    {.name = "setinfo",
     .handler = clientSetinfoCommand,
     .arity = 4,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "7.2.0",
     .complexity = "O(1)",
     .summary = "Names the library of the client.",
     .syntax = "LIB-NAME libname | LIB-VER libver",
     .container = "client"},
    {.name = "setname",
     .handler = clientSetnameCommand,
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "2.6.9",
     .complexity = "O(1)",
     .summary = "Names the connection.",
     .syntax = "connection-name",
     .container = "client"},
    {.name = "tracking",
     .handler = clientTrackingCommand,
     .arity = -3,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Has changes of cached keys told to this connection.",
     .syntax = "ON | OFF [REDIRECT client-id] [PREFIX prefix [PREFIX prefix ...]] [BCAST] [OPTIN] "
               "[OPTOUT] [NOLOOP]",
     .container = "client"},
    {.name = "trackinginfo",
     .handler = clientTrackinginfoCommand,
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Describes how this connection tracks keys.",
     .container = "client"},
    {.name = "unblock",
     .handler = clientUnblockCommand,
     .arity = -3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Ends the wait of another client.",
     .syntax = "client-id [TIMEOUT | ERROR]",
     .container = "client"},
    {.name = "unpause",
     .handler = clientUnpauseCommand,
     .arity = 2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Connection,
     .since = "6.2.0",
     .complexity = "O(N), N waiting clients",
     .summary = "Ends a pause.",
     .container = "client"},
};
static_assert(sortedByName(kClientSubcommands) && keysMatchArity(kClientSubcommands));

constexpr CommandSpec kClientCommands[] = {
    {.name = "client",
     .arity = -2,
     .group = CommandGroup::Connection,
     .since = "2.4.0",
     .complexity = "Depends on the subcommand.",
     .summary = "Manages connections.",
     .categories = Category::None,
     .subcommands = kClientSubcommands},
};

}  // namespace

std::span<const CommandSpec> clientCommands() { return kClientCommands; }

}  // namespace redis
