"""Notes as Markdown files: front matter that any tool reads, and then the text, unchanged."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from examples.backup.frontmatter import dump, load
from tests.support.factories import note

# Texts as the API returns them: anything without lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


def given_note(**fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(note(**fields))
    return made


def front(data: bytes) -> Any:
    """Read the front matter as other tools do: between the first two lines of three hyphens."""
    found = re.match(r"---\n(.*?\n)---\n", data.decode(), re.DOTALL)
    assert found
    return yaml.safe_load(found[1])


def test_a_note_is_readable() -> None:
    assert dump(given_note(title="Grüße", text="# Hi\n", tags=["a", "b"], pinned=True)).decode() == (
        '---\nid: "01N00000000000000000000001"\ntitle: "Grüße"\ntags: ["a", "b"]\nstate: "active"\npinned: true\n'
        'created_at: "2026-03-01T12:00:00.000Z"\nedited_at: "2026-03-01T12:00:00.000Z"\n'
        'updated_at: "2026-03-01T12:00:00.000Z"\nversion: 1\nfiles: []\n---\n'
        "# Hi\n"
    )


@given(title=texts, tag=texts, text=texts)
@example(title="---", tag="---\n---", text="---\n---\r\n---")
@example(title="a: b # c", tag="yes", text="\r\n\r")
@example(title='"\\\u2028\u0085\ufeff\x7f\uffff', tag="\t\x1b\b\f/", text="\ufeff\u0085")
@example(title="😀", tag="*x &y !z", text="")
def test_whatever_is_written_comes_back(title: str, tag: str, text: str) -> None:
    kept = given_note(title=title, tags=[tag], text=text, file_ids=["01F"])
    data = dump(kept)
    assert load(data) == kept
    assert data.endswith(b"\n---\n" + text.encode())
    fields = front(data)
    assert (fields["title"], fields["tags"], fields["files"], fields["version"]) == (title, [tag], ["01F"], 1)


CUT_SHORT = dump(given_note())[: -len("\n---\n")]


@pytest.mark.parametrize(
    "data", [b"", b"# My own\n", b"\xff", b"---\ntitle: mine\n---\n", b'---\nid: "1"\n---\n', CUT_SHORT]
)
def test_another_file_is_no_note_of_ours(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        load(data)
