"""A TrueType font whose characters copy and search, also those above U+FFFF.

reportlab 5.1 writes their code points where the PDF wants UTF-16, so that 𬭎 is copied as another
character. Here the map is written anew, and in blocks of 100, which is all that PDF allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

_BLOCK = 100


class Typeface(TTFont):  # type: ignore[misc]  # reportlab has no types
    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's name
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for index, subset in enumerate(subsets):
            font = fonts[f"{doc.fontMapping[self.fontName][1:]}+{index}"]
            doc.idToObject[font.ToUnicode.name].content = to_unicode(subset)


def to_unicode(subset: Sequence[int]) -> str:
    """The ToUnicode map (ISO 32000-1, 9.10.3) of a font whose code n stands for the character subset[n]."""
    known = [(code, character) for code, character in enumerate(subset) if character]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(_block(known[start : start + _BLOCK]) for start in range(0, len(known), _BLOCK)),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _block(known: Sequence[tuple[int, int]]) -> str:
    lines = (
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>" for code, character in known
    )
    return "\n".join([f"{len(known)} beginbfchar", *lines, "endbfchar"])
