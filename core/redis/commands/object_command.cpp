#include "redis/commands/object_command.h"

#include <limits>

#include "redis/commands/help.h"
#include "redis/keyspace/string_object.h"

namespace redis {

using base::BytesView;

Reply objectEncodingCommand(CommandContext& context) {
  const Database::Entry* entry = context.database().peek(context.argument(2));
  return entry == nullptr ? Reply::null()
                          : Reply::bulk(encodingName(entry->value.object->encoding()));
}

Reply objectFreqCommand(CommandContext& context) {
  return context.database().exists(context.argument(2)) ? Reply::error(messages::kNotLfu)
                                                        : Reply::null();
}

Reply objectIdletimeCommand(CommandContext& context) {
  const Database::Entry* entry = context.database().peek(context.argument(2));
  return entry == nullptr ? Reply::null()
                          : Reply::integer((context.nowMs() - entry->value.accessedAtMs) / 1000);
}

Reply objectRefcountCommand(CommandContext& context) {
  const Database::Entry* entry = context.database().peek(context.argument(2));
  if (entry == nullptr) {
    return Reply::null();
  }
  // Forks share objects too, but that is nothing a client can see: only small integers are shared
  // in its world.
  const auto* string = entry->value.object->as<StringObject>();
  const bool shared = string != nullptr && string->isInteger() && string->integer() >= 0 &&
                      string->integer() < StringObject::kSharedIntegers;
  return Reply::integer(shared ? std::numeric_limits<int32_t>::max() : 1);
}

Reply objectHelpCommand(CommandContext&) {
  return helpReply(
      "object",
      "ENCODING <key>\n"
      "    Return the kind of internal representation used in order to store the value\n"
      "    associated with a <key>.\n"
      "FREQ <key>\n"
      "    Return the access frequency index of the <key>. The returned integer is\n"
      "    proportional to the logarithm of the recent access frequency of the key.\n"
      "IDLETIME <key>\n"
      "    Return the idle time of the <key>, that is the approximated number of\n"
      "    seconds elapsed since the last access to the key.\n"
      "REFCOUNT <key>\n"
      "    Return the number of references of the value associated with the specified\n"
      "    <key>.");
}

}  // namespace redis
