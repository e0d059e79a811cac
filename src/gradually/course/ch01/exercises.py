"""The exercises of chapter 1: slopes found by nudging."""

import math

from gradually.course.ch01 import solutions
from gradually.course.checking import CodeExercise, ValueExercise

# --- out of playing ---

trace_of_exp = ValueExercise(
    "trace_of_exp",
    "c",
    because="At each x the slope of eˣ is as large as eˣ is high. No other curve on the first screen does that.",
    mistakes=[
        ("a", "That is what the dots of 3x² − 4x + 5 do. Is eˣ chosen, and the run small?"),
        ("b", "So it is while the run is long. Pull the red point close to the blue one, and sweep again."),
        ("d", "Which slopes lie below 0 on eˣ? A bowl goes down before it goes up. Sweep once more."),
    ],
    options=["a", "b", "c", "d"],
)

# --- predictions ---

sign_at_minus_3 = ValueExercise(
    "sign_at_minus_3",
    "falls",
    because="At -3 the curve runs downhill from left to right: its slope there is negative.",
    mistakes=[
        ("rises", "Put a finger on the curve at -3 and move it a little to the right. Which way does it go?"),
        ("stays", "Only at the very bottom does the curve run level, and that is near 0.67."),
    ],
    options=["rises", "falls", "stays"],
)

slope_at_the_bottom = ValueExercise(
    "slope_at_the_bottom",
    0,
    because="At its lowest point the curve neither rises nor falls.",
    mistakes=[
        (2 / 3, "That is where the lowest point lies. How steep is the curve there?"),
        (11 / 3, "That is how high the curve is there. How steep is it?"),
    ],
    tolerance=1e-2,
)

tiny_nudge = ValueExercise(
    "tiny_nudge",
    0,
    because="3 + 1e-17 is 3 again: a float keeps about 16 digits, the nudge is lost, and the rise is 0.",
    mistakes=[
        (14, "That would be so with endless digits. A float keeps about 16. What is 3 + 1e-17, then?"),
        (14.003, "That was the slope with h = 0.001. What is 3 + 1e-17 in a computer?"),
        (1e-17, "That is the nudge. What does a computer make of 3 + 1e-17?"),
    ],
    tolerance=1e-30,
)

slope_by_a = ValueExercise(
    "slope_by_a",
    -3,
    because="a is multiplied by b, so each unit of a brings b = -3 units of d.",
    mistakes=[
        (2, "That is a itself. If a grows by 1, how many times is b added?"),
        (3, "The size is right. But b is negative: does d rise or fall when a grows?"),
        (4, "That is the value of d. How fast does it change when a is nudged?"),
        (1, "That would be so if a were added. It is multiplied by b first."),
        (-0.003, "That is the rise for a nudge of 0.001. Divide it by the nudge."),
        (7, "That is b + c. But c stays where it is when a is nudged."),
    ],
)

kink = ValueExercise(
    "kink",
    "b",
    because="The symmetric difference averages the slopes of both sides, -1 and 1. At a corner there is no tangent.",
    mistakes=[
        ("a", "|x| has a corner at 0, not a level stretch. What is the average of the slopes to the left and right?"),
        ("c", "The same happens for any h, even h = 1: nothing is lost in rounding here."),
    ],
    options=["a", "b", "c"],
)

smaller_is_better = ValueExercise(
    "smaller_is_better",
    "a",
    because="Two errors pull against each other: bending shrinks with h, and rounding grows as h shrinks.",
    mistakes=[
        (
            "b",
            "In mathematics, yes. But remember h = 1e-17: a computer loses digits long before h is 0.",
        ),
        ("c", "Remember the first picture: with a large h the line was far too steep."),
    ],
    options=["a", "b", "c"],
    belief=False,
)

# --- code ---

cube_slope = CodeExercise(
    solutions.cube_slope,
    cases=["cube_slope(2)", "cube_slope(-1)", "cube_slope(2, h=1)", "cube_slope(0.37, h=0.21)"],
    hints=[
        "The rise is how much x³ changes when x becomes x + h.",
        "The slope is rise / run, and the run is h.",
    ],
)


