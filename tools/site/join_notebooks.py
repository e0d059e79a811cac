"""Notebooks as JupyterLite must have them: served as they are, so with every text in one piece and its own kernel."""

import json

LISTS = {"tags", "traceback"}  # lists of texts that must stay lists


def copy(paths, folder):
    """Write the notebooks at `paths` into `folder`, for JupyterLite."""
    folder.mkdir(parents=True)
    for path in paths:
        notebook = joined(json.loads(path.read_text(encoding="utf-8")))
        notebook["metadata"]["kernelspec"] = {
            "display_name": "Python (Pyodide)",
            "language": "python",
            "name": "python",
        }
        (folder / path.name).write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def joined(part):
    """Return a part of a notebook in which texts that are stored as lists of lines are one text each."""
    if isinstance(part, list):
        return [joined(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {key: "".join(value) if is_text(key, value) else joined(value) for key, value in part.items()}


def is_text(key, value):
    """Tell whether the `value` of `key` is a text, stored as a list of its lines."""
    return key not in LISTS and isinstance(value, list) and value and all(isinstance(line, str) for line in value)
