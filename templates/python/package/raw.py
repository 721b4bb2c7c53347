"""Everything in {{header}}, under its C names and with its C layouts.

Nothing is checked or converted here. The package itself is the safe way to the same functions.
"""

from __future__ import annotations
{{#uses_standard}}

{{/uses_standard}}
{{#uses_builtins}}
import builtins
{{/uses_builtins}}
{{#uses_ctypes}}
import ctypes
{{/uses_ctypes}}
{{#uses_typing}}
from typing import {{typing}}
{{/uses_typing}}
{{#uses_modules}}

from . import {{modules}}
{{/uses_modules}}
{{#uses_target}}
from ._target import TARGET
{{/uses_target}}
{{body}}
