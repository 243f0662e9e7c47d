#include <cmath>
#include <limits>

#include "base/number_text.h"
#include "redis/commands/command_spec.h"
#include "redis/commands/command_table.h"
#include "redis/commands/geo_handlers.h"
#include "redis/commands/sorted_set_handlers.h"

/// Positions in sorted sets: single members, and the table of the family. Redis: "Geo commands".
namespace redis {

namespace geo {

using base::Bytes;
using base::BytesView;

std::optional<Reply> readPosition(ArgumentReader& arguments, Position& position) {
  position.longitude = arguments.nextDouble();
  position.latitude = arguments.nextDouble();
  if (arguments.failed()) {
    return arguments.error();
  }
  if (!position.isValid()) {
    return messages::invalidPosition(position.longitude, position.latitude);
  }
  return std::nullopt;
}

double nextUnit(ArgumentReader& arguments) {
  struct Unit {
    BytesView name;
    double metres;
  };
  constexpr Unit kUnits[] = {{"m", 1}, {"km", 1000}, {"ft", 0.3048}, {"mi", 1609.34}};
  const BytesView name = arguments.next();
  for (const Unit& unit : kUnits) {
    if (equalsIgnoreCase(name, unit.name)) {
      return unit.metres;
    }
  }
  arguments.fail(messages::kGeoUnit);
  return 1;
}

Reply distanceReply(double distance) {
  constexpr double kScale = 10000;
  constexpr size_t kDecimals = 4;
  const double scaled = std::nearbyint(distance * kScale);
  const bool fits = std::fabs(scaled) < 0x1p63;
  Bytes digits = base::formatInteger(fits ? static_cast<int64_t>(scaled)
                                          : std::numeric_limits<int64_t>::min());
  if (digits.size() <= kDecimals) {
    digits.insert(0, kDecimals + 1 - digits.size(), '0');
  }
  digits.insert(digits.size() - kDecimals, ".");
  return Reply::bulk(std::move(digits));
}

namespace {

/// Seventeen digits behind the point at most, without zeros at the end; near zero that is fewer
/// than the number has.
Reply coordinateReply(double value, Compatibility compat) {
  if (compat.printsShortestDoubles()) {
    return Reply::real(value);
  }
  Bytes text = base::formatFixed(value, 17);
  while (text.back() == '0') {
    text.pop_back();
  }
  if (text.back() == '.') {
    text.pop_back();
  }
  return Reply::realAs(text == "-0" ? "0" : std::move(text));
}

}  // namespace

Reply positionReply(const Position& position, Compatibility compat) {
  Reply reply = Reply::array();
  reply.reserve(2);
  reply.add(coordinateReply(position.longitude, compat));
  reply.add(coordinateReply(position.latitude, compat));
  return reply;
}

namespace {

Reply geoaddCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  sorted_sets::AddOptions options;
  for (bool isOption = true; isOption;) {
    if (arguments.take("NX")) {
      options.onlyAdd = true;
    } else if (arguments.take("XX")) {
      options.onlyUpdate = true;
    } else if (arguments.take("CH")) {
      options.countChanges = true;
    } else {
      isOption = false;
    }
  }
  const size_t count = arguments.remaining() / 3;
  if (count == 0 || arguments.remaining() % 3 != 0 || (options.onlyAdd && options.onlyUpdate)) {
    return messages::syntaxError();
  }
  const size_t firstMember = arguments.position() + 2;
  std::vector<double> scores;
  scores.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    Position position;
    if (std::optional<Reply> error = readPosition(arguments, position)) {
      return std::move(*error);
    }
    scores.push_back(static_cast<double>(scoreOf(position)));
    arguments.skip(1);
  }
  return sorted_sets::addElements(context, options, scores, {firstMember, 3});
}

/// The position of a member, if there is one.
std::optional<Position> findMember(const SortedSetObject* set, BytesView member) {
  const NodeId node = set == nullptr ? kNoNode : set->elements().find(member);
  return node == kNoNode ? std::nullopt : std::optional(positionOf(set->elements().score(node)));
}

Reply geodistCommand(CommandContext& context) {
  constexpr size_t kUnitArgument = 4;
  ArgumentReader arguments(context, kUnitArgument);
  const double unit = context.count() == kUnitArgument + 1 ? nextUnit(arguments) : 1;
  arguments.expectEnd();
  if (arguments.failed()) {
    return arguments.error();
  }
  auto set = context.read<SortedSetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  const std::optional<Position> from = findMember(set.object, context.argument(2));
  const std::optional<Position> to = findMember(set.object, context.argument(3));
  return from && to ? distanceReply(distanceBetween(*from, *to) / unit) : Reply::null();
}

/// An array with an answer for the position of each member, or `missing`.
Reply forEachMember(CommandContext& context, Reply (*answer)(const Position&, Compatibility),
                    Reply (*missing)()) {
  auto set = context.read<SortedSetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  Reply reply = Reply::array();
  reply.reserve(context.count() - 2);
  for (size_t i = 2; i < context.count(); ++i) {
    const std::optional<Position> position = findMember(set.object, context.argument(i));
    reply.add(position ? answer(*position, context.configuration().compat) : missing());
  }
  return reply;
}

Reply geohashCommand(CommandContext& context) {
  return forEachMember(
      context,
      [](const Position& position, Compatibility) { return Reply::bulk(hashText(position)); },
      Reply::null);
}

Reply geoposCommand(CommandContext& context) {
  return forEachMember(context, positionReply, Reply::nullArray);
}

// --- Table ---------------------------------------------------------------------------------------

constexpr int kReadKey = KeyFlag::ReadOnly | KeyFlag::Access;
constexpr int kStoreKey = KeyFlag::Overwrite | KeyFlag::Update;

constexpr CommandSpec kGeoCommands[] = {
    {.name = "geoadd",
     .handler = geoaddCommand,
     .arity = -5,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Geo,
     .since = "3.2.0",
     .complexity = "O(log(n)) per member",
     .summary = "Adds members with positions, or moves them.",
     .syntax = "key [NX | XX] [CH] longitude latitude member [longitude latitude member ...]"},
    {.name = "geodist",
     .handler = geodistCommand,
     .arity = -4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, kReadKey),
     .group = CommandGroup::Geo,
     .since = "3.2.0",
     .complexity = "O(1)",
     .summary = "Returns the distance between two members.",
     .syntax = "key member1 member2 [M | KM | FT | MI]"},
    {.name = "geohash",
     .handler = geohashCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, kReadKey),
     .group = CommandGroup::Geo,
     .since = "3.2.0",
     .complexity = "O(1) per member",
     .summary = "Returns positions as geohash strings.",
     .syntax = "key [member [member ...]]"},
    {.name = "geopos",
     .handler = geoposCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, kReadKey),
     .group = CommandGroup::Geo,
     .since = "3.2.0",
     .complexity = "O(1) per member",
     .summary = "Returns longitudes and latitudes of members.",
     .syntax = "key [member [member ...]]"},
    {.name = "georadius",
     .handler = georadiusCommand,
     .arity = -6,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::MovableKeys,
     .keys = {Keys::at(1, kReadKey), Keys::after("STORE", 6, 0, 1, 0, kStoreKey),
              Keys::after("STOREDIST", 6, 0, 1, 0, kStoreKey)},
     .group = CommandGroup::Geo,
     .since = "3.2.0",
     .complexity = "O(n + log(m)) in the members near the circle and those inside",
     .summary = "Finds members inside a circle around a position.",
     .syntax = "key longitude latitude radius M | KM | FT | MI [WITHCOORD] [WITHDIST] [WITHHASH] "
               "[COUNT count [ANY]] [ASC | DESC] [STORE key | STOREDIST key]"},
    {.name = "georadius_ro",
     .handler = georadiusReadOnlyCommand,
     .arity = -6,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, kReadKey),
     .group = CommandGroup::Geo,
     .since = "3.2.10",
     .complexity = "O(n + log(m)) in the members near the circle and those inside",
     .summary = "Finds members inside a circle around a position; never stores.",
     .syntax = "key longitude latitude radius M | KM | FT | MI [WITHCOORD] [WITHDIST] [WITHHASH] "
               "[COUNT count [ANY]] [ASC | DESC]"},
    {.name = "georadiusbymember",
     .handler = georadiusbymemberCommand,
     .arity = -5,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::MovableKeys,
     .keys = {Keys::at(1, kReadKey), Keys::after("STORE", 5, 0, 1, 0, kStoreKey),
              Keys::after("STOREDIST", 5, 0, 1, 0, kStoreKey)},
     .group = CommandGroup::Geo,
     .since = "3.2.0",
     .complexity = "O(n + log(m)) in the members near the circle and those inside",
     .summary = "Finds members inside a circle around a member.",
     .syntax = "key member radius M | KM | FT | MI [WITHCOORD] [WITHDIST] [WITHHASH] "
               "[COUNT count [ANY]] [ASC | DESC] [STORE key | STOREDIST key]"},
    {.name = "georadiusbymember_ro",
     .handler = georadiusbymemberReadOnlyCommand,
     .arity = -5,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, kReadKey),
     .group = CommandGroup::Geo,
     .since = "3.2.10",
     .complexity = "O(n + log(m)) in the members near the circle and those inside",
     .summary = "Finds members inside a circle around a member; never stores.",
     .syntax = "key member radius M | KM | FT | MI [WITHCOORD] [WITHDIST] [WITHHASH] "
               "[COUNT count [ANY]] [ASC | DESC]"},
    {.name = "geosearch",
     .handler = geosearchCommand,
     .arity = -7,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, kReadKey),
     .group = CommandGroup::Geo,
     .since = "6.2.0",
     .complexity = "O(n + log(m)) in the members near the shape and those inside",
     .summary = "Finds members inside a circle or a box.",
     .syntax = "key FROMMEMBER member | FROMLONLAT longitude latitude BYRADIUS radius M | KM | FT "
               "| MI | BYBOX width height M | KM | FT | MI [ASC | DESC] [COUNT count [ANY]] "
               "[WITHCOORD] [WITHDIST] [WITHHASH]"},
    {.name = "geosearchstore",
     .handler = geosearchstoreCommand,
     .arity = -8,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = {Keys::at(1, kStoreKey), Keys::at(2, kReadKey)},
     .group = CommandGroup::Geo,
     .since = "6.2.0",
     .complexity = "O(n + log(m)) in the members near the shape and those inside",
     .summary = "Stores the members inside a circle or a box, or their distances.",
     .syntax = "destination source FROMMEMBER member | FROMLONLAT longitude latitude BYRADIUS "
               "radius M | KM | FT | MI | BYBOX width height M | KM | FT | MI [ASC | DESC] "
               "[COUNT count [ANY]] [STOREDIST]"},
};

static_assert(sortedByName(kGeoCommands));
static_assert(keysMatchArity(kGeoCommands));

}  // namespace

}  // namespace geo

std::span<const CommandSpec> geoCommands() { return geo::kGeoCommands; }

}  // namespace redis
