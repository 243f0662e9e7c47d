#pragma once

#include "base/bytes.h"
#include "redis/reply.h"

/// Every error text of the Redis side, once. Checked against redis-server 7.0.15.
///
/// Constants have static storage; functions build texts with parts that vary.
namespace redis::messages {

using base::Bytes;
using base::BytesView;

// General.
inline constexpr BytesView kSyntaxError = "ERR syntax error";
inline constexpr BytesView kWrongType =
    "WRONGTYPE Operation against a key holding the wrong kind of value";
inline constexpr BytesView kNotInteger = "ERR value is not an integer or out of range";
inline constexpr BytesView kNotInt32 =
    "ERR value is out of range, value must between -2147483648 and 2147483647";
inline constexpr BytesView kNotFloat = "ERR value is not a valid float";
inline constexpr BytesView kOutOfRange = "ERR value is out of range";
inline constexpr BytesView kSmallestIntegerRefused =
    "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";
inline constexpr BytesView kMustBePositive = "ERR value is out of range, must be positive";
inline constexpr BytesView kNoSuchKey = "ERR no such key";
inline constexpr BytesView kIndexOutOfRange = "ERR index out of range";
inline constexpr BytesView kSameObject = "ERR source and destination objects are the same";
inline constexpr BytesView kInvalidCursor = "ERR invalid cursor";

// Dispatch.
inline constexpr BytesView kUnknownFromScript = "ERR Unknown Redis command called from script";
inline constexpr BytesView kArityFromScript =
    "ERR Wrong number of args calling Redis command from script";
inline constexpr BytesView kNotAllowedFromScript =
    "ERR This Redis command is not allowed from script";
inline constexpr BytesView kWriteFromReadOnlyScript =
    "ERR Write commands are not allowed from read-only scripts.";
inline constexpr BytesView kEmptyCommand = "ERR empty command";

inline constexpr BytesView kInvalidCommand = "ERR Invalid command specified";
inline constexpr BytesView kNoKeyArguments = "ERR The command has no key arguments";
inline constexpr BytesView kInvalidArgumentCount =
    "ERR Invalid number of arguments specified for command";
inline constexpr BytesView kInvalidArguments = "ERR Invalid arguments specified for command";

// Connection.
inline constexpr BytesView kNoProtocol = "NOPROTO unsupported protocol version";
inline constexpr BytesView kProtocolNotInteger =
    "ERR Protocol version is not an integer or out of range";
inline constexpr BytesView kClientName =
    "ERR Client names cannot contain spaces, newlines or special characters.";
inline constexpr BytesView kWrongPassword =
    "WRONGPASS invalid username-password pair or user is disabled.";
inline constexpr BytesView kAuthWithoutPassword =
    "ERR AUTH <password> called without any password configured for the default user. Are you sure "
    "your configuration is correct?";

// CONFIG.
inline constexpr BytesView kConfigImmutable = "can't set immutable config";
inline constexpr BytesView kConfigProtected = "can't set protected config";
inline constexpr BytesView kConfigDuplicate = "duplicate parameter";
inline constexpr BytesView kConfigNotBoolean = "argument must be 'yes' or 'no'";
inline constexpr BytesView kConfigNotInteger = "argument couldn't be parsed into an integer";
inline constexpr BytesView kConfigNotMemory = "argument must be a memory value";
inline constexpr BytesView kConfigNotMemoryOrPercent = "argument must be a memory or percent value";
inline constexpr BytesView kConfigSaveAndNoSave =
    "shutdown options SAVE and NOSAVE can't be used simultaneously";
inline constexpr BytesView kConfigNoDefragmentation =
    "Active defragmentation cannot be enabled: it requires a Redis server compiled with a modified "
    "Jemalloc like the one shipped by default with the Redis source distribution";
inline constexpr BytesView kConfigNoAppendOnly = "Unable to turn on AOF. Check server logs.";
inline constexpr BytesView kConfigHostNameLength = "Hostnames must be less than 256 characters";
inline constexpr BytesView kConfigHostName =
    "Hostnames may only contain alphanumeric characters, hyphens or dots";
inline constexpr BytesView kConfigProcessTitle =
    "template format is invalid or contains unknown variables";
inline constexpr BytesView kConfigCannotBind = "Failed to bind to specified addresses.";
inline constexpr BytesView kConfigCannotListen =
    "Unable to listen on this port. Check server logs.";
inline constexpr BytesView kConfigSave = "Invalid save parameters";
inline constexpr BytesView kConfigArgumentCount = "wrong number of arguments";
inline constexpr BytesView kConfigOomValues =
    "Invalid oom-score-adj-values, elements must be between -2000 and 2000.";
inline constexpr BytesView kConfigPercentiles =
    "Invalid latency-tracking-info-percentiles parameters";
inline constexpr BytesView kConfigPercentileRange =
    "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]";
inline constexpr BytesView kConfigBufferArguments =
    "Wrong number of arguments in buffer limit configuration.";
inline constexpr BytesView kConfigBufferClass =
    "Invalid client class specified in buffer limit configuration.";
inline constexpr BytesView kConfigBufferValue =
    "Error in hard, soft or soft_seconds setting in buffer limit configuration.";
inline constexpr BytesView kConfigEvents = "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.";
inline constexpr BytesView kNoConfigFile = "ERR The server is running without a config file";
/// "argument must be between 0 and 10 inclusive".
Bytes configOutOfRange(int64_t minimum, uint64_t maximum);
/// "percentage argument must be less or equal to 100".
Bytes configPercentTooLarge(int64_t maximum);
/// "argument(s) must be one of the following: a, b".
Bytes configNotOneOf(BytesView words);
/// The first line of HELP of a container command.
Bytes helpTitle(BytesView container);
/// The last line of HELP after 7.0.
inline constexpr BytesView kLaterHelpLine = "    Print this help.";
inline constexpr BytesView kNestedMulti = "ERR MULTI calls can not be nested";
inline constexpr BytesView kExecWithoutMulti = "ERR EXEC without MULTI";
inline constexpr BytesView kDiscardWithoutMulti = "ERR DISCARD without MULTI";
inline constexpr BytesView kWatchInMulti = "ERR WATCH inside MULTI is not allowed";
inline constexpr BytesView kNotEnoughReplicas = "NOREPLICAS Not enough good replicas to write.";
inline constexpr BytesView kExecAborted =
    "EXECABORT Transaction discarded because of previous errors.";
inline constexpr BytesView kNotInTransaction = "ERR Command not allowed inside a transaction";
inline constexpr BytesView kUnblockedByClient = "UNBLOCKED client unblocked via CLIENT UNBLOCK";

inline constexpr BytesView kHelloWithoutAuth =
    "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO "
    "<proto> "
    "AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol "
    "version at the same time";
inline constexpr BytesView kNoSuchClient = "ERR No such client";
inline constexpr BytesView kInvalidClientId = "ERR Invalid client ID";
inline constexpr BytesView kClientAgeNotInteger = "ERR maxage is not an integer or out of range";
inline constexpr BytesView kClientAgeNotPositive = "ERR maxage should be greater than 0";
inline constexpr BytesView kClientIdNotPositive = "ERR client-id should be greater than 0";
inline constexpr BytesView kPauseMode = "ERR CLIENT PAUSE mode must be WRITE or ALL";
inline constexpr BytesView kUnblockReason = "ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR";
inline constexpr BytesView kRedirectTwice =
    "ERR A client can only redirect to a single other client";
inline constexpr BytesView kRedirectMissing =
    "ERR The client ID you want redirect to does not exist";
inline constexpr BytesView kPrefixNeedsBroadcast =
    "ERR PREFIX option requires BCAST mode to be enabled";
inline constexpr BytesView kSwitchBroadcast =
    "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then "
    "re-enabling it with a different mode.";
inline constexpr BytesView kOptWithBroadcast = "ERR OPTIN and OPTOUT are not compatible with BCAST";
inline constexpr BytesView kOptInAndOut = "ERR You can't use both OPTIN mode and OPTOUT mode";
inline constexpr BytesView kSwitchOpt =
    "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then "
    "re-enabling it with a different mode.";
inline constexpr BytesView kCachingWithoutOpt =
    "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or "
    "OPTOUT "
    "mode enabled";
inline constexpr BytesView kCachingYes =
    "ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.";
inline constexpr BytesView kCachingNo =
    "ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.";

// Administration.
inline constexpr BytesView kRedacted = "(redacted)";
inline constexpr BytesView kSlowLogCount = "ERR count should be greater than or equal to -1";
inline constexpr BytesView kLatencyMonitorOff =
    "I'm sorry, Dave, I can't do that. Latency monitoring is disabled in this Redis instance. You "
    "may use \"CONFIG SET latency-monitor-threshold <milliseconds>.\" in order to enable it. If we "
    "weren't in a deep space mission I'd suggest to take a look at "
    "https://redis.io/topics/latency-monitor.\n";
inline constexpr BytesView kLatencyMonitorQuiet =
    "Dave, no latency spike was observed during the lifetime of this Redis instance, not in the "
    "slightest bit. I honestly think you ought to sit down calmly, take a stress pill, and think "
    "things over.\n";
inline constexpr BytesView kMemoryDoctor =
    "Hi Sam, this instance is empty or is using very little memory, my issues detector can't be "
    "used in these conditions. Please, leave for your mission on Earth and fill it with some data. "
    "The new Sam and I will be back to our programming as soon as I finished rebooting.\n";
inline constexpr BytesView kNoMallocStats = "Stats not supported for the current allocator";
Bytes lolwut(BytesView version);
inline constexpr BytesView kClusterDisabled = "ERR This instance has cluster support disabled";
inline constexpr BytesView kInvalidMasterPort = "ERR Invalid master port";
inline constexpr BytesView kNoFailover = "ERR No failover in progress.";
inline constexpr BytesView kNoShutdown = "ERR No shutdown in progress.";
inline constexpr BytesView kNoReplicas = "ERR FAILOVER requires connected replicas.";
inline constexpr BytesView kFailoverTimeout = "ERR FAILOVER timeout must be greater than 0";
inline constexpr BytesView kModulesDisabled =
    "ERR MODULE command not allowed. If the enable-module-command option is set to \"local\", you "
    "can run it from a local connection, otherwise you need to set this option in the "
    "configuration file, and then restart the server.";
/// Stands for the ids that Redis draws at its start; this engine draws nothing without being asked.
inline constexpr BytesView kReplicationId = "0123456789abcdef0123456789abcdef01234567";
inline constexpr BytesView kPackedThreshold =
    "ERR argument must be a memory value bigger than 1 and smaller than 4gb";
inline constexpr BytesView kNeedsResp3 = "ERR RESP2 is not supported by this command";
inline constexpr BytesView kProtocolType =
    "ERR Wrong protocol type name. Please use one of the following: "
    "string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false";
inline constexpr BytesView kNotAString = "ERR Not an sds encoded string.";
inline constexpr BytesView kNotAListPack = "ERR Not a listpack encoded object.";
inline constexpr BytesView kListPackPrinted = "Listpack structure printed on stdout";
inline constexpr BytesView kNotAQuickList = "ERR Not a quicklist encoded object.";
inline constexpr BytesView kQuickListPrinted = "Quicklist structure printed on stdout";
/// "... (5 more bytes)" and "... (5 more arguments)" of the slow log.
Bytes moreBytes(size_t count);
Bytes moreArguments(size_t count);
/// "ERR No samples available for event 'x'".
Reply noLatencySamples(BytesView event);
Bytes latencyGraphTitle(BytesView event, int64_t highestMs, int64_t lowestMs, int64_t longestMs);
/// What LATENCY DOCTOR says about one event.
struct LatencyFinding {
  int64_t number;
  BytesView event;
  int64_t samples;
  int64_t averageMs;
  int64_t deviationMs;
  double periodSeconds;
  int64_t longestMs;
};
Bytes latencyEvent(const LatencyFinding& finding);
Bytes slowLogIsOff(int64_t wantedMicroseconds);
Bytes slowLogIsTooSlow(int64_t wantedMicroseconds);
inline constexpr BytesView kLatencyObserved =
    "Dave, I have observed latency spikes in this Redis instance. You don't mind talking about it, "
    "do you Dave?\n\n";
inline constexpr BytesView kAdviceFollows = "\nI have a few advices for you:\n\n";
inline constexpr BytesView kAdviceSlowLog =
    "- Check your Slow Log to understand what are the commands you are running which are too slow "
    "to execute. Please check https://redis.io/commands/slowlog for more information.\n";
inline constexpr BytesView kAdviceScheduler =
    "- The system is slow to execute Redis code paths not containing system calls. This usually "
    "means the system does not provide Redis CPU time to run for long periods. You should try to:\n"
    "  1) Lower the system load.\n"
    "  2) Use a computer / VM just for Redis if you are running other software in the same "
    "system.\n"
    "  3) Check if you have a \"noisy neighbour\" problem.\n"
    "  4) Check with 'redis-cli --intrinsic-latency 100' what is the intrinsic latency in your "
    "system.\n"
    "  5) Check if the problem is allocator-related by recompiling Redis with MALLOC=libc, if you "
    "are using Jemalloc. However this may create fragmentation problems.\n";
inline constexpr BytesView kAdviceLargeObjects =
    "- Deleting, expiring or evicting (because of maxmemory policy) large objects is a blocking "
    "operation. If you have very large objects that are often deleted, expired, or evicted, try to "
    "fragment those objects into multiple smaller objects.\n";
/// The line of DEBUG OBJECT.
Bytes debugObject(BytesView encoding, int64_t length, int64_t lru, int64_t idleSeconds);
/// The line of DEBUG SDSLEN.
Bytes stringLengths(size_t key, size_t value);

// Users.
inline constexpr BytesView kAclUnknownCommand = "Unknown command or category name in ACL";
inline constexpr BytesView kAclSyntaxError = "Syntax error";
inline constexpr BytesView kAclFirstArgument =
    "Allowing first-arg of a subcommand is not supported";
inline constexpr BytesView kAclAfterAllKeys =
    "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not have "
    "any effect. Try 'resetkeys' to start with an empty list of patterns";
inline constexpr BytesView kAclAfterAllChannels =
    "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does not "
    "have any effect. Try 'resetchannels' to start with an empty list of channels";
inline constexpr BytesView kAclPasswordHash =
    "The password hash must be exactly 64 characters and contain only lowercase hexadecimal "
    "characters";
inline constexpr BytesView kAclNoSuchPassword =
    "The password you are trying to remove from the user does not exist";
inline constexpr BytesView kAclUserName = "ERR Usernames can't contain spaces or null characters";
inline constexpr BytesView kAclDefaultUser = "ERR The 'default' user cannot be removed";
inline constexpr BytesView kAclNoFile =
    "ERR This Redis instance is not configured to use an ACL file. You may want to specify users "
    "via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis "
    "configuration file set) in order to store users in the Redis configuration.";
inline constexpr BytesView kAclPasswordBits =
    "ERR ACL GENPASS argument must be the number of bits for the output password, a positive "
    "number up to 4096";
inline constexpr BytesView kNoPermissionKey =
    "NOPERM this user has no permissions to access one of the keys used as arguments";
inline constexpr BytesView kNoPermissionChannel =
    "NOPERM this user has no permissions to access one of the channels used as arguments";
inline constexpr BytesView kScriptNoCommand =
    "ERR The user executing the script can't run this command or subcommand";
inline constexpr BytesView kScriptNoKey =
    "ERR The user executing the script can't access at least one of the keys mentioned in the "
    "command arguments";
inline constexpr BytesView kScriptNoChannel =
    "ERR The user executing the script can't publish to the channel mentioned in the command";
inline constexpr BytesView kAuthenticationRequired = "NOAUTH Authentication required.";
/// "NOPERM this user has no permissions to run the 'get' command".
Reply noPermission(BytesView fullName);
/// "ERR Error in ACL SETUSER modifier '+foo': Syntax error".
Reply aclBadRule(BytesView rule, BytesView problem);
/// "ERR Unmatched parenthesis in acl selector starting at '(+get'.".
Reply aclUnmatched(BytesView word);
/// "ERR Unknown category 'foo'".
Reply aclUnknownCategory(BytesView name);
/// "ERR User 'x' not found" and "ERR Command 'x' not found".
Reply aclUserNotFound(BytesView name);
Reply aclCommandNotFound(BytesView name);
/// "This user has no permissions to run the 'get' command".
Bytes dryRunCommand(BytesView fullName);
/// "This user has no permissions to access the 'x' key"; `kind` is "key" or "channel".
Bytes dryRunArgument(BytesView argument, BytesView kind);
/// "id=3 addr=... name=... user=...", who did what the log of the access-control list tells.
Bytes clientInfo(int64_t id, BytesView address, BytesView name, BytesView user);

// Numbers and strings.
inline constexpr BytesView kIncrementOverflow = "ERR increment or decrement would overflow";
inline constexpr BytesView kDecrementOverflow = "ERR decrement would overflow";
inline constexpr BytesView kIncrementNotFinite = "ERR increment would produce NaN or Infinity";
inline constexpr BytesView kNanOrInfinity = "ERR value is NaN or Infinity";
inline constexpr BytesView kStringTooLong =
    "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
inline constexpr BytesView kOffsetOutOfRange = "ERR offset is out of range";
inline constexpr BytesView kLcsWrongType = "ERR The specified keys must contain string values";
inline constexpr BytesView kLcsLenAndIdx =
    "ERR If you want both the length and indexes, please just use IDX.";
inline constexpr BytesView kLcsTooLong =
    "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len";
inline constexpr BytesView kBitOffset = "ERR bit offset is not an integer or out of range";
inline constexpr BytesView kBitValue = "ERR bit is not an integer or out of range";
inline constexpr BytesView kBitArgument = "ERR The bit argument must be 1 or 0.";
inline constexpr BytesView kBitOpNot = "ERR BITOP NOT must be called with a single source key.";
inline constexpr BytesView kBitFieldType =
    "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 "
    "is.";
inline constexpr BytesView kBitFieldOverflow = "ERR Invalid OVERFLOW type specified";
inline constexpr BytesView kBitFieldReadOnly = "ERR BITFIELD_RO only supports the GET subcommand";

// Keys and expiry.
inline constexpr BytesView kExpireNxAndOthers =
    "ERR NX and XX, GT or LT options at the same time are not compatible";
inline constexpr BytesView kExpireGtAndLt =
    "ERR GT and LT options at the same time are not compatible";
inline constexpr BytesView kInvalidDatabase = "ERR invalid DB index";
inline constexpr BytesView kDatabaseOutOfRange = "ERR DB index is out of range";
inline constexpr BytesView kValueOutOfRange = "ERR value is out of range";
inline constexpr BytesView kSortNotDouble = "ERR One or more scores can't be converted into double";
inline constexpr BytesView kNotLfu =
    "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that "
    "when switching between policies at "
    "runtime LRU and LFU data will take some time to adjust.";
inline constexpr BytesView kBusyKey = "BUSYKEY Target key name already exists.";
inline constexpr BytesView kTooManyClients = "ERR max number of clients reached";
inline constexpr BytesView kOutOfMemory = "OOM command not allowed when used memory > 'maxmemory'.";
inline constexpr BytesView kBadPayload = "ERR DUMP payload version or checksum are wrong";
inline constexpr BytesView kNotAFunction = "ERR given type is not a function";
inline constexpr BytesView kNoLibraryPayload = "ERR Failed loading library payload";
inline constexpr BytesView kNoLibraryName = "ERR Failed loading library name";
inline constexpr BytesView kNoEngineName = "ERR Failed loading engine name";
inline constexpr BytesView kNoDescriptionMark = "ERR Failed loading library description indicator";
inline constexpr BytesView kNoDescription = "ERR Failed loading library description";
inline constexpr BytesView kNoLibraryBlob = "ERR Failed loading library blob";
inline constexpr BytesView kBadDataFormat = "ERR Bad data format";
inline constexpr BytesView kInvalidTtl = "ERR Invalid TTL value, must be >= 0";
inline constexpr BytesView kInvalidIdleTime = "ERR Invalid IDLETIME value, must be >= 0";
inline constexpr BytesView kInvalidFrequency = "ERR Invalid FREQ value, must be >= 0 and <= 255";
inline constexpr BytesView kInvalidFirstDatabase = "ERR invalid first DB index";
inline constexpr BytesView kInvalidSecondDatabase = "ERR invalid second DB index";

// Files. These are texts for the host, not replies.
inline constexpr BytesView kNotRdb = "this is not an RDB file";
inline constexpr BytesView kRdbMalformed = "the RDB file is cut short or malformed";
inline constexpr BytesView kRdbChecksum = "the checksum of the RDB file is wrong";

// Hashes.
inline constexpr BytesView kFieldTimeNegative = "ERR invalid expire time, must be >= 0";
inline constexpr BytesView kFieldsMissing =
    "ERR Mandatory argument FIELDS is missing or not at the right position";
inline constexpr BytesView kFieldCountNotPositive =
    "ERR Number of fields must be a positive integer";
inline constexpr BytesView kExpiredFieldCountNotPositive =
    "ERR Parameter `numFields` should be greater than 0";
inline constexpr BytesView kFieldCountMismatch =
    "ERR The `numfields` parameter must match the number of arguments";
inline constexpr BytesView kHashValueNotInteger = "ERR hash value is not an integer";
inline constexpr BytesView kHashValueNotFloat = "ERR hash value is not a float";

// Sets and sorted sets.
inline constexpr BytesView kNumkeysNotPositive = "ERR numkeys should be greater than 0";
inline constexpr BytesView kNumkeysTooLarge =
    "ERR Number of keys can't be greater than number of args";
inline constexpr BytesView kLimitNegative = "ERR LIMIT can't be negative";
inline constexpr BytesView kCountNotPositive = "ERR count should be greater than 0";
inline constexpr BytesView kMinMaxNotFloat = "ERR min or max is not a float";
inline constexpr BytesView kMinMaxNotLex = "ERR min or max not valid string range item";
inline constexpr BytesView kZaddNxAndXx =
    "ERR XX and NX options at the same time are not compatible";
inline constexpr BytesView kZaddGtLtNx =
    "ERR GT, LT, and/or NX options at the same time are not compatible";
inline constexpr BytesView kZaddIncrOne =
    "ERR INCR option supports a single increment-element pair";
inline constexpr BytesView kScoreNan = "ERR resulting score is not a number (NaN)";
inline constexpr BytesView kWeightNotFloat = "ERR weight value is not a float";
inline constexpr BytesView kLimitNeedsBy =
    "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX";
inline constexpr BytesView kWithScoresByLex =
    "ERR syntax error, WITHSCORES not supported in combination with BYLEX";

// HyperLogLogs.
inline constexpr BytesView kNotHyperLogLog =
    "WRONGTYPE Key is not a valid HyperLogLog string value.";
inline constexpr BytesView kHyperLogLogCorrupt = "INVALIDOBJ Corrupted HLL object detected";
inline constexpr BytesView kHyperLogLogNotSparse = "ERR HLL encoding is not sparse";
inline constexpr BytesView kKeyDoesNotExist = "ERR The specified key does not exist";
inline constexpr BytesView kSelfTestDisagree = "ERR TESTFAILED dense/sparse disagree";
inline constexpr BytesView kSelfTestError = "ERR TESTFAILED Too big error";

// Positions.
inline constexpr BytesView kGeoUnit = "ERR unsupported unit provided. please use M, KM, FT, MI";
inline constexpr BytesView kGeoNoMember = "ERR could not decode requested zset member";
inline constexpr BytesView kGeoRadiusNotNumber = "ERR need numeric radius";
inline constexpr BytesView kGeoRadiusNegative = "ERR radius cannot be negative";
inline constexpr BytesView kGeoWidthNotNumber = "ERR need numeric width";
inline constexpr BytesView kGeoHeightNotNumber = "ERR need numeric height";
inline constexpr BytesView kGeoBoxNegative = "ERR height or width cannot be negative";
inline constexpr BytesView kGeoCountNotPositive = "ERR COUNT must be > 0";
inline constexpr BytesView kGeoAnyWithoutCount = "ERR the ANY argument requires COUNT argument";
inline constexpr BytesView kGeoStoreWith =
    "ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options";
inline constexpr BytesView kGeoSearchStoreWith =
    "ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options";

// Lists.
inline constexpr BytesView kRankZero =
    "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use "
    "negative to start from the end of the "
    "list";
inline constexpr BytesView kCountNegative = "ERR COUNT can't be negative";
inline constexpr BytesView kMaxlenNegative = "ERR MAXLEN can't be negative";
inline constexpr BytesView kTimeoutNotFloat = "ERR timeout is not a float or out of range";
inline constexpr BytesView kTimeoutNotInteger = "ERR timeout is not an integer or out of range";
inline constexpr BytesView kTimeoutOutOfRange = "ERR timeout is out of range";
inline constexpr BytesView kTimeoutNegative = "ERR timeout is negative";

// Streams.
inline constexpr BytesView kInvalidStreamId =
    "ERR Invalid stream ID specified as stream command argument";
inline constexpr BytesView kInvalidStartId = "ERR invalid start ID for the interval";
inline constexpr BytesView kInvalidEndId = "ERR invalid end ID for the interval";
inline constexpr BytesView kTrimStrategies =
    "ERR syntax error, MAXLEN and MINID options at the same time are not compatible";
inline constexpr BytesView kTrimLengthNegative = "ERR The MAXLEN argument must be >= 0.";
inline constexpr BytesView kTrimLimitNegative = "ERR The LIMIT argument must be >= 0.";
inline constexpr BytesView kTrimLimitAlone =
    "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy";
inline constexpr BytesView kTrimLimitExact =
    "ERR syntax error, LIMIT cannot be used without the special ~ option";
inline constexpr BytesView kTrimMissing =
    "ERR syntax error, XTRIM must be called with a trimming strategy";
inline constexpr BytesView kAddedIdZero = "ERR The ID specified in XADD must be greater than 0-0";
inline constexpr BytesView kAddedIdExhausted =
    "ERR The stream has exhausted the last possible ID, unable to add more items";
inline constexpr BytesView kAddedIdSmall =
    "ERR The ID specified in XADD is equal or smaller than the target stream top item";
inline constexpr BytesView kAddedTooLarge = "ERR Elements are too large to be stored";
inline constexpr BytesView kGroupNeedsReadGroup =
    "ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.";
inline constexpr BytesView kNoAckNeedsReadGroup =
    "ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.";
inline constexpr BytesView kMissingGroup = "ERR Missing GROUP option for XREADGROUP";
inline constexpr BytesView kDollarInGroup =
    "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of "
    "this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would "
    "just return an empty result set.";
inline constexpr BytesView kPlusInGroup =
    "ERR The + ID is meaningless in the context of XREADGROUP: you want to read the history of "
    "this consumer by specifying a proper ID, or use the > ID to get new messages. The + ID would "
    "just return an empty result set.";
inline constexpr BytesView kNewWithoutGroup =
    "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> "
    "<consumer> option.";
inline constexpr BytesView kUnbalancedRead =
    "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.";
inline constexpr BytesView kUnbalancedNamedRead =
    "ERR Unbalanced 'xread' list of streams: for each stream key an ID or '$' must be specified.";
inline constexpr BytesView kUnbalancedNamedGroupRead =
    "ERR Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>' must be "
    "specified.";
inline constexpr BytesView kReadLastIdZero = "ERR the stream last element ID is 0-0";
inline constexpr BytesView kStreamGone = "UNBLOCKED the stream key no longer exists";
inline constexpr BytesView kGroupGone =
    "NOGROUP the consumer group this client was blocked on no longer exists";
inline constexpr BytesView kEntriesReadNegative =
    "ERR value for ENTRIESREAD must be positive or -1";
inline constexpr BytesView kGroupNeedsKey =
    "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use "
    "the MKSTREAM option to create an empty stream automatically.";
inline constexpr BytesView kBusyGroup = "BUSYGROUP Consumer Group name already exists";
inline constexpr BytesView kEntriesAddedNegative = "ERR entries_added must be positive";
inline constexpr BytesView kSetIdBelowErased =
    "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id";
inline constexpr BytesView kSetIdBelowKnownErased =
    "ERR The ID specified in XSETID is smaller than current max_deleted_entry_id";
inline constexpr BytesView kSetIdSmall =
    "ERR The ID specified in XSETID is smaller than the target stream top item";
inline constexpr BytesView kEntriesAddedSmall =
    "ERR The entries_added specified in XSETID is smaller than the target stream length";
inline constexpr BytesView kClaimIdleTime = "ERR Invalid min-idle-time argument for XCLAIM";
inline constexpr BytesView kAutoClaimIdleTime = "ERR Invalid min-idle-time argument for XAUTOCLAIM";
inline constexpr BytesView kClaimIdle = "ERR Invalid IDLE option argument for XCLAIM";
inline constexpr BytesView kClaimTime = "ERR Invalid TIME option argument for XCLAIM";
inline constexpr BytesView kClaimRetryCount = "ERR Invalid RETRYCOUNT option argument for XCLAIM";
inline constexpr BytesView kCountAboveZero = "ERR COUNT must be > 0";

inline Reply wrongType() { return Reply::error(kWrongType); }
inline Reply syntaxError() { return Reply::error(kSyntaxError); }

/// "ERR wrong number of arguments for 'get' command".
Reply wrongArity(BytesView fullName);
/// "ERR unknown command 'x', with args beginning with: 'a' 'b' ".
Reply unknownCommand(BytesView name, const BytesView* arguments, size_t count);
/// "ERR unknown subcommand 'x'. Try OBJECT HELP."
Reply unknownSubcommand(BytesView container, BytesView name);
/// "ERR unknown subcommand or wrong number of arguments for 'x'. Try OBJECT HELP.": a known
/// subcommand with unusable arguments.
Reply subcommandSyntaxError(BytesView container, BytesView name);
/// "ERR command 'xadd' is not implemented by this engine".
Reply notImplemented(BytesView fullName);
/// EXEC was refused with this error.
Reply transactionDiscarded(BytesView error);
/// "ERR DUMP payload of value type 15 is not implemented by this engine".
Reply unsupportedPayload(int type);
/// "ERR Can't execute 'get': only (P|S)SUBSCRIBE / ... are allowed in this context".
Reply refusedForSubscriber(BytesView fullName);
/// "ERR SUBSCRIBE isn't allowed for a DENY BLOCKING client".
Reply needsConnection(BytesView command);
/// "ERR Unknown client type 'x'".
Reply unknownClientType(BytesView type);
/// "ERR No such user 'x'".
Reply noSuchUser(BytesView user);
/// "ERR Unrecognized option 'x'".
Reply unrecognizedOption(BytesView option);
/// "ERR lib-name cannot contain spaces, newlines or special characters."
Reply badClientAttribute(BytesView attribute);
/// "ERR Prefix 'ab' overlaps with an existing prefix 'a'. ..."
Reply overlappingPrefix(BytesView prefix, BytesView kind, BytesView other);
/// "ERR Syntax error in HELLO option 'x'".
Reply helloSyntaxError(BytesView option);
/// "ERR CONFIG SET failed (possibly related to argument 'x') - why".
Reply configSetFailed(BytesView parameter, BytesView problem);
/// "ERR Unknown option or number of arguments for CONFIG SET - 'x'".
Reply unknownConfig(BytesView parameter);
// Remarks about keys, for COMMAND INFO.
inline constexpr BytesView kWorstUseOfKeys =
    "We cannot tell how the keys will be used so we assume the worst, RW and UPDATE";
inline constexpr BytesView kWorstReadOfKeys =
    "We cannot tell how the keys will be used so we assume the worst, RO and ACCESS";
inline constexpr BytesView kSortedKeysUnknown =
    "For the optional BY/GET keyword. It is marked 'unknown' because the key names derive from the "
    "content of the key we sort";
/// EXEC: the user lost a permission after a command was queued.
Reply queuedCommandDenied(BytesView reason);
inline constexpr BytesView kDeniedCommand = "no permission to execute the command or subcommand";
inline constexpr BytesView kDeniedKey = "no permission to touch the specified keys";
inline constexpr BytesView kDeniedChannel =
    "no permission to access one of the channels used as arguments";
Reply unknownTypeName(BytesView type);
/// "ERR Unsupported option x".
Reply unsupportedOption(BytesView option);
/// "NOGROUP No such key 'k' or consumer group 'g'", followed by `where`.
Reply noKeyOrGroup(BytesView key, BytesView group, BytesView where = "");
/// "NOGROUP No such consumer group 'g' for key name 'k'".
Reply noGroup(BytesView group, BytesView key);
/// "ERR xread command is not allowed with BLOCK option from scripts".
Reply noBlockFromScript(BytesView name);
/// "ERR Unrecognized XCLAIM option 'x'".
Reply unknownClaimOption(BytesView option);
/// "ERR invalid expire time in 'set' command".
Reply invalidExpireTime(BytesView fullName);

/// "ERR Unknown PFDEBUG subcommand 'x'".
Reply unknownPfdebug(BytesView name);
/// "ERR invalid longitude,latitude pair 181.000000,0.000000".
Reply invalidPosition(double longitude, double latitude);
/// "ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for geosearch".
Reply geoCentreMissing(BytesView command);
/// "ERR exactly one of BYRADIUS and BYBOX can be specified for geosearch".
Reply geoShapeMissing(BytesView command);

/// "version 99 of RDB files is not known here".
Bytes unknownRdbVersion(int64_t version);
/// "RDB type 7 is not implemented by this engine".
Bytes unsupportedRdbPart(int type);
/// "the RDB file has more than 16 databases".
Bytes rdbDatabaseOutOfRange(int64_t databases);
/// "the value of the key 'x' in the RDB file is malformed".
Bytes rdbKeyMalformed(BytesView key);
/// "the key 'x' occurs twice in the RDB file".
Bytes rdbKeyTwice(BytesView key);

}  // namespace redis::messages
