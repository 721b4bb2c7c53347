"""The emitted Go module, asked."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from compilers import CLANG
from model import Model
from questions import Question

PROBE = """
import (
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"unsafe"
)

func show(value any) string {
	if wide, ok := value.(interface{ Big() *big.Int }); ok {
		return wide.Big().String()
	}
	v := reflect.ValueOf(value)
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return "1"
		}
		return "0"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float32, reflect.Float64:
		return fmt.Sprintf("%016x", math.Float64bits(v.Float()))
	case reflect.String:
		return hex.EncodeToString([]byte(v.String()))
	case reflect.Array:
		n := v.Len() - 1 // its terminating zero
		if n <= 0 {
			return ""
		}
		copied := reflect.New(v.Type()).Elem()
		copied.Set(v)
		size := uintptr(n) * v.Type().Elem().Size()
		return hex.EncodeToString(unsafe.Slice((*byte)(copied.Addr().UnsafePointer()), size))
	}
	return strconv.FormatUint(v.Uint(), 10)
}

func fill[T any](background byte) *T {
	record := new(T)
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(record)), unsafe.Sizeof(*record))
	for i := range bytes {
		bytes[i] = background
	}
	return record
}

func dump[T any](record *T) string {
	return hex.EncodeToString(unsafe.Slice((*byte)(unsafe.Pointer(record)), unsafe.Sizeof(*record)))
}

// place is where a member is that can be read and set, but not addressed.
func place[R, T any](get func(*R) T, set func(*R, T)) string {
	record := new(R)
	set(record, *fill[T](0xff))
	for i, b := range unsafe.Slice((*byte)(unsafe.Pointer(record)), unsafe.Sizeof(*record)) {
		if b != 0 {
			return fmt.Sprint(i)
		}
	}
	return "nowhere"
}

// alignment is what `make` promises; Go itself aligns to no more than 8.
func alignment[T any](make func() *T, claimed uintptr) uintptr {
	for i := 0; i < 50; i++ {
		if uintptr(unsafe.Pointer(make()))%claimed != 0 {
			return unsafe.Alignof(*new(T))
		}
	}
	return claimed
}

func say(key string, answer string) { fmt.Printf("%s\\t%s\\n", key, answer) }

var _ = math.Pi
"""

FACTS = {"linux", "amd64", "cgo", "unix", "gc"}
SYSTEMS = {"linux", "windows", "darwin"}
MACHINES = {"amd64", "386", "arm64", "arm", "riscv64", "ppc64le", "s390x"}


def builds_for(text: str, name: str, facts: set[str]) -> bool:
    """Whether a file belongs to a platform, by its name and its //go:build line."""
    for word in name.removesuffix(".go").split("_")[-2:]:
        if word in SYSTEMS | MACHINES and word not in facts:
            return False
    found = re.search(r"^//go:build (.*)$", text, re.M)
    if not found:
        return True
    expression = re.sub(r"[\w.]+", lambda word: str(word[0] in facts), found[1])
    return eval(expression.replace("&&", " and ").replace("||", " or ").replace("!", " not "))  # True, False, and, or


@dataclass
class GoRecord:
    name: str
    fields: list[str] = field(default_factory=list)  # exported, in order
    getters: dict[str, str] = field(default_factory=dict)  # C member → method
    pointers: set[str] = field(default_factory=set)  # methods that return a pointer to the member
    setters: set[str] = field(default_factory=set)


def read_package(raw: Path, facts: set[str] = FACTS) -> tuple[dict[str, GoRecord], dict[str, str]]:
    records: dict[str, GoRecord] = {}
    functions: dict[str, str] = {}  # name → parameters
    for path in sorted(raw.glob("*.go")):
        text = path.read_text()
        if not builds_for(text, path.name, facts):
            continue
        for name, body in re.findall(r"^type (\w+) struct \{\n(.*?)^\}", text, re.M | re.S):
            record = records.setdefault(name, GoRecord(name))
            for line in body.splitlines():
                found = re.match(r"\t(\w+)(\s|$)", line)
                if found and found[1][0].isupper():
                    record.fields.append(found[1])
        for name in re.findall(r"^type (\w+) struct ?\{[^\n]*\}$", text, re.M):
            records.setdefault(name, GoRecord(name))
        for member, name, method, result in re.findall(
                r"^// \w+: C's member (\w+)\.\n(?://.*\n)*func \(r \*(\w+)\) (\w+)\([^)]*\) (.*) \{", text, re.M):
            record = records.setdefault(name, GoRecord(name))
            record.getters[member] = method
            if f"func (r *{name}) Set_{member}(" not in text and result.startswith("*"):
                record.pointers.add(method)
        for name, member in re.findall(r"^func \(r \*(\w+)\) Set_(\w+)\(", text, re.M):
            records.setdefault(name, GoRecord(name)).setters.add(member)
        functions.update(re.findall(r"^func (\w+)\(([^)]*)\)", text, re.M))
    return records, functions


def exported(name: str) -> str:
    return name[0].upper() + name[1:] if name[0].isalpha() else "X" + name


ABSENT = '"absent: neither a field nor a method"'


