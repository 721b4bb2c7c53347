// What a header probably means where it does not say: for people to decide about, never taken by
// itself.
#pragma once

#include "api/api.hpp"
#include "guess/library.hpp"
#include "model/contract.hpp"

#include <string>
#include <vector>

namespace ffigen::guess {

/// One thing that the header leaves open.
struct Question {
    std::string why;  ///< a sentence
    std::string path; ///< key in the side file: "module", "f" or "f.param"
    std::vector<std::string>
        answers; ///< annotations, the likeliest first; empty: none can be given
};

/// Statements about the header as a whole first, then declarations in their order.
std::vector<Question> questions(const model::Contract& contract, const api::Api& api,
                                const Library& library);

} // namespace ffigen::guess
