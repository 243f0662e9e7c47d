#include "base/wide_integer.h"

namespace base {

namespace {

constexpr int kCoarseStep = 28;

/// 10^(28 * n), upper 128 bits, rounded down.
constexpr Wide kCoarsePowers[] = {
    {0xE1AFA13AFBD14D6D, 0x82189C09A3A1EC21},  // 10^-364
    {0xE3E27A444D8D98B7, 0xFD1B1B2308169B25},  // 10^-336
    {0xE61ACF033D1A45DF, 0x6FB92487298E33BD},  // 10^-308
    {0xE858AD248F5C22C9, 0xD1B3400F8F9CFF68},  // 10^-280
    {0xEA9C227723EE8BCB, 0x465E15A979C1CADC},  // 10^-252
    {0xECE53CEC4A314EBD, 0xA4F8BF5635246428},  // 10^-224
    {0xEF340A98172AACE4, 0x86FB897116C87C34},  // 10^-196
    {0xF18899B1BC3F8CA1, 0xDC44E6C3CB279AC1},  // 10^-168
    {0xF3E2F893DEC3F126, 0x5A89DBA3C3EFCCFA},  // 10^-140
    {0xF64335BCF065D37D, 0x4D4617B5FF4A16D5},  // 10^-112
    {0xF8A95FCF88747D94, 0x75A44C6397CE912A},  // 10^-84
    {0xFB158592BE068D2E, 0xEED6E2F0F0D56712},  // 10^-56
    {0xFD87B5F28300CA0D, 0x8BCA9D6E188853FC},  // 10^-28
    {0x8000000000000000, 0x0000000000000000},  // 10^0
    {0x813F3978F8940984, 0x4000000000000000},  // 10^28
    {0x82818F1281ED449F, 0xBFF8F10E7A8921A4},  // 10^56
    {0x83C7088E1AAB65DB, 0x792667C6DA79E0FA},  // 10^84
    {0x850FADC09923329E, 0x03E2CF6BC604DDB0},  // 10^112
    {0x865B86925B9BC5C2, 0x0B8A2392BA45A9B2},  // 10^140
    {0x87AA9AFF79042286, 0x90FB44D2F05D0842},  // 10^168
    {0x88FCF317F22241E2, 0x441FECE3BDF81F03},  // 10^196
    {0x8A5296FFE33CC92F, 0x82BD6B70D99AAA6F},  // 10^224
    {0x8BAB8EEFB6409C1A, 0x1AD089B6C2F7548E},  // 10^252
    {0x8D07E33455637EB2, 0xDB0B487B6423E1E8},  // 10^280
    {0x8E679C2F5E44FF8F, 0x570F09EAA7EA7648},  // 10^308
    {0x8FCAC257558EE4E6, 0x213A4F0AA5E8A7B1},  // 10^336
    {0x91315E37DB165AA9, 0x2C0DE8DD3D020C0C},  // 10^364
};

constexpr uint64_t powerOfFive(int exponent) {
  uint64_t power = 1;
  for (int at = 0; at < exponent; ++at) power *= 5;
  return power;
}

/// 5^0 to 5^27, shifted so that the top bit is set: the significands of 10^0 to 10^27.
struct FinePowers {
  uint64_t significands[kCoarseStep];

  constexpr FinePowers() : significands{} {
    for (int at = 0; at < kCoarseStep; ++at) {
      const uint64_t power = powerOfFive(at);
      significands[at] = power << std::countl_zero(power);
    }
  }
};
constexpr FinePowers kFinePowers;

/// floor(log2(10^q)) for every q in range.
constexpr int floorLogTwo(int q) { return (q * 217706) >> 16; }

}  // namespace

PowerOfTen powerOfTen(int q) {
  ASSERT(q >= kLowestPowerOfTen && q <= kHighestPowerOfTen);
  const int coarse = (q - kLowestPowerOfTen) / kCoarseStep;
  const int fine = (q - kLowestPowerOfTen) % kCoarseStep;
  Wide significand = kCoarsePowers[coarse];
  if (fine != 0) {
    significand = multiplyHigh(significand, kFinePowers.significands[fine]);
    if (significand.high >> 63 == 0) {
      significand = {significand.high << 1 | significand.low >> 63, significand.low << 1};
    }
  }
  return {significand, floorLogTwo(q) - 127};
}

}  // namespace base
