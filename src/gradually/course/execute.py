"""Run notebooks from top to bottom in a fresh kernel and store their outputs.

python -m gradually.course.execute notebooks/*.ipynb
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from tqdm import tqdm

TIMEOUT = 300  # seconds a cell may take
ADDED_BY_JUPYTERLAB = ("deletable", "editable", "slideshow")  # to a cell that is given a tag


def execute(path):
    """Run the notebook at `path` in its own folder and write it back, with nothing in it that differs by machine."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],  # no warning about a loopback port for every notebook
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        for added in ADDED_BY_JUPYTERLAB:
            cell.metadata.pop(added, None)
    nbformat.write(notebook, path)


def main(paths):
    """Execute each notebook in `paths`, with a progress bar."""
    if not paths:
        print(__doc__)
        return 2
    os.environ["TQDM_DISABLE"] = "1"  # in the kernels: a bar shows times, and no two runs take the same
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # likewise: small products are slow on threads that others keep waiting
    for path in tqdm([Path(path) for path in paths], unit="notebook"):
        execute(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
