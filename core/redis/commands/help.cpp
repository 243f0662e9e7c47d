#include "redis/commands/help.h"

#include "redis/messages.h"

namespace redis {

using base::BytesView;

Reply helpReply(BytesView container, BytesView text, Compatibility compat) {
  const char unwanted = compat.showsLaterHelp() ? '<' : '>';
  Reply reply = Reply::array();
  reply.add(Reply::status(messages::helpTitle(container)));
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const BytesView line = text.substr(0, end);
    if (!line.starts_with(unwanted)) {
      reply.add(Reply::status(line.substr(line.starts_with('<') || line.starts_with('>') ? 1 : 0)));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  reply.add(Reply::status("HELP"));
  reply.add(Reply::status("    Prints this help."));
  return reply;
}

}  // namespace redis
