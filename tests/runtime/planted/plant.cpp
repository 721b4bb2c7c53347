// Copies sources of the runtime, with faults in them that a kill at the wrong moment shows and
// nothing else does: by these the tests of kills prove that they can fail.
//
//   plant <folder of the runtime's sources> <folder of the copies> <file>...
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace {

struct Fault {
    const char* file;
    const char* before; ///< Stands there once.
    const char* after;
};

constexpr Fault faults[] = {
    {"ring_write.cpp", "    store_wide(target.block, block, words);\n",
     "    if (planted(\"ring.whole_before_it_is\")) {\n"
     "        number.store(whole(head_), std::memory_order_release);\n"
     "    }\n"
     "    store_wide(target.block, block, words);\n"},
    {"ring_write.cpp",
     "        shared_->progress.store(being_written(head_), std::memory_order_relaxed);\n"
     "        claimed_ =",
     "        shared_->progress.store(planted(\"ring.whole_when_claimed\") ? whole(head_)\n"
     "                                                                 : being_written(head_),\n"
     "                                std::memory_order_relaxed);\n"
     "        claimed_ ="},
    {"ring_read.cpp", "        shared_->tail.store(cursor_, std::memory_order_release);\n",
     "        shared_->tail.store(cursor_ + (planted(\"ring.more_given_back\") ? 2 : 0),\n"
     "                            std::memory_order_release);\n"},
    {"owner.cpp", "    case Verdict::dead:\n        break;\n",
     "    case Verdict::dead:\n"
     "        if (planted(\"owner.dead_and_kept\")) {\n"
     "            return Acquired::held;\n"
     "        }\n"
     "        break;\n"},
    {"channel_send.cpp", "        if (publish(position)) {\n",
     "        if (sent_early || publish(position)) {\n"},
    {"channel_send.cpp", "        store_word(reinterpret_cast<SharedWord*>(&at.bytes), bytes);\n",
     "        const bool sent_early = planted(\"channel.sent_before_it_is\") && "
     "publish(position);\n"
     "        store_word(reinterpret_cast<SharedWord*>(&at.bytes), bytes);\n"},
    {"registry_entry.cpp", "        if (phase_of(state) == Phase::used && verdict_on_entry",
     "        if (!planted(\"registry.dead_and_entered\") && phase_of(state) == Phase::used &&\n"
     "            verdict_on_entry"},
    {"segment_remove.cpp", "    case Verdict::dead:\n        break;\n",
     "    case Verdict::dead:\n"
     "        if (planted(\"segment.dead_and_there\")) {\n"
     "            return Removal::lives;\n"
     "        }\n"
     "        break;\n"},
};

bool plant(std::string& text, const Fault& fault) {
    const std::string before = fault.before;
    const std::size_t at = text.find(before);
    if (at == std::string::npos || text.find(before, at + 1) != std::string::npos) {
        return false;
    }
    text.replace(at, before.size(), fault.after);
    return true;
}

bool copy_planted(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::ifstream in(from);
    std::string text((std::ostringstream() << in.rdbuf()).str());
    for (const Fault& fault : faults) {
        if (from.filename() == fault.file && !plant(text, fault)) {
            std::fprintf(stderr, "%s has changed: where does this go?\n%s", from.c_str(),
                         fault.after);
            return false;
        }
    }
    return static_cast<bool>(std::ofstream(to) << "#include \"planted.hpp\"\n" << text);
}

} // namespace

int main(int count, char** arguments) {
    for (int i = 3; i < count; ++i) {
        const std::filesystem::path from(arguments[1]);
        const std::filesystem::path to(arguments[2]);
        if (!copy_planted(from / arguments[i], to / arguments[i])) {
            return 1;
        }
    }
    return 0;
}
