"""The package as each chapter leaves it, and the proof that notebooks and package agree.

Three marks say when a line of `gradually/*.py` arrives; the newest text is the only one that is written by hand:

    # --- chapter 5: one backward pass ---        all below it, until the next banner, arrives in chapter 5
    import math  # chapter 3                      this line arrives in chapter 3
    self.local_grads = local_grads  # chapter 4   a parameter stored by such a line arrives with it: before
                                                  chapter 4 it is missing from the signature, slots and calls

A banner of chapter 0 heads support that no chapter teaches.

Two kinds of notebook cell make a claim about the package: a cell whose first line is `# gradually/value.py` holds
what that module holds at the end of the notebook's chapter, and `show(name)` shows it.

    python -m gradually.course.growth check              print what does not agree, exit 1 if anything
    python -m gradually.course.growth stage 2 FOLDER     write the package as chapter 2 leaves it
"""

import ast
import json
import re
import shutil
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
NOTEBOOKS = PACKAGE.parent.parent / "notebooks"
BANNER = re.compile(r"\s*# --- chapter (\d+): .+ ---$")
LINE_MARK = re.compile(r"  # chapter (\d+)$")
BUILD_CELL = re.compile(r"# gradually/(\w+\.py)$")


# --- the package at the end of a chapter ---


def teaching_modules(package=PACKAGE):
    """Return {file name: source} of the modules that learners build."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(package.glob("*.py"))}


def arrivals(source):
    """Return for each line of `source` the chapter in which it arrives, 0 where no mark says."""
    chapters, in_force = [], 0
    for line in source.splitlines():
        if banner := BANNER.match(line):
            in_force = int(banner[1])
        mark = LINE_MARK.search(line)
        chapters.append(max(in_force, int(mark[1]) if mark else 0))
    return chapters


def staged(source, chapter):
    """Return the text of a module as `chapter` leaves it, "" if the module does not exist yet."""
    when = arrivals(source)
    lines = source.splitlines()
    kept = [LINE_MARK.sub("", line) for line, arrives in zip(lines, when, strict=True) if arrives <= chapter]
    has_banners = any(BANNER.match(line) for line in lines)
    if has_banners and not any(BANNER.match(line) for line in kept):
        return ""
    text = re.sub(r"\n{4,}", "\n\n\n", "\n".join(kept).strip() + "\n")
    late = [line for line, arrives in zip(lines, when, strict=True) if arrives > chapter]
    for name in re.findall(r"^\s+self\.(\w+) = \1\b.*# chapter", "\n".join(late), re.MULTILINE):
        text = without_parameter(text, name)
    return text


def without_parameter(source, name):
    """Return `source` without the constructor parameter `name`, its slot, and what calls of the class pass for it."""
    cuts = []
    tree = ast.parse(source)
    for cls in [node for node in tree.body if isinstance(node, ast.ClassDef)]:
        constructor = next((f for f in functions(cls) if f.name == "__init__"), None)
        names = [arg.arg for arg in constructor.args.args] if constructor else []
        if name not in names:
            continue
        place = names.index(name)
        default = place - len(names) + len(constructor.args.defaults)
        pieces = [*constructor.args.args[: place + 1], *constructor.args.defaults[: default + 1]]
        pieces.sort(key=lambda node: (node.lineno, node.col_offset))
        cuts.append((end(pieces[-3]), end(pieces[-1])))
        for node in ast.walk(tree):
            if isinstance(node, ast.Tuple):
                cuts += cut_from(node.elts, lambda e: isinstance(e, ast.Constant) and e.value == name)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == cls.name:
                late = [keyword for keyword in node.keywords if keyword.arg == name]
                late += node.args[place - 1 : place]  # a call passes no self
                cuts += cut_from([*node.args, *node.keywords], late.__contains__)
    return without_spans(source, cuts)


def cut_from(nodes, is_cut):
    """Return the spans of those `nodes` that are to go, each from the end of the node before it."""
    return [(end(nodes[i - 1]), end(node)) for i, node in enumerate(nodes) if i and is_cut(node)]


def end(node):
    """Return the (line, column) at which `node` ends."""
    return node.end_lineno, node.end_col_offset


def without_spans(source, spans):
    """Return `source` without the texts between pairs of (line, column), lines from 1, columns in bytes."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    data = b"".join(lines)
    for (from_line, from_column), (to_line, to_column) in sorted(spans, reverse=True):
        data = data[: starts[from_line - 1] + from_column] + data[starts[to_line - 1] + to_column :]
    return data.decode()


