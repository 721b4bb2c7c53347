#include "rules/rules.hpp"

namespace ffigen::rules {

std::span<const Rule> api_rules() {
    using enum Severity;
    using enum Impact;
    static constexpr Rule rules[] = {
        {"A01", error, none, "Unknown annotation",
         "A misspelt annotation would otherwise be dropped silently, and the packages would be "
         "less "
         "safe than the header says.",
         "Use a macro of <ffigen/annotations.h>."},
        {"A02", error, none, "Annotation in a place where it means nothing",
         "It would be dropped silently: the author believes that something is said which is not.",
         "Move it to the kind of declaration that the message names."},
        {"A03", error, none, "Annotation with wrong arguments",
         "An argument that is missing, unknown or misspelt changes what the packages do.",
         "Write the arguments as <ffigen/annotations.h> documents them."},
        {"A04", error, none, "Annotations that contradict or repeat each other",
         "Both cannot be true, and choosing one silently would be a guess about who frees or "
         "writes what.",
         "Keep the annotation that is true."},
        {"A05", error, none, "Annotation that names an unknown parameter or field",
         "The length, the count or the user data would be looked for in the wrong place.",
         "Name a parameter of the same function, or a field of the same record; a parameter "
         "without a name is named by its place, counted from 0."},
        {"A06", error, none, "Annotation that names an unknown declaration",
         "A close, release or text function that does not exist cannot be called.",
         "Name a declaration of this header."},
        {"A07", error, none, "Written through, but not writable",
         "The function is said to write through something that is no pointer, or points to "
         "const.",
         "Pass it by address without const, or drop the annotation."},
        {"A08", error, none, "Count that is no integer",
         "The length of a buffer is read from a parameter that cannot hold one.",
         "Name a parameter of an integer type; a pointer to an integer must be marked FFI_INOUT."},
        {"A09", error, none, "Buffer without a size, or a size without a buffer",
         "A wrapper cannot allocate or check a buffer whose size is not known.",
         "Mark the pointer FFI_COUNTED_BY or FFI_SIZED_BY with the parameter that holds its "
         "size."},
        {"A10", error, none, "Close function with the wrong signature",
         "The object would never be freed, or freed with the wrong arguments.",
         "A close function takes one pointer to the object and returns nothing or a status."},
        {"A11", error, none, "Two roles on one parameter",
         "One argument cannot be the length of two things or the user data of two callbacks at "
         "once.",
         "Give each its own parameter, or correct the annotation."},
        {"A12", error, none, "Ownership that is not or wrongly stated",
         "Memory would leak, or be freed twice or by the wrong function.",
         "Name the function that frees it with FFI_OWNED, or mark it FFI_BORROWED."},
        {"A13", error, none, "Callback without user data or end",
         "A closure cannot be found again when C calls back, or is freed while C may still call "
         "it.",
         "Give the callback a void * parameter, pass it with user_data = parameter, and name the "
         "function that ends it with until = function."},
        {"A14", error, none, "Loan without a sound end",
         "Memory that an object lends must be given back to the same object, or it can be used "
         "after it is gone.",
         "FFI_LEND(end = function) names a function that takes the handle and the lent pointer; "
         "the handle comes first in both."},
        {"A15", error, none, "Handle that is no object",
         "Only a struct known by its address can be opened and closed.",
         "Declare the struct with FFI_HANDLE, or drop the annotation."},
        {"A16", error, none, "Error set that does not fit its header",
         "A success value, member or text function that is not there would turn every call into "
         "a failure, or hide one.",
         "Name constants or enumerators of this header; a text function is 'const char *(code)'."},
        {"A17", error, none, "Status that is no number",
         "Only an integer or an enum can be an error code.", "Mark functions that return one."},
        {"A18", error, none, "Method that does not fit its object",
         "The safe layers could not call it as asked.",
         "A method and a property take the object first; a getter gives one value and takes "
         "nothing else; a setter takes one and gives nothing; a constructor gives the object."},
        {"A19", error, none, "Nullable, but no pointer", "Only a pointer can be left out.",
         "Drop the annotation."},
        {"A20", error, none, "Module statement that does not fit its header",
         "The packages would be named wrongly, or ask the library for its version or last error "
         "in a way that it does not answer.",
         "Correct FFI_MODULE: a name in lower case, a version constant, functions without "
         "parameters."},
        {"A21", error, none, "Range that makes no sense",
         "A range that is empty, stands on no number, or ends at a parameter that may be anything "
         "cannot be checked.",
         "Write FFI_RANGE(low, high) on a number, low first; or FFI_RANGE(0, parameter) on an "
         "integer, where the parameter is of the same type and passed by the caller."},
        {"A23", error, none, "Name that is none",
         "The safe layers could not use it as an identifier.",
         "Write letters, digits and underscores, beginning with a letter."},
        {"A40", error, none, "CBOR key that is none",
         "A peer could not tell the fields of a message apart.",
         "Write FFI_KEY(number) with a number from 0 to 4294967295 that no other field of the "
         "record has."},
        {"A41", error, none, "Default that the field cannot have",
         "A message without the field would be decoded to a value that no message can carry.",
         "Give FFI_DEFAULT a value of the field's type, within its range."},
        {"A43", error, none, "Tagged union that is none",
         "A peer could not tell which member of the union is there.",
         "Name an integer or enum of the same record in FFI_TAGGED_BY, and give each member "
         "FFI_CASE with a value of its own that the tag can have."},
        {"A42", error, none, "Annotation that an attribute contradicts",
         "One of the two is wrong, and compilers and callers would act on different ones.",
         "Correct the annotation, or the attribute."},
        {"A30",
         error,
         none,
         "Side annotation file that cannot be read",
         "Nothing that it says would be applied, and the packages would be less safe than meant.",
         "Write TOML: module = [\"…\"] and \"path\" = [\"annotation\", …], each a string.",
         {},
         Outcome::unchecked},
        {"A31", error, none, "Side annotation for nothing",
         "The header has no such declaration: it was renamed or misspelt, and the annotation would "
         "be dropped silently.",
         "Name a declaration of the header, and its parameter, field or enumerator after a dot."},
        {"A32", error, none, "Side annotation that is none", "It cannot be told what was meant.",
         "Write name, name(argument) or name(argument, key = value), as <ffigen/annotations.h> "
         "lists "
         "them."},
    };
    return rules;
}

} // namespace ffigen::rules
