"""Headers that once went wrong: what is emitted for them compiles, and pleases each language's lints."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import library
from attacks import Report
from library import attempt

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "matrix"))
from checks import LANGUAGES, said  # noqa: E402


def main(options) -> int:
    work = options.work / "headers"
    failed = 0
    for language in (LANGUAGES[name](options, work) for name in LANGUAGES):
        report = Report(language.name, "headers")
        for header in sorted((HERE / "headers").glob("*.h")):
            if options.names and not any(name in (header.stem, language.name) for name in options.names):
                continue
            package = work / header.stem / language.name
            shutil.rmtree(package, ignore_errors=True)
            complaint = said(*attempt(options.ffigen, header, "--target", "native", "--lang", language.name, "-o", package))
            report.add(f"{header.stem} ffigen", not complaint, complaint or "ok")
            for title, check in language.checks if not complaint else []:
                # There is no library to import against.
                if title != "imports":
                    complaint = check(package)
                    report.add(f"{header.stem} {title}", not complaint, complaint or "ok")
        report.show(options.verbose)
        failed += report.failed
    return failed
