"""Names on disk, whatever a title or name is in the service."""

from __future__ import annotations

import ntpath
import sys
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from examples.backup.names import is_id, known, safe
from examples.backup.trouble import Trouble
from tests.support.factories import note_id

any_text = st.text(st.characters(), max_size=300)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("IMG_1234.jpg", "IMG_1234.jpg"),
        ("Grüße aus Zürich.pdf", "Grüße aus Zürich.pdf"),
        ("Gru\u0308n.txt", "Grün.txt"),
        ("日記.md", "日記.md"),
        ("archive.tar.gz", "archive.tar.gz"),
        ("  two\t\n words ", "two words"),
        ("../../etc/passwd", "_._etc_passwd"),
        ("..\\..\\boot.ini", "_.._boot.ini"),
        ("C:\\x", "C__x"),
        (".bashrc", "bashrc"),
        ("-rf", "rf"),
        ("~root", "root"),
        ("what?.txt", "what_.txt"),
        ("a\0b", "a_b"),
        ("gpj.\u202eexe", "gpj._exe"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("Nul .tar.gz", "_Nul .tar.gz"),
        ("COM¹", "_COM¹"),
        ("concert", "concert"),
        ("trailing. .", "trailing"),
    ],
)
def test_a_name_is_kept_but_for_what_no_name_may_have(name: str, kept: str) -> None:
    assert safe(name, "file") == kept


@pytest.mark.parametrize("name", ["", ".", "..", " . . ", "~", "---", "\n"])
def test_where_nothing_is_left_there_is_another(name: str) -> None:
    assert safe(name, "file") == "file"


def test_a_long_name_is_cut_within_a_character_of_the_limit_and_keeps_its_ending() -> None:
    assert safe("ü" * 255 + ".jpeg", "file") == "ü" * 47 + ".jpeg"
    assert safe("a" * 300, "file") == "a" * 100
    assert safe("a." + "b" * 300, "file") == "a." + "b" * 98


@given(any_text)
@example("a" * 95 + " .txt")
@example("\ud800.\ud800")
def test_whatever_it_was_it_is_one_name_in_one_directory_on_any_system(name: str) -> None:
    made = safe(name, "file")
    for path in (PurePosixPath("here") / made, PureWindowsPath("here") / made):
        assert (path.name, len(path.parts)) == (made, 2)
    assert 0 < len(made.encode()) <= 101
    assert made[0] not in ".-~ "
    assert made[-1] not in ". "
    assert made.isprintable()
    assert not is_reserved(made)


def is_reserved(name: str) -> bool:
    """Ask Python whether Windows reserves the name; the function moved in 3.13."""
    if sys.version_info >= (3, 13):
        return ntpath.isreserved(name)
    return PureWindowsPath(name).is_reserved()


def test_only_ids_of_the_service_stand_in_paths_as_they_are() -> None:
    assert is_id(note_id(1))
    assert known(note_id(1)) == note_id(1)


@pytest.mark.parametrize("text", ["", "..", "../" + "A" * 23, note_id(1).lower(), note_id(1) + "\n", "Ä" * 26])
def test_no_path_is_made_of_anything_else(text: str) -> None:
    assert not is_id(text)
    with pytest.raises(Trouble, match="instead of an id"):
        known(text)
