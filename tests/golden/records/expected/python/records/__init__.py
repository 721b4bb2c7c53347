"""Layout: what each language writes for records, unions, bit-fields, enums and
constants.
"""

from __future__ import annotations

from . import raw
from ._constants import LETTER, MASK, MAX, RATIO, SIZE, VERSION
from ._enums import Channel, Options
from ._errors import RecordsError
from ._memory import Records
from ._numbers import Numbers
from ._records import Bits, Event, List, Native, Number, NumberAnonymous1, Packed

__version__ = "0.0.0"
__all__ = [
    "LETTER",
    "MASK",
    "MAX",
    "RATIO",
    "SIZE",
    "VERSION",
    "Bits",
    "Channel",
    "Event",
    "List",
    "Native",
    "Number",
    "NumberAnonymous1",
    "Numbers",
    "Options",
    "Packed",
    "Records",
    "RecordsError",
    "raw",
]

# What is public belongs to the package, wherever it is defined.
for _name in __all__:
    if getattr(globals()[_name], "__module__", "").startswith(f"{__name__}."):
        globals()[_name].__module__ = __name__
del _name
