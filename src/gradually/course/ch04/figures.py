"""The figures of chapter 4: what one operation does to a gradient."""

from pathlib import Path

from gradually.course.page.live import Live
from gradually.draw import draw
from gradually.value import Value

ROOM = Path(__file__).parent


def block(inputs=(2.0, -3.0), arrives=5.0):
    """Return a live operation with knobs for its inputs and for the gradient that arrives at its result."""
    x, y = Value(inputs[0], label="x"), Value(inputs[1], label="y")
    out = x * y
    out.label, out.grad = "out", arrives
    for child, local_grad in zip(out.children, out.local_grads, strict=True):
        child.grad = local_grad * out.grad
    data = {"inputs": inputs, "arrives": arrives}
    still = draw(out, local_grads=True)
    return Live(ROOM / "block.js", data, still, "What a block does to a gradient", parts=["boxes.js"])
