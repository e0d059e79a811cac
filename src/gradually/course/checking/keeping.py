"""A class that a notebook defined, as a file that can be imported."""

import ast
import builtins
import inspect
import linecache
import symtable
import sys

from gradually.course.checking.answers import methods_of, source_of

HEAD = '"""Written in a notebook of Gradually, and kept."""'
SHARED = "Where notebooks share a folder (JupyterLab, a hub, JupyterLite), {} finds it there."
COLAB = "Colab forgets it with this session: download it (the folder on the left), and upload it in {}."


class CannotStandAlone(Exception):
    """Says, in a sentence for the learner, why a class cannot be kept."""


def standing_alone(cls):
    """Return the text of a module that defines `cls` with the imports and functions of the notebook that it uses."""
    pieces, imports = {}, set()
    waiting = [cls]
    while waiting:
        thing = waiting.pop()
        text = text_of(thing)
        pieces[thing.__name__] = text
        for name in sorted(global_names(text) - set(pieces) - set(dir(builtins))):
            found = globals_of(thing).get(name)
            if line := import_of(name, found):
                imports.add(line)
            elif inspect.isfunction(found) or isinstance(found, type):
                waiting.append(found)
            else:
                raise CannotStandAlone(f"it uses `{name}`, which is made outside of it. Put that into the class.")
    head = "\n".join([HEAD, *[""] * bool(imports), *sorted(imports)])
    return "\n\n\n".join([head, *reversed(pieces.values())]) + "\n"


def text_of(thing):
    """Return the text of a class or function that a cell defined; CannotStandAlone if a method of it lies elsewhere."""
    text = source_of(thing).rstrip()
    if not text:
        raise CannotStandAlone(f"the text of `{thing.__name__}` is not known. Run its cell again, without %magic.")
    if isinstance(thing, type):
        written = {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)}
        cell = [each for each in methods_of(thing) if each.__globals__ is globals_of(thing)]  # not a dataclass's own
        typed = [each.__name__ for each in cell if linecache.getline(each.__code__.co_filename, 1)]
        if elsewhere := [name for name in typed if name not in written and name != "<lambda>"]:
            raise CannotStandAlone(f"`{elsewhere[0]}` was given to it from outside. Write it into the class.")
    return text


def globals_of(thing):
    """Return the global names round a class or function."""
    return getattr(thing, "__globals__", None) or methods_of(thing)[0].__globals__


def global_names(text):
    """Return the names that a piece of code reads from outside of itself."""
    waiting, names, bound = [symtable.symtable(text, "piece", "exec")], set(), set()
    while waiting:
        table = waiting.pop()
        waiting.extend(table.get_children())
        for symbol in table.get_symbols():
            if table.get_type() == "module":
                bound |= {symbol.get_name()} if symbol.is_assigned() or symbol.is_imported() else set()
            if symbol.is_referenced() and (table.get_type() == "module" or symbol.is_global()):
                names.add(symbol.get_name())
    return names - bound


def import_of(name, thing):
    """Return the line that imports what a notebook calls `name`; "" if it was not imported."""
    if inspect.ismodule(thing):
        return f"import {name}" if thing.__name__ == name else f"import {thing.__name__} as {name}"
    module = getattr(thing, "__module__", None)
    if not callable(thing) or module in (None, "__main__", "builtins") or not hasattr(thing, "__name__"):
        return ""
    if getattr(sys.modules.get(module), thing.__name__, None) is not thing:
        return ""
    return f"from {module} import {thing.__name__}" + (f" as {name}" if thing.__name__ != name else "")


def made_from(text, name):
    """Return what `text`, run on its own, calls `name`; CannotStandAlone if it does not run."""
    file, names = f"<kept {name}>", {"__name__": "kept"}
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    try:
        exec(compile(text, file, "exec"), names)
    except Exception as error:
        raise CannotStandAlone(f"its text alone raises {type(error).__name__}: {error}") from None
    return names[name]


def write(path, text, wanted_in):
    """Write `text` to `path`, with an older text that differs put beside it; return what to say."""
    where = (COLAB if "google.colab" in sys.modules else SHARED).format(wanted_in)
    if path.exists():
        older = path.read_text(encoding="utf-8")
        if older == text:
            return f"✓ {path.name} holds this class already. {where}"
        spare = next(p for n in range(1, 10_000) if not (p := path.with_stem(f"{path.stem}_{n}")).exists())
        path.replace(spare)
        where = f"The one that was there is now {spare.name}. {where}"
    path.write_text(text, encoding="utf-8")
    return f"✓ Written: {path.name}, beside this notebook. {where}"
