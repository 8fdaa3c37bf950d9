"""Wrappers of stores that interrupt calls or run something just before them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

Store = TypeVar("Store")


class Interrupted(Exception):
    """A termination of the function: out of time, out of memory, or its host was gone."""


class Interruptions:
    """A wrapper that lets some calls to any of the stores through, and interrupts one before or after its effect."""

    def __init__(
        self, calls_before: int, *, after_its_effect: bool = False, by: type[BaseException] = Interrupted
    ) -> None:
        self.left = calls_before
        self._after = after_its_effect
        self._by = by

    @property
    def happened(self) -> bool:
        return self.left < 0

    def of(self, store: Store) -> Store:
        return cast(Store, _Watched(store, self._call))

    def _call(self, method: Callable[..., Any], *args: Any, **named: Any) -> Any:
        self.left -= 1
        if self.left == -1 and not self._after:
            raise self._by
        result = method(*args, **named)
        if self.left == -1:
            raise self._by
        return result


class Meanwhile:
    """A wrapper that runs something just before each of the first `times` calls of one method."""

    def __init__(self, method: str, happens: Callable[[], object], times: int = 1) -> None:
        self._method = method
        self._happens = happens
        self._times = times

    def of(self, store: Store) -> Store:
        return cast(Store, _Watched(store, self._call))

    def _call(self, method: Callable[..., Any], *args: Any, **named: Any) -> Any:
        if method.__name__ == self._method and self._times:
            self._times -= 1
            self._happens()
        return method(*args, **named)


class _Watched:
    def __init__(self, store: object, call: Callable[..., Any]) -> None:
        self._store = store
        self._call = call

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        def watched(*args: Any, **named: Any) -> Any:
            return self._call(method, *args, **named)

        return watched
