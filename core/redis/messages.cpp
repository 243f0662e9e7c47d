#include "redis/messages.h"

#include "base/number_text.h"

namespace redis::messages {
namespace {

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; }

Bytes upperCase(BytesView text) {
  Bytes result(text);
  for (char& c : result) {
    c = upper(c);
  }
  return result;
}

/// Error replies are one line: line breaks at the end go, those inside become blanks.
Bytes oneLine(Bytes text) {
  text.erase(text.find_last_not_of("\r\n") + 1);
  for (char& c : text) {
    if (c == '\r' || c == '\n') {
      c = ' ';
    }
  }
  return text;
}

/// As C's "%.*s" prints: up to `limit` bytes, ending at a zero byte.
BytesView printable(BytesView text, size_t limit = BytesView::npos) {
  text = text.substr(0, limit);
  return text.substr(0, text.find('\0'));
}

}  // namespace

Reply wrongArity(BytesView fullName) {
  return Reply::error("ERR wrong number of arguments for '" + Bytes(fullName) + "' command");
}

Reply unknownCommand(BytesView name, const BytesView* arguments, size_t count) {
  constexpr size_t kLimit = 128;
  Bytes listed;
  for (size_t i = 0; i < count && listed.size() < kLimit; ++i) {
    const size_t room = kLimit - listed.size();
    listed += '\'';
    listed += printable(arguments[i], room);
    listed += "' ";
  }
  return Reply::error(oneLine("ERR unknown command '" + Bytes(printable(name, kLimit)) +
                              "', with args beginning with: " + listed));
}

Reply unknownSubcommand(BytesView container, BytesView name) {
  constexpr size_t kLimit = 128;
  return Reply::error(oneLine("ERR unknown subcommand '" + Bytes(printable(name, kLimit)) +
                              "'. Try " + upperCase(container) + " HELP."));
}

Reply subcommandSyntaxError(BytesView container, BytesView name) {
  constexpr size_t kLimit = 128;
  return Reply::error(oneLine("ERR unknown subcommand or wrong number of arguments for '" +
                              Bytes(printable(name, kLimit)) + "'. Try " + upperCase(container) +
                              " HELP."));
}

Bytes lolwut(BytesView version) { return "Redis ver. " + Bytes(version) + "\n"; }

Reply transactionDiscarded(BytesView error) {
  constexpr BytesView kGeneralCode = "ERR ";
  if (error.substr(0, kGeneralCode.size()) == kGeneralCode) {
    error.remove_prefix(kGeneralCode.size());
  }
  return Reply::error("EXECABORT Transaction discarded because of: " + Bytes(error));
}

Reply notImplemented(BytesView fullName) {
  return Reply::error("ERR command '" + Bytes(fullName) + "' is not implemented by this engine");
}

Reply unsupportedPayload(int type) {
  return Reply::error("ERR DUMP payload of value type " + base::formatInteger(type) +
                      " is not implemented by this engine");
}

Reply unknownClientType(BytesView type) {
  return Reply::error("ERR Unknown client type '" + Bytes(type) + "'");
}

Reply noSuchUser(BytesView user) { return Reply::error("ERR No such user '" + Bytes(user) + "'"); }

Reply unrecognizedOption(BytesView option) {
  return Reply::error("ERR Unrecognized option '" + Bytes(option) + "'");
}

Reply badClientAttribute(BytesView attribute) {
  return Reply::error("ERR " + Bytes(attribute) +
                      " cannot contain spaces, newlines or special characters.");
}

Reply overlappingPrefix(BytesView prefix, BytesView kind, BytesView other) {
  return Reply::error("ERR Prefix '" + Bytes(prefix) + "' overlaps with " + Bytes(kind) + " '" +
                      Bytes(other) + "'. Prefixes for a single client must not overlap.");
}

Reply refusedForSubscriber(BytesView fullName) {
  return Reply::error("ERR Can't execute '" + Bytes(fullName) +
                      "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed "
                      "in this context");
}

Reply needsConnection(BytesView command) {
  return Reply::error("ERR " + Bytes(command) + " isn't allowed for a DENY BLOCKING client");
}

Reply helloSyntaxError(BytesView option) {
  return Reply::error(oneLine("ERR Syntax error in HELLO option '" +
                              Bytes(option.substr(0, option.find('\0'))) + "'"));
}

