#include "redis/server/access_control.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/sort.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/key_finder.h"
#include "redis/dispatcher.h"
#include "redis/structures/glob.h"

namespace redis {

using base::Bytes;
using base::BytesView;

// --- Numbers -------------------------------------------------------------------------------------

CommandNumbers::CommandNumbers(const Dispatcher& dispatcher) {
  for (const CommandSpec* spec : dispatcher.commands()) {
    specs_.push_back(spec);
    for (const CommandSpec& subcommand : spec->subcommands) {
      specs_.push_back(&subcommand);
    }
  }
}

size_t CommandNumbers::numberOf(const CommandSpec& spec) const {
  return static_cast<size_t>(std::find(specs_.begin(), specs_.end(), &spec) - specs_.begin());
}

const CommandSpec* CommandNumbers::find(BytesView fullName) const {
  for (const CommandSpec* spec : specs_) {
    if (equalsIgnoreCase(spec->fullName(), fullName)) {
      return spec;
    }
  }
  return nullptr;
}

void Selector::set(size_t command, bool isAllowed) {
  commands.resize(std::max(commands.size(), command / 64 + 1), futureCommands ? ~uint64_t{0} : 0);
  const uint64_t bit = uint64_t{1} << command % 64;
  commands[command / 64] = (commands[command / 64] & ~bit) | (isAllowed ? bit : 0);
}

// --- Users ---------------------------------------------------------------------------------------

AccessControl::AccessControl(const Dispatcher& dispatcher) : dispatcher_(&dispatcher) {
  User user;
  user.name = "default";
  user.isEnabled = true;
  user.needsNoPassword = true;
  Selector& selector = user.selectors.front();
  selector.allKeys = selector.allChannels = true;
  selector.allCommands = selector.futureCommands = true;
  users_.push_back(std::make_unique<User>(std::move(user)));
}

const CommandNumbers& AccessControl::numbers() const {
  if (numbers_ == nullptr) {
    numbers_ = std::make_unique<CommandNumbers>(*dispatcher_);
  }
  return *numbers_;
}

const User* AccessControl::find(BytesView name) const {
  for (const std::unique_ptr<User>& user : users_) {
    if (user->name == name) {
      return user.get();
    }
  }
  return nullptr;
}

User* AccessControl::find(BytesView name) {
  return const_cast<User*>(static_cast<const AccessControl*>(this)->find(name));
}

void AccessControl::put(User user) {
  if (User* existing = find(user.name)) {
    *existing = std::move(user);
  } else {
    const auto place = std::find_if(
        users_.begin(), users_.end(),
        [&user](const std::unique_ptr<User>& other) { return user.name < other->name; });
    users_.insert(place, std::make_unique<User>(std::move(user)));
  }
  noteChange();
}

bool AccessControl::remove(BytesView name) {
  for (size_t i = 0; i < users_.size(); ++i) {
    if (users_[i]->name == name) {
      users_.erase(users_.begin() + static_cast<ptrdiff_t>(i));
      noteChange();
      return true;
    }
  }
  return false;
}

User AccessControl::makeUser(BytesView name, bool allChannels) const {
  User user;
  user.name = name;
  user.selectors.front().allChannels = allChannels;
  return user;
}

void AccessControl::setDefaultPassword(BytesView password) {
  User& user = *find("default");
  user.passwords.clear();
  user.needsNoPassword = password.empty();
  if (!password.empty()) {
    user.passwords.push_back(base::sha256Hex(password));
  }
  noteChange();
}

bool AccessControl::isOpenToAll() const {
  const User& user = *find("default");
  return user.isEnabled && user.needsNoPassword;
}

bool AccessControl::acceptsPassword(const User& user, BytesView password) const {
  if (!user.isEnabled) {
    return false;
  }
  if (user.needsNoPassword) {
    return true;
  }
  const Bytes hash = base::sha256Hex(password);
  return std::find(user.passwords.begin(), user.passwords.end(), hash) != user.passwords.end();
}

void AccessControl::noteChange() {
  const User& user = *users_.front();
  const Selector& selector = user.selectors.front();
  isOpen_ = users_.size() == 1 && user.isEnabled && selector.allCommands && selector.allKeys &&
            selector.allChannels;
}

// --- Checks --------------------------------------------------------------------------------------

namespace {

bool keyIsAllowed(const Selector& selector, BytesView key, uint16_t flags) {
  const bool reads = (flags & KeyFlag::Access) != 0;
  const bool writes = (flags & (KeyFlag::Insert | KeyFlag::Delete | KeyFlag::Update)) != 0;
  for (const KeyPattern& pattern : selector.keys) {
    if ((!reads || pattern.mayRead) && (!writes || pattern.mayWrite) &&
        globMatches(pattern.pattern, key, GlobCase::Sensitive)) {
      return true;
    }
  }
  return false;
}

bool channelIsAllowed(const Selector& selector, BytesView channel, bool isPattern) {
  for (const Bytes& allowed : selector.channels) {
    if (isPattern ? allowed == channel : globMatches(allowed, channel, GlobCase::Sensitive)) {
      return true;
    }
  }
  return false;
}

/// The arguments of a command that are channels to publish to or to subscribe.
struct ChannelRange {
  size_t first = 0;
  size_t end = 0;
  bool arePatterns = false;
};

ChannelRange channelsOf(const CommandSpec& spec, size_t argumentCount) {
  if (spec.group != CommandGroup::PubSub) {
    return {};
  }
  if (spec.name == "publish" || spec.name == "spublish") {
    return {1, 2, false};
  }
  if (spec.name == "subscribe" || spec.name == "ssubscribe") {
    return {1, argumentCount, false};
  }
  return spec.name == "psubscribe" ? ChannelRange{1, argumentCount, true} : ChannelRange{};
}

}  // namespace

AccessVerdict AccessControl::checkSelector(const Selector& selector, const CommandSpec& spec,
                                           std::span<const BytesView> argv) const {
  if (!selector.allCommands && !spec.has(CommandFlag::NoAuth)) {
    const size_t number = numbers().numberOf(spec);
    if (!selector.allows(number)) {
      const size_t place = spec.container.empty() ? 1 : 2;
      const bool isAllowed =
          place < argv.size() &&
          std::any_of(selector.firstArguments.begin(), selector.firstArguments.end(),
                      [&](const Selector::FirstArgument& one) {
                        return one.command == number && equalsIgnoreCase(one.word, argv[place]);
                      });
      if (!isAllowed) {
        return {Denial::Command, 0};
      }
    }
  }
  if (!selector.allKeys) {
    std::vector<KeyReference> keys;
    findKeys(spec, argv, keys);
    for (const KeyReference& key : keys) {
      if (!keyIsAllowed(selector, argv[key.position], key.flags)) {
        return {Denial::Key, key.position};
      }
    }
  }
  if (!selector.allChannels) {
    const ChannelRange channels = channelsOf(spec, argv.size());
    for (size_t i = channels.first; i < channels.end; ++i) {
      if (!channelIsAllowed(selector, argv[i], channels.arePatterns)) {
        return {Denial::Channel, i};
      }
    }
  }
  return {};
}

AccessVerdict AccessControl::check(BytesView name, const CommandSpec& spec,
                                   std::span<const BytesView> argv) const {
  const User* user = find(name);
  return user == nullptr ? AccessVerdict{} : check(*user, spec, argv);
}

AccessVerdict AccessControl::check(const User& user, const CommandSpec& spec,
                                   std::span<const BytesView> argv) const {
  AccessVerdict worst{Denial::Command, 0};
  for (const Selector& selector : user.selectors) {
    const AccessVerdict verdict = checkSelector(selector, spec, argv);
    if (verdict.denial == Denial::None) {
      return verdict;
    }
    if (verdict.denial > worst.denial ||
        (verdict.denial == worst.denial && verdict.argument > worst.argument)) {
      worst = verdict;
    }
  }
  return worst;
}

void AccessControl::log(AccessLogEntry entry, size_t limit) {
  ++denials_[static_cast<size_t>(entry.denial)];
  constexpr size_t kCompared = 10;
  constexpr int64_t kSameForMs = 60 * 1000;
  for (size_t i = 0; i < std::min(kCompared, log_.size()); ++i) {
    const AccessLogEntry& other = log_[i];
    if (other.denial == entry.denial && other.place == entry.place &&
        entry.atMs - other.atMs <= kSameForMs && other.object == entry.object &&
        other.userName == entry.userName) {
      entry.count = other.count + 1;
      log_.erase(log_.begin() + static_cast<ptrdiff_t>(i));
      break;
    }
  }
  log_.insert(log_.begin(), std::move(entry));
  if (log_.size() > limit) {
    log_.resize(limit);
  }
}

}  // namespace redis
