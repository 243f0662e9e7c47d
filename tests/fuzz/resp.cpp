#include "fuzz_input.h"
#include "redis/resp/decoder.h"
#include "redis/resp/encoder.h"

/// The decoders of RESP on arbitrary bytes. A whole reply prints to bytes that decode to the same
/// reply; a part of it is incomplete; a whole command likewise.
namespace {

/// True for replies whose print is not the same reply: NaN, other spellings of a number, null
/// arrays, which RESP3 does not have, and line breaks in a line, which print as blanks.
bool isAmbiguous(const redis::Reply& reply) {
  if (reply.kind() == redis::ReplyKind::Double || reply.kind() == redis::ReplyKind::NullArray)
    return true;
  const bool isLine = reply.kind() == redis::ReplyKind::Status ||
                      reply.kind() == redis::ReplyKind::Error ||
                      reply.kind() == redis::ReplyKind::BigNumber;
  if (isLine && reply.text().find_first_of("\r\n") != base::Bytes::npos) return true;
  for (const redis::Reply& element : reply.elements()) {
    if (isAmbiguous(element)) return true;
  }
  return false;
}

void checkReply(base::BytesView input) {
  const redis::DecodedReply decoded = redis::decodeReply(input);
  if (decoded.state != redis::DecodeState::Complete) {
    fuzz::require(decoded.state != redis::DecodeState::Malformed || !decoded.problem.empty(),
                  "no reason", input);
    return;
  }
  fuzz::require(decoded.consumed > 0 && decoded.consumed <= input.size(), "consumed too much",
                input);
  for (size_t length = 0; length < decoded.consumed; length += 1 + decoded.consumed / 16) {
    fuzz::require(
        redis::decodeReply(input.substr(0, length)).state == redis::DecodeState::Incomplete,
        "a part of a reply is not incomplete", input);
  }
  base::Bytes printed;
  redis::encodeReply(decoded.reply, 3, printed);
  const redis::DecodedReply again = redis::decodeReply(printed);
  fuzz::require(again.state == redis::DecodeState::Complete && again.consumed == printed.size(),
                "a printed reply does not decode", input, printed);
  fuzz::require(isAmbiguous(decoded.reply) || again.reply == decoded.reply,
                "a printed reply is another one", input, printed);
  base::Bytes older;
  redis::encodeReply(decoded.reply, 2, older);
  fuzz::require(redis::decodeReply(older).state == redis::DecodeState::Complete,
                "RESP2 does not decode", older);
}

void checkCommand(base::BytesView input) {
  const redis::DecodedCommand decoded = redis::decodeCommand(input);
  if (decoded.state != redis::DecodeState::Complete || decoded.argv.empty()) return;
  fuzz::require(decoded.consumed <= input.size(), "consumed too much", input);
  std::vector<base::BytesView> argv(decoded.argv.begin(), decoded.argv.end());
  base::Bytes printed;
  redis::encodeCommand(argv, printed);
  const redis::DecodedCommand again = redis::decodeCommand(printed);
  fuzz::require(again.state == redis::DecodeState::Complete && again.argv == decoded.argv,
                "a printed command is another one", input, printed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::BytesView input(reinterpret_cast<const char*>(data), size);
  checkReply(input);
  checkCommand(input);
  return 0;
}
