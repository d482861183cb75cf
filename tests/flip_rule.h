// A rule of a test's own, whose fix another such rule takes back.
#pragma once

#include <string>

/// A rule that finds bypassonlocal with one value and writes another.
inline std::string flip_rule(const std::string& code, const std::string& from,
                             const std::string& to) {
  return "code = '" + code +
         "'\nname = 'a'\ntitle = 't'\nseverity = 'error'\nevidence = 'source'\n"
         "sources = ['https://example.org/']\nwhy = 'w'\nremedy = 'r'\n"
         "select = \"//proxy/@bypassonlocal[. = '" +
         from + "']\"\nmessage = 'it is " + from +
         "'\n[[fix]]\napplicability = 'unsafe'\ntitle = 't'\n"
         "operation = 'replace-value'\nvalue = '" +
         to +
         "'\n[[example]]\nverdict = 'bad'\nname = 'b'\nconfig = '<a/>'\n"
         "[[example]]\nverdict = 'good'\nname = 'g'\nconfig = '<a/>'\n";
}
