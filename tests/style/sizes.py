#!/usr/bin/env python3
"""What does not fit a screen: functions over 60 lines or 15 decisions, files over 500 lines, of the project's own code.

    sizes.py ROOT [--longest N]

A decision is a condition, a loop or a handler; a `switch` is one, however many cases it has. Tables do not count: braces
full of values, and the cases of a switch that do nothing but return, for they are read line by line. C and C++ are
read without a compiler, the whole tree in two seconds.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_LINES = 60
MOST_DECISIONS = 15
MOST_FILE_LINES = 500

# What ffigen makes, what it is fed with, and lists that a tool writes.
MADE = re.compile(r"^(generated|contract|tests/golden/[^/]+/expected|tests/drift/rules)/|/testdata/|^docs/(rules|conformance)\.md$"
                  r"|requirements\.txt$|\.lock$|go\.sum$|^LICENSE$|\.json$")
C_FILES = (".c", ".h", ".cpp", ".hpp")

TOKEN = re.compile(
    r'(?P<skip>//[^\n]*|/\*.*?\*/|^[ \t]*\#(?:[^\n\\]|\\.)*)'
    r'|(?P<text>(?:u8|[uUL])?R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\')'
    r"|(?P<word>[A-Za-z_]\w*|\.?\d(?:[\w.']|[eEpP][+-])*)|(?P<sign>&&|\|\||->|::|[^\s\w])",
    re.DOTALL | re.MULTILINE)
DECISIONS = {"if", "for", "while", "switch", "catch", "?"}


@dataclass
class Function:
    """Where it is, and what counts of it."""

    path: str
    line: int
    name: str
    lines: int
    decisions: int


@dataclass
class Token:
    text: str
    line: int
    is_word: bool


def tokens_of(source: str) -> list[Token]:
    found = []
    line, at = 1, 0
    for match in TOKEN.finditer(source):
        line += source.count("\n", at, match.start())
        at = match.start()
        if not match["skip"]:
            found.append(Token('""' if match["text"] else match[0], line, match["word"] is not None))
    return found


def closings(tokens: list[Token]) -> dict[int, int]:
    """Index of each opening bracket -> index of what closes it."""
    pairs, open_at = {}, []
    for at, token in enumerate(tokens):
        if token.text in ("(", "[", "{"):
            open_at.append(at)
        elif token.text in (")", "]", "}") and open_at:
            pairs[open_at.pop()] = at
    return pairs


def is_table(tokens: list[Token], at: int) -> bool:
    """Whether the brace inside of a function holds values, not statements."""
    before = tokens[at - 1].text
    if before in (")", "]", ";", "{", "}", ":", "else", "do", "try", "mutable", "noexcept"):
        return before == "{" and is_table(tokens, at - 1)
    return "->" not in [token.text for token in tokens[max(0, at - 6):at]]


def arm_lines(tokens: list[Token], begin: int, end: int) -> set[int]:
    """Lines of `case A: return b;` and of cases without statements."""
    lines: set[int] = set()
    at = begin
    while at < end:
        if tokens[at].text not in ("case", "default"):
            at += 1
            continue
        label = at
        while tokens[at].text != ":":
            at += 1
        at += 1
        if tokens[at].text in ("case", "default"):
            lines.update(range(tokens[label].line, tokens[at].line))
        elif tokens[at].text == "return":
            while tokens[at].text != ";":
                at += 1
            lines.update(range(tokens[label].line, tokens[at].line + 1))
    return lines


def measured(tokens: list[Token], pairs: dict[int, int], head: int, body: int) -> tuple[int, int]:
    """Lines and decisions of a function without its tables."""
    end = pairs[body]
    uncounted = arm_lines(tokens, body, end)
    at = body + 1
    while at < end:
        if tokens[at].text == "{" and is_table(tokens, at):
            uncounted.update(range(tokens[at].line + 1, tokens[pairs[at]].line))
            at = pairs[at]
        at += 1
    lines = set(range(tokens[head].line, tokens[end].line + 1)) - uncounted
    return len(lines), sum(token.text in DECISIONS for token in tokens[body:end])


def heads(tokens: list[Token], pairs: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Where each function of a file begins, and its body."""
    begin = at = 0
    while at < len(tokens):
        text = tokens[at].text
        if text in ("(", "["):
            at = pairs[at]
        elif text in (";", "}"):
            begin = at + 1
        elif text == ":" and at and tokens[at - 1].text in ("public", "private", "protected"):
            begin = at + 1
        elif text == "{":
            words = [token.text for token in tokens[begin:at]]
            if is_body(tokens, pairs, begin, at):
                yield begin, at
                at = pairs[at]
                begin = at + 1
            elif set(words) & {"namespace", "class", "struct", "union", "extern"} and "=" not in words:
                begin = at + 1
            else:
                at = pairs[at]
        at += 1


def is_body(tokens: list[Token], pairs: dict[int, int], begin: int, at: int) -> bool:
    """Whether the brace at `at` is the body of what begins at `begin`: `name(…) … {`."""
    place, parameters, colon = begin, -1, False
    if tokens[begin].text in ("namespace", "enum") or tokens[begin].text == "using":
        return False
    while place < at:
        text = tokens[place].text
        if text == "=" and parameters < 0 and tokens[place - 1].text != "operator":
            return False
        if text == "(" and tokens[place - 1].text not in ("alignas", "__attribute__", "decltype", "explicit", "requires"):
            parameters = place
        if text == ":" and parameters >= 0:
            colon = True
        place = pairs[place] + 1 if text in ("(", "[") else place + 1
    # `: member{…}` is not yet the body.
    return parameters >= 0 and not (colon and (tokens[at - 1].is_word or tokens[at - 1].text == ">"))


