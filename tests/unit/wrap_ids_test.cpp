// FFI_HANDLE on numbers: what the safe layers take for them, and what stays raw.
#include "api_fixture.hpp"

#include "model/id.hpp"
#include "passes/wrap_ids.hpp"

namespace ffigen::passes {
namespace {

using testing::HasSubstr;

const std::string text =
    "FFI_HANDLE(gl_tex, close = gl_drop, threads = send, none = 0)\n"
    "typedef unsigned gl_tex; void gl_drop(gl_tex t);\n"
    "FFI_HANDLE(gl_view, close = gl_hide, threads = send)\n"
    "typedef short gl_view; int gl_hide(gl_view v);\n"
    "FFI_OWNED(gl_drop) gl_tex gl_make(int width);\n"
    "int gl_tex_view(const gl_tex t, FFI_OUT gl_view *view);\n"
    "void gl_drop_all(FFI_COUNTED_BY(n) const gl_tex *all, int n);\n"
    "struct gl_pair { gl_tex a, b; }; void gl_both(struct gl_pair p);\n"
    "typedef gl_tex (*gl_chooser)(void *user); void gl_choose(FFI_CALLBACK(user_data = user, "
    "lifetime = call) gl_chooser c, void *user);\n"
    "int gl_size(int width);\n";

test::Lowered wrapped(const std::string& header) {
    test::Lowered result;
    result.contract = test::read(header);
    wrap_ids(result.contract);
    result.api = api::lower(result.contract, result.diagnostics);
    return result;
}

TEST(WrapIds, NumbersAreObjects) {
    const test::Lowered l = wrapped(text);
    EXPECT_EQ(l.findings(), "");
    ASSERT_EQ(l.api.handles.size(), 2u);
    EXPECT_EQ(l.api.handles[0].name.words, std::vector<std::string>{"tex"});
    EXPECT_EQ(l.api.handles[0].close, "ffigen_wrap_gl_drop");
    EXPECT_EQ(l.api.handles[1].parents, std::vector<std::string>{"ffigen_wrap_gl_tex"})
        << "a view is made of a texture";
    EXPECT_EQ(l.function("ffigen_wrap_gl_make").result.role, api::ResultRole::handle);
    const auto& view = l.function("ffigen_wrap_gl_tex_view");
    EXPECT_EQ(view.params[0].role, api::Role::handle);
    EXPECT_EQ(view.params[1].role, api::Role::handle_out);
    EXPECT_EQ(view.name.words, std::vector<std::string>{"view"});
    EXPECT_NE(l.api.function("gl_size"), nullptr);
    EXPECT_EQ(l.api.function("gl_make"), nullptr) << "the shim stands for it";
    EXPECT_EQ(l.raw_reason("gl_make"), "");
    for (const char* raw : {"gl_drop_all", "gl_both", "gl_choose"})
        EXPECT_THAT(l.raw_reason(raw), HasSubstr("other than one by one")) << raw;
}

TEST(WrapIds, NoneIsTheNumberThatTheHeaderNames) {
    const test::Lowered l = wrapped(text);
    const std::vector<model::Id> ids = model::ids_of(l.contract);
    ASSERT_EQ(ids.size(), 2u);
    EXPECT_EQ(ids[0].type, "gl_tex");
    EXPECT_EQ(ids[0].none, "0");
    EXPECT_EQ(ids[1].none, "-1");
}

TEST(WrapIds, OtherHeadersStayAsTheyAre) {
    const std::string pointers = "FFI_HANDLE(box, close = box_close)\n"
                                 "typedef struct box box; void box_close(box *b);\n"
                                 "typedef int box_id; box_id box_number(const box *b);\n";
    EXPECT_FALSE(has_ids(test::read(pointers)));
    EXPECT_EQ(wrapped(pointers).contract.functions.size(), 2u);
    const std::string wide = "FFI_HANDLE(far, close = far_close)\n"
                             "typedef unsigned long long far; void far_close(far f);\n";
    EXPECT_FALSE(has_ids(test::read(wide)));
    EXPECT_THAT(wrapped(wide).findings(), HasSubstr("A15"));
    EXPECT_THAT(wrapped("FFI_HANDLE(box, close = box_close, none = 0)\n"
                        "typedef struct box box; void box_close(box *b);\n")
                    .findings(),
                HasSubstr("A03"));
}

} // namespace
} // namespace ffigen::passes
