"""Texts that no keyboard writes and that some file holds nevertheless."""

from hypothesis import strategies as st

MONSTERS = {
    "nothing": "",
    "nul": "\0",
    "surrogate": "王\ud842小明",
    "backwards": "\udfff\ud800",
    "digits": "9" * 100_000,
    "letters": "Y" * 100_000,
    "han": "王" * 100_000,
    "spaces": "\u3000\t " * 33_000,
    "dots": "2022." * 20_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "marks": "e" + "\u0301" * 100_000,
    "arabic": "٣٧٠٤٠٣١٩٩٠٠١٠١٩٩١٤",
    "squares": "²" * 18,
    "fractions": "½年Ⅷ月",
    "turned": "\u202e370403\u202c",
    "newest": "\U000323af\U0003fffd\U0010ffff",
    "lines": "370403\r\n\x0b\x0c\x85\u2028",
}

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""All of Unicode, with halves of pairs and characters that are none."""
