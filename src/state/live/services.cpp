// The products' Windows services: there or not, state, start type, account.
#include <algorithm>

#include "shir/products.h"
#include "state/live/collectors.h"

namespace shirlint::state::live {

void collect_services(const Machine& machine, const Subject& /*subject*/, Facts& facts) {
  std::vector<std::string> names;
  for (const shir::Product& product : shir::products()) {
    std::string name(product.service);
    if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) continue;
    names.push_back(name);
    const Answer<ServiceLook> answer = machine.service(name);
    const ServiceLook* service = facts.take(answer, "service." + name);
    if (!answer) continue;
    Record& record = facts.add("service", name, service != nullptr);
    put(record, "name", name);
    if (service == nullptr) continue;
    put_text(record, "state", service->state);
    put_text(record, "start", service->start);
    put_text(record, "account", service->account);
    if (service->started) put(record, "started", *service->started);
  }
}

}  // namespace shirlint::state::live
