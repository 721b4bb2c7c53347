#include "passes_fixture.hpp"

#include "layout/bands.hpp"
#include "layout/formats.hpp"

#include <nlohmann/json.hpp>

namespace ffigen {
namespace {

std::vector<layout::RecordMaps> maps_of(const model::Contract& contract, const std::string& name) {
    return {layout::map_record(contract, *contract.record(name))};
}

std::string text_of(const std::string& header) {
    const auto contract = test::read_wire(header);
    return layout::text(contract, maps_of(contract, "s"));
}

TEST(MemoryMap, ShowsHolesAndCacheLines) {
    EXPECT_EQ(
        text_of("struct s { uint32_t a; uint8_t b; uint32_t c; char name[64]; double d[4]; };"),
        "s  112 bytes, align 8, 2 cache lines, 2 holes of 7 bytes, on all but "
        "i686-unknown-linux-gnu\n"
        "     0  ████      a     uint32_t\n"
        "     4  █         b     uint8_t\n"
        "     5  ░░░       -     3 bytes of padding\n"
        "     8  ████      c     uint32_t\n"
        "    12  ████████▸ name  char[64]\n"
        "        ── cache line 1\n"
        "    76  ░░░░      -     4 bytes of padding\n"
        "    80  ████████▸ d     double[4]\n"
        "\n"
        "s  108 bytes, align 4, 2 cache lines, 1 hole of 3 bytes, on i686-unknown-linux-gnu\n"
        "     0  ████      a     uint32_t\n"
        "     4  █         b     uint8_t\n"
        "     5  ░░░       -     3 bytes of padding\n"
        "     8  ████      c     uint32_t\n"
        "    12  ████████▸ name  char[64]\n"
        "        ── cache line 1\n"
        "    76  ████████▸ d     double[4]  80 above\n");
}

TEST(MemoryMap, ShowsMembersOfMembersAndBits) {
    EXPECT_EQ(text_of("struct s { union { uint32_t all; struct { uint8_t low; uint16_t high; }; }; "
                      "uint32_t bits : 5; uint32_t : 3; uint32_t more : 24; uint8_t rest[]; };"),
              "s  8 bytes, align 4, 1 cache line, 1 hole of 1 byte, identical on 13 targets\n"
              "     0            union      4 bytes\n"
              "     0  ████        all      uint32_t\n"
              "     0              struct   4 bytes\n"
              "     0  █             low    uint8_t\n"
              "     1  ░             -      1 byte of padding\n"
              "     2  ██            high   uint16_t\n"
              "   4:0  ▒         bits       uint32_t : 5\n"
              "   4:5  ▒         (unnamed)  uint32_t : 3\n"
              "   5:0  ███       more       uint32_t : 24\n"
              "     8  ▸         rest       uint8_t[]\n");
}

TEST(MemoryMap, AlignmentAloneIsOneLineMore) {
    EXPECT_EQ(text_of("struct s { uint64_t a; };"),
              "s  8 bytes, align 8, 1 cache line, no holes, on all but i686-unknown-linux-gnu\n"
              "     0  ████████  a  uint64_t\n"
              "\n"
              "s  8 bytes, align 4, 1 cache line, no holes, on i686-unknown-linux-gnu\n"
              "        as above\n");
}

TEST(MemoryMap, JsonHasEveryByte) {
    const auto contract =
        test::read_wire("struct FFI_WIRE s { uint32_t a; uint8_t b; uint64_t c; uint8_t d; };");
    const auto document = nlohmann::json::parse(layout::json(contract, maps_of(contract, "s")));
    const auto& record = document.at("records").at(0);
    EXPECT_EQ(record.at("name"), "s");
    EXPECT_EQ(record.at("wire"), true);
    std::size_t targets = 0;
    for (const auto& map : record.at("layouts")) {
        targets += map.at("targets").size();
        std::uint64_t at = 0;
        for (const auto& member : map.at("members")) {
            EXPECT_EQ(member.at("offset_bits"), at);
            at += member.at("size_bits").get<std::uint64_t>();
        }
        EXPECT_EQ(at, map.at("size").get<std::uint64_t>() * 8)
            << "members and holes cover the record";
    }
    EXPECT_EQ(targets, 13u);
}

TEST(Bands, LongFieldsAreCutShort) {
    const auto contract =
        test::read_wire("struct s { uint32_t a[4]; float samples[2048]; uint8_t b; };");
    const auto bands = layout::cut_into_bands(maps_of(contract, "s").front().front());
    ASSERT_EQ(bands.size(), 5u);
    EXPECT_EQ(bands[2].first_byte, 32u);
    EXPECT_EQ(bands[2].repeated, 8192u - 3 * 16u);
    EXPECT_EQ(bands[3].first_byte, 8192u);
    EXPECT_EQ(bands[4].first_byte, 8208u);
    EXPECT_EQ(bands[4].segments.size(), 2u) << "b and the padding behind it";
}

TEST(Bands, UnionMembersLieInLanesOfTheirOwn) {
    const auto contract = test::read_wire("union s { uint32_t a; uint8_t b[24]; uint64_t c; };");
    const auto bands = layout::cut_into_bands(maps_of(contract, "s").front().front());
    ASSERT_EQ(bands.size(), 2u);
    EXPECT_EQ(bands[0].lanes, 3u);
    EXPECT_EQ(bands[1].lanes, 1u) << "lanes without anything are closed up";
}

TEST(Svg, NamesEveryFieldAndEscapes) {
    const auto contract = test::read_wire(
        "struct s { uint8_t first; uint64_t second; int (*callback)(const char *, int); };");
    const std::string svg = layout::svg(contract, maps_of(contract, "s"));
    for (const char* part : {"<svg xmlns", "first", "second", "7 bytes of padding",
                             "callback: int (*)(const char *, int)", "cache line 0", "</svg>\n"})
        EXPECT_THAT(svg, testing::HasSubstr(part));
    EXPECT_EQ(svg, layout::svg(contract, maps_of(contract, "s")));
}

} // namespace
} // namespace ffigen
