// The constants that FFI_FIXED passes.
#include "api/callable.hpp"

namespace ffigen::api {

std::optional<std::string> signed_value(const model::Contract& contract,
                                        const model::Constant& constant, bool takes_address) {
    using Kind = model::ConstantValue::Kind;
    std::optional<std::string> common;
    for (const auto& group : constant.values.groups) {
        const Kind kind = group.value.kind;
        if (kind != Kind::integer && !(kind == Kind::pointer && takes_address))
            return std::nullopt;
        for (const std::size_t target : group.targets.indices()) {
            std::string value = group.value.text;
            const std::uint32_t bits = contract.targets[target].pointer_bits;
            if (kind == Kind::pointer && !value.starts_with('-')) {
                const std::uint64_t address = std::stoull(value);
                const auto wide = bits == 32 ? static_cast<std::int64_t>(static_cast<std::int32_t>(
                                                   static_cast<std::uint32_t>(address)))
                                             : static_cast<std::int64_t>(address);
                value = std::to_string(wide);
            }
            if (common && *common != value)
                return std::nullopt;
            common = value;
        }
    }
    return common;
}

} // namespace ffigen::api
