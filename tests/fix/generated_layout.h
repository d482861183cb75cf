// One config in many spellings: what people, editors and deployment tools do to a file without
// changing what it says. Made with a scanner of its own, so that it does not share the faults of
// the one under test.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/encoding.h"

namespace shirlint::fix::test {

/// Numbers that are the same with every standard library.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  bool percent(std::size_t share) { return below(100) < share; }
  std::string_view one_of(std::initializer_list<std::string_view> choices) {
    return choices.begin()[below(choices.size())];
  }

 private:
  std::mt19937_64 engine_;
};

/// The bytes of a file and what is true of them by construction.
struct LaidOut {
  std::string bytes;
  std::string bom;  // its bytes
  text::Encoding encoding;
  std::string encoding_label;  // "utf-8, BOM"
  std::string line_ends;       // "CRLF", "LF", "CR", "mixed", "none"
};

/// Has `text` no line end but of this kind?
inline bool has_line_ends(std::string_view kind, std::string_view text) {
  if (kind == "none") return true;  // there is none to go by
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool pair = text.substr(at, 2) == "\r\n";
    if (pair && kind != "CRLF" && kind != "mixed") return false;
    if (!pair && text[at] == '\r' && kind != "CR") return false;
    if (!pair && text[at] == '\n' && kind != "LF" && kind != "mixed") return false;
    if (pair) ++at;
  }
  return true;
}

/// Spells `text` (line ends LF) in a way of its own. What is not well-formed keeps its tags.
class Layout {
 public:
  explicit Layout(Chance& chance) : chance_(chance) {
    indent_ = chance_.one_of({"  ", "  ", "    ", "\t", "\t", " ", ""});
    quote_ = chance_.percent(80) ? '"' : '\'';
    equals_ = chance_.percent(93) ? "=" : chance_.one_of({" = ", "= ", " ="});
    one_line_ = chance_.percent(6);
    pick_encoding();
  }

  /// `keep_declaration`: what the file says of its encoding is its fault, or it stands too late.
  LaidOut lay_out(std::string text, bool restyle, bool keep_declaration) {
    LaidOut out;
    if (keep_declaration) encoding_ = {{}, "utf-8, no BOM", "", true};
    if (restyle) text = respell(text);
    if (!keep_declaration) text = declaration() + without_declaration(text);
    if (chance_.percent(4)) text.pop_back();
    out.line_ends = end_lines(text);
    if (text.find_first_of("\r\n") == std::string::npos) out.line_ends = "none";
    out.encoding = encoding_.value;
    auto bytes = text::encode(text, encoding_.value);
    if (!bytes) {  // a character that it lacks
      encoding_ = {{}, "utf-8, BOM", "\xEF\xBB\xBF", true};
      bytes = text;
      const std::size_t named = text.find("?>");
      if (!keep_declaration && named != std::string::npos) bytes = text.substr(named + 2);
      out.encoding = {};
    }
    out.bom = encoding_.bom;
    out.encoding_label = encoding_.label;
    out.bytes = out.bom + *bytes;
    return out;
  }

 private:
  struct EncodingChoice {
    text::Encoding value;
    std::string label;
    std::string bom;
    bool non_ascii = true;
  };

  void pick_encoding() {
    using text::EncodingKind;
    const std::size_t at = chance_.below(100);
    const auto named = [&](std::string_view name, bool non_ascii) {
      encoding_ = {*text::find_encoding(name), std::string(name), "", non_ascii};
    };
    if (at < 25) {
      encoding_ = {{}, "utf-8, BOM", "\xEF\xBB\xBF", true};
    } else if (at < 56) {
      encoding_ = {{}, "utf-8, no BOM", "", true};
    } else if (at < 66) {
      encoding_ = {{EncodingKind::utf16_le, 0}, "utf-16LE, BOM", "\xFF\xFE", true};
    } else if (at < 73) {
      encoding_ = {{EncodingKind::utf16_be, 0}, "utf-16BE, BOM", "\xFE\xFF", true};
    } else if (at < 82) {
      named("windows-1252", true);
    } else if (at < 91) {
      named("iso-8859-1", true);
    } else {
      named("us-ascii", false);
    }
  }