Reply configSetFailed(BytesView parameter, BytesView problem) {
  return Reply::error(oneLine("ERR CONFIG SET failed (possibly related to argument '" +
                              Bytes(parameter) + "') - " + Bytes(problem)));
}

Bytes latencyGraphTitle(BytesView event, int64_t highestMs, int64_t lowestMs, int64_t longestMs) {
  return Bytes(event) + " - high " + base::formatInteger(highestMs) + " ms, low " +
         base::formatInteger(lowestMs) + " ms (all time high " + base::formatInteger(longestMs) +
         " ms)\n";
}

Bytes latencyEvent(const LatencyFinding& finding) {
  return base::formatInteger(finding.number) + ". " + Bytes(finding.event) + ": " +
         base::formatInteger(finding.samples) + " latency spikes (average " +
         base::formatInteger(finding.averageMs) + "ms, mean deviation " +
         base::formatInteger(finding.deviationMs) + "ms, period " +
         base::formatFixed(finding.periodSeconds, 2) + " sec). Worst all time event " +
         base::formatInteger(finding.longestMs) + "ms.\n";
}

Bytes slowLogIsOff(int64_t wantedMicroseconds) {
  return "- There are latency issues with potentially slow commands you are using. Try to enable "
         "the Slow Log Redis feature using the command 'CONFIG SET slowlog-log-slower-than " +
         base::formatInteger(wantedMicroseconds) +
         "'. If the Slow log is disabled Redis is not able to log slow commands execution for "
         "you.\n";
}

Bytes slowLogIsTooSlow(int64_t wantedMicroseconds) {
  return "- Your current Slow Log configuration only logs events that are slower than your "
         "configured latency monitor threshold. Please use 'CONFIG SET slowlog-log-slower-than " +
         base::formatInteger(wantedMicroseconds) + "'.\n";
}

Reply queuedCommandDenied(BytesView reason) {
  return Reply::error(
      "NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC "
      "call. This command is no longer allowed for the following reason: " +
      Bytes(reason));
}

Reply unknownTypeName(BytesView type) {
  return Reply::error("ERR unknown type name '" + Bytes(type) + "'");
}

Reply unknownConfig(BytesView parameter) {
  return Reply::error(oneLine("ERR Unknown option or number of arguments for CONFIG SET - '" +
                              Bytes(parameter) + "'"));
}

Bytes moreBytes(size_t count) {
  return "... (" + base::formatInteger(static_cast<int64_t>(count)) + " more bytes)";
}

Bytes moreArguments(size_t count) {
  return "... (" + base::formatInteger(static_cast<int64_t>(count)) + " more arguments)";
}

Reply noLatencySamples(BytesView event) {
  return Reply::error(oneLine("ERR No samples available for event '" + Bytes(event) + "'"));
}

Bytes debugObject(BytesView encoding, int64_t length, int64_t lru, int64_t idleSeconds) {
  return "Value at:0x7f0000000000 refcount:1 encoding:" + Bytes(encoding) +
         " serializedlength:" + base::formatInteger(length) + " lru:" + base::formatInteger(lru) +
         " lru_seconds_idle:" + base::formatInteger(idleSeconds);
}

Bytes stringLengths(size_t key, size_t value) {
  return "key_sds_len:" + base::formatInteger(static_cast<int64_t>(key)) +
         ", key_sds_avail:0, key_zmalloc: 0, val_sds_len:" +
         base::formatInteger(static_cast<int64_t>(value)) + ", val_sds_avail:0, val_zmalloc: 0";
}

Reply noPermission(BytesView fullName) {
  return Reply::error("NOPERM this user has no permissions to run the '" + Bytes(fullName) +
                      "' command");
}

Reply aclBadRule(BytesView rule, BytesView problem) {
  return Reply::error(
      oneLine("ERR Error in ACL SETUSER modifier '" + Bytes(rule) + "': " + Bytes(problem)));
}

Reply aclUnmatched(BytesView word) {
  return Reply::error(
      oneLine("ERR Unmatched parenthesis in acl selector starting at '" + Bytes(word) + "'."));
}

