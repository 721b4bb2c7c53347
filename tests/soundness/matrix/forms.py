"""Cells of what travels otherwise than an address and its count: every way of saying how long an array is, what the
library makes, lists, records with their elements, closures that share what C hands back."""

from __future__ import annotations


class Forms:
    """What a header.Function has for the roles that cells.FORMS names."""

    @property
    def _changed(self) -> str:
        """The word of an array that C may change."""
        return "" if self.cell.const else "FFI_INOUT "

    def _plain_name(self) -> str:
        return self.name[3:].replace("_", "")

    # ---- lengths that no parameter of its own gives ------------------------------------------------------

    def _product(self) -> None:
        self.parameters += [
            f"{self.nullable}{self._changed}FFI_COUNTED_BY(rows * columns) {self.const}{self.type} *data",
            f"{self.count} rows",
            f"{self.count} columns",
        ]
        self.body = [
            self.answer(self.may_be_null("data") + self.right("data", "(size_t)rows * (size_t)columns")),
        ]

    def _product_out(self) -> None:
        self.parameters += [f"FFI_OUT FFI_COUNTED_BY(3 * n) {self.type} *data", f"{self.count} n"]
        self.body = [self.fill("data", "3 * (size_t)n"), self.answer("true")]

    def _product_bytes(self) -> None:
        word = "" if self.cell.const else "FFI_OUT "
        self.parameters += [
            f"{word}FFI_SIZED_BY(height * stride) {self.const}void *data",
            f"{self.count} height",
            "uint32_t stride",
        ]
        clear = [] if self.cell.const else ["memset(data, 0, (size_t)height * stride);"]
        self.body = [*clear, self.answer("data != NULL")]

    def _rows(self) -> None:
        self.parameters += [
            f"FFI_COUNTED_BY(rows) FFI_EACH_COUNTED_BY(n) {self._changed}{self.const}{self.type} *const *data",
            "uint8_t rows",
            f"{self.count} n",
        ]
        change = [] if self.cell.const else [f"    fill_{self.cell.kind}(data[row], 3, {self.seed} + 1);"]
        self.body = [
            "bool fine = n == (rows ? 3 : 0);",
            "for (uint8_t row = 0; fine && row < rows; row++) {",
            f"    fine = {self.right('data[row]', '3')};",
            *change,
            "}",
            self.answer("fine"),
        ]

    def _fixed_in(self) -> None:
        self.parameters += [f"{self.nullable}{self._changed}{self.const}{self.type} data[16]"]
        self.body = [self.answer(self.may_be_null("data") + self.right("data", "16"))]

    def _fixed_out(self) -> None:
        self.parameters += [f"FFI_OUT {self.type} data[16]"]
        self.body = [self.fill("data", "16"), self.answer("true")]

    def _fixed_text(self) -> None:
        self.parameters += ["FFI_OUT char text[16]"]
        self.body = [f'snprintf(text, 16, "text%d", {self.seed});', self.answer("true")]

    def _terminated(self) -> None:
        self.parameters += [f"{self.nullable}FFI_TERMINATED_BY(0) const {self.count} *data"]
        self.body = ["size_t n = 0;", "while (data && data[n]) n++;", self.answer(self.may_be_null("data") + "n == 3")]

    def _terminated_texts(self) -> None:
        self.parameters += ["FFI_TERMINATED_BY(NULL) const char *const *names"]
        self.body = [
            self.answer(f'strcmp(names[0], "one") == 0 && strcmp(names[1], "text{self.seed}") == 0 && !names[2]')
        ]

    def _span_type(self) -> str:
        """Of a record that has an address and its length."""
        name = f"mx_span{self._plain_name()}"
        self.before = (
            f"/** Some. */\ntypedef struct {name} {{ FFI_COUNTED_BY(n) {self.const}{self.type} *data; "
            f"{self.count} n; }} {name};\n"
        )
        return name

    def _span_in(self) -> None:
        span = self._span_type()
        self.parameters += [f"const {span} *span" if self.cell.status else f"{span} span"]
        dot = "->" if self.cell.status else "."
        self.body = [self.answer(self.right(f"span{dot}data", f"(size_t)span{dot}n"))]

    def _span_out(self) -> None:
        span = self._span_type()
        free = f"mx_free{self._plain_name()}"
        by_address = self.cell.kind == "bool"
        self.before += f"void {free}({span} {'*' if by_address else ''}span);\n"
        self.result = f"{'FFI_BORROWED' if self.cell.handle == 'safe' else f'FFI_OWNED({free})'} {span}"
        dot = "->" if by_address else "."
        self.static = f"void {free}({span} {'*' if by_address else ''}span) {{ mx_release((void *)span{dot}data); }}\n"
        self.body = [
            f"{self.type} *made = mx_make(3 * sizeof *made);",
            self.fill("made", "3"),
            f"const {span} span = {{made, 3}};",
            "return span;",
        ]

    # ---- what the library makes ----------------------------------------------------------------------

    def _buffer_out(self) -> None:
        self.parameters += [
            f"FFI_OUT {self.nullable}FFI_OWNED(mx_release) FFI_COUNTED_BY(n) {self.const}{self.type} **data",
            f"FFI_OUT {self.count} *n",
        ]
        self.body = [
            f"{self.type} *made = mx_make(3 * sizeof *made);",
            self.fill("made", "3"),
            "*data = made;",
            "*n = 3;",
            self.answer("true"),
        ]

    def _buffer_borrowed_out(self) -> None:
        self.parameters += [
            f"FFI_OUT FFI_BORROWED FFI_COUNTED_BY(n) {self.const}{self.type} **data",
            f"FFI_OUT {self.count} *n",
        ]
        self.static = f"static {self.type} kept_{self.name}[3];\n"
        self.body = [self.fill(f"kept_{self.name}", "3"), f"*data = kept_{self.name};", "*n = 3;", self.answer("true")]

    def _buffer_product(self) -> None:
        self.result = f"{self.nullable}FFI_OWNED(mx_release) FFI_COUNTED_BY(n * 2) {self.const}{self.type} *"
        self.parameters += [f"{self.count} n"]
        self.body = [
            f"{self.type} *made = mx_make((size_t)n * 2 * sizeof *made + 1);",
            self.fill("made", "(size_t)n * 2"),
            "return made;",
        ]

    def _buffer_terminated(self) -> None:
        owned = "FFI_BORROWED" if self.cell.const else "FFI_OWNED(mx_release)"
        self.result = f"{self.nullable}{owned} FFI_TERMINATED_BY(0) {self.const}{self.count} *"
        self.static = f"static const {self.count} kept_{self.name}[4] = {{1, 2, 3, 0}};\n"
        made = [
            f"{self.count} *made = mx_make(sizeof kept_{self.name});",
            f"memcpy(made, kept_{self.name}, sizeof kept_{self.name});",
        ]
        self.body = [f"return kept_{self.name};"] if self.cell.const else [*made, "return made;"]

    def _texts_places(self) -> None:
        self.parameters += [
            "FFI_OUT FFI_COUNTED_BY(n) const char **names",
            f"{self.count} n",
            f"FFI_OUT FFI_COUNT_OF(names) {self.count} *written",
        ]
        self.body = [
            f'if (n > 0) names[0] = "text{self.seed}";',
            "*written = n > 0 ? 1 : 0;",
            self.answer("true"),
        ]

    def _texts_result(self) -> None:
        if self.cell.const:
            self.result = f"{self.nullable}FFI_BORROWED FFI_TERMINATED_BY(NULL) const char *const *"
            self.static = f'static const char *const kept_{self.name}[] = {{"one", "text{self.seed}", NULL}};\n'
            self.body = [f"return kept_{self.name};"]
            return
        self.result = f"{self.nullable}FFI_OWNED(mx_release) FFI_COUNTED_BY(n) char **"
        self.parameters += [f"FFI_OUT {self.count} *n"]
        self.static = f'static char kept_{self.name}[] = "text{self.seed}";\n'
        self.body = ["char **made = mx_make(sizeof *made);", f"made[0] = kept_{self.name};", "*n = 1;", "return made;"]

    # ---- lists, and records with their elements -----------------------------------------------------------

    def _handles_in(self) -> None:
        self.parameters += [
            f"FFI_COUNTED_BY(n) {self.const}mx_{self.cell.handle} *const *objects",
            f"{self.count} n",
        ]
        self.body = [self.answer("n == 0 || objects[0] != NULL")]

    def _flexible_type(self) -> str:
        name = f"mx_flexible{self._plain_name()}"
        self.before = (
            f"/** As long as it says. */\ntypedef struct {name} {{ {self.count} length; uint16_t tag; "
            f"FFI_COUNTED_BY(length) uint32_t items[]; }} {name};\n"
        )
        return name

    def _flexible_in(self) -> None:
        self.parameters += [f"{self.nullable}const {self._flexible_type()} *message"]
        last = "message->items[message->length - 1] == 7"
        self.body = [self.answer(f"{self.may_be_null('message')}message->length == 0 || {last}")]

    def _flexible_out(self) -> None:
        name = self._flexible_type()
        self.result = f"{self.nullable}FFI_BORROWED const {name} *"
        self.static = f"static union {{ {name} message; unsigned char room[64]; }} kept_{self.name};\n"
        self.body = [
            f"kept_{self.name}.message.length = 3;",
            f"for (int i = 0; i < 3; i++) kept_{self.name}.message.items[i] = 7;",
            f"return &kept_{self.name}.message;",
        ]

    # ---- closures ------------------------------------------------------------------------------------------

    def _two(self, words: str) -> str:
        """Two closures with one user data."""
        kind = f"mx_call{self._plain_name()}"
        self.before = (
            f"typedef void (*{kind})(void *user, {self.type} one);\ntypedef void (*{kind}b)(void *user, int32_t two);\n"
        )
        self.parameters += [
            f"FFI_CALLBACK(user_data = user, {words}) {kind} call",
            f"FFI_CALLBACK(user_data = user, {words}) {kind}b other",
            "void *user",
        ]
        return kind

    def _two_callbacks(self) -> None:
        self._two("lifetime = call")
        self.body = [
            f"{self.type} one;",
            "memset(&one, 0, sizeof one);",
            self.fill("&one", "1"),
            "call(user, one);",
            f"other(user, {self.seed});",
            self.answer("true"),
        ]

    def _two_kept(self) -> None:
        life = "lifetime = close" if self.cell.const else f"lifetime = until, until = {self.name}_end"
        self._two(life + ", thread = any")
        if not self.cell.const:
            self.after = f"mx_status {self.name}_end(mx_{self.cell.handle} *self);\n"
            self.static = f"mx_status {self.name}_end(mx_{self.cell.handle} *self) {{ (void)self; return MX_OK; }}\n"
        self.body = ["(void)call, (void)other, (void)user;", self.answer("true")]

    def _hook(self) -> None:
        kind = f"mx_call{self._plain_name()}"
        lasts = "" if self.cell.const else "FFI_BORROWED "
        self.before = f"typedef void (*{kind})({lasts}{self.const}{self.type} *one);\n"
        self.parameters += [f"FFI_NULLABLE FFI_CALLBACK(lifetime = process, thread = any) {kind} call"]
        self.body = ["(void)call;", self.answer("true")]

    def _bare_callback(self) -> None:
        kind = f"mx_call{self._plain_name()}"
        self.before = f"typedef bool (*{kind})(const {self.type} *one, const {self.type} *other);\n"
        self.parameters += [f"FFI_CALLBACK(lifetime = call) {kind} call"]
        self.body = [f"{self.type} one;", "memset(&one, 0, sizeof one);", self.fill("&one", "1")]
        self.body += [self.answer("call(&one, &one)")]

    def _table_type(self, more: str) -> str:
        """Of a record of functions: one of its own type, one of a named type, one that may be missing."""
        kind = f"mx_call{self._plain_name()}"
        self.before = (
            f"typedef void (*{kind})(void *user, {self.type} one);\n"
            f"/** Some. */\ntypedef struct {kind}t {{ {kind} first; int32_t (*second)(void *user, int32_t n); "
            f"FFI_NULLABLE {kind} third; {more}}} {kind}t;\n"
        )
        return f"{kind}t"

    def _table(self) -> None:
        kind = self._table_type("")
        self.parameters += [f"FFI_CALLBACK(user_data = user, lifetime = call) const {kind} *table", "void *user"]
        self.body = [
            f"{self.type} one;",
            "memset(&one, 0, sizeof one);",
            self.fill("&one", "1"),
            "table->first(user, one);",
            self.answer(
                f"table->second(user, {self.seed}) == {self.seed} && (!table->third || (table->third(user, one), 1))"
            ),
        ]

    def _table_kept(self) -> None:
        if self.cell.const:  # all of it in the record, until C says that it is done
            kind = self._table_type("void (*done)(void *user); void *data; ")
            self.parameters += [
                f"FFI_CALLBACK(user_data = data, destroy = done, lifetime = close, thread = any) const {kind} *table"
            ]
            self.body = ["table->done(table->data);", self.answer("true")]
            return
        kind = self._table_type("")
        self.parameters += [
            f"FFI_CALLBACK(user_data = user, lifetime = until, until = {self.name}_end, thread = any) "
            f"const {kind} *table",
            "void *user",
        ]
        self.after = f"mx_status {self.name}_end(mx_{self.cell.handle} *self);\n"
        self.static = f"mx_status {self.name}_end(mx_{self.cell.handle} *self) {{ (void)self; return MX_OK; }}\n"
        self.body = ["(void)table, (void)user;", self.answer("true")]

    def _callback_product(self) -> None:
        self.body = [f"{self.type} data[8];", "memset(data, 0, sizeof data);", self.fill("data", "8")]
        self._callback(
            "bool",
            [f"FFI_COUNTED_BY(rows * 4) const {self.type} *data", f"{self.count} rows"],
            self.answer("call(user, data, 2)"),
        )
