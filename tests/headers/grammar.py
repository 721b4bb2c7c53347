"""Random headers that C takes: declarations of every kind, with names, attributes, macros and comments that are hard on other languages.

The same seed makes the same header. A header is a list of pieces, each a whole declaration with its comment, so that one that
fails can be made smaller by taking pieces away.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

# Words that mean something in a language of the packages, or that their generated code is likely to use for itself.
WORDS = """
    fn match mod trait impl dyn crate super self Self async await box move mut ref let loop where yield gen try macro union type pub
    unsafe u8 i32 f64 usize str String Vec Box Option Some None Ok Err Result Drop Clone Copy Default core std libc raw ffi
    func range chan go map package import interface defer fallthrough var nil iota len cap append make panic string error any
    byte rune uint8 int32 uintptr init main C unsafe cgo runtime syscall bytes true_ String_
    def class lambda None True False pass with assert yield global nonlocal except raise finally del from is not and or in elif
    print id list dict set object bytes bytearray memoryview property super type ctypes sys os Final annotations field dataclass
    new delete this template typename namespace operator virtual friend explicit mutable public private protected catch throw
    constexpr consteval co_await concept requires export nullptr bool wchar_t char8_t decltype noexcept alignas thread_local
    size_t value result data length count index name handle out ptr argument args kwargs callback context user close open
    sizeof_ offsetof_ layout tests test version library load error_ check item inner target key iter next hash
    """.split()
C_WORDS = set("""auto break case char const continue default do double else enum extern float for goto if inline int long register
    restrict return short signed sizeof static struct switch typedef union unsigned void volatile while bool true false nullptr
    constexpr alignas thread_local typeof wchar_t size_t asm""".split())
# Python's normal form changes some of these; some differ in one language only.
NOT_ASCII = ["größe", "naïve", "变量", "数据", "имя", "ﬁeld", "ſize", "µ_value", "μ_value", "Ω", "ℌ", "ª", "ⅷ", "é", "Éclair", "ı"]
ODD = ["_", "__", "_x", "x_", "__x", "X__", "_9", "a1_", "__init__", "__dict__", "_fields_", "_a_b_", "A", "a", "aB", "a_b", "AB", "A_B",
       "foo", "Foo", "FOO", "fooBar", "foo_bar", "FooBar", "FOO_BAR", "foo__bar", "r_type", "type_", "self_", "self__"]
INTEGERS = ["char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long", "unsigned long", "long long",
            "unsigned long long", "_Bool", "uint8_t", "int16_t", "uint32_t", "int64_t", "size_t", "intptr_t", "wchar_t"]
OTHER = ["float", "double", "long double", "__int128", "unsigned __int128", "__float128", "float _Complex", "double _Complex",
         "long double _Complex", "va_list", "max_align_t", "_Float16", "_Atomic int", "_Atomic(long)", "volatile int", "int_v4", "float_v2",
         "__typeof__(1 + 1l)", "div_t"]
COMMENTS = ["/** {} */", "/// {}", "/*! {} */", "/**< {} */", "/** @brief {}\n * @param nothing {}\n * @return {} */", "/**\n {}\n*/"]
REMARKS = ['"""', "'''", "\\", "\\\\", "*\u200b/", "// x", "/* x", "{{ }}", "{% if %}", "${x}", "%s %d", "`", "```", "```c\nint x;\n```", "# head",
           "<b>&amp;</b>", "@code x */", "\\u0041", "\\N{DASH}", "\\x", "\t", "\x0c", "\x7f", "\u202e", "\u2028", "\ufeff", "é", "日本", "[link](", "![",
           "https://x.y/z?a=b", "<http://a>", "@{ @}", "$", "\\n\\", "1. a\n2. b", "- a\n  - b", "| a | b |", "r#\"x\"#", "#\"", "//go:build x",
           "//export f", "import \"C\"", "type: ignore", "noqa", "@verbatim", "@endcode", "a" * 300, "&", "]", "[0]", "*emph*", "_x_", "__x__", ">>> f()", "    indented", ";", "\\brief"]
