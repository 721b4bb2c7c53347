{{>go/preamble.go}}

package {{package}}

import (
	"math"

	"{{module}}/raw"
)

{{>go/constant_lists.go}}
