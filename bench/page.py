"""Puts what benchmarks printed into docs/performance.md: ./dev bench keeps it, ./dev update performance calls this.

Between `<!-- ./dev bench PART -->` and the next `<!-- end -->` stands what PART printed last, as it is; all
else on the page is people's.
"""

import argparse
import re
import sys
from pathlib import Path

PART = re.compile(r"(<!-- \./dev bench ([\w.]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("printed", type=Path, help="a folder with PART.md for each part that was run")
    options = parser.parse_args()
    text = options.page.read_text(encoding="utf-8")
    known = [match.group(2) for match in PART.finditer(text)]
    if not known:
        sys.exit(f"{options.page} has no place for a benchmark")
    filled = []

    def fill(match: re.Match) -> str:
        printed = options.printed / f"{match.group(2)}.md"
        if not printed.is_file():
            return match.group(0)
        filled.append(match.group(2))
        # Columns that a terminal shows in line need not be so in a page.
        body = re.sub(r" {2,}", " ", printed.read_text(encoding="utf-8").strip())
        return f"{match.group(1)}\n{body}\n\n{match.group(3)}"

    options.page.write_text(PART.sub(fill, text), encoding="utf-8")
    print(f"{options.page}: {', '.join(filled) or 'nothing'} of {', '.join(known)}")


if __name__ == "__main__":
    main()
