#include "protocol.hpp"

#include "cbor_runtime.h" // made of the codec's own parts, see CMakeLists.txt

namespace ffigen::rpc {
namespace {

/// A map is written in the order of its keys' bytes: shorter ones first.
class Writer {
  public:
    explicit Writer(std::size_t room)
        : bytes_(room), w_(ffi_cbor_start_writing(bytes_.data(), room)) {}

    void map(std::uint64_t pairs) { ffi_cbor_put_head(&w_, 5, pairs); }
    void list(std::uint64_t items) { ffi_cbor_put_head(&w_, 4, items); }
    void text(std::string_view text) {
        ffi_cbor_put_head(&w_, 3, text.size());
        if (!text.empty()) // which may have no address
            ffi_cbor_put_raw(&w_, text.data(), text.size());
    }
    void pair(std::string_view key, std::string_view value) {
        text(key);
        text(value);
    }
    void pair(std::string_view key, std::uint64_t value) {
        text(key);
        ffi_cbor_put_head(&w_, 0, value);
    }
    void pair(std::string_view key, std::int32_t value) {
        text(key);
        ffi_cbor_put_int(&w_, value, INT32_MIN, INT32_MAX);
    }
    std::vector<std::uint8_t> done() {
        bytes_.resize(ffi_cbor_end_writing(&w_).position);
        return std::move(bytes_);
    }

  private:
    std::vector<std::uint8_t> bytes_;
    ffi_cbor_writer w_;
};

/// The longest beginning that is UTF-8 without NUL.
std::string_view valid(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t size = 0;
    while (size < text.size() && text[size] != '\0') {
        const std::size_t next = ffi_cbor_character(bytes + size, text.size() - size);
        if (next == 0)
            break;
        size += next;
    }
    return text.substr(0, size);
}

} // namespace

Framing read_frame(std::span<const std::uint8_t> bytes, std::size_t limit, Frame& frame) {
    if (bytes.size() < 4)
        return Framing::incomplete;
    const std::size_t method = load_u32(bytes.data());
    if (method == 0 || method > longest_method)
        return Framing::broken;
    if (bytes.size() < 4 + method + 4)
        return Framing::incomplete;
    const std::size_t payload = load_u32(bytes.data() + 4 + method);
    if (payload > limit)
        return Framing::broken;
    frame.size = 4 + method + 4 + payload;
    if (bytes.size() < frame.size)
        return Framing::incomplete;
    frame.method = {reinterpret_cast<const char*>(bytes.data()) + 4, method};
    frame.payload = bytes.subspan(4 + method + 4, payload);
    return Framing::whole;
}

std::optional<Hello> read_hello(std::span<const std::uint8_t> payload) {
    static const ffi_cbor_key keys[] = {
        {"contract", 8, false}, {"tolerant", 8, false}, {"fingerprint", 11, false}};
    constexpr std::size_t count = std::size(keys);
    Hello hello;
    std::uint64_t missing[] = {(1u << count) - 1};
    ffi_cbor_reader r = ffi_cbor_start_reading(payload.data(), payload.size(), nullptr);
    const std::uint8_t* const start = r.at;
    ffi_cbor_map map = ffi_cbor_open_map(&r);
    while (ffi_cbor_more(&r, &map)) {
        const std::size_t field = ffi_cbor_find_key(&r, keys, count, missing);
        if (field == count)
            continue;
        missing[0] &= ~(std::uint64_t{1} << field);
        if (field == 1) {
            hello.is_tolerant = ffi_cbor_get_bool(&r);
            continue;
        }
        const ffi_cbor_text text = ffi_cbor_get_text_view(&r);
        if (text.data != nullptr)
            (field == 0 ? hello.contract : hello.fingerprint).assign(text.data, text.size);
    }
    missing[0] &= ~std::uint64_t{2}; // not tolerant unless it says so
    ffi_cbor_close_map(&r, start, keys, count, missing);
    if (ffi_cbor_end_reading(&r).status != FFI_CBOR_OK)
        return std::nullopt;
    return hello;
}

std::vector<std::uint8_t> hello_payload(const Contract& contract, const Limits& limits) {
    Writer w(256 + contract.version.size() + contract.name.size() + contract.fingerprint.size());
    w.map(4);
    w.text("limits");
    w.map(2);
    w.pair("objects", std::uint64_t{limits.objects});
    w.pair("request", std::uint64_t{limits.request});
    w.pair("version", contract.version);
    w.pair("contract", contract.name);
    w.pair("fingerprint", contract.fingerprint);
    return w.done();
}

std::vector<std::uint8_t> describe_payload(const Contract& contract) {
    Writer w(32 + contract.cddl.size());
    w.map(1);
    w.pair("cddl", contract.cddl);
    return w.done();
}

std::vector<std::uint8_t> error_payload(std::int32_t code, std::string_view name,
                                        std::string_view text) {
    const std::string_view shown = valid(text.substr(0, 4096));
    Writer w(64 + name.size() + shown.size());
    w.map(3);
    w.pair("code", code);
    w.pair("name", name);
    w.pair("text", shown);
    return w.done();
}

std::optional<Failure> read_failure(std::span<const std::uint8_t> payload) {
    static const ffi_cbor_key keys[] = {{"code", 4, false}, {"name", 4, false}, {"text", 4, false}};
    constexpr std::size_t count = std::size(keys);
    Failure failure;
    std::uint64_t missing[] = {(1u << count) - 1};
    ffi_cbor_reader r = ffi_cbor_start_reading(payload.data(), payload.size(), nullptr);
    const std::uint8_t* const start = r.at;
    ffi_cbor_map map = ffi_cbor_open_map(&r);
    while (ffi_cbor_more(&r, &map)) {
        const std::size_t field = ffi_cbor_find_key(&r, keys, count, missing);
        if (field == count)
            continue;
        missing[0] &= ~(std::uint64_t{1} << field);
        if (field == 0) {
            ffi_cbor_get_int(&r, INT32_MIN, INT32_MAX);
            continue;
        }
        const ffi_cbor_text text = ffi_cbor_get_text_view(&r);
        if (text.data != nullptr)
            (field == 1 ? failure.name : failure.text).assign(text.data, text.size);
    }
    ffi_cbor_close_map(&r, start, keys, count, missing);
    if (ffi_cbor_end_reading(&r).status != FFI_CBOR_OK)
        return std::nullopt;
    return failure;
}

std::vector<std::uint8_t> stats_payload(const Stats& stats) {
    std::uint64_t calls = 0, errors = 0;
    std::size_t room = 512;
    for (const auto& [name, method] : stats.methods) {
        calls += method.calls;
        errors += method.errors;
        room += 128 + name.size();
    }
    Writer w(room);
    w.map(9);
    w.pair("sent", stats.sent);
    w.pair("calls", calls);
    w.pair("errors", errors);
    w.text("methods");
    w.list(stats.methods.size());
    for (const auto& [name, method] : stats.methods) {
        w.map(5);
        w.pair("name", name);
        w.pair("calls", method.calls);
        w.pair("errors", method.errors);
        w.pair("total_ns", method.total_ns);
        w.pair("longest_ns", method.longest_ns);
    }
    w.pair("objects", stats.objects);
    w.pair("refused", stats.refused);
    w.pair("received", stats.received);
    w.pair("uptime_ns", stats.uptime_ns);
    w.pair("connections", stats.connections);
    return w.done();
}

} // namespace ffigen::rpc