Reply aclUnknownCategory(BytesView name) {
  constexpr size_t kLimit = 128;
  return Reply::error(oneLine("ERR Unknown category '" + Bytes(printable(name, kLimit)) + "'"));
}

Reply aclUserNotFound(BytesView name) {
  return Reply::error(oneLine("ERR User '" + Bytes(name) + "' not found"));
}

Reply aclCommandNotFound(BytesView name) {
  return Reply::error(oneLine("ERR Command '" + Bytes(name) + "' not found"));
}

Bytes dryRunCommand(BytesView fullName) {
  return "This user has no permissions to run the '" + Bytes(fullName) + "' command";
}

Bytes dryRunArgument(BytesView argument, BytesView kind) {
  return "This user has no permissions to access the '" + Bytes(argument) + "' " + Bytes(kind);
}

Bytes clientInfo(int64_t id, BytesView address, BytesView name, BytesView user) {
  return "id=" + base::formatInteger(id) + " addr=" + Bytes(address) + " name=" + Bytes(name) +
         " user=" + Bytes(user);
}

Bytes configOutOfRange(int64_t minimum, uint64_t maximum) {
  char digits[24];
  return "argument must be between " + base::formatInteger(minimum) + " and " +
         Bytes(digits, base::formatUnsigned(maximum, digits)) + " inclusive";
}

Bytes configPercentTooLarge(int64_t maximum) {
  return "percentage argument must be less or equal to " + base::formatInteger(maximum);
}

Bytes configNotOneOf(BytesView words) {
  return "argument(s) must be one of the following: " + Bytes(words);
}

Bytes helpTitle(BytesView container) {
  return upperCase(container) + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:";
}

Reply unsupportedOption(BytesView option) {
  return Reply::error(
      oneLine("ERR Unsupported option " + Bytes(option.substr(0, option.find('\0')))));
}

Reply noKeyOrGroup(BytesView key, BytesView group, BytesView where) {
  return Reply::error(oneLine("NOGROUP No such key '" + Bytes(printable(key)) +
                              "' or consumer group '" + Bytes(printable(group)) + "'" +
                              Bytes(where)));
}

Reply noGroup(BytesView group, BytesView key) {
  return Reply::error(oneLine("NOGROUP No such consumer group '" + Bytes(printable(group)) +
                              "' for key name '" + Bytes(printable(key)) + "'"));
}

Reply noBlockFromScript(BytesView name) {
  return Reply::error(oneLine("ERR " + Bytes(printable(name)) +
                              " command is not allowed with BLOCK option from scripts"));
}

Reply unknownClaimOption(BytesView option) {
  return Reply::error(oneLine("ERR Unrecognized XCLAIM option '" + Bytes(printable(option)) + "'"));
}

Reply invalidExpireTime(BytesView fullName) {
  return Reply::error("ERR invalid expire time in '" + Bytes(fullName) + "' command");
}

Reply unknownPfdebug(BytesView name) {
  return Reply::error(
      oneLine("ERR Unknown PFDEBUG subcommand '" + Bytes(name.substr(0, name.find('\0'))) + "'"));
}

Reply invalidPosition(double longitude, double latitude) {
  return Reply::error("ERR invalid longitude,latitude pair " + base::formatFixed(longitude, 6) +
                      "," + base::formatFixed(latitude, 6));
}

Reply geoCentreMissing(BytesView command) {
  return Reply::error("ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for " +
                      Bytes(command));
}

Reply geoShapeMissing(BytesView command) {
  return Reply::error("ERR exactly one of BYRADIUS and BYBOX can be specified for " +
                      Bytes(command));
}

Bytes unknownRdbVersion(int64_t version) {
  return "version " + base::formatInteger(version) + " of RDB files is not known here";
}

Bytes unsupportedRdbPart(int type) {
  return "RDB type " + base::formatInteger(type) + " is not implemented by this engine";
}

Bytes rdbDatabaseOutOfRange(int64_t databases) {
  return "the RDB file has more than " + base::formatInteger(databases) + " databases";
}

Bytes rdbKeyMalformed(BytesView key) {
  return "the value of the key '" + Bytes(key) + "' in the RDB file is malformed";
}

Bytes rdbKeyTwice(BytesView key) {
  return "the key '" + Bytes(key) + "' occurs twice in the RDB file";
}

}  // namespace redis::messages
