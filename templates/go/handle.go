{{>go/preamble.go}}

package {{package}}

// #include "{{bridge_header}}"
import "C"

{{imports}}

{{#doc}}
{{line}}
{{/doc}}
type {{name}} struct{ object *object.Object }

var {{kind}} = &object.Kind{
{{#kind_fields}}
{{line}}
{{/kind_fields}}
}

{{#has_close}}
func end{{name}}(address unsafe.Pointer, thread uint64) (bool, error) {
	result := C.bridge_end_{{close}}(address, C.uint64_t(thread))
{{#close_has_status}}
	if code := {{close_code}}(result.status); bool(result.done) && code != {{close_ok}} {
		return true, code.known()
	}
{{/close_has_status}}
	return bool(result.done), nil
}

{{/has_close}}
{{#can_be_new}}
// new{{name}} takes over what C made, and what must outlive it; nil for nothing.
func new{{name}}(address unsafe.Pointer, thread uint64, parents ...*object.Object) *{{name}} {
	if address == nil {
		return nil
	}
	return &{{name}}{object.New({{kind}}, address, thread, parents...)}
}

{{/can_be_new}}
{{#can_be_borrowed}}
// borrowed{{name}} stands for an object that belongs to others; nil for none.
func borrowed{{name}}(address unsafe.Pointer, thread uint64, constant, changing bool, owners ...*object.Object) *{{name}} {
	if address == nil {
		return nil
	}
	return &{{name}}{object.Borrow({{kind}}, address, thread, constant, changing, owners...)}
}

{{/can_be_borrowed}}
{{#can_be_lent}}
// lent{{name}} stands for an object that C shows to a callback; nil for none.
func lent{{name}}(address unsafe.Pointer, thread uint64, constant bool, by object.Lender) *{{name}} {
	if address == nil {
		return nil
	}
	return &{{name}}{object.Lend({{kind}}, address, thread, constant, by)}
}

{{/can_be_lent}}
// inner is what all copies of the value share; nil for none.
func ({{receiver}} *{{name}}) inner() *object.Object {
	if {{receiver}} == nil {
		return nil
	}
	return {{receiver}}.object
}

{{#can_close}}
{{#close_doc}}
{{line}}
{{/close_doc}}
func ({{receiver}} *{{name}}) Close() error { return {{receiver}}.inner().Close() }

{{/can_close}}
{{#functions}}
{{>go/function.go}}
{{/functions}}
{{#guards}}
{{#doc}}
{{line}}
{{/doc}}
type {{guard}} struct {
	*{{record}}
	loan *object.Loan
}

func new{{guard}}(address unsafe.Pointer, owner *object.Object) {{guard}} {
	block := new({{record}})
	*block = memory.Load[{{record}}](address)
	return {{guard}}{block, object.NewLoan(address, owner, {{cancel}})}
}

// forget gives the loan back that nobody will get.
func (g {{guard}}) forget() { _ = g.loan.End({{cancel}}) }

{{#methods}}
func {{end_loan}}(loan *object.Loan) error {
	owner := &{{owner}}{loan.Object()}
	return owner.{{end}}(loan.Address())
}

{{#doc}}
{{line}}
{{/doc}}
func (g *{{guard}}) {{name}}() error {
{{#is_written}}
	err := g.loan.End(func(loan *object.Loan) error {
		memory.Store(loan.Address(), *g.{{record}})
		return {{end_loan}}(loan)
	})
{{/is_written}}
{{^is_written}}
	err := g.loan.End({{end_loan}})
{{/is_written}}
	if err == nil {
		g.{{record}} = nil
	}
	return err
}

{{/methods}}
{{/guards}}