  std::string declaration() {
    using text::EncodingKind;
    const EncodingKind kind = encoding_.value.kind;
    const std::string q(1, quote_);
    std::string name;
    if (kind == EncodingKind::single_byte) name = encoding_.label;
    if (kind == EncodingKind::utf8 && chance_.percent(75))
      name = chance_.one_of({"utf-8", "UTF-8"});
    if (kind == EncodingKind::utf16_le || kind == EncodingKind::utf16_be) {
      name = chance_.one_of({"utf-16", "UTF-16", ""});
    }
    if (name.empty() && chance_.percent(50)) return {};
    std::string made = "<?xml version=" + q + "1.0" + q;
    if (!name.empty()) made += " encoding=" + q + name + q;
    if (chance_.percent(5)) made += " standalone=" + q + "yes" + q;
    return made + std::string(chance_.one_of({"?>", "?>\n", "?>\n", " ?>\n"}));
  }

  static std::string without_declaration(const std::string& text) {
    if (text.substr(0, 5) != "<?xml") return text;
    std::size_t end = text.find("?>");
    if (end == std::string::npos) return text;
    end += 2;
    if (end < text.size() && text[end] == '\n') ++end;
    return text.substr(end);
  }

  // -- tags ---------------------------------------------------------------------------------

  std::string respell(const std::string& text) {
    if (text.find("<!DOCTYPE") != std::string::npos) return text;
    std::string out;
    int depth = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = piece_end(text, at);
      const std::string piece = text.substr(at, end - at);
      at = end;
      if (piece[0] != '<') {
        out += between(piece);
      } else if (piece.size() > 2 && piece[1] != '!' && piece[1] != '?' && piece[1] != '/') {
        out += start_tag(piece);
        depth += piece[piece.size() - 2] == '/' ? 0 : 1;
        if (depth > 0 && chance_.percent(3) && white(text, at)) out += comment();
      } else {
        out += piece;
        if (piece[1] == '/') --depth;
        if (depth > 0 && chance_.percent(2) && white(text, at)) out += comment();
      }
    }
    return out;
  }

  /// Is what follows white space or markup? A comment may then stand here.
  static bool white(const std::string& text, std::size_t at) {
    const std::size_t first = text.find_first_not_of(" \n\t", at);
    return first == std::string::npos || text[first] == '<';
  }

  static std::size_t piece_end(const std::string& text, std::size_t at) {
    const auto behind = [&](std::string_view mark, std::size_t from) {
      const std::size_t found = text.find(mark, from);
      return found == std::string::npos ? text.size() : found + mark.size();
    };
    if (text[at] != '<') return std::min(text.find('<', at), text.size());
    if (text.compare(at, 4, "<!--") == 0) return behind("-->", at + 4);
    if (text.compare(at, 9, "<![CDATA[") == 0) return behind("]]>", at + 9);
    if (text.compare(at, 2, "<?") == 0) return behind("?>", at + 2);
    char open = 0;
    for (std::size_t i = at + 1; i < text.size(); ++i) {
      if (open != 0) {
        if (text[i] == open) open = 0;
      } else if (text[i] == '"' || text[i] == '\'') {
        open = text[i];
      } else if (text[i] == '>') {
        return i + 1;
      }
    }
    return text.size();
  }

  /// White space between tags: another indentation, all on one line, blank lines.
  std::string between(const std::string& text) {
    if (text.find_first_not_of(" \n") != std::string::npos) return text;
    if (text.find('\n') == std::string::npos || one_line_) return one_line_ ? "" : text;
    std::string out = "\n";
    if (chance_.percent(3)) out += chance_.one_of({"\n", "  \n", "\t\n\n"});
    const std::size_t blanks = text.size() - text.rfind('\n') - 1;
    for (std::size_t level = 0; level < blanks / 2; ++level) out += indent_;
    if (chance_.percent(2)) out += " ";
    if (chance_.percent(2)) out = " " + out;
    return out;
  }

  std::string comment() {
    if (encoding_.non_ascii && chance_.percent(25)) {
      return "<!-- ge\xC3\xA4ndert: M\xC3\xBCller & S\xC3\xB6hne <CHG12> -->";
    }
    return std::string(
        chance_.one_of({"<!---->", "<!-- proxy: see the runbook -->",
                        "<!-- <proxy proxyaddress=\"old:8080\" usesystemdefault='True' /> -->",
                        "<!--\n two\n  lines -->", "<!--]]>-->", "<!-- -\n-->"}));
  }

  struct Attribute {
    std::string name;
    std::string value;
    char quote = '"';
  };

  std::string start_tag(const std::string& tag) {
    std::vector<Attribute> attributes;
    std::size_t at = tag.find_first_of(" \n\t/>", 1);
    const std::string name = tag.substr(0, at);
    for (;;) {
      at = tag.find_first_not_of(" \n\t", at);
      if (at == std::string::npos) return tag;
      if (tag[at] == '>' || tag[at] == '/') break;
      const std::size_t is = tag.find_first_of(" \n\t=", at);
      if (is == std::string::npos || tag[is] != '=') return tag;
      const char quote = tag[is + 1];
      if (quote != '"' && quote != '\'') return tag;
      const std::size_t end = tag.find(quote, is + 2);
      if (end == std::string::npos) return tag;
      attributes.push_back({tag.substr(at, is - at), tag.substr(is + 2, end - is - 2), quote});
      at = end + 1;
    }
    const std::string close = tag.substr(at);
    if (close != ">" && close != "/>") return tag;
    return name + spelled(attributes) + (close == ">" ? wide(">") : empty_end(name));
  }

  std::string wide(const std::string& end) { return (chance_.percent(2) ? " " : "") + end; }

  std::string empty_end(const std::string& name) {
    const std::size_t at = chance_.below(20);
    if (at < 12) return " />";
    if (at < 18) return "/>";
    return "></" + name.substr(1) + ">";
  }

  std::string spelled(std::vector<Attribute>& attributes) {
    const bool own_lines = attributes.size() > 1 && chance_.percent(6);
    for (std::size_t i = attributes.size(); i > 1 && chance_.percent(30); --i) {
      std::swap(attributes[i - 1], attributes[chance_.below(i)]);
    }
    std::string out;
    for (const Attribute& attribute : attributes) {
      out += own_lines ? "\n" + indent_ + indent_ + indent_ : chance_.percent(2) ? "  " : " ";
      char quote = chance_.percent(6) ? (quote_ == '"' ? '\'' : '"') : quote_;
      if (attribute.value.find(quote) != std::string::npos) quote = attribute.quote;
      out += attribute.name + equals_ + quote + entities(attribute.value) + quote;
    }
    return out;
  }

  /// A letter as a reference, now and then.
  std::string entities(const std::string& value) {
    if (value.empty() || !chance_.percent(2) || value.find('&') != std::string::npos) return value;
    const std::size_t at = chance_.below(value.size());
    const auto code = static_cast<unsigned char>(value[at]);
    if (code <= 0x20 || code >= 0x7F) return value;
    return value.substr(0, at) + "&#" + std::to_string(code) + ";" + value.substr(at + 1);
  }

  std::string end_lines(std::string& text) {
    const std::size_t at = chance_.below(100);
    std::string kind = at < 55 ? "CRLF" : at < 85 ? "LF" : at < 95 ? "mixed" : "CR";
    if (kind == "LF") return kind;
    std::string out;
    for (const char c : text) {
      if (c != '\n') {
        out += c;
      } else if (kind == "CR") {
        out += '\r';
      } else {
        out += kind == "CRLF" || chance_.percent(60) ? "\r\n" : "\n";
      }
    }
    text = std::move(out);
    return kind;
  }

  Chance& chance_;
  EncodingChoice encoding_;
  std::string indent_;
  std::string equals_;
  char quote_ = '"';
  bool one_line_ = false;
};

}  // namespace shirlint::fix::test
