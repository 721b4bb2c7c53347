"""What an interpreter has after a fork."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any


def renew_in_children(
    module: dict[str, Any],
    name: str,
    make: Callable[[], Any],
) -> None:
    """Has a forked child begin with another lock: it has no thread that would let go of this one.

    Args:
        module: Where the lock is.
        name: What it is called there.
        make: Makes one.
    """
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: module.update({name: make()}))
