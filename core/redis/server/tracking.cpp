#include "redis/server/tracking.h"

#include <algorithm>
#include <utility>

#include "base/random.h"

namespace redis {

using base::Bytes;
using base::BytesView;

void Tracking::enable(Session& session, const TrackingState& state) {
  TrackingState& own = session.tracking;
  trackingClients_ += own.isOn ? 0 : 1;
  std::vector<Bytes> prefixes = std::move(own.prefixes);
  const bool wasCaching = own.cachingSaid;
  own = state;
  own.isOn = true;
  own.cachingSaid = wasCaching;
  own.prefixes = std::move(prefixes);
  if (!own.broadcast) {
    return;
  }
  std::vector<Bytes> added = state.prefixes;
  if (added.empty() && own.prefixes.empty()) {
    added.emplace_back();
  }
  for (const Bytes& text : added) {
    auto found = std::find_if(prefixes_.begin(), prefixes_.end(),
                              [&](const Prefix& known) { return known.text == text; });
    if (found == prefixes_.end()) {
      prefixes_.push_back({text, {}, {}});
      found = prefixes_.end() - 1;
    }
    if (std::find(found->sessions.begin(), found->sessions.end(), &session) ==
        found->sessions.end()) {
      found->sessions.push_back(&session);
      own.prefixes.push_back(text);
    }
  }
}

void Tracking::disable(Session& session) {
  if (!session.tracking.isOn) {
    return;
  }
  --trackingClients_;
  for (Prefix& prefix : prefixes_) {
    std::erase(prefix.sessions, &session);
  }
  std::erase_if(prefixes_, [](const Prefix& prefix) { return prefix.sessions.empty(); });
  session.tracking = TrackingState();
}

void Tracking::remember(const Session& session, BytesView key) {
  const TrackingState& state = session.tracking;
  if (state.broadcast || (state.optIn && !state.cachingSaid) ||
      (state.optOut && state.cachingSaid)) {
    return;
  }
  std::vector<uint64_t>& readers = readers_.insert(key).first->value;
  if (std::find(readers.begin(), readers.end(), session.id) == readers.end()) {
    readers.push_back(session.id);
  }
}

void Tracking::send(Session& session, Reply keys) {
  Session* target = &session;
  const bool isRedirected = session.tracking.redirectTo != 0;
  if (isRedirected) {
    target = clients_->find(session.tracking.redirectTo);
    if (target == nullptr) {
      session.tracking.redirectBroken = true;
      if (session.respVersion > 2) {
        session.push({Reply::bulk("tracking-redir-broken"),
                      Reply::integer(static_cast<int64_t>(session.tracking.redirectTo))});
      }
      return;
    }
  }
  if (target->respVersion > 2) {
    target->push({Reply::bulk("invalidate"), std::move(keys)});
  } else if (isRedirected && target->isSubscriber()) {
    target->push({Reply::bulk("message"), Reply::bulk("__redis__:invalidate"), std::move(keys)});
  }
}

void Tracking::notify(Session& session, const Session* writer, BytesView key, bool all) {
  if (&session == writer) {
    pending_.push_back({session.id, all, Bytes(key)});
  } else {
    send(session, all ? Reply::nullArray() : Reply::array({Reply::bulk(key)}));
  }
}

void Tracking::invalidate(BytesView key, const Session* writer) {
  for (Prefix& prefix : prefixes_) {
    const uint64_t writerId = writer != nullptr ? writer->id : 0;
    const auto known = std::find_if(prefix.changes.begin(), prefix.changes.end(),
                                    [&](const Change& change) { return change.key == key; });
    if (known != prefix.changes.end()) {
      // The last writer counts: what a client wrote itself may have expired since.
      known->writer = writerId;
    } else if (key.substr(0, prefix.text.size()) == prefix.text) {
      prefix.changes.push_back({Bytes(key), writerId});
    }
  }
  auto* entry = readers_.find(key);
  if (entry == nullptr) {
    return;
  }
  const Bytes name(key);
  const std::vector<uint64_t> readers = std::move(entry->value);
  readers_.erase(name);
  for (const uint64_t id : readers) {
    Session* session = clients_->find(id);
    if (session == nullptr || !session->tracking.isOn || session->tracking.broadcast ||
        (session->tracking.noLoop && session == writer)) {
      continue;
    }
    notify(*session, writer, name, false);
  }
}

void Tracking::invalidateAll(const Session* writer) {
  for (Session* session : clients_->all()) {
    if (session->tracking.isOn) {
      notify(*session, writer, {}, true);
    }
  }
  readers_ = {};
}

void Tracking::sendPending(Session& session) {
  if (pending_.empty()) {
    return;
  }
  std::vector<Pending> others;
  for (Pending& message : std::exchange(pending_, {})) {
    if (message.session != session.id) {
      others.push_back(std::move(message));
    } else {
      send(session, message.all ? Reply::nullArray() : Reply::array({Reply::bulk(message.key)}));
    }
  }
  pending_ = std::move(others);
}

size_t Tracking::itemCount() const {
  size_t count = 0;
  for (const auto& entry : readers_) {
    count += entry.value.size();
  }
  return count;
}

void Tracking::limitKeys(size_t maximum, base::Random& random) {
  while (maximum != 0 && readers_.size() > maximum) {
    const auto* entry = readers_.random([&random](uint64_t count) { return random.below(count); });
    invalidate(Bytes(entry->key), nullptr);
  }
}

void Tracking::broadcast() {
  for (Prefix& prefix : prefixes_) {
    if (prefix.changes.empty()) {
      continue;
    }
    const std::vector<Change> changes = std::exchange(prefix.changes, {});
    for (Session* session : prefix.sessions) {
      Reply keys = Reply::array();
      for (const Change& change : changes) {
        if (!session->tracking.noLoop || change.writer != session->id) {
          keys.addBulk(change.key);
        }
      }
      if (!keys.elements().empty()) {
        send(*session, std::move(keys));
      }
    }
  }
}

}  // namespace redis
