#pragma once

/// The arc tangent, the same on every platform.
///
/// C libraries differ in the last bit of atan2 for about one pair of small integers in six. This
/// one carries the quotient, a table of nine arc tangents and the leading term of the series in
/// pairs of doubles and rounds once at the end, which gives the correctly rounded result in all but
/// about one case of a thousand. Lua 5.1 manual §5.6: math.atan2, math.atan.
namespace lua {

/// The angle of the point (x, y). C's atan2, its special cases included.
double arcTangent2(double y, double x);

}  // namespace lua
