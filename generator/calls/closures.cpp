#include "calls/closures.hpp"

namespace ffigen::calls {

Shown shown_by(const api::Callback& callback) {
    using api::Role;
    Shown shown;
    for (std::size_t i = 0; i < callback.params.size(); ++i) {
        const api::Param& param = callback.params[i];
        if (param.role == Role::rows_inout) // an address to closures, behind which none can look
            continue;
        if (param.is_written_to())
            shown.changed.push_back(i);
        else if (param.role == Role::record_in || param.role == Role::slice_in)
            shown.looked_at.push_back(i);
        else if (param.role == Role::string_in || param.role == Role::strings_in)
            shown.texts.push_back(i);
    }
    return shown;
}

} // namespace ffigen::calls
