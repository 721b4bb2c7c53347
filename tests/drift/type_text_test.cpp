// Types and annotations survive a lock exactly.
#include "lock/annotation_text.hpp"
#include "lock/type_text.hpp"
#include "model/contract.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace ffigen::drift {
namespace {

using model::Type;
using model::TypeKind;

int number(int low, int high) { return *rc::gen::inRange(low, high + 1); }

Type random_type(int depth) {
    Type type;
    type.is_const = number(0, 1);
    type.is_volatile = number(0, 3) == 0;
    type.kind = static_cast<TypeKind>(
        number(0, static_cast<int>(depth > 3 ? TypeKind::va_list_ : TypeKind::unsupported)));
    switch (type.kind) {
    case TypeKind::pointer:
        type.is_restrict = number(0, 1);
        type.nullability = static_cast<model::Nullability>(number(0, 2));
        type.args = {random_type(depth + 1)};
        break;
    case TypeKind::array:
    case TypeKind::vector:
        type.count = static_cast<std::uint64_t>(number(0, 1000));
        [[fallthrough]];
    case TypeKind::flexible_array:
    case TypeKind::complex:
    case TypeKind::atomic:
        type.args = {random_type(depth + 1)};
        break;
    case TypeKind::function: {
        const int count = number(1, 4);
        for (int i = 0; i < count; ++i)
            type.args.push_back(random_type(depth + 1));
        type.variadic = number(0, 1);
        type.has_prototype = number(0, 3) != 0;
        type.convention = static_cast<model::CallingConvention>(
            number(0, static_cast<int>(model::CallingConvention::other)));
        break;
    }
    case TypeKind::bit_int:
        type.count = static_cast<std::uint64_t>(number(1, 128));
        type.is_unsigned = number(0, 1);
        break;
    case TypeKind::record:
    case TypeKind::enumeration:
    case TypeKind::typedef_:
        type.name = *rc::gen::element<std::string>("a", "const_", "int32_t_like", "fn", "atomic",
                                                   "x$y", "unsigned_");
        break;
    case TypeKind::unsupported:
        type.name = "odd spelling [](){}";
        break;
    default:
        break;
    }
    const bool sized = type.kind == TypeKind::complex || type.kind == TypeKind::vector ||
                       type.kind == TypeKind::atomic || type.kind == TypeKind::bit_int;
    if (sized && number(0, 1))
        type.size = 32, type.align = 16;
    return type;
}

TEST(TypeText, ReadsBackExactly) {
    EXPECT_TRUE(rc::check("parse_type is the inverse of type_text", [] {
        const Type type = random_type(0);
        const std::string text = lock::type_text(type);
        RC_LOG(text);
        const auto back = lock::parse_type(text);
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == type);
    }));
}

TEST(TypeText, RefusesEverythingElse) {
    for (const char* text :
         {"", "*", "[3", "[3]", "[x]int", "int ", " int", "fn(", "fn()", "fn() ->",
          "fn:odd() -> int", "record ", "int int", "const", "ubits:", "`open", "vector[2]{1/}int"})
        EXPECT_FALSE(lock::parse_type(text)) << text;
    EXPECT_FALSE(lock::parse_type(std::string(100000, '*') + "int")) << "deeper than any header";
}

TEST(TypeText, RefusesRandomDamage) {
    EXPECT_TRUE(rc::check("whatever is accepted is written the same", [] {
        std::string text = lock::type_text(random_type(0));
        text[static_cast<std::size_t>(number(0, static_cast<int>(text.size()) - 1))] =
            static_cast<char>(number(32, 126));
        if (const auto type = lock::parse_type(text))
            RC_ASSERT(lock::type_text(*type) == text);
    }));
}

TEST(AnnotationText, ReadsBackExactly) {
    const std::vector<std::string> texts{
        "wire",    "a, b", "x = y", "\"quoted\"",      "back\\slash",
        " blank ", "",     "a(b)c", "rt::audio_block", "100 %"};
    for (const std::string& first : texts)
        for (const std::string& second : texts) {
            const model::Annotation annotation{"note", {first, second}, {{"key", first}}, {}};
            std::string error;
            const auto back = model::parse_annotation(lock::annotation_text(annotation), {}, error);
            ASSERT_TRUE(back) << lock::annotation_text(annotation) << ": " << error;
            EXPECT_EQ(*back, annotation) << lock::annotation_text(annotation);
        }
}

} // namespace
} // namespace ffigen::drift
