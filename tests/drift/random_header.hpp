// Headers made at random, as data that can be changed in a known way and written out again.
#pragma once

#include <string>
#include <vector>

namespace ffigen::drift::test {

/// "const char *" and "name" in one: `%` stands for the name.
struct Declaration {
    std::string type; ///< "uint32_t %", "float %[4]", "struct r0 %"
    std::string name;
};

struct RecordSpec {
    std::string name;
    std::string attribute; ///< "" or "__attribute__((packed)) "
    bool is_union = false;
    std::vector<Declaration> fields;
};

struct EnumSpec {
    std::string name;
    std::vector<std::pair<std::string, std::string>> values; ///< name, "= 3" or nothing
};

struct FunctionSpec {
    std::string prefix; ///< "" or "static inline "
    std::string result, name;
    std::vector<Declaration> parameters;
    bool variadic = false;
};

struct HeaderSpec {
    std::vector<std::pair<std::string, std::string>> macros, typedefs; ///< name, value or type
    std::vector<EnumSpec> enums;
    std::vector<RecordSpec> records; ///< each may contain earlier ones
    std::vector<Declaration> variables;
    std::vector<FunctionSpec> functions;
};

/// A header with at least one of everything; records contain each other, enums and typedefs, and
/// functions take all of them. Every field is made of four-byte things, so that there is no
/// padding.
HeaderSpec random_header();

std::string text_of(const HeaderSpec& header);

/// A change of one thing, and the one rule that must fire.
struct Mutation {
    std::string rule;
    std::string what;
    HeaderSpec header;
};
Mutation random_mutation(const HeaderSpec& header);

/// A change that is none: order of declarations, comments, white space, spelling.
HeaderSpec reordered(const HeaderSpec& header);

} // namespace ffigen::drift::test
