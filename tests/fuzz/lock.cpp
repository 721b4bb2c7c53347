// Any text is a lock or the reason why not; a lock that was read is written and read as itself. The
// checksum would stop nearly all of them, so each is tried under a right one as well.
#include "lock/lock.hpp"
#include "passes/fingerprint.hpp"

#include <cstdlib>
#include <string>

using namespace ffigen;

namespace {

void try_lock(std::string_view text) {
    const auto read = lock::read_lock(text);
    const auto* lock = std::get_if<lock::Lock>(&read);
    if (lock == nullptr)
        return;
    const std::string once = lock::write_lock(*lock);
    const auto again = lock::read_lock(once);
    const auto* same = std::get_if<lock::Lock>(&again);
    if (same == nullptr || lock::write_lock(*same) != once)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try_lock(text);
    const std::string body = text.substr(0, text.rfind("\"sha256\": \""));
    try_lock(body + "\"sha256\": \"" + passes::sha256_hex(body) + "\"\n}\n");
    return 0;
}
