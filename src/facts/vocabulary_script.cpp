#include <array>

#include "facts/vocabulary.h"

namespace shirlint::facts {
namespace {

constexpr std::array script = {
    Term{"script", TermType::element, "", "the file", "a runbook, for rules of scope `script`"},
    Term{"script/@file", TermType::text, "", "the file", "its name"},
    Term{"script/@kind", TermType::choice, "powershell|batch|markdown", "its extension",
         "how it is read"},
    Term{"script/@requires", TermType::text, "", "the file",
         "what its first #Requires line says, in lower case"},
    Term{"script/command", TermType::element, "", "the file",
         "a command line or an expression, in the order of the text"},
    Term{"script/command/@language", TermType::choice, "powershell|cmd|shell", "the file",
         "whose rules take it apart"},
    Term{"script/command/@name", TermType::text, "", "derived",
         "what it runs, in lower case without folder and .exe; absent when no literal word tells"},
    Term{"script/command/@program", TermType::text, "", "the file", "the program as it is written"},
    Term{"script/command/@block", TermType::text, "", "derived",
         "the braces it stands in: 0/2/ is inside 0/; functions and blocks of Markdown begin anew"},
    Term{"script/command/@comment", TermType::text, "", "the file",
         "the comment lines above it; in Markdown also the text above its block"},
    Term{"script/command/@variable", TermType::text, "", "the file",
         "what its value is assigned to, in lower case"},
    Term{"script/command/@call", TermType::text, "", "the file",
         "the method whose arguments these are, in lower case"},
    Term{"script/command/word", TermType::element, "", "the file", "one of its words"},
    Term{"script/command/word/@text", TermType::text, "", "the file",
         "without quotes and escapes; variables as they are written"},
    Term{"script/command/word/@literal", TermType::boolean, "", "the file", "it holds no variable"},
    Term{"script/command/word/@role", TermType::choice, "option|argument", "derived",
         "behind dmgcmd: what it is there"},
    Term{"script/command/word/@option", TermType::text, "", "dmgcmd.toml",
         "which option of dmgcmd it is; absent when there is no such option"},
    Term{"script/command/word/@state", TermType::choice, "documented|undocumented|v1-only|old",
         "dmgcmd.toml", "how well known that one is"},
    Term{"script/command/word/@nearest", TermType::text, "", "derived",
         "the option that is spelled much the same"},
    Term{"script/command/write", TermType::element, "", "derived",
         "a product's config that it writes"},
    Term{"script/command/write/@role", TermType::text, "", "derived", "the config's role"},
    Term{"script/command/write/@file", TermType::text, "", "derived",
         "its file name, in lower case"},
    Term{"script/command/write/@how", TermType::choice,
         "set-content|add-content|out-file|redirection|save|method", "the file", "by what"},
    Term{"script/command/write/@encoding", TermType::text, "", "the file",
         "what -Encoding says, in lower case; absent without it"},
};

}  // namespace

std::span<const Term> script_terms() { return script; }

}  // namespace shirlint::facts
