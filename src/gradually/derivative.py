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
    try:
        value.data = kept + h
        above = build().data
        value.data = kept - h
        below = build().data
    finally:
        value.data = kept
    return (above - below) / (2 * h)


def check_gradient(build, values, tolerance=1e-6):
    """Raise AssertionError, naming each of `values` whose grad is not the slope of `build()` by it.

    Where a nudge and one twice as wide disagree, nudging is in doubt by as much. What it cannot see: an error in grad
    below a billionth of the result (or of 1), which rounding hides; and a slope at a corner, where there is none.
    """
    rounding = 1e-14 * max(1.0, abs(build().data))
    faults = []
    for place, value in enumerate(values):
        h = 1e-5 * max(1.0, abs(value.data))
        slope = nudged_slope(build, value, h)
        wider = nudged_slope(build, value, 2 * h)
        doubt = abs(slope - wider) + rounding / h
        agrees = abs(value.grad - slope) <= tolerance * abs(slope) + doubt
        if not agrees:  # so that nan, which is never <= anything, is a fault too
            faults.append(fault(place, value, slope, wider))
    if faults:
        raise AssertionError("\n".join(faults))


def fault(place, value, slope, wider):
    """Return the sentence that says what is wrong with the grad of `value`, the one at `place`."""
    name = value.label
    if not name:
        name = f"value {place}"
    said = f"{name}: grad is {value.grad:.6g}, but nudging finds {slope:.6g}"
    if abs(slope - wider) > 0.01 * abs(slope):
        said += f", and {wider:.6g} with twice the nudge: a corner?"
    return said
