"""What objects belong to, for calls that may only have those of one family."""

from __future__ import annotations

from typing import Any


class Traced:
    """An object that knows all that it belongs to, whichever values stand for that."""

    __slots__ = ()

    def __init__(
        self: Any, address: int | None, owners: tuple[Any, ...], is_const: bool = False
    ) -> None:
        super().__init__(address, owners, is_const)  # type: ignore[call-arg]
        origins: set[tuple[str, int]] = set()
        for owner in owners:
            if owner is not None:
                origins.add((owner._name, owner.value))
                origins.update(owner.origins)
        self.origins = frozenset(origins)


def require(keeper: Any, kept: Any) -> None:
    """Refuses an object that another one may keep, where none of the two belongs to the other.

    It would be closed under the one that keeps it: a library knows only what belongs to its own.

    Args:
        keeper: Who may keep it.
        kept: The object; None for none.

    Raises:
        ValueError: It belongs to others.
    """
    if (
        kept is not None
        and (keeper._name, keeper.value) not in kept.origins
        and (kept._name, kept.value) not in keeper.origins
    ):
        raise ValueError(f"this {kept._name} belongs to another {keeper._name}")
