// Any text is a lock or the reason why not; a lock that was read is written and read as itself.
#include "drift/lock.hpp"

#include <cstdlib>

using namespace ffigen;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = drift::read_lock(text);
    if (const auto* lock = std::get_if<drift::Lock>(&read)) {
        const std::string once = drift::write_lock(*lock);
        const auto again = drift::read_lock(once);
        const auto* same = std::get_if<drift::Lock>(&again);
        if (same == nullptr || drift::write_lock(*same) != once)
            std::abort();
    }
    return 0;
}
