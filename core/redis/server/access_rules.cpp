#include <algorithm>
#include <bit>

#include "base/sha256.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_table.h"
#include "redis/resp/decoder.h"
#include "redis/server/access_control.h"

/// The rules of ACL SETUSER, and users written as rules.
namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

constexpr size_t kCategoryCount = 21;
constexpr BytesView kDone = {};
constexpr BytesView kSanitize = "sanitize-payload";
constexpr BytesView kSkipSanitize = "skip-sanitize-payload";

bool hasSpaces(BytesView text) {
  return text.find_first_of(BytesView(" \t\n\v\f\r\0", 7)) != BytesView::npos;
}

// --- Commands ------------------------------------------------------------------------------------

void setAllCommands(const CommandNumbers& numbers, Selector& selector, bool isAllowed) {
  selector.allCommands = selector.futureCommands = isAllowed;
  selector.firstArguments.clear();
  selector.commands.assign((numbers.count() + 63) / 64, isAllowed ? ~uint64_t{0} : 0);
}

/// Allows or forbids a command with all of its subcommands.
void setCommand(const CommandNumbers& numbers, Selector& selector, const CommandSpec& spec,
                bool isAllowed) {
  const size_t number = numbers.numberOf(spec);
  if (!isAllowed) {
    selector.allCommands = false;
  }
  selector.set(number, isAllowed);
  std::erase_if(selector.firstArguments,
                [number](const Selector::FirstArgument& one) { return one.command == number; });
  for (const CommandSpec& subcommand : spec.subcommands) {
    selector.set(numbers.numberOf(subcommand), isAllowed);
  }
}

/// The bit of a category by its name, or 0.
uint32_t categoryNamed(BytesView name) {
  for (size_t i = 0; i < kCategoryCount; ++i) {
    if (equalsIgnoreCase(categoryNames(1u << i).front(), name)) {
      return 1u << i;
    }
  }
  return 0;
}

BytesView setCategory(const CommandNumbers& numbers, Selector& selector, BytesView name,
                      bool isAllowed) {
  if (equalsIgnoreCase(name, "all")) {
    setAllCommands(numbers, selector, isAllowed);
    return kDone;
  }
  const uint32_t category = categoryNamed(name);
  if (category == 0) {
    return messages::kAclUnknownCommand;
  }
  for (size_t i = 0; i < numbers.count(); ++i) {
    if ((categoriesOf(numbers.spec(i)) & category) != 0) {
      setCommand(numbers, selector, numbers.spec(i), isAllowed);
    }
  }
  return kDone;
}

BytesView allowCommand(const CommandNumbers& numbers, Selector& selector, BytesView name) {
  const size_t bar = name.rfind('|');
  const CommandSpec* spec = numbers.find(name.substr(0, bar));
  if (spec == nullptr) {
    return messages::kAclUnknownCommand;
  }
  if (bar == BytesView::npos) {
    setCommand(numbers, selector, *spec, true);
    return kDone;
  }
  const BytesView word = name.substr(bar + 1);
  if (!spec->container.empty()) {
    return messages::kAclFirstArgument;
  }
  if (word.empty()) {
    return messages::kAclSyntaxError;
  }
  if (spec->subcommands.empty()) {
    const size_t number = numbers.numberOf(*spec);
    selector.firstArguments.push_back({number, Bytes(word)});
    return kDone;
  }
  const CommandSpec* subcommand = numbers.find(name);
  if (subcommand == nullptr) {
    return messages::kAclUnknownCommand;
  }
  setCommand(numbers, selector, *subcommand, true);
  return kDone;
}

BytesView applyCommandRule(const CommandNumbers& numbers, Selector& selector, BytesView rule) {
  const bool isAllowed = rule.front() == '+';
  if (rule.size() > 1 && rule[1] == '@') {
    return setCategory(numbers, selector, rule.substr(2), isAllowed);
  }
  if (isAllowed) {
    return allowCommand(numbers, selector, rule.substr(1));
  }
  const CommandSpec* spec = numbers.find(rule.substr(1));
  if (spec == nullptr) {
    return messages::kAclUnknownCommand;
  }
  setCommand(numbers, selector, *spec, false);
  return kDone;
}

// --- Keys and channels ---------------------------------------------------------------------------

