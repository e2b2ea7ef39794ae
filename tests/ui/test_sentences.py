"""Every sentence of the window stands in the catalogue of its room (`sentences.py`), and nothing of it inline.

A second language is another class with the same names, so a catalogue holds nothing but plain texts, and what is filled into a
text has a name in it.
"""

import ast
import builtins
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from gathered import each_of

from ui.compound.sentences import TEXT
from ui.kit.columns import Arrangement, Columns

HOUSE = Path(__file__).parents[2]

NOT_OF_THE_WINDOW = {
    "ui/kit/style.py": "a style sheet",
    "ui/shell/smoke.py": "lines on standard error for whoever tests an installation",
}

NO_SENTENCES = {
    ("ui/compound/made/panel.py", "999.99 mg or so"): "measured, never shown: the widest amount",
    ("ui/compound/ways/panel.py", "under 0.1 %"): "measured, never shown: the widest error",
    ("ui/compound/prescription/field_rows.py", " and "): "how a field of several strengths is written, and read again",
    **{(file, "LDN Calc"): "the program's name, in every language" for file in ("ui/app.py", "ui/shell/crash.py")},
    **{
        ("ui/shell/crash.py", part): "the report of a fault"
        for part in ("LDN Calc ", ", Qt ", ", Python ", " in ", "%Y-%m-%d %H:%M")
    },
    **{
        (file, tray): "a paper source of Windows, as settings keep it"
        for file in ("ui/printing/system.py", "ui/settings/printer_form.py")
        for tray in ("Upper", "Middle", "Lower", "Manual", "Envelope", "Cassette")
    },
}

CAPTIONS = {
    # a caption comes first
    "label": 0, "link": 0, "button": 0, "close_button": 0, "add_head": 0, "addAction": 0, "addMenu": 0, "addTab": 0,
    "setText": 0, "setTitle": 0, "setToolTip": 0, "setWindowTitle": 0, "setPlaceholderText": 0, "Segment": 0,
    "setAccessibleName": 0, "setAccessibleDescription": 0, "setInformativeText": 0, "set_default": 0, "showMessage": 0,
    "say_ready": 0, "say_busy": 0, "say_fault": 0,
    # a caption follows a name, a kind or an icon
    "Text": 1, "TextField": 1, "ChoiceField": 1, "SegmentField": 1, "TextBox": 1, "ChoiceBox": 1, "EntryList": 1,
    "give_mnemonic": 1, "rename": 1, "name_anew": 0, "show_state": 1,
}  # fmt: skip
"""Which argument of a call is a caption, counted from 0."""

PROGRAMMING_ERRORS = {"AssertionError", "NotImplementedError", "RuntimeError", "TypeError"}

CAPITALIZED = re.compile(r"&?[A-Z]&?[a-z&]+(?:[\s.,:;…?!–—(].*)?", re.DOTALL)
LETTER = re.compile(r"[^\W\d_]")
AMOUNT = re.compile(r"[\d.]+ (?:mg|mL|mm)")
"""An amount as an example, without a word."""
SPACED = re.compile(r"[^\W\d_].*\s|\s.*[^\W\d_]", re.DOTALL)


def files():
    return sorted(path for path in (HOUSE / "ui").rglob("*.py") if name_of(path) not in NOT_OF_THE_WINDOW)


def name_of(path):
    return path.relative_to(HOUSE).as_posix()


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


# What stands inline


def inline_sentences(tree):
    """Line and text of every literal that a person would read."""
    silent = _silent(tree)
    found = set()
    for node in ast.walk(tree):
        if node in silent:
            continue
        if isinstance(node, ast.JoinedStr):
            if any(isinstance(part, ast.FormattedValue) and ast.unparse(part.value) == "NBSP" for part in node.values):
                found |= {(part.lineno, part.value) for part in node.values if _says(part, LETTER.search)}
        elif _says(node, SPACED.search) or _says(node, CAPITALIZED.fullmatch):
            found.add((node.lineno, node.value))
        elif isinstance(node, ast.Call):
            found |= {(part.lineno, part.value) for part in _handed_as_caption(node) if _says(part, LETTER.search)}
    return sorted(found)


def _says(node, matches):
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return False
    return bool(matches(node.value)) and not AMOUNT.fullmatch(node.value)


def _silent(tree):
    """The nodes that no person reads: docstrings, annotations, `__all__`, patterns, and what only a programmer meets."""
    roots = []
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                roots.append(node.value)
            case ast.AnnAssign():
                roots.append(node.annotation)
            case ast.arg(annotation=ast.expr()):
                roots.append(node.annotation)
            case ast.FunctionDef(returns=ast.expr()):
                roots.append(node.returns)
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                roots.append(node.value)
            case ast.Subscript():
                roots.append(node.slice)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
                roots.extend(node.args)
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if name in PROGRAMMING_ERRORS:
                roots.append(node.exc)
            case ast.Assert(msg=ast.expr()):
                roots.append(node.msg)
    return {node for root in roots for node in ast.walk(root)}


