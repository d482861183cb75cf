#include "lint/node_store.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace shirlint::lint {
namespace {

/// Writes numbers as sevens of bits, the lowest first; texts with their length in front.
class Packer {
 public:
  explicit Packer(SharedTexts& texts) : texts_(texts) {}

  template <class Number>
  void number(const Number& value) {
    auto rest = static_cast<std::uint64_t>(value);
    for (; rest >= 0x80; rest >>= 7U) out += static_cast<char>(0x80U | (rest & 0x7FU));
    out += static_cast<char>(rest);
  }
  void flag(const bool& value) { number(value ? 1U : 0U); }
  void text(const std::string& value) {
    number(value.size());
    out += value;
  }
  /// For what other nodes say too.
  void shared(const std::string& value) { number(texts_.number(value)); }
  /// For what differs from what other nodes say by a line or two.
  void shared_lines(const std::string& value) {
    number(std::count(value.begin(), value.end(), '\n'));
    for (std::size_t from = 0; from <= value.size();) {
      const std::size_t end = std::min(value.find('\n', from), value.size());
      number(texts_.number(std::string_view(value).substr(from, end - from)));
      from = end + 1;
    }
  }
  /// For what begins like `base`.
  void text_after(const std::string& base, const std::string& value) {
    const auto ends = std::mismatch(base.begin(), base.end(), value.begin(), value.end());
    number(static_cast<std::size_t>(ends.first - base.begin()));
    text(std::string(ends.second, value.end()));
  }

  /// For what mostly is a part of `whole`.
  void text_of(const std::string& whole, const std::string& value) {
    const std::size_t at = whole.find(value);
    number(at + 1);  // 0: nowhere
    if (at == std::string::npos) {
      text(value);
    } else {
      number(value.size());
    }
  }

  std::string out;

 private:
  SharedTexts& texts_;
};

class Unpacker {
 public:
  Unpacker(std::string_view packed, const SharedTexts& texts) : rest_(packed), texts_(texts) {}

  template <class Number>
  void number(Number& value) {
    std::uint64_t all = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      all |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) break;
    }
    value = static_cast<Number>(all);
  }
  void flag(bool& value) { number(value); }
  void text(std::string& value) {
    std::size_t size = 0;
    number(size);
    value = rest_.substr(0, size);
    rest_.remove_prefix(size);
  }
  void shared(std::string& value) {
    std::uint32_t at = 0;
    number(at);
    value = texts_.text(at);
  }
  void shared_lines(std::string& value) {
    std::size_t ends = 0;
    number(ends);
    std::string line;
    for (std::size_t at = 0; at <= ends; ++at) {
      shared(line);
      if (at > 0) value += '\n';
      value += line;
    }
  }
  void text_after(const std::string& base, std::string& value) {
    std::size_t same = 0;
    number(same);
    text(value);
    value.insert(0, base, 0, same);
  }
  void text_of(const std::string& whole, std::string& value) {
    std::size_t after = 0;
    number(after);
    if (after == 0) return text(value);
    std::size_t size = 0;
    number(size);
    value = whole.substr(after - 1, size);
  }

 private:
  std::string_view rest_;
  const SharedTexts& texts_;
};

// What there is to pack and to unpack, told once for both.

/// `file` and `line`: what its own begin like.
template <class Archive, class Place>
void fields(Archive& archive, const std::string& file, const std::string& line, Place& place) {
  archive.text_after(file, place.location.file);
  archive.number(place.location.start.line);
  archive.number(place.location.start.column);
  archive.number(place.location.end.line);
  archive.number(place.location.end.column);
  archive.shared(place.location.fact);
  archive.text_after(line, place.location.line_text);
  archive.shared(place.role);
  archive.text_of(place.location.line_text, place.value);
  archive.flag(place.named);
}

template <class Archive, class Proxy>
void proxy_fields(Archive& archive, Proxy& proxy) {
  archive.shared_lines(proxy.canonical);
  archive.shared(proxy.mode);
  archive.text_of(proxy.canonical, proxy.address);
  archive.number(proxy.entries);
  auto count = proxy.patterns.size();
  archive.number(count);
  auto patterns = proxy.patterns;
  patterns.resize(count);
  for (auto& pattern : patterns) archive.text_of(proxy.canonical, pattern);
  if constexpr (!std::is_const_v<Proxy>) proxy.patterns = std::move(patterns);
  archive.flag(proxy.shipped_default);
  archive.flag(proxy.unresolved);
}

template <class Archive, class Node>
void node_fields(Archive& archive, Node& node) {
  archive.text(node.name);
  archive.text(node.path);
  archive.shared(node.product);
  archive.shared(node.group);
  archive.shared(node.version);
  fields(archive, node.path, {}, node.place);
  fields(archive, node.path, {}, node.version_place);
}

/// The files of a node mostly say the same: a line is told by that of the one before.
template <class Archive, class Config>
void config_fields(Archive& archive, const std::string& folder, std::string& line, Config& config) {
  archive.shared(config.role);
  archive.text_after(folder, config.path);
  fields(archive, config.path, line, config.place);
  line = config.place.location.line_text;
}

}  // namespace

std::string_view TextBlocks::keep(std::string_view text) {
  constexpr std::size_t block = std::size_t{64} * 1024;
  if (text.empty()) return {};
  if (text.size() > left_) {
    left_ = std::max(block, text.size());
    blocks_.push_back(std::make_unique<char[]>(left_));  // NOLINT(modernize-avoid-c-arrays)
    next_ = blocks_.back().get();
  }
  const std::string_view kept(next_, text.size());
  next_ = std::copy(text.begin(), text.end(), next_);
  left_ -= text.size();
  return kept;
}

std::size_t SharedTexts::slot(std::string_view text) const {
  std::size_t at = std::hash<std::string_view>()(text) % slots_.size();
  while (slots_[at] != 0 && texts_[slots_[at] - 1] != text) at = (at + 1) % slots_.size();
  return at;
}

void SharedTexts::make_room() {
  if (slots_.size() >= 2 * (texts_.size() + 1)) return;
  slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), 0);
  for (std::uint32_t number = 0; number < texts_.size(); ++number) {
    slots_[slot(texts_[number])] = number + 1;
  }
}

std::uint32_t SharedTexts::number(std::string_view text) {
  make_room();
  std::uint32_t& known = slots_[slot(text)];
  if (known == 0) {
    texts_.push_back(blocks_.keep(text));
    known = static_cast<std::uint32_t>(texts_.size());
  }
  return known - 1;
}

std::string pack(const NodeSummary& node, SharedTexts& texts) {
  Packer packer(texts);
  node_fields(packer, node);
  packer.number(node.configs.size());
  std::string line;
  for (const NodeConfig& config : node.configs) {
    config_fields(packer, node.path, line, config);
    packer.flag(config.proxy != nullptr);
    if (!config.proxy) continue;
    proxy_fields(packer, *config.proxy);
  }
  return std::move(packer.out);
}

NodeSummary unpack(std::string_view packed, const SharedTexts& texts) {
  Unpacker unpacker(packed, texts);
  NodeSummary node;
  node_fields(unpacker, node);
  std::size_t count = 0;
  unpacker.number(count);
  node.configs.resize(count);
  std::string line;
  for (NodeConfig& config : node.configs) {
    config_fields(unpacker, node.path, line, config);
    bool has_proxy = false;
    unpacker.flag(has_proxy);
    if (!has_proxy) continue;
    ProxySummary proxy;
    proxy_fields(unpacker, proxy);
    config.proxy = std::make_shared<const ProxySummary>(std::move(proxy));
  }
  return node;
}

}  // namespace shirlint::lint
