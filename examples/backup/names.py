"""Names for files and directories: no text from the service becomes a name on disk unchecked."""

from __future__ import annotations

import re
import unicodedata

from .trouble import Trouble

ID_CHARACTERS = 26
_ID = re.compile(rf"[0-9A-Z]{{{ID_CHARACTERS}}}")
# Path separators, and characters with a meaning in shells or on Windows; `_is_odd` adds invisible ones.
_SPECIAL = frozenset('<>:"/\\|?*')
# Windows treats these names as devices, whatever follows after a dot.
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|(COM|LPT)[0-9¹²³]) *(\.|$)", re.IGNORECASE)
_MOST_BYTES = 100
_LONGEST_ENDING = 16


def is_id(text: str) -> bool:
    """Return whether the text looks like an id of the service, a ULID, which is safe in a path."""
    return _ID.fullmatch(text) is not None


def known(thing_id: str) -> str:
    """Return the id itself. Raises `Trouble` for anything else, so that no path is ever made from it."""
    if not is_id(thing_id):
        raise Trouble(f"The API returned {thing_id!r} instead of an id.")
    return thing_id


def safe(name: str, otherwise: str) -> str:
    """Return a similar name that every system accepts for a file, or `otherwise` if nothing is left of it.

    It is short, keeps its extension, is no device, is not hidden, and never leads to another directory.
    """
    plain = "".join("_" if _is_odd(one) else one for one in unicodedata.normalize("NFC", name))
    plain = _trimmed(" ".join(plain.split()))
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending.encode()) < _LONGEST_ENDING:
        plain = _trimmed(_shortened(stem, _MOST_BYTES - len(ending.encode()) - 1)) + dot + ending
    else:
        plain = _trimmed(_shortened(plain, _MOST_BYTES))
    return f"_{plain}" if _DEVICE.match(plain) else plain or otherwise


def _is_odd(character: str) -> bool:
    return character in _SPECIAL or (unicodedata.category(character)[0] == "C" and not character.isspace())


def _trimmed(name: str) -> str:
    return name.lstrip(" .-~").rstrip(" .")


def _shortened(name: str, most_bytes: int) -> str:
    return name.encode()[:most_bytes].decode(errors="ignore")
