"""The slope of a function, found by nudging its inputs."""

# --- chapter 1: nudge an input, watch the output ---


def derivative(f, x, h=1e-5):
    """Return the slope of `f` at `x` as the symmetric difference over the two points `x + h` and `x - h`."""
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-5):
    """Return the slopes of `f(*xs)`, a list with one for each input, nudged while the others stay still."""
    slopes = []
    for i in range(len(xs)):
        up, down = list(xs), list(xs)
        up[i] += h
        down[i] -= h
        slopes.append((f(*up) - f(*down)) / (2 * h))
    return slopes


# --- chapter 3: check a gradient that was found in another way ---


def nudged_slope(build, value, h=1e-5):
    """Return the slope of `build().data` as `value.data` is nudged by `h`; that data is put back afterwards."""
    kept = value.data

    def result(data):
        value.data = data
        return build().data

    try:
        return derivative(result, kept, h)
    finally:
        value.data = kept


def check_gradient(build, values, tolerance=1e-6):
    """Raise AssertionError, naming each of `values` whose grad is not the slope of `build()` by it.

    Where a nudge and one twice as wide disagree, nudging is in doubt by as much. What it cannot see: an error in grad
    below a billionth of the result (or of 1), which rounding hides; and a slope at a corner, where there is none.
    """
    off, rounding = [], 1e-14 * max(1.0, abs(build().data))
    for i, value in enumerate(values):
        h = 1e-5 * max(1.0, abs(value.data))
        slope, wider = nudged_slope(build, value, h), nudged_slope(build, value, 2 * h)
        doubt = abs(slope - wider) + rounding / h
        if not abs(value.grad - slope) <= tolerance * abs(slope) + doubt:  # a nan is never <=
            name = value.label or f"value {i}"
            found = f"{slope:.6g}"
            if abs(slope - wider) > 0.01 * abs(slope):
                found += f", and {wider:.6g} with twice the nudge: a corner?"
            off.append(f"{name}: grad is {value.grad:.6g}, but nudging finds {found}")
    if off:
        raise AssertionError("\n".join(off))