BytesView addKeyPattern(Selector& selector, BytesView rule) {
  if (selector.allKeys) {
    return messages::kAclAfterAllKeys;
  }
  KeyPattern added;
  size_t at = 1;
  if (rule.front() == '%') {
    added.mayRead = added.mayWrite = false;
    for (; at < rule.size() && rule[at] != '~'; ++at) {
      bool& flag = rule[at] == 'R' || rule[at] == 'r' ? added.mayRead : added.mayWrite;
      const bool isKnown = rule[at] == 'R' || rule[at] == 'r' || rule[at] == 'W' || rule[at] == 'w';
      if (!isKnown || flag) {
        return messages::kAclSyntaxError;
      }
      flag = true;
    }
    at = std::min(at + 1, rule.size());
  }
  added.pattern = rule.substr(at);
  if (hasSpaces(added.pattern)) {
    return messages::kAclSyntaxError;
  }
  for (KeyPattern& existing : selector.keys) {
    if (existing.pattern == added.pattern) {
      existing.mayRead = existing.mayRead || added.mayRead;
      existing.mayWrite = existing.mayWrite || added.mayWrite;
      return kDone;
    }
  }
  selector.keys.push_back(std::move(added));
  return kDone;
}

BytesView addChannel(Selector& selector, BytesView channel) {
  if (selector.allChannels) {
    return messages::kAclAfterAllChannels;
  }
  if (hasSpaces(channel)) {
    return messages::kAclSyntaxError;
  }
  if (std::find(selector.channels.begin(), selector.channels.end(), channel) ==
      selector.channels.end()) {
    selector.channels.emplace_back(channel);
  }
  return kDone;
}

BytesView applySelectorRule(const CommandNumbers& numbers, Selector& selector, BytesView rule) {
  const auto is = [rule](BytesView word) { return equalsIgnoreCase(rule, word); };
  if (is("allkeys") || is("~*") || is("resetkeys")) {
    selector.allKeys = !is("resetkeys");
    selector.keys.clear();
  } else if (is("allchannels") || is("&*") || is("resetchannels")) {
    selector.allChannels = !is("resetchannels");
    selector.channels.clear();
  } else if (is("allcommands") || is("nocommands")) {
    setAllCommands(numbers, selector, is("allcommands"));
  } else if (rule.front() == '~' || rule.front() == '%') {
    return addKeyPattern(selector, rule);
  } else if (rule.front() == '&') {
    return addChannel(selector, rule.substr(1));
  } else if (rule.front() == '+' || rule.front() == '-') {
    return applyCommandRule(numbers, selector, rule);
  } else {
    return messages::kAclSyntaxError;
  }
  return kDone;
}

// --- Passwords -----------------------------------------------------------------------------------

bool isPasswordHash(BytesView text) {
  constexpr size_t kLength = 64;
  return text.size() == kLength && text.find_first_not_of("0123456789abcdef") == BytesView::npos;
}

BytesView applyPasswordRule(User& user, BytesView rule) {
  const char kind = rule.front();
  const BytesView text = rule.substr(1);
  if ((kind == '#' || kind == '!') && !isPasswordHash(text)) {
    return messages::kAclPasswordHash;
  }
  const Bytes hash = kind == '#' || kind == '!' ? Bytes(text) : base::sha256Hex(text);
  const auto found = std::find(user.passwords.begin(), user.passwords.end(), hash);
  if (kind == '<' || kind == '!') {
    if (found == user.passwords.end()) {
      return messages::kAclNoSuchPassword;
    }
    user.passwords.erase(found);
    return kDone;
  }
  if (found == user.passwords.end()) {
    user.passwords.push_back(hash);
  }
  user.needsNoPassword = false;
  return kDone;
}

BytesView addSelector(const CommandNumbers& numbers, User& user, BytesView rules) {
  std::vector<Bytes> words;
  if (!splitWords(rules, words)) {
    return messages::kAclSyntaxError;
  }
  Selector selector;
  for (const Bytes& word : words) {
    const BytesView problem =
        word.empty() ? messages::kAclSyntaxError : applySelectorRule(numbers, selector, word);
    if (!problem.empty()) {
      return problem;
    }
  }
  user.selectors.push_back(std::move(selector));
  return kDone;
}

void resetUser(User& user, bool allChannels) {
  Bytes name = std::move(user.name);
  user = User();
  user.name = std::move(name);
  user.selectors.front().allChannels = allChannels;
  user.sanitizing = kSanitize;
}

// --- Description ---------------------------------------------------------------------------------

/// How many commands of a category are in a selector, and how many are not.
struct CategoryFit {
  size_t on = 0;
  size_t off = 0;
};
CategoryFit fitOf(const CommandNumbers& numbers, const Selector& selector, uint32_t category) {
  CategoryFit fit;
  for (size_t i = 0; i < numbers.count(); ++i) {
    if ((categoriesOf(numbers.spec(i)) & category) != 0) {
      ++(selector.allows(i) ? fit.on : fit.off);
    }
  }
  return fit;
}

