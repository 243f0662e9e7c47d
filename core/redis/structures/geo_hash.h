#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

/// Positions on the earth as integers, and distances between them.
///
/// A position is a pair of degrees. Halving the range of longitudes and that of latitudes again and
/// again and interleaving the answers gives a number whose leading bits name a cell that holds the
/// position ("geohash", Niemeyer 2008). With 26 halvings of each range the number has 52 bits and
/// is exact as a double, so a sorted set whose scores are such numbers holds positions, and a cell
/// is a range of scores. Latitudes go to 85.05112878 degrees only, as in Web Mercator.
///
/// A search takes the cell of its centre and the eight around it at a number of halvings at which
/// they cover the shape. Estimates, order of the cells and rounding follow Redis, because the order
/// of replies shows them. Redis: GEOADD, GEOSEARCH.
namespace redis::geo {

inline constexpr double kLongitudeLimit = 180;
inline constexpr double kLatitudeLimit = 85.05112878;
/// Halvings of each range in a score.
inline constexpr uint8_t kScoreSteps = 26;

/// A position in degrees.
struct Position {
  double longitude = 0;
  double latitude = 0;

  bool isValid() const {
    return longitude >= -kLongitudeLimit && longitude <= kLongitudeLimit &&
           latitude >= -kLatitudeLimit && latitude <= kLatitudeLimit;
  }
};

/// A cell; no cell has 0 steps.
struct Cell {
  uint64_t bits = 0;
  uint8_t steps = 0;

  bool operator==(const Cell&) const = default;
};

/// The scores of the positions in a cell: from `first` up to, not including, `end`.
struct ScoreInterval {
  double first;
  double end;
};

/// What is searched around a centre. Lengths are in `unit`s, which is a length in metres.
struct Shape {
  enum class Kind : uint8_t { Circle, Box };
  Kind kind = Kind::Circle;
  Position centre;
  double unit = 1;
  double radius = 0;
  double width = 0;
  double height = 0;
};

/// The score of a valid position.
uint64_t scoreOf(const Position& position);
/// The middle of the cell that a score names; any score names one.
Position positionOf(double score);
/// A score as an integer without its fraction; the smallest one if it does not fit.
int64_t truncatedScore(double score);
/// The distance in metres on a sphere with the earth's radius (haversine).
double distanceBetween(const Position& from, const Position& to);

/// The cells to search, in order; those with 0 steps are left out.
std::array<Cell, 9> cellsAround(const Shape& shape);
ScoreInterval scoresIn(const Cell& cell);
/// Whether a position lies in the shape, and then its distance from the centre in metres.
bool contains(const Shape& shape, const Position& position, double& distance);

/// The usual text of a position in eleven digits of base 32, whose latitudes go to 90 degrees. Of
/// 52 bits only ten digits are left, the last is always "0". Redis: GEOHASH.
base::Bytes hashText(const Position& position);

}  // namespace redis::geo
