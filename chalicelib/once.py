"""Objects that are created once, when first needed, and again when the environment has changed.

A function on Lambda has one environment. `chalice.test.Client` gives each request that of a stage, and `chalice local`
changes its own when the service that it reads from has moved.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from .settings import Environment, environment

Made = TypeVar("Made")


class Once:
    """A decorator of functions that make an object; `reset_clients` is called when the variables of AWS are others."""

    def __init__(self, reset_clients: Callable[[], None], current: Callable[[], Environment] = environment) -> None:
        self._reset_clients, self._current = reset_clients, current
        self._made_in: Environment | None = None
        self._made: dict[Callable[[], Any], Any] = {}

    def __call__(self, make: Callable[[], Made]) -> Callable[[], Made]:
        """Return a function that makes the object at its first call, and returns the same one from then on."""

        @wraps(make)
        def get() -> Made:
            if self._made_in != (current := self._current()):
                self._begin_in(current)
            if make not in self._made:
                self._made[make] = make()
            made: Made = self._made[make]
            return made

        return get

    def _begin_in(self, current: Environment) -> None:
        if self._made_in and self._made_in.aws != current.aws:
            self._reset_clients()
        self._made_in, self._made = current, {}
