#!/usr/bin/env python3
"""Attacks on what the emitted packages promise, from code that uses their safe layers alone.

  suite.py … library             the library of every shape sees what its callers do wrong
  suite.py … rust|go|python      every attack ends as its rule says, in each mode
  suite.py … --mode asan rust    in one mode
  suite.py … rust loans_end      only attacks whose names contain this
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import library
import run_go
import run_python
import run_rust


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ffigen", type=lambda path: Path(path).resolve())
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--cargo", default="cargo")
    parser.add_argument("--go", default="go")
    parser.add_argument("--work", type=lambda path: Path(path).resolve(), required=True)
    parser.add_argument("--mode", action="append")
    parser.add_argument("--block", default="", help="declarations that the packages shall not have, as --block of ffigen")
    parser.add_argument("--full", action="store_true", default=bool(os.environ.get("FFIGEN_FULL")))
    parser.add_argument("--verbose", "-v", action="store_true")
    parser.add_argument("part", choices=["library", "rust", "go", "python"])
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    try:
        if options.part == "library":
            library.self_test(options.cc, options.work / "self")
            return 0
        part = {"rust": run_rust, "go": run_go, "python": run_python}[options.part]
        return 1 if part.main(options) else 0
    except library.Failed as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
