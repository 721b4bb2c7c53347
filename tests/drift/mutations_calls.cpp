// Changes of functions.
#include "mutations.hpp"
#include "random_choice.hpp"

#include <fmt/format.h>

namespace ffigen::drift::test {
namespace {

using H = HeaderSpec;
using Pairs = std::vector<std::pair<std::string, std::string>>;

std::function<Edit(H&)> parameter(const Pairs& choices) {
    return [choices](H& h) -> Edit {
        const auto [from, to] = one_of(choices);
        const ParameterSpot spot = put_parameters(h, {{from, "subject", {}}});
        return [=, wanted = to](H& after) { at(after, spot).type = wanted; };
    };
}

std::function<Edit(H&)> result(const Pairs& choices) {
    return [choices](H& h) -> Edit {
        const auto [from, to] = one_of(choices);
        const std::size_t index = put_parameters(h, {}).function;
        h.functions[index].result = from;
        return [=, wanted = to](H& after) { after.functions[index].result = wanted; };
    };
}

/// A function with random parameters, itself changed.
std::function<Edit(H&)> function(const std::function<void(FunctionSpec&)>& before,
                                 const std::function<void(FunctionSpec&)>& change) {
    return [=](H& h) -> Edit {
        const std::size_t index = put_parameters(h, {{"uint32_t %", "given", {}}}).function;
        before(h.functions[index]);
        return [=](H& after) { change(after.functions[index]); };
    };
}

void as_it_is(FunctionSpec&) {}

void name_all(FunctionSpec& f) {
    for (std::size_t i = 0; i < f.parameters.size(); ++i)
        if (f.parameters[i].name.empty())
            f.parameters[i].name = fmt::format("named{}", i);
}

Edit remove_function(H& h) {
    const std::size_t index = put_parameters(h, {{"uint32_t %", "x", {}}}).function;
    return [=](H& after) {
        after.functions.erase(after.functions.begin() + static_cast<long>(index));
    };
}

Edit add_function(H&) {
    return [](H& after) { put_parameters(after, {{"uint32_t %", "x", {}}}); };
}

/// One went and one of the same signature came: told as one.
Edit rename_function(H& h) {
    const std::size_t index =
        put_function(h, {{}, "float %", "subject", {{"uint16_t %", "x", {}}}, false, {}});
    return [=](H& after) { after.functions[index].name = "subject_renamed"; };
}

Edit add_parameter(H& h) {
    const ParameterSpot spot = put_parameters(h, {});
    const std::string type = random_type(h);
    return [=](H& after) {
        auto& list = after.functions[spot.function].parameters;
        list.insert(list.begin() + static_cast<long>(spot.index), {type, "subject", {}});
    };
}

Edit swap_parameters(H& h) {
    const std::string type = fixed_width_type();
    const ParameterSpot spot =
        put_parameters(h, {{type, "subject_a", {}}, {type, "subject_b", {}}});
    return [=](H& after) { std::swap(at(after, spot, 0).name, at(after, spot, 1).name); };
}

Edit reorder_parameters(H& h) {
    const ParameterSpot spot =
        put_parameters(h, {{"uint32_t %", "subject_a", {}}, {"const char *%", "subject_b", {}}});
    return [=](H& after) { std::swap(at(after, spot, 0), at(after, spot, 1)); };
}

Edit rename_parameter(H& h) {
    const ParameterSpot spot = put_parameters(h, {{random_type(h), "subject", {}}});
    return [=](H& after) { at(after, spot).name = "subject_renamed"; };
}

} // namespace

const std::vector<Mutation>& call_mutations() {
    static const std::vector<Mutation> table{
        {"C01", "C02", "function taken out", remove_function},
        {"C01", "C01", "function renamed", rename_function},
        {"C02", "C01", "function put in", add_function},
        {"C03", "C03", "parameter put in", add_parameter},
        {"C04", "C04", "type of a parameter",
         parameter({{"uint32_t %", "uint64_t %"},
                    {"uint32_t %", "int32_t %"},
                    {"uint32_t %", "float %"},
                    {"uint32_t %", "uint32_t *%"},
                    {"uint32_t *%", "float *%"},
                    {"void *%", "char *%"},
                    {"int (*%)(int code)", "int (*%)(int code, void *user)"}})},
        {"C04", "C04", "parameters of two types in another order", reorder_parameters},
        {"C05", "C05", "parameters of one type in another order", swap_parameters},
        {"C06", "C06", "parameter renamed", rename_parameter},
        {"C07", "C07", "type of the result",
         result({{"uint32_t %", "uint64_t %"},
                 {"void %", "uint32_t %"},
                 {"float %", "double %"},
                 {"char *%", "int *%"}})},
        {"C08", "C09", "parameter's pointee no longer const",
         parameter({{"const char *%", "char *%"}, {"const uint32_t *%", "uint32_t *%"}})},
        {"C08", "C09", "result's pointee const", result({{"char *%", "const char *%"}})},
        {"C09", "C08", "parameter's pointee const", parameter({{"char *%", "const char *%"}})},
        {"C10", "C10", "stdcall",
         function(as_it_is, [](FunctionSpec& f) { f.prefix = "STDCALL "; })},
        {"C10", "C10", "arguments in registers",
         function(as_it_is, [](FunctionSpec& f) { f.prefix = "REGPARM "; })},
        {"C11", "C11", "variadic", function(as_it_is, [](FunctionSpec& f) { f.variadic = true; })},
        {"C12", "C12", "asm label",
         function(as_it_is, [](FunctionSpec& f) { f.suffix = " __asm__(\"subject_v2\")"; })},
        {"C13", "C13", "static inline",
         function(name_all,
                  [](FunctionSpec& f) {
                      f.prefix = "static inline ";
                      f.suffix = " { __builtin_trap(); }";
                  })},
        {"C13", "C13", "hidden",
         function(as_it_is,
                  [](FunctionSpec& f) { f.prefix = "__attribute__((visibility(\"hidden\"))) "; })},
        {"C14", "C14", "pointer may be NULL",
         [](H& h) -> Edit {
             const ParameterSpot spot = put_parameters(h, {{"const char *%", "subject", {}}});
             return [=](H& after) { at(after, spot).notes = "FFI_NULLABLE "; };
         }},
        {"C14", "C14", "Clang's own spelling",
         parameter({{"const char *%", "const char *_Nonnull %"},
                    {"const char *_Nonnull %", "const char *_Nullable %"}})},
        {"C14", "C14", "result may be NULL",
         result({{"const char *_Nonnull %", "const char *_Nullable %"}})},
    };
    return table;
}

} // namespace ffigen::drift::test
