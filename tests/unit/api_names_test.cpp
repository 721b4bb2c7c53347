#include "api/names.hpp"
#include "api_fixture.hpp"

namespace ffigen::api {
namespace {

using testing::ElementsAre;

TEST(ApiNames, SplitsEveryCase) {
    EXPECT_THAT(split_words("rt_ffi_audio_block"), ElementsAre("rt", "ffi", "audio", "block"));
    EXPECT_THAT(split_words("VkInstanceCreateInfo"),
                ElementsAre("vk", "instance", "create", "info"));
    EXPECT_THAT(split_words("HTTPServer"), ElementsAre("http", "server"));
    EXPECT_THAT(split_words("SQLITE_OPEN_READONLY"), ElementsAre("sqlite", "open", "readonly"));
    EXPECT_THAT(split_words("deflateInit2_"), ElementsAre("deflate", "init2"));
    EXPECT_THAT(split_words("Image2DView"), ElementsAre("image2d", "view"));
    EXPECT_THAT(split_words("vec2f"), ElementsAre("vec2f"));
    EXPECT_THAT(split_words("int32Value"), ElementsAre("int32", "value"));
    EXPECT_THAT(split_words("sourceIDs"), ElementsAre("source", "ids"));
    EXPECT_THAT(split_words("VK_KHR_surface"), ElementsAre("vk", "khr", "surface"));
    EXPECT_THAT(split_words("__leading__twice_"), ElementsAre("leading", "twice"));
    EXPECT_THAT(split_words("___"), ElementsAre("underscore"));
}

TEST(ApiNames, FindsTheCommonPrefix) {
    EXPECT_EQ(common_prefix({"rt_ffi_open", "rt_ffi_close"}), "rt_ffi_");
    EXPECT_EQ(common_prefix({"rt_ring_open", "rt_rung_close"}), "rt_");
    EXPECT_EQ(common_prefix({"rt_open"}), "");
    EXPECT_EQ(common_prefix({"compress", "crc32"}), "");
    EXPECT_EQ(common_prefix({"a_", "a_b"}), "") << "a name made of the prefix alone has none";
}

TEST(ApiNames, LeavesUsableNames) {
    EXPECT_EQ(common_words({{"vk", "type", "1d"}, {"vk", "type", "cube"}}), 1u);
    EXPECT_EQ(common_words({{"a", "b"}, {"a"}}), 0u);
    EXPECT_THAT(without_prefix({"ring", "open"}, {"ring"}), ElementsAre("open"));
    EXPECT_THAT(without_prefix({"ring"}, {"ring"}), ElementsAre("ring"));
    EXPECT_THAT(without_prefix({"mode", "2d"}, {"mode"}), ElementsAre("mode", "2d"));
    EXPECT_THAT(strip_prefix("RT_FFI_MAX", "rt_ffi_"), ElementsAre("max"));
    EXPECT_THAT(strip_prefix("RtFfiBlock", "rt_ffi_"), ElementsAre("block"));
    EXPECT_THAT(strip_prefix("vkCreateInstance", "vk"), ElementsAre("create", "instance"));
    EXPECT_THAT(strip_prefix("vkontakte", "vk"), ElementsAre("vkontakte"));
    EXPECT_THAT(strip_prefix("PQfinish", "PQ"), ElementsAre("finish"));
    EXPECT_THAT(strip_prefix("rt_ffi_2d", "rt_ffi_"), ElementsAre("rt", "ffi", "2d"));
}

TEST(ApiNames, FirstComesFirstServed) {
    Scope scope;
    EXPECT_THAT(scope.claim({"open"}, {"rt", "open"}), ElementsAre("open"));
    EXPECT_THAT(scope.claim({"open"}, {"rt", "open"}), ElementsAre("rt", "open"));
    EXPECT_THAT(scope.claim({"open"}, {"rt", "open"}), ElementsAre("rt", "open", "2"));
    EXPECT_THAT(scope.claim({"open"}, {"rt", "open"}), ElementsAre("rt", "open", "3"));
}

TEST(ApiNames, EnumeratorsLoseWhatTheyShare) {
    const test::Lowered lowered =
        test::lower("typedef enum demo_mode { DEMO_MODE_FAST, DEMO_MODE_SLOW } demo_mode;\n"
                    "enum dim { DIM_1D, DIM_2D, DIM_CUBE };\n"
                    "typedef enum { LONE_VALUE } lone_t;\n"
                    "void demo_a(enum dim d); void demo_b(demo_mode m); void demo_c(lone_t l);");
    ASSERT_EQ(lowered.api.enums.size(), 3u);
    EXPECT_EQ(join(lowered.api.enums[0].name.words), "mode");
    EXPECT_EQ(join(lowered.api.enums[0].values[0].name.words), "fast");
    EXPECT_EQ(join(lowered.api.enums[1].values[0].name.words), "dim_1d")
        << "no name begins with a digit";
    EXPECT_EQ(join(lowered.api.enums[1].values[2].name.words), "dim_cube")
        << "the whole enum alike";
    EXPECT_EQ(join(lowered.api.enums[2].name.words), "lone");
    EXPECT_EQ(join(lowered.api.enums[2].values[0].name.words), "value");
}

TEST(ApiNames, TypeCalledAsThePrefixKeepsIt) {
    const test::Lowered lowered =
        test::lower("FFI_MODULE(kv, prefix = kv_)\ntypedef struct { int a; } kv_t;\n"
                    "void kv_put(kv_t store);");
    ASSERT_EQ(lowered.api.records.size(), 1u);
    EXPECT_THAT(lowered.api.records[0].name.words, ElementsAre("kv"));
}

TEST(ApiNames, TypesThatCollideAreToldApart) {
    const test::Lowered lowered = test::lower("FFI_MODULE(demo, prefix = demo_)\n"
                                              "struct demo_point { int x; }; struct point { int y; "
                                              "}; typedef struct { int z; } Point;\n");
    ASSERT_EQ(lowered.api.records.size(), 3u);
    EXPECT_EQ(join(lowered.api.records[0].name.words), "point");
    EXPECT_EQ(join(lowered.api.records[1].name.words), "point_2");
    EXPECT_EQ(join(lowered.api.records[2].name.words), "point_3");
}

TEST(ApiNames, GivenNamesWin) {
    const test::Lowered lowered = test::lower("FFI_MODULE(demo, prefix = demo_)\n"
                                              "struct FFI_NAME(coordinate) demo_point { int x; };\n"
                                              "void demo_go(void);\n"
                                              "void demo_start(void) FFI_NAME(go);\n"
                                              "int demo_sum(FFI_NAME(leftHand) int a, int b);\n");
    EXPECT_EQ(lowered.findings(), "");
    EXPECT_EQ(join(lowered.api.records[0].name.words), "coordinate");
    EXPECT_EQ(join(lowered.function("demo_start").name.words), "go");
    EXPECT_EQ(join(lowered.function("demo_go").name.words), "demo_go");
    EXPECT_EQ(join(lowered.function("demo_sum").params[0].name.words), "left_hand");
}

} // namespace
} // namespace ffigen::api
