#include "redis/structures/geo_hash.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/elementary.h"

namespace redis::geo {
namespace {

constexpr double kRadiansPerDegree = 3.14159265358979323846 / 180.0;
constexpr double kEarthRadius = 6372797.560856;
/// Half of the equator in Web Mercator, in metres.
constexpr double kMercatorLimit = 20037726.37;
constexpr unsigned kScoreBits = 2 * kScoreSteps;
constexpr double kTwo63 = 0x1p63;

constexpr uint64_t kLatitudeBits = 0x5555555555555555;
constexpr uint64_t kLongitudeBits = 0xAAAAAAAAAAAAAAAA;

double toRadians(double degrees) { return degrees * kRadiansPerDegree; }
double toDegrees(double radians) { return radians / kRadiansPerDegree; }

struct Range {
  double minimum;
  double maximum;

  double size() const { return maximum - minimum; }
};

constexpr Range kLongitudes{-kLongitudeLimit, kLongitudeLimit};
constexpr Range kLatitudes{-kLatitudeLimit, kLatitudeLimit};

/// The box of a cell in degrees.
struct Area {
  Range longitude;
  Range latitude;
};

struct Spreading {
  unsigned shift;
  uint64_t mask;
};
constexpr Spreading kSpreadings[] = {{16, 0x0000FFFF0000FFFF},
                                     {8, 0x00FF00FF00FF00FF},
                                     {4, 0x0F0F0F0F0F0F0F0F},
                                     {2, 0x3333333333333333},
                                     {1, kLatitudeBits}};

/// Moves bit i to bit 2i.
uint64_t spread(uint32_t value) {
  uint64_t bits = value;
  for (const Spreading& step : kSpreadings) {
    bits = (bits | bits << step.shift) & step.mask;
  }
  return bits;
}

/// Moves bit 2i to bit i; the others are dropped.
uint32_t gather(uint64_t bits) {
  bits &= kLatitudeBits;
  for (size_t i = std::size(kSpreadings); i-- > 0;) {
    const uint64_t mask = i == 0 ? 0x00000000FFFFFFFF : kSpreadings[i - 1].mask;
    bits = (bits | bits >> kSpreadings[i].shift) & mask;
  }
  return static_cast<uint32_t>(bits);
}

/// The part of `range` that lies below `value`, in cells of 1 / 2^steps.
uint32_t cellIndex(const Range& range, double value, uint8_t steps) {
  double offset = (value - range.minimum) / range.size();
  offset *= static_cast<double>(uint64_t{1} << steps);
  return static_cast<uint32_t>(offset);
}

Cell cellOf(const Position& position, const Range& latitudes, uint8_t steps) {
  return {spread(cellIndex(latitudes, position.latitude, steps)) |
              spread(cellIndex(kLongitudes, position.longitude, steps)) << 1,
          steps};
}

Range part(const Range& range, uint32_t index, uint8_t steps) {
  const auto cells = static_cast<double>(uint64_t{1} << steps);
  // The index after the last one wraps, as it does in Redis for scores that no position has.
  const uint32_t next = index + 1;
  return {range.minimum + (index / cells) * range.size(),
          range.minimum + (next / cells) * range.size()};
}

Area areaOf(const Cell& cell) {
  return {part(kLongitudes, gather(cell.bits >> 1), cell.steps),
          part(kLatitudes, gather(cell.bits), cell.steps)};
}

/// A score as bits, also one that is no position: as the processors of Redis convert it.
uint64_t bitsOf(double score) {
  constexpr uint64_t kTop = uint64_t{1} << 63;
  return score < kTwo63 ? static_cast<uint64_t>(truncatedScore(score))
                        : static_cast<uint64_t>(truncatedScore(score - kTwo63)) ^ kTop;
}

/// The cell one to the side among those with the same steps: the bits in `moved` are one number,
/// counted up or down.
Cell neighbour(const Cell& cell, uint64_t moved, int direction) {
  if (direction == 0) {
    return cell;
  }
  const uint64_t used = std::numeric_limits<uint64_t>::max() >> (64 - 2 * cell.steps);
  const uint64_t gaps = ~moved & used;
  uint64_t bits = cell.bits & moved;
  bits = direction > 0 ? bits + (gaps + 1) : (bits | gaps) - (gaps + 1);
  return {(bits & moved & used) | (cell.bits & ~moved), cell.steps};
}

Cell neighbour(const Cell& cell, int east, int north) {
  return neighbour(neighbour(cell, kLongitudeBits, east), kLatitudeBits, north);
}

/// The steps at which a cell and its neighbours usually cover a circle.
uint8_t estimateSteps(double radius, double latitude) {
  if (radius == 0) {
    return kScoreSteps;
  }
  int steps = -1;
  for (; radius < kMercatorLimit; radius *= 2) {
    ++steps;
  }
  // Towards the poles the cells become narrower.
  const double distance = std::fabs(latitude);
  steps -= (distance > 66 ? 1 : 0) + (distance > 80 ? 1 : 0);
  return static_cast<uint8_t>(std::clamp(steps, 1, static_cast<int>(kScoreSteps)));
}

/// A box in degrees around the shape.
Area boundingBox(const Shape& shape) {
  const bool isCircle = shape.kind == Shape::Kind::Circle;
  const double height = shape.unit * (isCircle ? shape.radius : shape.height / 2);
  const double width = shape.unit * (isCircle ? shape.radius : shape.width / 2);
  const auto& [longitude, latitude] = shape.centre;
  const double latitudeDelta = toDegrees(height / kEarthRadius);
  // Meridians are closest at the edge that is nearer to a pole.
  const double edge = latitude < 0 ? latitude - latitudeDelta : latitude + latitudeDelta;
  const double longitudeDelta = toDegrees(width / kEarthRadius / base::cosine(toRadians(edge)));
  return {{longitude - longitudeDelta, longitude + longitudeDelta},
          {latitude - latitudeDelta, latitude + latitudeDelta}};
}

double radiusOf(const Shape& shape) {
  if (shape.kind == Shape::Kind::Circle) {
    return shape.radius * shape.unit;
  }
  const double halfWidth = shape.width / 2;
  const double halfHeight = shape.height / 2;
  return std::sqrt(halfWidth * halfWidth + halfHeight * halfHeight) * shape.unit;
}

/// Whether the neighbours of `cell` end before the box does.
bool isTooSmall(const Cell& cell, const Area& box) {
  return areaOf(neighbour(cell, 0, 1)).latitude.maximum < box.latitude.maximum ||
         areaOf(neighbour(cell, 0, -1)).latitude.minimum > box.latitude.minimum ||
         areaOf(neighbour(cell, 1, 0)).longitude.maximum < box.longitude.maximum ||
         areaOf(neighbour(cell, -1, 0)).longitude.minimum > box.longitude.minimum;
}

/// The distance of two latitudes on one meridian.
double latitudeDistance(double from, double to) {
  return kEarthRadius * std::fabs(toRadians(to) - toRadians(from));
}

}  // namespace

uint64_t scoreOf(const Position& position) {
  return cellOf(position, kLatitudes, kScoreSteps).bits;
}

Position positionOf(double score) {
  const Area area = areaOf({bitsOf(score), kScoreSteps});
  const double longitude = (area.longitude.minimum + area.longitude.maximum) / 2;
  const double latitude = (area.latitude.minimum + area.latitude.maximum) / 2;
  return {std::clamp(longitude, -kLongitudeLimit, kLongitudeLimit),
          std::clamp(latitude, -kLatitudeLimit, kLatitudeLimit)};
}

int64_t truncatedScore(double score) {
  return score >= -kTwo63 && score < kTwo63 ? static_cast<int64_t>(score)
                                            : std::numeric_limits<int64_t>::min();
}

double distanceBetween(const Position& from, const Position& to) {
  const double v = base::sine((toRadians(to.longitude) - toRadians(from.longitude)) / 2);
  if (v == 0.0) {
    return latitudeDistance(from.latitude, to.latitude);
  }
  const double fromLatitude = toRadians(from.latitude);
  const double toLatitude = toRadians(to.latitude);
  const double u = base::sine((toLatitude - fromLatitude) / 2);
  const double a = u * u + base::cosine(fromLatitude) * base::cosine(toLatitude) * v * v;
  return 2.0 * kEarthRadius * base::arcSine(std::sqrt(a));
}

std::array<Cell, 9> cellsAround(const Shape& shape) {
  const Area box = boundingBox(shape);
  uint8_t steps = estimateSteps(radiusOf(shape), shape.centre.latitude);
  Cell cell = cellOf(shape.centre, kLatitudes, steps);
  if (steps > 1 && isTooSmall(cell, box)) {
    --steps;
    cell = cellOf(shape.centre, kLatitudes, steps);
  }
  const Area area = areaOf(cell);
  const bool mayDrop = steps >= 2;
  const bool dropsSouth = mayDrop && area.latitude.minimum < box.latitude.minimum;
  const bool dropsNorth = mayDrop && area.latitude.maximum > box.latitude.maximum;
  const bool dropsWest = mayDrop && area.longitude.minimum < box.longitude.minimum;
  const bool dropsEast = mayDrop && area.longitude.maximum > box.longitude.maximum;
  struct Side {
    int east;
    int north;
  };
  constexpr Side kOrder[] = {{0, 0}, {0, 1},  {0, -1}, {1, 0},  {-1, 0},
                             {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
  std::array<Cell, 9> cells;
  for (size_t i = 0; i < cells.size(); ++i) {
    const auto [east, north] = kOrder[i];
    const bool isDropped = (east > 0 && dropsEast) || (east < 0 && dropsWest) ||
                           (north > 0 && dropsNorth) || (north < 0 && dropsSouth);
    cells[i] = isDropped ? Cell{} : neighbour(cell, east, north);
  }
  return cells;
}

ScoreInterval scoresIn(const Cell& cell) {
  const unsigned shift = kScoreBits - 2U * cell.steps;
  return {static_cast<double>(cell.bits << shift), static_cast<double>((cell.bits + 1) << shift)};
}

bool contains(const Shape& shape, const Position& position, double& distance) {
  const Position& centre = shape.centre;
  if (shape.kind == Shape::Kind::Circle) {
    distance = distanceBetween(centre, position);
    return !(distance > shape.radius * shape.unit);
  }
  const double height = shape.height * shape.unit;
  const double width = shape.width * shape.unit;
  const Position beside{centre.longitude, position.latitude};
  if (latitudeDistance(position.latitude, centre.latitude) > height / 2 ||
      distanceBetween(position, beside) > width / 2) {
    return false;
  }
  distance = distanceBetween(centre, position);
  return true;
}

base::Bytes hashText(const Position& position) {
  constexpr base::BytesView kDigits = "0123456789bcdefghjkmnpqrstuvwxyz";
  constexpr unsigned kBitsPerDigit = 5;
  const Cell cell = cellOf(position, {-90, 90}, kScoreSteps);
  base::Bytes text;
  for (unsigned digit = 1; digit * kBitsPerDigit <= kScoreBits; ++digit) {
    text += kDigits[cell.bits >> (kScoreBits - digit * kBitsPerDigit) & 31];
  }
  return text + kDigits[0];
}

}  // namespace redis::geo
