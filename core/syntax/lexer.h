#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "syntax/diagnostics.h"
#include "syntax/tree_arena.h"

/// Bytes to tokens (Lua 5.1 manual §2.1).
///
/// Tokens are produced on demand, one at a time, because the first error of a chunk, lexical or
/// syntactic, is the one that Lua reports. Text is bytes: zeros may appear anywhere, letters and
/// digits are those of ASCII whatever the locale is. Names and strings without escapes are views
/// into the source, other strings are views into the arena, so source and arena must outlive the
/// tokens.
///
/// After an error the lexer delivers EndOfFile for ever; the parser needs no second way out.
namespace lua {

/// A token is either a single character, with that character's value, or one of the tokens in
/// tokens.def.
enum class TokenKind : uint16_t {
#define CHARACTER(name, value) name = value,
#define TOKEN(name, text)
#include "syntax/tokens.def"
  FirstNamed = 256,
#define TOKEN(name, text) name,
#include "syntax/tokens.def"
};

/// The token that consists of one character.
constexpr TokenKind symbol(char character) {
  return static_cast<TokenKind>(static_cast<unsigned char>(character));
}

/// How messages show a kind of token: "then", "<name>", "(", "char(1)".
base::Bytes tokenText(TokenKind kind);

/// An identifier, unique in its lexer: equal names have equal addresses.
struct Name {
  std::string_view text;
  uint32_t hash = 0;
  TokenKind keyword = TokenKind::Name;  ///< the reserved word, or Name
};

struct Token {
  TokenKind kind = TokenKind::EndOfFile;
  SourceRange range;
  double number = 0;           ///< of a Number
  std::string_view string;     ///< of a String, after escapes
  const Name* name = nullptr;  ///< of a Name
};

class Lexer {
 public:
  /// `offset` and `line` allow to start in the middle, at a token border.
  Lexer(base::BytesView source, TreeArena& arena, uint32_t offset = 0, uint32_t line = 1);

  /// Lets "[[" stand within [[...]], where it is text.
  void allowNestedBrackets() { allowsNestedBrackets_ = true; }

  /// Skips a first line that begins with '#', as files may have one. Its end of line stays, so
  /// lines keep their numbers.
  void skipHashLine();

  /// Reads the next token.
  Token next();

  /// Line of the end of the last token that was read: what Lua 5.1 reports.
  uint32_t line() const { return line_; }

  /// Text of a token as messages quote it; strings with delimiters and with their escapes resolved.
  /// Ends at a zero byte.
  base::Bytes quote(const Token& token) const;

  /// The lexical error that stopped the lexer: text with "near", without chunk name and line.
  struct Failure {
    base::Bytes text;
    SourceRange range;
  };
  const std::optional<Failure>& failure() const { return failure_; }

  /// The unique Name of `text`, which must outlive the lexer.
  const Name* intern(std::string_view text);

 private:
  static constexpr int kEnd = -1;

  int current() const {
    return position_ < source_.size() ? static_cast<unsigned char>(source_[position_]) : kEnd;
  }
  int peek() const {
    return position_ + 1 < source_.size() ? static_cast<unsigned char>(source_[position_ + 1])
                                          : kEnd;
  }
  bool isAtNewline() const { return current() == '\n' || current() == '\r'; }
  bool accept(char character);
  bool acceptOneOf(std::string_view characters);
  void skipNewline();
  void skipComment();
  Token readToken();
  Token readVisible();
  Token readBracket();
  Token finish(TokenKind kind);
  Token fail(const char* message, base::BytesView near);
  Token readName();
  Token readNumber();
  Token readString(char delimiter);
  bool readEscape();
  int readSeparator();
  bool readLongBracket(int level, bool isComment, std::string_view* content);
  Name* findOrAdd(std::string_view text, uint32_t hash, TokenKind keyword);
  void growNames();

  base::BytesView source_;
  TreeArena& arena_;
  size_t position_;
  uint32_t line_;
  size_t lineStart_;
  SourceRange range_;   // of the token being read
  std::string buffer_;  // string under construction, with its opening delimiter
  std::vector<Name*> names_;
  size_t nameCount_ = 0;
  std::optional<Failure> failure_;
  bool allowsNestedBrackets_ = false;
};

}  // namespace lua
