"""The emitted Python package, asked."""

import keyword
from pathlib import Path

from model import Model
from questions import Question

PROBE = '''
import ctypes, importlib, struct, sys
sys.path.insert(0, sys.argv[1])
raw = importlib.import_module(sys.argv[2] + ".raw")
abi = importlib.import_module(sys.argv[2] + "._abi")

def fresh(record, background):
    memory = abi.allocate(record)
    ctypes.memset(ctypes.byref(memory), background, ctypes.sizeof(record))
    return memory

def text(value):
    if isinstance(value, bytes) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        value = ord(value)
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    return str(int(value))

def record_of(name):
    # A name that something else has too gets its tag's keyword.
    for candidate in (f"struct_{name}", f"union_{name}", name):
        found = getattr(raw, candidate, None)
        if isinstance(found, type) and issubclass(found, (ctypes.Structure, ctypes.Union)):
            return found
    raise AttributeError(f"no record '{name}'")

def size(name):
    record = record_of(name)
    return f"{ctypes.sizeof(record)} {abi.alignof(record)}"

def offset(name, member):
    return str(abi.place_of(record_of(name), member)[0] // 8)

def write(name, member, background, value, kind):
    record = fresh(record_of(name), background)
    before = getattr(fresh(record_of(name), 0), member)
    if isinstance(before, bytes):
        value = bytes([value & 255])
    if isinstance(before, str):
        value = chr(value)
    setattr(record, member, value)
    found = getattr(record, member)
    shown = text(found)
    if kind == "char" and isinstance(found, bytes):
        shown = str(ctypes.c_byte(found[0]).value if CHAR_SIGNED else found[0])
    return shown + " " + bytes(record).hex()

def constant(name, kind):
    value = getattr(raw, name)
    if isinstance(value, str):
        return value.encode({"2": "utf-16-le", "4": "utf-32-le"}[kind[-1]]).hex()
    if isinstance(value, bytes):
        return value.hex()
    return text(value)

def enum(name):
    return str(ctypes.sizeof(getattr(raw, name)))

def ask(key, function, *arguments):
    try:
        answer = function(*arguments)
    except AttributeError as error:
        answer = f"absent: {error}"
    except (NotImplementedError, TypeError) as error:
        answer = f"refused: {error}"
    print(f"{key}\\t{answer}")

'''

# Builds records from paths, and shows what a call answers.
HELPERS = '''
def build(name, members):
    record = fresh(record_of(name), 0)
    for path, value in members:
        *parents, last = path.split(".")
        place = record
        for parent in parents:
            place = getattr(place, parent)
        if isinstance(value, tuple):
            array = getattr(place, last)
            for index, item in enumerate(value):
                array[index] = item
        else:
            setattr(place, last, value)
    return record

def called(function, arguments, paths):
    result = getattr(raw, function)(*arguments)
    if paths is None:
        return text(result)
    parts = []
    for path, is_array in paths:
        place = result
        for name in path.split("."):
            place = getattr(place, name)
        parts += [text(item) for item in place] if is_array else [text(place)]
    return ",".join(parts)
'''


def member_name(name: str, members: set[str]) -> str:
    """As a record keeps clear of keywords, of what ctypes uses itself and of its other members."""
    own = name.startswith(("_b_", "_bytes", "_unnamed_")) or name in (
        "_objects", "_owner", "from_address", "from_buffer", "from_buffer_copy", "from_param", "in_dll",
        "ctypes", "builtins", "_abi", "_calling", "Any", "ClassVar")
    result = name + "_" if own else name[1:] if name.startswith("__") and not (len(name) > 4 and name.endswith("__")) else escaped(name)
    while result != name and result in members:
        result += "_"
    return result


def escaped(name: str) -> str:
    """As the package keeps clear of keywords and of names that ctypes and Python use themselves."""
    taken = keyword.iskeyword(name) or (name.startswith("_") and name.endswith("_"))
    return name + "_" if taken and name != "_" else name


class Python:
    name = "python"
    own_calls = "calls.py"
    calls_diagnosed = True  # on some targets it works, on others it is refused

    def __init__(self, python: str):
        self.python = python

    def program(self, model: Model, target: str, asked: list[Question], directory: Path) -> str:
        lines = [PROBE, f"CHAR_SIGNED = {model.document['target_info'][target]['char_signed']}"]
        for question in asked:
            members = {field.name for field in model.layout(question.entity, target).fields} if question.member else set()
            key, entity, member = question.key, escaped(question.entity), member_name(question.member, members)
            if question.kind == "size":
                lines.append(f"ask({key!r}, size, {entity!r})")
            elif question.kind == "offset":
                lines.append(f"ask({key!r}, offset, {entity!r}, {member!r})")
            elif question.kind == "write":
                lines.append(f"ask({key!r}, write, {entity!r}, {member!r}, {question.background}, {question.value!r}, "
                             f"{question.basic!r})")
            elif question.kind == "constant":
                element = question.basic.removeprefix("string of ")
                basic = model.document["target_info"][target]["basic"]
                lines.append(f"ask({key!r}, constant, {entity!r}, 'of {basic.get(element, {}).get('size', 1)}')")
            elif question.kind == "enum":
                lines.append(f"ask({key!r}, enum, {entity!r})")
        return "\n".join(lines) + "\n"

    def command(self, model: Model, target: str, asked: list[Question], package: Path, directory: Path,
                calls: list[tuple[str, str]] = ()) -> list[str]:
        """Writes the probe and returns how to run it."""
        probe = directory / "probe.py"
        lines = [f"ask({key!r}, lambda: {code})" for key, code in calls]
        own = ["import calls"] if any(code.startswith("calls.") for _, code in calls) else []
        probe.write_text(self.program(model, target, asked, directory) + "\n".join([HELPERS, *own, *lines]) + "\n")
        name = next(path.parent.name for path in package.glob("*/raw.py"))
        return [self.python, "-B", str(probe), str(package), name]
