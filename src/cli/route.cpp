#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/check_setup.h"
#include "cli/commands.h"
#include "lint/route_answer.h"
#include "report/route_json.h"
#include "report/route_text.h"
#include "rules/builtin_pack.h"
#include "shir/products.h"

namespace shirlint::cli {
namespace {

constexpr std::array<std::string_view, 3> clouds = {"public", "government", "china"};
constexpr std::array<std::string_view, 6> endpoint_options = {"--cloud",  "--product", "--factory",
                                                              "--region", "--account", "--storage"};

/// What the command line asks; owns the texts that the names of the endpoints point to.
struct Asked {
  lint::RouteQuestion question;
  std::string format;
  std::string factory, region, account, storage;
};

/// The sentence about bad usage; empty when there is nothing to say.
std::string read_endpoints(const Arguments& arguments, Asked& asked) {
  if (!arguments.has("--endpoints")) {
    for (const std::string_view option : endpoint_options) {
      if (arguments.has(option)) return fmt::format("{} belongs to --endpoints", option);
    }
    return {};
  }
  lint::EndpointChoice choice;
  choice.table = shir::find_table(rules::builtin_data(), "endpoints");
  choice.cloud = arguments.one("--cloud", choice.cloud);
  if (std::find(clouds.begin(), clouds.end(), choice.cloud) == clouds.end()) {
    return fmt::format("--cloud '{}' is unknown; it can be {}", choice.cloud,
                       fmt::join(clouds, ", "));
  }
  choice.product = arguments.one("--product");
  if (!choice.product.empty() && shir::find_product(choice.product) == nullptr) {
    std::vector<std::string_view> names;
    for (const shir::Product& product : shir::products()) names.push_back(product.name);
    return fmt::format("--product '{}' is unknown; it can be {}", choice.product,
                       fmt::join(names, ", "));
  }
  asked.factory = arguments.one("--factory");
  asked.region = arguments.one("--region");
  asked.account = arguments.one("--account");
  asked.storage = arguments.one("--storage");
  choice.names = {asked.factory, asked.region, asked.account, asked.storage};
  asked.question.endpoints = choice;
  return {};
}

std::string read_usage(const Arguments& arguments, Asked& asked) {
  asked.format = arguments.one("--format", "text");
  if (std::string wrong = text_or_json_usage(arguments); !wrong.empty()) return wrong;
  const std::vector<std::string>& words = arguments.positional;
  if (words.empty()) return "route needs a config: shirlint route CONFIG URL...";
  for (auto word = words.begin() + 1; word != words.end(); ++word) {
    text::Result<lint::RequestUrl> url = lint::parse_request_url(*word);
    if (!url) return url.error().message;
    asked.question.urls.push_back(std::move(*url));
  }
  asked.question.config = portable_path(words.front());
  asked.question.role = arguments.one("--role");
  asked.question.snapshot = portable_path(arguments.one("--state"));
  return read_endpoints(arguments, asked);
}

void write(const lint::RouteAnswer& answer, const std::string& format, const Arguments& arguments,
           Session& session) {
  if (format == "json") {
    report::write_route_json(answer, session.out);
    return;
  }
  report::write_route_text(answer, text_options(arguments, session), session.out);
}

}  // namespace

int run_route(const Arguments& arguments, Session& session) {
  Asked asked;
  if (const std::string wrong = read_usage(arguments, asked); !wrong.empty()) {
    complain(session, {wrong, {}, {}});
    return exit_trouble;
  }
  lint::CheckContext context;
  context.tokens_are_values = arguments.has("--no-tokens");
  context.hashes = false;
  std::vector<text::Error> errors;
  read_context_files(arguments, session, {asked.question.config}, nullptr, context, errors);
  const lint::RouteAnswer answer = lint::answer_route(asked.question, session.reader, context);
  for (const text::Error& doubt : answer.warnings) complain(session, as_warning(doubt));
  errors.insert(errors.end(), answer.errors.begin(), answer.errors.end());
  for (const text::Error& error : errors) complain(session, error);
  if (!answer.judged) return exit_trouble;
  write(answer, asked.format, arguments, session);
  if (!errors.empty()) return exit_trouble;
  return answer.moment == dotnet::Moment::ok ? exit_ok : exit_findings;
}

}  // namespace shirlint::cli
