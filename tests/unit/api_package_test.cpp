// What FFI_MODULE says of the package as a whole.
#include "api_fixture.hpp"

#include "api/names.hpp"

namespace ffigen::api {
namespace {

using test::lower;
using test::Lowered;

TEST(ApiPackage, SeveralPrefixes) {
    const Lowered l =
        lower("FFI_MODULE(db, prefix = \"db3_ db_\")\n#define DB_OK 0\nvoid db3_open(void);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(join(l.function("db3_open").name.words), "open");
    EXPECT_EQ(join(l.api.constants.at(0).name.words), "ok");
    EXPECT_EQ(l.api.package.prefix, "db3_");
}

TEST(ApiPackage, Facts) {
    const Lowered l =
        lower("FFI_MODULE(my_lib, prefix = ml_, library = mylib, version = ML_VERSION, fingerprint "
              "= ml_print,\n"
              "           last_error = ml_why)\n"
              "#define ML_VERSION \"1.3.0.1-motley\"\n"
              "const char *ml_print(void); const char *ml_why(void); int ml_abi_version(void);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.api.package.name, "my_lib");
    EXPECT_EQ(l.api.package.library, "mylib");
    EXPECT_EQ(l.api.package.version, "1.3.0");
    EXPECT_EQ(l.api.package.fingerprint_function, "ml_print");
    EXPECT_EQ(l.api.package.last_error_function, "ml_why");
    EXPECT_EQ(l.api.package.version_function, "ml_abi_version");
}

} // namespace
} // namespace ffigen::api
