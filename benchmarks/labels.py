"""1,000 different labels, as the program makes them for a batch, beside a bare ReportLab canvas that draws the same, and glabels.

The program's side begins with a planned prescription in memory and ends with the finished PDF of its label set, checked by the
linter: 500 prescriptions of two labels each. The bare canvas draws the very same strings, boxes and codes at the same places, with
the same encoder and the same typeface, into as many PDFs; its faces are ReportLab's own, so that nothing of ours that keeps their
subsets helps it. Both are run in turn, in blocks; medians. glabels writes all labels into one file and so embeds its typeface once,
where we embed it 500 times. All in processor time. Ends well when the goals are met.

.venv/bin/python benchmarks/labels.py
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.drawing import codes
from ldn_calc.documents.drawing.label_page import LabelPage
from ldn_calc.documents.drawing.typeset import line_width
from ldn_calc.documents.label.render import label_pages, render_label
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.procedure.printer import print_plan
from ldn_calc.procedure.reader import read_plan
from ldn_calc.resources import read_bytes

SAMPLES = Path(__file__).parents[1] / "tests" / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
LABELS = 1000
BLOCKS = 25
GOAL_BARE, GOAL_GLABELS = 1.3, 0.75
BARE = {False: "Bare", True: "Bare-Bold"}
FILES = {False: "fonts/LiberationSans-Regular.ttf", True: "fonts/LiberationSans-Bold.ttf"}
FIRST = ("Ana", "Ben", "Carla", "Dan", "Eva", "Finn", "Gil", "Hanna", "Ivo", "Jana", "Kim", "Lea", "Max", "Nora", "Otto", "Pia")
LAST = (
    "Archer",
    "Barnes",
    "Castillo",
    "Dunn",
    "Evans",
    "Fuentes",
    "Garcia",
    "Hale",
    "Ibarra",
    "Jones",
    "Keller",
    "Lopez",
    "Moreno",
)


def dispensings() -> list[Dispensing]:
    """Prescriptions of two labels each, of different people with different numbers."""
    made = []
    pharmacy = Pharmacy("Dover Compounding Pharmacy", "14 Main Street, Suite 214-B, Dover, DE 19901", "302-555-0142")
    plans = []
    for sample in ("01-liquid-4.5-nightly", "02-capsule-titration", "05-liquid-from-tablets", "07-capsule-aliquot"):
        document = json.loads((SAMPLES / f"{sample}.json").read_text(encoding="utf-8"))
        planned = plan_request(json.dumps(document), CLOCK, shipped_formulary())
        if planned.request is not None and planned.plan is not None:
            plans.append((planned, planned.request, planned.plan))
    for number in range(LABELS // 2):
        planned, request, plan = plans[number % len(plans)]
        name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
        rx = replace(request.rx, number=f"{300_000 + number}", patient=replace(request.rx.patient, name=name))
        printed = print_plan(replace(read_plan(plan), lot=f"{300_000 + number}-1-261122-0930"))
        made.append(
            Dispensing(
                request=replace(request, rx=rx),
                result={**planned.result, "plan": printed},
                formulary=shipped_formulary(),
                language=request.rx.patient.language,
                pharmacy=pharmacy,
                draft=False,
                printed_at=CLOCK,
            )
        )
    return made


def own_faces() -> None:
    """Give the bare canvas faces of its own; registered, they would be those that the papers use."""
    for bold, path in FILES.items():
        pdfmetrics._fonts[BARE[bold]] = TTFont(BARE[bold], BytesIO(read_bytes(path)))


def bare(pages: list[LabelPage]) -> bytes:
    """The same label set with nothing but ReportLab: strings, boxes, rules and codes where they stand."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(288, 144), invariant=1, initialFontName=BARE[False], lang="en")
    for page in pages:
        for box in page.boxes:
            top = 144 - box.top - box.height
            canvas.rect(box.x, top, box.width, box.height, stroke=int(bool(box.border)), fill=int(not box.border))
        for rule in page.rules:
            canvas.rect(rule.x, 144 - rule.top, rule.width, rule.thickness, stroke=0, fill=1)
        for line, x in zip(page.lines, starts(page), strict=True):
            canvas.setFillGray(1 if line.white else 0)
            for piece, at in zip(line.runs, x, strict=True):
                canvas.setFont(BARE[piece.bold], line.size)
                canvas.drawString(at, 144 - line.baseline, piece.text)
        canvas.setFillGray(0)
        for code in page.codes:
            canvas.saveState()
            canvas.transform(code.module, 0, 0, code.module, code.x, 144 - code.top)
            canvas.addLiteral(f"{codes.code_of(code.text, code.kind).boxes} f")
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


