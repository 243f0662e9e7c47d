#include "fuzz_input.h"
#include "lua_runner.h"

/// struct: arbitrary formats and data. A format without strings that unpacks must pack to data that
/// unpacks the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static constexpr const char* kScript = R"lua(
    local format, bytes, position = ...
    print(pcall(struct.size, format))
    print(pcall(struct.unpack, format, bytes, tonumber(position)))
    print(pcall(struct.pack, format, bytes, bytes, bytes))
    print(pcall(struct.pack, format, 1, -2, 3.5, 1e300, 0/0))
    local values = {pcall(struct.unpack, format, bytes)}
    if not values[1] then return end
    values[#values] = nil
    local packed, again = pcall(struct.pack, format, unpack(values, 2))
    if packed then print(pcall(struct.unpack, format, again)) end
  )lua";
  fuzz::FuzzInput input(data, size);
  const std::string position = std::to_string(static_cast<int>(input.below(10)) - 2);
  const std::string format(input.chunk(30));
  fuzz::runScript(kScript, {format, std::string(input.rest()), position});
  return 0;
}
