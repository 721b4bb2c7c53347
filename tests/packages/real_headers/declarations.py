"""What a header declares, as clang itself says: from its syntax tree and its preprocessor, apart from
libclang and from ffigen's own front end."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

CLANG = "clang-19"

# Node of clang's syntax tree → what the counts call it.
KINDS = {
    "FunctionDecl": "function",
    "VarDecl": "variable",
    "TypedefDecl": "typedef",
    "RecordDecl": "record",
    "EnumDecl": "enum",
}


def _run(arguments: list[str]) -> str:
    result = subprocess.run([CLANG, "-x", "c", "-std=gnu11", *arguments], capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"{CLANG} cannot read the header:\n{result.stderr}")
    return result.stdout


class _Places:
    """Follows the file of each node: clang prints it only where it changes."""

    def __init__(self) -> None:
        self.file = ""

    def visit(self, location: object) -> str:
        if not isinstance(location, dict):
            return self.file
        if "expansionLoc" in location:
            self.visit(location.get("spellingLoc"))
            return self.visit(location["expansionLoc"])
        self.file = location.get("file", self.file)
        return self.file

    def node(self, node: dict) -> str:
        file = self.visit(node.get("loc"))
        extent = node.get("range", {})
        self.visit(extent.get("begin"))
        self.visit(extent.get("end"))
        return file


def _follow(node: dict, places: _Places) -> None:
    """Visits what is inside a node, for the places alone."""
    for child in node.get("inner", []):
        if isinstance(child, dict):
            places.node(child)
            _follow(child, places)


def from_tree(header: Path) -> set[tuple[str, str]]:
    tree = json.loads(_run(["-fsyntax-only", "-Xclang", "-ast-dump=json", str(header)]))
    wanted = os.path.realpath(header)
    places = _Places()
    found: set[tuple[str, str]] = set()
    for node in tree["inner"]:
        here = os.path.realpath(places.node(node) or ".") == wanted
        kind = KINDS.get(node["kind"])
        if here and kind and node.get("name") and not node.get("isImplicit"):
            found.add((kind, node["name"]))
        for child in node.get("inner", []):
            if isinstance(child, dict):
                places.node(child)
                if here and child["kind"] == "EnumConstantDecl":
                    found.add(("enumerator", child["name"]))
                _follow(child, places)
    return found


def macros(header: Path) -> set[tuple[str, str]]:
    """Macros alive at the end of the header that its own text defines."""
    wanted = os.path.realpath(header)
    here = False
    alive: dict[str, bool] = {}
    for line in _run(["-E", "-dD", str(header)]).splitlines():
        marker = re.match(r'# \d+ "([^"]*)"', line)
        if marker:
            here = os.path.realpath(marker[1]) == wanted
        elif line.startswith("#define "):
            alive[re.split(r"[ (]", line[len("#define "):], maxsplit=1)[0]] = here
        elif line.startswith("#undef "):
            alive.pop(line[len("#undef "):].strip(), None)
    return {("macro", name) for name, own in alive.items() if own}


def declarations(header: Path) -> set[tuple[str, str]]:
    return from_tree(header) | macros(header)
