#include "redis/commands/help.h"

#include "redis/messages.h"

namespace redis {

using base::BytesView;

Reply helpReply(BytesView container, BytesView text) {
  Reply reply = Reply::array();
  reply.add(Reply::status(messages::helpTitle(container)));
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    reply.add(Reply::status(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  reply.add(Reply::status("HELP"));
  reply.add(Reply::status("    Prints this help."));
  return reply;
}

}  // namespace redis
