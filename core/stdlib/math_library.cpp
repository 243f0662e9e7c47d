#include <cmath>
#include <new>

#include "base/elementary.h"
#include "base/random.h"
#include "stdlib/libraries.h"
#include "stdlib/support.h"

/// The math library. Lua 5.1 manual §5.6.
///
/// `random` uses Redis's generator, so that a script that seeds it sees the same sequence as on a
/// server.
namespace lua {
namespace {

/// A NaN that an invalid operation produced has its sign bit set on x86-64, which the reference
/// shows as "-nan". Where the hardware gives another one (WebAssembly), the sign is set here.
double invalidIfNaN(double result, double argument) {
  return result != result && argument == argument ? -std::fabs(result) : result;
}

/// A function of one number.
template <double (*function)(double)>
NativeStep unary(NativeContext& native) {
  double argument;
  if (!native.readNumber(1, argument)) return native.failed();
  return native.done(Value::number(function(argument)));
}

/// Its short form.
template <double (*function)(double)>
int shortUnary(Machine&, Value* slot, int argumentCount) {
  if (!areNumbers(slot, argumentCount, 1)) return kNotShort;
  return doneShort(slot, Value::number(function(slot[1].asNumber())));
}

double floorOf(double x) { return floorNumber(x); }
double ceilOf(double x) { return std::ceil(x); }
double absOf(double x) { return std::fabs(x); }
double squareRoot(double x) { return invalidIfNaN(std::sqrt(x), x); }
double sine(double x) { return invalidIfNaN(base::sine(x), x); }
double cosine(double x) { return invalidIfNaN(base::cosine(x), x); }
double tangent(double x) { return invalidIfNaN(base::tangent(x), x); }
double arcSine(double x) {
  return x > 1 || x < -1 ? std::fabs(base::arcSine(x)) : base::arcSine(x);
}
double arcCosine(double x) {
  return x > 1 || x < -1 ? std::fabs(base::arcCosine(x)) : base::arcCosine(x);
}
double arcTangent(double x) { return base::arcTangent2(x, 1.0); }
double hyperbolicSine(double x) { return std::sinh(x); }
double hyperbolicCosine(double x) { return base::hyperbolicCosine(x); }
double hyperbolicTangent(double x) { return base::hyperbolicTangent(x); }
double exponential(double x) { return base::exponential(x); }
double logarithm(double x) { return invalidIfNaN(base::logarithm(x), x); }
/// glibc answers a positive NaN here.
double decimalLogarithm(double x) {
  return x < 0 ? std::fabs(base::decimalLogarithm(x)) : base::decimalLogarithm(x);
}

constexpr double kPi = 3.14159265358979323846;
constexpr double kRadiansPerDegree = kPi / 180.0;

double degrees(double radians) { return radians / kRadiansPerDegree; }
double radians(double degrees) { return degrees * kRadiansPerDegree; }

/// The last one is looked at first, as in the reference: it shows when both are wrong.
bool readTwo(NativeContext& native, double& first, double& second) {
  return native.readNumber(2, second) && native.readNumber(1, first);
}

NativeStep atan2Native(NativeContext& native) {
  double y, x;
  if (!readTwo(native, y, x)) return native.failed();
  return native.done(Value::number(base::arcTangent2(y, x)));
}

NativeStep powNative(NativeContext& native) {
  double base, exponent;
  if (!readTwo(native, base, exponent)) return native.failed();
  const double result = base::power(base, exponent);
  const bool isInvalid = result != result && base == base && exponent == exponent;
  return native.done(Value::number(isInvalid ? -std::fabs(result) : result));
}

NativeStep fmodNative(NativeContext& native) {
  double left, right;
  if (!readTwo(native, left, right)) return native.failed();
  const double result = std::fmod(left, right);
  const bool isInvalid = result != result && left == left && right == right;
  return native.done(Value::number(isInvalid ? -std::fabs(result) : result));
}

NativeStep modfNative(NativeContext& native) {
  double number;
  if (!native.readNumber(1, number)) return native.failed();
  double whole;
  const double fraction = std::modf(number, &whole);
  return native.done(Value::number(whole), Value::number(fraction));
}

NativeStep frexpNative(NativeContext& native) {
  double number;
  if (!native.readNumber(1, number)) return native.failed();
  int exponent = 0;
  const double fraction = std::frexp(number, &exponent);
  if (number != number || std::isinf(number)) exponent = 0;
  return native.done(Value::number(fraction), Value::number(exponent));
}

NativeStep ldexpNative(NativeContext& native) {
  double number;
  int32_t exponent;
  if (!readInt(native, 2, exponent) || !native.readNumber(1, number)) return native.failed();
  return native.done(Value::number(std::ldexp(number, exponent)));
}

/// The argument that `isBetter` than all before it.
template <class IsBetter>
NativeStep choose(NativeContext& native, IsBetter isBetter) {
  double chosen;
  if (!native.readNumber(1, chosen)) return native.failed();
  for (int index = 2; index <= native.argumentCount(); ++index) {
    double candidate;
    if (!native.readNumber(index, candidate)) return native.failed();
    if (isBetter(candidate, chosen)) chosen = candidate;
  }
  return native.done(Value::number(chosen));
}

NativeStep minNative(NativeContext& native) {
  return choose(native, [](double candidate, double chosen) { return candidate < chosen; });
}

NativeStep maxNative(NativeContext& native) {
  return choose(native, [](double candidate, double chosen) { return candidate > chosen; });
}

int shortMin(Machine&, Value* slot, int argumentCount) {
  if (argumentCount != 2 || !areNumbers(slot, argumentCount, 2)) return kNotShort;
  return doneShort(slot, slot[2].asNumber() < slot[1].asNumber() ? slot[2] : slot[1]);
}

int shortMax(Machine&, Value* slot, int argumentCount) {
  if (argumentCount != 2 || !areNumbers(slot, argumentCount, 2)) return kNotShort;
  return doneShort(slot, slot[2].asNumber() > slot[1].asNumber() ? slot[2] : slot[1]);
}

// ---- random ----

/// The generator in the userdata that is upvalue 0 of `random` and `randomseed`.
base::RedisRandom& generatorOf(NativeContext& native) {
  return *static_cast<base::RedisRandom*>(native.self()->upvalues()[0].asUserdata()->data());
}

NativeStep random(NativeContext& native) {
  const double unit =
      static_cast<double>(generatorOf(native).next() % base::RedisRandom::kMaximum) /
      base::RedisRandom::kMaximum;
  int32_t low = 1, high;
  int last = 1;
  switch (native.argumentCount()) {
    case 0:
      return native.done(Value::number(unit));
    case 1:
      if (!readInt(native, 1, high)) return native.failed();
      break;
    case 2:
      if (!readInt(native, 1, low) || !readInt(native, 2, high)) return native.failed();
      last = 2;
      break;
    default:
      return native.fail("wrong number of arguments");
  }
  if (low > high) return native.argumentError(last, "interval is empty");
  // C computes the size of the interval as an int, which wraps.
  const int32_t size =
      static_cast<int32_t>(static_cast<uint32_t>(high) - static_cast<uint32_t>(low) + 1);
  const double offset = std::floor(unit * (last == 1 ? high : size));
  return native.done(Value::number(offset + low));
}

NativeStep randomseed(NativeContext& native) {
  int32_t seed;
  if (!readInt(native, 1, seed)) return native.failed();
  generatorOf(native).seed(seed);
  return native.done();
}

/// In the order of the original.
constexpr NativeSpec kMathLibrary[] = {
    {"abs", unary<absOf>, shortUnary<absOf>},
    {"acos", unary<arcCosine>},
    {"asin", unary<arcSine>},
    {"atan2", atan2Native},
    {"atan", unary<arcTangent>},
    {"ceil", unary<ceilOf>, shortUnary<ceilOf>},
    {"cosh", unary<hyperbolicCosine>},
    {"cos", unary<cosine>},
    {"deg", unary<degrees>},
    {"exp", unary<exponential>},
    {"floor", unary<floorOf>, shortUnary<floorOf>},
    {"fmod", fmodNative},
    {"frexp", frexpNative},
    {"ldexp", ldexpNative},
    {"log10", unary<decimalLogarithm>},
    {"log", unary<logarithm>},
    {"max", maxNative, shortMax},
    {"min", minNative, shortMin},
    {"modf", modfNative},
    {"pow", powNative},
    {"rad", unary<radians>},
    {"random", random},
    {"randomseed", randomseed},
    {"sinh", unary<hyperbolicSine>},
    {"sin", unary<sine>},
    {"sqrt", unary<squareRoot>, shortUnary<squareRoot>},
    {"tanh", unary<hyperbolicTangent>},
    {"tan", unary<tangent>},
};

}  // namespace

void openMath(Machine& machine, Table* globals) {
  Table* library = addLibrary(machine, globals, "math", std::size(kMathLibrary));
  Userdata* generator = machine.heap().newUserdata(sizeof(base::RedisRandom));
  new (generator->data()) base::RedisRandom();
  for (const NativeSpec& spec : kMathLibrary) {
    if (spec.function == random || spec.function == randomseed) {
      addNative(machine, library, spec.name, spec.function, {Value::userdata(generator)});
    } else {
      addNative(machine, library, spec);
    }
  }
  setField(machine, library, "pi", Value::number(kPi));
  setField(machine, library, "huge", Value::number(__builtin_inf()));
  setField(machine, library, "mod", table::get(library, machine.makeString("fmod")));
  setField(machine, machine.registry(), "math.random", Value::userdata(generator));
}

namespace {

/// The generator of a machine, or nullptr if it has no `math`.
base::RedisRandom* generatorIn(Machine& machine) {
  const Value generator = table::get(machine.registry(), machine.makeString("math.random"));
  return generator.isUserdata() ? static_cast<base::RedisRandom*>(generator.asUserdata()->data())
                                : nullptr;
}

}  // namespace

void seedMathRandom(Machine& machine, int32_t seed) {
  if (base::RedisRandom* generator = generatorIn(machine)) generator->seed(seed);
}

void copyMathRandom(Machine& from, Machine& to) {
  const base::RedisRandom* source = generatorIn(from);
  base::RedisRandom* target = generatorIn(to);
  if (source != nullptr && target != nullptr) *target = *source;
}

}  // namespace lua
