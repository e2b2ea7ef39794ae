from itertools import combinations

import pytest
from planned_papers import CASES, case

from ldn_calc.documents.drawing.fonts import text_width
from ldn_calc.documents.drawing.shapes import Line, Rect, Role, Words
from ldn_calc.documents.record.aliquot_flow import aliquot_drawing, aliquot_flows
from ldn_calc.documents.words.runs import plain
from ldn_calc.procedure.contents import contents_of
from ldn_calc.procedure.steps import Count
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import write

SIZE = 8.5
WITH = ("capsule aliquot", "liquid aliquot", "crushed part", "two strengths of one aliquot")


def flow_of(name):
    (flow,) = aliquot_flows(contents_of(case(name).plan))
    return flow


def drawn(name, width=540.0, size=SIZE):
    return aliquot_drawing(flow_of(name), width, size, lambda text: text_width(text, size))


def words_of(drawing):
    return [plain(shape.runs).replace("\u00a0", " ") for shape in drawing.shapes if isinstance(shape, Words)]


def said(box):
    return box.steps.replace("\u00a0", " "), box.amount.replace("\u00a0", " "), box.what


def test_a_plan_without_an_aliquot_has_no_flow():
    assert [name for name in CASES if aliquot_flows(contents_of(case(name).plan))] == list(WITH)


def test_a_capsule_aliquot_reads_as_it_is_worked():
    flow = flow_of("capsule aliquot")
    assert [said(box) for box in flow.inputs] == [
        ("step 1: weigh", "243 mg", "naltrexone hydrochloride"),
        ("step 2: weigh", "3.403 g", "microcrystalline cellulose PH-105"),
    ]
    assert said(flow.mixture) == ("mixed in step 3", "3.646 g", "in the mortar")
    (part,) = flow.parts
    assert [said(box)[:2] for box in part.inputs] == [("step 4: take", "243 mg"), ("step 5: weigh", "3.917 g")]
    assert said(part.made) == ("mixed in step 6", "4.16 g", "for 32 capsules of 130\u00a0mg")
    assert flow.rest.replace("\u00a0", " ") == "left over 3.403 g: discard (step 9)"


def test_a_liquid_aliquot_reads_as_it_is_worked():
    flow = flow_of("liquid aliquot")
    assert [said(box)[:2] for box in flow.inputs] == [("step 1: weigh", "354 mg"), ("step 5: fill up", "up to 100 mL")]
    assert said(flow.mixture)[1] == "100 mL"
    (part,) = flow.parts
    assert [said(box)[:2] for box in part.inputs] == [("step 7: take", "5 mL"), ("step 8: fill up", "up to 17.5 mL")]
    assert said(part.made)[1] == "17.5 mL"


def test_two_parts_of_one_mixture_are_one_drawing():
    flow = flow_of("two strengths of one aliquot")
    assert [said(part.inputs[0])[1] for part in flow.parts] == ["608 mg", "243 mg"]


@pytest.mark.parametrize("name", WITH)
def test_every_amount_is_one_of_the_steps(name):
    made = case(name)
    steps = made.plan.steps
    printed = {shown(write(getattr(step, key))) for step in steps for key in ("mass", "volume") if hasattr(step, key)}
    printed |= {f"{step.units} tablets" for step in steps if isinstance(step, Count)}
    flow = flow_of(name)
    for box in (*flow.inputs, *(box for part in flow.parts for box in part.inputs)):
        assert said(box)[1].removeprefix("up to ") in printed


@pytest.mark.parametrize("name", WITH)
@pytest.mark.parametrize(("width", "size"), [(540.0, 8.5), (420.0, 10.0)])
def test_boxes_do_not_overlap_and_words_stay_inside(name, width, size):
    drawing = drawn(name, width, size)
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    for one, other in combinations(boxes, 2):
        across = min(one.x + one.across, other.x + other.across) - max(one.x, other.x)
        down = min(one.y + one.down, other.y + other.down) - max(one.y, other.y)
        assert across <= 0 or down <= 0
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            half = text_width(plain(shape.runs), shape.size, bold=shape.runs[0].bold) / 2
            assert shape.x - half >= 0
            assert shape.x + half <= width
            assert shape.size <= shape.y <= drawing.height
        if isinstance(shape, Line):
            assert min(shape.x1, shape.x2) >= 0
            assert max(shape.x1, shape.x2) <= width


@pytest.mark.parametrize("name", WITH)
def test_the_drug_is_told_apart_without_color(name):
    boxes = [shape for shape in drawn(name).shapes if isinstance(shape, Rect)]
    assert [box.fill for box in boxes].count(Role.FLAG) == 1
    assert boxes[0].fill is Role.FLAG
