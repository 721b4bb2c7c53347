{{doc}}

from __future__ import annotations

{{imports}}

__version__ = "{{version}}"
{{all}}

# What is public belongs to the package, wherever it is defined.
for _name in __all__:
    if getattr(globals()[_name], "__module__", "").startswith(f"{__name__}."):
        globals()[_name].__module__ = __name__
del _name
