#pragma once

#include <span>
#include <vector>

#include "base/bytes.h"
#include "redis/commands/command_spec.h"

/// The list of all families, written by hand in `command_table.cpp`: no self-registration, which
/// static libraries drop.
namespace redis {

/// Tables of the families, defined at the end of `<family>_commands.cpp`.
std::span<const CommandSpec> stringCommands();
std::span<const CommandSpec> keyCommands();
std::span<const CommandSpec> dumpCommands();
std::span<const CommandSpec> hashCommands();
std::span<const CommandSpec> hashExpiryCommands();
std::span<const CommandSpec> listCommands();
std::span<const CommandSpec> setCommands();
std::span<const CommandSpec> sortedSetCommands();
std::span<const CommandSpec> streamCommands();
std::span<const CommandSpec> bitmapCommands();
std::span<const CommandSpec> geoCommands();
std::span<const CommandSpec> hyperLogLogCommands();
std::span<const CommandSpec> connectionCommands();
std::span<const CommandSpec> clientCommands();
std::span<const CommandSpec> pubSubCommands();
std::span<const CommandSpec> serverCommands();
std::span<const CommandSpec> transactionCommands();
std::span<const CommandSpec> administrationCommands();
std::span<const CommandSpec> aclCommands();
std::span<const CommandSpec> clusterCommands();
/// Commands of Redis 7.0.15 that this engine does not have; they answer an error that names them.
std::span<const CommandSpec> unimplementedCommands();
std::span<const CommandSpec> unimplementedServerCommands();

/// All families of this module, in the order above.
using CommandFamilies = std::vector<std::span<const CommandSpec>>;
CommandFamilies commandFamilies();

/// Rows as a JSON array, one object per command, subcommands nested, for completion and
/// documentation on the page. Each object has `name`, `summary`, `since`, `group`, `complexity`,
/// `arity`, `syntax`, `flags`, `acl`, `keys` (first, last and step), `implemented` and
/// `subcommands`.
base::Bytes commandTableJson(std::span<const CommandSpec* const> commands);

/// The names of the flags of a command, as COMMAND INFO prints them ("readonly", "fast").
std::vector<base::BytesView> flagNames(uint32_t flags);
/// The names of access-control categories without their "@", in the order of ACL CAT.
std::vector<base::BytesView> categoryNames(uint32_t categories);

/// First, last and step of the keys as older clients know them; zeros if there are none that can be
/// told from the table.
struct LegacyKeys {
  int first = 0;
  int last = 0;
  int step = 0;
};
LegacyKeys legacyKeys(const CommandSpec& spec);

}  // namespace redis
