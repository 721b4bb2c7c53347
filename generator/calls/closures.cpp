#include "calls/closures.hpp"

namespace ffigen::calls {

Shown shown_by(const api::Callback& callback) {
    using api::Role;
    Shown shown;
    for (std::size_t i = 0; i < callback.params.size(); ++i)
        switch (callback.params[i].role) {
        case Role::record_out:
        case Role::record_inout:
        case Role::scalar_out:
        case Role::scalar_inout:
        case Role::slice_out:
        case Role::slice_inout:
            shown.changed.push_back(i);
            break;
        case Role::record_in:
        case Role::slice_in:
            shown.looked_at.push_back(i);
            break;
        default:
            break;
        }
    return shown;
}

} // namespace ffigen::calls
