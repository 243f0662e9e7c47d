#include "base/number_text.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/configuration_parameters.h"
#include "redis/server/keyspace_events.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;
using Kind = ParameterKind;

/// Parts of `text` between single blanks; none of the empty text.
std::vector<BytesView> splitAtBlanks(BytesView text) {
  std::vector<BytesView> parts;
  while (!text.empty()) {
    const size_t blank = text.find(' ');
    parts.push_back(text.substr(0, blank));
    if (blank == BytesView::npos) {
      break;
    }
    text.remove_prefix(blank + 1);
    if (text.empty()) {
      parts.push_back(text);
    }
  }
  return parts;
}

void appendWord(Bytes& out, BytesView word) {
  if (!out.empty()) {
    out += ' ';
  }
  out += word;
}

/// What one set of a parameter works on.
struct Setting {
  Configuration& configuration;
  const Parameter& parameter;
  Bytes& problem;

  bool fail(BytesView why) {
    problem = why;
    return false;
  }
  size_t row() const { return static_cast<size_t>(&parameter - configurationParameters().data()); }

  bool storeText(BytesView value) {
    for (Configuration::Text& text : configuration.texts) {
      if (text.parameter == row()) {
        text.value = value;
        return true;
      }
    }
    configuration.texts.push_back({static_cast<uint16_t>(row()), Bytes(value)});
    return true;
  }
  /// Keeps a number in its member, or its printed form.
  bool storeNumber(int64_t value, BytesView printed) {
    if (parameter.value == nullptr) {
      return storeText(printed);
    }
    configuration.*parameter.value = value;
    return true;
  }
};

// --- Numbers -------------------------------------------------------------------------------------

Bytes formatUnsigned(uint64_t value) {
  char digits[24];
  return Bytes(digits, base::formatUnsigned(value, digits));
}

Bytes printNumber(Kind kind, int64_t value) {
  if (kind == Kind::MemoryOrPercent && value < 0) {
    return base::formatInteger(-value) + "%";
  }
  return kind == Kind::Memory || kind == Kind::MemoryOrPercent
             ? formatUnsigned(static_cast<uint64_t>(value))
             : base::formatInteger(value);
}

std::optional<int64_t> readNumber(Kind kind, BytesView text) {
  if (kind == Kind::Integer) {
    return parseInteger(text);
  }
  if (const std::optional<uint64_t> bytes = parseMemory(text)) {
    return static_cast<int64_t>(*bytes);
  }
  if (kind == Kind::MemoryOrPercent && text.size() > 1 && text.back() == '%') {
    const std::optional<int64_t> percent = parseInteger(text.substr(0, text.size() - 1));
    return percent && *percent >= 0 ? std::optional<int64_t>(-*percent) : std::nullopt;
  }
  return std::nullopt;
}

bool setNumber(Setting& setting, BytesView text) {
  const Kind kind = setting.parameter.kind;
  const std::optional<int64_t> value = readNumber(kind, text);
  if (!value) {
    return setting.fail(kind == Kind::Memory            ? messages::kConfigNotMemory
                        : kind == Kind::MemoryOrPercent ? messages::kConfigNotMemoryOrPercent
                                                        : messages::kConfigNotInteger);
  }
  const ParameterRange& range = *setting.parameter.range;
  const bool isUnsigned = range.maximum > static_cast<uint64_t>(INT64_MAX);
  if (kind == Kind::MemoryOrPercent && *value < 0) {
    if (*value < range.minimum) {
      setting.problem = messages::configPercentTooLarge(-range.minimum);
      return false;
    }
  } else if (!isUnsigned && (*value < range.minimum ||
                             (*value > 0 && static_cast<uint64_t>(*value) > range.maximum))) {
    setting.problem = messages::configOutOfRange(range.minimum, range.maximum);
    return false;
  }
  return setting.storeNumber(*value, printNumber(kind, *value));
}

// --- Words ---------------------------------------------------------------------------------------

