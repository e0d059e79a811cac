"""The exercises of chapter 16: attention, and a network that writes with it."""

import numpy as np

from gradually.course.ch16 import solutions
from gradually.course.ch16.solutions import masked_softmax as the_masked_softmax
from gradually.course.checking import CodeExercise, ValueExercise

# --- predictions, choices, and what is worked out ---

weights_for_the_space = ValueExercise(
    "weights_for_the_space",
    3,
    because="Two back, three back, four back: each distance has its own weights, and none learns from another.",
    mistakes=[
        (1, "That would be handy. But the MLP has weights for each distance, and the space moves away."),
        (4, "Count the underscores: in each text the space stands one place further back."),
        (8, "The MLP has eight such groups. How many of them meet the space in these three texts?"),
        (28, "That is how many characters there are. How many distances does the space have in the three texts?"),
        (2, "One more: how far back is the space in each of the three?"),
        (0, "The space is within reach in all of them: the MLP looks eight places back."),
    ],
    tolerance=1e-9,
    otherwise="In each text count how many places before the gap the space stands.",
)

three_scores = ValueExercise(
    "three_scores",
    [3, 2, 2],
    because="Place 0 fits best what place 2 asks for.",
    mistakes=[
        ([1, 2, 0], "That uses the query of place 1. Place 2 is the last row."),
        ([1, 0, 1], "That uses the query of place 0. Place 2 is the last row."),
        ([3, 4, 2], "In the middle the products are 2 · 0 and 1 · 2. Then add them."),
        ([8, 4, 6], "That multiplies with the values. Scores come from query and key; values are handed over later."),
        ([1, 1, 2], "The query of one place meets the keys of all: here the key of place 2 met the queries."),
        (
            [0, 1, 2],
            "Those are the queries of place 2 against its own key alone. Take all three keys, one after the other.",
        ),
        (7, "That is all three together. Each place has a score of its own: a list of three."),
    ],
    otherwise="First number times first number, second times second, and add: once for each of the three keys.",
    hints=["Place 2 asks with [2, 1]. The first key is [1, 1]: 2 · 1 + 1 · 1."],
)

moved_places = ValueExercise(
    "moved_places",
    1,
    because="Only the last place may look at the last. The four before never saw it: none could copy from it.",
    mistakes=[
        (5, "All five would move if everybody looked everywhere. Where may places 0 to 3 look?"),
        (4, "Those before it? They come earlier, and may not look at what comes later."),
        (0, "One place may look at it. Which?"),
        (2, "Places 3 and 4? Place 3 comes before the last one, so may it see it?"),
    ],
    tolerance=1e-9,
    otherwise="There are five places. Which of them may look at the last?",
)

LETTERS = ["a", "b", "c"]

same_at_r = ValueExercise(
    "same_at_r",
    "c",
    because="It gathers a weighted mean, and a mean knows no order: n, o, t, r give what t, o, n, r give.",
    mistakes=[
        ("a", "The two differ in their order. What in attention depends on where a row stands?"),
        ("b", "Small differences have a cause, too. What in attention depends on where a row stands?"),
    ],
    options=LETTERS,
)

without_shortcuts = ValueExercise(
    "without_shortcuts",
    "b",
    because="What is added passes the gradient on whole, past every block; without it four blocks stand in its way.",
    mistakes=[
        ("a", "It would be so if the shortcut were only a detail. Which way has the gradient to the first block?"),
        ("c", "Nothing forbids a block to pass on what came in. But it must first learn to. Through what?"),
    ],
    options=LETTERS,
)

loss_without_mask = ValueExercise(
    "loss_without_mask",
    "a",
    because="Whoever may look at the next character need not guess. The loss falls to nearly nothing.",
    mistakes=[
        ("b", "It has more to look at than before. Is what it shall guess among that?"),
        ("c", "More to look at may confuse. But among it stands what it shall guess."),
    ],
    options=LETTERS,
)

copied_towns = ValueExercise(
    "copied_towns",
    "c",
    because="What it has learnt is how towns are spelt, not which there are.",
    mistakes=[
        ("a", "Has it room for them? And would the held-out loss fall so far, if it only knew its own towns?"),
        ("b", "Fewer. Read the last row of the film once more: how many of these towns do you know?"),
    ],
    options=LETTERS,
)