def write_stage(chapter, folder):
    """Write into `folder` the package `gradually` as `chapter` leaves it, with the whole of `gradually.course`."""
    target = Path(folder) / "gradually"
    target.mkdir(parents=True)
    for name, source in teaching_modules().items():
        if text := staged(source, chapter):
            (target / name).write_text(text, encoding="utf-8")
            for data in re.findall(r'"([\w.]+\.(?:csv\.gz|txt))"', text):  # data arrive with the line that reads them
                shutil.copy(PACKAGE / data, target)
    shutil.copytree(PACKAGE / "course", target / "course", ignore=shutil.ignore_patterns("__pycache__"))


# --- what a text defines ---


def functions(cls):
    """Return the function definitions in the body of a class."""
    return [node for node in cls.body if isinstance(node, ast.FunctionDef)]


def members(source):
    """Return {qualified name: node} of each function and class of `source`, and of each method."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        if isinstance(node, ast.ClassDef):
            found.update({f"{node.name}.{method.name}": method for method in functions(node)})
    return found


def is_public(name):
    """Tell whether a qualified name is one that learners meet: no single leading underscore in any part."""
    return not any(re.match(r"_(?!_)", part) for part in name.split("."))


def essence(node):
    """Return what a definition does, as text: no docstrings, no annotations, no layout."""
    tree = ast.parse(ast.unparse(node))
    for inner in ast.walk(tree):
        if isinstance(inner, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(inner, clean=False) is not None:
            inner.body = inner.body[1:] or [ast.Pass()]
        if isinstance(inner, ast.arg):
            inner.annotation = None
        if isinstance(inner, ast.FunctionDef):
            inner.returns = None
    return ast.dump(tree)


# --- what the notebooks claim ---


def code_cells(notebook):
    """Yield the source of each code cell of the .ipynb file `notebook`."""
    for cell in json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"])


def calls_in(source, function):
    """Yield the calls of `function`, a plain name, in a cell's source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            yield node


def built(source):
    """Return (module, members) that a build cell defines, ("", {}) for any other cell."""
    first = source.split("\n", 1)[0].strip()
    build = BUILD_CELL.match(first)
    return (build[1], members(source)) if build else ("", {})


def shown(source):
    """Return the names that a cell shows: `show(Value.tanh)` gives "Value.tanh"."""
    return {ast.unparse(argument) for call in calls_in(source, "show") for argument in call.args[:1]}


def agreement(notebooks, modules):
    """Return a line for each thing in a build cell that the package does not hold in that form in that chapter."""
    problems = []
    for notebook in notebooks:
        chapter = int(notebook.name[:2])
        for source in code_cells(notebook):
            module, definitions = built(source)
            if not module:
                continue
            package = members(staged(modules.get(module, ""), chapter))
            for name, node in definitions.items():
                where = f"{notebook.name}: {name}"
                if name not in package:
                    problems.append(f"{where} is not in {module} at the end of chapter {chapter}")
                elif essence(node) != essence(package[name]):
                    problems.append(f"{where} differs from {module} at the end of chapter {chapter}")
    return problems


def coverage(notebooks, modules):
    """Return a line for each public member, or change of one, that its chapter neither builds nor shows."""
    problems = []
    for notebook in notebooks:
        chapter = int(notebook.name[:2])
        if chapter == 0:
            continue
        cells = list(code_cells(notebook))
        taught = set().union(*(shown(source) for source in cells))
        for source in cells:
            taught |= set(built(source)[1])
        for module, source in modules.items():
            before, now = members(staged(source, chapter - 1)), members(staged(source, chapter))
            for name, node in now.items():
                is_new = name not in before or essence(node) != essence(before[name])
                is_taught = name in taught or name.split(".")[0] in taught
                if isinstance(node, ast.FunctionDef) and is_public(name) and is_new and not is_taught:
                    problems.append(f"{notebook.name} neither builds nor shows {name} of {module}")
    return problems


def unmarked(modules):
    """Return a line for each definition that stands above the first banner of its module."""
    problems = []
    for module, source in modules.items():
        lines = source.splitlines()
        banner = next((i for i, line in enumerate(lines, 1) if BANNER.match(line)), len(lines))
        problems += [
            f"{module}: {name} has no chapter" for name, node in members(source).items() if node.lineno < banner
        ]
    return problems


def all_notebooks():
    """Return the chapters' notebooks in order."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def main(arguments):
    """Run the command named in `arguments` and return its exit status."""
    match arguments:
        case ["check"]:
            modules = teaching_modules()
            problems = unmarked(modules) + agreement(all_notebooks(), modules) + coverage(all_notebooks(), modules)
            print("\n".join(problems) or "the notebooks and the package agree")
            return 1 if problems else 0
        case ["stage", chapter, folder] if chapter.isdigit():
            write_stage(int(chapter), folder)
            return 0
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
