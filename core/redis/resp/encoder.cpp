#include "redis/resp/encoder.h"

#include <algorithm>

#include "base/number_text.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

constexpr BytesView kLineEnd = "\r\n";

void appendLine(Bytes& out, char prefix, BytesView text) {
  out += prefix;
  out += text;
  out += kLineEnd;
}

void appendNumberLine(Bytes& out, char prefix, int64_t number) {
  char digits[base::kNumberBufferSize];
  appendLine(out, prefix, {digits, base::formatInteger(number, digits)});
}

void appendBulk(Bytes& out, BytesView bytes, char prefix = '$') {
  appendNumberLine(out, prefix, static_cast<int64_t>(bytes.size()));
  out += bytes;
  out += kLineEnd;
}

/// Header of an aggregate and its elements.
void appendElements(const Reply& reply, char prefix, uint8_t version, size_t count, Bytes& out) {
  appendNumberLine(out, prefix, static_cast<int64_t>(count));
  for (const Reply& element : reply.elements()) {
    encodeReply(element, version, out);
  }
}

/// Status and error texts are one line; a line break would end the reply.
void appendTextLine(Bytes& out, char prefix, BytesView text) {
  const size_t start = out.size() + 1;
  appendLine(out, prefix, text);
  for (size_t i = start; i < out.size() - kLineEnd.size(); ++i) {
    if (out[i] == '\r' || out[i] == '\n') {
      out[i] = ' ';
    }
  }
}

void encodeResp2(const Reply& reply, Bytes& out) {
  switch (reply.kind()) {
    case ReplyKind::Null:
      out += "$-1\r\n";
      return;
    case ReplyKind::NullArray:
      out += "*-1\r\n";
      return;
    case ReplyKind::Double:
      appendBulk(out, reply.doubleText());
      return;
    case ReplyKind::Boolean:
      appendNumberLine(out, ':', reply.asInteger());
      return;
    case ReplyKind::BigNumber:
      appendBulk(out, reply.text());
      return;
    case ReplyKind::Verbatim:
      appendBulk(out, BytesView(reply.text()).substr(std::min<size_t>(4, reply.text().size())));
      return;
    default:
      appendElements(reply, '*', 2, reply.elements().size(), out);
      return;
  }
}

void encodeResp3(const Reply& reply, Bytes& out) {
  switch (reply.kind()) {
    case ReplyKind::Null:
    case ReplyKind::NullArray:
      out += "_\r\n";
      return;
    case ReplyKind::Double:
      appendLine(out, ',', reply.doubleText());
      return;
    case ReplyKind::Boolean:
      out += reply.asBoolean() ? "#t\r\n" : "#f\r\n";
      return;
    case ReplyKind::BigNumber:
      appendTextLine(out, '(', reply.text());
      return;
    case ReplyKind::Verbatim:
      appendBulk(out, reply.text(), '=');
      return;
    case ReplyKind::Map:
      appendElements(reply, '%', 3, reply.elements().size() / 2, out);
      return;
    case ReplyKind::Set:
      appendElements(reply, '~', 3, reply.elements().size(), out);
      return;
    case ReplyKind::Push:
      appendElements(reply, '>', 3, reply.elements().size(), out);
      return;
    default:
      appendElements(reply, '*', 3, reply.elements().size(), out);
      return;
  }
}

}  // namespace

void encodeReply(const Reply& reply, uint8_t version, Bytes& out) {
  switch (reply.kind()) {
    case ReplyKind::None:
      for (const Reply& element : reply.elements()) {
        encodeReply(element, version, out);
      }
      return;
    case ReplyKind::Status:
      appendTextLine(out, '+', reply.text());
      return;
    case ReplyKind::Error:
      appendTextLine(out, '-', reply.text());
      return;
    case ReplyKind::Integer:
      appendNumberLine(out, ':', reply.asInteger());
      return;
    case ReplyKind::Bulk:
      appendBulk(out, reply.text());
      return;
    default:
      version >= 3 ? encodeResp3(reply, out) : encodeResp2(reply, out);
      return;
  }
}

void encodeCommand(std::span<const BytesView> argv, Bytes& out) {
  appendNumberLine(out, '*', static_cast<int64_t>(argv.size()));
  for (BytesView argument : argv) {
    appendBulk(out, argument);
  }
}

void shortenDoubles(Reply& reply) {
  if (reply.kind() == ReplyKind::Double) {
    reply.setDoubleText(base::formatShortest(reply.asDouble()));
  }
  for (Reply& element : reply.elements()) {
    shortenDoubles(element);
  }
}

}  // namespace redis
