"""Dates in the names that phones, messengers and screenshots give to their pictures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.images import name_dates
from tests.support.time_growth import is_proportional

NINE, EVENING, MIDNIGHT = "2021-07-08T09:10:11", "2021-07-08T21:10:11", "2021-07-08T00:00:00"


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("IMG_20210708_091011.jpg", NINE),
        ("20210708_091011.jpg", NINE),
        ("20210708_091011(0).jpg", NINE),
        ("IMG_20210708_091011~2.jpg", NINE),
        ("MVIMG_20210708_091011.jpg", NINE),
        ("PXL_20210708_091011123.jpg", NINE),
        ("PXL_20210708_091011123.MP.jpg", NINE),
        ("00000IMG_00000_BURST20210708091011123_COVER.jpg", NINE),
        ("DJI_20210708091011_0001_D.JPG", NINE),
        ("WIN_20210708_09_10_11_Pro.jpg", NINE),
        ("IMG-20210708-WA0001.jpg", MIDNIGHT),
        ("WhatsApp Image 2021-07-08 at 09.10.11.jpeg", NINE),
        ("WhatsApp Image 2021-07-08 at 9.10.11 PM (1).jpeg", EVENING),
        ("Screenshot_20210708-091011.png", NINE),
        ("Screenshot_2021-07-08-09-10-11-123_com.app.jpg", NINE),
        ("Screenshot 2021-07-08 at 9.10.11 PM.png", EVENING),
        ("Screenshot 2021-07-08 at 9.10.11\u202fPM.png", EVENING),
        ("Screenshot 2021-07-08 at 9.10.11\u00a0PM.png", EVENING),
        ("Screenshot from 2021-07-08 09-10-11.png", NINE),
        ("Screenshot 2021-07-08 091011.png", NINE),
        ("Bildschirmfoto 2021-07-08 um 09.10.11.png", NINE),
        ("Capture d\u2019écran 2021-07-08 à 09.10.11.png", NINE),
        ("Captura de pantalla 2021-07-08 a la(s) 9.10.11.png", NINE),
        ("Captura de pantalla 2021-07-08 a las 9.10.11.png", NINE),
        ("Captura de Tela 2021-07-08 às 09.10.11.png", NINE),
        ("Schermafbeelding 2021-07-08 om 09.10.11.png", NINE),
        ("Schermata 2021-07-08 alle 09.10.11.png", NINE),
        ("Skärmavbild 2021-07-08 kl. 09.10.11.png", NINE),
        ("Näyttökuva 2021-07-08 kello 9.10.11.png", NINE),
        ("Zrzut ekranu 2021-07-08 o 09.10.11.png", NINE),
        ("Снимок экрана 2021-07-08 в 09.10.11.png", NINE),
        ("スクリーンショット 2021-07-08 9.10.11.png", NINE),
        ("signal-2021-07-08-091011.jpg", NINE),
        ("signal-2021-07-08-091011_002.jpg", NINE),
        ("signal-2021-07-08-09-10-11-123.jpg", NINE),
        ("photo_2021-07-08_09-10-11.jpg", NINE),
        ("2021-07-08 09.10.11.jpg", NINE),
        ("2021-07-08 09.10.11-1.jpg", NINE),
        ("Photo 2021-07-08, 09 10 11.jpg", NINE),
        ("holiday 2021-07-08.jpg", MIDNIGHT),
        ("IMG_20210708_999999.jpg", MIDNIGHT),
        ("20210708_091011Zoo.jpg", NINE),
    ],
)
def test_a_name_tells_the_clock_of_the_place(name: str, at: str) -> None:
    assert name_dates.read(name) == (at, None)


@pytest.mark.parametrize(
    "name", ["FB_IMG_1625735411000", "mmexport1625735411000", "IMG_1625735411000", "1625735411000"]
)
def test_milliseconds_since_1970_are_utc(name: str) -> None:
    assert name_dates.read(f"{name}.jpg") == (NINE, "+00:00")


def test_a_z_after_a_time_says_that_it_is_utc() -> None:
    assert name_dates.read("20210708T091011Z.jpg") == (NINE, "+00:00")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "IMG_0412.JPG",
        "IMG_E0412.HEIC",
        "DSC01234.jpg",
        "Photo 08-07-2021, 09 10 11.jpg",
        "IMG_20210230_091011.jpg",
        "IMG_20211301_091011.jpg",
        "12345678901234567890.jpg",
        "99991231.jpg",
        "IMG_202107081.jpg",
        "120210708_091011.jpg",
        "2021-0708.jpg",
        "16257354110000.jpg",
        "IMG_9876543210123.jpg",
        "\u0662\u0660\u0662\u06610708.jpg",
    ],
)
def test_a_name_without_an_unmistakable_date_tells_nothing(name: str) -> None:
    assert name_dates.read(name) is None


@given(st.text(alphabet="0123456789-_. :atPMWAIMGs", max_size=255))
def test_whatever_the_name_it_gives_a_date_or_none(name: str) -> None:
    taken = name_dates.read(name)
    assert taken is None or len(taken.at) == len(NINE)


@pytest.mark.parametrize("part", ["2021-07-08 ", "20210708", " ", "1", "2021-07-08 at "])
def test_a_long_name_takes_no_time(part: str) -> None:
    assert is_proportional(lambda size: name_dates.read(part * size), 1_000)
