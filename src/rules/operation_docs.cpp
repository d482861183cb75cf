#include "rules/operation_docs.h"

#include <array>

namespace shirlint::rules {
namespace {

// In the order of Operation.
constexpr std::array<std::string_view, 27> docs = {
    "gives the element the attribute 'name' with 'value': it is changed, or added as the last one",
    "gives the attribute the name 'name', or what 'value' gives",
    "removes the attribute, or the element's attribute 'name'",
    "puts the XML in 'value' at 'place' of 'to', once for each target; with 'name' all of it in "
    "one "
    "new element of that name; in the layout of its neighbours",
    "removes the element with the white space that it had for itself",
    "moves the elements to 'place' of 'to', in the layout that they have there",
    "puts one element called 'name' around the targets, which are siblings with nothing but white "
    "space and comments between them",
    "gives the element the name 'name', or what 'value' gives, in its end tag too",
    "writes 'value' as the value of the attribute or text; what both have in common is kept as it "
    "is spelled",
    "writes 'value' as text in the place of the marked text, or removes that",
    "the nearest element around the target called 'name' becomes what the file of role 'value' has "
    "at the same place; made if it is missing",
    "shows the file 'name' with the text 'value', in which the nearest element around the target "
    "that both have is the target's; manual only",
    "writes the file in the encoding that it declares, or declares the one it is in; only if "
    "nothing is lost",
    "puts quotes around attribute values that have none, if the file can be read afterwards",
    "writes &amp; for each & that begins no reference, if the file can be read afterwards",
    "removes what stands before the declaration and behind the root element",
    "puts back the newest of shirlint's own backups of the file that .NET loads and that is of no "
    "other runtime version",
    "on the live machine: sets its environment variable 'name' to 'value' of 'type'",
    "on the live machine: sets the registry value 'name', in a key that is there, to 'value' of "
    "'type' (REG_SZ, REG_EXPAND_SZ, REG_DWORD; without: as it is)",
    "on the live machine: keeps and deletes the registry value 'name', or the key if it ends in a "
    "backslash",
    "on the live machine: imports the certificate whose thumbprint is 'value' into the store "
    "'name', from the file that the site file's [[root]] names",
    "on the live machine: copies the certificate 'value' from another store to the store 'name'",
    "on the live machine: adds the line 'value' to the hosts file",
    "on the live machine: makes the line 'value' of the hosts file a comment, wherever it stands",
    "on the live machine: gives the service 'name' the start type 'value' (automatic, manual, "
    "disabled)",
    "on the live machine: starts the service 'name'",
    "shows the exact command 'value'; manual only"};

}  // namespace

std::string_view docs_of(Operation operation) {
  return docs.at(static_cast<std::size_t>(operation));
}

}  // namespace shirlint::rules
