import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.signs import Chip, Sign, Tone, ink, paint_sign, tint


def drawn(sign: Sign) -> QImage:
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_sign(painter, QRectF(0, 0, 24, 24), sign, QColor("black"))
    painter.end()
    return image


@pytest.mark.usefixtures("theme")
def test_every_sign_is_drawn_and_no_two_look_alike() -> None:
    pictures = [drawn(sign) for sign in Sign]
    blank = QImage(pictures[0])
    blank.fill(QColor("white"))

    assert all(picture != blank for picture in pictures)
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])


@pytest.mark.parametrize("tone", ["red", "amber"])
def test_the_exception_is_tinted(qtbot: QtBot, theme: Theme, tone: Tone) -> None:
    chip = Chip(theme, Sign.CROSS, "不符合", tone)
    qtbot.addWidget(chip)
    image = chip.grab().toImage()

    assert image.pixelColor(image.width() // 2, 2).name() == tint(theme, tone).name()


def test_the_normal_has_no_ground(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip(theme, Sign.CHECK, "符合", "green")
    qtbot.addWidget(chip)
    chip.setStyleSheet("background: white")
    image = chip.grab().toImage()

    assert image.pixelColor(image.width() // 2, 1) != tint(theme, "green")
    assert ink(theme, "green").name() in {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_a_chip_grows_with_its_word_and_says_it(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip(theme, Sign.WARN, "待", "amber")
    qtbot.addWidget(chip)
    short = chip.sizeHint().width()

    chip.show_state(Sign.WARN, "资料不足", "amber")

    assert chip.sizeHint().width() > short
    assert chip.accessibleName() == "资料不足"
