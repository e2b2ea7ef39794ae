"""Lines made from the grammar, each with the regimen it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

TIMES = {
    "en": {
        "bedtime": [
            "at bedtime",
            "qhs",
            "q.h.s.",
            "nightly",
            "every night",
            "before bed",
            "at night",
            "nocte",
            "every night at bedtime",
        ],
        "morning": ["in the morning", "qam", "every morning", "mane", "on waking"],
        "evening": ["in the evening", "every evening", "with the evening meal"],
    },
    "es": {
        "bedtime": ["al acostarse", "por la noche", "cada noche", "antes de dormir", "todas las noches", "c/noche"],
        "morning": ["por la mañana", "cada mañana", "con el desayuno"],
        "evening": ["con la cena", "al anochecer"],
    },
}
VERBS = {"en": ["", "take ", "give ", "Take "], "es": ["", "tomar ", "tome ", "dar "]}
ROUTES = {"en": ["", " by mouth", " po", " orally"], "es": ["", " por vía oral", " v.o.", " por boca"]}
THEN = {
    "en": [", then ", "; ", " then ", ". Then ", " → ", ", ", "\n", ", followed by "],
    "es": [", luego ", "; ", " después ", ". Luego ", ", "],
}
CAPS = {"en": ("capsule", "capsules"), "es": ("cápsula", "cápsulas")}
HEADS = {
    "en": ["", "Rx: ", "LDN ", "naltrexone ", "low dose naltrexone ", "Naltrexone HCl "],
    "es": ["", "Rp. ", "naltrexona ", "clorhidrato de naltrexona "],
}
ENDS = {
    "en": ["", ".", ", no refills", "; refills 2", ". RF: 5", ", shake well", " for fibromyalgia"],
    "es": ["", ".", ", sin resurtido", ". Resurtir 1 vez", " para fibromialgia"],
}
EVERY = {
    "en": {
        2: ["every other day", "every 2 days", "on alternate days", "q48h"],
        3: ["every third day", "every 3 days", "q3d"],
        5: ["every 5 days"],
    },
    "es": {
        2: ["cada dos días", "en días alternos", "un día sí y otro no"],
        3: ["cada 3 días", "cada tres días"],
        5: ["cada 5 días"],
    },
}

WEEKDAYS = {
    ("mon", "tue", "wed", "thu", "fri"): {
        "en": ["Mon-Fri", "Monday to Friday", "on weekdays", "Mon - Fri", "Mon thru Fri", "weekdays only"],
        "es": ["de lunes a viernes", "lunes a viernes", "L-V", "entre semana"],
    },
    ("mon", "wed", "fri"): {
        "en": ["Mon, Wed and Fri", "on Monday, Wednesday, and Friday", "Mon/Wed/Fri", "3 times a week (Mon, Wed, Fri)"],
        "es": ["los lunes, miércoles y viernes", "lunes, miércoles y viernes"],
    },
    ("wed", "sat"): {"en": ["Wed and Sat", "every Wednesday and Saturday"], "es": ["miércoles y sábado"]},
}  # fmt: skip
"""Days of the week as somebody writes them; all of them share a day, since steps on wholly other days are a question."""


@dataclass(frozen=True)
class Made:
    """A line and what it was made of: (days, ((mg, time), …), every or days of the week) a phase."""

    text: str
    phases: tuple[tuple[int, tuple[tuple[Fraction, str], ...], int | tuple[str, ...]], ...]
    form: str | None
    strength: Fraction | None


def number(value: Fraction) -> str:
    text = f"{float(value):.6f}".rstrip("0").rstrip(".")
    assert Fraction(text) == value
    return text


@st.composite
def spans(draw, language, days):
    """So many days as somebody would write them."""
    unit = {"en": "days", "es": "días"}[language]
    ways = (
        [f"for {days} {unit}", f"x {days} {unit}", f"x{days}d", f"× {days} d"]
        if language == "en"
        else [f"por {days} días", f"durante {days} días"]
    )
    if days % 7 == 0:
        weeks = days // 7
        word = {"en": "week" if weeks == 1 else "weeks", "es": "semana" if weeks == 1 else "semanas"}[language]
        ways += [f"for {weeks} {word}", f"x {weeks} wk"] if language == "en" else [f"por {weeks} {word}"]
    return draw(st.sampled_from(ways))


@st.composite
def units(draw):
    """How doses are written: mg, mL of a strength, or capsules of a strength; with what the head of the line must say."""
    kind = draw(st.sampled_from(("mg", "mL", "capsules")))
    if kind == "mg":
        return kind, None
    return kind, draw(
        st.sampled_from(
            [Fraction(1), Fraction(1, 2), Fraction(2)] if kind == "mL" else [Fraction(1, 2), Fraction(1), Fraction(3, 2)]
        )
    )


def dose_of(draw, kind, strength):
    if kind == "capsules":
        return strength * draw(st.integers(1, int(Fraction(9, 2) / strength)))
    return Fraction(draw(st.integers(10, 90)), 20)


def amount_of(mass, kind, strength, language):
    if kind == "mg":
        return f"{number(mass)} mg"
    if kind == "mL":
        return f"{number(mass / strength)} mL"
    count = int(mass / strength)
    return f"{count} {CAPS[language][count > 1]}"


def head_of(draw, kind, strength, language):
    head = draw(st.sampled_from(HEADS[language]))
    if kind == "mg":
        return head
    if kind == "mL":
        return head + f"{number(strength)} mg/mL" + draw(st.sampled_from((", ", ": ", "; ")))
    return head + f"{number(strength)} mg {CAPS[language][1]}" + draw(st.sampled_from((", ", ": ", ". ")))


@st.composite
def phased(draw):
    """One to five phases, each with its days; the time said once or each time; one dose or two a day; every day or not."""
    language = draw(st.sampled_from(("en", "es")))
    kind, strength = draw(units())
    texts, phases = [], []
    named = False
    by_weekday = draw(st.integers(0, 3)) == 0
    for _ in range(draw(st.integers(1, 5))):
        days = draw(st.sampled_from((5, 7, 10, 14, 21, 28, 30)))
        two = not by_weekday and draw(st.integers(0, 4)) == 0
        every = 1
        if two:
            whens = draw(st.sampled_from((("morning", "bedtime"), ("morning", "evening"))))
            doses = [min(dose_of(draw, kind, strength), strength or Fraction(2), Fraction(5, 2)) for _ in whens]
            joined = draw(st.sampled_from((" and ", " & ") if language == "en" else (" y ",)))
            said = joined.join(
                f"{amount_of(dose, kind, strength, language)} {draw(st.sampled_from(TIMES[language][when]))}"
                for dose, when in zip(doses, whens, strict=True)
            )
            named = True
            last = None
        else:
            when = draw(st.sampled_from(("bedtime", "morning", "evening")))
            doses, whens = [dose_of(draw, kind, strength)], (when,)
            every = draw(st.sampled_from(tuple(WEEKDAYS) if by_weekday else (1, 1, 1, 2, 3, 5)))
            time = draw(st.sampled_from(TIMES[language][when]))
            if every != 1:
                time = (
                    {"bedtime": "at bedtime", "morning": "in the morning", "evening": "in the evening"}[when]
                    if language == "en"
                    else ({"bedtime": "al acostarse", "morning": "por la mañana", "evening": "con la cena"}[when])
                )
            said = f"{amount_of(doses[0], kind, strength, language)}{draw(st.sampled_from(ROUTES[language]))} {time}"
            if every != 1:
                said += " " + draw(st.sampled_from(WEEKDAYS[every][language] if by_weekday else EVERY[language][every]))
            last = (when, every)
        if phases and phases[-1][1] == tuple(zip(doses, whens, strict=True)) and phases[-1][2] == every:
            continue
        if not named and last is None:
            continue
        texts.append(f"{draw(st.sampled_from(VERBS[language]))}{said} {draw(spans(language, days))}")
        phases.append((days, tuple(zip(doses, whens, strict=True)), every))
    text = texts[0] + "".join(draw(st.sampled_from(THEN[language])) + each for each in texts[1:])
    text = head_of(draw, kind, strength, language) + text + draw(st.sampled_from(ENDS[language]))
    return Made(text, tuple(phases), {"mg": None, "mL": "liquid", "capsules": "capsule"}[kind], strength)


@st.composite
def laddered(draw):
    """Two to eight rising amounts, so many days each."""
    language = draw(st.sampled_from(("en", "es")))
    doses = sorted(set(draw(st.lists(st.integers(10, 100), min_size=2, max_size=8, unique=True))))
    masses = [Fraction(each, 20) for each in doses]
    days = draw(st.sampled_from((7, 10, 14, 28)))
    when = draw(st.sampled_from(("bedtime", "morning")))
    sign = draw(st.sampled_from((">", " > ", " → ", "->", ", ")))
    steps = sign.join(number(mass) for mass in masses) + " mg"
    if draw(st.booleans()):
        steps = sign.join(f"{number(mass)} mg" for mass in masses)
    each = draw(
        st.sampled_from(
            (f"{days} days each", f"{days}d each step", f"each for {days} days")
            if language == "en"
            else (f"{days} días cada uno", f"{days} días c/u")
        )
    )
    time = draw(st.sampled_from(TIMES[language][when]))
    form = draw(st.sampled_from(("", ", caps" if language == "en" else ", cápsulas")))
    text = f"{steps} {each}, {time}{form}" if draw(st.booleans()) else f"{steps} {time} {each}{form}"
    return Made(text, tuple((days, ((mass, when),), 1) for mass in masses), "capsule" if form else None, None)


@st.composite
def rising(draw):
    """A start, a step, an interval, an end that the steps reach; up or down."""
    language = draw(st.sampled_from(("en", "es")))
    step = Fraction(draw(st.sampled_from((1, 2, 5, 10, 20))), 20)
    start = Fraction(draw(st.integers(10, 40)), 20)
    steps = draw(st.integers(1, 8))
    masses = [start + step * each for each in range(steps + 1) if start + step * each <= 5]
    down = draw(st.booleans())
    if len(masses) < 2:
        masses = [Fraction(1), Fraction(2)]
        step = Fraction(1)
    if down:
        masses.reverse()
    days = draw(st.sampled_from((7, 10, 14)))
    when = draw(st.sampled_from(("bedtime", "morning")))
    time = draw(st.sampled_from(TIMES[language][when]))
    first, last, by = (f"{number(each)} mg" for each in (masses[0], masses[-1], step))
    if language == "en":
        verb = draw(
            st.sampled_from(("decrease by", "reduce by") if down else ("increase by", "go up by", "raise by", "titrate up by"))
        )
        interval = draw(
            st.sampled_from(
                (
                    f"every {days} days",
                    f"q{days}d",
                    *(["weekly", "each week"] if days == 7 else []),
                    *(["q2wk", "every 2 weeks"] if days == 14 else []),
                )
            )
        )
        lead = draw(st.sampled_from(("", "start ", "start with ", "begin at ")))
        text = draw(
            st.sampled_from(
                (
                    f"{lead}{first} {time}, {verb} {by} {interval} to {last}",
                    f"{lead}{first} {time} and {verb} {by} {interval} until {last}",
                    f"{verb} {by} {interval} from {first} to {last} {time}",
                )
            )
        )
    else:
        verb = draw(st.sampled_from(("bajar", "disminuir") if down else ("aumentar", "subir")))
        interval = draw(
            st.sampled_from(
                (f"cada {days} días", *(["cada semana"] if days == 7 else []), *(["cada 2 semanas"] if days == 14 else []))
            )
        )
        text = draw(
            st.sampled_from(
                (
                    f"empezar con {first} {time} y {verb} {by} {interval} hasta {last}",
                    f"{verb} {by} {interval} desde {first} hasta {last} {time}",
                )
            )
        )
    return Made(text, tuple((days, ((mass, when),), 1) for mass in masses), None, None)


@st.composite
def counted(draw):
    """Days that only the quantity tells: one phase, or phases of which the last is open."""
    language = draw(st.sampled_from(("en", "es")))
    kind, strength = draw(st.one_of(units().filter(lambda each: each[0] != "mg")))
    phases, texts, used = [], [], Fraction(0)
    for number_of in range(draw(st.integers(1, 3))):
        mass = dose_of(draw, kind, strength)
        if phases and phases[-1][1][0][0] == mass:
            continue
        days = draw(st.sampled_from((7, 14, 28)))
        phases.append((days, ((mass, "bedtime"),), 1))
        texts.append((amount_of(mass, kind, strength, language), days))
        used += mass / strength * days
        del number_of
    time = draw(st.sampled_from(TIMES[language]["bedtime"]))
    said = [f"{amount} {time} {draw(spans(language, days))}" for amount, days in texts[:-1]] + [f"{texts[-1][0]} {time}"]
    sign = draw(st.sampled_from(("#", "disp ", "dispense ", "qty: ") if language == "en" else ("#", "dispensar ", "cantidad: ")))
    amount = f"{sign}{number(used)}" + (" mL" if kind == "mL" else draw(st.sampled_from(("", f" {CAPS[language][1]}"))))
    text = head_of(draw, kind, strength, language) + (", then " if language == "en" else ", luego ").join(said) + ", " + amount
    return Made(text, tuple(phases), "liquid" if kind == "mL" else "capsule", strength)


def lines():
    """Any line of the grammar."""
    return st.one_of(phased(), laddered(), rising(), counted())
