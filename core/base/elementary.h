#pragma once

/// Elementary functions that give the same bits on every platform.
///
/// C libraries differ in the last place: WebAssembly's gives another `pow` than glibc for one pair
/// of arguments in ten and another `log` for one in thirty, and a script shows such digits. These
/// functions compute in pairs of doubles (about 100 bits) and round once at the end, which is the
/// correctly rounded result but for a case in millions. glibc, which the reference runs on, gives
/// that result too but for one or two cases of a thousand. docs/decisions/0020.
///
/// Special cases are those of C (Annex F). Where the argument has no result, the answer is a NaN of
/// either sign.
namespace base {

double sine(double x);
double cosine(double x);
double tangent(double x);
double arcSine(double x);
double arcCosine(double x);
/// The angle of the point (x, y).
double arcTangent2(double y, double x);
double exponential(double x);
/// The natural logarithm.
double logarithm(double x);
double power(double base, double exponent);

/// As glibc rounds them, which is not always to the nearest.
double decimalLogarithm(double x);
double hyperbolicCosine(double x);
double hyperbolicTangent(double x);

}  // namespace base
