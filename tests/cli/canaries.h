// Secrets that nobody would write by chance, planted where a secret can stand, and looked for in
// everything that comes out: as they are, in other letter cases, and in the encodings that an
// output could carry them in.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/encoding.h"

class Canaries {
 public:
  /// A new secret, for the place that `where` names.
  std::string plant(const std::string& where) {
    const std::size_t number = planted_.size();
    planted_.push_back(
        {where,
         // Two pieces that are told apart each: a secret cut in half is one too.
         {fmt::format("{}{:03}", marks[0], number), fmt::format("{}{:03}", marks[1], number)}});
    return planted_.back().pieces[0] + planted_.back().pieces[1];
  }

  /// Fails for each canary that `text`, which `what` is, shows in any form.
  void look(const std::string& what, const std::string& text) const {
    const std::string lower = lower_case(text);
    if (!has(lower, marks[0]) && !has(lower, marks[1])) return;
    for (const Planted& one : planted_) {
      for (const std::string& piece : one.pieces) {
        for (const std::string& form : forms(piece)) {
          const std::size_t at = lower.find(form);
          if (at == std::string::npos) continue;
          const std::size_t from = at < 100 ? 0 : at - 100;
          FAIL_CHECK(what << " shows the secret of: " << one.where << "\n  ..."
                          << text.substr(from, 200));
          break;
        }
      }
    }
  }
  [[nodiscard]] std::size_t size() const { return planted_.size(); }

  /// Every character as %XX.
  static std::string percent(const std::string& text) {
    std::string out;
    for (const char byte : text) out += fmt::format("%{:02x}", static_cast<unsigned char>(byte));
    return out;
  }
  /// Every character as a reference of XML.
  static std::string references(const std::string& text) {
    std::string out;
    for (const char byte : text) out += fmt::format("&#{};", static_cast<unsigned char>(byte));
    return out;
  }

 private:
  struct Planted {
    std::string where;
    std::vector<std::string> pieces;
  };

  static constexpr std::array<const char*, 2> marks = {"zqjhw", "vkxqj"};

  static bool has(const std::string& text, const std::string& piece) {
    const std::vector<std::string> all = forms(piece);
    return std::any_of(all.begin(), all.end(), [&](const std::string& form) {
      return text.find(form) != std::string::npos;
    });
  }
  static std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
  }
  static std::string hex(const std::string& bytes) {
    std::string out;
    for (const char byte : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return out;
  }
  static std::string base64(const std::string& bytes) {
    constexpr const char* digits =
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789+/";  // as lower_case has it
    std::string out;
    for (std::size_t at = 0; at + 3 <= bytes.size(); at += 3) {
      unsigned block = 0;
      for (std::size_t i = 0; i < 3; ++i) {
        block = block << 8U | static_cast<unsigned char>(bytes[at + i]);
      }
      for (unsigned shift = 24; shift > 0; shift -= 6) out += digits[block >> (shift - 6) & 63U];
    }
    return out;
  }
  static std::vector<std::string> forms(const std::string& piece) {
    const std::string wide =
        shirlint::text::encode(piece, {shirlint::text::EncodingKind::utf16_le, 0}).value_or("");
    std::vector<std::string> out = {piece,      percent(piece), references(piece),
                                    hex(piece), hex(wide),      wide};
    // The characters that fill three bytes whole, wherever these begin.
    for (std::size_t skip = 0; skip < 3; ++skip) out.push_back(base64(piece.substr(skip)));
    return out;
  }

  std::vector<Planted> planted_;
};
