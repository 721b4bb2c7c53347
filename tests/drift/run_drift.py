#!/usr/bin/env python3
"""lock, check and diff as people and CI run them.

  run_drift.py FFIGEN WORK CASE      one case, each in a directory of its own below WORK
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CLEAN, FINDINGS, USAGE, UNCHECKED, STALE = 0, 1, 2, 3, 4
SKIPPED = 77  # ctest shows it as skipped

HEADER = """#ifndef ENGINE_H
#define ENGINE_H
#include <stdint.h>
#include <ffigen/annotations.h>
#define ENGINE_VERSION 1000u
FFI_MODULE(engine, prefix = en_, version = ENGINE_VERSION, fingerprint = en_fingerprint)
#define EN_MAX 8
/** One block. */
typedef struct en_block {
    uint64_t sequence; /**< From 0. */
    uint32_t rate;
    uint32_t frames;
    float samples[EN_MAX];
} en_block;
typedef enum en_mode { EN_MODE_A = 0, EN_MODE_B = 1 } en_mode;
int32_t en_write(const en_block *block, en_mode mode);
const char *en_fingerprint(void);
#endif
"""
INSERTED = HEADER.replace("    uint32_t rate;", "    uint32_t flags;\n    uint32_t rate;")


class Case:
    def __init__(self, ffigen: str, directory: Path):
        self.ffigen, self.directory, self.failures = str(Path(ffigen).resolve()), directory, []
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, name: str) -> str:
        return (self.directory / name).read_text()

    def run(self, *arguments: str, status: int, says=(), hides=(), cwd: Path | None = None) -> str:
        result = subprocess.run([self.ffigen, *arguments], cwd=cwd or self.directory, capture_output=True, timeout=300)
        output = (result.stdout + result.stderr).decode("utf-8", "backslashreplace")
        self.expect(result.returncode == status, f"{arguments}: status {result.returncode}, expected {status}:\n{output[:1500]}")
        for text in says:
            self.expect(text in output, f"{arguments}: does not say '{text}':\n{output[:1500]}")
        for text in hides:
            self.expect(text not in output, f"{arguments}: says '{text}':\n{output[:1500]}")
        return result.stdout.decode()

    def expect(self, good: bool, message: str) -> None:
        if not good:
            self.failures.append(message)

    def locked(self, header: str = HEADER) -> str:
        self.write("engine.h", header)
        self.run("lock", "engine.h", status=CLEAN)
        return self.read("engine.ffilock.json")

    def tool(self, *command: str, cwd: Path | None = None, env=None) -> subprocess.CompletedProcess:
        return subprocess.run(command, cwd=cwd or self.directory, capture_output=True, text=True, timeout=300, env=env)


# ---- the lock ------------------------------------------------------------------------------------------


def missing_lock(case: Case):
    case.write("engine.h", HEADER)
    case.run("check", "engine.h", status=UNCHECKED, says=["[W01]", "ffigen lock engine.h"])
    case.expect(not (case.directory / "engine.ffilock.json").exists(), "check wrote a lock")


def truncated_lock(case: Case):
    text = case.locked().encode()
    for length in [0, 1, 20, len(text) // 3, len(text) // 2, len(text) - 100, len(text) - 3, len(text) - 2]:
        case.write("engine.ffilock.json", text[:length])
        case.run("check", "engine.h", status=UNCHECKED, says=["[W02]", "git checkout -- engine.ffilock.json", "ffigen lock engine.h"])


def corrupt_lock(case: Case):
    text = case.locked().encode()
    for at in range(7, len(text), len(text) // 25):
        broken = bytearray(text)
        broken[at] ^= 1
        case.write("engine.ffilock.json", bytes(broken))
        output = case.run("check", "engine.h", status=UNCHECKED)
        case.expect("[W02]" in output or "[W03]" in output, f"byte {at} flipped: {output}")
    for junk in [b"[]", b"null", b"{}", b"\xff\xfe", b"{" * 100000, b'{"ffigen_lock": "1"}', b'{"ffigen_lock": 1}',
                 b'{"ffigen_lock": 1e999}', b'{"ffigen_lock": 1, "targets": [1e99999]}']:
        case.write("engine.ffilock.json", junk)
        case.run("check", "engine.h", status=UNCHECKED, says=["[W02]"])
    shutil.rmtree(case.directory / "engine.ffilock.json", ignore_errors=True)
    (case.directory / "engine.ffilock.json").unlink()
    (case.directory / "engine.ffilock.json").mkdir()
    case.run("check", "engine.h", status=UNCHECKED, says=["[W02]"])


def newer_lock(case: Case):
    text = case.locked()
    for number in (99, 2**32 + 1):
        case.write("engine.ffilock.json",
                   text.replace('"ffigen_lock": 1', f'"ffigen_lock": {number}').replace('"tool": "', '"tool": "9'))
        case.run("check", "engine.h", status=UNCHECKED, says=["[W03]", f"format {number}", "later one"])
    case.run("lock", "engine.h", status=UNCHECKED, says=["[W03]"])


def lock_survives_line_endings(case: Case):
    text = case.locked()
    case.write("engine.ffilock.json", text.replace("\n", "\r\n"))
    case.run("check", "engine.h", status=CLEAN)


def lock_is_reviewable(case: Case):
    text = case.locked()
    case.expect(str(case.directory) not in text and os.uname().nodename not in text, "the lock has a path or a host in it")
    json.loads(text)
    case.expect('  {"name":"rate","type":"uint32_t","at":8,"size":4,"align":4}' in text, "no line for a field:\n" + text)
    # One field given another type: nothing but its line (and fingerprint and checksum) differs.
    case.write("engine.h", HEADER.replace("uint32_t rate", "int32_t rate"))
    (case.directory / "engine.ffilock.json").unlink()
    case.run("lock", "engine.h", status=CLEAN)
    changed = [a for a, b in zip(text.splitlines(), case.read("engine.ffilock.json").splitlines()) if a != b]
    case.expect(len(changed) > 2 and all(any(word in line for word in ['"rate"', '"fingerprint"', '"sha256"']) for line in changed), f"{changed}")


def same_lock_everywhere(case: Case):
    text = case.locked()
    other = case.directory / "some/where/else"
    other.mkdir(parents=True)
    (other / "engine.h").write_text(HEADER)
    case.run("lock", "engine.h", status=CLEAN, cwd=other)
    case.expect((other / "engine.ffilock.json").read_text() == text, "another directory, another lock")
    case.run("lock", "some/where/else/engine.h", "--lock", "third.json", status=CLEAN)
    case.expect(case.read("third.json") == text, "another way to the header, another lock")
    body = HEADER.split("#define EN_MAX 8\n")[1].split("#endif")[0]
    block, mode, write, fingerprint = (body[:body.index("typedef enum")], "typedef enum en_mode { EN_MODE_A = 0, EN_MODE_B = 1 } en_mode;\n",
                                       "int32_t en_write(const en_block *block, en_mode mode);\n", "const char *en_fingerprint(void);\n")
    reordered = HEADER.replace(body, fingerprint + mode + block + write)
    (other / "engine.h").write_text(reordered)
    case.run("lock", "engine.h", "--lock", "fourth.json", status=CLEAN, cwd=other)
    case.expect((other / "fourth.json").read_text() == text, "another order of declarations, another lock")
    shuffled = ",".join(sorted(json.loads(text)["sections"]["aarch64-unknown-linux-gnu"], reverse=True))
    case.run("lock", "engine.h", "--target", shuffled, "--lock", "fifth.json", status=CLEAN, cwd=other)
    case.run("lock", "engine.h", "--target", ",".join(sorted(shuffled.split(","))), "--lock", "sixth.json", status=CLEAN, cwd=other)
    case.expect((other / "fifth.json").read_text() == (other / "sixth.json").read_text(), "another order of targets, another lock")


def check_uses_the_locks_targets(case: Case):
    case.write("engine.h", HEADER)
    case.run("lock", "engine.h", "--target", "x86_64-unknown-linux-gnu,wasm32-unknown-unknown", status=CLEAN)
    case.run("check", "engine.h", status=CLEAN, says=["× 2 targets"])
    case.run("check", "engine.h", "--target", "x86_64-unknown-linux-gnu", status=FINDINGS, says=["[X02]", "wasm32-unknown-unknown"])


# ---- controls: nothing here is drift --------------------------------------------------------------------


def controls(case: Case):
    case.locked()
    tidy = HEADER
    variants = {
        "comments": tidy.replace("One block.", "One block of samples.").replace("uint32_t rate;", "uint32_t rate; // Hz"),
        "white space": tidy.replace("    ", "\t").replace(";", " ;"),
        "include guard": tidy.replace("ENGINE_H", "ANOTHER_GUARD_H"),
        "pragma once": tidy.replace("#ifndef ENGINE_H\n#define ENGINE_H\n", "#pragma once\n").replace("#endif\n", ""),
        "extern C": tidy.replace("#define EN_MAX", '#ifdef __cplusplus\nextern "C" {\n#endif\n#define EN_MAX'),
        "same value": tidy.replace("#define EN_MAX 8", "#define EN_MAX 0x8").replace("EN_MODE_B = 1", "EN_MODE_B"),
        "same type": tidy.replace("uint32_t frames", "unsigned int frames"),
        "line ends": tidy.replace("\n", "\r\n"),
        "declared twice": tidy.replace("#endif", "int32_t en_write(const en_block *block, en_mode mode);\n#endif"),
    }
    for name, text in variants.items():
        case.write("engine.h", text)
        output = case.run("check", "engine.h", "--fail-on", "safe", status=CLEAN, says=["No drift."])
        case.expect("No drift" in output, f"{name}: {output}")
    case.write("deep/er/engine.h", HEADER)
    case.run("check", "deep/er/engine.h", "--lock", "engine.ffilock.json", "--fail-on", "safe", status=CLEAN, says=["No drift."])


# ---- findings and statuses --------------------------------------------------------------------------------


def finding_and_summary(case: Case):
    case.locked()
    case.write("engine.h", INSERTED)
    case.run("check", "engine.h", status=FINDINGS, says=["engine.h:11:14: error: [F01] field inserted: en_block.flags (uint32_t) at byte 8", "used by en_write",
             "1 finding (ABI). Nothing else changed. Checked 1 record, 1 enum, 2 functions, 2 constants × 13 targets.", "ffigen lock engine.h --accept "])


def fail_on_and_filters(case: Case):
    case.locked()
    case.write("engine.h", HEADER.replace("en_mode mode);", "en_mode kind);").replace("#endif", "void en_stop(void);\n#endif"))
    case.run("check", "engine.h", "--show-safe", status=FINDINGS, says=["[C06]", "[C02]", "1 finding (SRC), 1 safe change."])
    case.run("check", "engine.h", "--fail-on", "wire", status=CLEAN, says=["[C06]"])
    case.run("check", "engine.h", "--fail-on", "safe", status=FINDINGS, says=["2 findings"])
    case.run("check", "engine.h", "--ignore", "C06", status=CLEAN, says=["1 change left out by --only or --ignore"], hides=["[C06]"])
    case.run("check", "engine.h", "--ignore", "en_write.*", status=CLEAN)
    case.run("check", "engine.h", "--only", "F*", status=CLEAN, says=["2 changes left out"])
    case.run("check", "engine.h", "--only", "C0?", status=FINDINGS)
    case.run("check", "engine.h", "--fail-on", "nonsense", status=USAGE)
    # A rule that is none, or an entity that only looks like one.
    for option in ("--only", "--ignore"):
        case.run("check", "engine.h", option, "F99", status=USAGE, says=["no rule is called 'F99'"])
    case.run("check", "engine.h", "--only", "EN_MAX", "--only", "en_*", status=FINDINGS, says=["[C06]"])
    # What is left out does not ask for a version either.
    case.write("old.h", HEADER)
    case.write("engine.h", INSERTED)
    case.run("diff", "old.h", "engine.h", status=FINDINGS, says=["[F01]", "[X03]"])
    case.run("diff", "old.h", "engine.h", "--ignore", "en_block.*", status=CLEAN, hides=["[X03]"])


def one_cause_one_finding(case: Case):
    case.locked()
    case.write("engine.h", HEADER.replace("#define EN_MAX 8", "#define EN_MAX 16"))
    case.run("check", "engine.h", status=FINDINGS, says=["[M01] value changed: EN_MAX was 8, now 16", "array length changed: en_block.samples was float[8], now float[16]",
             "size 48 → 80", "1 finding (ABI)"], hides=["[F11]"])


def header_that_cannot_be_read(case: Case):
    case.locked()
    case.write("engine.h", HEADER.replace("uint64_t sequence", "uint_64t sequence"))
    case.run("check", "engine.h", status=UNCHECKED, says=["[H01]"])
    case.run("diff", "engine.ffilock.json", "engine.h", status=UNCHECKED, says=["[H01]"])
    case.run("lock", "engine.h", status=UNCHECKED, says=["[H01]"])


# ---- acceptance ---------------------------------------------------------------------------------------------


def fingerprint_in(output: str, rule: str) -> str:
    for finding in json.loads(output)["findings"]:
        if finding["id"] == rule:
            return finding["fingerprint"]
    raise AssertionError(f"no {rule} in {output}")


def accepted_break(case: Case):
    first = case.locked()
    case.write("engine.h", INSERTED)
    case.run("lock", "engine.h", status=FINDINGS, says=["[F01]", "The lock was left as it is."])
    case.expect(case.read("engine.ffilock.json") == first, "a lock with an open break was overwritten")
    flags = fingerprint_in(case.run("check", "engine.h", "--format", "json", status=FINDINGS), "F01")
    case.run("lock", "engine.h", "--accept", flags, status=USAGE, says=["needs a reason"])
    case.run("lock", "engine.h", "--accept", "00000000", "--reason", "x", status=FINDINGS, says=["[W04]"])
    case.expect(case.read("engine.ffilock.json") == first, "an unknown fingerprint changed the lock")
    case.run("lock", "engine.h", "--accept", flags, "--reason", "flags for 2.0", status=CLEAN, says=["1 accepted"])
    # Accepted, but the version says that nothing broke.
    case.run("check", "engine.h", status=FINDINGS, says=["accepted: flags for 2.0 (at version 1000)", "[X03]", "raise ENGINE_VERSION above 1000"])
    case.write("engine.h", INSERTED.replace("1000u", "2000u"))
    case.run("check", "engine.h", "--show-safe", status=CLEAN, says=["1 accepted change", "contract version: ENGINE_VERSION was 1000, now 2000"])
    # A second break is not covered by the first acceptance.
    case.write("engine.h", INSERTED.replace("1000u", "2000u").replace("int32_t en_write", "int64_t en_write"))
    case.run("check", "engine.h", status=FINDINGS, says=["[C07]", "1 finding (ABI)"])
    # The break is taken back: its acceptance must not stay.
    case.write("engine.h", HEADER)
    case.run("check", "engine.h", status=FINDINGS, says=["[W04]", f"ffigen lock engine.h --unaccept {flags}"])
    case.run("lock", "engine.h", "--unaccept", flags, status=CLEAN, says=["1 struck off"])
    case.expect(case.read("engine.ffilock.json") == first, "accepting and striking off leaves a trace")
    # And the whole way to a new baseline.
    case.write("engine.h", INSERTED.replace("1000u", "2000u"))
    case.run("lock", "engine.h", "--accept", flags, "--reason", "flags for 2.0", status=CLEAN)
    case.run("lock", "engine.h", status=CLEAN, says=["2 changes taken over, among them 1 accepted break"])
    case.run("check", "engine.h", status=CLEAN, says=["No drift."])
    history = json.loads(case.read("engine.ffilock.json"))["history"]
    case.expect([(item["fingerprint"], item["rule"], item["reason"], item["version"]) for item in history] == [(flags, "F01", "flags for 2.0", "2000")], f"{history}")


def safe_changes_are_taken_over(case: Case):
    case.locked()
    case.write("engine.h", HEADER.replace("#endif", "void en_stop(void);\n#endif"))
    case.run("check", "engine.h", "--show-safe", status=CLEAN, says=["[C02]"])
    case.run("lock", "engine.h", status=CLEAN, says=["1 change taken over"])
    case.run("check", "engine.h", status=CLEAN, says=["No drift."])


def retired_values_are_remembered(case: Case):
    def header(values: str) -> str:
        return f"typedef enum mode {{ {values} }} mode;\nint set(mode m);\n"
    case.locked(header("A = 0, B = 1, C = 2"))
    case.write("engine.h", header("A = 0, C = 2"))
    fingerprint = fingerprint_in(case.run("check", "engine.h", "--format", "json", status=FINDINGS), "E03")
    case.run("lock", "engine.h", "--accept", fingerprint, "--reason", "B is over", status=CLEAN)
    case.run("lock", "engine.h", status=CLEAN)
    case.write("engine.h", header("A = 0, C = 2, D = 1"))
    case.run("check", "engine.h", status=FINDINGS, says=["[E10]", "D = 1 was B"])
    case.write("engine.h", header("A = 0, C = 2, D = 3"))
    case.run("check", "engine.h", "--show-safe", status=CLEAN, says=["[E05]"])


# ---- diff: headers, locks, git ---------------------------------------------------------------------------------


def diff_sides(case: Case):
    case.locked()
    shutil.copy(case.directory / "engine.ffilock.json", case.directory / "old.ffilock.json")
    case.write("new/engine.h", INSERTED)
    for old in ["engine.h", "old.ffilock.json"]:
        case.run("diff", old, "new/engine.h", status=FINDINGS, says=["new/engine.h:11:14: error: [F01]"], hides=["--accept"])
    case.run("lock", "new/engine.h", status=CLEAN)
    case.run("diff", "old.ffilock.json", "new/engine.ffilock.json", status=FINDINGS, says=["[F01]"])
    case.run("diff", "engine.h", "engine.h", status=CLEAN, says=["No drift."])
    case.run("diff", "missing.h", "engine.h", status=UNCHECKED, says=["[H02]"])
    case.run("diff", "missing.json", "engine.h", status=UNCHECKED, says=["[W01]"])


def git_revisions(case: Case):
    def git(*arguments: str) -> None:
        result = case.tool("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main", *arguments)
        case.expect(result.returncode == 0, f"git {arguments}: {result.stderr}")
    git("init", "-q")
    case.write("include/types.h", "#include <stdint.h>\ntypedef uint32_t en_rate;\n")
    case.write("include/engine.h", '#include "types.h"\nstruct en_block { en_rate rate; uint32_t frames; };\n')
    git("add", "."), git("commit", "-q", "-m", "one")
    # The included header is the one that changes: the old side must not see the new one.
    case.write("include/types.h", "#include <stdint.h>\ntypedef uint64_t en_rate;\n")
    git("commit", "-q", "-a", "-m", "two")
    status = case.tool("git", "status", "--porcelain").stdout
    case.run("diff", "HEAD~1:include/engine.h", "include/engine.h", "--include-everything", status=FINDINGS, says=["[T01]"], hides=["ffigen-"])
    case.run("diff", "HEAD~1:./engine.h", "engine.h", "--include-everything", status=FINDINGS, says=["[T01]"], cwd=case.directory / "include")
    case.run("diff", "HEAD:include/engine.h", "include/engine.h", status=CLEAN)
    case.run("diff", "HEAD~1:include/engine.h", "HEAD:include/engine.h", "--include-everything", status=FINDINGS, says=["[T01]"])
    case.run("diff", "HEAD~7:include/engine.h", "include/engine.h", status=UNCHECKED, says=["[W05]", "no revision 'HEAD~7'", "git fetch --deepen"])
    case.run("diff", "HEAD:include/none.h", "include/engine.h", status=UNCHECKED, says=["[W05]", "no file 'include/none.h'", "git ls-tree -r --name-only HEAD\n"])
    case.run("diff", "--output=x:include/engine.h", "include/engine.h", status=USAGE)
    case.expect(case.tool("git", "status", "--porcelain").stdout == status, "diff touched the index or the tree")
    case.write("include/gone.h", "#include <stdint.h>\nstruct gone { uint32_t a; };\n")
    git("add", "."), git("commit", "-q", "-m", "three")
    case.write("include/gone.h", "#include <stdint.h>\nstruct kept { uint64_t b; };\n")
    case.run("diff", "HEAD:include/gone.h", "include/gone.h", status=FINDINGS, says=["HEAD:include/gone.h:2:8: error: [R05]", "struct gone { uint32_t a; };"], hides=["ffigen-"])


# ---- generated output and built libraries ----------------------------------------------------------------------


def generated_output(case: Case):
    case.locked()
    case.run("engine.h", "--lang", "cpp", "-o", "generated/cpp", status=CLEAN)
    case.run("check", "engine.h", "--generated", "generated", status=CLEAN)
    files = [path for path in (case.directory / "generated/cpp").rglob("*") if path.is_file() and not path.name.startswith(".")]
    victim = files[0]
    original = victim.read_text()
    victim.write_text(original + "// touched\n")
    case.run("check", "engine.h", "--generated", "generated", status=STALE, says=["[W06]", "stale", victim.name])
    victim.unlink()
    case.run("check", "engine.h", "--generated", "generated", status=STALE, says=["missing"])
    victim.write_text(original)
    case.run("check", "engine.h", "--generated", "generated", status=CLEAN)
    # Drift and stale output at once: both are told, the graver status wins.
    case.write("engine.h", INSERTED)
    case.run("check", "engine.h", "--generated", "generated", status=STALE, says=["[F01]", "[W06]"])
    case.run("check", "engine.h", "--generated", "nowhere", status=UNCHECKED, says=["no package of any language"])


# ---- formats ---------------------------------------------------------------------------------------------------


def rendered(markdown: str) -> str:
    """What a reader sees, more or less: tags taken out of the HTML."""
    from markdown_it import MarkdownIt
    page = MarkdownIt("commonmark").enable("table").render(markdown)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def formats(case: Case):
    """Each format is what others take it for, with findings, with safe changes, with none, with acceptances."""
    import jsonschema
    schema = json.loads((ROOT / "docs/report.schema.json").read_text())
    case.locked()
    headers = {"none": HEADER, "safe": HEADER.replace("#endif", "void en_stop(void);\n#endif"), "findings": INSERTED.replace("float samples", "double samples")}
    for name, text in headers.items():
        case.write("engine.h", text)
        status = FINDINGS if name == "findings" else CLEAN
        report = json.loads(case.run("check", "engine.h", "--format", "json", status=status))
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(report)
        case.expect(report["checked"]["functions"] == 2 + (name == "safe"), f"{report['checked']}")
        suites = xml.fromstring(case.run("check", "engine.h", "--format", "junit", status=status))
        tests = suites.findall("./testsuite/testcase")
        case.expect(suites.tag == "testsuites" and int(suites.get("tests")) == len(tests) > 0, f"junit {name}")
        case.expect(int(suites.get("failures")) == len(suites.findall("./testsuite/testcase/failure")) == (2 if status else 0), f"junit {name}")
        for line in case.run("check", "engine.h", "--format", "github", status=status).splitlines()[:-1]:
            case.expect(line.startswith(("::error file=engine.h,line=", "::notice file=engine.h,line=")) and line.count("::") >= 2, line)
        markdown = case.run("check", "engine.h", "--format", "markdown", status=status)
        rows = [line for line in markdown.splitlines() if line.startswith("|")]
        page = rendered(markdown)
        for finding in report["findings"]:
            case.expect(finding["message"] in page and finding["entity"] in page, f"{finding['message']} is not shown as it is in:\n{page}")
        case.expect("\\" not in page, f"escapes show:\n{page}")
        case.expect(all(row.count("|") - row.count("\\|") == 5 for row in rows), f"{rows}")
        case.expect(len(rows) == (2 + len(report["findings"]) if report["findings"] else 0), f"{rows}")
    case.run("check", "engine.h", "--format", "xml", status=USAGE, says=["unknown format"])


def sarif(case: Case):
    import jsonschema
    cargo = os.environ.get("FFIGEN_CARGO") or shutil.which("cargo")
    if not cargo:
        print("skipped: without cargo there is no SARIF schema to validate with")
        sys.exit(SKIPPED)
    shutil.copytree(HERE / "sarif_schema", case.directory / "schema")
    metadata = case.tool(cargo, "metadata", "--format-version", "1", "--locked", "--offline", "--manifest-path", "schema/Cargo.toml")
    case.expect(metadata.returncode == 0, f"./dev test fetches the crate: {metadata.stderr}")
    package = next(p for p in json.loads(metadata.stdout)["packages"] if p["name"] == "serde-sarif")
    schema = json.loads((Path(package["manifest_path"]).parent / "src/schema.json").read_text())
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    case.expect(bool(list(validator.iter_errors({"version": "2.1.0"}))), "the schema takes anything")
    rules = (ROOT / "docs/rules.md").read_text()
    case.locked()
    case.write("engine.h", INSERTED.replace("1000u", "2000u").replace("int32_t en_write", "int64_t en_write").replace("#endif", "void en_stop(void);\n#endif"))
    flags = fingerprint_in(case.run("check", "engine.h", "--format", "json", status=FINDINGS), "F01")
    case.run("lock", "engine.h", "--accept", flags, "--reason", "meant", status=CLEAN)
    case.write("padded.h", "#include <ffigen/annotations.h>\nstruct FFI_WIRE padded { char a; int b; };\n")
    for arguments, status in [(("check", "engine.h"), FINDINGS), (("check", "none.h"), UNCHECKED), (("verify", "padded.h"), FINDINGS)]:
        log = json.loads(case.run(*arguments, "--format", "sarif", status=status))
        for error in validator.iter_errors(log):
            case.expect(False, f"{arguments}: {error.json_path}: {error.message}")
        run = log["runs"][0]
        case.expect(bool(run["results"]), f"{arguments}: no results")
        for rule in run["tool"]["driver"]["rules"]:
            address, _, fragment = rule["helpUri"].partition("#")
            case.expect(address.startswith("https://") and f'<a id="{fragment}"></a>' in rules, f"{rule['helpUri']} leads nowhere")
        for result in run["results"]:
            case.expect(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"], f"{result}")
    log = json.loads(case.run("check", "engine.h", "--format", "sarif", "--docs-url", "https://example.org/r.md", status=FINDINGS))
    suppressed = [r for r in log["runs"][0]["results"] if "suppressions" in r]
    case.expect([r["partialFingerprints"]["ffigenChange/v1"] for r in suppressed] == [flags], f"{suppressed}")
    case.expect(log["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"].startswith("https://example.org/r.md#"), "--docs-url is not used")


def explain(case: Case):
    case.run("explain", "f01", status=CLEAN, says=["F01", "Field inserted", "docs/rules.md#f01"])
    case.run("explain", "F99", status=USAGE, says=["F01"])
    case.expect(case.run("explain", "--all", status=CLEAN) == (ROOT / "docs/rules.md").read_text(), "ffigen explain --all > docs/rules.md")


def run_case(cases: dict) -> int:
    ffigen, work, name = sys.argv[1:]
    case = Case(ffigen, Path(work).resolve() / name)
    cases[name](case)
    for failure in case.failures:
        print(failure)
    return 1 if case.failures else 0


if __name__ == "__main__":
    sys.exit(run_case(globals()))