STARTS: dict[int, list[list[float]]] = {}


def starts(page: LabelPage) -> list[list[float]]:
    """Where each string begins, reckoned before the clock runs."""
    if id(page) not in STARTS:
        found = []
        for line in page.lines:
            at = line.x - line.alignment * line_width(line.runs, line.size)
            row = []
            for piece in line.runs:
                row.append(at)
                at += line_width((piece,), line.size)
            found.append(row)
        STARTS[id(page)] = found
    return STARTS[id(page)]


def seconds(work: Callable[[], object]) -> float:
    codes.code_of.cache_clear()
    start = time.process_time()
    work()
    return time.process_time() - start


def children_seconds() -> float:
    """Processor time of every program that was run and has ended."""
    times = os.times()
    return times.children_user + times.children_system


def glabels(pages: list[list[LabelPage]]) -> float | None:
    """Processor seconds that glabels-3-batch takes for as many labels of twelve lines and a DataMatrix, merged from CSV."""
    program = shutil.which("glabels-3-batch")
    if program is None:
        return None
    lines = [[" ".join(piece.text for piece in line.runs) for line in page.lines][:12] for each in pages for page in each]
    with tempfile.TemporaryDirectory() as folder:
        data, template, out = (Path(folder) / name for name in ("labels.csv", "labels.glabels", "labels.pdf"))
        with data.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(
                [*row, *[""] * (12 - len(row)), f"300{index:03}|lot|2026-12-26"] for index, row in enumerate(lines)
            )
        template.write_text(_template(data), encoding="utf-8")
        start = children_seconds()
        done = subprocess.run([program, "-o", str(out), str(template)], capture_output=True, check=False)
        took = children_seconds() - start
        return took if done.returncode == 0 and out.exists() and out.stat().st_size > 10_000 else None


_UPRIGHT = 'a0="1" a1="0" a2="0" a3="1" a4="0" a5="0"'


def _template(data: Path) -> str:
    fields = "".join(
        f'<Object-text x="6pt" y="{4 + 10 * number}pt" w="200pt" h="11pt" justify="Left" valign="Top" '
        f'auto_shrink="False" {_UPRIGHT}>'
        f'<Span font_family="Liberation Sans" font_size="8" font_weight="Normal" font_italic="False" color="0x000000ff">'
        f'<Field name="{number + 1}"/></Span></Object-text>'
        for number in range(12)
    )
    code = (
        '<Object-barcode x="240pt" y="90pt" w="40pt" h="40pt" style="IEC16022" text="False" checksum="True" color="0x000000ff" '
        f'field="13" {_UPRIGHT}/>'
    )
    return (
        '<?xml version="1.0"?><Glabels-document xmlns="http://glabels.org/xmlns/3.0/">'
        '<Template brand="Avery" part="5163" size="US-Letter"><Label-rectangle id="0" width="288pt" height="144pt" round="0pt">'
        '<Layout nx="2" ny="5" x0="11.25pt" y0="36pt" dx="301.5pt" dy="144pt"/></Label-rectangle></Template>'
        f'<Objects id="0" rotate="False">{fields}{code}</Objects><Merge type="Text/Comma" src="{data}"/></Glabels-document>'
    )


def main() -> int:
    own_faces()
    made = dispensings()
    pages = [label_pages(each) for each in made]
    count = sum(map(len, pages))
    for each in pages:
        for page in each:
            starts(page)
    size = len(made) // BLOCKS
    ours, theirs = [], []
    for block in range(BLOCKS):
        part = slice(block * size, (block + 1) * size)
        ours.append(seconds(lambda part=part: [render_label(each) for each in made[part]]))
        theirs.append(seconds(lambda part=part: [bare(each) for each in pages[part]]))
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    print(f"{count} labels: LDN Calc {sum(ours):.2f} s, bare canvas {sum(theirs):.2f} s, ratio {ratio:.2f}   goal {GOAL_BARE}")
    good = ratio <= GOAL_BARE
    other = glabels(pages)
    if other is None:
        print("glabels-3-batch is not installed here (Debian package glabels), or did not take the file")
    else:
        against = sum(ours) / other
        print(f"glabels-3-batch, all in one file of sheets: {other:.2f} s, ratio {against:.2f}   goal {GOAL_GLABELS}")
        good &= against <= GOAL_GLABELS
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
