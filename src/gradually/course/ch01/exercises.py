"""The exercises of chapter 1: slopes found by nudging."""

import itertools
import math

from gradually.course.ch01 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.derivative import derivative

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

tiny_nudge = ValueExercise(
    "tiny_nudge",
    0,
    because="3 + 1e-17 is 3 again: a float keeps about 16 digits, the nudge is lost, and the rise is 0.",
    mistakes=[
        (14, "That would be so with endless digits. A float keeps about 16. What is 3 + 1e-17, then?"),
        (14.00000000000003, "With endless digits it would be 14 and a trace. But what is 3 + 1e-17 in a computer?"),
        (14.003, "That was the slope with h = 0.001. What is 3 + 1e-17 in a computer?"),
        (1e-17, "That is the nudge. What does a computer make of 3 + 1e-17?"),
    ],
    otherwise="Work from the inside: what is 3 + 1e-17 in a computer, which keeps about 16 digits?",
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
        (-6, "That is a times b, the part of d that a goes into. By how much does it change when a grows by 1?"),
        (7, "That is b + c. But c stays where it is when a is nudged."),
    ],
    otherwise="d is a times -3, plus 10. When a grows by 1, by how much does that grow or shrink?",
)

slope_of_root = ValueExercise(
    "slope_of_root",
    0.25,
    because="The rule says 0.5 · x⁻⁰·⁵, and 4⁻⁰·⁵ is 1/√4 = 0.5. Half of that is a quarter.",
    mistakes=[
        (2, "That is √4 itself. How steep is the curve there?"),
        (1, "The exponent comes down, and the one that stays is lower by 1. What is 0.5 - 1?"),
        (0.5, "That is only one of the two factors. The rule has a number in front, and a power of x."),
        (-0.25, "The size is right. But √x rises: what sign has its slope?"),
        (-1, "A negative exponent does not make a number negative: x⁻⁰·⁵ is 1 / x⁰·⁵."),
        (8, "That is the slope of x² at 4. The root has the exponent 0.5."),
        (0.125, "You took 1 / x for x⁻⁰·⁵. It is 1 / x⁰·⁵, so 1 / √x."),
        (4, "x⁻⁰·⁵ stands below: 1 / x⁰·⁵. You seem to have divided by it."),
    ],
    hints=[
        "In the rule, k is 0.5. What is k - 1?",
        "x to the power -0.5 is 1 divided by x to the power 0.5, that is 1 / √x. At x = 4, what is √x?",
    ],
    otherwise="Put k = 0.5 and x = 4 into the rule, one after the other.",
)