FUNCTION_ATTRIBUTES = ["deprecated", 'deprecated("use {}")', "warn_unused_result", "noreturn", "pure", "const", "weak", "cold", "malloc", "nothrow",
                       'visibility("hidden")', 'visibility("default")', "nonnull", "returns_nonnull", "leaf", "hot", 'section(".x")',
                       "unused", "used", "no_such_attribute", "flatten", "noinline"]
RECORD_ATTRIBUTES = ["packed", "aligned(16)", "aligned(2)", "packed, aligned(4)", "may_alias", "unused", "deprecated", "no_such_attribute", "aligned"]


@dataclass
class Grammar:
    """`pieces` is the header; `everywhere`: for other targets too, so without what some of them lack; `modern`: C23."""

    seed: int
    everywhere: bool = False
    modern: bool = False
    pieces: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    types: list[str] = field(default_factory=list)
    enums: list[str] = field(default_factory=list)
    constants: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.library = self.lower()

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def word(self) -> str:
        """A name that C takes."""
        pool = self.random.choice([WORDS, WORDS, WORDS, ODD, NOT_ASCII])
        name = self.random.choice(pool)
        if self.chance(15):
            name = self.random.choice([name.upper(), name.title(), name + "_", "_" + name, name + "_t", "lib_" + name, name + str(self.random.randrange(9))])
        return name + "_" if name in C_WORDS else name

    def fresh(self, space: set[str]) -> str:
        while (name := self.word()) in space or name in ("_", "__") and space is self.used:
            pass
        space.add(name)
        return name

    def names(self, count: int) -> list[str]:
        found: list[str] = []
        while len(found) < count:
            name = self.word()
            if name not in found and name not in self.used:
                found.append(name)
        return found

    def comment(self) -> str:
        if self.chance(55):
            return ""
        remarks = [" ".join(self.random.choices(REMARKS, k=self.random.randint(1, 4))).replace("*/", "* /") for _ in range(3)]
        form = self.random.choice(COMMENTS)
        if form.startswith("///"):
            remarks = [remark.replace("\n", " ").replace("\x0c", " ").rstrip("\\ ") for remark in remarks]
        return form.format(*remarks) + "\n"

    def attributes(self, pool: list[str]) -> str:
        if self.chance(75):
            return ""
        return f" __attribute__(({self.random.choice(pool).format(self.word())}))"

    def base(self, complete: bool = True) -> str:
        pick = self.random.randrange(100)
        if pick < 35 or not self.types:
            return self.random.choice(INTEGERS)
        if pick < 50:
            return self.random.choice(["float", "double"] if self.everywhere else OTHER)
        return self.random.choice(self.types)

    def declarator(self, name: str, depth: int = 0, array: bool = True) -> str:
        """Type and name, as one text."""
        pick = self.random.randrange(100)
        if pick < 50 or depth > 3:
            return f"{self.base()} {name}"
        if pick < 70:
            const = self.random.choice(["", "", "const ", "volatile ", "restrict "])
            pointed = self.declarator(f"*{const}{name}", depth + 1, False)
            return ("const " if self.chance(30) and not pointed.startswith("const") else "") + pointed
        if pick < 85 and array:
            bound = self.random.choice(["1", "3", "16", *self.constants[-3:]]) if self.chance(90) else "0x4"
            return self.declarator(f"{name}[{bound}]", depth + 1, True) if name[:1] != "*" else f"{self.base()} {name}"
        return f"{self.random.choice(['void', self.base()])} (*{name})({self.parameters(depth + 1)})" if name[-1:] != "]" else f"{self.base()} {name}"

    def function_pointer(self, name: str) -> str:
        """`name` with its star: a pointer, an array of them, or what a function returns."""
        return f"{self.random.choice(['void', 'int', self.base()])} ({name})({self.parameters(2)})"

    def parameters(self, depth: int = 0) -> str:
        count = self.random.choice([0, 0, 1, 1, 2, 3, 5, 9])
        if count == 0:
            return self.random.choice(["void", "void", ""])
        found = [self.declarator("" if self.chance(15) else name, depth + 1) for name in self.names(count)]
        if self.chance(8):
            length, each = self.names(2)
            bound = self.random.choice([f"{length}", "static 3", "restrict", f"{length}][{length}", "*", f"static const {length}", f"2 * {length}"])
            found = [f"{self.random.choice(['int', 'size_t', 'unsigned'])} {length}", f"{self.base()} {each}[{bound}]"]
        return ", ".join(found) + (", ..." if self.chance(8) else "")

    def members(self, depth: int) -> str:
        lines = []
        for name in self.names(self.random.choice([0, 1, 2, 3, 4, 6])):
            pick = self.random.randrange(100)
            if pick < 15:
                width = self.random.choice([1, 3, 8])
                kinds = ["unsigned", "int", "uint8_t", "signed char", "_Bool", "unsigned long long", *self.enums[-2:]]
                shown = f"{self.random.choice(kinds)} {'' if self.chance(6) else name} : {width};"
                lines.append("int : 0;" if self.chance(10) else shown)
            elif pick < 30 and depth < 4:
                kind = self.random.choice(["struct", "union"])
                shown = "" if self.chance(50) else " " + name + self.random.choice(["", "[2]"])
                lines.append(f"{kind} {{ {self.members(depth + 1)} int only_{depth}_{len(lines)}{name}; }}{shown};")
            elif pick < 36 and depth < 3:
                values = ", ".join(self.enumerators(self.random.randint(1, 3)))
                lines.append(f"enum {{ {values} }} {name};")
            else:
                lines.append(f"{self.declarator(name)}{self.attributes(['packed', 'aligned(8)', 'deprecated', 'unused'])};")
            if self.chance(8):
                more = self.fresh(set())
                if more not in self.used and more != name:
                    lines.append(self.random.choice([
                        f"int {more}_a, *{more}_b, {more}_c[2];", f"_Alignas(16) char {more}_d;", f"{self.function_pointer(f'*{more}_e[2]')};",
                        f"{self.function_pointer(f'*(*{more}_f)(int)')};", f"char const *const {more}_g;", f"{self.base()} {more}_h[2][3];"]))
            lines[-1] = self.comment().replace("\n *", " ") + lines[-1]
        return " ".join(lines)

    def enumerators(self, count: int) -> list[str]:
        shown = []
        for _ in range(count):
            name = self.fresh(self.used)
            value = self.random.choice(["", "", "", " = 0", " = -1", " = 1 << 4", " = 0x7fffffff", " = 'x'", f" = {self.random.randrange(1000)}", *self.wide_values()])
            shown.append(name + (" __attribute__((deprecated))" if self.chance(5) else "") + value)
        return shown

    def wide_values(self) -> list[str]:
        """Beyond int, which compilers for some targets refuse."""
        narrow = [" = -2147483647 - 1", " = ~0x7f"]
        return narrow if self.everywhere else [*narrow, " = 0xffffffffu", " = 0x7fffffffffffffffll", " = 1ull << 63", " = -1ll << 40"]

    def record(self) -> str:
        kind, tag = self.random.choice(["struct", "struct", "union"]), self.fresh(self.tags)
        self_pointer = f" {kind} {tag} *{self.word()}_self;" if self.chance(20) else ""
        flexible = f" int {self.word()}_flex; {self.random.choice(INTEGERS)} {self.word()}_rest[];" if kind == "struct" and self.chance(8) else ""
        text = f"{kind}{self.attributes(RECORD_ATTRIBUTES)} {tag} {{ {self.members(0)}{self_pointer}{flexible} }};"
        if self.chance(8):
            text = f"#pragma pack(push, {self.random.choice([1, 2, 4])})\n{text}\n#pragma pack(pop)\n"
        if not flexible:
            self.types.append(f"{kind} {tag}")
        if self.chance(40):
            name = tag if self.chance(60) and tag not in self.used else self.fresh(self.used)
            self.used.add(name)
            text += f" typedef {kind} {tag} {name};"
            if not flexible:
                self.types.append(name)
        return text

    def enum(self) -> str:
        tag = self.fresh(self.tags) if self.chance(75) else ""
        text = f"enum{self.random.choice(['', '', ' __attribute__((packed))'])} {tag} {{ {', '.join(self.enumerators(self.random.randint(1, 5)))} }};"
        if tag:
            self.types.append(f"enum {tag}")
            self.enums.append(f"enum {tag}")
        return text

    def typedef(self) -> str:
        name = self.fresh(self.used)
        pick = self.random.randrange(100)
        if pick < 20:
            tag = self.fresh(self.tags)
            return f"typedef struct {tag} {self.random.choice(['', '*'])}{name};"
        if pick < 40:
            text = f"typedef {self.random.choice(['void', self.base()])} (*{name})({self.parameters()});"
        elif pick < 50:
            return f"typedef {self.random.choice(['void', 'int', self.base()])} {name}({self.parameters()});"
        elif pick < 60:
            more = self.random.choice(["", "", f", *{name}_ptr", f", {name}_pair[2]"])
            text = f"typedef {self.random.choice(['struct', 'union'])} {{ {self.members(1)} }} {name}{self.attributes(RECORD_ATTRIBUTES)}{more};"
        elif pick < 68:
            text = f"typedef {self.base()} {name}_row[3]; typedef {name}_row {name}[2];"
        elif pick < 74:
            text = f"typedef {self.function_pointer(f'*(*{name})(int)')};"
        elif pick < 78:
            text = f"typedef {self.function_pointer(f'*{name}[2]')};"
        else:
            text = f"typedef {self.declarator(name)};"
        self.types.append(name)
        return text

    def function(self) -> str:
        name, result = self.fresh(self.used), self.random.choice(["void", "int", "const char *", self.base(), f"{self.base()} *"])
        parameters, attributes = self.parameters(), self.attributes(FUNCTION_ATTRIBUTES)
        pick = self.random.randrange(100)
        if pick < 12 and "..." not in parameters:
            return f"static inline void {name}({parameters_named(parameters)}) {{ }}"
        if pick < 15:
            return f"{self.random.choice(['', '_Noreturn ', 'extern '])}{self.function_pointer(f'*{name}({parameters})')};"
        if pick < 18:
            self.functions.append(name)
        if pick < 24:
            return f"static inline {self.base()} {name}({self.base()} *from) {{ return *(__typeof__({name}(from)) *)from; }}"
        if pick < 28:
            before = self.random.choice(["[[nodiscard]] ", '[[deprecated("use it \\"not\\"")]] ', "[[gnu::pure]] ", "[[maybe_unused]] "] if self.modern else ["_Noreturn "])
            return f"{before}{result} {name}({parameters});"
        if pick < 31:
            return f"{result} {name}({parameters}), {name}_too(void);"
        if pick < 37:
            return f'{result} {name}({parameters}) __asm__("{self.random.choice(["real_", "_", ""])}{"sym" + str(len(self.pieces))}");'
        return f"{result} {name}({parameters}){attributes};"

    def variable(self) -> str:
        return f"extern {self.random.choice(['', 'const ', '_Thread_local ' if not self.everywhere else ''])}{self.declarator(self.fresh(self.used))};"

    def statement(self) -> str:
        """What declares nothing to call: assertions, conditions, macros that stand for others' names, things without a tag."""
        name, kind = self.fresh(self.used), self.base()
        called = self.random.choice(self.functions) if self.functions else "abs"
        return self.random.choice([
            '_Static_assert(sizeof(int) >= 2, "small \\"int\\"");',
            f"#define {name}(x) _Generic((x), int: 1, float: 2, default: 0)",
            f"#define {name} {called}",
            f"#define {name} {kind}",
            f"#define {name}(x) \\\n    do {{ \\\n        (x)++; \\\n    }} while (0)",
            f"#define {name}(...) {called}(__VA_ARGS__)",
            f"#define {name} ((struct {{ int a; }}){{1}})",
            f"#if defined {name} && {name} > 3\nint {name}(void);\n#else\nint {name}_not(void);\n#endif",
            f"#define {name} 1\n#undef {name}",
            f"#ifdef __cplusplus\nextern \"C\" {{\n#endif\nint {name}(void);\n#ifdef __cplusplus\n}}\n#endif",
            f"extern struct {{ int {self.word()}; }} {name};",
            f"struct {name}_tag; union {name}_tag2;",
            f"static const {self.random.choice(['int', 'double', 'char'])} {name} = 3;",
            f"static const char {name}[] = \"text\";",
            f"enum {{ {name} = sizeof({kind}) > 0 }};",
        ])

    def habit(self) -> str:
        """What headers of systems and old libraries do beside declaring."""
        name, tag, kind, word = self.fresh(self.used), self.fresh(self.tags), self.base(), self.word()
        return self.random.choice([
            f"int {name}(int {word}) {{ return {word} + 1; }}",
            f"int {name}(void); int {name}(void) {{ return 2; }}",
            f"int {name}({word}) int {word}; {{ return {word}; }}",
            f"__inline__ static __attribute__((__always_inline__)) int {name}(int {word}) {{ return {word}; }}",
            f"int {name};", f"int {name} = 3; extern int {name};", f"extern int {name}[]; extern const char *const {name}_names[];",
            f"static const struct {{ int a; const char *b; }} {name}[] = {{ {{ 1, \"x\" }} }};",
            f"static const char *const {name}[] = {{ \"a\", 0 }};",
            f"enum {{ {name} = 2 }};\n#define {name} {name}", f"typedef int {name}; typedef int {name};",
            f"#define {name}_LIST(X) X({name}_A) X({name}_B)\n#define {name}_X(n) n,\nenum {tag} {{ {name}_LIST({name}_X) {name}_COUNT }};",
            f"#define {name}_DECLARE(n, t) t n##_{name}(t *n, const t *)\n{name}_DECLARE(one, {self.random.choice(INTEGERS)}); {name}_DECLARE(two, double);",
            f"struct {tag} {{ int a; long b; }};\n#define {name} sizeof(struct {tag})\n#define {name}_OFF offsetof(struct {tag}, b)",
            f"#pragma GCC visibility push(hidden)\nint {name}(void);\n#pragma GCC visibility pop",
            f"_Pragma(\"pack(push, 1)\") struct {tag} {{ char a; int b; }}; _Pragma(\"pack(pop)\") int {name}(struct {tag} *, struct {tag});",
            f"__extension__ typedef long long int {name}; __extension__ struct {tag} {{ int a; union {{ int b; float c; }}; }};",
            f"long unsigned int {name}(int long long unsigned {word}, short const int *__restrict, char signed);",
            f"void {name}(int {word}(void), {kind} each[], void *const *const volatile last);",
            f"int {name}(const char *first, ...) __attribute__((__format__(__printf__, 1, 2), sentinel));",
            f"void *{name}(size_t a, size_t) __attribute__((malloc, alloc_size(1, 2), warn_unused_result));",
            f"typedef union {{ int *a; float *b; }} {name} __attribute__((transparent_union)); int {name}_of({name} given);",
            f"typedef int {name} __attribute__((mode({self.random.choice(['QI', 'HI', 'SI', 'DI'])}))); {name} {name}_of({name} *);",
            f"typedef char {name}_t[12]; void {name}({name}_t a, {name}_t *b, const {name}_t c); struct {tag} {{ {name}_t each[2]; }};",
            f"int {name}(int); extern int {name}(int {word}) __attribute__((deprecated)); int ({name})(int);",
            f"struct {tag}; struct {tag} *{name}(struct {tag} *(*make)(struct {tag} **, int), struct {tag} {word}[]); struct {tag} {{ struct {tag} *a, *b[2]; }};",
            f"struct {tag} {{ int a[0]; struct {{}} b; unsigned c : 3, : 5, d : 1; enum {{ {name} }} e : 4; }};" if not self.everywhere else f"void {name}(va_list *);",
            f"typedef int (*{name}_fn)(const void *, const void *); {name}_fn {name}({name}_fn, {name}_fn *, int (**)(int));",
            f"int (*{name}(int {word}))[3]; int (*(*{name}_too)(void))(int);" if self.chance(50) else f"extern int (*{name})(int), *{name}_b, {name}_c[3];",
            f"%:define {name} 3\nstruct {tag} <% int a<:2:>; %>;",
            f"#define \\\n {name} \\\n (1 \\\n << 3)\nin\\\nt {name}_spliced(vo\\\nid);",
        ])

    def idiom(self) -> list[str]:
        """What headers of libraries have, which means something to the safe layers: objects, errors, texts, arrays, callbacks."""
        word, noun = self.library if self.chance(70) else self.lower(), self.lower()
        element = self.random.choice(["uint8_t", "float", "int", "double", "int64_t", "char", "void", "const char *", "unsigned short"])
        count = self.random.choice(["size_t", "int", "unsigned", "uint8_t", "uint16_t", "long"])
        size = self.random.choice(["len", "length", "size", "count", "n", f"{noun}_count", f"num_{noun}s", f"n_{noun}s", "cb"])
        tag = f"{word}_{noun}"
        if tag in self.used or tag in self.tags:
            return []
        self.used.add(tag)
        self.tags.add(tag)
        status = self.random.choice(["int", f"enum {tag}_error", "void", "_Bool"])
        enum = f"enum {tag}_error {{ {tag}_OK, {tag}_ERROR_NOMEM = -1, {tag}_ERROR_{noun.upper()}, {tag}_ERROR_{word} = 7 }};"
        typedef = self.random.choice(["", f" typedef struct {tag} {tag};", f" typedef struct {tag} *{tag}_t;"])
        parts = [
            f"{status} {tag}_create(struct {tag} **{self.random.choice(['out', noun, 'result', 'self'])}{self.random.choice(['', ', const char *name', ', int flags, void *reserved'])});",
            f"struct {tag} *{tag}_new({self.random.choice(['void', 'const char *path', f'struct {tag} *parent'])});",
            f"void {tag}_{self.random.choice(['destroy', 'free', 'close', 'release', 'unref'])}(struct {tag} *{noun});",
            f"struct {tag} *{tag}_ref(struct {tag} *self);",
            f"{status} {tag}_write(struct {tag} *t, const {element} *data, {count} {size});",
            f"{status} {tag}_read(struct {tag} *self, {element} *{noun}, {count} *{size});",
            f"{count} {tag}_get_{size}(const struct {tag} *self);",
            f"const char *{tag}_get_name(const struct {tag} *self);",
            f"{status} {tag}_set_{noun}(struct {tag} *self, {self.random.choice(['int', 'const char *', 'float', 'struct ' + tag + ' *'])} {noun});",
            f"int {tag}_get_{noun}(const struct {tag} *self);",
            f"const char *{tag}_strerror({self.random.choice(['int', f'enum {tag}_error'])} code);",
            f"const char *{tag}_last_error(void);",
            f"typedef {self.random.choice(['void', 'int', status])} (*{tag}_cb)({self.random.choice([f'struct {tag} *self, ', 'int event, ', f'const {element} *data, {count} {size}, ', ''])}void *user_data);",
            f"{status} {tag}_set_callback(struct {tag} *self, {tag}_cb callback, void *user_data);",
            f"{status} {tag}_each(struct {tag} *self, {status} (*{self.lower()})(struct {tag} *, void *), void *{self.random.choice(['user', 'ctx', 'opaque', 'data'])});",
            f"{status} {tag}_name_to(const struct {tag} *self, char *{self.random.choice(['buf', 'buffer', 'out', 'str'])}, {count} {self.random.choice(['size', 'len', 'capacity', 'buf_size'])});",
            f"struct {tag}_info {{ {count} {size}; const {element} *{noun}; char name[{self.random.choice([1, 8, 32])}]; {self.base()} {self.lower()}_x; }};",
            f"{status} {tag}_info(const struct {tag} *self, struct {tag}_info *{self.random.choice(['info', 'out', noun])});",
            f"struct {tag}_info {tag}_default(void);",
            f"enum {tag}_flags {{ {tag}_NONE = 0, {tag}_A = 1 << 0, {tag}_B = 1 << 1, {tag}_ALL = 3 }};",
            f"struct {tag} *{tag}_next(struct {tag} *self);",
            f"struct {tag} *{tag}_child(const struct {tag} *self, {count} index);",
            f"struct {tag} **{tag}_list(struct {tag} *self, {count} *{size});",
            f"char *{tag}_dump(const struct {tag} *self);",
            f"{element.replace('void', 'char')} *{tag}_data(struct {tag} *self);",
            f"void {tag}_print(const char *format, ...);",
            f"struct {tag}_ops {{ int (*open)(void *{noun}, const char *path); void (*close)(void *{noun}); {status} (*read)(void *{noun}, {element} *data, {count} {size}); }};",
            f"struct {tag} *{tag}_with(const struct {tag}_ops *ops, void *{noun});",
            f"union {tag}_value {{ int i; double d; const char *s; }}; struct {tag}_variant {{ int kind; union {tag}_value as; }};",
            f"{status} {tag}_put(struct {tag} *self, struct {tag}_variant value, const struct {tag}_variant *{noun});",
        ]
        chosen = [part for part in parts if self.chance(45)]
        # What others need: the callback's type, the records.
        need = {"_cb callback": parts[12], "_info *": parts[16], "_info {tag}": parts[16], "_ops *": parts[26], "_variant ": parts[28]}
        for sign, wanted in need.items():
            if wanted not in chosen and any(sign.replace("{tag}", tag) in part for part in chosen):
                chosen.append(wanted)
        chosen.sort(key=lambda part: not part.startswith(("typedef", "struct " + tag + "_", "union", "enum")) or "(" in part.split("{")[0] and not part.startswith("typedef"))
        return [enum + f" struct {tag};{typedef}", *chosen]

    def lower(self) -> str:
        """A word as libraries' names have them."""
        return self.random.choice([word for word in WORDS if word.islower() and word.isascii() and word not in C_WORDS])

    def macro(self) -> str:
        name = self.fresh(self.used)
        earlier = self.random.choice(self.constants) if self.constants else "7"
        number = self.random.choice(["0", "1", "42", "0x10", "077", "16u", "9ull"])
        value = self.random.choice([
            number, f"({earlier} + {number})", "-1", "1.5", "2.5f", "0x1p-3", "'a'", "'\\\\'", "'\\0'", '"text"', '"\\"q\\" \\\\ \\n \\0 \\xff"', '"a" "b"', 'L"wide"',
            'u8"é"', "(~0u)", "(1 << 31)", "((void *)0)", "((char)200)", "(unsigned char)300", "1e400", "(0.0/0.0)", "", "do { } while (0)", "{1, 2}",
            "int", "sizeof(int)", "__LINE__", "__FILE__", "__func__", name, f"{name}(x)", "1 +", ")", "a b c", "0xffffffffffffffff", "1ll << 62", "(-9223372036854775807ll - 1)",
            '"""', "'\"'", '"\'\'\'"', '"${x} {{y}} %s"', "(struct nothing *)1", "1 ? 2 : 3", "1, 2", '"*/"', '"//"', '"\\u202e"', '"#{x}"', "1.0L", "3i"])
        if self.chance(15):
            return f"#define {name}({self.random.choice(['', 'x', 'x, y', '...', 'x, ...'])}) {value}"
        if value == number:
            self.constants.append(name)
        return f"#define {name} {value}"

    def make(self, count: int) -> list[str]:
        kinds = [self.record] * 5 + [self.enum] * 2 + [self.typedef] * 3 + [self.function] * 6 + [self.variable, self.macro, self.macro, self.statement, self.habit, self.idiom]
        while len(self.pieces) < count:
            made = self.random.choice(kinds)()
            self.pieces += [self.comment() + piece for piece in (made if isinstance(made, list) else [made])]
        return self.pieces


def parameters_named(parameters: str) -> str:
    """A definition's parameters have names; the shapes above may lack them."""
    return "void" if parameters in ("", "void") else "int first, const char *second"


PROLOGUE = "#include <stdarg.h>\n#include <stddef.h>\n#include <stdint.h>\n"
# Without --target, there are no headers but the compiler's.
VECTOR = ("#include <stdlib.h>\ntypedef int int_v4 __attribute__((vector_size(16)));\n"
          "typedef float float_v2 __attribute__((vector_size(8)));\n")
