#include "redis/commands/acl_commands.h"

#include "base/number_text.h"
#include "base/random.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_table.h"
#include "redis/commands/help.h"
#include "redis/dispatcher.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

AccessControl& accessControl(CommandContext& context) { return context.server().accessControl; }

bool allChannelsByDefault(CommandContext& context) {
  return context.configuration().aclPubSubDefault == 0;
}

// --- Users ---------------------------------------------------------------------------------------

/// Joins rules between parentheses, "(+get" and "~k*)", to one; false if one stays open.
bool joinSelectors(std::span<const BytesView> words, std::vector<Bytes>& rules,
                   BytesView& problem) {
  bool isOpen = false;
  for (BytesView word : words) {
    if (isOpen) {
      rules.back() += " ";
      rules.back() += word;
      isOpen = word.empty() || word.back() != ')';
    } else {
      rules.emplace_back(word);
      isOpen = !word.empty() && word.front() == '(' && word.back() != ')';
      problem = isOpen ? word : problem;
    }
  }
  return !isOpen;
}

/// Drops the subscriptions and connections that a user is not to have any more.
void dropClientsOf(CommandContext& context, BytesView name) {
  for (Session* session : context.server().clients.all()) {
    if (session->user == name) {
      session->user = "default";
      session->authenticated = false;
      (session == &context.session() ? session->closeRequested : session->killed) = true;
    }
  }
}

Reply setuserCommand(CommandContext& context) {
  const BytesView name = context.argument(2);
  if (name.find_first_of(BytesView(" \t\n\v\f\r\0", 7)) != BytesView::npos) {
    return Reply::error(messages::kAclUserName);
  }
  std::vector<Bytes> rules;
  BytesView open;
  if (!joinSelectors(context.argv().subspan(3), rules, open)) {
    return messages::aclUnmatched(open);
  }
  AccessControl& control = accessControl(context);
  const User* existing = control.find(name);
  // Rules work on a copy, so that an error leaves the user as it was.
  User user =
      existing != nullptr ? *existing : control.makeUser(name, allChannelsByDefault(context));
  for (const Bytes& rule : rules) {
    const BytesView problem =
        applyUserRule(control.numbers(), user, rule, allChannelsByDefault(context));
    if (!problem.empty()) {
      return messages::aclBadRule(rule, problem);
    }
  }
  control.put(std::move(user));
  return Reply::ok();
}

Reply deluserCommand(CommandContext& context) {
  for (size_t i = 2; i < context.count(); ++i) {
    if (context.argument(i) == "default") {
      return Reply::error(messages::kAclDefaultUser);
    }
  }
  int64_t count = 0;
  for (size_t i = 2; i < context.count(); ++i) {
    if (accessControl(context).remove(context.argument(i))) {
      ++count;
      dropClientsOf(context, context.argument(i));
    }
  }
  return Reply::integer(count);
}

/// Adds "commands", "keys" and "channels" of a selector.
void addSelector(const CommandNumbers& numbers, const Selector& selector, Reply& reply) {
  Bytes keys = selector.allKeys ? "~*" : "";
  for (const KeyPattern& pattern : selector.keys) {
    keys += (keys.empty() ? "" : " ") + describePattern(pattern);
  }
  Bytes channels = selector.allChannels ? "&*" : "";
  for (const Bytes& channel : selector.channels) {
    channels += (channels.empty() ? "&" : " &") + channel;
  }
  reply.addBulk("commands");
  reply.add(Reply::bulk(describeCommands(numbers, selector)));
  reply.addBulk("keys");
  reply.add(Reply::bulk(std::move(keys)));
  reply.addBulk("channels");
  reply.add(Reply::bulk(std::move(channels)));
}

Reply getuserCommand(CommandContext& context) {
  const AccessControl& control = accessControl(context);
  const User* user = control.find(context.argument(2));
  if (user == nullptr) {
    return Reply::null();
  }
  Reply flags = Reply::set();
  for (BytesView flag : userFlags(*user)) {
    flags.addBulk(flag);
  }
  Reply passwords = Reply::array();
  for (const Bytes& password : user->passwords) {
    passwords.addBulk(password);
  }
  Reply reply = Reply::map(
      {Reply::bulk("flags"), std::move(flags), Reply::bulk("passwords"), std::move(passwords)});
  addSelector(control.numbers(), user->selectors.front(), reply);
  Reply selectors = Reply::array();
  for (size_t i = 1; i < user->selectors.size(); ++i) {
    Reply selector = Reply::map();
    addSelector(control.numbers(), user->selectors[i], selector);
    selectors.add(std::move(selector));
  }
  reply.addBulk("selectors");
  reply.add(std::move(selectors));
  return reply;
}

