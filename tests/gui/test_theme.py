import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from skilldesk import resources
from skilldesk.gui import icons
from skilldesk.gui import theme as look
from skilldesk.gui.theme import SCALES, Theme

TEXT_ON = {
    "ink": ("page", "card", "sunk", "accent-tint"),
    "ink-2": ("page", "card", "sunk", "accent-tint"),
    "ink-3": ("page", "card", "sunk"),
    "accent-deep": ("accent-tint", "card"),
    "red-ink": ("red-tint", "card"),
    "amber-ink": ("amber-tint", "card"),
    "green-ink": ("green-tint", "card"),
    "rail-ink": ("rail", "rail-on"),
    "white": ("accent", "rail", "rail-on"),
}


@pytest.mark.parametrize("size", SCALES)
def test_every_token_of_the_sheet_is_replaced(size: str, tmp_path: Path) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", look.load(size).sheet(tmp_path), flags=re.DOTALL)

    assert re.findall(r"@[a-z]", sheet) == []
    assert "pxpx" not in sheet


def test_rows_and_text_grow_together() -> None:
    normal, largest = look.load(), look.load("特大")

    assert (normal.sizes["body"], largest.sizes["body"]) == (13, 17)
    assert (normal.sizes["row"], largest.sizes["row"]) == (32, 42)
    assert "min-height: 39px" in largest.sheet(resources.path("icons"))
    assert normal.sizes["radius"] == largest.sizes["radius"]


def test_nothing_is_smaller_than_12_px() -> None:
    tokens = tomllib.loads(resources.path("qss", "tokens.toml").read_text("utf-8"))

    assert min(tokens["type"].values()) >= 12


def luminance(colour: str) -> float:
    parts = [
        one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4
        for one in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("high", "least"), [(False, 4.5), (True, 7.0)])
def test_text_stands_out_from_every_ground_it_may_stand_on(*, high: bool, least: float) -> None:
    colours = look.load(contrast=high).colours

    weak = [
        (text, ground, round(contrast(colours[text], colours[ground]), 1))
        for text, grounds in TEXT_ON.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < least
    ]

    assert weak == []


def test_the_sheet_is_one_that_qt_understands(qapp: QApplication, theme: Theme) -> None:
    assert "QLineEdit:focus" in qapp.styleSheet()
    assert qapp.font().pixelSize() == theme.sizes["body"]


@pytest.mark.usefixtures("qapp")
def test_the_bundled_font_serves_where_the_system_has_none() -> None:
    assert "Serif" in look.bundled_family()


@pytest.mark.parametrize("file", sorted(resources.path("icons").glob("*.svg")), ids=lambda file: file.stem)
@pytest.mark.usefixtures("qapp")
def test_every_icon_takes_the_colour_it_is_given(file: Path) -> None:
    image = icons.pixmap(file.stem, "#ff0000", 20).toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(40)
        for y in range(40)
        if image.pixelColor(x, y).alpha() > 250
    }

    assert seen <= {"#ff0000"}
    assert "#1F2933" not in icons.drawing(file.stem, "#ff0000")