two_back = ValueExercise(
    "two_back",
    1,
    because="It does so in almost any town. Nobody told it to: it paid.",
    mistakes=[
        (2, "That one looks mostly *one* place back: its squares lie next to the diagonal. Two places is one further."),
        (3, "That one looks mostly *one* place back: its squares lie next to the diagonal. Two places is one further."),
        (4, "That one looks *one* place back, and nearly always. Two places is one further."),
    ],
    tolerance=1e-9,
    otherwise="The heads are numbered from 1 to 4. Is block 1 chosen?",
)

padding_counted = ValueExercise(
    "padding_counted",
    "b",
    because="After an end only ends follow. That is soon learnt, and it pulls the mean down.",
    mistakes=[
        ("a", "Is it hard to guess what follows an end, if it is always the same?"),
        ("c", "The towns' own characters are as hard as before. But they are not alone in the mean."),
    ],
    options=LETTERS,
)

attention_is_why = ValueExercise(
    "attention_is_why",
    "b",
    because="The picture shows weights. What is handed over, and what the MLPs make of it, it does not show.",
    belief=False,
    mistakes=[
        ("a", "The weights say how much is taken from where. Do they say what is taken, and what becomes of it?"),
        ("c", "The weights are used: with them the values are added up. But there is more to the network."),
    ],
    options=LETTERS,
)

# --- code: what the cases use ---


def lists(thing):
    """Return arrays, and arrays in a tuple or list, as lists of numbers, which a message can show."""
    if isinstance(thing, tuple | list):
        return [lists(part) for part in thing]
    return thing.tolist() if hasattr(thing, "tolist") else thing


def given():
    """Return the names that the cases of this chapter use."""
    return {"np": np, "lists": lists}


def cases_of(call, inputs):
    """Return {case: words for it} for `call`, a text with {} for an input, and inputs, {source: its words}."""
    return {f"lists({call.format(source)})": words for source, words in inputs.items()}


# --- code: the mean of what came before ---

MEAN_CASES = cases_of(
    "mean_of_earlier(np.array({}))",
    {
        "[[2.0, 6.0], [4.0, 0.0], [0.0, 3.0]]": "For rows [2, 6], [4, 0], [0, 3] it",
        "[[1.0], [2.0], [4.0], [0.5]]": "For rows [1], [2], [4], [0.5] it",
        "[[1.0, -2.0, 0.5], [0.25, 3.0, 7.0]]": "For rows [1, -2, 0.5], [0.25, 3, 7] it",
        "[[3.0, 1.0]]": "For the single row [3, 1] it",
    },
)

mean_of_earlier = CodeExercise(
    solutions.mean_of_earlier,
    cases=list(MEAN_CASES),
    words=MEAN_CASES,
    hints=[
        "Row i of the answer is a mean of rows 0 to i. `x[:n]` holds the first n rows: how many are needed?",
        "`.mean(axis=0)` of some rows is one row: the mean of each column. Collect them in a list, and make an array.",
    ],
    given=given,
)


@mean_of_earlier.other_way
def with_running_sums(x):
    return x.cumsum(axis=0) / np.arange(1, len(x) + 1)[:, None]


@mean_of_earlier.other_way
def with_a_triangle(x):
    weights = np.tril(np.ones((len(x), len(x))))
    return weights / weights.sum(axis=1, keepdims=True) @ x


@mean_of_earlier.mistake("A place counts as well: it looks at itself, too. So row 0 has something to look at.")
def without_itself(x):
    return np.array([x[:i].mean(axis=0) if i else 0 * x[0] for i in range(len(x))])


@mean_of_earlier.mistake("A place counts as well: without itself, row 0 has nothing, and 0 / 0 is nan.")
def nothing_for_the_first(x):
    with np.errstate(all="ignore"):
        return np.array([x[:i].sum(axis=0) / i * np.ones(x.shape[1]) if i else x[0] * np.nan for i in range(len(x))])


