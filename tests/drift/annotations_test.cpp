// No annotation of the vocabulary may come or go unnoticed, wherever it may stand.
#include "fixture.hpp"

#include "annotations/table.hpp"
#include "drift/git.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace ffigen::drift::test {
namespace {

using annotations::Word;

/// FFI_CALLBACK(user_data = x): with all that it needs. `value` goes where an argument is free.
std::string as_written(const Word& word, const std::string& value) {
    std::vector<std::string> arguments;
    for (std::size_t i = 0; i < word.positional; ++i)
        arguments.push_back(word.name == "cxx_constant" && i == 0 ? "A" : value);
    for (const std::string_view key : word.required)
        arguments.push_back(fmt::format("{} = {}", key, value));
    const bool takes_any = word.positional != 0 || !word.keys.empty();
    return takes_any ? fmt::format("{}({})", word.macro, fmt::join(arguments, ", "))
                     : std::string(word.macro);
}

struct Slot {
    unsigned place;
    const char* name;
    const char* declaration; ///< with {} where the annotation stands
};

constexpr Slot slots[] = {
    {annotations::at_module, "module", "{}\nenum e {{ A }};\n"},
    {annotations::at_record, "record", "struct {} r {{ void *a; }};\n"},
    {annotations::at_field, "field", "struct r {{ {} void *a; }};\n"},
    {annotations::at_enum, "enum", "enum {} e {{ A }};\n"},
    {annotations::at_enumerator, "enumerator", "enum e {{ A {} }};\n"},
    {annotations::at_function, "function", "void *f(void *a) {};\n"},
    {annotations::at_parameter, "parameter", "void *f({} void *a);\n"},
    {annotations::at_callback, "callback", "typedef void (*c)(void *a) {};\nvoid f(c a);\n"},
    {annotations::at_typedef, "typedef", "typedef uint32_t t {};\nvoid f(t a);\n"},
    {annotations::at_variable, "variable", "extern uint32_t v {};\n"},
};

class Annotations : public testing::Test {
  protected:
    void SetUp() override { std::filesystem::current_path(directory_.path()); }
    void TearDown() override { std::filesystem::current_path("/"); }

    static model::Contract read(const Slot& slot, const std::string& annotation) {
        std::ofstream("a.h") << "#include <stdint.h>\n#include <ffigen/annotations.h>\n"
                             << fmt::format(fmt::runtime(slot.declaration), annotation);
        return read_header("a.h", "x86_64-unknown-linux-gnu");
    }

    TemporaryDirectory directory_;
};

TEST_F(Annotations, AreNoticedWhenTheyComeGoOrChange) {
    int seen = 0;
    for (const Word& word : annotations::table()) {
        for (const Slot& slot : slots) {
            if (!(word.places & slot.place))
                continue;
            ++seen;
            const model::Contract none = read(slot, ""), x = read(slot, as_written(word, "x"));
            const std::string where = fmt::format("{} at a {}", word.macro, slot.name);
            if (word.name == "handle")
                continue; // of a type that is not there it is none
            EXPECT_EQ(compare(none, x).size(), 1U) << where;
            EXPECT_FALSE(compare(through_lock(none), x).empty()) << where;
            EXPECT_FALSE(compare(x, none).empty()) << where << ", taken away";
            EXPECT_FALSE(compare(through_lock(x), none).empty()) << where << ", taken away";
            const std::string other = as_written(word, "y");
            if (as_written(word, "x") == other)
                continue;
            EXPECT_FALSE(compare(x, read(slot, other)).empty()) << where << ", otherwise";
        }
    }
    EXPECT_GT(seen, 50);
}

TEST_F(Annotations, OfTheModuleAreNoticedByKey) {
    for (const Word& word : annotations::table()) {
        if (word.places != annotations::at_module)
            continue;
        for (const std::string_view key : word.keys) {
            const auto with = [&](const char* value) {
                std::string text = as_written(word, "r");
                text.insert(text.size() - 1, fmt::format(", {} = {}", key, value));
                return read(slots[0], "struct r;\n" + text);
            };
            if (std::find(word.required.begin(), word.required.end(), key) != word.required.end())
                continue;
            EXPECT_FALSE(compare(with("safe"), with("send")).empty()) << word.macro << ", " << key;
        }
    }
}

} // namespace
} // namespace ffigen::drift::test
