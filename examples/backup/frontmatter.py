"""A note as Markdown: its metadata as YAML front matter, and then its text, byte for byte.

Each line of the YAML is a name and a value in JSON, which is valid YAML: no title can be mistaken for anything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

FIELDS = ("id", "title", "tags", "state", "pinned", "created_at", "edited_at", "updated_at", "version")
# Fields that files written by earlier versions lack.
_NEWER = {"edited_at"}
_FENCE = "---\n"
# JSON allows these characters unescaped; some are line breaks in YAML, and the others are not printable there.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def dump(note: Mapping[str, Any]) -> bytes:
    """Return the file for a note; its `file_ids` are called `files` there."""
    known = {**{name: note[name] for name in FIELDS}, "files": note["file_ids"]}
    lines = (f"{name}: {_yaml(value)}\n" for name, value in known.items())
    return "".join([_FENCE, *lines, _FENCE, note["text"]]).encode()


def load(data: bytes) -> dict[str, Any]:
    """Return the note that such a file was made from. Raises `ValueError` for any other file."""
    front, fence, text = data.decode().removeprefix(_FENCE).partition("\n" + _FENCE)
    known = dict(line.split(": ", 1) for line in front.split("\n"))
    note = {name: json.loads(value) for name, value in known.items()}
    if not fence or not {*FIELDS, "files"} - _NEWER <= note.keys():
        raise ValueError("This file is not a note of a backup.")
    file_ids = note.pop("files")
    return {**note, "file_ids": file_ids, "text": text}


def _yaml(value: Any) -> str:
    printed = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", printed)
