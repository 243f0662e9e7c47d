#include "script/function_library.h"

#include <algorithm>
#include <utility>

#include "redis/commands/argument_reader.h"
#include "script/command_line.h"
#include "script/messages.h"
#include "script/script_cache.h"
#include "script/script_engine.h"

namespace script {

using base::Bytes;
using base::BytesView;

namespace {

constexpr BytesView kNamePrefix = "name=";

/// Reads the words behind the engine's name.
void readOptions(const std::vector<Bytes>& words, LibraryMetadata& metadata) {
  bool isNamed = false;
  for (size_t i = 1; i < words.size(); ++i) {
    const BytesView word = words[i];
    if (!redis::equalsIgnoreCase(word.substr(0, kNamePrefix.size()), kNamePrefix)) {
      metadata.error = Bytes(messages::kInvalidMetadata) + words[i];
      return;
    }
    if (isNamed) {
      metadata.error = Bytes(messages::kSecondName);
      return;
    }
    isNamed = true;
    metadata.name = word.substr(kNamePrefix.size());
  }
  if (!isNamed) {
    metadata.error = Bytes(messages::kNoLibraryName);
  } else if (!isFunctionName(metadata.name)) {
    metadata.error = "ERR " + Bytes(messages::kBadFunctionName);
  }
}

}  // namespace

LibraryMetadata parseLibraryMetadata(BytesView source) {
  LibraryMetadata metadata;
  if (source.substr(0, 2) != "#!") {
    metadata.error = Bytes(messages::kMissingMetadata);
    return metadata;
  }
  metadata.length = source.substr(0, source.find('\0')).find('\n');
  if (metadata.length == BytesView::npos) {
    metadata.error = Bytes(messages::kInvalidLibrary);
    return metadata;
  }
  base::Result<std::vector<Bytes>> words = splitCommandLine(source.substr(0, metadata.length));
  if (!words.isOk() || words.value().empty()) {
    metadata.error = Bytes(messages::kInvalidLibrary);
    return metadata;
  }
  readOptions(words.value(), metadata);
  const BytesView engine = BytesView(words.value()[0]).substr(2);
  if (metadata.error.empty() && !redis::equalsIgnoreCase(engine, kFunctionEngine))
    metadata.error = Bytes(messages::kNoEngine) + Bytes(engine) + "' not found";
  return metadata;
}

bool isLibrary(BytesView source) { return parseLibraryMetadata(source).error.empty(); }

bool isFunctionName(BytesView text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

const FunctionLibrary* FunctionLibraries::find(BytesView name) const {
  const auto found = places_.find(std::string(name));
  return found == places_.end() ? nullptr : found->second.library;
}

const LibraryFunction* FunctionLibraries::findFunction(BytesView name) const {
  const auto found = functions_.find(lowerCase(name));
  return found == functions_.end() ? nullptr : found->second.function;
}

void FunctionLibraries::add(std::unique_ptr<FunctionLibrary> library) {
  // Of two functions whose names differ in case only, the first can be called.
  for (const LibraryFunction& function : library->functions)
    functions_.emplace(lowerCase(function.name), Place{library.get(), &function});
  places_.emplace(library->name, Place{library.get()});
  functionCount_ += library->functions.size();
  libraries_.push_back(std::move(library));
}

std::unique_ptr<FunctionLibrary> FunctionLibraries::take(BytesView name) {
  const FunctionLibrary* known = find(name);
  if (known == nullptr) return nullptr;
  const auto found = std::find_if(libraries_.begin(), libraries_.end(),
                                  [known](const auto& library) { return library.get() == known; });
  std::unique_ptr<FunctionLibrary> library = std::move(*found);
  libraries_.erase(found);
  functionCount_ -= library->functions.size();
  for (const LibraryFunction& function : library->functions)
    functions_.erase(lowerCase(function.name));
  places_.erase(library->name);
  return library;
}

std::vector<std::unique_ptr<FunctionLibrary>> FunctionLibraries::takeAll() {
  functions_.clear();
  places_.clear();
  functionCount_ = 0;
  return std::exchange(libraries_, {});
}

}  // namespace script
