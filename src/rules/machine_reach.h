// What of the machine a rule may change at all, whoever wrote it: no operation of a rule file is a
// way to what has nothing to do with a runtime, its Java, its TLS and its proxy.
#pragma once

#include <string>

#include "rules/rule.h"

namespace shirlint::rules {

/// What 'name' of such an operation can be, for people: "one of JAVA_HOME, JRE_HOME, ..."; empty
/// where it can be anything or means nothing.
[[nodiscard]] std::string reach_of(Operation operation);

/// What is wrong with the name that a step on the machine's state is for; empty: nothing, or the
/// step is none. Names are no templates, so all of it is known when the rule is loaded.
/// - environment: the variables that Java, .NET and the service read their proxy and JVM from
/// - registry: below the keys of Java, .NET, SCHANNEL, Internet Settings and the runtime itself
/// - certificate stores: Root and CA of the machine
/// - services: those of the product table
/// - a new config file: one that a product has, by its place below the install folder
[[nodiscard]] std::string why_out_of_reach(const FixStep& step);

}  // namespace shirlint::rules
