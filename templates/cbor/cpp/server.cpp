// Made by ffigen from {{header}}.
#include "{{package}}_rpc_server.hpp"

#include "{{package}}_messages.h"

#include <ffigen/rpc/dispatch.hpp>

namespace {

using namespace ffigen::rpc;
{{#kinds}}

const Kind {{kind}}{"{{name}}", [](void *ended) {
  (void){{close}}(static_cast<{{name}} *>(ended));
}};
{{/kinds}}
{{#has_before}}

/// What the failing call does not change is an older failure's.
std::string text_before() {
  const char *const text = {{last_error}}();
  return text != nullptr ? text : "";
}
{{/has_before}}
{{#errors}}

void fail(Call &call, {{type}} status{{#has_before}}, const std::string &before{{/has_before}}) {
  const char *name = "", *text = "";
  switch (status) {
{{#codes}}
  case {{name}}:
    name = "{{name}}";
    text = "{{text}}";
    break;
{{/codes}}
  default:
    break;
  }
{{#has_text_function}}
  if (const char *const found = {{text_function}}(status); found != nullptr)
    text = found;
{{/has_text_function}}
{{#has_last_error}}
  const char *const last = {{last_error}}();
  if (last != nullptr && *last != '\0'{{#has_before}} && before != last{{/has_before}})
    text = last;
{{/has_last_error}}
  call.fail(static_cast<std::int32_t>(status), name, text);
}
{{/errors}}
{{#methods}}

void {{name}}(Call &call) {
{{body}}}
{{/methods}}

const Method methods[] = {
{{#methods}}
    {"{{method}}", {{blocking}}, {{name}}},
{{/methods}}
};

constexpr std::string_view cddl = R"cddl({{cddl}})cddl";

} // namespace

const Contract &{{package}}_rpc() {
  static const Contract contract{
      "{{package}}", "{{version}}",
      "{{fingerprint}}",
      cddl, methods};
  return contract;
}
