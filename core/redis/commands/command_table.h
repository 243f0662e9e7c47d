#pragma once

#include <span>

#include "base/bytes.h"
#include "redis/commands/command_spec.h"

/// The list of all families, written by hand in `command_table.cpp`: no self-registration, which static libraries drop.
namespace redis {

/// Tables of the families, defined at the end of `<family>_commands.cpp`.
std::span<const CommandSpec> stringCommands();
std::span<const CommandSpec> keyCommands();
std::span<const CommandSpec> hashCommands();
std::span<const CommandSpec> listCommands();
std::span<const CommandSpec> setCommands();
std::span<const CommandSpec> sortedSetCommands();
std::span<const CommandSpec> bitmapCommands();
std::span<const CommandSpec> connectionCommands();
std::span<const CommandSpec> serverCommands();
/// Commands of Redis 7.0.15 that this engine does not have; they answer an error that names them.
std::span<const CommandSpec> unimplementedCommands();

/// All families of this module, in the order above.
std::span<const std::span<const CommandSpec>> commandFamilies();

/// The tables of `families` as a JSON array, one object per command (subcommands nested), sorted by name:
/// {"name","summary","since","group","complexity","arity","syntax","flags":[],"acl":[],"keys":[],"implemented":true,"subcommands":[]}.
base::Bytes commandTableJson(std::span<const std::span<const CommandSpec>> families);

}  // namespace redis