@mean_of_earlier.mistake("You divide by the number of all places. Each row divides by how many it has added.")
def divided_by_all(x):
    return x.cumsum(axis=0) / len(x)


@mean_of_earlier.mistake("That looks forward: each row is the mean of itself and what comes *later*.")
def looks_forward(x):
    return np.array([x[i:].mean(axis=0) for i in range(len(x))])


@mean_of_earlier.mistake("Those are sums. For a mean, divide each by how many rows are in it.")
def sums_alone(x):
    return x.cumsum(axis=0)


@mean_of_earlier.mistake("Every row is the mean of all. Row i may only look at rows 0 to i.")
def all_of_them(x):
    return np.array([x.mean(axis=0) for _ in x])


@mean_of_earlier.mistake(
    "Each row is one number, the mean of *all* numbers so far. Take it over rows, for each column: axis 0."
)
def across_the_columns(x):
    return np.array([x[: i + 1].mean(axis=1).mean() for i in range(len(x))])


@mean_of_earlier.mistake("That halves what came before at every step. All earlier rows count the same.")
def half_and_half(x):
    found = [x[0]]
    for row in x[1:]:
        found.append((found[-1] + row) / 2)
    return np.array(found)


@mean_of_earlier.mistake("Each row is one number, repeated: without an axis, `mean` takes all columns together.")
def columns_together(x):
    return np.array([np.full(x.shape[1], x[: i + 1].mean()) for i in range(len(x))])


@mean_of_earlier.mistake("The columns of the weights add up to 1. Each row of them should.")
def columns_of_weights(x):
    weights = np.tril(np.ones((len(x), len(x))))
    return weights / weights.sum(axis=0) @ x


@mean_of_earlier.mistake("That is one row alone: the last. A row is wanted for each place.")
def last_row_alone(x):
    return x.mean(axis=0)


# --- code: weights by softmax, with a mask ---

SCORES = {
    "[[2.0, -1.0], [0.5, 1.5]]": "For scores [[2, -1], [0.5, 1.5]] it",
    "[[0.0, 5.0, 1.0], [0.0, 0.0, 9.0], [1.0, 2.0, 3.0]]": "For scores [[0, 5, 1], [0, 0, 9], [1, 2, 3]] it",
    "[[-1.0, 0.0, 2.0, 1.0], [3.0, 1.0, 0.0, 0.0], [0.0, 0.5, -2.0, 4.0], [1.0, 1.0, 2.0, 0.0]]": "Of four rows it",
}
SOFTMAX_CASES = cases_of("masked_softmax(np.array({}))", SCORES)

masked_softmax = CodeExercise(
    solutions.masked_softmax,
    cases=list(SOFTMAX_CASES),
    words=SOFTMAX_CASES,
    hints=[
        "Add to the scores a table that is -inf above the diagonal and 0 elsewhere. e to the power of -inf is 0.",
        "`np.full((3, 3), -np.inf)` is a table full of it: keep what you need of such a one. Then softmax, row by row.",
    ],
    given=given,
)


@masked_softmax.other_way
def row_by_row(scores):
    weights = np.zeros(scores.shape)
    for i, row in enumerate(scores):
        powers = np.exp(row[: i + 1])
        weights[i, : i + 1] = powers / powers.sum()
    return weights


@masked_softmax.other_way
def zeros_before_the_sum(scores):
    powers = np.tril(np.exp(scores - scores.max()))
    return powers / powers.sum(axis=1, keepdims=True)


def plain_softmax(scores, axis=1):
    """Return the softmax of an array along an axis, None for all of it."""
    powers = np.exp(scores)
    return powers / powers.sum(axis=axis, keepdims=True)


@masked_softmax.mistake("Zeros *after* softmax are too late: the rows no longer add up to 1.")
def masked_too_late(scores):
    return np.tril(plain_softmax(scores))


@masked_softmax.mistake("A score of 0 is not no weight: e to the power of 0 is 1.")
def zero_for_minus_infinity(scores):
    return plain_softmax(np.tril(scores))


@masked_softmax.mistake("Nothing is masked: a place still looks at what comes after it.")
def no_mask(scores):
    return plain_softmax(scores)


