#include "state/live/probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "io/steady_clock.h"
#include "state/live/connect_answer.h"

namespace shirlint::state::live {
namespace {

constexpr std::size_t most_addresses = 4;  // that are tried, of those that a name has

/// What one attempt has found so far.
struct Found {
  std::vector<std::string> addresses;
  std::optional<bool> resolves, connects;
  std::optional<int> status;
  std::string error;
  TlsLook tls;
};

/// Shared by a worker and who waits for it, so that what is known stays when the rest hangs.
class Progress {
 public:
  void note(const Found& found) {
    const std::lock_guard lock(mutex_);
    found_ = found;
  }
  [[nodiscard]] Found so_far() {
    const std::lock_guard lock(mutex_);
    return found_;
  }
  std::atomic<bool> done{false};

 private:
  std::mutex mutex_;
  Found found_;
};

/// One contact, in steps; each step's finding is noted before the next begins.
class Attempt {
 public:
  Attempt(const Network& network, const Contact& contact, Deadline deadline, Progress& progress)
      : network_(network), contact_(contact), deadline_(deadline), progress_(progress) {}

  void run() {
    if (contact_.port == 0) {
      look_up();
    } else if (contact_.proxy_host.empty()) {
      go_directly();
    } else {
      go_through_proxy();
      // The proxy resolves for itself. What this machine makes of the name is asked for last: it
      // may take long where only the proxy knows the world's names.
      note();
      look_up();
    }
    note();
  }

 private:
  void note() { progress_.note(found_); }

  bool look_up() {
    auto addresses = network_.resolve(contact_.host);
    found_.resolves = addresses.has_value();
    if (addresses) {
      found_.addresses = *std::move(addresses);
    } else if (contact_.proxy_host.empty()) {
      found_.error = fmt::format("the name does not resolve: {}", addresses.error());
    }
    note();
    return *found_.resolves;
  }

  /// The first address that answers; each may take its share of the time that is left.
  tl::expected<std::unique_ptr<Connection>, std::string> connect(
      const std::vector<std::string>& addresses, std::uint16_t port) {
    std::string error;
    const std::size_t count = std::min(addresses.size(), most_addresses);
    for (std::size_t at = 0; at < count; ++at) {
      const Deadline now = io::steady_now();
      const Deadline turn = now + (deadline_ - now) / static_cast<int>(count - at);
      auto connection = network_.connect(addresses[at], port, turn, deadline_);
      if (connection) return connection;
      error = fmt::format("{}: {}", authority(addresses[at], port), connection.error());
    }
    return tl::unexpected<std::string>(std::move(error));
  }

  void go_directly() {
    if (!look_up()) {
      found_.connects = false;
      return;
    }
    const auto connection = connect(found_.addresses, contact_.port);
    found_.connects = connection.has_value();
    if (!connection) {
      found_.error = "no connection to " + connection.error();
      return;
    }
    note();
    shake_hands(**connection);
  }

  void go_through_proxy() {
    const std::string proxy = authority(contact_.proxy_host, contact_.proxy_port);
    const auto fail = [&](std::string error) {
      found_.connects = false;
      found_.error = std::move(error);
    };
    const auto addresses = network_.resolve(contact_.proxy_host);
    if (!addresses) {
      return fail(fmt::format("the proxy's name {} does not resolve: {}", contact_.proxy_host,
                              addresses.error()));
    }
    const auto connection = connect(*addresses, contact_.proxy_port);
    if (!connection) return fail("no connection to the proxy " + connection.error());
    const auto sent = (*connection)->send(connect_request(contact_.host, contact_.port));
    if (!sent) return fail(fmt::format("the proxy {}: {}", proxy, sent.error()));
    std::string bytes;
    for (;;) {
      const auto more = (*connection)->receive();
      if (!more) return fail(fmt::format("the proxy {}: {}", proxy, more.error()));
      if (more->empty()) return fail(fmt::format("the proxy {} has closed without answer", proxy));
      bytes += *more;
      const auto answer = read_connect_answer(bytes);
      if (!answer) return fail(fmt::format("the proxy {} {}", proxy, answer.error()));
      if (!*answer) continue;
      if (take_answer(**answer, proxy)) shake_hands(**connection);
      return;
    }
  }

