// One text file: its bytes as they are on disk, the same text as UTF-8, and the way between
// offsets, lines and columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/encoding.h"
#include "text/span.h"

namespace shirlint::text {

/// Immutable after construction; cheap to move. Spans and offsets taken or returned are byte
/// offsets into `text()`, except where a name says `byte`. Lines end with LF, CR or CRLF, as
/// XmlTextReader counts them.
class Source {
 public:
  Source() = default;
  /// A file whose text is already UTF-8 (TOML, scripts); a leading UTF-8 BOM is not part of
  /// `text()`.
  explicit Source(std::string bytes);
  /// A file in `encoding`. Bytes that the encoding refuses must have been found by the caller
  /// (`decode` tells); what stands for them in `text()` is not specified.
  Source(std::string bytes, Encoding encoding);

  [[nodiscard]] std::string_view bytes() const { return bytes_; }  // as on disk, BOM included
  [[nodiscard]] std::string_view text() const;                     // UTF-8, without BOM
  [[nodiscard]] const Encoding& encoding() const { return encoding_; }
  [[nodiscard]] bool has_bom() const { return bom_size_ != 0; }

  [[nodiscard]] std::string_view slice(Span span) const;
  [[nodiscard]] Position position(std::uint32_t offset) const;
  /// Offset on disk (BOM counted) of the character at `offset`.
  [[nodiscard]] std::uint32_t byte_offset(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t line_count() const;
  /// The text of a 1-based line without its line end; empty past the last line.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  /// `text` in this file's encoding (no BOM), or why it cannot be held by it.
  [[nodiscard]] Result<std::string> encode(std::string_view text) const;

 private:
  /// A place between two characters, and how far it is from the start in the other two measures.
  struct Checkpoint {
    std::uint32_t offset = 0;
    std::uint32_t code_points = 0;
    std::uint32_t encoded_bytes = 0;
  };
  /// Those up to the one that `offset` is in, and perhaps more.
  void build_lines(std::uint32_t offset) const;
  void build_lines() const;
  void build_checkpoints() const;
  void advance(Checkpoint& now, std::uint32_t offset) const;
  [[nodiscard]] Checkpoint measure(std::uint32_t offset) const;

  std::string bytes_;
  std::string decoded_;
  bool is_decoded_ = false;  // else `bytes_` past the BOM already is the text
  std::uint32_t bom_size_ = 0;
  Encoding encoding_;
  // Built on first use, so one Source is for one thread at a time.
  mutable std::vector<std::uint32_t> line_starts_;
  mutable bool all_lines_ = false;               // are in it
  mutable std::vector<Checkpoint> checkpoints_;  // one every 1024 bytes of text
};

}  // namespace shirlint::text
