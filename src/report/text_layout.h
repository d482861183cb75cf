// What `text` shows of many hosts, decided host by host, so that what it will not show need not be
// kept: the memory of a run over a fleet does not grow with its healthy hosts.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/report.h"
#include "report/text_parts.h"

namespace shirlint::report {

/// Names of hosts, of which the first few will be told.
class HostNames {
 public:
  /// `host`: the how manieth of the run it is, as folders of several environments share names.
  /// The same one twice in a row counts once.
  void add(std::string_view name, std::size_t host);
  [[nodiscard]] std::size_t count() const { return count_; }
  /// "node-01, node-02 and 17 more".
  [[nodiscard]] std::string to_text() const;

 private:
  std::size_t count_ = 0;
  std::string last_;
  std::size_t last_host_ = 0;
  std::vector<std::string> told_;
};

/// One finding as it will be shown.
struct Shown {
  lint::Finding finding;
  Detail detail = Detail::hidden;
  HostNames also_on;  // hosts with the same finding, not shown there
};

struct Block {
  std::string name;
  std::vector<std::string> headline;
  bool clean = false;       // it has neither findings, hidden ones included, nor errors
  bool suppressed = false;  // some of what it has does not count
  std::vector<Shown> findings;
};

/// TextLimits, applied.
class Layout {
 public:
  /// `infos`: they are shown, not counted. `clean_hosts`: hosts without a finding to show are
  /// shown, unless they are many.
  Layout(bool infos, bool clean_hosts) : infos_(infos), clean_hosts_(clean_hosts) {}

  void add(lint::HostReport& host);
  /// Shown if it has a finding to show, and counted as no host.
  void add_group(lint::HostReport& group);

  [[nodiscard]] const std::list<Block>& blocks() const { return blocks_; }
  [[nodiscard]] std::size_t hidden_infos() const { return hidden_infos_; }

  struct Rule {
    std::size_t shown = 0;
    std::size_t left_out = 0;
  };
  [[nodiscard]] const std::map<std::string_view, Rule>& rules() const { return rules_; }

 private:
  struct Same {
    std::size_t shown_on = 0;    // hosts
    std::size_t last_block = 0;  // counted from 1
    Shown* last = nullptr;
  };

  Block& add_block(lint::HostReport& host);
  void add(lint::Finding& finding, std::string_view host, Block& block);
  void drop_clean_hosts();

  bool infos_;
  bool clean_hosts_;
  std::size_t hosts_ = 0;
  std::size_t seen_ = 0;  // hosts and groups
  std::size_t hidden_infos_ = 0;
  std::list<Block> blocks_;  // neither they nor their findings move: `same_` points into them
  std::map<std::pair<std::string_view, std::string_view>, Same> same_;  // code and message
  std::map<std::string_view, Rule> rules_;
};

}  // namespace shirlint::report
