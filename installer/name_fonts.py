"""Makes the fonts of `resources/fonts/names` anew: the letters of a patient's name in its own script, out of Debian's Noto fonts.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools==4.68.0
    apt-get download fonts-noto-core fonts-noto-cjk && for each in fonts-noto-*.deb; do dpkg-deb -x $each noto; done
    /tmp/fonts/bin/python installer/name_fonts.py noto

Done by hand for a new release of Noto: nothing of it runs in the program. The same packages give the same bytes. The outlines of
Noto Sans CJK are cubic, which ReportLab cannot embed: they are made quadratic on a grid of 1/256 of the type size, finer than
a dot of 600 dpi at 12 points.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.misc.roundTools import otRound
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "names"
SMALL = "usr/share/fonts/truetype/noto"
LARGE = "usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
COMMON = [0x20, 0x27, 0x2D, 0x2E, 0xA0, 0x2019, 0x25CC]
SHAPED = {
    "hebrew": ("NotoSansHebrew-Regular.ttf", [*range(0x05B0, 0x05C8), *range(0x05D0, 0x05EB), *range(0x05EF, 0x05F5)]),
    "arabic": ("NotoSansArabic-Regular.ttf", [0x060C, *range(0x0620, 0x0660), *range(0x066E, 0x06D6)]),
    "thai": ("NotoSansThai-Regular.ttf", [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E50)]),
    "armenian": ("NotoSansArmenian-Regular.ttf", [*range(0x0531, 0x0557), *range(0x0559, 0x0560), *range(0x0561, 0x0588)]),
}
GRID = 256


def coded(codec: str, first: int, last: int) -> set[int]:
    """The characters of a national set between two code points."""
    found = set()
    for code in range(first, last + 1):
        try:
            if len(chr(code).encode(codec)) == 2:
                found.add(code)
        except UnicodeEncodeError:
            continue
    return found


def big5_level_1() -> set[int]:
    """The 5,401 characters that Taiwan uses often."""
    return {code for code in coded("big5", 0x4E00, 0x9FFF) if 0xA4 <= chr(code).encode("big5")[0] <= 0xC6}


def subset(font: Any, codes: Iterable[int]) -> None:
    """Only these characters and what shaping makes of them; no hints, no dates of today."""
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE", "GDEF"] if "CFF " in font else ["DSIG"]
    if "CFF " in font:
        options.layout_features = []
    cutter = Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)


def quadratic(font: Any) -> None:
    """The font with quadratic outlines on a coarser grid."""
    scale = GRID / font["head"].unitsPerEm
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    made = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(TransformPen(Cu2QuPen(pen, 1.0, reverse_direction=True), (scale, 0, 0, scale, 0, 0)))
        made[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, made
    for name in order:
        made[name].recalcBounds(font["glyf"])
        font["hmtx"][name] = otRound(font["hmtx"][name][0] * scale), getattr(made[name], "xMin", 0)
    maximum = font["maxp"]
    maximum.tableVersion = 0x00010000
    for key in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                "maxSizeOfInstructions", "maxComponentElements"):  # fmt: skip
        setattr(maximum, key, 1 if key == "maxZones" else 0)
    font["head"].unitsPerEm, font["head"].glyphDataFormat = GRID, 0
    for table, keys in (("hhea", ("ascent", "descent", "lineGap")), ("OS/2", ("sTypoAscender", "sTypoDescender", "sTypoLineGap",
                        "usWinAscent", "usWinDescent", "sxHeight", "sCapHeight"))):  # fmt: skip
        for key in keys:
            setattr(font[table], key, otRound(getattr(font[table], key) * scale))
    font["post"].formatType = 3.0
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\x00\x01\x00\x00"


def named(font: Any, name: str) -> None:
    """A name of its own: it is not the whole Noto font."""
    table = font["name"]
    table.names = [each for each in table.names if each.nameID in {0, 13, 14}]
    for number, words in ((1, name), (2, "Regular"), (3, name), (4, name), (6, name)):
        table.setName(words, number, 3, 1, 0x409)


def write(font: Any, key: str) -> None:
    """The file of a face, and how large it is."""
    name = f"LdnNames-{key.title()}"
    named(font, name)
    font.recalcTimestamp = False
    font["post"].formatType = 3.0
    path = HERE / f"{key}.ttf"
    font.save(path)
    print(key, path.stat().st_size, len(font.getBestCmap()))


def main() -> None:
    """Every face."""
    noto = Path(sys.argv[1])
    HERE.mkdir(parents=True, exist_ok=True)
    for key, (file, codes) in SHAPED.items():
        font = TTFont(noto / SMALL / file, recalcTimestamp=False)
        subset(font, [*codes, *COMMON])
        write(font, key)
    kana = {*range(0x3005, 0x3008), *range(0x3041, 0x3097), *range(0x30A1, 0x30FD)}
    chinese = coded("gb2312", 0x4E00, 0x9FFF)
    often = {code for code in chinese if chr(code).encode("gb2312")[0] < 0xD8}  # the first of its two levels
    traditional = big5_level_1() - chinese
    sets = {
        "chinese-often": (2, {*often, 0xB7}),
        "chinese-seldom": (2, chinese - often),
        "chinese-traditional": (3, traditional),
        "japanese": (0, kana | (coded("euc_jp", 0x4E00, 0x9FFF) & coded("shift_jis", 0x4E00, 0x9FFF)) - chinese - traditional),
        "korean": (1, coded("euc_kr", 0xAC00, 0xD7A3)),
    }
    for key, (face, codes) in sets.items():
        font = TTFont(noto / LARGE, fontNumber=face, recalcTimestamp=False)
        subset(font, [*codes, *COMMON])
        quadratic(font)
        write(font, key)


if __name__ == "__main__":
    main()