/// Index of `word` in a list of words, and the word that is printed for it.
std::optional<int64_t> findWord(const char* words, BytesView word, BytesView* printed) {
  int64_t index = -1;
  for (BytesView one : splitAtBlanks(words)) {
    const bool isSynonym = one.front() == '=';
    if (!isSynonym) {
      ++index;
      *printed = one;
    }
    if (equalsIgnoreCase(isSynonym ? one.substr(1) : one, word)) {
      return index;
    }
  }
  return std::nullopt;
}

bool refuseWord(Setting& setting) {
  Bytes listed;
  for (BytesView word : splitAtBlanks(setting.parameter.words)) {
    listed += listed.empty() ? "" : ", ";
    listed += word.front() == '=' ? word.substr(1) : word;
  }
  setting.problem = messages::configNotOneOf(listed);
  return false;
}

bool setWord(Setting& setting, BytesView text) {
  BytesView printed;
  const std::optional<int64_t> index = findWord(setting.parameter.words, text, &printed);
  return index ? setting.storeNumber(*index, printed) : refuseWord(setting);
}

/// Several words; the first of the list means none of the others. Redis: "shutdown-on-sigint".
bool setFlags(Setting& setting, BytesView text) {
  const std::vector<BytesView> parts = splitAtBlanks(text);
  uint64_t bits = 0;
  for (BytesView part : parts) {
    BytesView printed;
    const std::optional<int64_t> index = findWord(setting.parameter.words, part, &printed);
    if (!index) {
      return refuseWord(setting);
    }
    bits |= uint64_t{1} << *index;
  }
  if (parts.empty()) {
    return refuseWord(setting);
  }
  constexpr uint64_t kSaveAndNoSave = 6;
  if ((bits & kSaveAndNoSave) == kSaveAndNoSave) {
    return setting.fail(messages::kConfigSaveAndNoSave);
  }
  Bytes printed;
  const std::vector<BytesView> words = splitAtBlanks(setting.parameter.words);
  for (size_t i = 1; i < words.size(); ++i) {
    if ((bits >> i & 1) != 0) {
      appendWord(printed, words[i]);
    }
  }
  return setting.storeText(printed.empty() ? words[0] : BytesView(printed));
}

bool setBoolean(Setting& setting, BytesView text) {
  const bool isYes = equalsIgnoreCase(text, "yes");
  if (!isYes && !equalsIgnoreCase(text, "no")) {
    return setting.fail(messages::kConfigNotBoolean);
  }
  if (isYes && BytesView(setting.parameter.name) == "activedefrag") {
    return setting.fail(messages::kConfigNoDefragmentation);
  }
  if (isYes && BytesView(setting.parameter.name) == "appendonly") {
    return setting.fail(messages::kConfigNoAppendOnly);
  }
  return setting.storeNumber(isYes ? 1 : 0, isYes ? "yes" : "no");
}

// --- Texts ---------------------------------------------------------------------------------------

bool isHostName(BytesView text) {
  for (char c : text) {
    if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
          c == '.')) {
      return false;
    }
  }
  return true;
}

/// Whether a process title may be written so: braces hold known variables only.
bool isProcessTitle(BytesView text) {
  constexpr BytesView kVariables[] = {"title",    "listen-addr", "server-mode", "port",
                                      "tls-port", "unixsocket",  "config-file"};
  if (text.empty()) {
    return false;
  }
  for (size_t open = text.find('{'); open != BytesView::npos; open = text.find('{', open + 1)) {
    const size_t close = text.find('}', open);
    bool isKnown = false;
    for (BytesView variable : kVariables) {
      isKnown = isKnown ||
                (close != BytesView::npos && text.substr(open + 1, close - open - 1) == variable);
    }
    if (!isKnown) {
      return false;
    }
  }
  return true;
}

