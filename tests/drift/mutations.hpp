// One known change each, and the rule that must tell of it.
#pragma once

#include "random_header.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace ffigen::drift::test {

/// Turns the old header into the new one.
using Edit = std::function<void(HeaderSpec&)>;

struct Mutation {
    std::string_view rule;    ///< the only one that fires
    std::string_view reverse; ///< the only one that fires when it is taken back; "": some one does
    std::string_view what;
    /// Puts what is to be changed into a random header, somewhere, and returns the change. What it
    /// puts there is called "subject".
    std::function<Edit(HeaderSpec&)> prepare;
    std::string_view old_targets{}, targets{}; ///< where the change is one of targets
};

const std::vector<Mutation>& record_mutations();  ///< R F B U
const std::vector<Mutation>& value_mutations();   ///< E T V M
const std::vector<Mutation>& call_mutations();    ///< C K
const std::vector<Mutation>& promise_mutations(); ///< S X

/// Rules without a mutation, and why.
struct Unmutated {
    std::string_view rule, why;
};
const std::vector<Unmutated>& unmutated();

// ---- where to put things ------------------------------------------------------------------------

/// A list of members that lie one after the other: a struct's, or an anonymous struct's in it.
struct Place {
    std::size_t record = 0;
    std::vector<std::size_t> path; ///< of anonymous members
};
std::vector<Member>& members(HeaderSpec& header, const Place& place);

enum class Where { anywhere, top_level };
struct PlaceWish {
    Where where = Where::anywhere;
    bool padded = false; ///< not packed
    bool local = false;  ///< not a wire record
};
Place random_place(HeaderSpec& header, PlaceWish wish = {});

/// Members in a random place, next to each other.
struct Spot {
    Place place;
    std::size_t index = 0; ///< of the first
};
Spot put(HeaderSpec& header, const std::vector<Declaration>& fields, PlaceWish wish = {});
/// A field of any type that the place may have, and one behind it.
Spot put_random(HeaderSpec& header);
Declaration& at(HeaderSpec& header, const Spot& spot, std::size_t which = 0);
void insert(HeaderSpec& header, const Spot& spot, std::size_t before, const Declaration& field);
void erase(HeaderSpec& header, const Spot& spot, std::size_t which);

/// Something new of the kind, which a random field, parameter and the like may use.
std::size_t put_record(HeaderSpec& header, RecordSpec record);
std::size_t put_enum(HeaderSpec& header, EnumSpec item);
std::size_t put_typedef(HeaderSpec& header, const std::string& type);
std::size_t put_variable(HeaderSpec& header, const std::string& type);
std::size_t put_macro(HeaderSpec& header, const std::string& value);
std::size_t put_function(HeaderSpec& header, FunctionSpec function);

/// A function with these parameters, next to each other, among random ones.
struct ParameterSpot {
    std::size_t function = 0, index = 0;
};
ParameterSpot put_parameters(HeaderSpec& header, const std::vector<Declaration>& parameters);
Declaration& at(HeaderSpec& header, const ParameterSpot& spot, std::size_t which = 0);

} // namespace ffigen::drift::test
