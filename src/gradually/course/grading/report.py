"""What a teacher reads: the grades as a table for a spreadsheet, and as a page with the commonest mistakes first."""

import csv
import html
import importlib
from collections import Counter

import matplotlib.pyplot as plt

from gradually.course.checking.exercise import RIGHT, WRONG, Exercise
from gradually.course.grading.submission import BLANK, UNAVAILABLE, exercises_in, module_of
from gradually.course.page.pictures import picture
from gradually.render import GRADIENT_COLOR, image_tag

BARS = 12  # so many mistakes are drawn; the table below the chart holds all


def write_report(grades, folder):
    """Write grades.csv and grades.html for {path: grades} into `folder`."""
    with open(folder / "grades.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows(grades))
    (folder / "grades.html").write_text(page(grades), encoding="utf-8")


# --- the table ---


def rows(grades):
    """Return the rows of the table: a heading, then one for each submission, by name."""
    columns = [(chapter, e.name) for chapter in chapters(grades) for e in exercises_in(chapter)]
    heading = ["file", "chapter", "score", "of", "attempted", "mistakes", "not attempted", "note"]
    table = [heading + [f"{chapter}.{name}" for chapter, name in columns]]
    for path, one in sorted(grades.items(), key=lambda item: str(item[0])):
        outcomes = {name: found["outcome"] for name, found in one["outcomes"].items()}
        named = [f"{name}: {mistake_in(outcome)}" for name, outcome in outcomes.items() if mistake_in(outcome)]
        blank = [name for name, outcome in outcomes.items() if outcome == BLANK]
        table.append(
            [harmless(path), one["chapter"], score(one), gradable(one), attempted(one)]
            + ["; ".join(named), "; ".join(blank), harmless(one["note"])]
            + [outcomes.get(name, "") if chapter == one["chapter"] else "" for chapter, name in columns]
        )
    return table


def harmless(text):
    """Return a text that a submission chose, so that no spreadsheet takes it for a formula."""
    text = str(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def chapters(grades):
    """Return the chapters that occur, in order."""
    return sorted({one["chapter"] for one in grades.values()} - {""})


def outcomes_of(one):
    """Return the outcomes of one submission."""
    return [found["outcome"] for found in one["outcomes"].values()]


def score(one):
    """Return how many answers of a submission are right."""
    return outcomes_of(one).count(RIGHT)


def gradable(one):
    """Return how many exercises of a submission could be graded."""
    return sum(outcome != UNAVAILABLE for outcome in outcomes_of(one))


def attempted(one):
    """Return how many exercises of a submission were begun."""
    return sum(outcome not in (BLANK, UNAVAILABLE) for outcome in outcomes_of(one))


def mistake_in(outcome):
    """Return the name of the mistake in an outcome, "" if it names none."""
    return outcome.removeprefix(f"{WRONG}: ") if outcome.startswith(f"{WRONG}: ") else ""


# --- the commonest mistakes ---


def commonest(grades):
    """Return [(chapter, exercise, mistake, how many made it, how many tried)], the commonest first."""
    made, tried = Counter(), Counter()
    for one in grades.values():
        for name, found in one["outcomes"].items():
            tried[one["chapter"], name] += found["outcome"] not in (BLANK, UNAVAILABLE)
            if mistake := mistake_in(found["outcome"]):
                made[one["chapter"], name, mistake] += 1
    return sorted(((*key, n, tried[key[:2]]) for key, n in made.items()), key=lambda row: (-row[3], row[:3]))


def chart(mistakes):
    """Return a Picture of the commonest mistakes as bars: what to talk about in the next lesson."""
    drawn = mistakes[:BARS]
    said = [f"{chapter}.{name}: {mistake}" for chapter, name, mistake, _, _ in drawn]
    plt.style.use("gradually.course.page.style")
    _, axes = plt.subplots(figsize=(8, 1.2 + 0.35 * len(drawn)))
    bars = axes.barh(said[::-1], [row[3] for row in drawn][::-1], color=GRADIENT_COLOR)
    axes.bar_label(bars, [f"{made} of {tried}" for *_, made, tried in drawn][::-1], padding=3)
    plt.suptitle(f"Most often made: {said[0]}", x=0.01, ha="left", size=12, parse_math=False)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel("submissions")
    axes.margins(x=0.15)
    axes.grid(False, axis="y")
    counted = "; ".join(f"{words}, {made} of {tried}" for words, (*_, made, tried) in zip(said, drawn, strict=True))
    return picture(f"The commonest mistakes, and in how many of the submissions that tried: {counted}")


def reply_to(chapter, name, mistake):
    """Return what the learners who made a mistake were told."""
    exercise = getattr(importlib.import_module(module_of(chapter)), name, None)
    mistakes = exercise.mistakes if isinstance(exercise, Exercise) else []
    return next((m.reply for m in mistakes if m.name == mistake), "")


# --- the page ---

STYLE = """body { font-family: sans-serif; max-width: 75em; margin: 2em auto; padding: 0 1em; line-height: 1.4 }
table { border-collapse: collapse; margin: 1em 0 } th, td { border: 1px solid #ccc; padding: .25em .6em;
text-align: left; vertical-align: top } th { background: #f2f2f2 } img { max-width: 100% } td p { margin: .2em 0 }
td { overflow-wrap: anywhere }"""


def page(grades):
    """Return the page as HTML in one piece; all that comes from submissions is escaped."""
    mistakes = commonest(grades)
    drawing = chart(mistakes) if mistakes else None
    parts = [
        f"<h1>{len(grades)} submissions</h1>",
        "<h2>The commonest mistakes</h2>",
        image_tag(drawing.png, "png", drawing.words) if drawing else "<p>No named mistake was made.</p>",
        table("exercise mistake made tried told", mistake_rows(mistakes)),
        "<h2>The exercises</h2>",
        table("exercise right wrong other blank", exercise_rows(grades)),
        "<h2>The submissions, the lowest score first</h2>",
        table("file chapter score not&nbsp;attempted what&nbsp;was&nbsp;told", submission_rows(grades)),
    ]
    head = f'<meta charset="utf-8"><title>Grades</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>'


def table(heading, body):
    """Return an HTML table; `heading` is words, `body` rows of cells that are HTML already."""
    head = "".join(f'<th scope="col">{word}</th>' for word in heading.split())
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def escaped(*things):
    """Return things as text that is safe in HTML."""
    return [html.escape(str(thing)) for thing in things]


def mistake_rows(mistakes):
    """Return a row for each named mistake."""
    return [
        escaped(f"{chapter}.{name}", mistake, made, tried, reply_to(chapter, name, mistake))
        for chapter, name, mistake, made, tried in mistakes
    ]


def exercise_rows(grades):
    """Return a row for each exercise: how many are right, wrong, ended otherwise, blank; the most wrong first."""
    counts = []
    for chapter in chapters(grades):
        ours = [one for one in grades.values() if one["chapter"] == chapter]
        for exercise in exercises_in(chapter):
            found = [one["outcomes"].get(exercise.name, {}).get("outcome", "") for one in ours]
            right, blank, wrong = found.count(RIGHT), found.count(BLANK), sum(o.startswith(WRONG) for o in found)
            counts.append((f"{chapter}.{exercise.name}", right, wrong, len(found) - right - wrong - blank, blank))
    return [escaped(*row) for row in sorted(counts, key=lambda row: (-row[2], row[0]))]


def submission_rows(grades):
    """Return a row for each submission: its score, what is blank, what was told about answers that are not right."""
    lines = []
    for path, one in sorted(grades.items(), key=lambda item: (score(item[1]), str(item[0]))):
        blank = [name for name, found in one["outcomes"].items() if found["outcome"] == BLANK]
        told = [found["text"] for found in one["outcomes"].values() if found["outcome"] not in (RIGHT, BLANK)]
        said = "".join(f"<p>{text}</p>" for text in escaped(*told, *([one["note"]] if one["note"] else [])))
        lines.append([*escaped(path, one["chapter"], f"{score(one)} of {gradable(one)}", ", ".join(blank)), said])
    return lines
