// A network in memory: names, and servers that say what they were told to.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "state/live/connect_answer.h"
#include "state/live/network_seam.h"

namespace shirlint::state::live {

struct ScriptedServer {
  std::vector<std::string> says;  // one item a receive(); then it has closed
  std::string refuses;            // why no connection can be made
  bool silent = false;            // never says anything
  tl::expected<TlsLook, std::string> tls = tl::unexpected<std::string>("no TLS here");
};

class ScriptedNetwork : public Network {
 public:
  std::map<std::string, std::vector<std::string>> names;
  std::map<std::string, ScriptedServer> servers;  // "10.0.0.9:8080"
  std::map<std::string, TlsLook> behind;          // what a proxy leads to, by host
  std::string stuck;                              // a name that is looked up for a long time

  [[nodiscard]] std::vector<std::string> heard() const {
    const std::lock_guard lock(heard_.mutex);
    return heard_.words;
  }

  tl::expected<std::vector<std::string>, std::string> resolve(
      const std::string& host) const override {
    if (host == stuck) std::this_thread::sleep_for(std::chrono::seconds(2));
    const auto found = names.find(host);
    if (found == names.end()) return tl::unexpected<std::string>("No such host is known");
    return found->second;
  }
  tl::expected<std::unique_ptr<Connection>, std::string> connect(const std::string& address,
                                                                 std::uint16_t port,
                                                                 Deadline /*until_connected*/,
                                                                 Deadline deadline) const override {
    const auto found = servers.find(authority(address, port));
    if (found == servers.end()) return tl::unexpected<std::string>("Connection refused");
    if (!found->second.refuses.empty()) return tl::unexpected<std::string>(found->second.refuses);
    return std::make_unique<Wire>(found->second, heard_, deadline);
  }
  tl::expected<TlsLook, std::string> handshake(Connection& connection,
                                               const std::string& host) const override {
    const auto& wire = dynamic_cast<const Wire&>(connection);
    if (const auto found = behind.find(host); found != behind.end()) return found->second;
    return wire.server().tls;
  }

 private:
  struct Heard {
    std::mutex mutex;
    std::vector<std::string> words;
  };
  class Wire : public Connection {
   public:
    Wire(const ScriptedServer& server, Heard& heard, Deadline deadline)
        : server_(server), heard_(heard), deadline_(deadline) {}
    tl::expected<void, std::string> send(std::string_view bytes) override {
      const std::lock_guard lock(heard_.mutex);
      heard_.words.emplace_back(bytes);
      return {};
    }
    tl::expected<std::string, std::string> receive() override {
      if (server_.silent) {
        std::this_thread::sleep_until(deadline_);
        return tl::unexpected<std::string>("timed out");
      }
      return next_ < server_.says.size() ? server_.says[next_++] : std::string();
    }
    [[nodiscard]] const ScriptedServer& server() const { return server_; }

   private:
    const ScriptedServer& server_;
    Heard& heard_;
    Deadline deadline_;
    std::size_t next_ = 0;
  };

  mutable Heard heard_;
};

/// As Azure shows itself, or a firewall that looks into TLS.
inline TlsLook azure_look() {
  return {"1.2",
          "CN=Microsoft Azure RSA TLS Issuing CA 03, O=Microsoft Corporation, C=US",
          {std::string(40, 'A'), std::string(40, 'B'), "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4"},
          "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4",
          "CN=DigiCert Global Root G2, OU=www.digicert.com, O=DigiCert Inc, C=US",
          "trusted"};
}
inline TlsLook intercepted_look() {
  return {"1.2", "CN=Contoso Inspection, O=Contoso", {std::string(40, 'C'), std::string(40, 'D')},
          "",    "CN=Contoso Root, O=Contoso",       "incomplete"};
}

}  // namespace shirlint::state::live
