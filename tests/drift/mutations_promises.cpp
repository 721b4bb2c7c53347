// Changes of what annotations promise, and of the contract as a whole.
#include "mutations.hpp"
#include "random_choice.hpp"

namespace ffigen::drift::test {
namespace {

using H = HeaderSpec;

/// Annotations behind a function.
std::function<Edit(H&)> on_function(const char* from, const char* to) {
    return [=](H& h) -> Edit {
        const std::size_t index = put_parameters(h, {{"void *%", "given", {}}}).function;
        h.functions[index].suffix = from;
        return [=](H& after) { after.functions[index].suffix = to; };
    };
}

std::function<Edit(H&)> on_parameter(const char* type, const char* from, const char* to) {
    return [=](H& h) -> Edit {
        const ParameterSpot spot =
            put_parameters(h, {{type, "subject", from}, {"uint32_t *%", "count", {}}});
        return [=](H& after) { at(after, spot).notes = to; };
    };
}

std::function<Edit(H&)> on_record(const char* from, const char* to) {
    return [=](H& h) -> Edit {
        const std::size_t index =
            put_record(h, {"", from, false, false, {{{"uint64_t %", "a", {}}}}});
        return [=](H& after) { after.records[index].attributes = to; };
    };
}

std::function<Edit(H&)> statement(const char* from, const char* to) {
    return [=](H& h) -> Edit {
        put_record(h, {"", {}, false, true, {}});
        h.statements.emplace_back(from);
        return [=](H& after) { after.statements.back() = to; };
    };
}

Edit make_reserved(H& h) {
    const Spot spot = put(h, {{"uint32_t %", "subject", {}}});
    return [=](H& after) { at(after, spot).notes = "FFI_RESERVED "; };
}

/// A wire record that a new target disagrees on would be a finding, and rightly.
Edit no_wire_record(H& h) {
    for (RecordSpec& record : h.records)
        if (record.attributes.starts_with("FFI_WIRE"))
            record.attributes.clear();
    return [](H&) {};
}

/// The only one: the same on LP64, another where 64-bit integers are aligned to four bytes.
Edit only_wire_record(H& h) {
    no_wire_record(h);
    h.records.push_back({"subject",
                         "FFI_WIRE ",
                         false,
                         false,
                         {{{"uint32_t %", "id", {}}}, {{"uint64_t %", "value", {}}}}});
    return [](H&) {};
}

constexpr std::string_view lp64 = "x86_64-unknown-linux-gnu";
constexpr std::string_view lp64_and_ms = "x86_64-unknown-linux-gnu,x86_64-pc-windows-msvc";
constexpr std::string_view lp64_and_ilp32 = "x86_64-unknown-linux-gnu,i686-unknown-linux-gnu";

} // namespace

const std::vector<Mutation>& promise_mutations() {
    static const std::vector<Mutation> table{
        {"S01", "S01", "borrowed instead of owned",
         on_function(" FFI_OWNED(fn_free)", " FFI_BORROWED")},
        {"S01", "S01", "consumed", on_parameter("void *%", "", "FFI_CONSUMED ")},
        {"S01", "S01", "what ends a loan", on_function(" FFI_LEND(end = a)", " FFI_LEND(end = b)")},
        {"S02", "S02", "lifetime of a callback",
         on_parameter("void (*%)(void *user)", "FFI_CALLBACK(user_data = count, lifetime = call) ",
                      "FFI_CALLBACK(user_data = count, lifetime = once) ")},
        {"S03", "S03", "status", on_function("", " FFI_STATUS(codes)")},
        {"S03", "S03", "error codes",
         statement("FFI_ERROR_CODES(codes, members = FIRST_, ok = FIRST_MACRO)",
                   "FFI_ERROR_CODES(codes, members = SECOND_, ok = FIRST_MACRO)")},
        {"S04", "S04", "no longer for any thread", on_function(" FFI_THREAD_SAFE", "")},
        {"S04", "S04", "threads of a handle",
         statement("FFI_HANDLE(subject, close = fn_close, threads = send)",
                   "FFI_HANDLE(subject, close = fn_close, threads = confined)")},
        {"S05", "S05", "no longer real-time", on_function(" FFI_REALTIME", "")},
        {"S05", "S05", "blocks now", on_function("", " FFI_BLOCKING")},
        {"S06", "S06", "in and out", on_parameter("uint32_t *%", "FFI_OUT ", "FFI_INOUT ")},
        {"S06", "S06", "length", on_parameter("uint32_t *%", "FFI_COUNTED_BY(count) ", "")},
        {"S06", "S06", "written on failure too",
         on_parameter("void **%", "FFI_OUT ", "FFI_OUT FFI_ON_ERROR ")},
        {"S06", "S06", "length that is a constant",
         on_parameter("const uint8_t *%", "FFI_FIXED(FIRST_MACRO) ", "FFI_FIXED(OTHER) ")},
        {"S07", "S07", "close function",
         statement("FFI_HANDLE(subject, close = fn_close)", "FFI_HANDLE(subject, close = fn_end)")},
        {"S08", "S08", "no longer for the wire", on_record("FFI_WIRE ", "")},
        {"S10", "S10", "no longer offered", on_function(" FFI_RPC", "")},
        {"S11", "S11", "deprecated", on_function("", " FFI_DEPRECATED(\"use another\")")},
        {"S11", "S11", "deprecated, as compilers write it",
         on_function("", " __attribute__((deprecated))")},
        {"S11", "S11", "first version", on_function("", " FFI_SINCE(2)")},
        {"S12", "S12", "name", on_function("", " FFI_NAME(other)")},
        {"S12", "S12", "method", on_function(" FFI_METHOD(name = a)", " FFI_METHOD(name = b)")},
        {"S12", "S12", "prefix",
         [](H& h) -> Edit {
             h.statements[0] = "FFI_MODULE(random, prefix = fn, version = CONTRACT_VERSION)";
             return [](H& after) {
                 after.statements[0] = "FFI_MODULE(random, prefix = f, version = CONTRACT_VERSION)";
             };
         }},
        {"S13", "F14", "reserved", make_reserved},
        {"S14", "S14", "twin", on_record("FFI_CXX(\"a::b\") ", "FFI_CXX(\"a::c\") ")},

        {"X01", "X02", "a target joins on which a wire record differs", only_wire_record, lp64,
         lp64_and_ilp32},
        {"X02", "X04", "target dropped", no_wire_record, lp64_and_ms, lp64},
        {"X04", "X02", "target added", no_wire_record, lp64, lp64_and_ms},
    };
    return table;
}

const std::vector<Unmutated>& unmutated() {
    static const std::vector<Unmutated> table{
        {"X03", "follows from the others: each is accepted, and it must remain"},
    };
    return table;
}

} // namespace ffigen::drift::test