@cube_slope.other_way
def expanded(x, h=0.001):
    return 3 * x * x + 3 * x * h + h * h


@cube_slope.mistake("That is the rise. Divide it by the run, h.")
def no_division(x, h=0.001):
    return (x + h) ** 3 - x**3


@cube_slope.mistake("`x + h ** 3` is x + (h ** 3): powers go first. Put brackets round `x + h`.")
def no_brackets(x, h=0.001):
    return (x + h**3 - x**3) / h


@cube_slope.mistake("Brackets: `a - b / h` divides only b. Divide the whole rise.")
def divides_only_half(x, h=0.001):
    return (x + h) ** 3 - x**3 / h


@cube_slope.mistake("The sign is turned round: the rise is the value after the nudge minus the value before it.")
def before_minus_after(x, h=0.001):
    return (x**3 - (x + h) ** 3) / h


@cube_slope.mistake("That is the exact slope, 3x². Here the slope is to be measured with the step h that is given.")
def exact_formula(x, h=0.001):
    return 3 * x**2


@cube_slope.mistake("It divides by 0.001, whatever h is. (Did you take a name from a cell above?) Divide by h.")
def fixed_run(x, h=0.001):
    return ((x + h) ** 3 - x**3) / 0.001


@cube_slope.mistake("That is the slope of the f from above. This function is x**3.")
def of_the_parabola(x, h=0.001):
    return (3 * (x + h) ** 2 - 4 * (x + h) - (3 * x**2 - 4 * x)) / h


@cube_slope.mistake("h is written into the formula as 0.001. Use the parameter, so that another h can be passed.")
def fixed_step(x, h=0.001):
    return ((x + 0.001) ** 3 - x**3) / 0.001


two_sided = CodeExercise(
    solutions.two_sided,
    cases=[
        "two_sided(lambda x: x * x, 3, 0.5)",
        "two_sided(lambda x: x**3, -2, 0.1)",
        "two_sided(abs, 0.25, 0.5)",
        "1e6 * two_sided(lambda x: x / 7000, 1, 0.5)",
    ],
    hints=[
        "How far apart are the two points at which f is measured?",
        "Brackets round the top and round the bottom, (… - …) / (2 * h), and `return` in front.",
    ],
)


@two_sided.other_way
def average_of_both_sides(f, x, h):
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return 0.5 * (right + left)


@two_sided.mistake("Brackets: `a - b / c` divides only b. Divide the whole rise.")
def divides_only_the_second(f, x, h):
    return f(x + h) - f(x - h) / (2 * h)


@two_sided.mistake("It uses a step of its own. Use the h that is passed in.")
def own_step(f, x, h):
    return (f(x + 0.001) - f(x - 0.001)) / 0.002


@two_sided.mistake("It rounds. Round only what you print: a slope that is used further needs all its digits.")
def rounds(f, x, h):
    return round((f(x + h) - f(x - h)) / (2 * h), 6)


@two_sided.mistake("Twice too much: the two points are 2 * h apart, not h. (If you add two slopes, halve the sum.)")
def forgot_two(f, x, h):
    return (f(x + h) - f(x - h)) / h


@two_sided.mistake("That is the one-sided difference, from x to x + h. Step to both sides.")
def one_sided(f, x, h):
    return (f(x + h) - f(x)) / h


@two_sided.mistake("`a / 2 * h` means `(a / 2) * h`. Put brackets round `2 * h`.")
def precedence(f, x, h):
    return (f(x + h) - f(x - h)) / 2 * h


@two_sided.mistake("The sign is turned round: it is f(x + h) minus f(x - h).")
def turned_round(f, x, h):
    return (f(x - h) - f(x + h)) / (2 * h)


@two_sided.mistake("That is the rise. Divide it by the run.")
def only_the_rise(f, x, h):
    return f(x + h) - f(x - h)


