"""References and intrinsic functions in the parts of a CloudFormation template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

_PLACEHOLDER = re.compile(r"\$\{([^!}][^}]*)\}")


def references(part: Any) -> set[str]:
    """Return all names that values in the part refer to, including AWS's own such as `AWS::Region`."""
    return {name for intrinsic in intrinsics(part) for name in _named(intrinsic)}


def intrinsics(part: Any) -> Iterator[dict[str, Any]]:
    """Yield the outermost values in the part that CloudFormation computes."""
    if is_intrinsic(part):
        yield part
    elif isinstance(part, dict | list):
        for value in part.values() if isinstance(part, dict) else part:
            yield from intrinsics(value)


def replaced(part: Any, replacement: Callable[[dict[str, Any]], Any]) -> Any:
    """Return a copy of the part with each of these values replaced; the original is unchanged."""
    if is_intrinsic(part):
        return replacement(part)
    if isinstance(part, dict):
        return {name: replaced(value, replacement) for name, value in part.items()}
    return [replaced(value, replacement) for value in part] if isinstance(part, list) else part


def is_intrinsic(part: Any) -> bool:
    """Return whether the part is a `Ref` or an `Fn::` function."""
    return isinstance(part, dict) and len(part) == 1 and (part.keys() == {"Ref"} or next(iter(part)).startswith("Fn::"))


def _named(intrinsic: dict[str, Any]) -> set[str]:
    ((function, argument),) = intrinsic.items()
    if function == "Ref":
        return {argument}
    if function == "Fn::GetAtt":
        return {argument.split(".")[0] if isinstance(argument, str) else argument[0]}
    if function == "Fn::Sub":
        return _substituted(*argument) if isinstance(argument, list) else _substituted(argument, {})
    return references(argument)


def _substituted(text: str, own: dict[str, Any]) -> set[str]:
    """Return the names that `Fn::Sub` refers to, except its own variables, which take precedence."""
    names = {name for name in _PLACEHOLDER.findall(text) if name not in own}
    return {name.split(".")[0] for name in names} | references(own)
