#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "redis/commands/command_spec.h"

/// Users and what they may do.
///
/// A user has flags, password hashes and selectors; a command is allowed if any selector allows it
/// with all of its keys and channels. A selector knows commands by number: one bit for each row of
/// the tables, subcommands included, in the order of their full names. How a selector came about is
/// not kept; its description is computed from the bits, as Redis 7.0 does: the best fitting
/// categories first, then single commands.
///
/// Everything is checked through `check`, which costs a test of three flags for a user that may do
/// everything. Redis: "ACL".
namespace redis {

class Dispatcher;

/// The rows of all commands, numbered.
class CommandNumbers {
 public:
  /// Numbers the commands of the dispatcher, in the order of their full names.
  explicit CommandNumbers(const Dispatcher& dispatcher);
  size_t count() const { return specs_.size(); }
  const CommandSpec& spec(size_t number) const { return *specs_[number]; }
  /// The number of a row that is in force; `count()` for others.
  size_t numberOf(const CommandSpec& spec) const;
  /// The row named "get" or "config|set" in any case, or nullptr.
  const CommandSpec* find(base::BytesView fullName) const;

 private:
  std::vector<const CommandSpec*> specs_;
};

/// A pattern of keys and whether matching keys may be read and written.
struct KeyPattern {
  base::Bytes pattern;
  bool mayRead = true;
  bool mayWrite = true;
};

struct Selector {
  bool allKeys = false;
  bool allChannels = false;
  bool allCommands = false;
  /// Said "+@all" last: commands that come later are allowed, too. Decides about the description.
  bool futureCommands = false;
  /// Bits by number; what lies beyond its end is as `futureCommands` says.
  std::vector<uint64_t> commands;
  /// First arguments that are allowed of commands that are not: (number of the command, word).
  struct FirstArgument {
    size_t command;
    base::Bytes word;
  };
  std::vector<FirstArgument> firstArguments;
  std::vector<KeyPattern> keys;
  std::vector<base::Bytes> channels;

  bool allows(size_t command) const {
    return command / 64 < commands.size() ? (commands[command / 64] >> command % 64 & 1) != 0
                                          : futureCommands;
  }
  void set(size_t command, bool isAllowed);
};

struct User {
  base::Bytes name;
  bool isEnabled = false;
  bool needsNoPassword = false;
  /// "sanitize-payload" or "skip-sanitize-payload", or neither was said.
  base::BytesView sanitizing;
  /// SHA-256 in hexadecimal.
  std::vector<base::Bytes> passwords;
  /// The first one is the user's own.
  std::vector<Selector> selectors = std::vector<Selector>(1);
};

enum class Denial : uint8_t { None, Command, Key, Channel, Authentication };
inline constexpr size_t kDenialKinds = 5;

/// What a check found: why, and for keys and channels which argument.
struct AccessVerdict {
  Denial denial = Denial::None;
  size_t argument = 0;
};

struct AccessLogEntry {
  int64_t count = 1;
  Denial denial = Denial::Command;
  base::BytesView place;  // "toplevel", "multi", "lua"
  base::Bytes object;
  base::Bytes userName;
  int64_t atMs = 0;
  base::Bytes clientInfo;
};

class AccessControl {
 public:
  explicit AccessControl(const Dispatcher& dispatcher);

  /// Numbers of commands; made at first use, when all tables are there.
  const CommandNumbers& numbers() const;

  User* find(base::BytesView name);
  const User* find(base::BytesView name) const;
  /// Users by name.
  std::span<const std::unique_ptr<User>> users() const { return users_; }
  /// Replaces or adds a user.
  void put(User user);
  /// Removes a user; false if there is none.
  bool remove(base::BytesView name);
  /// A new user, which may do nothing.
  User makeUser(base::BytesView name, bool allChannels) const;
  /// Sets the password of the default user; empty: none is needed. Redis: requirepass.
  void setDefaultPassword(base::BytesView password);
  bool acceptsPassword(const User& user, base::BytesView password) const;

  /// Whether the user named `name` may run a command with these arguments; nothing is checked for
  /// a name that is not there any more.
  AccessVerdict check(base::BytesView name, const CommandSpec& spec,
                      std::span<const base::BytesView> argv) const;
  /// Whether the user may run a command with these arguments.
  AccessVerdict check(const User& user, const CommandSpec& spec,
                      std::span<const base::BytesView> argv) const;
  /// Whether a new connection is the default user without a password.
  bool isOpenToAll() const;
  /// True while no other user than an unrestricted default exists.
  bool isOpen() const { return isOpen_; }

  /// Adds an entry, or counts one more of a like one of the last minute.
  void log(AccessLogEntry entry, size_t limit);
  /// How often something was denied for this reason, for INFO.
  int64_t denials(Denial reason) const { return denials_[static_cast<size_t>(reason)]; }
  std::span<const AccessLogEntry> logEntries() const { return log_; }
  void clearLog() { log_.clear(); }

 private:
  AccessVerdict checkSelector(const Selector& selector, const CommandSpec& spec,
                              std::span<const base::BytesView> argv) const;
  void noteChange();

  const Dispatcher* dispatcher_;
  mutable std::unique_ptr<CommandNumbers> numbers_;
  std::vector<std::unique_ptr<User>> users_;
  std::vector<AccessLogEntry> log_;  // the newest first
  std::array<int64_t, kDenialKinds> denials_ = {};
  bool isOpen_ = true;
};

/// Applies one rule of ACL SETUSER; empty on success, or why not ("Syntax error").
base::BytesView applyUserRule(const CommandNumbers& numbers, User& user, base::BytesView rule,
                              bool allChannelsByDefault);
/// "+@all -get": the commands of a selector.
base::Bytes describeCommands(const CommandNumbers& numbers, const Selector& selector);
/// "~* &* +@all": one selector.
base::Bytes describeSelector(const CommandNumbers& numbers, const Selector& selector);
/// "on nopass ~* &* +@all": a user as ACL LIST prints it, without the name.
base::Bytes describeUser(const CommandNumbers& numbers, const User& user);
/// "~key*" or "%R~key*".
base::Bytes describePattern(const KeyPattern& pattern);
/// Flags of a user: "on", "nopass", ...
std::vector<base::BytesView> userFlags(const User& user);

}  // namespace redis
