"""The slope of a function, found by nudging its inputs."""

import math  # chapter 3

# --- chapter 1: nudge an input, watch the output ---


def derivative(f, x, h=1e-5):
    """Return the slope of `f` at `x` as the symmetric difference over the two points `x + h` and `x - h`."""
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-5):
    """Return the slopes of `f(*xs)`, a list with one for each input, nudged while the others stay still."""

    def slope(i):
        return derivative(lambda x: f(*xs[:i], x, *xs[i + 1 :]), xs[i], h)

    return [slope(i) for i in range(len(xs))]


# --- chapter 3: check a gradient that was found in another way ---


def nudged_slope(build, value):
    """Return the slope of `build().data` as `value.data` is nudged; that data is put back afterwards."""
    kept = value.data

    def result(data):
        value.data = data
        return build().data

    try:
        return derivative(result, kept)
    finally:
        value.data = kept


def check_gradient(build, values, tolerance=1e-6):
    """Raise AssertionError, naming each of `values` whose grad is not the slope of `build()` by it."""
    off = []
    for i, value in enumerate(values):
        slope = nudged_slope(build, value)
        if not math.isclose(value.grad, slope, rel_tol=tolerance, abs_tol=tolerance):
            name = value.label or f"value {i}"
            off.append(f"{name}: grad is {value.grad:.6g}, but nudging finds {slope:.6g}")
    if off:
        raise AssertionError("\n".join(off))