@masked_softmax.mistake("The columns add up to 1. The rows should.")
def down_the_columns(scores):
    return plain_softmax(np.where(np.triu(np.ones(scores.shape), 1) > 0, -np.inf, scores), 0)


@masked_softmax.mistake("Masked is the wrong triangle: these places look at what comes later, and not back.")
def other_triangle(scores):
    return plain_softmax(np.where(np.tril(np.ones(scores.shape), -1) > 0, -np.inf, scores))


@masked_softmax.mistake("A place may look at itself: the diagonal is not masked.")
def not_at_itself(scores):
    with np.errstate(all="ignore"):
        return plain_softmax(np.where(np.triu(np.ones(scores.shape)) > 0, -np.inf, scores))


@masked_softmax.mistake("Negative scores above the diagonal are still seen.")
def masked_where_positive(scores):
    return plain_softmax(np.where(np.triu(scores, 1) > 0, -np.inf, scores))


@masked_softmax.mistake("The rows' sums divide the *columns* here: `keepdims=True`.")
def sums_lie_flat(scores):
    powers = np.tril(np.exp(scores))
    return powers / powers.sum(axis=1)


@masked_softmax.mistake("Those are shares of the scores themselves. Softmax takes e to their power first.")
def without_powers(scores):
    with np.errstate(all="ignore"):
        return np.tril(scores) / np.tril(scores).sum(axis=1, keepdims=True)


@masked_softmax.mistake("Those are the powers. Divide each row by its sum.")
def powers_alone(scores):
    return np.tril(np.exp(scores))


@masked_softmax.mistake("That divides by the sum of the whole table. Each row has a sum of its own.")
def shares_of_all(scores):
    return plain_softmax(np.where(np.triu(np.ones(scores.shape), 1) > 0, -np.inf, scores), None)


@masked_softmax.mistake("All is nan, no number. Is the mask -inf above the diagonal, and 0 elsewhere?")
def infinity_everywhere(scores):
    with np.errstate(all="ignore"):
        return plain_softmax(scores + np.triu(np.ones(scores.shape), 1) * -np.inf)


@masked_softmax.mistake("Scores times -inf: a negative one becomes plus infinity, and 0 nan, no number.")
def scores_times_infinity(scores):
    with np.errstate(all="ignore"):
        return plain_softmax(scores + np.triu(scores * -np.inf, 1))


@masked_softmax.mistake("Those are masked scores. Now comes softmax.")
def scores_alone(scores):
    return np.where(np.triu(np.ones(scores.shape), 1) > 0, -np.inf, scores)


# --- code: attention ---

ATTEND_INPUTS = {
    "[[1.0, 0.0], [2.0, 1.0]]), np.array([[1.0, 1.0], [0.0, 2.0]]), np.array([[4.0, 0.0], [0.0, 4.0]]": (
        "For places 0 and 2 above it"
    ),
    "[[0.5], [1.0], [-1.0], [2.0]]), np.array([[1.0], [-1.0], [0.5], [0.25]]), np.array([[1.0], [2.0], [3.0], [5.0]]": (
        "For four places with one number each it"
    ),
    "[[1.0, 0.5, -1.0, 2.0], [0.0, 1.0, 1.0, -1.0]]), np.array([[1.0, 2.0, 0.0, 1.0], [0.5, -1.0, 1.0, 0.0]]), "
    "np.array([[1.0, 0.0, 3.0, -2.0], [2.0, 5.0, 1.0, 1.0]]": "For two places with four numbers each it",
    "[[1.0, 2.0], [0.5, -1.0]]), np.array([[0.25, 1.0], [2.0, 0.5]]), np.array([[4.0, 1.0], [0.0, 3.0]]": (
        "For queries [[1, 2], [0.5, -1]], keys [[0.25, 1], [2, 0.5]] and values [[4, 1], [0, 3]] it"
    ),
}
ATTEND_CASES = cases_of("attend(np.array({}))", ATTEND_INPUTS)


def given_softmax():
    """Return the names that the cases and answers about attention use."""
    return given() | {"masked_softmax": the_masked_softmax}