bool setTextValue(Setting& setting, BytesView text) {
  constexpr size_t kHostNameLimit = 256;
  const BytesView name = setting.parameter.name;
  if (name == "cluster-announce-hostname") {
    if (text.size() >= kHostNameLimit) {
      return setting.fail(messages::kConfigHostNameLength);
    }
    if (!isHostName(text)) {
      return setting.fail(messages::kConfigHostName);
    }
  }
  if (name == "proc-title-template" && !isProcessTitle(text)) {
    return setting.fail(messages::kConfigProcessTitle);
  }
  return setting.storeText(text);
}

/// Compat: a running server cannot listen elsewhere; CONFIG SET of "bind" and "port" takes the
/// value that holds and answers the error of an address that cannot be bound for any other.
bool setBind(Setting& setting, BytesView text) {
  return parameterValue(setting.configuration, setting.parameter) == text ||
         setting.fail(messages::kConfigCannotBind);
}

bool setSave(Setting& setting, BytesView text) {
  std::vector<BytesView> parts = splitAtBlanks(text);
  Bytes printed;
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::optional<int64_t> number = parseInteger(parts[i]);
    if (!number || *number < (i % 2 == 0 ? 1 : 0)) {
      return setting.fail(messages::kConfigSave);
    }
    appendWord(printed, base::formatInteger(*number));
  }
  return parts.size() % 2 != 0 ? setting.fail(messages::kConfigSave) : setting.storeText(printed);
}

bool setOomValues(Setting& setting, BytesView text) {
  constexpr int64_t kLimit = 2000;
  const std::vector<BytesView> parts = splitAtBlanks(text);
  if (parts.size() != 3) {
    return setting.fail(messages::kConfigArgumentCount);
  }
  Bytes printed;
  for (BytesView part : parts) {
    const std::optional<int64_t> number = parseInteger(part);
    if (!number || *number < -kLimit || *number > kLimit) {
      return setting.fail(messages::kConfigOomValues);
    }
    appendWord(printed, base::formatInteger(*number));
  }
  return setting.storeText(printed);
}

bool setPercentiles(Setting& setting, BytesView text) {
  Bytes printed;
  for (BytesView part : splitAtBlanks(text)) {
    const std::optional<double> number = parseDouble(part);
    if (!number) {
      return setting.fail(messages::kConfigPercentiles);
    }
    if (*number < 0 || *number > 100) {
      return setting.fail(messages::kConfigPercentileRange);
    }
    Bytes digits = base::formatFixed(*number, 6);
    while (digits.back() == '0') {
      digits.pop_back();
    }
    if (digits.back() == '.') {
      digits.pop_back();
    }
    appendWord(printed, digits);
  }
  return setting.storeText(printed);
}

// --- Output buffers ------------------------------------------------------------------------------

constexpr BytesView kClientClasses[] = {"normal", "slave", "pubsub"};

std::optional<size_t> findClientClass(BytesView name) {
  for (size_t i = 0; i < std::size(kClientClasses); ++i) {
    if (equalsIgnoreCase(kClientClasses[i], name)) {
      return i;
    }
  }
  return equalsIgnoreCase(name, "replica") ? std::optional<size_t>(1) : std::nullopt;
}

bool setBufferLimits(Setting& setting, BytesView text) {
  const std::vector<BytesView> parts = splitAtBlanks(text);
  if (parts.size() % 4 != 0) {
    return setting.fail(messages::kConfigBufferArguments);
  }
  Configuration changed = setting.configuration;
  for (size_t i = 0; i < parts.size(); i += 4) {
    const std::optional<size_t> index = findClientClass(parts[i]);
    if (!index) {
      return setting.fail(messages::kConfigBufferClass);
    }
    const std::optional<uint64_t> hard = parseMemory(parts[i + 1]);
    const std::optional<uint64_t> soft = parseMemory(parts[i + 2]);
    const std::optional<int64_t> seconds = parseInteger(parts[i + 3]);
    if (!hard || !soft || !seconds || *seconds < 0) {
      return setting.fail(messages::kConfigBufferValue);
    }
    changed.outputBufferLimits[*index] = {*hard, *soft, *seconds};
  }
  setting.configuration = std::move(changed);
  return true;
}

