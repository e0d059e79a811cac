"""What a notebook needs where Python runs in a web page, by Pyodide: no threads are there, and the stack is small."""

import sys

from tqdm import tqdm

IN_BROWSER = sys.platform == "emscripten"

dying = []  # children of Values that are being freed
freeing = False


def settle():
    """Keep tqdm from starting a thread, and have long chains of Values freed one by one."""
    from gradually.value import Value

    tqdm.monitor_interval = 0
    Value.__del__ = free_one_by_one


def free_one_by_one(node):
    """Free the children of `node`, which is being freed, in a loop.

    Python frees a node, then its children, then theirs, each inside the last; in a page a chain of 2,500 overflows the
    stack, and that ends Python without a word.
    """
    global freeing
    dying.append(node.children)
    node.children = ()
    if not freeing:
        freeing = True
        try:
            while dying:
                dying.pop()  # calls this function for each child that nothing else holds
        finally:
            freeing = False