/// The category that tells most about the rest of a selector, or 0.
uint32_t bestCategory(const CommandNumbers& numbers, const Selector& rest, bool isAdditive,
                      uint32_t applied) {
  uint32_t best = 0;
  size_t leastDifferent = SIZE_MAX;
  size_t mostAlike = 0;
  for (size_t i = 0; i < kCategoryCount; ++i) {
    const uint32_t category = 1u << i;
    if ((applied & category) != 0) {
      continue;
    }
    const CategoryFit fit = fitOf(numbers, rest, category);
    const size_t different = isAdditive ? fit.off : fit.on;
    const size_t alike = isAdditive ? fit.on : fit.off;
    if (alike > different &&
        (different < leastDifferent || (different == leastDifferent && alike > mostAlike))) {
      best = category;
      leastDifferent = different;
      mostAlike = alike;
    }
  }
  return best;
}

}  // namespace

BytesView applyUserRule(const CommandNumbers& numbers, User& user, BytesView rule,
                        bool allChannelsByDefault) {
  if (rule.empty()) {
    return kDone;
  }
  const auto is = [rule](BytesView word) { return equalsIgnoreCase(rule, word); };
  if (is("on") || is("off")) {
    user.isEnabled = is("on");
  } else if (is("skip-sanitize-payload") || is("sanitize-payload")) {
    user.sanitizing = is("sanitize-payload") ? kSanitize : kSkipSanitize;
  } else if (is("nopass") || is("resetpass")) {
    user.needsNoPassword = is("nopass");
    user.passwords.clear();
  } else if (BytesView(">#<!").find(rule.front()) != BytesView::npos) {
    return applyPasswordRule(user, rule);
  } else if (rule.front() == '(' && rule.back() == ')' && rule.size() > 1) {
    return addSelector(numbers, user, rule.substr(1, rule.size() - 2));
  } else if (is("clearselectors")) {
    user.selectors.resize(1);
  } else if (is("reset")) {
    resetUser(user, allChannelsByDefault);
  } else {
    return applySelectorRule(numbers, user.selectors.front(), rule);
  }
  return kDone;
}

Bytes describeCommands(const CommandNumbers& numbers, const Selector& selector) {
  // As in Redis 7.0: a made-up selector follows the rules that are written, so that the single
  // commands that still differ can be told at the end.
  const bool isAdditive = !selector.futureCommands;
  Bytes rules = isAdditive ? "-@all" : "+@all";
  Selector written;
  setAllCommands(numbers, written, !isAdditive);
  Selector rest = selector;
  uint32_t applied = 0;
  while (const uint32_t best = bestCategory(numbers, rest, isAdditive, applied)) {
    const BytesView name = categoryNames(best).front();
    setCategory(numbers, written, name, isAdditive);
    setCategory(numbers, rest, name, !isAdditive);
    rules += isAdditive ? " +@" : " -@";
    rules += name;
    applied |= best;
  }
  for (size_t i = 0; i < numbers.count(); ++i) {
    const CommandSpec& spec = numbers.spec(i);
    if (selector.allows(i) != written.allows(i)) {
      rules += selector.allows(i) ? " +" : " -";
      rules += spec.fullName();
      setCommand(numbers, written, spec, selector.allows(i));
    }
    for (const Selector::FirstArgument& one : selector.firstArguments) {
      if (one.command == i && !selector.allows(i)) {
        rules += " +" + spec.fullName() + "|" + one.word;
      }
    }
  }
  return rules;
}

Bytes describePattern(const KeyPattern& pattern) {
  return (pattern.mayRead && pattern.mayWrite ? "~"
          : pattern.mayRead                   ? "%R~"
          : pattern.mayWrite                  ? "%W~"
                                              : "%~") +
         pattern.pattern;
}

Bytes describeSelector(const CommandNumbers& numbers, const Selector& selector) {
  Bytes text;
  if (selector.allKeys) {
    text += "~* ";
  }
  for (const KeyPattern& pattern : selector.keys) {
    text += describePattern(pattern) + " ";
  }
  text += selector.allChannels ? "&* " : "resetchannels ";
  for (const Bytes& channel : selector.channels) {
    text += "&" + channel + " ";
  }
  return text + describeCommands(numbers, selector);
}

std::vector<BytesView> userFlags(const User& user) {
  std::vector<BytesView> flags = {user.isEnabled ? "on" : "off"};
  if (user.needsNoPassword) {
    flags.push_back("nopass");
  }
  if (!user.sanitizing.empty()) {
    flags.push_back(user.sanitizing);
  }
  return flags;
}

Bytes describeUser(const CommandNumbers& numbers, const User& user) {
  Bytes text;
  for (BytesView flag : userFlags(user)) {
    text += flag;
    text += ' ';
  }
  for (const Bytes& password : user.passwords) {
    text += "#" + password + " ";
  }
  for (size_t i = 0; i < user.selectors.size(); ++i) {
    const Bytes selector = describeSelector(numbers, user.selectors[i]);
    text += i == 0 ? selector : " (" + selector + ")";
  }
  return text;
}

}  // namespace redis