both_errors = CodeExercise(
    solutions.both_errors,
    cases=[
        "both_errors(lambda x: x**3, 12, 2, 0.5)",
        "both_errors(lambda x: x**3, 3, -1, 0.1)",
        "both_errors(math.exp, 1, 0, 0.25)",
        "both_errors(lambda x: -x * x, -2, 1, 0.5)",
        "both_errors(lambda x: -(x**3), -3, 1, 0.5)",
    ],
    hints=[
        "First write both slopes down, each in a variable of its own.",
        "An error is how far a slope is from `exact`, whatever the direction: abs(slope - exact).",
    ],
    given=lambda: {"math": math},
)


@both_errors.other_way
def with_inner_function(f, exact, x, h):
    def error(left, right):
        return abs((f(right) - f(left)) / (right - left) - exact)

    return [error(x, x + h), error(x - h, x + h)]


@both_errors.mistake("An error has no sign, neither this way round nor that: take abs(...) of each difference.")
def signed_the_other_way(f, exact, x, h):
    return exact - (f(x + h) - f(x)) / h, exact - (f(x + h) - f(x - h)) / (2 * h)


@both_errors.mistake("`exact` is a number: no brackets after it.")
def calls_the_number(f, exact, x, h):
    return abs((f(x + h) - f(x)) / h - exact(x)), abs((f(x + h) - f(x - h)) / (2 * h) - exact(x))


@both_errors.mistake("An error has no sign: take abs(...) of each difference.")
def signed(f, exact, x, h):
    return (f(x + h) - f(x)) / h - exact, (f(x + h) - f(x - h)) / (2 * h) - exact


