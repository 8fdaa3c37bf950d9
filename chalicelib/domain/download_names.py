"""The name under which a file is downloaded, as a header that shows what it is."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

# Control, format (the bidi controls among them), surrogate, and line and paragraph separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Format characters that make words and emoji what they are.
_JOINERS = "\u200c\u200d"
_SEPARATORS = re.compile(r"[/\\]")
_START = re.compile(rf"\A[\s{_JOINERS}]+")
_END = re.compile(rf"[\s.{_JOINERS}]+\Z")
_GAP = re.compile(rf"[\s{_JOINERS}]+\Z")
_UNNAMED = "file"


def attachment(name: str) -> str:
    """Write a Content-Disposition (RFC 6266) with the name encoded by RFC 8187, in which no byte can end the header."""
    return f"attachment; filename*=UTF-8''{quote(download_name(name), safe='')}"


def download_name(name: str) -> str:
    """Give the name as it is safe to save: no path, nothing unseen, and its last extension where it is seen.

    Spaces and dots at the end go as well, because Windows drops them and another extension would be the last one.
    """
    seen = "".join(character for character in name if _is_seen(character))
    trimmed = _END.sub("", _START.sub("", _SEPARATORS.sub("_", seen)))
    stem, dot, extension = trimmed.rpartition(".")
    return f"{_GAP.sub('', stem)}{dot}{re.sub(f'[{_JOINERS}]', '', extension)}" if stem else trimmed or _UNNAMED


def _is_seen(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _UNSEEN