attend = CodeExercise(
    solutions.attend,
    cases=list(ATTEND_CASES),
    words=ATTEND_CASES,
    hints=[
        "All scores at once are the queries `@` the keys, with the keys' rows made columns: `key.T`.",
        "Divide the scores by the root of the row length, `np.sqrt(query.shape[1])`. `masked_softmax` makes weights.",
        "The weights `@` the values add up what is handed over.",
    ],
    given=given_softmax,
)


@attend.other_way
def place_by_place(query, key, value):
    scores = np.zeros((len(query), len(query)))
    for i in range(len(query)):
        for j in range(len(query)):
            scores[i, j] = (query[i] * key[j]).sum() / len(query[i]) ** 0.5
    return the_masked_softmax(scores) @ value


@attend.other_way
def queries_divided(query, key, value):
    return the_masked_softmax((query / np.sqrt(value.shape[-1])) @ key.transpose()) @ value


@attend.mistake("The scores are not divided by the root of the row length.")
def not_divided(query, key, value):
    return the_masked_softmax(query @ key.T) @ value


@attend.mistake("You divide by the row length itself. Its root is enough.")
def divided_by_the_length(query, key, value):
    return the_masked_softmax(query @ key.T / query.shape[1]) @ value


@attend.mistake("You divide by the root of the number of places, not of a row's length.")
def root_of_the_places(query, key, value):
    return the_masked_softmax(query @ key.T / np.sqrt(len(query))) @ value


@attend.mistake("Query and key have changed roles.")
def roles_swapped(query, key, value):
    return the_masked_softmax(key @ query.T / np.sqrt(query.shape[1])) @ value


@attend.mistake("What is gathered is divided. It is the scores that should be, before softmax.")
def divided_too_late(query, key, value):
    return the_masked_softmax(query @ key.T) @ value / np.sqrt(query.shape[1])


@attend.mistake("Those are the weights. Add up the values with them.")
def weights_alone(query, key, value):
    return the_masked_softmax(query @ key.T / np.sqrt(query.shape[1]))


@attend.mistake("Those scores never became weights.")
def without_softmax(query, key, value):
    return query @ key.T / np.sqrt(query.shape[1]) @ value


@attend.mistake("The weights add up the keys. It is the values that are handed over.")
def keys_handed_over(query, key, value):
    return the_masked_softmax(query @ key.T / np.sqrt(query.shape[1])) @ key


@attend.mistake("The queries meet the values. They should meet the keys.")
def values_for_keys(query, key, value):
    return the_masked_softmax(query @ value.T / np.sqrt(query.shape[1])) @ value


@attend.mistake("`*` multiplies number by number, and adds nothing up. A score is a sum, for each *pair* of places.")
def rows_number_by_number(query, key, value):
    return the_masked_softmax(query * key / np.sqrt(query.shape[1])) @ value


@attend.mistake("The queries meet the keys' *columns* here: a matrix product takes columns of what is on its right.")
def keys_not_turned(query, key, value):
    return the_masked_softmax(query @ key / np.sqrt(query.shape[1])) @ value


@attend.mistake("With `*` queries and keys are multiplied number by number. A score is a sum of such products.")
def turned_number_by_number(query, key, value):
    return the_masked_softmax(query * key.T / np.sqrt(query.shape[1])) @ value


@attend.mistake("With `*` weights and values are multiplied number by number. What is gathered is a sum.")
def values_number_by_number(query, key, value):
    return the_masked_softmax(query @ key.T / np.sqrt(query.shape[1])) * value


@attend.mistake("Nothing is masked here: earlier places see later ones.")
def seen_by_all(query, key, value):
    return plain_softmax(query @ key.T / np.sqrt(query.shape[1])) @ value


# --- code: several heads ---

HEAD_CASES = {
    "split_heads(np.arange(30.0).reshape(1, 5, 6), 3).shape": "For x (1, 5, 6) and 3 heads the shape",
    "lists(split_heads(np.arange(12.0).reshape(1, 3, 4), 2)[0, 1])": "Counting up in (1, 3, 4), head 1 of 2",
    "lists(split_heads(np.arange(24.0).reshape(2, 3, 4) / 3, 2))": "Counting up in (2, 3, 4), 2 heads, it",
    "lists(split_heads(np.arange(30.0).reshape(1, 5, 6) / 7, 3))": "Counting up in (1, 5, 6), 3 heads, it",
    "lists(split_heads(np.arange(8.0).reshape(1, 2, 4) / 3, 4))": "Counting up in (1, 2, 4), 4 heads, it",
}