@both_errors.mistake("Those are the two slopes. How far is each from `exact`?")
def slopes_only(f, exact, x, h):
    return (f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (2 * h)


@both_errors.mistake("The order is turned round: first the error of the one-sided slope, then of the symmetric one.")
def swapped(f, exact, x, h):
    return abs((f(x + h) - f(x - h)) / (2 * h) - exact), abs((f(x + h) - f(x)) / h - exact)


@both_errors.mistake("In the symmetric slope the run is 2 * h.")
def symmetric_run_is_h(f, exact, x, h):
    return abs((f(x + h) - f(x)) / h - exact), abs((f(x + h) - f(x - h)) / h - exact)


@both_errors.mistake("Both are the one-sided error. The symmetric slope also looks at x - h.")
def one_sided_twice(f, exact, x, h):
    error = abs((f(x + h) - f(x)) / h - exact)
    return error, error


gradient_by_hand = CodeExercise(
    solutions.gradient_by_hand,
    cases=["gradient_by_hand(2, 3, 4)", "gradient_by_hand(1, 0.5, -2)"],
    hints=[
        "Take one input at a time; a term without it does not change, so it drops out.",
        "Rules: x³ has slope 3x²; sin(3x) has 3 cos(3x); 1/x has -1/x²; x**2.5 has 2.5 * x**1.5; √x has 1 / (2 * √x).",
    ],
    without=["gradient", "derivative", "two_sided", "nudged_slope"],
)


@gradient_by_hand.other_way
def with_powers(a, b, c):
    return (-3 * a * a - a**-0.5 / 2, math.cos(3 * b) * 3 + b**1.5 * 5 / 2, c**-2)


@gradient_by_hand.mistake("The first entry lacks a term: √a depends on a too.")
def forgot_the_root(a, b, c):
    return [-3 * a**2, 3 * math.cos(3 * b) + 2.5 * b**1.5, 1 / c**2]


@gradient_by_hand.mistake("`1 / 2 * math.sqrt(a)` is half the root. Write `1 / (2 * math.sqrt(a))`.")
def half_the_root(a, b, c):
    return [-3 * a**2 - math.sqrt(a) / 2, 3 * math.cos(3 * b) + 2.5 * b**1.5, 1 / c**2]


@gradient_by_hand.mistake("Inside the cosine it stays 3b: the slope of sin(3b) is 3 cos(3b).")
def lost_the_three_inside(a, b, c):
    return [-3 * a**2 - 0.5 / math.sqrt(a), 3 * math.cos(b) + 2.5 * b**1.5, 1 / c**2]


@gradient_by_hand.mistake("The first two slopes have changed places: the order is a, b, c.")
def in_another_order(a, b, c):
    return [3 * math.cos(3 * b) + 2.5 * b**1.5, -3 * a**2 - 0.5 / math.sqrt(a), 1 / c**2]


@gradient_by_hand.mistake("That is the value of g. What is asked for is its three slopes, as a list.")
def the_value(a, b, c):
    return -(a**3) + math.sin(3 * b) - 1 / c + b**2.5 - math.sqrt(a)


@gradient_by_hand.mistake("sin(3b) changes three times as fast as sin does: its slope is 3 cos(3b).")
def forgot_the_inner_three(a, b, c):
    return [-3 * a**2 - 0.5 / math.sqrt(a), math.cos(3 * b) + 2.5 * b**1.5, 1 / c**2]


@gradient_by_hand.mistake("Look at the sign of the last entry: the term is -1/c, and 1/c itself has slope -1/c².")
def sign_of_one_over_c(a, b, c):
    return [-3 * a**2 - 0.5 / math.sqrt(a), 3 * math.cos(3 * b) + 2.5 * b**1.5, -1 / c**2]


@gradient_by_hand.mistake("The root is subtracted: its slope counts negative.")
def sign_of_the_root(a, b, c):
    return [-3 * a**2 + 0.5 / math.sqrt(a), 3 * math.cos(3 * b) + 2.5 * b**1.5, 1 / c**2]


@gradient_by_hand.mistake("In the power of b the exponent comes down in front, and what stays above is lower by one.")
def exponent_not_lowered(a, b, c):
    return [-3 * a**2 - 0.5 / math.sqrt(a), 3 * math.cos(3 * b) + 2.5 * b**2.5, 1 / c**2]


@gradient_by_hand.mistake("Those are three slopes added up. A gradient is a list: one slope for each input.")
def added_up(a, b, c):
    return -3 * a**2 - 0.5 / math.sqrt(a) + 3 * math.cos(3 * b) + 2.5 * b**1.5 + 1 / c**2


steepest = CodeExercise(
    solutions.steepest,
    cases=[
        "steepest([1, 4, 2])",
        "steepest([-12, 10, 0])",
        "steepest([0.5])",
        "steepest([-3.0, 2.0, 1.0])",
        "steepest([5, -1, 2])",
        "steepest([1, -5, -3])",
        "steepest([2, 1, -4])",
    ],
    hints=[
        "A slope of -12 moves the result more than a slope of 10 does: compare sizes, abs(slope).",
        "Make a list of the sizes; sizes.index(max(sizes)) is the place of the largest.",
    ],
)


@steepest.other_way
def by_key(slopes):
    return max(range(len(slopes)), key=lambda i: abs(slopes[i]))


@steepest.mistake("A negative slope can be the steepest: compare sizes, without the signs.")
def ignores_negative(slopes):
    return slopes.index(max(slopes))


@steepest.mistake("That is the slope itself. What is asked for is its place in the list, counted from 0.")
def slope_not_place(slopes):
    return max(slopes, key=abs)


@steepest.mistake("That is the size of the steepest slope. What is asked for is its place, counted from 0.")
def size_not_place(slopes):
    return max(abs(slope) for slope in slopes)


@steepest.mistake(
    "That is the largest slope itself, and a negative one can be steeper. Which place has the largest size?"
)
def largest_slope(slopes):
    return max(slopes)


@steepest.mistake("The size of a negative slope does not stand in `slopes`, only in a list of sizes.")
def looks_in_the_wrong_list(slopes):
    return slopes.index(max(abs(slope) for slope in slopes))


@steepest.mistake("Python counts places from 0, and yours counts from 1.")
def counts_from_one(slopes):
    return max(range(len(slopes)), key=lambda i: abs(slopes[i])) + 1


@steepest.mistake("That is the flattest. max, not min.")
def flattest(slopes):
    return min(range(len(slopes)), key=lambda i: abs(slopes[i]))
