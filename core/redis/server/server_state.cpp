#include "redis/server/server_state.h"

#include "base/number_text.h"

namespace redis {

void ServerState::publishEvent(uint32_t eventClass, base::BytesView event, uint32_t database,
                               base::BytesView key) {
  if ((eventClasses & eventClass) == 0) {
    return;
  }
  const base::Bytes number = base::formatInteger(database);
  if ((eventClasses & EventClass::Keyspace) != 0) {
    pubSub.publish("__keyspace@" + number + "__:" + base::Bytes(key), event);
  }
  if ((eventClasses & EventClass::Keyevent) != 0) {
    pubSub.publish("__keyevent@" + number + "__:" + base::Bytes(event), key);
  }
}

}  // namespace redis
