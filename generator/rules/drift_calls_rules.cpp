// Drift of what is called, of what annotations promise, and of what surrounds the header: targets,
// versions, the lock, built libraries.
#include "rules/rules.hpp"

namespace ffigen::rules {

using enum Severity;
using enum Impact;

namespace {

constexpr Rule function_rules[] = {
    {"C01", error, abi, "Function removed", "Built clients no longer load: the symbol is missing.",
     "Keep it, marked FFI_DEPRECATED, until the next major version."},
    {"C02", note, safe, "Function added", "Nothing that exists changes.",
     "Nothing; `ffigen lock` takes it into the lock."},
    {"C03", error, abi, "Number of parameters changed",
     "Built clients pass too few or too many: the function reads rubbish, or unbalances the stack.",
     "Make a new function under a new name."},
    {"C04", error, abi, "Parameter's type changed",
     "Built clients pass the old type, in another register or with other bytes.",
     "Make a new function under a new name."},
    {"C05", error, abi, "Parameters of the same type swapped",
     "Everything compiles and links, and every call passes one value for the other.",
     "Give them their old order back."},
    {"C06", error, src, "Parameter renamed",
     "C does not mind, but languages with keyword arguments do.", "Give the old name back."},
    {"C07", error, abi, "Return type changed",
     "Built clients take the result from another register, or misread it.",
     "Make a new function under a new name."},
    {"C08", error, src, "const removed from a parameter's pointee, or added to a result's",
     "Code that passes a pointer to const, or keeps the result in a plain one, no longer compiles.",
     "Give the old qualifier back."},
    {"C09", note, safe, "const added to a parameter's pointee, or removed from a result's",
     "Every caller still compiles.", "Nothing; `ffigen lock` takes it into the lock."},
    {"C10", error, abi, "Calling convention changed",
     "Built clients pass arguments in other places and clean up the stack differently.",
     "Give the old convention back, or make a new function."},
    {"C11", error, abi, "Function became variadic, or ceased to be",
     "Arguments travel differently to variadic functions on several targets.",
     "Make a new function under a new name."},
    {"C12", error, abi, "Symbol name changed", "Built clients look for the old symbol.",
     "Give the old asm label back, or export both."},
    {"C13", error, abi, "Function became inline, static or hidden",
     "There is no symbol any more that built clients could link against.",
     "Keep an exported function of that name.", "SAFE when a symbol appeared instead."},
    {"C14", error, src, "Nullability changed",
     "Callers that pass NULL are refused, or ones that never checked for NULL now get it.",
     "Give the old promise back.", "SAFE when more is accepted, or less returned, than before."},
};

constexpr Rule callback_rules[] = {
    {"K01", error, abi, "Callback's signature changed",
     "The library calls functions of built clients with other arguments than they expect.",
     "Make a new callback type and a new function that takes it."},
    {"K02", error, abi, "Callback's calling convention changed",
     "The library calls functions of built clients by another convention than they follow.",
     "Give the old convention back."},
};

constexpr Rule semantic_rules[] = {
    {"S01", error, abi, "Ownership changed",
     "Wrappers built from the old header free what is not theirs, or free nothing.",
     "Make a new function under a new name."},
    {"S02", error, src, "Callback's lifetime or thread changed",
     "Wrappers keep the callback for too short a time, or let it run on a thread it is not fit "
     "for.",
     "Give the old promise back, or make a new function."},
    {"S03", error, src, "Error convention changed",
     "Wrappers take a failure for a success, or raise what is none.",
     "Give the old annotation back."},
    {"S04", error, src, "Thread promise changed",
     "Code shares the object between threads that may no longer, or cannot be told that it may.",
     "Give the old promise back.", "SAFE when more is allowed than before."},
    {"S05", error, src, "Real-time or blocking promise changed",
     "Callers on a real-time thread or an event loop now wait there.",
     "Give the old promise back, or make a new function.", "SAFE when the promise got stronger."},
    {"S06", error, src, "Direction or length of a parameter changed",
     "Wrappers take the parameter for an input, an output or a slice as the annotation says.",
     "Give the old annotation back."},
    {"S07", error, abi, "Handle's close function changed",
     "Wrappers built from the old header end the object with the wrong function, or leak it.",
     "Keep the old close function working, and bump the version."},
    {"S08", error, wire, "Wire promise changed",
     "What lives in shared memory or crosses machines is no longer checked for it.",
     "Give FFI_WIRE back.", "SAFE when the promise was added."},
    {"S09", error, src, "Enum became closed, open or flags",
     "Languages give it another type: one that takes unknown values or combinations, or refuses.",
     "Give the old annotation back."},
    {"S10", error, wire, "No longer offered over RPC", "Remote clients get an error for the call.",
     "Keep FFI_RPC until the next major version.", "SAFE when it was added."},
    {"S11", note, safe, "Deprecation or first version changed",
     "Compilers warn, documentation changes, nothing breaks.",
     "Nothing; `ffigen lock` takes it into the lock."},
    {"S12", error, src, "Name or place in the safe layers changed",
     "Code written against the packages no longer compiles; C does not mind.",
     "Give the old FFI_NAME, FFI_METHOD or prefix back."},
    {"S13", error, src, "Field became reserved",
     "The safe layers no longer show it, so code that uses it no longer compiles.",
     "Keep it visible, marked FFI_DEPRECATED."},
    {"S14", error, src, "C++ twin changed",
     "The static_asserts now tie the record to another type.",
     "Change it together with the implementation."},
};

constexpr Rule contract_rules[] = {
    {"X01", error, abi, "Layout differs between promised targets",
     "Processes built for different targets read each other's fields at the wrong place.",
     "Use fixed-width types and explicit alignment, or drop the target from the contract."},
    {"X02", error, abi, "Target dropped",
     "Clients on that target lose the promise that they were built on.",
     "Give --target for it again, or accept the change with a reason."},
    {"X03", error, wire, "Break without a version bump",
     "Peers compare version numbers to know whether they understand each other; here the number "
     "says "
     "that they do.",
     "Raise the contract's version constant."},
    {"X04", note, safe, "Target added", "Nothing that exists changes.",
     "Nothing; `ffigen lock` takes it into the lock."},
};

constexpr Rule library_rules[] = {
    {"D01", error, abi, "Library built from another contract",
     "The fingerprint inside the library is not the header's: its layouts and calls may differ.",
     "Rebuild the library from this header."},
    {"D02", error, abi, "Record laid out differently in the library",
     "The compiler that built the library disagrees with libclang, or had other options or another "
     "header.",
     "Rebuild it with the contract's flags; emitted static_asserts show the place at compile "
     "time."},
    {"D03", error, abi, "Enum differs in the library",
     "The compiler that built the library gave the enum another width or other values.",
     "Rebuild it without -fshort-enums and with this header."},
    {"D04", error, abi, "Function not exported by the library",
     "The header declares it, clients will link against it, and the library does not have it.",
     "Define and export it, or take it out of the header."},
    {"D05", warning, none, "Library not checked in full",
     "It carries no fingerprint, no debug information, or is of a kind that cannot be read here.",
     "Build it with -g, keep its fingerprint, and give the file before it is stripped."},
    {"D06", error, none, "Library cannot be read", "The file is missing, damaged or no library.",
     "Check the path given to --library."},
};

constexpr Rule lock_rules[] = {
    {"W01", error, none, "No lock", "Without a baseline nothing was compared, so nothing passes.",
     "Write one with `ffigen lock` and commit it."},
    {"W02", error, none, "Lock damaged",
     "A baseline that cannot be read in full cannot be compared with.",
     "Take it from version control: `git checkout -- FILE`; or write it anew with `ffigen lock`."},
    {"W03", error, none, "Lock of a newer ffigen",
     "It may hold what this version does not know of.",
     "Use the ffigen that wrote it, or a later one."},
    {"W04", error, none, "Acceptance matches nothing",
     "The change it was meant for is gone or has become another one; left in, it might cover "
     "something unintended later.",
     "Drop it with `ffigen lock HEADER --unaccept FINGERPRINT`."},
    {"W05", error, none, "Baseline not found", "The revision, or the header in it, does not exist.",
     "Check the name with `git show REV:PATH`."},
    {"W06", error, none, "Generated output is not what the header yields",
     "Packages in the tree say something else than the contract.",
     "Generate it again, and commit the result."},
};

} // namespace

std::span<const Family> drift_call_families() {
    static constexpr Family families[] = {
        {"C", "Functions", function_rules},
        {"K", "Callbacks", callback_rules},
        {"S", "Semantics: what annotations promise", semantic_rules},
        {"X", "The contract as a whole", contract_rules},
        {"D", "Built libraries", library_rules},
        {"W", "The lock and generated files", lock_rules},
    };
    return families;
}

} // namespace ffigen::rules
