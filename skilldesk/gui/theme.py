"""The look: colours, sizes and type from the tokens, the style sheet made of them, and the font.

Nothing here is global: who paints is handed the theme.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from skilldesk import resources
from skilldesk.gui import icons

SCALES: Mapping[str, float] = {"标准": 1.0, "大": 1.15, "特大": 1.30}
"""By the words of the settings."""

_FAMILIES = ("Microsoft YaHei UI",) if sys.platform == "win32" else ("Noto Sans CJK SC", "Source Han Sans SC")
_BUNDLED = ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf")


@dataclass(frozen=True)
class Theme:
    colours: Mapping[str, str]
    sizes: Mapping[str, int]
    scale: float = 1.0

    def colour(self, name: str) -> QColor:
        return QColor(self.colours[name])

    def px(self, size: float) -> int:
        """So many pixels of the pictures, at the chosen text size."""
        return round(size * self.scale)

    def sheet(self, icon_folder: Path) -> str:
        """The style sheet with every token replaced, the longest names first."""
        text = resources.path("qss", "skilldesk.qss").read_text("utf-8")
        tokens = {**self.colours, **{name: str(px) for name, px in self.sizes.items()}}
        tokens["icons"] = icon_folder.as_posix()
        for name in sorted(tokens, key=len, reverse=True):
            text = text.replace(f"@{name}", tokens[name])
        return re.sub(r"(height|width): (\d{2,})px", self._grown, text)

    def _grown(self, found: re.Match[str]) -> str:
        """Heights and widths written as numbers grow with the text that stands in them."""
        return f"{found[1]}: {self.px(int(found[2]))}px"


def load(text_size: str = "标准", *, contrast: bool = False) -> Theme:
    """The theme in that text size, by its word in the settings; with contrast, the one for weak eyes."""
    tokens = tomllib.loads(resources.path("qss", "tokens.toml").read_text("utf-8"))
    scale = SCALES[text_size]
    colours = tokens["colour"] | (tokens["contrast"] if contrast else {})
    fixed = {"radius", "radius-s", "focus"}
    sizes = {
        name: size if name in fixed else round(size * scale)
        for part in ("size", "type")
        for name, size in tokens[part].items()
    }
    return Theme(colours=colours, sizes=sizes | tokens["space"], scale=scale)


class Dress(QObject):
    """A theme put on the program; its icons live as long as it does."""

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._folder = QTemporaryDir()
        icon_folder = Path(self._folder.path())
        icons.write_for_sheet(icon_folder, line=theme.colours["ink-2"], white=theme.colours["white"])
        app.setStyleSheet("")  # a sheet put over another makes every widget that is there look for both
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(_font(theme))
        app.setPalette(_palette(theme))
        app.setStyleSheet(theme.sheet(icon_folder))


def _font(theme: Theme) -> QFont:
    """The screen font of the system, or the one we bring; its digits all of one width."""
    font = QFont(_family())
    font.setPixelSize(theme.sizes["body"])
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


def _family() -> str:
    known = set(QFontDatabase.families())
    for family in _FAMILIES:
        if family in known:
            return family
    return bundled_family()


def bundled_family() -> str:
    """The family of the fonts in resources/fonts, made known to Qt."""
    fonts = [QFontDatabase.addApplicationFont(str(resources.path("fonts", name))) for name in _BUNDLED]
    return next((family for font in fonts for family in QFontDatabase.applicationFontFamilies(font)), "serif")


def _palette(theme: Theme) -> QPalette:
    """For what no style sheet reaches: placeholders, links, the ground behind everything."""
    palette = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, "page"),
        (QPalette.ColorRole.Base, "card"),
        (QPalette.ColorRole.Text, "ink"),
        (QPalette.ColorRole.WindowText, "ink"),
        (QPalette.ColorRole.Highlight, "accent"),
        (QPalette.ColorRole.HighlightedText, "white"),
        (QPalette.ColorRole.PlaceholderText, "ink-3"),
        (QPalette.ColorRole.Link, "accent"),
    ):
        palette.setColor(role, theme.colour(name))
    return palette