def name_of(tokens: list[Token], begin: int, body: int) -> str:
    """The words before the parameters."""
    place = begin
    while place < body and tokens[place].text != "(":
        place += 1
    first = place
    while first > begin and (tokens[first - 1].is_word or tokens[first - 1].text in ("::", "~", "=", "<", ">")):
        first -= 1
        if tokens[first].is_word and tokens[first - 1].text != "::":
            break
    name = "".join(token.text for token in tokens[first:place])
    if name.startswith("TEST"):
        name += "(" + ", ".join(token.text for token in tokens[place + 1:body - 1] if token.is_word) + ")"
    return name


def c_functions(path: str, source: str) -> Iterator[Function]:
    tokens = tokens_of(source)
    pairs = closings(tokens)
    for begin, body in heads(tokens, pairs):
        lines, decisions = measured(tokens, pairs, begin, body)
        yield Function(path, tokens[begin].line, name_of(tokens, begin, body), lines, decisions + 1)


def python_decisions(node: ast.AST) -> int:
    """Of what is in a function, but for functions in it."""
    count = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if isinstance(child, (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp)):
            count += 1
        elif isinstance(child, ast.comprehension):
            count += 1 + len(child.ifs)
        elif isinstance(child, ast.Match):
            count += 1
        count += python_decisions(child)
    return count


def python_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Without lists, tuples, sets and dictionaries of values, nor its documentation."""
    lines = set(range(function.lineno, (function.end_lineno or function.lineno) + 1))
    for node in ast.walk(function):
        if isinstance(node, (ast.List, ast.Tuple, ast.Set, ast.Dict)):
            lines -= set(range(node.lineno + 1, node.end_lineno or node.lineno))
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return len(lines)


def python_functions(path: str, source: str) -> Iterator[Function]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield Function(path, node.lineno, node.name, python_lines(node), python_decisions(node) + 1)


def functions_of(path: str, source: str) -> list[Function]:
    if path.startswith("templates/"):
        return []
    if path.endswith(".py"):
        return list(python_functions(path, source))
    return list(c_functions(path, source)) if path.endswith(C_FILES) else []


def own_files(root: Path) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=root, check=True, capture_output=True,
                            text=True).stdout.split("\n")
    return [path for path in listed if path and not MADE.search(path) and (root / path).is_file()]


def complaints(functions: list[Function], lengths: dict[str, int]) -> list[str]:
    said = [f"{path}: {length} lines, {MOST_FILE_LINES} at most" for path, length in sorted(lengths.items())
            if length > MOST_FILE_LINES]
    for each in functions:
        where = f"{each.path}:{each.line}: {each.name}"
        if each.lines > MOST_LINES:
            said.append(f"{where}: {each.lines} lines, {MOST_LINES} at most")
        if each.decisions > MOST_DECISIONS:
            said.append(f"{where}: {each.decisions} decisions, {MOST_DECISIONS} at most")
    return said


def check_itself() -> None:
    """It must be able to find something, and to tell a table from a function."""
    def said(path: str, source: str) -> list[str]:
        return complaints(functions_of(path, source), {path: source.count("\n")})

    steps = "    step(1);\n" * 70
    rows = "        {1, 2},\n" * 70
    asked = "    if (a && b)\n        step(1);\n" * 20
    for source, expected in (
        (f"namespace n {{\nint f(int a) {{\n{steps}}}\n}}\n", "f: 72 lines"),
        (f"struct S {{\n    S() : a(1), b{{2}} {{\n{steps}    }}\n}};\n", "S: 72 lines"),
        (f"TEST(a, b) {{\n    run([&] {{\n{steps}    }});\n}}\n", "TEST(a, b): 74 lines"),
        (f"void g() {{\n{asked}}}\n", "g: 21 decisions"),
        (f"int table() {{\n    static const pair all[] = {{\n{rows}    }};\n    return all[0].first;\n}}\n", ""),
        ("const char* name(int a) {\n    switch (a) {\n" + "    case 1:\n        return \"if ( {\";\n" * 40 + "    }\n}\n", ""),
    ):
        found = "; ".join(said("a.cpp", source))
        if (expected not in found) or (not expected and found):
            raise SystemExit(f"of {source[:60]!r} it says '{found}', not '{expected}'")
    if "f: 22 decisions" not in "; ".join(said("a.py", "def f():\n" + "    if a:\n        b()\n" * 21)):
        raise SystemExit("it does not count in Python")
    if not said("a.txt", "a line\n" * 501):
        raise SystemExit("it does not count lines of files")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--longest", type=int, default=0, metavar="N", help="show the N longest of each")
    options = parser.parse_args()
    check_itself()
    functions: list[Function] = []
    lengths: dict[str, int] = {}
    for path in own_files(options.root):
        try:
            source = (options.root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        lengths[path] = source.count("\n")
        functions += functions_of(path, source)
    for each in sorted(functions, key=lambda one: -one.lines)[:options.longest]:
        print(f"{each.lines:5} lines {each.decisions:3} decisions  {each.path}:{each.line} {each.name}")
    for path in sorted(lengths, key=lambda one: -lengths[one])[:options.longest]:
        print(f"{lengths[path]:5} lines  {path}")
    said = complaints(functions, lengths)
    print("\n".join(said) if said else f"{len(functions)} functions in {len(lengths)} files, none too long")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
