"""Patient sheets and records of different prescriptions, with their tags and their plain text, beside a bare ReportLab canvas.

The bare canvas draws the very same strings at the same places, with the same typeface as ReportLab's own faces, and nothing else:
no layout, no drawings, no check, no tags. Both are run in turn, each paper of another prescription; medians of processor time.
Ends well when the goals are met.

.venv/bin/python benchmarks/papers.py
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO

from labels import BARE, CLOCK, FIRST, LAST, SAMPLES, own_faces, seconds
from reportlab.pdfgen.canvas import Canvas

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.drawing import flow
from ldn_calc.documents.drawing.drawn import Drawn
from ldn_calc.documents.drawing.tagged import TaggedCanvas
from ldn_calc.documents.record.master import master_with_text
from ldn_calc.documents.record.worksheet import worksheet_with_text
from ldn_calc.documents.sheet.render import sheet_with_text
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary

ROUNDS = 40
PAPERS: dict[str, tuple[Callable[[Dispensing], tuple[bytes, str]], float]] = {
    "sheet": (sheet_with_text, 2.0),
    "worksheet": (worksheet_with_text, 2.6),
    "master": (master_with_text, 3.6),
}
"""How each is drawn, and what it may take in times of the bare canvas."""


def dispensings() -> list[Dispensing]:
    """The weekly steps of sample 03 for different people."""
    text = next(SAMPLES.glob("03-*.json")).read_text(encoding="utf-8")
    planned = plan_request(json.dumps(json.loads(text)), CLOCK, shipped_formulary())
    request = planned.request
    if request is None:
        raise ValueError("sample 03 cannot be read")
    pharmacy = Pharmacy("Dover Compounding Pharmacy", "14 Main Street, Suite 214-B, Dover, DE 19901", "302-555-0142")
    made = []
    for number in range(ROUNDS):
        name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
        rx = replace(request.rx, number=f"{300_000 + number}", patient=replace(request.rx.patient, name=name))
        made.append(
            Dispensing(
                request=replace(request, rx=rx),
                result=planned.result,
                formulary=shipped_formulary(),
                language=rx.patient.language,
                pharmacy=pharmacy,
                draft=False,
                printed_at=CLOCK,
            )
        )
    return made


def strings_of(draw: Callable[[Dispensing], tuple[bytes, str]], dispensing: Dispensing) -> list[tuple[Drawn, bool]]:
    """What a paper draws, each string with its weight."""
    found: list[tuple[Drawn, bool]] = []
    real = TaggedCanvas.drawString

    def kept(self: TaggedCanvas, x: float, y: float, text: str) -> None:
        before = len(self.drawn)
        real(self, x, y, text)
        found.extend((each, "Bold" in self._fontname) for each in self.drawn[before:])

    TaggedCanvas.drawString = kept  # type: ignore[method-assign]
    try:
        draw(dispensing)
    finally:
        TaggedCanvas.drawString = real  # type: ignore[method-assign]
    return found


def bare(strings: list[tuple[Drawn, bool]]) -> bytes:
    """The same strings with nothing but ReportLab."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=flow.PAGE, invariant=1, initialFontName=BARE[False], lang="en")
    page = 1
    for each, bold in strings:
        while page < each.page:
            canvas.showPage()
            page += 1
        canvas.setFont(BARE[bold], each.size)
        canvas.drawString(each.x, each.baseline, each.text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def main() -> int:
    own_faces()
    made = dispensings()
    good = True
    for paper, (draw, goal) in PAPERS.items():
        strings = strings_of(draw, made[0])
        pairs = [(seconds(partial(draw, each)), seconds(partial(bare, strings))) for each in made]
        ours, theirs = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
        ratio = statistics.median(one / other for one, other in pairs)
        print(f"{paper}: {ours:.1f} ms, bare strings {theirs:.1f} ms, ratio {ratio:.2f}   goal {goal}")
        good &= ratio <= goal
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
