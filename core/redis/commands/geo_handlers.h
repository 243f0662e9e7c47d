#pragma once

#include "redis/commands/argument_reader.h"
#include "redis/commands/command_context.h"
#include "redis/structures/geo_hash.h"

/// Handlers of geo commands that `geo_commands.cpp` lists in its table and other files define, and
/// what the files share.
namespace redis::geo {

/// Reads a longitude and a latitude. An error comes back as a reply, because its text has parts
/// that vary; nothing if all is well.
std::optional<Reply> readPosition(ArgumentReader& arguments, Position& position);
/// Reads a unit of length and returns it in metres.
double nextUnit(ArgumentReader& arguments);
/// A distance with four digits behind the point.
Reply distanceReply(double distance);
/// Longitude and latitude, each with all digits that tell it apart or with seventeen behind the
/// point.
Reply positionReply(const Position& position, Compatibility compat);

// geo_search.cpp
Reply georadiusCommand(CommandContext& context);
Reply georadiusReadOnlyCommand(CommandContext& context);
Reply georadiusbymemberCommand(CommandContext& context);
Reply georadiusbymemberReadOnlyCommand(CommandContext& context);
Reply geosearchCommand(CommandContext& context);
Reply geosearchstoreCommand(CommandContext& context);

}  // namespace redis::geo
