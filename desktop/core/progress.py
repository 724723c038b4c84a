"""How long work tells the person how far it is, and learns that it should stop."""

from typing import Protocol


class Progress(Protocol):
    """Told by long work after each stretch; may raise :class:`~desktop.core.errors.Cancelled`."""

    def step(self, done: int, total: int, doing: str = "") -> None:
        """Say that ``done`` of ``total`` units are behind us (``total`` 0: not known yet)."""


class Silent:
    """Progress nobody watches."""

    def step(self, done: int, total: int, doing: str = "") -> None:
        """Do nothing."""