split_heads = CodeExercise(
    solutions.split_heads,
    cases=list(HEAD_CASES),
    words=HEAD_CASES,
    hints=[
        "First cut each row and move nothing: a reshape to four axes. The first two stay; which are the others?",
        "Then the axes change places: four numbers in `transpose`, and two of them not in their old order.",
    ],
    given=given,
)


@split_heads.other_way
def stacked(x, heads):
    return np.stack(np.split(x, heads, axis=2), axis=1)


@split_heads.other_way
def with_swapaxes(x, heads):
    return x.reshape(x.shape[0], x.shape[1], heads, -1).swapaxes(1, 2)


@split_heads.mistake("The shape is right, the numbers are not: a reshape alone mixes the places.")
def reshape_alone(x, heads):
    words, places, size = x.shape
    return x.reshape(words, heads, places, size // heads)


@split_heads.mistake("The rows are cut. Now the heads have to come before the places.")
def not_transposed(x, heads):
    words, places, size = x.shape
    return x.reshape(words, places, heads, size // heads)


@split_heads.mistake("A head should get numbers that stand side by side.")
def interleaved(x, heads):
    words, places, size = x.shape
    return x.reshape(words, places, size // heads, heads).transpose(0, 3, 1, 2)


@split_heads.mistake("The last two axes are turned round.")
def last_two_turned(x, heads):
    words, places, size = x.shape
    return x.reshape(words, places, heads, size // heads).transpose(0, 2, 3, 1)


@split_heads.mistake("The words stay on the first axis.")
def heads_first(x, heads):
    words, places, size = x.shape
    return x.reshape(words, places, heads, size // heads).transpose(2, 0, 1, 3)


@split_heads.mistake("The number of heads and their size are mixed up.")
def count_and_size_swapped(x, heads):
    words, places, size = x.shape
    return x.reshape(words, places, size // heads, heads).transpose(0, 2, 1, 3)


# --- code: the loss of the places that count ---

LOSS_INPUTS = {
    "np.array([[1.0, 2.0, 3.0, 0.5], [2.0, 4.0, 0.25, 0.0]]), ['abc', 'a']": (
        "For losses [[1, 2, 3, 0.5], [2, 4, 0.25, 0]] and the words abc and a it"
    ),
    "np.array([[0.5, 0.25, 8.0]]), ['a']": "For losses [[0.5, 0.25, 8]] and the word a it",
    "np.array([[1.0, 2.0, 6.0], [3.0, 0.0, 1.0], [2.5, 9.0, 7.0]]), ['ab', 'a', 'ab']": (
        "For losses [[1, 2, 6], [3, 0, 1], [2.5, 9, 7]] and the words ab, a, ab it"
    ),
}
LOSS_CASES = cases_of("loss_of_kept({})", LOSS_INPUTS)

loss_of_kept = CodeExercise(
    solutions.loss_of_kept,
    cases=list(LOSS_CASES),
    words=LOSS_CASES,
    hints=[
        "A word of three characters has four places that count: its characters, and one end.",
        "Add up the losses of those places over all words, and count them. Divide once, at the end.",
    ],
    given=given,
)


@loss_of_kept.other_way
def with_a_table_of_truth(losses, words):
    keep = np.array([[place <= len(word) for place in range(losses.shape[1])] for word in words])
    return losses[keep].mean()


@loss_of_kept.other_way
def put_together(losses, words):
    return np.concatenate([row[: len(word) + 1] for row, word in zip(losses, words)]).mean()


def kept(losses, words, more=1):
    """Return the losses of each word's characters, and of `more` places behind them."""
    return [row[: len(word) + more] for row, word in zip(losses, words, strict=True)]


@loss_of_kept.mistake("That is the mean over all places, also over those behind an end.")
def mean_of_all(losses, words):
    return losses.mean()


@loss_of_kept.mistake("What does not count is left out of the sum, but still counted in what you divide by.")
def still_divided_by_all(losses, words):
    return sum(row.sum() for row in kept(losses, words)) / losses.size


@loss_of_kept.mistake("The first end is missing: it has to be guessed, too, or no word would ever stop.")
def without_the_end(losses, words):
    return np.concatenate(kept(losses, words, 0)).mean()


@loss_of_kept.mistake("One place too many: after the first end nothing counts.")
def one_end_too_many(losses, words):
    return np.concatenate(kept(losses, words, 2)).mean()


@loss_of_kept.mistake("A mean of means: short words weigh more. Divide once.")
def mean_of_means(losses, words):
    return sum(row.mean() for row in kept(losses, words)) / len(words)


@loss_of_kept.mistake("That is a loss per word. Divide by the number of places that count.")
def divided_by_words(losses, words):
    return sum(row.sum() for row in kept(losses, words)) / len(words)


@loss_of_kept.mistake("The sum holds all places, the count only those that matter.")
def sum_of_all(losses, words):
    return losses.sum() / sum(len(word) + 1 for word in words)


@loss_of_kept.mistake("That is the sum. Divide it by the number of places that count.")
def sum_alone(losses, words):
    return sum(row.sum() for row in kept(losses, words))


@loss_of_kept.mistake("The ends are in the sum, but not in the count.")
def ends_not_counted(losses, words):
    return sum(row.sum() for row in kept(losses, words)) / sum(len(word) for word in words)


# --- code: temperature ---

HEAT_INPUTS = {
    "np.array([1.0, 2.0, 4.0]), 2.0": "For logits [1, 2, 4] and temperature 2 it",
    "np.array([0.5, -0.5, 0.0, 1.5]), 0.5": "For logits [0.5, -0.5, 0, 1.5] and temperature 0.5 it",
    "np.array([3.0, 0.0]), 1.0": "For logits [3, 0] and temperature 1 it",
}
HEAT_CASES = cases_of("with_temperature({})", HEAT_INPUTS)

with_temperature = CodeExercise(
    solutions.with_temperature,
    cases=list(HEAT_CASES),
    words=HEAT_CASES,
    hints=[
        "The temperature changes the logits, before they become probabilities.",
        "Divide the logits by it. Then softmax: e to the power of each, divided by the sum of all.",
    ],
    given=given,
)


@with_temperature.other_way
def shifted_first(logits, temperature):
    scaled = (logits - logits.max()) * (1 / temperature)
    return np.exp(scaled) / np.exp(scaled).sum()


@with_temperature.other_way
def by_a_power(logits, temperature):
    powers = np.exp(logits) ** (1 / temperature)
    return powers / sum(powers)


@with_temperature.mistake("So the logits end up multiplied: heat makes it more sure.")
def multiplied(logits, temperature):
    return plain_softmax(logits * temperature, None)


@with_temperature.mistake("The probabilities are divided, and not the logits.")
def probabilities_divided(logits, temperature):
    return plain_softmax(logits, None) / temperature


@with_temperature.mistake("The temperature has no effect here.")
def no_effect(logits, temperature):
    return plain_softmax(logits, None)


@with_temperature.mistake("Those are logits still. Softmax makes probabilities of them.")
def logits_alone(logits, temperature):
    return logits / temperature


@with_temperature.mistake("Those are the powers. Divide them by their sum.")
def powers_of_logits(logits, temperature):
    return np.exp(logits / temperature)


@with_temperature.mistake("Shares of the logits themselves: e to their power is missing.")
def shares_of_logits(logits, temperature):
    with np.errstate(all="ignore"):
        return logits / logits.sum()


@with_temperature.mistake("The powers know the temperature, and the sum that divides them does not.")
def sum_without_temperature(logits, temperature):
    return np.exp(logits / temperature) / np.exp(logits).sum()


@with_temperature.mistake("The temperature is taken off, and not divided by.")
def taken_off(logits, temperature):
    return np.exp(logits - temperature)


@with_temperature.mistake("The powers are divided, not the logits.")
def powers_divided(logits, temperature):
    return np.exp(logits) / temperature
