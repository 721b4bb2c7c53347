// Records of function pointers, and closures that no user data leads to.
#include "api_fixture.hpp"

#include "calls/describe.hpp"

namespace ffigen::api {
namespace {

using testing::HasSubstr;

const std::string bus = "FFI_HANDLE(bus, close = bus_close, threads = safe)\n"
                        "typedef struct bus bus; void bus_close(bus *b); bus *bus_open(void);\n"
                        "typedef void (*event)(void *user, int what);\n"
                        "typedef struct ops { event up; event down; FFI_NULLABLE int "
                        "(*ask)(void *user, int n); } ops;\n"
                        "void bus_off(bus *b, void *user);\n";

TEST(ApiTables, MembersAreClosuresWithOneUserData) {
    const auto l = test::lower(
        bus + "int bus_on(bus *b, FFI_CALLBACK(user_data = user, until = bus_off, thread = any) "
              "const ops *o, void *user);");
    EXPECT_EQ(l.findings(), "");
    const Function& on = l.function("bus_on");
    ASSERT_EQ(on.params.size(), 6U);
    EXPECT_EQ(on.params[1].role, Role::table);
    EXPECT_EQ(on.params[2].role, Role::user_data);
    for (std::size_t i = 3; i < 6; ++i) {
        EXPECT_EQ(on.params[i].role, Role::callback);
        EXPECT_EQ(on.params[i].member->table, 1U);
        EXPECT_EQ(on.params[i].callback->user_data, 2U);
    }
    EXPECT_EQ(on.params[3].callback->type, on.params[4].callback->type);
    EXPECT_TRUE(on.params[5].nullable);
    ASSERT_EQ(l.api.tables.size(), 1U);
    EXPECT_EQ(l.api.tables[*on.params[1].table].members.size(), 3U);
    const calls::Plan plan = calls::make_plan(l.contract, l.api);
    EXPECT_THAT(calls::describe(plan, l.api),
                HasSubstr("closure o.down: lives until its end by bus_off(object, user_data) of b, "
                          "together with o.up, on any thread\n"));
}

TEST(ApiTables, TheRecordMayHaveItsUserDataAndWhatDestroysIt) {
    const auto l = test::lower(
        bus + "typedef struct device { int (*read)(void *user, int n); FFI_RESERVED int flags; "
              "void (*done)(void *user); void *user; } device;\n"
              "FFI_OWNED(bus_close) bus *bus_of(FFI_CALLBACK(user_data = user, destroy = done, "
              "lifetime = close) const "
              "device *d);");
    EXPECT_EQ(l.findings(), "");
    const Function& of = l.function("bus_of");
    ASSERT_EQ(of.params.size(), 5U);
    EXPECT_EQ(of.params[2].role, Role::reserved);
    EXPECT_EQ(of.params[3].role, Role::destroy);
    EXPECT_EQ(of.params[4].role, Role::user_data);
    EXPECT_EQ(of.params[1].callback->destroy, 3U);
    EXPECT_EQ(of.params[1].callback->user_data, 4U);
    EXPECT_EQ(l.api.tables[0].members.size(), 1U);
}

TEST(ApiTables, NumbersAndTextsStandBesideFunctions) {
    const auto l = test::lower(
        "typedef struct ops { unsigned size; const char *name; FFI_NULLABLE const char *more; "
        "FFI_RANGE(0, 9u) unsigned count; void (*run)(void *user); double pace; } ops;\n"
        "int f(FFI_CALLBACK(user_data = user, lifetime = call, size = size) const ops *o, "
        "void *user);");
    EXPECT_EQ(l.findings(), "");
    const Function& f = l.function("f");
    ASSERT_EQ(f.params.size(), 8U);
    EXPECT_TRUE(f.params[2].is_size);
    EXPECT_EQ(f.params[3].role, Role::string_in);
    EXPECT_FALSE(f.params[3].nullable);
    EXPECT_TRUE(f.params[4].nullable);
    EXPECT_EQ(f.params[5].range->high, "9");
    EXPECT_EQ(f.params[7].role, Role::value);
    std::vector<std::string> members;
    for (const Param& member : l.api.tables[0].members)
        members.push_back(member.name.c);
    EXPECT_THAT(members, testing::ElementsAre("name", "more", "count", "run", "pace"));
}

TEST(ApiTables, ClosuresGiveTextWhoseEndIsSaid) {
    const auto l = test::lower(
        "typedef const char *(*last)(void *user) FFI_BORROWED;\n"
        "typedef const char *(*lasting)(void *user) FFI_BORROWED_UNTIL(close) FFI_NULLABLE;\n"
        "typedef char *(*changing)(void *user) FFI_BORROWED;\n"
        "#define CALLED FFI_CALLBACK(user_data = user, lifetime = call)\n"
        "void f(CALLED last c, void *user); void g(CALLED lasting c, void *user);\n"
        "void h(CALLED changing c, void *user);\n"
        "void once(FFI_CALLBACK(user_data = user, lifetime = once) last c, void *user);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.api.callback("last")->result.belongs.until, Until::change);
    EXPECT_EQ(l.api.callback("lasting")->result.belongs.until, Until::close);
    EXPECT_TRUE(l.api.callback("lasting")->result.nullable);
    for (const char* name : {"f", "g"})
        EXPECT_EQ(l.function(name).params[0].role, Role::callback) << name;
    EXPECT_THAT(l.raw_reason("h"), HasSubstr("returns is an address"));
    EXPECT_THAT(l.raw_reason("once"), HasSubstr("would end with it"));
}

TEST(ApiTables, WhatCannotBeFilledStaysRaw) {
    const std::string said = "FFI_CALLBACK(user_data = user, lifetime = call) ";
    const auto reason = [&](const std::string& record, const std::string& parameter) {
        return test::lower("typedef struct ops { " + record + " } ops;\nint f(" + parameter +
                           " *o, void *user);")
            .raw_reason("f");
    };
    const std::string run = "void (*run)(void *user);";
    EXPECT_EQ(reason(run, said + "const ops"), "");
    EXPECT_THAT(reason(run, said + "ops"), HasSubstr("C may change"));
    EXPECT_THAT(reason(run + " int *more;", said + "const ops"),
                HasSubstr("neither function pointer, number nor text"));
    EXPECT_THAT(reason(run + " char *name;", said + "const ops"),
                HasSubstr("neither function pointer, number nor text"));
    EXPECT_THAT(reason(run + " int size;", said + "const ops"), HasSubstr("may be a length"));
    EXPECT_THAT(reason(run + " size_t of;", said + "const ops"), HasSubstr("may be a length"));
    EXPECT_THAT(reason("void (*run)(int n);", said + "const ops"), HasSubstr("gets no user data"));
    EXPECT_THAT(reason(run, "FFI_CALLBACK(user_data = user, lifetime = once) const ops"),
                HasSubstr("called once is not said"));
    EXPECT_THAT(reason(run, "FFI_CALLBACK(lifetime = call) const ops"),
                HasSubstr("get no user data"));
    EXPECT_THAT(reason(run, "FFI_CALLBACK(user_data = user, lifetime = close) const ops"),
                HasSubstr("takes no handle"));
    EXPECT_NE(reason(run, "const ops"), "") << "without a word";
}

TEST(ApiTables, WhatContradictsItselfIsAnError) {
    const auto finds = [](const std::string& parameter) {
        return test::lower("typedef struct ops { void (*run)(void *user); } ops;\n"
                           "int f(FFI_CALLBACK(" +
                           parameter + ") const ops *o, void *user, int n);")
            .findings();
    };
    EXPECT_EQ(finds("user_data = user"), "");
    EXPECT_THAT(finds("user_data = usr"), HasSubstr("A05"));
    EXPECT_THAT(finds("user_data = n"), HasSubstr("A13"));
    EXPECT_THAT(finds("user_data = user, destroy = n, lifetime = close"), HasSubstr("A13"));
    EXPECT_THAT(finds("user_data = user, size = run"), HasSubstr("has no integer 'run'"));
    EXPECT_THAT(
        test::lower(bus + "int f(FFI_CALLBACK(user_data = u) const bus *b, void *u);").findings(),
        HasSubstr("is an object"));
}

TEST(ApiTables, AClosureOfOneCallNeedsNoUserData) {
    const std::string compare = "typedef int (*compare)(int a, int b);\n";
    const auto l = test::lower(compare + "void sort(FFI_COUNTED_BY(n) FFI_INOUT int *v, unsigned "
                                         "n, FFI_CALLBACK(lifetime = call) compare c);\n"
                                         "void crowd(FFI_CALLBACK(lifetime = call, thread = any) "
                                         "compare c);\n"
                                         "void silent(compare c);\n"
                                         "void two(FFI_CALLBACK(lifetime = process) compare c,\n"
                                         "         FFI_CALLBACK(lifetime = process) compare d);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_FALSE(l.function("sort").params[2].callback->user_data);
    EXPECT_THAT(l.raw_reason("crowd"), HasSubstr("other threads call"));
    EXPECT_THAT(l.raw_reason("two"), HasSubstr("several hooks"));
    EXPECT_NE(l.raw_reason("silent"), "");
    EXPECT_THAT(
        test::lower(compare + "void sort(FFI_CALLBACK(lifetime = once) compare c);").findings(),
        HasSubstr("A03"));
    EXPECT_THAT(
        test::lower("void each(FFI_CALLBACK(lifetime = call) void (*f)(void *item));").findings(),
        HasSubstr("A03"))
        << "it may be user data";
}

} // namespace
} // namespace ffigen::api
