"""Safe names for downloaded files, and the Content-Disposition header that carries them."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

# Control, format (including bidi controls), surrogate, and line and paragraph separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Format characters that are part of words and emoji.
_JOINERS = "\u200c\u200d"
_SEPARATORS = re.compile(r"[/\\]")
_START = re.compile(rf"\A[\s{_JOINERS}]+")
_END = re.compile(rf"[\s.{_JOINERS}]+\Z")
_GAP = re.compile(rf"[\s{_JOINERS}]+\Z")
_UNNAMED = "file"


def attachment(name: str) -> str:
    """Return a Content-Disposition (RFC 6266), its name encoded by RFC 8187, so that no byte can end the header."""
    return f"attachment; filename*=UTF-8''{quote(download_name(name), safe='')}"


def download_name(name: str) -> str:
    """Return a name that is safe to save: without path separators or invisible characters, its last extension visible.

    Trailing spaces and dots are removed too, because Windows drops them and another extension would become the last.
    """
    seen = "".join(character for character in name if _is_seen(character))
    trimmed = _END.sub("", _START.sub("", _SEPARATORS.sub("_", seen)))
    stem, dot, extension = trimmed.rpartition(".")
    return f"{_GAP.sub('', stem)}{dot}{re.sub(f'[{_JOINERS}]', '', extension)}" if stem else trimmed or _UNNAMED


def _is_seen(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _UNSEEN