  bool take_answer(const ConnectAnswer& answer, const std::string& proxy) {
    found_.status = answer.status;
    found_.connects = answer.status >= 200 && answer.status < 300;
    const std::string said =
        fmt::format("{}{}{}", answer.status, answer.reason.empty() ? "" : " ", answer.reason);
    if (answer.status == 407) {
      found_.error = fmt::format("the proxy {} asks for a log-on ({}); none was sent", proxy, said);
    } else if (!*found_.connects) {
      found_.error = fmt::format("the proxy {} refuses: {}", proxy, said);
    }
    note();
    return *found_.connects;
  }

  void shake_hands(Connection& connection) {
    if (!contact_.tls) return;
    auto look = network_.handshake(connection, contact_.host);
    if (look) {
      found_.tls = *std::move(look);
    } else {
      found_.error = "no TLS: " + look.error();
    }
  }

  const Network& network_;
  const Contact& contact_;
  Deadline deadline_;
  Progress& progress_;
  Found found_;
};

void add_record(const Contact& contact, const Found& found, const std::string& account,
                Facts& facts) {
  Record& record = facts.add("endpoint", contact.host);
  put(record, "host", contact.host);
  if (contact.port != 0) put(record, "port", std::int64_t{contact.port});
  if (!found.addresses.empty()) put(record, "addresses", found.addresses);
  if (found.resolves) put(record, "resolves", *found.resolves);
  if (found.connects) put(record, "connects", *found.connects);
  put_text(record, "tls", found.tls.protocol);
  if (found.status) put(record, "status", std::int64_t{*found.status});
  put_text(record, "error", found.error);
  put_text(record, "via", contact.via);
  put_text(record, "issuer", found.tls.issuer);
  put_text(record, "root", found.tls.root);
  put_text(record, "root_name", found.tls.root_name);
  if (!found.tls.chain.empty()) put(record, "chain", found.tls.chain);
  put_text(record, "trust", found.tls.trust);
  put_text(record, "account", account);
}

/// Some contacts at the same time, each in a thread of its own.
class Batch {
 public:
  Batch(const std::shared_ptr<const Network>& network, std::vector<Contact> contacts,
        std::chrono::milliseconds limit)
      : contacts_(std::move(contacts)), limit_(limit) {
    // The connections give up by themselves shortly before nobody waits any more.
    const Deadline deadline = io::steady_now() + limit * 9 / 10;
    for (const Contact& contact : contacts_) {
      auto progress = std::make_shared<Progress>();
      progress_.push_back(progress);
      threads_.emplace_back([network, contact, deadline, progress] {
        Attempt(*network, contact, deadline, *progress).run();
        progress->done = true;
      });
    }
  }

  void take(const std::string& account, Facts& facts) {
    constexpr std::chrono::milliseconds nap{1};
    const Deadline end = io::steady_now() + limit_;
    for (std::size_t at = 0; at < contacts_.size(); ++at) {
      while (!progress_[at]->done && io::steady_now() < end) {
        std::this_thread::sleep_for(nap);
      }
      const bool late = !progress_[at]->done;
      late ? threads_[at].detach() : threads_[at].join();
      Found found = progress_[at]->so_far();
      if (late && found.error.empty() && !found.connects) {
        found.error =
            fmt::format("no answer within {} seconds", static_cast<double>(limit_.count()) / 1000);
      }
      add_record(contacts_[at], found, account, facts);
    }
  }

 private:
  std::vector<Contact> contacts_;
  std::chrono::milliseconds limit_;
  std::vector<std::shared_ptr<Progress>> progress_;
  std::vector<std::thread> threads_;
};

}  // namespace

Facts probe(const std::shared_ptr<const Network>& network, const std::vector<Contact>& contacts,
            const std::string& account, const ProbeLimits& limits) {
  Facts facts;
  const Deadline end = io::steady_now() + limits.all;
  for (std::size_t from = 0; from < contacts.size();) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - io::steady_now());
    if (left <= std::chrono::milliseconds{0}) {
      facts.refused("endpoint." + contacts[from++].host,
                    {false, fmt::format("not tried: {} seconds were over",
                                        static_cast<double>(limits.all.count()) / 1000)});
      continue;
    }
    const std::size_t to = std::min(contacts.size(), from + limits.at_once);
    Batch batch(network,
                {contacts.begin() + static_cast<std::ptrdiff_t>(from),
                 contacts.begin() + static_cast<std::ptrdiff_t>(to)},
                std::min(limits.each, left));
    batch.take(account, facts);
    from = to;
  }
  return facts;
}

}  // namespace shirlint::state::live