Bytes printBufferLimits(const Configuration& configuration) {
  Bytes printed;
  for (size_t i = 0; i < std::size(kClientClasses); ++i) {
    const OutputBufferLimit& limit = configuration.outputBufferLimits[i];
    appendWord(printed, kClientClasses[i]);
    appendWord(printed, formatUnsigned(limit.hardBytes));
    appendWord(printed, formatUnsigned(limit.softBytes));
    appendWord(printed, base::formatInteger(limit.softSeconds));
  }
  return printed;
}

bool setEvents(Setting& setting, BytesView text) {
  uint32_t classes;
  return parseEventClasses(text, classes) ? setting.storeText(eventClassesText(classes))
                                          : setting.fail(messages::kConfigEvents);
}

Bytes printMember(const Configuration& configuration, const Parameter& parameter) {
  const int64_t value = configuration.*parameter.value;
  switch (parameter.kind) {
    case Kind::Boolean:
      return value != 0 ? "yes" : "no";
    case Kind::Word:
      return Bytes(splitAtBlanks(parameter.words)[static_cast<size_t>(value)]);
    default:
      return printNumber(parameter.kind, value);
  }
}

}  // namespace

std::optional<uint64_t> parseMemory(BytesView text) {
  constexpr struct {
    BytesView unit;
    uint64_t bytes;
  } kUnits[] = {{"", 1},           {"b", 1},
                {"k", 1000},       {"kb", 1024},
                {"m", 1000000},    {"mb", 1024 * 1024},
                {"g", 1000000000}, {"gb", 1024 * 1024 * 1024}};
  size_t digits = 0;
  uint64_t number = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    const auto digit = static_cast<uint64_t>(text[digits] - '0');
    number = number > (UINT64_MAX - digit) / 10 ? UINT64_MAX : number * 10 + digit;
  }
  for (const auto& unit : kUnits) {
    if (equalsIgnoreCase(text.substr(digits), unit.unit)) {
      return number * unit.bytes;
    }
  }
  return std::nullopt;
}

Bytes parameterValue(const Configuration& configuration, const Parameter& parameter) {
  if (parameter.kind == Kind::BufferLimits) {
    return printBufferLimits(configuration);
  }
  if (parameter.value != nullptr) {
    return printMember(configuration, parameter);
  }
  const auto row = static_cast<size_t>(&parameter - configurationParameters().data());
  for (const Configuration::Text& text : configuration.texts) {
    if (text.parameter == row) {
      return text.value;
    }
  }
  return parameter.initial;
}

Bytes parameterValue(const Configuration& configuration, BytesView name) {
  return parameterValue(configuration, *findParameter(name));
}

bool setParameter(Configuration& configuration, const Parameter& parameter, BytesView text,
                  Bytes& problem) {
  Setting setting{configuration, parameter, problem};
  switch (parameter.kind) {
    case Kind::Boolean:
      return setBoolean(setting, text);
    case Kind::Integer:
    case Kind::Memory:
    case Kind::MemoryOrPercent:
      return setNumber(setting, text);
    case Kind::Word:
      return setWord(setting, text);
    case Kind::Flags:
      return setFlags(setting, text);
    case Kind::Octal:
    case Kind::Text:
      return setTextValue(setting, text);
    case Kind::Save:
      return setSave(setting, text);
    case Kind::BufferLimits:
      return setBufferLimits(setting, text);
    case Kind::OomValues:
      return setOomValues(setting, text);
    case Kind::Events:
      return setEvents(setting, text);
    case Kind::Bind:
      return setBind(setting, text);
    case Kind::Percentiles:
      return setPercentiles(setting, text);
  }
  return false;
}

std::vector<double> latencyPercentiles(const Configuration& configuration) {
  std::vector<double> numbers;
  const Bytes text = parameterValue(configuration, "latency-tracking-info-percentiles");
  for (BytesView part : splitAtBlanks(text)) {
    numbers.push_back(parseDouble(part).value_or(0));
  }
  return numbers;
}

}  // namespace redis