runs_for_a_thousand = ValueExercise(
    "runs_for_a_thousand",
    2000,
    because="For each knob there is one run with it a little up, and one with it a little down.",
    mistakes=[
        (1000, "That would be one run for each knob. How often does your function call f in one turn of its loop?"),
        (1001, "So it is with steps to one side: one run to start from and one for each knob. Yours steps to both."),
        (2001, "The run in the middle is not needed: the slope is taken from the two sides alone."),
        (1, "One run gives one result, and a slope needs two. How many slopes are there?"),
        (2, "Two runs give one slope: that of the knob that was moved. How many knobs are there?"),
        (3000, "Count again what is called in one turn of the loop."),
        (1_000_000, "In each turn one knob is moved, not all of them one after the other."),
    ],
    otherwise="How many turns has the loop, and how often is f called in each?",
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


@cube_slope.mistake("That is how far x moves: the nudge. The rise is how far x³ moves, so both places take the power.")
def the_nudge_alone(x, h=0.001):
    return (x + h) - x


@cube_slope.mistake("That is the nudge divided by itself. The rise is how far x³ moves: both places take the power.")
def nudge_by_nudge(x, h=0.001):
    return ((x + h) - x) / h


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


slopes_at = CodeExercise(
    solutions.slopes_at,
    cases=[
        "slopes_at(lambda x: x * x, [3.0, -1.0, 0.5])",
        "slopes_at(lambda x: x**3 / 7, [-2.0, 1.0])",
        "slopes_at(math.exp, [0.0])",
        "slopes_at(lambda x: 5 * x - 2, [1.0, 2.0, 3.0, 4.0])",
    ],
    hints=[
        "The slope of f at one place x is derivative(f, x).",
        "Begin with an empty list, `slopes = []`. A loop, `for x in places:`, puts one slope after the other into it.",
        "slopes.append(…) puts one in. `return slopes` stands below the loop, as far to the left as `for`.",
    ],
    given=lambda: {"math": math},
    tolerance=1e-6,
)


@slopes_at.other_way
def in_one_line(f, places):
    return [derivative(f, x) for x in places]


@slopes_at.other_way
def by_counting(f, places):
    slopes = [0.0] * len(places)
    for i in range(len(places)):
        slopes[i] = (f(places[i] + 1e-5) - f(places[i] - 1e-5)) / 2e-5
    return slopes


@slopes_at.mistake("The `return` stands in the loop: it leaves after the first place.")
def leaves_at_once(f, places):
    slopes = []
    for x in places:
        slopes.append(derivative(f, x))
        return slopes


@slopes_at.mistake("One slope alone comes back, that of the first place. Collect them, and return when all are there.")
def only_the_first(f, places):
    for x in places:
        return derivative(f, x)


@slopes_at.mistake("Only the last one is left. Begin the list above the loop, not in it, and add to it.")
def list_begun_in_the_loop(f, places):
    for x in places:
        slopes = []
        slopes.append(derivative(f, x))
    return slopes


@slopes_at.mistake(
    "One slope alone comes back, that of the last place: each turn of the loop overwrites the one before."
)
def only_the_last(f, places):
    for x in places:
        slope = derivative(f, x)
    return slope


@slopes_at.mistake("Those are heights, the values of f. How steep is it at each place?")
def heights(f, places):
    return [f(x) for x in places]


@slopes_at.mistake("It hands all places to `derivative` at once. It takes one: call it once for each.")
def all_at_once(f, places):
    return derivative(f, places)


@slopes_at.mistake("`derivative` takes the function first, then the place.")
def place_first(f, places):
    return [derivative(x, f) for x in places]


@slopes_at.mistake("`derivative` takes the function itself: without (x), which would call it and leave a number.")
def called_too_early(f, places):
    return [derivative(f(x), x) for x in places]


@slopes_at.mistake("That is the slope at 0, 1, 2 and so on: the numbers of the places in the list, not the places.")
def at_the_numbers(f, places):
    return [derivative(f, i) for i in range(len(places))]


@slopes_at.mistake("Those are all slopes added up. A list is asked for, with one slope for each place.")
def sum_of_slopes(f, places):
    return sum(derivative(f, x) for x in places)


@slopes_at.mistake("The place and its slope stand in pairs. A plain list of slopes is asked for.")
def in_pairs(f, places):
    return [(x, derivative(f, x)) for x in places]


@slopes_at.mistake("Those are the places, as they came. What the loop finds is kept nowhere.")
def the_places(f, places):
    for x in places:
        x = derivative(f, x)
    return places


@slopes_at.mistake("Nothing is ever put into the list.")
def never_appended(f, places):
    slopes = []
    for x in places:
        derivative(f, x)
    return slopes


@slopes_at.mistake("That is the slope between neighbouring places. Each place has a slope of its own.")
def between_neighbours(f, places):
    return [(f(right) - f(left)) / (right - left) for left, right in itertools.pairwise(places)]


guessed_slopes = CodeExercise(
    solutions.guessed_slopes,
    cases=["guessed_slopes(3.0)", "guessed_slopes(-2.0)", "guessed_slopes(0.7)", "guessed_slopes(1.0)"],
    hints=[
        "In the column of x², divide each number by its place x. What is left?",
        "The column of x³ has no sign: x and -x have the same slope, as if x were squared. How many times x² is it?",
        "The column of 1/x is the number 1 over something, with a minus. At x = 2 it is -1/4, at 3 it is -1/9.",
    ],
    without=["derivative", "two_sided", "one_sided", "slopes_at"],
)


@guessed_slopes.other_way
def products(x):
    return (x + x, 3 * x * x, -(x**-2))


@guessed_slopes.mistake("Those are x², x³ and 1/x themselves. What stands in their columns of slopes?")
def the_curves(x):
    return [x**2, x**3, 1 / x]


@guessed_slopes.mistake(
    "The second one is right at 1 and nowhere else. Look at its column: -2 and 2 have the same slope."
)
def cube_is_a_line(x):
    return [2 * x, 3 * x, -1 / x**2]


@guessed_slopes.mistake("The second one is three times too small: at x = 1 the slope is not 1.")
def cube_without_its_three(x):
    return [2 * x, x**2, -1 / x**2]


@guessed_slopes.mistake("In the second one, only what stays above is asked: is it really still a third power?")
def still_a_third_power(x):
    return [2 * x, 3 * x**3, -1 / x**2]


@guessed_slopes.mistake("The second one: a number in front, and then? 2x² is too little at every place.")
def twice_the_square(x):
    return [2 * x, 2 * x**2, -1 / x**2]


@guessed_slopes.mistake("Look at the sign of the last one: 1/x falls wherever you stand.")
def falls_is_forgotten(x):
    return [2 * x, 3 * x**2, 1 / x**2]


@guessed_slopes.mistake("The last one is right at 1, but at 2 its column says a quarter, not a half.")
def one_over_x_again(x):
    return [2 * x, 3 * x**2, -1 / x]


@guessed_slopes.mistake("The last one is right for x above 0. Left of 0 its column is negative too.")
def sign_of_one_side(x):
    return [2 * x, 3 * x**2, -1 / (x * abs(x))]


@guessed_slopes.mistake(
    "The last one grows far out, and its column shrinks: is x² above the line, or below it, with a 1 above?"
)
def not_below_the_line(x):
    return [2 * x, 3 * x**2, -(x**2)]


@guessed_slopes.mistake("The brackets in the last one: `-1 / x * 2` is (-1 / x) times 2. A square is asked for.")
def times_for_square(x):
    return [2 * x, 3 * x**2, -1 / x * 2]


@guessed_slopes.mistake("The last one is too flat far out and too steep near 0: its exponent is one too large.")
def one_over_the_cube(x):
    return [2 * x, 3 * x**2, -1 / x**3]


@guessed_slopes.mistake("The first one: x² and its slope are not the same. What is the slope at x = 1, and at x = 3?")
def square_is_its_own(x):
    return [x**2, 3 * x**2, -1 / x**2]


@guessed_slopes.mistake("The first one is right in its form, but twice as steep: look at x = 1.")
def square_without_its_two(x):
    return [x, 3 * x**2, -1 / x**2]


tanh_slope = CodeExercise(
    solutions.tanh_slope,
    cases=["tanh_slope(0.5)", "tanh_slope(-0.8)", "tanh_slope(0.0)", "tanh_slope(0.123)"],
    hints=[
        "The slope is the same for t and -t. What makes a number lose its sign?",
        "Add the slope and t squared, in two or three rows of the table. What do you get?",
    ],
    without=["derivative", "two_sided", "one_sided", "slopes_at"],
)


@tanh_slope.other_way
def as_a_product(t):
    return (1 - t) * (1 + t)


@tanh_slope.mistake("At t = 0 that is right, and at t = 1 too. But in the table -t and t have the same slope.")
def one_minus(t):
    return 1 - t


@tanh_slope.mistake(
    "That is right at 0 and at the ends, but too small in between: the bump has a round top, yours a peak."
)
def peaked(t):
    return 1 - abs(t)


@tanh_slope.mistake("That is the slope where x is t. But t is the height, tanh x, already: no second tanh of it.")
def tanh_twice(t):
    return 1 - math.tanh(t) ** 2


@tanh_slope.mistake("The slope is 1 where t is 0, and near 0 where t is near 1. Yours is the other way round.")
def upside_down(t):
    return t**2


@tanh_slope.mistake("The sign is turned round: tanh rises everywhere.")
def negative(t):
    return t**2 - 1


@tanh_slope.mistake("`(1 - t) ** 2` squares too much: in the table -t and t have the same slope.")
def squares_all(t):
    return (1 - t) ** 2


@tanh_slope.mistake("Nearly, but it is too flat at the top: the exponent is too large.")
def fourth_power(t):
    return 1 - t**4


@tanh_slope.mistake("A third power keeps its sign. In the table -t and t have the same slope.")
def third_power(t):
    return 1 - t**3


@tanh_slope.mistake("`2 * t` is twice t, not its square. In the table -t and t have the same slope.")
def doubled(t):
    return 1 - 2 * t


gradient = CodeExercise(
    solutions.gradient,
    cases=[
        "gradient(lambda a, b: a * b + 4 * b, [2.0, -3.0])",
        "gradient(lambda a, b: a**3 - b**3 / 9, [1.0, 2.0], h=0.5)",
        "gradient(lambda x: x**3, [2.0], h=0.25)",
        "1e4 * gradient(lambda x: x**3, [0.3])[0]",
        "gradient(lambda a, b, c, d: a * b * c * d, [1.0, 2.0, -3.0, 4.0], h=0.1)",
    ],
    hints=[
        "One slope first, that of input 0. Make two copies, up = list(xs) and down = list(xs). Change entry 0 of each.",
        "Rise over run, as in two_sided: f(*up) and f(*down) are the two heights, and they lie 2 * h apart.",
        "Now the loop: `for i in range(len(xs)):`, and i in place of 0. Begin an empty list above it, put each slope "
        "into it with append, and return it below the loop, as far to the left as `for`.",
    ],
    tolerance=1e-7,
)


@gradient.other_way
def with_derivative(f, xs, h=1e-5):
    def slope(i):
        return derivative(lambda x: f(*xs[:i], x, *xs[i + 1 :]), xs[i], h)

    return [slope(i) for i in range(len(xs))]


@gradient.other_way
def puts_it_back(f, xs, h=1e-5):
    xs, slopes = list(xs), []
    for i, kept in enumerate(xs):
        xs[i] = kept + h
        right = f(*xs)
        xs[i] = kept - h
        left = f(*xs)
        xs[i] = kept
        slopes.append((right - left) / h / 2)
    return slopes


@gradient.mistake("A nudge is still there when the next input has its turn. Begin each turn with fresh copies.")
def never_put_back(f, xs, h=1e-5):
    slopes, up, down = [], list(xs), list(xs)
    for i in range(len(xs)):
        up[i] += h
        down[i] -= h
        slopes.append((f(*up) - f(*down)) / (2 * h))
    return slopes


@gradient.mistake(
    "Every rise is 0: both calls of f see the same numbers. (`up = xs` makes no copy, only a second name for one list.)"
)
def second_names(f, xs, h=1e-5):
    slopes = []
    for i in range(len(xs)):
        up, down = xs, xs
        up[i] += h
        down[i] -= h
        slopes.append((f(*up) - f(*down)) / (2 * h))
    return slopes


@gradient.mistake("All inputs are nudged at once. Nudge one, and hold the others still.")
def all_together(f, xs, h=1e-5):
    up, down = [x + h for x in xs], [x - h for x in xs]
    return [(f(*up) - f(*down)) / (2 * h) for _ in xs]


@gradient.mistake("That steps to one side. Step to both: one copy with h more, one with h less.")
def one_sided_gradient(f, xs, h=1e-5):
    slopes = []
    for i in range(len(xs)):
        up = list(xs)
        up[i] += h
        slopes.append((f(*up) - f(*xs)) / h)
    return slopes


@gradient.mistake("Every slope is twice too much: the two points are 2 * h apart.")
def run_is_h(f, xs, h=1e-5):
    return [2 * slope for slope in solutions.gradient(f, xs, h)]


@gradient.mistake("Those are rises. Divide each by its run.")
def rises(f, xs, h=1e-5):
    return [2 * h * slope for slope in solutions.gradient(f, xs, h)]


@gradient.mistake("`/ 2 * h` divides by 2 and then multiplies by h. Put brackets round `2 * h`.")
def precedence_again(f, xs, h=1e-5):
    return [slope * h * h for slope in solutions.gradient(f, xs, h)]


@gradient.mistake("Every sign is turned round: what comes after the nudge up, minus what comes after the nudge down.")
def down_minus_up(f, xs, h=1e-5):
    return [-slope for slope in solutions.gradient(f, xs, h)]


@gradient.mistake("f gets one list, but takes separate arguments: the star is missing in the call of f.")
def no_star(f, xs, h=1e-5):
    slopes = []
    for i in range(len(xs)):
        up, down = list(xs), list(xs)
        up[i] += h
        down[i] -= h
        slopes.append((f(up) - f(down)) / (2 * h))
    return slopes


@gradient.mistake("Only the first slope is there: the `return` stands in the loop.")
def returns_in_the_loop(f, xs, h=1e-5):
    return solutions.gradient(f, xs, h)[:1]


@gradient.mistake("Only the last slope is left: the list is begun anew in each turn. Begin it above the loop.")
def begins_anew(f, xs, h=1e-5):
    return solutions.gradient(f, xs, h)[-1:]


@gradient.mistake("One number comes back, the last slope. A list is asked for, with a slope for each input.")
def the_last_number(f, xs, h=1e-5):
    return solutions.gradient(f, xs, h)[-1]


@gradient.mistake("Those are the slopes added up. A list is asked for, with a slope for each input.")
def summed(f, xs, h=1e-5):
    return sum(solutions.gradient(f, xs, h))


@gradient.mistake("The step is fixed in the code. Use the h that is passed in.")
def step_of_its_own(f, xs, h=1e-5):
    return solutions.gradient(f, xs)


@gradient.mistake("f gets the nudged input alone. It needs all of its inputs, each time.")
def alone(f, xs, h=1e-5):
    return [(f(x + h) - f(x - h)) / (2 * h) for x in xs]


@gradient.mistake("derivative hands f one number alone. Give it a function of one input that fills in the others.")
def derivative_of_f(f, xs, h=1e-5):
    return [derivative(f, x) for x in xs]


@gradient.mistake("The input is replaced by h, where it should grow by h (and shrink by h in the other copy).")
def replaced(f, xs, h=1e-5):
    slopes = []
    for i in range(len(xs)):
        up, down = list(xs), list(xs)
        up[i], down[i] = h, -h
        slopes.append((f(*up) - f(*down)) / (2 * h))
    return slopes


@gradient.mistake("A whole list cannot be nudged. Which of its entries has its turn?")
def nudges_the_list(f, xs, h=1e-5):
    return list(xs) + h


@gradient.mistake("The nudge is fixed in the code, and the run is not. Use the h that is passed in for both.")
def nudge_of_its_own(f, xs, h=1e-5):
    return [1e-5 * slope / h for slope in solutions.gradient(f, xs)]


@gradient.mistake("The last input is left out: `range(len(xs))` goes through all of them.")
def one_too_few(f, xs, h=1e-5):
    return solutions.gradient(f, xs, h)[:-1]


@gradient.mistake("The run is 2 * h, but only one of the two calls of f sees input i nudged.")
def only_one_is_nudged(f, xs, h=1e-5):
    slopes = []
    for i in range(len(xs)):
        up, down = list(xs), list(xs)
        up[i] += h
        slopes.append((f(*up) - f(*down)) / (2 * h))
    return slopes


@gradient.mistake("It nudges input 0 in every turn. Which one has its turn?")
def always_the_first(f, xs, h=1e-5):
    return [solutions.gradient(f, xs, h)[0] for _ in xs]


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
        "a³, b^2.5 and √a = a^0.5 are powers: the exponent comes down in front, and the one that stays is lower by 1. "
        "1/c is a power too, c⁻¹, and it stands in your table of slopes.",
        "Slope by a: that of -a³, minus that of √a. By b: 3 cos 3b, plus that of b^2.5. By c: minus that of 1/c.",
    ],
    without=["gradient", "derivative", "two_sided", "nudged_slope"],
)


@gradient_by_hand.other_way
def with_powers(a, b, c):
    return (-3 * a * a - a**-0.5 / 2, math.cos(3 * b) * 3 + b**1.5 * 5 / 2, c**-2)


@gradient_by_hand.mistake("The first entry lacks a term: √a depends on a too.")
def forgot_the_root(a, b, c):
    return [-3 * a**2, 3 * math.cos(3 * b) + 2.5 * b**1.5, 1 / c**2]


@gradient_by_hand.mistake(
    "That takes off half of √a. The slope of √a shrinks as a grows. (And `1 / 2 * r` is half of r.)"
)
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


@gradient_by_hand.mistake("3b grows three times as fast as b: a factor is missing before the cosine.")
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
