// Copying many bytes between private memory and memory that another process may be writing, as wide
// as the machine. Like the words of words.hpp it may be torn, and the number around it tells;
// unlike them it is made of instructions of its own: a race that the language would not allow is
// none that it knows of. Under sanitizers, which watch each access, and on other machines, it is
// words.
#pragma once

#include <cstddef>

namespace rt {

void store_wide(void* shared, const void* source, std::size_t words) noexcept;
void load_wide(void* target, const void* shared, std::size_t words) noexcept;

} // namespace rt