def _handed_as_caption(call):
    """The literals in the caption of a call, however it is chosen between them; what an inner call is given is its own."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
    place = CAPTIONS.get(name)
    waiting = [call.args[place]] if place is not None and place < len(call.args) else []
    while waiting:
        node = waiting.pop()
        match node:
            case ast.IfExp():
                waiting += [node.body, node.orelse]
            case ast.BoolOp():
                waiting += node.values
            case ast.BinOp():
                waiting += [node.left, node.right]
            case ast.JoinedStr():
                waiting += node.values
            case _:
                yield node


@each_of("path", [path for path in files() if path.name != "sentences.py"])
def test_no_sentence_stands_inline(path):
    found = inline_sentences(tree_of(path))
    assert [(line, text) for line, text in found if (name_of(path), text) not in NO_SENTENCES] == []


def test_what_is_named_as_no_sentence_still_stands_there():
    found = {(name_of(path), text) for path in files() for _, text in inline_sentences(tree_of(path))}
    assert set(NO_SENTENCES) - found == set()
    assert {name for name in PROGRAMMING_ERRORS if not hasattr(builtins, name)} == set()


@pytest.mark.parametrize(
    "line",
    [
        'label("Nothing is entered yet.")', 'heads = ("Days", "when")', 'box.set_default("optional")', 'words = "Close…"',
        'button("&Settle", "settle")', 'link("none" if empty else words, "list.none")', 'row.setText(words or "default")',
        'say(f"in phase {phase}")', 'say(f"{words} lo&t")', 'size = f"size{NBSP}{size}"', 'glued = days + " of "',
        'least = "under 0.1 %"', 'raise DocumentError("It is nested too deep.")', 'raise OwnFileError(f"at {place}")',
        'reasons.append("nothing is planned yet")',
        'super().__init__("planBody", "Plan", parent)', 'show("&Reason")', 'lines = {"ok": ("Go on", "ok")}',
    ],
)  # fmt: skip
def test_a_sentence_inline_is_found(line):
    assert len(inline_sentences(ast.parse(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        '"""The plan column."""', '__all__ = ["PlanView"]', 'view.setObjectName("planBanner.sentence")',
        'put(document, "rx.number", None)', 'f"{path}.take[{dose}].dose"', 'f"{number}{NBSP}{unit}"', '", ".join(words)',
        'label("", Type.CAPTION, "muted", name="made.quiet")', 'button(TEXT.settle, "settle.settle", look="primary")',
        'QKeySequence("Ctrl+Shift+Delete")', 'row: "_Cell | None" = None', 'Callable[[str], "FieldReading | None"]',
        're.search(r"did you mean [^?]+", text)', '_as_in("0.5 mL")', 'raise RuntimeError("the columns come before planning")',
    ],
)  # fmt: skip
def test_a_name_inline_is_none(line):
    assert inline_sentences(ast.parse(line)) == []


# The catalogues


def catalogues():
    return [path for path in files() if path.name == "sentences.py"]


def texts_of(path):
    """The catalogue's texts by their names; fails where it holds anything else."""
    (catalogue,) = (node for node in tree_of(path).body if isinstance(node, ast.ClassDef))
    texts = {}
    for node in catalogue.body[1:]:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="str"), value=ast.Constant(value=str(text))):
                assert name not in texts, f"{name} stands twice"
                texts[name] = text
            case _:
                pytest.fail(f"line {node.lineno} is no plain text")
    return texts


def fields_of(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def uses_of(module):
    """Each use of a catalogue in the window: its name, and the names of what is filled in, None where it is used as it stands."""
    for path in sorted((HOUSE / "ui").rglob("*.py")):
        tree = tree_of(path)
        known = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == module
            for alias in node.names
            if alias.name == "TEXT"
        }
        if not known:
            continue
        filled = set()
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr="format", value=chosen)):
                    for each in [chosen.body, chosen.orelse] if isinstance(chosen, ast.IfExp) else [chosen]:
                        if _is_text(each, known):
                            filled.add(each)
                            assert not node.args, f"{name_of(path)}:{node.lineno}: give what is filled in by its name"
                            yield each.attr, {keyword.arg for keyword in node.keywords}, f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(tree):
            if _is_text(node, known) and node not in filled:
                yield node.attr, None, f"{name_of(path)}:{node.lineno}"


def _is_text(node, known):
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known


@pytest.mark.parametrize("path", catalogues(), ids=name_of)
def test_a_catalogue_is_plain_texts_that_stand_alone(path):
    texts = texts_of(path)
    assert texts
    assert [name for name, text in texts.items() if text != text.strip() or not text] == []
    assert [name for name, text in texts.items() if not all(field.isidentifier() for field in fields_of(text))] == []


@pytest.mark.parametrize("path", catalogues(), ids=name_of)
def test_every_text_is_used_and_filled_with_what_it_names(path):
    texts = texts_of(path)
    uses = list(uses_of(name_of(path).removesuffix(".py").replace("/", ".")))
    assert set(texts) - {name for name, _, _ in uses} == set()
    assert [(name, where) for name, given, where in uses if (given or set()) != fields_of(texts[name])] == []


def test_the_page_turns_to_tabs_that_are_there(qapp):
    columns = Columns()
    columns.arrange(Arrangement.NARROW)
    for words in (TEXT.papers_column, TEXT.prescription_column):
        columns.turn_to(words)
        assert columns.current_tab() == words
