#include "lexer.h"

#include <cctype>
#include <cstring>

namespace simcuda::ptx {
namespace {

bool startsWord(char c) { return isalpha(static_cast<unsigned char>(c)) || strchr("_$%.", c); }

class Lexer {
 public:
  explicit Lexer(const std::string& source) : source_(source) {}

  std::vector<Token> run() {
    while (skipBlank(), at_ < source_.size()) next();
    tokens_.push_back({Token::Kind::end, "", line_, at_});
    return tokens_;
  }

 private:
  void skipBlank() {
    while (at_ < source_.size()) {
      if (source_[at_] == '\n') line_++;
      if (isspace(static_cast<unsigned char>(source_[at_]))) {
        at_++;
      } else if (source_.compare(at_, 2, "//") == 0) {
        at_ = std::min(source_.find('\n', at_), source_.size());
      } else {
        return;
      }
    }
  }

  void next() {
    char c = source_[at_];
    if (startsWord(c)) return take(Token::Kind::word, wordEnd());
    if (isdigit(static_cast<unsigned char>(c))) return take(Token::Kind::number, numberEnd());
    if (c == '"') return take(Token::Kind::text, std::min(source_.find('"', at_ + 1), source_.size() - 1) + 1);
    take(Token::Kind::punctuation, at_ + 1);
  }

  size_t wordEnd() const {
    size_t end = at_ + 1;
    while (end < source_.size() && (isalnum(static_cast<unsigned char>(source_[end])) || strchr("_$.", source_[end]) ||
                                    source_.compare(end, 2, "::") == 0 || source_.compare(end - 1, 2, "::") == 0))
      end++;
    return end;
  }

  size_t numberEnd() const {
    size_t end = at_ + 1;
    while (end < source_.size() && isalnum(static_cast<unsigned char>(source_[end]))) end++;
    return end;
  }

  void take(Token::Kind kind, size_t end) {
    tokens_.push_back({kind, source_.substr(at_, end - at_), line_, at_});
    at_ = end;
  }

  const std::string& source_;
  size_t at_ = 0;
  int line_ = 1;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(const std::string& source) { return Lexer(source).run(); }

}  // namespace simcuda::ptx
