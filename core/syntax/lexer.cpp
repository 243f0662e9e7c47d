#include "syntax/lexer.h"

#include <algorithm>
#include <string>

#include "base/assert.h"
#include "base/number_text.h"

namespace lua {
namespace {

constexpr const char* kTokenTexts[] = {
#define TOKEN(name, text) text,
#include "syntax/tokens.def"
};

// Character classes of the "C" locale; bytes from 128 on are in none of them.
constexpr bool isDigit(int c) { return c >= '0' && c <= '9'; }
constexpr bool isLetter(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool isNamePart(int c) { return isLetter(c) || isDigit(c) || c == '_'; }
constexpr bool isControl(int c) { return c < 32 || c == 127; }

constexpr uint32_t kHashSeed = 2166136261u;
constexpr uint32_t mixHash(uint32_t hash, unsigned char byte) { return (hash ^ byte) * 16777619u; }

base::BytesView upToZero(base::BytesView text) { return text.substr(0, text.find('\0')); }

}  // namespace

base::Bytes tokenText(TokenKind kind) {
  const int value = static_cast<int>(kind);
  const int firstNamed = static_cast<int>(TokenKind::FirstNamed);
  if (value > firstNamed) return kTokenTexts[value - firstNamed - 1];
  if (isControl(value)) return "char(" + std::to_string(value) + ")";
  return base::Bytes(1, static_cast<char>(value));
}

Lexer::Lexer(base::BytesView source, TreeArena& arena, uint32_t offset, uint32_t line)
    : source_(source), arena_(arena), position_(offset), line_(line), lineStart_(offset) {
  while (lineStart_ > 0 && source_[lineStart_ - 1] != '\n' && source_[lineStart_ - 1] != '\r')
    --lineStart_;
  names_.resize(256);
#define TOKEN(name, text)
#define KEYWORD(name, text) addKeyword(text, TokenKind::name);
  const auto addKeyword = [this](std::string_view text, TokenKind kind) {
    uint32_t hash = kHashSeed;
    for (const char c : text) hash = mixHash(hash, static_cast<unsigned char>(c));
    findOrAdd(text, hash, kind);
  };
#include "syntax/tokens.def"
}

void Lexer::skipHashLine() {
  if (current() != '#') return;
  while (current() != kEnd && !isAtNewline()) ++position_;
}

const Name* Lexer::intern(std::string_view text) {
  uint32_t hash = kHashSeed;
  for (const char c : text) hash = mixHash(hash, static_cast<unsigned char>(c));
  return findOrAdd(text, hash, TokenKind::Name);
}

Name* Lexer::findOrAdd(std::string_view text, uint32_t hash, TokenKind keyword) {
  size_t mask = names_.size() - 1;
  size_t slot = hash & mask;
  for (; names_[slot] != nullptr; slot = (slot + 1) & mask) {
    if (names_[slot]->hash == hash && names_[slot]->text == text) return names_[slot];
  }
  Name* name = arena_.make<Name>(text, hash, keyword);
  names_[slot] = name;
  if (++nameCount_ * 2 > names_.size()) growNames();
  return name;
}

void Lexer::growNames() {
  std::vector<Name*> old(names_.size() * 2);
  old.swap(names_);
  const size_t mask = names_.size() - 1;
  for (Name* name : old) {
    if (name == nullptr) continue;
    size_t slot = name->hash & mask;
    while (names_[slot] != nullptr) slot = (slot + 1) & mask;
    names_[slot] = name;
  }
}

Token Lexer::next() {
  if (failure_) return finish(TokenKind::EndOfFile);
  return readToken();
}

base::Bytes Lexer::quote(const Token& token) const {
  if (token.kind == TokenKind::Name || token.kind == TokenKind::Number) {
    return base::Bytes(upToZero(source_.substr(token.range.offset, token.range.length)));
  }
  if (token.kind != TokenKind::String) return tokenText(token.kind);
  base::Bytes text;
  const char delimiter = source_[token.range.offset];
  if (delimiter != '[') {
    text.append(1, delimiter).append(token.string).append(1, delimiter);
  } else {
    const size_t bracket = source_.find('[', token.range.offset + 1);
    const size_t equals = bracket - token.range.offset - 1;
    text.append("[").append(equals, '=').append("[").append(token.string);
    text.append("]").append(equals, '=').append("]");
  }
  return base::Bytes(upToZero(text));
}

Token Lexer::finish(TokenKind kind) {
  range_.length = static_cast<uint32_t>(position_ - range_.offset);
  Token token;
  token.kind = kind;
  token.range = range_;
  return token;
}

Token Lexer::fail(const char* message, base::BytesView near) {
  const Token token = finish(TokenKind::EndOfFile);
  base::Bytes text = message;
  text.append(" near '").append(upToZero(near)).append("'");
  failure_ = Failure{std::move(text), token.range};
  return token;
}

bool Lexer::accept(char character) {
  if (current() != static_cast<unsigned char>(character)) return false;
  ++position_;
  return true;
}

/// Lua 5.1 looks characters up in a C string, in which the terminating zero counts as one of them.
bool Lexer::acceptOneOf(std::string_view characters) {
  const int c = current();
  if (c != 0 && (c == kEnd || characters.find(static_cast<char>(c)) == std::string_view::npos))
    return false;
  ++position_;
  return true;
}

/// Skips "\n", "\r", "\r\n" or "\n\r" as one end of line.
void Lexer::skipNewline() {
  const int first = current();
  ++position_;
  if (isAtNewline() && current() != first) ++position_;
  ++line_;
  lineStart_ = position_;
}

Token Lexer::readToken() {
  while (true) {
    range_ = {static_cast<uint32_t>(position_), 0, line_,
              static_cast<uint32_t>(position_ - lineStart_ + 1)};
    switch (current()) {
      case kEnd:
        return finish(TokenKind::EndOfFile);
      case '\n':
      case '\r':
        skipNewline();
        continue;
      case ' ':
      case '\t':
      case '\v':
      case '\f':
        ++position_;
        continue;
      case '-':
        ++position_;
        if (!accept('-')) return finish(symbol('-'));
        skipComment();
        if (failure_) return finish(TokenKind::EndOfFile);
        continue;
      default:
        return readVisible();
    }
  }
}

/// At a character that begins a token.
Token Lexer::readVisible() {
  const int c = current();
  switch (c) {
    case '[':
      return readBracket();
    case '"':
    case '\'':
      return readString(static_cast<char>(c));
    case '=':
      ++position_;
      return finish(accept('=') ? TokenKind::Equal : symbol('='));
    case '<':
      ++position_;
      return finish(accept('=') ? TokenKind::LessEqual : symbol('<'));
    case '>':
      ++position_;
      return finish(accept('=') ? TokenKind::GreaterEqual : symbol('>'));
    case '~':
      ++position_;
      return finish(accept('=') ? TokenKind::NotEqual : symbol('~'));
    case '.':
      if (isDigit(peek())) return readNumber();
      ++position_;
      if (!acceptOneOf(".")) return finish(symbol('.'));
      return finish(acceptOneOf(".") ? TokenKind::Dots : TokenKind::Concat);
    default:
      if (isDigit(c)) return readNumber();
      if (isNamePart(c)) return readName();
      ++position_;
      return finish(symbol(static_cast<char>(c)));
  }
}

/// At '[': a long string, or the bracket.
Token Lexer::readBracket() {
  const int level = readSeparator();
  if (level == -1) return finish(symbol('['));
  if (level < 0) {
    return fail("invalid long string delimiter",
                source_.substr(range_.offset, position_ - range_.offset));
  }
  std::string_view content;
  if (!readLongBracket(level, false, &content)) return finish(TokenKind::EndOfFile);
  Token token = finish(TokenKind::String);
  token.string = content;
  return token;
}

/// Behind "--": a long comment if a long bracket follows at once, else the rest of the line.
void Lexer::skipComment() {
  if (current() == '[') {
    const int level = readSeparator();
    if (level >= 0) {
      readLongBracket(level, true, nullptr);
      return;
    }
  }
  while (current() != kEnd && !isAtNewline()) ++position_;
}

Token Lexer::readName() {
  uint32_t hash = kHashSeed;
  const size_t start = position_;
  for (; isNamePart(current()); ++position_)
    hash = mixHash(hash, static_cast<unsigned char>(source_[position_]));
  const Name* name = findOrAdd(source_.substr(start, position_ - start), hash, TokenKind::Name);
  Token token = finish(name->keyword);
  token.name = name;
  return token;
}

/// A number token is everything that looks like part of one; conversion then decides, so that "3x"
/// and "3..2" are one malformed number.
Token Lexer::readNumber() {
  const size_t start = position_;
  while (isDigit(current()) || current() == '.') ++position_;
  if (acceptOneOf("Ee")) acceptOneOf("+-");
  while (isNamePart(current())) ++position_;
  const base::BytesView text = source_.substr(start, position_ - start);
  const std::optional<double> number = base::parseLuaNumber(upToZero(text));
  if (!number) return fail("malformed number", text);
  Token token = finish(TokenKind::Number);
  token.number = *number;
  return token;
}

Token Lexer::readString(char delimiter) {
  const auto isPlain = [delimiter](int c) {
    return c != delimiter && c != '\\' && c != '\n' && c != '\r' && c != kEnd;
  };
  const size_t start = ++position_;
  while (isPlain(current())) ++position_;
  if (current() == static_cast<unsigned char>(delimiter)) {
    ++position_;
    Token token = finish(TokenKind::String);
    token.string = source_.substr(start, position_ - 1 - start);
    return token;
  }
  buffer_.assign(1, delimiter);
  buffer_.append(source_.substr(start, position_ - start));
  while (current() != static_cast<unsigned char>(delimiter)) {
    if (current() == kEnd) return fail("unfinished string", tokenText(TokenKind::EndOfFile));
    if (isAtNewline()) return fail("unfinished string", buffer_);
    if (current() == '\\') {
      if (!readEscape()) return fail("escape sequence too large", buffer_);
    } else {
      buffer_.push_back(static_cast<char>(current()));
      ++position_;
    }
  }
  ++position_;
  Token token = finish(TokenKind::String);
  token.string = arena_.copyBytes(std::string_view(buffer_).substr(1));
  return token;
}

/// At a backslash. A backslash before the end of the source is dropped: the caller then reports the
/// unfinished string.
bool Lexer::readEscape() {
  ++position_;
  const int c = current();
  if (c == kEnd) return true;
  if (isAtNewline()) {
    buffer_.push_back('\n');
    skipNewline();
    return true;
  }
  if (isDigit(c)) {
    int value = 0;
    for (int digits = 0; digits < 3 && isDigit(current()); ++digits, ++position_)
      value = value * 10 + (current() - '0');
    if (value > 255) return false;
    buffer_.push_back(static_cast<char>(value));
    return true;
  }
  static constexpr std::string_view kLetters = "abfnrtv";
  static constexpr std::string_view kValues = "\a\b\f\n\r\t\v";
  const size_t known = kLetters.find(static_cast<char>(c));
  buffer_.push_back(known == std::string_view::npos ? static_cast<char>(c) : kValues[known]);
  ++position_;
  return true;
}

/// At '[' or ']': skips it and the '=' behind it. Returns their number if the same bracket follows,
/// else -1 minus their number.
int Lexer::readSeparator() {
  const int bracket = current();
  int count = 0;
  ++position_;
  for (; current() == '='; ++position_) ++count;
  return current() == bracket ? count : -count - 1;
}

/// At the second '[' of a long bracket. Ends of line become "\n"; one directly behind the opening
/// is dropped. `content` is null for comments. Returns false after recording an error.
bool Lexer::readLongBracket(int level, bool isComment, std::string_view* content) {
  ++position_;
  if (isAtNewline()) skipNewline();
  buffer_.clear();
  size_t start = position_;  // of the part that is not yet in buffer_
  while (true) {
    switch (current()) {
      case kEnd:
        fail(isComment ? "unfinished long comment" : "unfinished long string",
             tokenText(TokenKind::EndOfFile));
        return false;
      case '[':
        // Level 0 nested in 5.0, so that 5.1 has an error for it (LUA_COMPAT_LSTR), and Redis has
        // not.
        if (readSeparator() == level) {
          ++position_;
          if (level == 0 && !allowsNestedBrackets_) {
            fail("nesting of [[...]] is deprecated", "[");
            return false;
          }
        }
        break;
      case ']': {
        const size_t end = position_;
        if (readSeparator() != level) break;
        ++position_;
        if (isComment) return true;
        const base::BytesView rest = source_.substr(start, end - start);
        *content = buffer_.empty() ? rest : arena_.copyBytes(buffer_.append(rest));
        return true;
      }
      case '\n':
      case '\r': {
        const bool isPlain = current() == '\n' && peek() != '\r';
        if (isPlain || isComment) {
          skipNewline();
          break;
        }
        buffer_.append(source_.substr(start, position_ - start)).push_back('\n');
        skipNewline();
        start = position_;
        break;
      }
      default:
        ++position_;
    }
  }
}

}  // namespace lua