Reply listCommand(CommandContext& context) {
  const AccessControl& control = accessControl(context);
  Reply reply = Reply::array();
  for (const std::unique_ptr<User>& user : control.users()) {
    reply.add(Reply::bulk("user " + user->name + " " + describeUser(control.numbers(), *user)));
  }
  return reply;
}

Reply usersCommand(CommandContext& context) {
  Reply reply = Reply::array();
  for (const std::unique_ptr<User>& user : accessControl(context).users()) {
    reply.addBulk(user->name);
  }
  return reply;
}

Reply whoamiCommand(CommandContext& context) {
  return Reply::bulk(BytesView(context.session().client().user));
}

Reply fileCommand(CommandContext&) { return Reply::error(messages::kAclNoFile); }

// --- Commands and passwords ----------------------------------------------------------------------

Reply catCommand(CommandContext& context) {
  if (context.count() > 3) {
    return messages::subcommandSyntaxError("acl", context.argument(1));
  }
  Reply reply = Reply::array();
  if (context.count() == 2) {
    for (BytesView name : categoryNames(UINT32_MAX)) {
      reply.addBulk(name);
    }
    return reply;
  }
  bool isKnown = false;
  const std::vector<BytesView> all = categoryNames(UINT32_MAX);
  for (size_t bit = 0; bit < all.size(); ++bit) {
    if (!equalsIgnoreCase(all[bit], context.argument(2))) {
      continue;
    }
    isKnown = true;
    const CommandNumbers& numbers = accessControl(context).numbers();
    for (size_t i = 0; i < numbers.count(); ++i) {
      if ((categoriesOf(numbers.spec(i)) >> bit & 1) != 0 &&
          numbers.spec(i).isListedIn(context.configuration().compat)) {
        reply.add(Reply::bulk(numbers.spec(i).fullName()));
      }
    }
  }
  return isKnown ? std::move(reply) : messages::aclUnknownCategory(context.argument(2));
}

Reply genpassCommand(CommandContext& context) {
  constexpr int64_t kDefaultBits = 256;
  constexpr int64_t kMaximumBits = 4096;
  if (context.count() > 3) {
    return messages::subcommandSyntaxError("acl", context.argument(1));
  }
  int64_t bits = kDefaultBits;
  if (context.count() == 3) {
    const std::optional<int64_t> number = parseInteger(context.argument(2));
    if (!number) {
      return Reply::error(messages::kNotInteger);
    }
    bits = *number;
  }
  if (bits <= 0 || bits > kMaximumBits) {
    return Reply::error(messages::kAclPasswordBits);
  }
  Bytes password;
  for (int64_t i = 0; i < (bits + 3) / 4; ++i) {
    password += "0123456789abcdef"[context.random().below(16)];
  }
  return Reply::bulk(std::move(password));
}

Reply dryrunCommand(CommandContext& context) {
  const AccessControl& control = accessControl(context);
  const User* user = control.find(context.argument(2));
  if (user == nullptr) {
    return messages::aclUserNotFound(context.argument(2));
  }
  const std::span<const BytesView> argv = context.argv().subspan(3);
  const CommandSpec* spec = context.dispatcher().find(argv[0]);
  if (spec != nullptr && !spec->subcommands.empty() && argv.size() > 1) {
    spec = Dispatcher::findSubcommand(*spec, argv[1]);
  }
  if (spec == nullptr) {
    return messages::aclCommandNotFound(argv[0]);
  }
  if (!spec->accepts(argv, context.configuration().compat)) {
    return messages::wrongArity(spec->fullName());
  }
  const AccessVerdict verdict = control.check(*user, *spec, argv);
  switch (verdict.denial) {
    case Denial::None:
    case Denial::Authentication:
      break;
    case Denial::Command:
      return Reply::bulk(messages::dryRunCommand(spec->fullName()));
    case Denial::Key:
      return Reply::bulk(messages::dryRunArgument(argv[verdict.argument], "key"));
    case Denial::Channel:
      return Reply::bulk(messages::dryRunArgument(argv[verdict.argument], "channel"));
  }
  return Reply::ok();
}

