#pragma once

#include "base/bytes.h"

/// Every text of the scripting side, once. Checked against redis-server 7.0.15.
namespace script::messages {

using base::BytesView;

// EVAL and its family.
inline constexpr BytesView kNoScript = "NOSCRIPT No matching script. Please use EVAL.";
inline constexpr BytesView kTooManyKeys = "ERR Number of keys can't be greater than number of args";
inline constexpr BytesView kNegativeKeys = "ERR Number of keys can't be negative";
inline constexpr BytesView kNotInteger = "ERR value is not an integer or out of range";
inline constexpr BytesView kCompileError = "ERR Error compiling script (new function): ";
inline constexpr BytesView kWriteFlagWithReadOnly =
    "ERR Can not execute a script with write flag using *_ro command.";
inline constexpr BytesView kLuaStackLimit = "ERR reached lua stack limit";
inline constexpr BytesView kReplyTooLarge = "ERR the reply of the script has too many elements";
inline constexpr BytesView kKilled = "ERR Script killed by user with SCRIPT KILL...";
inline constexpr BytesView kSourceTooLong = "not enough memory";
inline constexpr BytesView kLimit = "LIMIT Script used up its budget of instructions";
inline constexpr BytesView kTimeLimit = "LIMIT Script ran out of time";
inline constexpr BytesView kMemoryLimit = "LIMIT Script used up its memory";
inline constexpr BytesView kOutputLimit = "LIMIT Script wrote too much output";
inline constexpr BytesView kNeedsSlices =
    "ERR a script whose commands are answered later cannot run inside another command";
/// Compat: Redis 7.0.15 crashes when an error is a table without a string `err`.
inline constexpr BytesView kErrorWithoutText = "ERR unknown error";

inline constexpr BytesView kErrorObject = "(error object is not a string)";

// Shebang lines.
inline constexpr BytesView kInvalidShebang = "ERR Invalid script shebang";
inline constexpr BytesView kInvalidEngine = "ERR Invalid engine in script shebang";
inline constexpr BytesView kUnexpectedEngine = "ERR Unexpected engine in script shebang: ";
inline constexpr BytesView kUnexpectedFlag = "ERR Unexpected flag in script shebang: ";
inline constexpr BytesView kUnknownOption = "ERR Unknown lua shebang option: ";

// SCRIPT.
inline constexpr BytesView kFlushOption = "ERR SCRIPT FLUSH only support SYNC|ASYNC option";
inline constexpr BytesView kNotBusy = "NOTBUSY No scripts in execution right now.";
inline constexpr BytesView kUnkillable =
    "UNKILLABLE Sorry the script already executed write commands against the dataset. You can "
    "either wait the script termination or kill "
    "the server in a hard way using the SHUTDOWN NOSAVE command.";
inline constexpr BytesView kBusy =
    "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";
inline constexpr BytesView kBusyFunction =
    "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.";
inline constexpr BytesView kDebugOption = "ERR Use SCRIPT DEBUG YES/SYNC/NO";
inline constexpr BytesView kDebugInPipeline = "ERR SCRIPT DEBUG must be called outside a pipeline";
inline constexpr BytesView kDebugBySha = "ERR Please use EVAL instead of EVALSHA for debugging";
inline constexpr BytesView kDebugNotImplemented =
    "ERR command 'script|debug' is not implemented by this engine";

// Functions.
inline constexpr BytesView kNoFunction = "ERR Function not found";
inline constexpr BytesView kBadKeyCount = "ERR Bad number of keys provided";
inline constexpr BytesView kNoLibrary = "ERR Library not found";
inline constexpr BytesView kUnknownLoadOption = "ERR Unknown option given: ";
inline constexpr BytesView kUnknownListArgument = "ERR Unknown argument ";
inline constexpr BytesView kNoPattern = "ERR library name argument was not given";
inline constexpr BytesView kFunctionFlushOption =
    "ERR FUNCTION FLUSH only supports SYNC|ASYNC option";
inline constexpr BytesView kRestorePolicy =
    "ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.";
/// With a name between them: "ERR Library 'x' already exists".
inline constexpr BytesView kLibraryExists = "ERR Library '";
inline constexpr BytesView kRestoredLibraryExists = "ERR Library ";
inline constexpr BytesView kFunctionExists = "ERR Function ";
inline constexpr BytesView kMissingMetadata = "ERR Missing library metadata";
inline constexpr BytesView kInvalidLibrary = "ERR Invalid library metadata";
inline constexpr BytesView kInvalidMetadata = "ERR Invalid metadata value given: ";
inline constexpr BytesView kSecondName =
    "ERR Invalid metadata value, name argument was given multiple times";
inline constexpr BytesView kNoLibraryName = "ERR Library name was not given";
inline constexpr BytesView kNoEngine = "ERR Engine '";
inline constexpr BytesView kFunctionCompileError = "ERR Error compiling function: ";
inline constexpr BytesView kRegistrationError = "ERR Error registering functions: ";
inline constexpr BytesView kLoadTimeout = "ERR FUNCTION LOAD timeout";
inline constexpr BytesView kNoFunctions = "ERR No functions registered";
inline constexpr BytesView kBadFunctionName =
    "Library names can only contain letters, numbers, or underscores(_) and must be at least one "
    "character long";

// redis.register_function.
inline constexpr BytesView kRegisterOutsideLoad =
    "redis.register_function can only be called on FUNCTION LOAD command";
inline constexpr BytesView kRegisterArguments =
    "wrong number of arguments to redis.register_function";
inline constexpr BytesView kNotNamedArguments =
    "calling redis.register_function with a single argument is only applicable to Lua table "
    "(representing named arguments).";
inline constexpr BytesView kNamedArgumentKey =
    "named argument key given to redis.register_function is not a string";
inline constexpr BytesView kUnknownNamedArgument =
    "unknown argument given to redis.register_function";
inline constexpr BytesView kFunctionNameType =
    "function_name argument given to redis.register_function must be a string";
inline constexpr BytesView kDescriptionType =
    "description argument given to redis.register_function must be a string";
inline constexpr BytesView kCallbackType =
    "callback argument given to redis.register_function must be a function";
inline constexpr BytesView kFlagsType =
    "flags argument to redis.register_function must be a table representing function flags";
inline constexpr BytesView kUnknownFunctionFlag = "unknown flag given";
inline constexpr BytesView kNoFunctionName =
    "redis.register_function must get a function name argument";
inline constexpr BytesView kNoCallback = "redis.register_function must get a callback argument";
inline constexpr BytesView kFirstArgumentType =
    "first argument to redis.register_function must be a string";
inline constexpr BytesView kSecondArgumentType =
    "second argument to redis.register_function must be a function";
inline constexpr BytesView kRegisteredTwice = "Function already exists in the library";

// The redis library.
inline constexpr BytesView kNoArguments =
    "Please specify at least one argument for this redis lib call";
inline constexpr BytesView kBadArgument =
    "Lua redis lib command arguments must be strings or integers";
inline constexpr BytesView kReplyArguments = "wrong number or type of arguments";
inline constexpr BytesView kSha1Arguments = "wrong number of arguments";
inline constexpr BytesView kLogArguments = "redis.log() requires two arguments or more.";
inline constexpr BytesView kLogLevelType = "First argument must be a number (log level).";
inline constexpr BytesView kLogLevel = "Invalid debug level.";
inline constexpr BytesView kLogLevelLater = "Invalid log level.";
inline constexpr BytesView kSetRespArguments = "redis.setresp() requires one argument.";
inline constexpr BytesView kSetRespVersion = "RESP version must be 2 or 3.";
inline constexpr BytesView kSetReplArguments = "redis.set_repl() requires two arguments.";
inline constexpr BytesView kSetReplArgumentsLater = "redis.set_repl() requires one argument.";
inline constexpr BytesView kSetReplFlags =
    "Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.";
inline constexpr BytesView kAclCheckCommand = "Invalid command passed to redis.acl_check_cmd()";
inline constexpr BytesView kUnknownGlobal =
    "Script attempted to access nonexistent global variable '";
inline constexpr BytesView kProtectedTableArguments =
    "Wrong number of arguments to luaProtectedTableError";
inline constexpr BytesView kProtectedTableKey =
    "Second argument to luaProtectedTableError must be a string or number";

}  // namespace script::messages
