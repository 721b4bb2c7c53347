#!/usr/bin/env python3
"""check --library: what a header says beside what a built library has.

  run_library.py FFIGEN WORK CASE      one case, each in a directory of its own below WORK
"""

import json
import sys

from run_drift import CLEAN, FINDINGS, ROOT, UNCHECKED, Case, run_case


def library(case: Case):
    case.locked()
    fingerprint = json.loads(case.read("engine.ffilock.json"))["fingerprint"]
    include = "-I" + str(ROOT / "generator/include")
    source = '#include "engine.h"\nint32_t en_write(const en_block *block, en_mode mode) { return (int32_t)block->rate + (int32_t)mode; }\n'
    stamp = f'const char *en_fingerprint(void) {{ return "{fingerprint}"; }}\n'
    case.write("good.c", source + stamp)

    def build(name: str, source_file: str, *flags: str) -> str:
        result = case.tool("gcc", "-shared", "-fPIC", "-o", name, source_file, include, *flags)
        case.expect(result.returncode == 0, result.stderr)
        return name
    for flags in [("-g",), ("-gdwarf-2", "-gstrict-dwarf"), ("-gdwarf-3", "-gstrict-dwarf"), ("-gdwarf-4",), ("-gdwarf-5",), ("-g", "-gz")]:
        case.run("check", "engine.h", "--library", build("good.so", "good.c", *flags), status=CLEAN, hides=["[D0"])
    case.run("check", "engine.h", "--library", build("bare.so", "good.c"), status=CLEAN, says=["[D05]", "no debug information"])
    # A compiler that was told otherwise than libclang.
    case.run("check", "engine.h", "--library", build("packed.so", "good.c", "-g", "-DEN_PACKED", "-fpack-struct=2", "-fshort-enums"), status=FINDINGS,
             says=["[D03]", "en_mode is 4 bytes by the header, 1"])
    case.write("odd.c", source.replace('#include "engine.h"\n', '#define float double\n#include "engine.h"\n#undef float\n') + stamp)
    case.run("check", "engine.h", "--library", build("odd.so", "odd.c", "-g"), status=FINDINGS,
             says=["engine.h:9:16: error: [D02] en_block is 48 bytes by the header, 80 in odd.so", "[D02] en_block.samples has 256 bits by the header, 512 in odd.so"])
    case.write("old.c", source + stamp.replace(fingerprint, "0123456789abcdef" * 4))
    case.run("check", "engine.h", "--library", build("old.so", "old.c", "-g"), status=FINDINGS, says=["[D01]", "0123456789abcdef"])
    case.write("less.c", stamp)
    case.run("check", "engine.h", "--library", build("less.so", "less.c"), status=FINDINGS, says=["[D04] en_write is not exported"])
    case.write("hidden.c", '#include "engine.h"\n__attribute__((visibility("hidden"))) ' + source.split("\n", 1)[1] + stamp)
    case.run("check", "engine.h", "--library", build("hidden.so", "hidden.c"), status=FINDINGS, says=["[D04] en_write is not exported"])
    case.write("no.so", "not a library")
    case.run("check", "engine.h", "--library", "no.so", status=CLEAN, says=["[D05]"])
    case.run("check", "engine.h", "--library", "missing.so", status=UNCHECKED, says=["[D06]"])
    for name, flags in [("object.o", ("-c",))]:
        case.tool("gcc", "-g", *flags, "-o", name, "good.c", include)
        case.run("check", "engine.h", "--library", name, status=CLEAN, hides=["[D0"])
    case.tool("ar", "rcs", "libgood.a", "object.o")
    case.run("check", "engine.h", "--library", "libgood.a", status=CLEAN, hides=["[D0"])


def library_bitfields(case: Case):
    """Every shape that DWARF tells in its own way, in each version of DWARF."""
    header = """struct bits { unsigned char a : 3; unsigned int b : 9; signed int c : 12; unsigned long long d : 33; };
struct nested { int x; struct { short y; union { int z; float w; }; }; char tail[3]; };
struct __attribute__((packed)) tight { char a; int b; unsigned c : 5; unsigned d : 4; };
void use(struct bits *b, struct nested *n, struct tight *t);
"""
    case.locked(header)
    case.write("use.c", '#include "engine.h"\nvoid use(struct bits *b, struct nested *n, struct tight *t) { b->a = 1; n->z = 2; t->c = 3; }\n')
    for compiler in ["gcc", "clang-19"]:
        for version in "2345":
            built = case.tool(compiler, "-shared", "-fPIC", f"-gdwarf-{version}", "-gstrict-dwarf", "-o", "use.so", "use.c")
            case.expect(built.returncode == 0, built.stderr)
            case.run("check", "engine.h", "--library", "use.so", status=CLEAN, hides=["[D0"])


if __name__ == "__main__":
    sys.exit(run_case(globals()))
