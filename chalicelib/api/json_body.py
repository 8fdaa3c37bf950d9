"""Strict parsing of request bodies and query parameters: the one place where bytes become typed values."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

import msgspec

from ..domain.errors import BodyTooLarge, Invalid, UnsupportedMediaType

MAXIMUM_BODY_BYTES = 2 * 1024 * 1024
_MAXIMUM_ECHO = 200
_JSON_TYPES = frozenset({"application/json", "application/merge-patch+json"})
_PATH = re.compile(r"(?P<detail>.*?)(?: - at `\$(?P<path>.*)`)?", re.DOTALL)
_NAMED_FIELD = re.compile(r"(?:unknown|required) field `(?P<name>.*?)`", re.DOTALL)
# JSON is UTF-8; a body that is declared to be in another charset is refused.
_CHARSET = re.compile(r"charset\s*=\s*\"?(?!utf-8\b)")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")

Value = TypeVar("Value")


def read_body(data: bytes, content_type: str, kind: type[Value]) -> Value:
    """Parse a request body as a value of this type.

    Stricter than RFC 8259 requires: no duplicate names, no NaN, no NUL, no lone surrogates, no unknown fields.
    Raises `UnsupportedMediaType`, `BodyTooLarge` or `Invalid`.
    """
    named, _, parameters = content_type.lower().partition(";")
    if named.strip() not in _JSON_TYPES or _CHARSET.search(parameters):
        raise UnsupportedMediaType("Send JSON with Content-Type: application/json.")
    if len(data) > MAXIMUM_BODY_BYTES:
        raise BodyTooLarge("The request body is larger than 2 MiB.")
    return _convert(_parse(data), kind, strict=True)


def read_query(parameters: Mapping[str, list[str]], kind: type[Value]) -> Value:
    """Convert query parameters to a value of this type; each may occur once. Raises `Invalid`."""
    for name, values in parameters.items():
        if len(values) > 1:
            raise Invalid(_pointer(name), "This parameter may be given only once.")
        if not values[0]:
            raise Invalid(_pointer(name), "This parameter is empty. Omit it or give it a value.")
        if not _is_clean(values[0]):
            raise Invalid(_pointer(name), "This contains a character that is not allowed.")
    value = _convert({name: values[0] for name, values in parameters.items()}, kind, strict=False)
    for name in parameters:
        # msgspec reads the text `null` as None where None is allowed; a parameter without a value must be left out.
        if getattr(value, name) is None:
            raise Invalid(_pointer(name), "This parameter is empty. Omit it or give it a value.")
    return value


def _convert(value: Any, kind: type[Value], *, strict: bool) -> Value:
    try:
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        raise _invalid(str(error)) from None


def _parse(data: bytes) -> Any:
    try:
        text = data.decode()
        parsed = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_float=_number)
        # Only an escape can make a NUL or a lone surrogate: UTF-8 has no surrogates, JSON no bare control characters.
        clean = "\\u" not in text or _is_clean(parsed)
    except RecursionError:
        raise Invalid("", "The JSON is nested too deeply.") from None
    except ValueError:
        raise Invalid("", "The body is not valid JSON in UTF-8.") from None
    if not clean:
        raise Invalid("", "The body contains a NUL or an unpaired surrogate.")
    return parsed


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        raise Invalid(_pointer(counts.most_common(1)[0][0]), "This field is given more than once.")
    return members


def _number(text: str) -> float:
    """Parse a number; `99.0` becomes an int, because JSON Schema takes it for an integer."""
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return int(number) if number.is_integer() else number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _is_clean(value: Any) -> bool:
    match value:
        case str():
            return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
        case dict():
            return all(_is_clean(name) and _is_clean(member) for name, member in value.items())
        case list():
            return all(_is_clean(element) for element in value)
    return True


def _invalid(message: str) -> Invalid:
    """Convert msgspec's message to an error, and its path, like `$.tags[1]`, to a JSON pointer (RFC 6901)."""
    matched = _PATH.fullmatch(message)
    detail, path = (matched["detail"], matched["path"] or "") if matched else (message, "")
    named = _NAMED_FIELD.search(detail)
    steps = [name or index for name, index in _STEP.findall(path)] + ([named["name"]] if named else [])
    return Invalid(_pointer(*steps), f"{_short(detail)}.")


def _pointer(*steps: str) -> str:
    return _short("".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps))


def _short(text: str) -> str:
    """Limit the text of a request that an error quotes, and replace characters that UTF-8 cannot encode."""
    text = text.encode(errors="replace").decode()
    return text if len(text) <= _MAXIMUM_ECHO else f"{text[:_MAXIMUM_ECHO]}..."
