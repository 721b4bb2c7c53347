// Elements of arrays: the classes that show them, and arrays that the library makes or has.
#pragma once

#include "emit/python/context.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::python {

struct Elements {
    std::string record; ///< class of one record; empty: numbers
    std::string kind;   ///< class of an array of numbers
    std::string ctype;  ///< of one
    std::string array;  ///< what an array of them is called in annotations
    std::string number; ///< what one number is called in annotations
    bool is_bytes = false;
};

Elements elements_of(const Context& context, const model::Type& element);

/// Factors of a length, as arguments: ", rows, columns".
std::string factors_of(const api::Extent& extent, const std::vector<std::string>& names);

/// The array that is at an address in C.
struct Found {
    std::string address;
    std::string count;
    std::string release; ///< name of the function that frees it; empty: it is another's, and copied
    std::string made;    ///< what that function takes, if not the address
    bool is_const = false;
};
std::string found_array(const Elements& elements, const Found& found);

} // namespace ffigen::emit::python
