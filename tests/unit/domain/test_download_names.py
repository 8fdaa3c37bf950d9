"""The name under which a file is downloaded."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.download_names import attachment, download_name

PREFIX = "attachment; filename*=UTF-8''"
# RFC 8187: the characters that an encoded value may contain as they are, and the sign of an encoded byte.
ALLOWED = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~%")
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
HOSTILE = st.sampled_from(
    [*"./\\ \t\u202e\u2066\u200b\u200d\u200c\ufeff\u2028\x00\x7f\xad", "exe", "\ud800", "é", "👩"]
)
NAMES = st.lists(HOSTILE | st.characters(categories=("L", "M", "N", "P", "S", "Z", "C")), max_size=30).map("".join)


@pytest.mark.parametrize(
    "name",
    [
        "sea.jpg",
        'a "b"; c=d.html',
        "é\u0301 𝄞 %41.jpg",
        "'quoted' (1)*.jpg",
        ".env",
        "می\u200cشود.pdf",
        "👩\u200d🚀.png",
    ],
)
def test_an_honest_name_stays_as_it_is(name: str) -> None:
    assert download_name(name) == name


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("\u2066a\u2069\u200b\ufeff.txt", "a.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("a\u2028b\u2029.txt", "ab.txt"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\evil.exe", "C:_evil.exe"),
        ("photo.jpg.exe. . ", "photo.jpg.exe"),
        ("photo.jpg          .exe", "photo.jpg.exe"),
        ("photo.jpg\u200d", "photo.jpg"),
        ("photo.ex\u200de", "photo.exe"),
        ("\ud800.txt", ".txt"),
    ],
)
def test_what_would_deceive_is_gone(name: str, seen: str) -> None:
    assert download_name(name) == seen


@pytest.mark.parametrize("name", ["", ".", "..", "...", " ", ". .", "\u202e", "\u200d", "\u200b.\u200c", "\t\n"])
def test_no_name_is_left_empty_or_of_dots(name: str) -> None:
    assert download_name(name) == "file"


@given(NAMES)
def test_any_name_is_safe_and_comes_out_of_the_header_as_it_went_in(name: str) -> None:
    header = attachment(name)
    encoded = header.removeprefix(PREFIX)
    shown = unquote(encoded, errors="strict")
    assert header.startswith(PREFIX)
    assert set(encoded) <= ALLOWED
    assert shown == download_name(name) == download_name(shown)
    assert not [one for one in shown if unicodedata.category(one) in UNSEEN and one not in "\u200c\u200d"]
    assert shown.strip(". \u200c\u200d")
    assert not set(shown) & set("/\\")


@given(NAMES)
def test_the_last_extension_is_the_one_that_is_seen(name: str) -> None:
    stem, dot, extension = download_name(name).rpartition(".")
    assert extension == extension.rstrip()
    assert not set(extension) & set("\u200c\u200d") or not stem
    assert stem == stem.rstrip() or not dot
