#include "debug/keyspace_view.h"

#include "base/number_text.h"
#include "redis/keyspace/hash_object.h"
#include "redis/keyspace/list_object.h"
#include "redis/keyspace/set_object.h"
#include "redis/keyspace/sorted_set_object.h"
#include "redis/keyspace/string_object.h"
#include "redis/structures/glob.h"

namespace debug {

using base::Bytes;
using base::BytesView;
using redis::Database;
using redis::Keyspace;
using redis::KeyValue;

namespace {

/// The pieces of a value that are shown, and what they leave out.
class Preview {
 public:
  explicit Preview(JsonWriter& json) : json_(json) { json_.beginArray(); }

  /// False when no more pieces are wanted.
  bool add(BytesView text) { return addItem(nullptr, text); }
  bool add(BytesView label, BytesView text) { return addItem(&label, text); }
  bool isTruncated() const { return isTruncated_; }
  void markTruncated() { isTruncated_ = true; }
  void end() { json_.endArray(); }

 private:
  bool addItem(const BytesView* label, BytesView text) {
    if (count_ == kPreviewItems) {
      isTruncated_ = true;
      return false;
    }
    ++count_;
    json_.beginObject();
    if (label != nullptr) json_.textMember("label", cut(*label));
    json_.textMember("text", cut(text));
    json_.endObject();
    return true;
  }

  BytesView cut(BytesView text) {
    if (text.size() > kPreviewBytes) isTruncated_ = true;
    return text.substr(0, kPreviewBytes);
  }

  JsonWriter& json_;
  size_t count_ = 0;
  bool isTruncated_ = false;
};

size_t previewOf(const redis::StringObject& object, Preview& preview) {
  const redis::StringView view = object.view();
  preview.add(view.bytes());
  return view.bytes().size();
}

size_t previewOf(const redis::ListObject& object, Preview& preview) {
  for (uint32_t i = 0; i < object.size() && preview.add(object.items().at(i)); ++i) {
  }
  return object.size();
}

size_t previewOf(const redis::SetObject& object, Preview& preview) {
  object.forEachWhile([&](BytesView member) { return preview.add(member); });
  return object.size();
}

size_t previewOf(const redis::HashObject& object, Preview& preview) {
  for (const auto& field : object.fields()) {
    if (!preview.add(BytesView(field.key), field.value)) break;
  }
  return object.size();
}

size_t previewOf(const redis::SortedSetObject& object, Preview& preview) {
  const redis::SkipList& order = object.elements().order();
  for (redis::NodeId node = order.first(); node != redis::kNoNode; node = order.next(node)) {
    const Bytes score = base::formatDouble17(order.score(node));
    if (!preview.add(BytesView(score), order.member(node))) break;
  }
  return object.size();
}

size_t writePreview(const redis::Object& object, Preview& preview) {
  switch (object.type()) {
    case redis::ObjectType::String:
      return previewOf(*object.as<redis::StringObject>(), preview);
    case redis::ObjectType::List:
      return previewOf(*object.as<redis::ListObject>(), preview);
    case redis::ObjectType::Set:
      return previewOf(*object.as<redis::SetObject>(), preview);
    case redis::ObjectType::Hash:
      return previewOf(*object.as<redis::HashObject>(), preview);
    case redis::ObjectType::SortedSet:
      return previewOf(*object.as<redis::SortedSetObject>(), preview);
    case redis::ObjectType::Stream:
      break;
  }
  return 0;
}

void writeKey(JsonWriter& json, BytesView key, const KeyValue& value, int64_t nowMs) {
  json.beginObject();
  json.textMember("key", key);
  json.textMember("type", redis::typeName(value.object->type()));
  json.textMember("encoding", redis::encodingName(value.object->encoding()));
  if (value.expireAtMs != redis::kNoExpiry)
    json.integerMember("ttlMs", value.expireAtMs > nowMs ? value.expireAtMs - nowMs : 0);
  json.key("preview");
  Preview preview(json);
  const size_t length = writePreview(*value.object, preview);
  preview.end();
  json.integerMember("length", static_cast<int64_t>(length));
  json.booleanMember("truncated", preview.isTruncated());
  json.endObject();
}

/// Writes one KeyChange; absent sides are nullptr.
void writeChange(JsonWriter& json, const char* kind, uint32_t database, BytesView key,
                 const KeyValue* before, const KeyValue* after, int64_t nowMs) {
  json.beginObject();
  json.textMember("kind", kind);
  json.integerMember("database", database);
  json.textMember("key", key);
  if (before != nullptr) {
    json.key("before");
    writeKey(json, key, *before, nowMs);
  }
  if (after != nullptr) {
    json.key("after");
    writeKey(json, key, *after, nowMs);
  }
  json.endObject();
}

bool isExpired(const KeyValue& value, int64_t nowMs) {
  return value.expireAtMs != redis::kNoExpiry && value.expireAtMs <= nowMs;
}

/// The key in the other state, expired or not.
const KeyValue* findRaw(const Database& database, BytesView key) {
  const auto* entry = database.entries().find(key);
  return entry == nullptr ? nullptr : &entry->value;
}

}  // namespace

void writeKeyspace(JsonWriter& json, Keyspace& keyspace, const KeyspaceQuery& query) {
  if (!keyspace.time().isFrozen()) keyspace.time().refresh();
  const int64_t nowMs = keyspace.time().nowMs();
  const uint32_t number = query.database < keyspace.databaseCount() ? query.database : 0;
  const Database& database = keyspace.database(number);
  uint32_t total = 0;
  JsonWriter keys;
  keys.beginArray();
  for (const auto& entry : database.entries()) {
    if (database.hasExpired(entry.value)) continue;
    if (!query.pattern.empty() && !redis::globMatches(query.pattern, entry.key)) continue;
    if (total >= query.page.offset && total - query.page.offset < query.page.count)
      writeKey(keys, entry.key, entry.value, nowMs);
    ++total;
  }
  keys.endArray();
  json.beginObject();
  json.integerMember("database", number);
  json.integerMember("total", total);
  json.integerMember("offset", query.page.offset);
  json.rawMember("keys", keys.take());
  json.endObject();
}

void writeChanges(JsonWriter& json, Keyspace& before, Keyspace& after) {
  const int64_t nowMs = after.time().nowMs();
  size_t shown = 0;
  json.beginArray();
  for (uint32_t number = 0; number < after.databaseCount(); ++number) {
    const Database& now = after.database(number);
    const Database& then = before.database(number);
    for (const auto& entry : now.entries()) {
      if (shown == kShownChanges) break;
      if (isExpired(entry.value, nowMs)) continue;
      const KeyValue* old = findRaw(then, entry.key);
      const bool isSame = old != nullptr && old->object == entry.value.object &&
                          old->expireAtMs == entry.value.expireAtMs;
      if (isSame) continue;
      writeChange(json, old == nullptr ? "added" : "changed", number, entry.key, old, &entry.value,
                  nowMs);
      ++shown;
    }
    for (const auto& entry : then.entries()) {
      if (shown == kShownChanges) break;
      const KeyValue* current = findRaw(now, entry.key);
      if (current != nullptr && !isExpired(*current, nowMs)) continue;
      writeChange(json, isExpired(entry.value, nowMs) ? "expired" : "removed", number, entry.key,
                  &entry.value, nullptr, nowMs);
      ++shown;
    }
  }
  json.endArray();
}

}  // namespace debug
