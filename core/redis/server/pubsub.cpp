#include "redis/server/pubsub.h"

#include <algorithm>

#include "redis/resp/encoder.h"
#include "redis/structures/glob.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

void send(Session& session, std::initializer_list<BytesView> parts) {
  std::vector<Reply> elements;
  for (const BytesView part : parts) {
    elements.push_back(Reply::bulk(part));
  }
  session.push(std::move(elements));
}

int64_t sendToAll(const PubSub::Subscribers& table, BytesView kind, BytesView channel,
                  BytesView message) {
  const auto* entry = table.find(channel);
  if (entry == nullptr) {
    return 0;
  }
  for (Session* session : entry->value) {
    send(*session, {kind, channel, message});
  }
  return static_cast<int64_t>(entry->value.size());
}

}  // namespace

int64_t PubSub::publish(BytesView channel, BytesView message) {
  int64_t receivers = sendToAll(channels_, "message", channel, message);
  for (const Subscribers::Entry& entry : patterns_) {
    if (globMatches(entry.key, channel, GlobCase::Sensitive)) {
      for (Session* session : entry.value) {
        send(*session, {"pmessage", entry.key, channel, message});
      }
      receivers += static_cast<int64_t>(entry.value.size());
    }
  }
  return receivers;
}

int64_t PubSub::publishToShard(BytesView channel, BytesView message) {
  return sendToAll(shardChannels_, "smessage", channel, message);
}

bool PubSub::subscribe(Subscribers& table, std::vector<Bytes>& own, Session& session,
                       BytesView name) {
  if (std::find(own.begin(), own.end(), name) != own.end()) {
    return false;
  }
  own.emplace_back(name);
  table.insert(name).first->value.push_back(&session);
  return true;
}

bool PubSub::unsubscribe(Subscribers& table, std::vector<Bytes>& own, Session& session,
                         BytesView name) {
  const auto found = std::find(own.begin(), own.end(), name);
  if (found == own.end()) {
    return false;
  }
  auto* entry = table.find(name);
  std::erase(entry->value, &session);
  if (entry->value.empty()) {
    table.erase(name);
  }
  own.erase(found);
  return true;
}

void PubSub::forget(Session& session) {
  const auto forgetAll = [&session](Subscribers& table, std::vector<Bytes>& own) {
    while (!own.empty()) {
      const Bytes name = own.back();
      unsubscribe(table, own, session, name);
    }
  };
  forgetAll(channels_, session.channels);
  forgetAll(patterns_, session.patterns);
  forgetAll(shardChannels_, session.shardChannels);
}

}  // namespace redis
