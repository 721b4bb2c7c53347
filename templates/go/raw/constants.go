{{>go/preamble.go}}

package raw

import "math"

{{>go/constant_lists.go}}
