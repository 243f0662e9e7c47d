#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <optional>
#include <vector>

#include "base/number_text.h"
#include "fuzz_input.h"
#include "lua_runner.h"

/// `string.format`. A single conversion of a number is compared with the C library; everything else with
/// itself in all modes. Numbers as text come from arbitrary bits, and must read back as they were.
namespace {

double numberFrom(fuzz::FuzzInput& input) {
  static constexpr double kNumbers[] = {0, 1, -1, 0.5, 1e15, 1e16, 123456.789, 1e300, 5e-324, -0.0, 255, 4294967296.0};
  if (input.below(2) == 0) return input.pick(kNumbers);
  const uint64_t bits = input.word();
  double number;
  std::memcpy(&number, &bits, sizeof number);
  // The sign of NaN is the processor's.
  return number == number ? number : 1;
}

/// What C prints for `specification`, e.g. "%5.1f"; nothing if C has another opinion about the argument.
std::optional<std::string> expectedText(const std::string& specification, double number) {
  char buffer[1024];
  const char conversion = specification.back();
  std::string format = specification;
  switch (conversion) {
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      std::snprintf(buffer, sizeof buffer, format.c_str(), number);
      return buffer;
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
      if (!(number > -9e18 && number < 9e18)) return std::nullopt;
      format.insert(format.size() - 1, "ll");
      std::snprintf(buffer, sizeof buffer, format.c_str(), static_cast<long long>(number));
      return buffer;
    default:
      return std::nullopt;
  }
}

std::string specificationFrom(fuzz::FuzzInput& input) {
  static constexpr char kFlags[] = {'-', '+', ' ', '#', '0'};
  static constexpr char kConversions[] = {'d', 'i', 'u', 'x', 'X', 'o', 'e', 'E', 'f', 'g', 'G'};
  std::string text = "%";
  for (uint32_t count = input.below(4); count > 0; --count) text += input.pick(kFlags);
  if (input.below(2) == 0) text += std::to_string(input.below(100));
  if (input.below(2) == 0) text += "." + std::to_string(input.below(100));
  return text + input.pick(kConversions);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::FuzzInput input(data, size);
  if (input.below(3) == 0) {
    static constexpr const char* kScript = "print(pcall(string.format, ...))";
    const std::string format(input.chunk(60));
    std::vector<std::string> arguments = {format};
    for (uint32_t count = input.below(5); count > 0; --count) arguments.emplace_back(input.chunk(120));
    fuzz::runScript(kScript, arguments);
    return 0;
  }
  const double number = numberFrom(input);
  const std::string digits = base::formatDouble17(number);
  const std::optional<double> back = base::parseDouble(digits);
  fuzz::require(back.has_value() && std::memcmp(&*back, &number, sizeof number) == 0,
                "a number does not read back", digits);
  const std::string specification = specificationFrom(input);
  const std::optional<std::string> expected = expectedText(specification, number);
  if (!expected.has_value()) return 0;
  const fuzz::RunOutcome outcome =
      fuzz::runScript("io.write(string.format(...))", {specification, digits});
  fuzz::require(outcome.output == *expected, ("string.format " + specification + " of " + digits).c_str(),
                *expected, outcome.output);
  return 0;
}