// --- Log -----------------------------------------------------------------------------------------

Reply logCommand(CommandContext& context) {
  constexpr int64_t kDefaultCount = 10;
  constexpr BytesView kReasons[] = {"", "command", "key", "channel", "auth"};
  AccessControl& control = accessControl(context);
  if (context.count() > 3) {
    return messages::subcommandSyntaxError("acl", context.argument(1));
  }
  int64_t wanted = kDefaultCount;
  if (context.count() == 3) {
    if (equalsIgnoreCase(context.argument(2), "reset")) {
      control.clearLog();
      return Reply::ok();
    }
    const std::optional<int64_t> number = parseInteger(context.argument(2));
    if (!number) {
      return Reply::error(messages::kNotInteger);
    }
    wanted = std::max<int64_t>(*number, 0);
  }
  Reply reply = Reply::array();
  for (const AccessLogEntry& entry : control.logEntries()) {
    if (static_cast<int64_t>(reply.elements().size()) == wanted) {
      break;
    }
    const double age = static_cast<double>(context.nowMs() - entry.atMs) / 1000;
    reply.add(Reply::map({Reply::bulk("count"), Reply::integer(entry.count), Reply::bulk("reason"),
                          Reply::bulk(kReasons[static_cast<size_t>(entry.denial)]),
                          Reply::bulk("context"), Reply::bulk(entry.place), Reply::bulk("object"),
                          Reply::bulk(BytesView(entry.object)), Reply::bulk("username"),
                          Reply::bulk(BytesView(entry.userName)), Reply::bulk("age-seconds"),
                          Reply::real(age), Reply::bulk("client-info"),
                          Reply::bulk(BytesView(entry.clientInfo))}));
  }
  return reply;
}

AccessLogEntry makeLogEntry(const Session& session, Denial denial, BytesView object,
                            int64_t nowMs) {
  AccessLogEntry entry;
  const Session& client = session.client();
  entry.denial = denial;
  entry.place = session.inScript ? "lua" : client.transaction.isOpen ? "multi" : "toplevel";
  entry.object = object;
  entry.userName = client.user;
  entry.atMs = nowMs;
  entry.clientInfo = messages::clientInfo(static_cast<int64_t>(client.id), client.address,
                                          client.name, client.user);
  return entry;
}

Reply helpCommand(CommandContext&) {
  return helpReply(
      "acl",
      "CAT [<category>]\n"
      "    List all commands that belong to <category>, or all command categories\n"
      "    when no category is specified.\n"
      "DELUSER <username> [<username> ...]\n"
      "    Delete a list of users.\n"
      "DRYRUN <username> <command> [<arg> ...]\n"
      "    Returns whether the user can execute the given command without executing the command.\n"
      "GETUSER <username>\n"
      "    Get the user's details.\n"
      "GENPASS [<bits>]\n"
      "    Generate a secure 256-bit user password. The optional `bits` argument can\n"
      "    be used to specify a different size.\n"
      "LIST\n"
      "    Show users details in config file format.\n"
      "LOAD\n"
      "    Reload users from the ACL file.\n"
      "LOG [<count> | RESET]\n"
      "    Show the ACL log entries.\n"
      "SAVE\n"
      "    Save the current config to the ACL file.\n"
      "SETUSER <username> <attribute> [<attribute> ...]\n"
      "    Create or modify a user with the specified attributes.\n"
      "USERS\n"
      "    List all the registered usernames.\n"
      "WHOAMI\n"
      "    Return the current connection username.");
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kAclSubcommands[] = {
    {.name = "cat",
     .handler = catCommand,
     .arity = -2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Lists categories, or the commands of one.",
     .syntax = "[category]",
     .container = "acl"},
    {.name = "deluser",
     .handler = deluserCommand,
     .arity = -3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Removes users and closes their connections.",
     .syntax = "username [username ...]",
     .container = "acl"},
    {.name = "dryrun",
     .handler = dryrunCommand,
     .arity = -4,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "7.0.0",
     .complexity = "O(1)",
     .summary = "Tells whether a user may run a command.",
     .syntax = "username command [arg [arg ...]]",
     .container = "acl"},
    {.name = "genpass",
     .handler = genpassCommand,
     .arity = -2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Makes a random password.",
     .syntax = "[bits]",
     .container = "acl"},
    {.name = "getuser",
     .handler = getuserCommand,
     .arity = 3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(N), N rules of the user",
     .summary = "Describes a user.",
     .syntax = "username",
     .container = "acl"},
    {.name = "help",
     .handler = helpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Explains the subcommands.",
     .container = "acl"},
    {.name = "list",
     .handler = listCommand,
     .arity = 2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(N), N users",
     .summary = "Lists users as rules.",
     .container = "acl"},
    {.name = "load",
     .handler = fileCommand,
     .arity = 2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Refused: there is no file of users.",
     .container = "acl"},
    {.name = "log",
     .handler = logCommand,
     .arity = -2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(N), N entries returned",
     .summary = "Lists what was refused.",
     .syntax = "[count | RESET]",
     .container = "acl"},
    {.name = "save",
     .handler = fileCommand,
     .arity = 2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Refused: there is no file of users.",
     .container = "acl"},
    {.name = "setuser",
     .handler = setuserCommand,
     .arity = -3,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(N), N rules",
     .summary = "Makes or changes a user.",
     .syntax = "username [rule [rule ...]]",
     .container = "acl"},
    {.name = "users",
     .handler = usersCommand,
     .arity = 2,
     .flags =
         CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(N), N users",
     .summary = "Lists the names of users.",
     .container = "acl"},
    {.name = "whoami",
     .handler = whoamiCommand,
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "O(1)",
     .summary = "Returns the name of the user of the connection.",
     .container = "acl"},
};
static_assert(sortedByName(kAclSubcommands));

constexpr CommandSpec kAclCommands[] = {
    {.name = "acl",
     .arity = -2,
     .group = CommandGroup::Server,
     .since = "6.0.0",
     .complexity = "Depends on the subcommand.",
     .summary = "Manages users and what they may do.",
     .subcommands = kAclSubcommands},
};
}  // namespace

