// Records at addresses, within others, that C does not allow for them alone.
#include "api_fixture.hpp"

#include "api/misaligned.hpp"

namespace ffigen::api {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string point = "typedef struct point { double x, y; } point;\n"
                          "typedef struct name { char letters[3]; } name;\n";

auto misaligned(const std::string& header) {
    return misaligned_records(test::lower(point + header).contract);
}

TEST(ApiMisaligned, ArePartsOfPackedRecords) {
    EXPECT_THAT(misaligned("struct line { char kind; point from, to; name n; };"), IsEmpty());
    EXPECT_THAT(misaligned("struct __attribute__((packed)) line { point from; name n; };"),
                ElementsAre("point"));
    EXPECT_THAT(misaligned("struct __attribute__((packed)) line { name n; point row[2][3]; };"),
                ElementsAre("point"));
    EXPECT_THAT(misaligned("struct line { char kind; point at __attribute__((packed)); };"),
                ElementsAre("point"));
    EXPECT_THAT(misaligned("#pragma pack(push, 8)\nstruct line { char kind; point at; };\n"
                           "#pragma pack(pop)"),
                IsEmpty());
}

TEST(ApiMisaligned, AndWhatIsInThose) {
    EXPECT_THAT(misaligned("struct spot { name n; point at; };\n"
                           "struct __attribute__((packed)) crate { char tag; struct spot spot; };"),
                ElementsAre("point", "spot"));
    // Whichever stands first: the outer one is known by its name before.
    EXPECT_THAT(misaligned("struct shelf { point at; }; struct room { struct shelf shelf; };\n"
                           "struct __attribute__((packed)) house { char tag; struct room room; };"),
                ElementsAre("point", "room", "shelf"));
}

TEST(ApiMisaligned, IsToldOfTheRecord) {
    const auto l = test::lower(
        point + "typedef struct __attribute__((packed)) line { char kind; point from; } line;");
    for (const Record& record : l.api.records)
        EXPECT_EQ(record.is_misaligned, record.c_name == "point") << record.c_name;
}

TEST(ApiMisaligned, MemoryOfTypesWithAnAlignmentOfTheirOwnIsRaw) {
    const auto l = test::lower(
        "#include <stddef.h>\n" + point +
        "typedef unsigned anywhere __attribute__((aligned(1)));\ntypedef anywhere still;\n"
        "typedef point spread __attribute__((aligned(64)));\n"
        "typedef unsigned same __attribute__((aligned(4)));\n"
        "unsigned sum(FFI_COUNTED_BY(n) const still *v, size_t n);\n"
        "void made(FFI_OUT FFI_ONE anywhere *v);\n"
        "double length(const spread *at);\n"
        "FFI_BORROWED const spread *first(void);\n"
        "typedef void (*shown)(void *user, FFI_ONE const anywhere *v);\n"
        "void each(FFI_CALLBACK(user_data = user, lifetime = call) shown f, void *user);\n"
        "still value(anywhere v);\n"
        "unsigned plain(FFI_COUNTED_BY(n) const same *v, size_t n);\n");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"sum", "made", "length", "first", "each"})
        EXPECT_THAT(l.raw_reason(name), testing::HasSubstr("aligned in its own way")) << name;
    for (const char* name : {"value", "plain"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

} // namespace
} // namespace ffigen::api
