"""The JSON model of headers, against docs/model.schema.json and against itself."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
REFERENCES = ("pointee", "element", "result")


def run(ffigen: Path, *arguments: str, cwd: Path = ROOT) -> str:
    result = subprocess.run([str(ffigen), *arguments], cwd=cwd, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(f"{' '.join(arguments)}: status {result.returncode}\n{result.stderr}")
    return result.stdout


def spellings(document: dict):
    """Every type that the document mentions outside its table."""
    for record in document["records"]:
        for layout in record["layouts"].values():
            yield from (field["type"] for field in layout["fields"])
    for enum in document["enums"]:
        yield from (layout["underlying"] for layout in enum["layouts"].values())
    for typedef in document["typedefs"]:
        yield from (layout["type"] for layout in typedef["layouts"].values())
    for kind, key in (("functions", "signatures"), ("callbacks", "signatures"), ("variables", "types")):
        for entity in document[kind]:
            yield from entity[key].values()
    for constant in document["constants"]:
        yield from (value["type"] for value in constant["values"].values())


def check_types(document: dict) -> list[str]:
    """Each spelling is in the table, and so is all it is made of."""
    types = document["types"]
    wanted = set(spellings(document))
    for entry in types.values():
        wanted.update(entry[key] for key in REFERENCES if key in entry)
        wanted.update(entry.get("parameters", ()))
    faults = [f"type '{name}' is used but not in the table" for name in sorted(wanted - types.keys())]
    named = {kind: {entity["name"] for entity in document[kind]} for kind in ("records", "enums", "typedefs")}
    for spelling, entry in types.items():
        kind = {"record": "records", "enum": "enums", "typedef": "typedefs"}.get(entry["kind"])
        if kind and entry["name"] not in named[kind]:
            faults.append(f"type '{spelling}' names a {entry['kind']} that is not in the document")
    return faults


def check_layouts(document: dict) -> list[str]:
    """Fields lie inside their record; members of an anonymous member lie where its own layout says."""
    faults = []
    records = {record["name"]: record for record in document["records"]}
    for record in document["records"]:
        for target, layout in record["layouts"].items():
            where = f"{record['name']} on {target}"
            if target not in document["targets"]:
                faults.append(f"{where}: not one of the targets")
            fields = layout["fields"]
            for i, field in enumerate(fields):
                if field["offset_bits"] + field["size_bits"] > layout["size"] * 8:
                    faults.append(f"{where}: '{field['name']}' reaches over the end")
                if not field.get("anonymous"):
                    continue
                inner = records[document["types"][field["type"]]["name"]]["layouts"][target]["fields"]
                here = fields[i + 1:i + 1 + len(inner)]
                expected = [(f["name"], f["offset_bits"] + field["offset_bits"], f["size_bits"]) for f in inner]
                if [(f["name"], f["offset_bits"], f["size_bits"]) for f in here] != expected:
                    faults.append(f"{where}: members of the anonymous member at bit {field['offset_bits']} lie elsewhere")
    return faults


def check_model(ffigen: Path, header: Path, validator: jsonschema.Draft202012Validator) -> list[str]:
    text = run(ffigen, str(header), "--lang", "json")
    document = json.loads(text)
    faults = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(document)]
    if faults:
        return faults
    faults = check_types(document) + check_layouts(document)
    with tempfile.TemporaryDirectory() as elsewhere:
        again = run(ffigen, os.path.relpath(header, os.path.realpath(elsewhere)), "--lang", "json", cwd=Path(elsewhere))
    if again != text:
        faults.append("another directory gives other bytes")
    return faults


def check_drawing(ffigen: Path, header: Path) -> list[str]:
    """The memory maps as SVG are well-formed and name every record of the JSON ones."""
    maps = json.loads(run(ffigen, "layout", str(header), "--format", "json"))
    drawing = ElementTree.fromstring(run(ffigen, "layout", str(header), "--format", "svg"))
    drawn = {text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")}
    return [f"'{record['name']}' is not drawn" for record in maps["records"] if record["name"] not in drawn]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("ffigen", type=Path)
    parser.add_argument("headers", nargs="+", type=Path)
    options = parser.parse_args()
    options.ffigen = options.ffigen.resolve()
    options.headers = [header.resolve() for header in options.headers]
    schema = json.loads((ROOT / "docs/model.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failed = False
    for header in options.headers:
        faults = check_model(options.ffigen, header, validator) + check_drawing(options.ffigen, header)
        for fault in faults[:20]:
            print(f"{header.name}: {fault}")
        failed |= bool(faults)
    print(f"{len(options.headers)} headers {'with faults' if failed else 'valid'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