bool authenticateUser(CommandContext& context, BytesView name, BytesView password) {
  AccessControl& control = accessControl(context);
  const User* user = control.find(name);
  if (user == nullptr || !control.acceptsPassword(*user, password)) {
    AccessLogEntry entry = makeLogEntry(context.session(), Denial::Authentication,
                                        context.argument(0), context.nowMs());
    entry.userName = name;
    control.log(std::move(entry), static_cast<size_t>(context.configuration().aclLogMaxLength));
    return false;
  }
  context.session().authenticated = true;
  context.session().user = user->name;
  return true;
}

Reply denialReply(const AccessVerdict& verdict, const CommandSpec& spec, const Session& session) {
  if (session.inScript) {
    return Reply::error(verdict.denial == Denial::Command ? messages::kScriptNoCommand
                        : verdict.denial == Denial::Key   ? messages::kScriptNoKey
                                                          : messages::kScriptNoChannel);
  }
  return verdict.denial == Denial::Command ? messages::noPermission(spec.fullName())
         : verdict.denial == Denial::Key   ? Reply::error(messages::kNoPermissionKey)
                                           : Reply::error(messages::kNoPermissionChannel);
}

void logDenial(AccessControl& control, const AccessVerdict& verdict, const CommandSpec& spec,
               std::span<const BytesView> argv, const Session& session, const Keyspace& keyspace) {
  const Bytes object =
      verdict.denial == Denial::Command ? spec.fullName() : Bytes(argv[verdict.argument]);
  control.log(makeLogEntry(session, verdict.denial, object, keyspace.time().nowMs()),
              static_cast<size_t>(keyspace.configuration().aclLogMaxLength));
}

Reply denialOfQueued(Dispatcher& dispatcher, const CommandSpec& spec,
                     std::span<const BytesView> argv, const Session& session) {
  AccessControl& control = dispatcher.server().accessControl;
  if (control.isOpen()) {
    return Reply();
  }
  const AccessVerdict verdict = control.check(session.user, spec, argv);
  if (verdict.denial == Denial::None) {
    return Reply();
  }
  logDenial(control, verdict, spec, argv, session, dispatcher.keyspace());
  return messages::queuedCommandDenied(verdict.denial == Denial::Command ? messages::kDeniedCommand
                                       : verdict.denial == Denial::Key   ? messages::kDeniedKey
                                                                       : messages::kDeniedChannel);
}

std::span<const CommandSpec> aclCommands() { return kAclCommands; }

}  // namespace redis
