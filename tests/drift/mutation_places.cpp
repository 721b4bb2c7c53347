#include "mutations.hpp"

#include "random_choice.hpp"

#include <fmt/format.h>

namespace ffigen::drift::test {
namespace {

auto step(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

void collect(const std::vector<Member>& list, const Place& here, std::vector<Place>& found) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].is_anonymous)
            continue;
        Place inner = here;
        inner.path.push_back(i);
        if (!list[i].is_union)
            found.push_back(inner);
        collect(list[i].members, inner, found);
    }
}

/// Something in the header may depend on it.
void use(HeaderSpec& header, const std::string& type) {
    const int fields = number(0, 2);
    for (int i = 0; i < fields; ++i) // named by a number that grows with each
        put(header, {{type, fmt::format("user{}", text_of(header).size()), {}}});
    if (one_in(2))
        put_function(header, {{}, "void %", "user_function", {{type, "user", {}}}, false, {}});
}

} // namespace

std::vector<Member>& members(HeaderSpec& header, const Place& place) {
    std::vector<Member>* list = &header.records[place.record].members;
    for (const std::size_t index : place.path)
        list = &(*list)[index].members;
    return *list;
}

Place random_place(HeaderSpec& header, PlaceWish wish) {
    std::vector<Place> found;
    for (std::size_t i = 0; i < header.records.size(); ++i) {
        const RecordSpec& record = header.records[i];
        if (record.is_opaque || record.name.starts_with("subject"))
            continue;
        const bool packed = record.attributes.find("packed") != std::string::npos;
        const bool wire = record.attributes.find("FFI_WIRE") != std::string::npos;
        if (wire && wish.local)
            continue;
        if (!record.is_union && !(packed && wish.padded))
            found.push_back({i, {}});
        if (wish.where == Where::anywhere)
            collect(record.members, {i, {}}, found);
    }
    if (!found.empty())
        return one_of(found);
    header.records.push_back({"host", {}, false, false, {{{"uint32_t %", "host_f0", {}}}}});
    return {header.records.size() - 1, {}};
}

namespace {

Spot put_at(HeaderSpec& header, const Place& place, const std::vector<Declaration>& fields) {
    Spot spot{place, 0};
    std::vector<Member>& list = members(header, spot.place);
    spot.index = index_below(list.size() + 1);
    for (std::size_t i = 0; i < fields.size(); ++i)
        list.insert(list.begin() + step(spot.index + i), Member{fields[i]});
    return spot;
}

} // namespace

Spot put(HeaderSpec& header, const std::vector<Declaration>& fields, PlaceWish wish) {
    return put_at(header, random_place(header, wish), fields);
}

Spot put_random(HeaderSpec& header) {
    const Place place = random_place(header);
    return put_at(header, place,
                  {{random_type(header, place.record), "subject", {}}, {"uint8_t %", "stays", {}}});
}

Declaration& at(HeaderSpec& header, const Spot& spot, std::size_t which) {
    return members(header, spot.place)[spot.index + which].field;
}

void insert(HeaderSpec& header, const Spot& spot, std::size_t before, const Declaration& field) {
    std::vector<Member>& list = members(header, spot.place);
    list.insert(list.begin() + step(spot.index + before), Member{field});
}

void erase(HeaderSpec& header, const Spot& spot, std::size_t which) {
    std::vector<Member>& list = members(header, spot.place);
    list.erase(list.begin() + step(spot.index + which));
}

std::size_t put_record(HeaderSpec& header, RecordSpec record) {
    const std::string word = record.is_union ? "union" : "struct";
    const bool whole = !record.is_opaque;
    record.name = "subject";
    // First, so that any other may contain it.
    header.records.insert(header.records.begin(), std::move(record));
    use(header, word + " subject *%");
    if (whole)
        use(header, word + " subject %");
    return 0;
}

std::size_t put_enum(HeaderSpec& header, EnumSpec item) {
    item.name = "subject";
    header.enums.push_back(std::move(item));
    use(header, "enum subject %");
    return header.enums.size() - 1;
}

std::size_t put_typedef(HeaderSpec& header, const std::string& type) {
    header.typedefs.push_back({type, "subject", {}});
    use(header, "subject %");
    return header.typedefs.size() - 1;
}

std::size_t put_variable(HeaderSpec& header, const std::string& type) {
    const std::size_t index = index_below(header.variables.size() + 1);
    header.variables.insert(header.variables.begin() + step(index), {type, "subject", {}});
    return index;
}

std::size_t put_macro(HeaderSpec& header, const std::string& value) {
    header.macros.emplace_back("SUBJECT", value);
    return header.macros.size() - 1;
}

std::size_t put_function(HeaderSpec& header, FunctionSpec function) {
    for (std::size_t i = 0; i < header.functions.size(); ++i)
        if (header.functions[i].name == function.name)
            function.name += "_too";
    header.functions.push_back(std::move(function));
    return header.functions.size() - 1;
}

ParameterSpot put_parameters(HeaderSpec& header, const std::vector<Declaration>& parameters) {
    FunctionSpec function{{}, one_of({"uint32_t %", "void %"}), "subject_function", {}, false, {}};
    const int others = number(0, 3);
    for (int i = 0; i < others; ++i)
        function.parameters.push_back(
            {random_type(header), one_in(4) ? "" : fmt::format("p{}", i), {}});
    const std::size_t index = index_below(function.parameters.size() + 1);
    function.parameters.insert(function.parameters.begin() + step(index), parameters.begin(),
                               parameters.end());
    return {put_function(header, std::move(function)), index};
}

Declaration& at(HeaderSpec& header, const ParameterSpot& spot, std::size_t which) {
    return header.functions[spot.function].parameters[spot.index + which];
}

} // namespace ffigen::drift::test
