#include "ffigen/rpc/call.hpp"

#include "protocol.hpp"

namespace ffigen::rpc {

std::string_view name_of(Refusal refusal) {
    switch (refusal) {
    case Refusal::malformed:
        return "ffi.malformed";
    case Refusal::unknown_method:
        return "ffi.unknown_method";
    case Refusal::unknown_object:
        return "ffi.unknown_object";
    case Refusal::in_use:
        return "ffi.in_use";
    case Refusal::out_of_range:
        return "ffi.out_of_range";
    case Refusal::too_large:
        return "ffi.too_large";
    case Refusal::too_many:
        return "ffi.too_many";
    case Refusal::nothing_given:
        return "ffi.nothing_given";
    case Refusal::bad_reply:
        return "ffi.bad_reply";
    case Refusal::other_contract:
        return "ffi.other_contract";
    case Refusal::stopping:
        return "ffi.stopping";
    case Refusal::unknown_session:
        return "ffi.unknown_session";
    case Refusal::repeated:
        return "ffi.repeated";
    case Refusal::internal:
        break;
    }
    return "ffi.internal";
}

bool Call::afford(std::size_t count, std::size_t size) {
    if (count <= (limits.memory - taken_) / (size == 0 ? 1 : size)) {
        taken_ += count * size;
        return true;
    }
    refuse(Refusal::too_large, "the call would take more memory than one may");
    return false;
}

std::span<std::uint8_t> Call::room(std::size_t size) {
    if (size > limits.reply) {
        refuse(Refusal::too_large, "the reply is larger than one may be");
        return {};
    }
    out_.resize(begin_ + answer_head + size);
    return std::span(out_).subspan(begin_ + answer_head);
}

void Call::answer(std::int32_t status, std::size_t size) {
    out_.resize(begin_ + answer_head + size);
    store_u32(out_.data() + begin_, static_cast<std::uint32_t>(status));
    store_u32(out_.data() + begin_ + 4, static_cast<std::uint32_t>(size));
}

void Call::fail(std::int32_t code, std::string_view name, std::string_view text) {
    failed_ = true;
    const std::vector<std::uint8_t> payload = error_payload(code, name, text);
    out_.resize(begin_ + answer_head);
    out_.insert(out_.end(), payload.begin(), payload.end());
    answer(code, payload.size());
}

void Call::refuse(Refusal refusal, std::string_view text) {
    fail(static_cast<std::int32_t>(refusal), name_of(refusal), text);
}

} // namespace ffigen::rpc