class Go:
    name = "go"
    own_calls = "calls.go"
    calls_diagnosed = False  # what a diagnostic names is called as that says

    def __init__(self, go: str, facts: set[str] = FACTS):
        self.go, self.facts = go, facts
        self.largest = 4 if facts & {"386", "arm"} else 8  # bytes Go itself aligns anything to
        # The layouts are clang's; where gcc disagrees the package does not compile with it.
        self.environment = {"GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CC": CLANG}

    def record(self, records: dict[str, GoRecord], name: str) -> GoRecord | None:
        # A name that something else has too gets its tag's keyword.
        for candidate in (f"Struct_{name}", f"Union_{name}", exported(name)):
            if candidate in records:
                return records[candidate]
        return None

    def direct_members(self, model: Model, target: str, name: str, record: GoRecord) -> dict[str, str]:
        """C member → Go field. The fields that are not behind a method stand in C's order."""
        layout = model.layout(name, target)
        wanted = [f for f in layout.fields if f.depth == 0 and f.name not in record.getters]
        embedded = {exported(model.types[f.type]["name"]) for f in wanted if f.anonymous}
        fields = [found for found in record.fields if found not in embedded]
        named = [f.name for f in wanted if f.name and not f.bitfield]
        return dict(zip(named, fields)) if len(named) == len(fields) else {}

    def literal(self, question: Question) -> str:
        value = question.value
        if question.basic == "bool":
            return "true" if value else "false"
        if question.basic in ("__int128", "unsigned __int128"):
            kind = "Uint128" if question.basic.startswith("unsigned") else "Int128"
            return f"raw.{kind}From({value >> 64}, {value & (1 << 64) - 1})"
        if question.basic in ("float", "double"):
            return f"float{32 if question.basic == 'float' else 64}(math.Float64frombits(0x{question.expected.split()[0]}))"
        return str(value)

    def code(self, model: Model, target: str, question: Question, records: dict[str, GoRecord],
             functions: dict[str, str]) -> str | None:
        name, member = question.entity, question.member
        if question.kind == "constant":
            return f"show(raw.{exported(name)})"
        if question.kind == "enum":
            return f"fmt.Sprint(unsafe.Sizeof(raw.{exported(name)}(0)))"
        record = self.record(records, name)
        if record is None:
            return '"absent: no such record"'
        if question.kind == "size":
            return self.size_code(question, f"raw.{record.name}", functions)
        return self.member_code(model, target, question, records, record)

    @staticmethod
    def size_code(question: Question, type_name: str, functions: dict[str, str]) -> str:
        align = int(question.expected.split()[1])
        make = f"New_{question.entity}"
        size, alignment = f"unsafe.Sizeof(*new({type_name}))", f"unsafe.Alignof(*new({type_name}))"
        if align > 8 or make in functions:
            made = f"raw.{make}({'0' if functions.get(make) else ''})" if make in functions else f"new({type_name})"
            alignment = f"max({alignment}, alignment(func() *{type_name} {{ return {made} }}, {align}))"
        return f'fmt.Sprintf("%d %d", {size}, {alignment})'

    def member_code(self, model: Model, target: str, question: Question, records: dict[str, GoRecord],
                    record: GoRecord) -> str | None:
        """Where a member is, or what is read of it once it is written."""
        name, member, type_name = question.entity, question.member, f"raw.{record.name}"
        # The members of anonymous members are methods of the record around them or promoted from an embedded one.
        owner, owner_record = name, record
        for inner, _ in question.through:
            if member not in owner_record.getters:
                owner, owner_record = inner, self.record(records, inner) or owner_record
        method = owner_record.getters.get(member)
        direct = self.direct_members(model, target, owner, owner_record).get(member) if method is None else None
        setter = next((s for s in owner_record.setters if s in (member, (method or "").lower(), method)), None)
        pointer = f"&r.{direct}" if direct else f"r.{method}()" if method in owner_record.pointers else ""
        if question.kind == "offset":
            if pointer:
                return (f"func() string {{ r := new({type_name}); return fmt.Sprint(uintptr(unsafe.Pointer({pointer})) "
                        "- uintptr(unsafe.Pointer(r))) }()")
            if setter and question.size:
                return f"place((*{type_name}).{method}, (*{type_name}).Set_{setter})"
            return None if method else ABSENT
        if pointer:
            put, got = f"*({pointer}) = {self.literal(question)}", f"*({pointer})"
        elif method and setter:
            put, got = f"r.Set_{setter}({self.literal(question)})", f"r.{method}()"
        else:
            return ABSENT
        return (f"func() string {{ r := fill[{type_name}]({question.background}); {put}; "
                f'return show({got}) + " " + dump(r) }}()')

    def command(self, model: Model, target: str, asked: list[Question], package: Path, directory: Path,
                calls: list[tuple[str, str]] = ()) -> list[str]:
        records, functions = read_package(package / "raw", self.facts)
        module = re.search(r"^module (\S+)", (package / "go.mod").read_text(), re.M)[1]
        answers = [(question, self.code(model, target, question, records, functions)) for question in asked]
        asked[:] = [question for question, code in answers if code]
        rows = [f'\tsay("{question.key}", {code})' for question, code in answers if code]
        rows += [f'\tsay("{key}", {code})' for key, code in calls]
        lines = ["package main", PROBE.replace('\t"unsafe"\n)', f'\t"unsafe"\n\n\t"{module}/raw"\n)')]
        chunks = [rows[start:start + 200] for start in range(0, len(rows), 200)]
        for index, chunk in enumerate(chunks):
            lines += [f"func part{index}() {{", *chunk, "}"]
        lines += ["func main() {", *(f"\tpart{index}()" for index in range(len(chunks))), "}"]
        (directory / "main.go").write_text("\n".join(lines) + "\n")
        (directory / "go.mod").write_text(f"module probe\n\ngo 1.21\n\nrequire {module} v0.0.0\n\n"
                                          f"replace {module} => {package}\n")
        return [self.go, "run", "."]
