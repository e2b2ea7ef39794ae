"""Section G: its formula, read off the paper and filled with the planned amounts, gives what the proof found."""

import re
from fractions import Fraction

import pytest
from pdf_pages import flat, read_pages
from planned_papers import CASES, case, planned, text_of

from ldn_calc.documents.record.strength_made import strength_as_made
from ldn_calc.documents.record.worksheet import render_worksheet
from ldn_calc.formulary.formulary import Formulary

LABELS, OPERATORS, UNITS = 7.0, 11.0, 9.5


def near(one, other):
    return abs(one - other) < 0.05


def section(pages, product_at):
    """The page and the place of section G of one record."""
    found = [(page, page.search(r"G\. Strength as made")[0]["bottom"]) for page in pages if "G. Strength as made" in page.text]
    page, top = found[product_at]
    return page, top, next(each["top"] for each in page.search("go on") if each["top"] > top)


def expressions(pages, product_at):
    """Every row of boxes as pieces from the left: what stands between, or a box with its label and unit."""
    page, top, bottom = section(pages, product_at)
    words = [each for each in page.phrases if top < each["top"] and each["bottom"] < bottom + 30]
    boxes = [each for each in page.rects if top < each["top"] < bottom and 20 < each["height"] < 30 and each["width"] < 200]
    rows = {}
    for box in boxes:
        inside = [w for w in words if box["x0"] <= w["x0"] and w["x1"] <= box["x1"] + 1 and box["top"] <= w["top"] < box["bottom"]]
        label = " ".join(flat(each["text"]) for each in inside if near(each["size"], LABELS))
        unit = " ".join(flat(each["text"]) for each in inside if near(each["size"], UNITS))
        rows.setdefault(round(box["top"]), []).append((box["x0"], (label, unit)))
    for word in words:
        if near(word["size"], OPERATORS):
            row = min(rows, key=lambda at: abs(at + 13 - (word["top"] + word["bottom"]) / 2))
            rows[row].append((word["x0"], flat(word["text"])))
    return [[piece for _, piece in sorted(row, key=lambda each: each[0])] for _, row in sorted(rows.items())]


TOKEN = re.compile(r"\s*([\d.,]+|[×÷+()=]|mg per mL|mg)")


def worked(pieces, made, product):
    """Follow the rows as a technician does, with the planned amounts; the last result is the percentage of the label."""
    written, line, results = {}, [], []
    for piece in pieces:
        if isinstance(piece, str):
            tokens = TOKEN.findall(piece)
            assert "".join(tokens).replace(" ", "") == piece.replace(" ", "")
            line += [Fraction(each.replace(",", "")) if each[0].isdigit() else each for each in tokens if each[0] != "m"]
        elif line[-1:] == ["="]:
            line = [results[-1], *line] if line[0] == "÷" else line
            result = value_of(line[:-1])
            results.append(result)
            written[piece[0].partition(":")[0]] = result
            line = []
        else:
            line.append(Fraction(planned_amount(*piece, made, product, written)))
    assert line == []
    return results


def value_of(tokens):
    """Products before sums, brackets first."""
    while "(" in tokens:
        end = tokens.index(")")
        start = max(at for at, each in enumerate(tokens[:end]) if each == "(")
        tokens = [*tokens[:start], value_of(tokens[start + 1 : end]), *tokens[end + 1 :]]
    total, factor, by = Fraction(0), None, "×"
    for piece in [*tokens, "+"]:
        if piece == "+":
            total, factor, by = total + factor, None, "×"
        elif piece in ("×", "÷"):
            by = piece
        else:
            factor = piece if factor is None else factor * piece if by == "×" else factor / piece
    return total


def planned_amount(label, unit, made, product, written):
    if label in written:
        return written[label]
    steps = made.result["plan"]["steps"]
    if label == "mean of 10 net":
        step = next(each for each in steps if each["op"] == "encapsulate" and each["into"] == product)
        return Fraction(step["mass_each"].removesuffix(" mg"))
    step = steps[int(re.match(r"step (\d+)", label)[1]) - 1]
    if "units" in step:
        return step["units"]
    amount, its_unit = step.get("mass", step.get("volume")).split()
    return Fraction(amount) / (1000 if (its_unit, unit) == ("mg", "g") else 1)


def proved(made, product):
    """What one capsule, or one millilitre, holds by the proof: a dose that takes this product alone."""
    for dose, found in zip(made.result["plan"]["doses"], made.result["proof"]["doses"], strict=True):
        mass = Fraction(found["replayed"].removesuffix(" mg"))
        if "draws" in dose or "volume" in dose:
            return mass / sum(Fraction(each["volume"].removesuffix(" mL")) for each in dose["draws"])
        if {each["from"] for each in dose["capsules"]} == {product}:
            return mass / sum(each["count"] for each in dose["capsules"])
    raise AssertionError(product)


UNWEIGHED = {"kind": "tablet", "strength": "50 mg", "lot": "T-77", "expires_on": "2027-08-31"}


@pytest.mark.parametrize("name", [*CASES, 2, 16, "tablets that nobody weighed"])
def test_the_boxes_with_the_planned_amounts_give_what_the_proof_found(name):
    made = case(name) if name in CASES else planned(name) if name in (2, 16) else planned(23, source=UNWEIGHED)
    pages = read_pages(render_worksheet(made))
    for at, product in enumerate(made.plan.products):
        pieces = [piece for row in expressions(pages, at) for piece in row]
        *_, strength, share = worked(pieces, made, product)
        due = proved(made, product)
        assert abs(strength / due - 1) < Fraction(1, 50_000), (name, product)
        label = Fraction(made.result["plan"]["products"][product]["strength"].split()[0])
        assert share == strength / label * 100


def test_sample_2_gives_its_figure():
    pages = read_pages(render_worksheet(planned(2)))
    *_, strength, share = worked([piece for row in expressions(pages, 0) for piece in row], planned(2), "capsules 1.5 mg")
    assert (round(float(strength), 4), round(float(share), 1)) == (1.4987, 99.9)


def test_what_follows_is_as_the_policies_say():
    made = planned(2)
    assert "95 to 105 %: go on 90 to 95, 105 to 110 %: pharmacist decides else: make again" in text_of(render_worksheet(made))
    rows = {**made.formulary.rows, "policies": {**made.formulary.rows["policies"]}}
    rows["policies"]["as_made"] = rows["policies"]["as_made"] | {
        "go_on_least": "97 %",
        "go_on_most": "103 %",
        "decide_most": "108 %",
    }
    verdicts = strength_as_made(made.plan, "capsules 1.5 mg", Formulary(rows)).verdicts
    assert [limits.replace("\u00a0", " ") for limits, _ in verdicts] == ["97 to 103 %", "90 to 97, 103 to 108 %", "else"]
