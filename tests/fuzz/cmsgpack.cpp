#include "fuzz_input.h"
#include "lua_runner.h"

/// cmsgpack: arbitrary bytes unpack or fail; what unpacks packs again, and to the same bytes the second
/// time.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static constexpr const char* kScript = R"lua(
    local bytes, offset, limit = ...
    local function pack(...) return select('#', ...), cmsgpack.pack(...) end
    local function unpackAndPack(function_, ...)
      local values = {pcall(function_, ...)}
      if not values[1] then return print(values[2]) end
      print(#values)
      for i = 2, #values do
        local once = cmsgpack.pack(values[i])
        local back = cmsgpack.unpack(once)
        local twice = cmsgpack.pack(back)
        if #once ~= #twice then print('DIFFERENT', #once, #twice) end
        if type(back) ~= 'table' then print(back) end
      end
    end
    unpackAndPack(cmsgpack.unpack, bytes)
    unpackAndPack(cmsgpack.unpack_one, bytes, tonumber(offset))
    unpackAndPack(cmsgpack.unpack_limit, bytes, tonumber(limit), tonumber(offset))
  )lua";
  fuzz::FuzzInput input(data, size);
  const std::string offset = std::to_string(static_cast<int>(input.below(8)) - 1);
  const std::string limit = std::to_string(static_cast<int>(input.below(8)) - 1);
  fuzz::runScript(kScript, {std::string(input.rest()), offset, limit});
  return 0;
}
