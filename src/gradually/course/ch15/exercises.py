"""The exercises of chapter 15: counting, drawing and judging characters, and the way back of a lookup."""
# ruff: noqa: RUF007  neighbours by zip, as learners write them

import math

import numpy as np

from gradually.course.ch15 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.text import CHARACTERS, encode

# --- predictions ---

copies_from = ValueExercise(
    "copies_from",
    5,
    because="At 5 about three quarters are copies, at 4 a good third. Where five characters have been met, mostly one "
    "town has them, and only one thing can follow.",
    mistakes=[
        (4, "At 4 it is a good third. Write a few more twenties there, and then one step further."),
        (3, "At 3 it is one or two of twenty. Write a few more, and look further back."),
        (2, "At 2 hardly a word is one of the counted. Look further back."),
        (1, "At 1 hardly a word is one of the counted. Look further back."),
        (0, "At 0 no character knows the one before it, and copies would be a wonder. Look further back."),
    ],
    otherwise="It is a notch of the knob: 0 to 5. Press `write 20 towns` a few times at each.",
)

pairs_in_stroud = ValueExercise(
    "pairs_in_stroud",
    7,
    because="Six characters, each with what is before it, and the end, with the d before it.",
    mistakes=[
        (5, "Those lie between the letters. What is before the s, and what comes after the d?"),
        (6, "One is missing: does the first character follow anything, and does anything follow the last?"),
        (8, "Those are the characters, with both dots. The first dot follows nothing."),
    ],
    otherwise="Write it with its dots, .stroud., and count the neighbours.",
)

loss_of_equal = ValueExercise(
    "loss_of_equal",
    3.332,
    because="-log(1/28) is log 28. A model that knows nothing at all loses that, whatever the town.",
    mistakes=[
        (-3.332, "Turn the sign: the probability is below 1, so its logarithm is below 0."),
        (28, "It gives each of them the probability 1/28. And what is minus the logarithm of that?"),
        (0.0357, "That is the probability. The loss is minus its logarithm."),
        (4.807, "That is the logarithm to base 2. Ours is the natural one, math.log."),
        (1.447, "That is the logarithm to base 10. Ours is the natural one, math.log."),
        (0, "A loss of 0 would be certain and right. It gives each of 28 characters the same probability."),
        (3.296, "That is for 27. The end counts as a character, too."),
        (3.258, "That is for 26 letters. There are also the space and the end."),
    ],
    tolerance=0.0011,
    otherwise="With 28 equal probabilities, each is 1/28. The loss is minus the natural logarithm of it.",
)

held_out_pairs = ValueExercise(
    "held_out_pairs",
    "infinite",
    because="One pair that was never seen is enough: its probability is 0, and -log 0 is infinite.",
    mistakes=[
        (
            "about as large",
            "So it would be without the empty squares of the picture. What does -log p say where p is 0?",
        ),
        ("twice as large", "Most pairs of the new towns are common ones. But some squares of the picture are empty."),
    ],
    options=["about as large", "twice as large", "infinite"],
)

five_back = ValueExercise(
    "five_back",
    "rises",
    because="The loss on the towns it counted goes on falling, and the other rises: many rows hold one town, or none.",
    mistakes=[
        ("falls", "Looking further back tells more, if one has seen enough. How often was the same row met at 5?"),
        ("stays", "There are 784 times as many rows, for the same towns. Can each still be met often?"),
    ],
    options=["falls", "stays", "rises"],
)

learnt_loss = ValueExercise(
    "learnt_loss",
    "the same",
    because="Where each gradient is 0, each probability is the share that was counted: there is the lowest place.",
    mistakes=[
        ("lower", "A gradient is p minus the share that was counted. Where are all of them 0, and what is p there?"),
        ("higher", "It has a logit for every square of the table. Can it not come to any probabilities at all?"),
    ],
    options=["lower", "the same", "higher"],
)

shapes_of_context = ValueExercise(
    "shapes_of_context",
    {"rows": (256, 3, 2), "side by side": (256, 6), "hidden": (256, 128), "logits": (256, 28)},
    because="A row of 2 for each of 3 characters; 6 numbers side by side; then the layers.",
    mistakes=[
        (
            {"rows": (256, 3, 2), "side by side": (256, 5), "hidden": (256, 128), "logits": (256, 28)},
            "side by side: three rows of 2 are 3 times 2 numbers, not 3 and 2.",
        ),
        (
            {"rows": (256, 3, 2), "side by side": (256, 2), "hidden": (256, 128), "logits": (256, 28)},
            "side by side: with 2 the three rows would be added up, and nobody could say which came first.",
        ),
        (
            {"rows": (256, 3, 2), "side by side": (256, 6), "hidden": (256, 128), "logits": (256, 2)},
            "logits: one for each character that may come next.",
        ),
        (
            {"rows": (256, 3, 2), "side by side": (256, 6), "hidden": (256, 128), "logits": (256, 1)},
            "logits: one for each character that may come next.",
        ),
        (
            {"rows": (256, 6), "side by side": (256, 6), "hidden": (256, 128), "logits": (256, 28)},
            "rows: so they are when they lie side by side. At first each of the three numbers became a row of 2.",
        ),
        (
            {"rows": (28, 2), "side by side": (256, 6), "hidden": (256, 128), "logits": (256, 28)},
            "rows: that is the whole table. Looked up are three of its rows for each of 256 examples.",
        ),
        (
            {"rows": (256, 2), "side by side": (256, 6), "hidden": (256, 128), "logits": (256, 28)},
            "rows: each example has three characters, and each of them has a row.",
        ),
    ],
    otherwise="Begin with x, (256, 3): what does each of its whole numbers become?",
)

near_each_other = ValueExercise(
    "near_each_other",
    "c",
    because="What follows an a is much like what follows an o. So one row does for the other, nearly.",
    mistakes=[
        (
            "a",
            "0, 1, 2 are only places in the table. Training sees which row is used, and never that 3 comes after 2.",
        ),
        ("b", "So it is before the first step. But each row's gradient comes from what follows that character."),
    ],
    options=["a", "b", "c"],
)

lower_is_better = ValueExercise(
    "lower_is_better",
    "b",
    because="The table that looks 5 back has the lowest loss of all on the towns it counted, and is worse than 3 back.",
    mistakes=[
        ("a", "Compare the tables for 3 and 5 back: on the towns they counted, and on those held out."),
        ("c", "It says something: a model that loses much even there has learnt little. But is lower always better?"),
    ],
    options=["a", "b", "c"],
    belief=False,
)

# --- code: what the cases use ---


def lists(thing):
    """Return arrays, and arrays in a tuple or list, as lists of numbers, which a message can show."""
    if isinstance(thing, tuple | list):
        return [lists(part) for part in thing]
    return thing.tolist() if hasattr(thing, "tolist") else thing


def shape_of(thing):
    """Return the shape of an array; anything else as it is."""
    return getattr(thing, "shape", thing)


def pairs(counts):
    """Return {"b→a": count} for each pair that a table of 28 by 28 has counted; its shape if it has another."""
    if shape_of(counts) is counts or counts.shape != (28, 28):
        return shape_of(counts)
    return {
        f"{CHARACTERS[i]}→{CHARACTERS[j]}": int(counts[i, j]) if counts[i, j] % 1 == 0 else float(counts[i, j])
        for i in range(28)
        for j in range(28)
        if counts[i, j] or counts[i, j] != counts[i, j]
    }


def table(seed, holes=()):
    """Return a table of probabilities, (28, 28), drawn by `seed`, with 0 at the pairs of characters in `holes`."""
    drawn = np.random.default_rng(seed).uniform(0.1, 1.0, (28, 28))
    for before, after in holes:
        drawn[CHARACTERS.index(before), CHARACTERS.index(after)] = 0.0
    return drawn / drawn.sum(axis=1, keepdims=True)


def keeps(function, *arrays):
    """Tell whether `function` leaves the arrays that it gets as they were."""
    before = [array.copy() for array in arrays]
    function(*arrays)
    return all(np.array_equal(a, b) for a, b in zip(before, arrays, strict=True))


def quietly(function, *arguments):
    """Return what `function` returns, without NumPy's warning at the logarithm of 0."""
    with np.errstate(divide="ignore"):
        return function(*arguments)


def given():
    """Return the names that the cases of this chapter use."""
    names = {"np": np, "math": math, "CHARACTERS": CHARACTERS, "encode": encode}
    return names | {
        each.__name__: each for each in (lists, shape_of, pairs, table, keeps, quietly, solutions.mean_surprise)
    }


# --- code: characters as numbers ---

numbers_of = CodeExercise(
    solutions.numbers_of,
    cases=['numbers_of("bath")', 'numbers_of("ab")', 'numbers_of("a z")', 'numbers_of("llanelli")', 'numbers_of("")'],
    hints=[
        "`CHARACTERS.index(character)` says where a character stands.",
        "A loop over the word gives a number for each of its characters. A 0 stands before them, and a 0 after them.",
    ],
    given=given,
)


@numbers_of.other_way
def with_a_loop(word):
    numbers = [0]
    for character in word:
        numbers.append(CHARACTERS.index(character))
    return [*numbers, 0]


@numbers_of.other_way
def with_a_dictionary(word):
    place = {character: i for i, character in enumerate(CHARACTERS)}
    return [place["."], *(place[character] for character in word), place["."]]


@numbers_of.mistake("The end is missing. How else should the network learn when to stop?")
def without_the_end(word):
    return [0] + [CHARACTERS.index(character) for character in word]


@numbers_of.mistake("The start is missing: nothing stands before the first character.")
def without_the_start(word):
    return [CHARACTERS.index(character) for character in word] + [0]


@numbers_of.mistake("Both dots are missing: a 0 before the word, and a 0 after it.")
def without_dots(word):
    return [CHARACTERS.index(character) for character in word]


@numbers_of.mistake("Number 0 is the dot, and number 1 the space. So a is not 0.")
def from_a_on(word):
    return [0, *[ord(character) - ord("a") for character in word], 0]


@numbers_of.mistake("Number 1 is the space. So a is not 1.")
def without_a_place_for_the_space(word):
    return [0, *[ord(character) - ord("a") + 1 for character in word], 0]


@numbers_of.mistake("A space is a character too, and has a number.")
def spaces_dropped(word):
    return [CHARACTERS.index(character) for character in f".{word.replace(' ', '')}."]


@numbers_of.mistake("Start and end have the same sign, the dot, and so the same number.")
def an_end_of_its_own(word):
    return [0, *[CHARACTERS.index(character) for character in word], 28]


@numbers_of.mistake("Those are places in the word. Asked for is each character's place in CHARACTERS.")
def places_in_the_word(word):
    return [0, *[i + 1 for i in range(len(word))], 0]


@numbers_of.mistake("The dots are still text. Their number is 0.")
def dots_as_text(word):
    return [".", *[CHARACTERS.index(character) for character in word], "."]


@numbers_of.mistake("`return` stands in the loop: it ends at the first character.")
def returns_in_the_loop(word):
    for character in f".{word}.":
        return [CHARACTERS.index(character)]


@numbers_of.mistake("A list stands inside your list. One list of numbers is asked for.")
def a_list_inside(word):
    return [0, [CHARACTERS.index(character) for character in word], 0]


@numbers_of.mistake("The whole word stands nowhere in CHARACTERS. Look up one character at a time.")
def the_whole_word(word):
    return [0, CHARACTERS.index(word), 0]


@numbers_of.mistake("The zeros are put around each character. They belong around the word.")
def dots_around_each(word):
    return [number for character in word for number in (0, CHARACTERS.index(character), 0)]


# --- code: pairs ---

PAIR_CASES = {
    'shape_of(count_pairs(["ab"]))': "The shape of what comes back",
    'pairs(count_pairs(["ab"]))': 'For ["ab"] the pairs',
    'pairs(count_pairs(["aa"]))': 'For ["aa"] the pairs',
    'pairs(count_pairs(["aab"]))': 'For ["aab"] the pairs',
    'pairs(count_pairs(["a", "b"]))': 'For ["a", "b"] the pairs',
    'pairs(count_pairs(["a", "a b"]))': 'For ["a", "a b"] the pairs',
    'pairs(count_pairs(["aaa", "b", "ab"]))': 'For ["aaa", "b", "ab"] the pairs',
}

count_pairs = CodeExercise(
    solutions.count_pairs,
    cases=list(PAIR_CASES),
    words=PAIR_CASES,
    hints=[
        "`np.zeros((28, 28))` is an empty table. `counts[3, 2] += 1` counts one pair: row 3, column 2.",
        "encode(word) gives a town's numbers, with its dots. Each of them but the last is followed by another: "
        "`zip(numbers, numbers[1:])` gives these pairs.",
        "Two loops, one in the other: over the words, and over the pairs of a word.",
    ],
    given=given,
)


@count_pairs.other_way
def by_place(words):
    counts = np.zeros((28, 28), dtype=int)
    for word in words:
        numbers = encode(word)
        for i in range(1, len(numbers)):
            counts[numbers[i - 1]][numbers[i]] += 1
    return counts


@count_pairs.other_way
def all_at_once(words):
    counts = np.zeros((28, 28))
    numbers = [encode(word) for word in words]
    before = [each for row in numbers for each in row[:-1]]
    after = [each for row in numbers for each in row[1:]]
    np.add.at(counts, (before, after), 1)
    return counts


@count_pairs.mistake("Rows and columns are turned round: the row is the character before, the column the next one.")
def turned_round(words):
    counts = np.zeros((28, 28))
    for word in words:
        numbers = encode(word)
        for before, after in zip(numbers, numbers[1:]):
            counts[after, before] += 1
    return counts


@count_pairs.mistake("A pair that comes twice counts once: every count is a 1.")
def ones_only(words):
    counts = np.zeros((28, 28))
    for word in words:
        numbers = encode(word)
        for before, after in zip(numbers, numbers[1:]):
            counts[before, after] = 1
    return counts


@count_pairs.mistake("Between two towns you count a pair of dots. Each town begins anew.")
def across_towns(words):
    counts = np.zeros((28, 28))
    numbers = [number for word in words for number in encode(word)]
    for before, after in zip(numbers, numbers[1:]):
        counts[before, after] += 1
    return counts


@count_pairs.mistake("The first pair of each town is lost: its first character follows the start.")
def without_the_start_pair(words):
    counts = np.zeros((28, 28))
    for word in words:
        numbers = encode(word)[1:]
        for before, after in zip(numbers, numbers[1:]):
            counts[before, after] += 1
    return counts


@count_pairs.mistake("The last pair of each town is lost: the end follows its last character.")
def without_the_end_pair(words):
    counts = np.zeros((28, 28))
    for word in words:
        numbers = encode(word)[:-1]
        for before, after in zip(numbers, numbers[1:]):
            counts[before, after] += 1
    return counts


@count_pairs.mistake("Only the pairs between letters are counted. The start and the end of a town belong to pairs too.")
def letters_alone(words):
    counts = np.zeros((28, 28))
    for word in words:
        numbers = encode(word)[1:-1]
        for before, after in zip(numbers, numbers[1:]):
            counts[before, after] += 1
    return counts


@count_pairs.mistake("The table is made anew for each town, so only the last one is left.")
def begun_anew(words):
    for word in words:
        counts = np.zeros((28, 28))
        numbers = encode(word)
        for before, after in zip(numbers, numbers[1:]):
            counts[before, after] += 1
    return counts


@count_pairs.mistake("`return` stands in the loop: only the first town is counted.")
def returns_after_one(words):
    counts = np.zeros((28, 28))
    for word in words:
        numbers = encode(word)
        for before, after in zip(numbers, numbers[1:]):
            counts[before, after] += 1
        return counts


@count_pairs.mistake("Pairs overlap: a character is the second of one pair and the first of the next.")
def every_second_pair(words):
    counts = np.zeros((28, 28))
    for word in words:
        numbers = encode(word)
        for before, after in zip(numbers[::2], numbers[1::2]):
            counts[before, after] += 1
    return counts


@count_pairs.mistake("Those are probabilities. Asked for are the counts.")
def shares_of_the_row(words):
    counts = solutions.count_pairs(words)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@count_pairs.mistake("Each character is paired with itself. With which one does it stand?")
def with_itself(words):
    counts = np.zeros((28, 28))
    for word in words:
        for number in encode(word)[:-1]:
            counts[number, number] += 1
    return counts


@count_pairs.mistake(
    "A pair that comes twice in one town counts once: NumPy's += at many places at once adds only one."
)
def once_for_each_town(words):
    counts = np.zeros((28, 28))
    for word in words:
        numbers = encode(word)
        counts[numbers[:-1], numbers[1:]] += 1
    return counts


@count_pairs.mistake("encode takes one town, not a list of them.")
def all_towns_encoded(words):
    counts = np.zeros((28, 28))
    for before, after in zip(encode(words), encode(words)[1:]):
        counts[before, after] += 1
    return counts


# --- code: to draw ---

FIELDS = "np.array([0.25, 0.5, 0.25])"  # an array, as a row of the notebook's table is
stop_of = CodeExercise(
    solutions.stop_of,
    cases=[
        f"stop_of({FIELDS}, 0.125)",
        f"stop_of({FIELDS}, 0.5)",
        f"stop_of({FIELDS}, 0.9)",
        "stop_of(np.array([0.125, 0.25, 0.5, 0.125]), 0.375)",
        "stop_of(np.array([0.125, 0.25, 0.125, 0.0, 0.5]), 0.5)",
        "stop_of(np.array([0.0, 0.5, 0.5]), 0.0)",
        "stop_of(np.array([0.0625, 0.0625, 0.25, 0.125, 0.5]), 0.2)",
    ],
    hints=[
        "Go from field to field, and keep a running sum of the probabilities.",
        "The first field at which the running sum is above the chance is the one. `enumerate` gives its number.",
    ],
    given=given,
)


@stop_of.other_way
def chance_used_up(probabilities, chance):
    for i in range(len(probabilities)):
        chance -= probabilities[i]
        if chance < 0:
            return i


@stop_of.other_way
def with_cumsum(probabilities, chance):
    return int((np.cumsum(probabilities) > chance).argmax())


@stop_of.mistake("That is the likeliest one, whatever the chance: it would write the same town again and again.")
def the_likeliest(probabilities, chance):
    return int(np.argmax(probabilities))


@stop_of.mistake("At a border the wheel stops in the next field: else a chance of 0 could pick what never happens.")
def also_at_the_border(probabilities, chance):
    total = 0.0
    for number, probability in enumerate(probabilities):
        total += probability
        if total >= chance:
            return number


@stop_of.mistake(
    "Each field alone is compared with the chance, but it ends at the sum of all up to it. Does yours begin anew?"
)
def each_alone(probabilities, chance):
    for number, probability in enumerate(probabilities):
        if probability > chance:
            return number


@stop_of.mistake("Each field alone is compared with the chance, but a field ends at the sum of all up to it.")
def each_alone_at_once(probabilities, chance):
    return int(np.argmax(probabilities > chance))


@stop_of.mistake("One too far: the test comes before the field's own probability is added.")
def tested_too_early(probabilities, chance):
    total = 0.0
    for number, probability in enumerate(probabilities):
        if total > chance:
            return number
        total += probability
    return len(probabilities) - 1


@stop_of.mistake("That is one too many: fields are counted from 0.")
def counted_from_one(probabilities, chance):
    return solutions.stop_of(probabilities, chance) + 1


@stop_of.mistake("That is where the field ends. Asked for is its number.")
def the_sum_itself(probabilities, chance):
    total = 0.0
    for probability in probabilities:
        total += probability
        if total > chance:
            return total


@stop_of.mistake("That is the field's probability. Asked for is its number.")
def the_probability_itself(probabilities, chance):
    return probabilities[solutions.stop_of(probabilities, chance)]


@stop_of.mistake("So all fields are equally wide. Each should be as wide as its probability.")
def fields_alike(probabilities, chance):
    return int(chance * len(probabilities))


@stop_of.mistake("It draws a chance of its own. Use the one it is given.")
def a_chance_of_its_own(probabilities, chance):
    return int(np.random.default_rng(3).choice(len(probabilities), p=probabilities))


@stop_of.mistake("It goes on after the field is found, so the last one is left. The first one is asked for.")
def goes_on(probabilities, chance):
    total, stop = 0.0, None
    for number, probability in enumerate(probabilities):
        total += probability
        if total > chance:
            stop = number
    return stop


@stop_of.mistake("That is the field whose own probability is nearest to the chance. A field ends at a running sum.")
def nearest_probability(probabilities, chance):
    return int(np.argmin(np.abs(np.array(probabilities) - chance)))


# --- code: to judge ---

mean_surprise = CodeExercise(
    solutions.mean_surprise,
    cases=[
        'lists(mean_surprise(table(1), ["bath"]))',
        'lists(mean_surprise(table(2), ["a", "kings lynn", "bath"]))',
        'lists(mean_surprise(table(3), ["ab", "leeds"]))',
        'lists(quietly(mean_surprise, table(4, ["ab"]), ["ab", "leeds"]))',
    ],
    words={
        'lists(mean_surprise(table(1), ["bath"]))': 'For ["bath"] and a table drawn at random',
        'lists(mean_surprise(table(2), ["a", "kings lynn", "bath"]))': 'For ["a", "kings lynn", "bath"] and another',
        'lists(mean_surprise(table(3), ["ab", "leeds"]))': 'For ["ab", "leeds"] and a third one',
        'lists(quietly(mean_surprise, table(4, ["ab"]), ["ab", "leeds"]))': "Where b after a has the probability 0",
    },
    hints=[
        "The pairs of a town are those of count_pairs. table[before, after] is the probability that the table gave.",
        "Keep a list of -np.log(...) over all pairs of all words, and divide its sum by its length.",
    ],
    given=given,
)


@mean_surprise.other_way
def with_a_running_sum(table, words):
    total, count = 0.0, 0
    for word in words:
        numbers = encode(word)
        for i in range(len(numbers) - 1):
            total -= np.log(table[numbers[i]][numbers[i + 1]])
            count += 1
    return total / count


@mean_surprise.other_way
def with_np_mean(table, words):
    probabilities = []
    for word in words:
        numbers = encode(word)
        probabilities += [table[a, b] for a, b in zip(numbers, numbers[1:])]
    return np.mean(-np.log(probabilities))


def surprises(table, word, log=np.log, numbers=None):
    """Return -log of the table's probability for each pair of a word."""
    numbers = encode(word) if numbers is None else numbers
    return [-log(table[a, b]) for a, b in zip(numbers, numbers[1:])]


@mean_surprise.mistake("That is the sum. The mean divides by how many pairs there were.")
def sum_for_mean(table, words):
    return sum(sum(surprises(table, word)) for word in words)


@mean_surprise.mistake("The sign is turned: the logarithm of a probability is below 0, and a surprise is not.")
def without_the_minus(table, words):
    return -solutions.mean_surprise(table, words)


@mean_surprise.mistake("A mean for each word first: so short words count more. Divide once, at the end.")
def mean_of_means(table, words):
    return sum(sum(surprises(table, word)) / (len(word) + 1) for word in words) / len(words)


@mean_surprise.mistake("That is for each town. Divide by how many pairs there were.")
def for_each_word(table, words):
    return sum(sum(surprises(table, word)) for word in words) / len(words)


@mean_surprise.mistake("The logarithm comes first, then the mean. You take the logarithm of a mean.")
def log_of_the_mean(table, words):
    numbers = [encode(word) for word in words]
    return -np.log(np.mean([table[a, b] for row in numbers for a, b in zip(row, row[1:])]))


@mean_surprise.mistake("That is 1 - p. Chapter 12 took another measure of surprise, with a logarithm.")
def one_minus_p(table, words):
    numbers = [encode(word) for word in words]
    return np.mean([1 - table[a, b] for row in numbers for a, b in zip(row, row[1:])])


@mean_surprise.mistake("Rows and columns are turned round: the row is the character before.")
def table_turned_round(table, words):
    return solutions.mean_surprise(table.T, words)


@mean_surprise.mistake("The ends are left out. That a town ends here has a probability, too.")
def without_the_ends(table, words):
    found = [each for word in words for each in surprises(table, word, numbers=encode(word)[:-1])]
    return sum(found) / len(found)


@mean_surprise.mistake("The first characters are left out. What follows the start has a probability, too.")
def without_the_starts(table, words):
    found = [each for word in words for each in surprises(table, word, numbers=encode(word)[1:])]
    return sum(found) / len(found)


@mean_surprise.mistake("That is to base 2. Take the natural logarithm, as in chapter 12: np.log.")
def to_base_two(table, words):
    return solutions.mean_surprise(table, words) / np.log(2)


@mean_surprise.mistake("A probability of 0 stops it: math.log refuses 0. np.log gives minus infinity.")
def with_math_log(table, words):
    found = [each for word in words for each in surprises(table, word, log=math.log)]
    return sum(found) / len(found)


@mean_surprise.mistake("`return` stands in the loop: only the first town is judged.")
def first_word_alone(table, words):
    return solutions.mean_surprise(table, words[:1])


@mean_surprise.mistake("The list begins anew for each town, so only the last one is judged.")
def last_word_alone(table, words):
    return solutions.mean_surprise(table, words[-1:])


@mean_surprise.mistake("You divide by the number of letters. Each town has one pair more than it has letters.")
def divided_by_letters(table, words):
    return sum(sum(surprises(table, word)) for word in words) / sum(len(word) for word in words)


@mean_surprise.mistake("A pair with the probability 0 is left out. That it came is the greatest surprise of all.")
def without_the_impossible(table, words):
    found = [each for word in words for each in surprises(table, word) if each < math.inf]
    return sum(found) / len(found)


@mean_surprise.mistake("You divide by how many numbers encode gives. Each town has one pair less.")
def divided_by_numbers(table, words):
    return sum(sum(surprises(table, word)) for word in words) / sum(len(word) + 2 for word in words)


@mean_surprise.mistake("That is to base 10. Take the natural logarithm, as in chapter 12: np.log.")
def to_base_ten(table, words):
    return solutions.mean_surprise(table, words) / np.log(10)


# --- code: a lookup's way back ---

SMALL = "np.array([[0.5, -1.0], [2.0, 0.25], [1.5, 3.0]])"
WIDE = "np.array([[0.5, -1.0, 1.0], [2.0, 0.25, 0.5], [1.5, 3.0, 0.125], [4.0, 1.0, 0.0], [0.0, 2.0, 1.0]])"
BACK_CASES = {
    f"shape_of(look_up_back({SMALL}, np.array([2, 0, 2, 2]), np.ones((4, 2))))": "For a table (3, 2) and four places "
    "the shape",
    f"lists(look_up_back({SMALL}, np.array([2, 0]), np.array([[0.5, 1.0], [2.0, 3.0]])))": "For places [2, 0], "
    "grad [[0.5, 1], [2, 3]]",
    f"lists(look_up_back({SMALL}, np.array([1, 1]), np.array([[0.5, 1.0], [2.0, 3.0]])))": "For places [1, 1], "
    "grad [[0.5, 1], [2, 3]]",
    f"lists(look_up_back({WIDE}, np.array([3, 0, 3, 3]), np.array([[1.0, 2.0, 0.5], [0.25, 0.5, 8.0], "
    "[3.0, 5.0, 0.12345], [0.5, 0.75, 2.0]])))": "For a table (5, 3) and places [3, 0, 3, 3]",
    f"keeps(look_up_back, {SMALL}, np.array([1, 1]), np.array([[0.5, 1.0], [2.0, 3.0]]))": "Whether table and grad are "
    "as they were",
}

look_up_back = CodeExercise(
    solutions.look_up_back,
    cases=list(BACK_CASES),
    words=BACK_CASES,
    hints=[
        "A gradient has the shape of what it belongs to, here the table. `np.zeros(table.shape)` is a start: a row "
        "that nobody looked up has the gradient 0.",
        "Row i of grad belongs to row places[i] of the table. `zip(places, grad)` gives both.",
        "A row that was looked up twice gets both rows of grad, added up: the bug of chapter 5.",
    ],
    given=given,
)


@look_up_back.other_way
def with_add_at(table, places, grad):
    whole = np.zeros_like(table)
    np.add.at(whole, places, grad)
    return whole


@look_up_back.other_way
def as_a_product(table, places, grad):
    return (np.arange(len(table))[:, None] == places) @ grad


@look_up_back.other_way
def row_by_row(table, places, grad):
    return np.array([grad[places == row].sum(axis=0) for row in range(len(table))])


@look_up_back.mistake("One gradient of two was kept: chapter 5's bug. (`whole[places] += grad` has it, too.)")
def last_one_stays(table, places, grad):
    whole = np.zeros(table.shape)
    for place, row in zip(places, grad):
        whole[place] = row
    return whole


@look_up_back.mistake("Looked up twice, but only the first gradient kept.")
def first_one_stays(table, places, grad):
    whole = np.zeros(table.shape)
    for place, row in zip(places[::-1], grad[::-1]):
        whole[place] = row
    return whole


@look_up_back.mistake("That is grad as it arrives, a row for each place. Asked for is a row for each row of the table.")
def as_it_arrives(table, places, grad):
    return grad


@look_up_back.mistake("Gradients are added up, not averaged.")
def averaged(table, places, grad):
    counts = np.bincount(places, minlength=len(table))[:, None]
    return solutions.look_up_back(table, places, grad) / np.maximum(counts, 1)


@look_up_back.mistake("That is how often each row was used. What arrived, grad, has to come in.")
def only_counts(table, places, grad):
    return solutions.look_up_back(table, places, np.ones_like(grad))


@look_up_back.mistake("It begins with the table's own numbers. A gradient begins at 0.")
def begins_with_the_table(table, places, grad):
    return table + solutions.look_up_back(table, places, grad)


@look_up_back.mistake("Row i of grad goes to row places[i] of the table, not to row i.")
def in_order(table, places, grad):
    whole = np.zeros((max(len(table), len(grad)), table.shape[1]))
    whole[: len(grad)] += grad
    return whole[: len(table)]


@look_up_back.mistake("Those are rows of grad that the places name. It goes the other way: grad comes to the table.")
def looked_up_again(table, places, grad):
    return grad[places]


@look_up_back.mistake("Those are rows of grad that the places name. It goes the other way: grad comes to the table.")
def looked_up_again_from_the_end(table, places, grad):
    return grad[np.minimum(places, len(grad) - 1)]


@look_up_back.mistake("That is the lookup itself, going forward. Asked for is what the table gets of grad.")
def forward_again(table, places, grad):
    return table[places]


@look_up_back.mistake("It multiplies by the table's numbers. A lookup copies: slope 1.")
def times_the_table(table, places, grad):
    return table * solutions.look_up_back(table, places, grad)


@look_up_back.mistake("It writes into the table, which it was only lent.")
def writes_into_the_table(table, places, grad):
    for place, row in zip(places, grad):
        table[place] += row
    return table


@look_up_back.mistake(
    "grad has a row for each place, in the order of the places. The place itself is a row of the table."
)
def grad_by_its_place(table, places, grad):
    whole = np.zeros(table.shape)
    for place in places:
        whole[place] += grad[place]
    return whole


# --- code: what stands before each character ---

windows = CodeExercise(
    solutions.windows,
    cases=['windows("ab", 2)', 'windows("ab", 1)', 'windows("ely", 3)', 'windows("a b", 2)', 'windows("hull", 5)'],
    hints=[
        "Begin with `back` zeros. Before the first character stand only these.",
        "After each character the window moves on by one: it loses its first number, and gets that character's.",
        "There is one window for each character and one for the end: the last one holds the last characters.",
    ],
    given=given,
)


@windows.other_way
def moving_on(word, back):
    window, found = [0] * back, []
    for number in encode(word)[1:]:
        found.append(window)
        window = [*window[1:], number]
    return found


@windows.other_way
def cut_out(word, back):
    numbers = encode(word)
    return [([0] * back + numbers[1:place])[-back:] for place in range(1, len(numbers))]


@windows.mistake("The first ones are too short: zeros stand where the word has not begun.")
def without_zeros(word, back):
    numbers = encode(word)[1:]
    return [numbers[max(0, place - back) : place] for place in range(len(numbers))]


@windows.mistake("The last number of each is what shall be guessed. Only what stands before it is asked for.")
def with_the_answer(word, back):
    numbers = [0] * back + encode(word)[1:]
    return [numbers[i + 1 : i + 1 + back] for i in range(len(word) + 1)]


@windows.mistake("The last one is missing: the end is guessed too, from the last characters.")
def without_the_last(word, back):
    return solutions.windows(word, back)[:-1]


@windows.mistake("The first one is missing: the first character is guessed too, from zeros alone.")
def without_the_first(word, back):
    return solutions.windows(word, back)[1:]


@windows.mistake("The order is turned round: the nearest character stands last, as in the word.")
def nearest_first(word, back):
    return [window[::-1] for window in solutions.windows(word, back)]


@windows.mistake("The zeros stand behind. They stand for what comes before the word.")
def zeros_behind(word, back):
    numbers = encode(word)[1:]
    return [(numbers[max(0, i - back) : i] + [0] * back)[:back] for i in range(len(numbers))]


@windows.mistake("These are text. Asked for are the numbers of the characters.")
def as_text(word, back):
    return [["."] * max(0, back - i) + list(word[max(0, i - back) : i]) for i in range(len(word) + 1)]


@windows.mistake("One number too many in each: `back` of them are asked for.")
def one_too_many(word, back):
    return solutions.windows(word, back + 1)


@windows.mistake("There is the number that comes next in it too. Only the windows are asked for.")
def with_targets(word, back):
    return list(zip(solutions.windows(word, back), encode(word)[1:]))


@windows.mistake("All are one and the same list, which you change afterwards. Append a new list each time.")
def one_list_for_all(word, back):
    window, found = [0] * back, []
    for number in encode(word)[1:]:
        found.append(window)
        window.append(number)
        window.pop(0)
    return found


@windows.mistake("Everything comes one step late: encode brings a 0 of its own at the front.")
def one_zero_too_many(word, back):
    numbers = [0] * back + encode(word)
    return [numbers[i : i + back] for i in range(len(word) + 1)]


@windows.mistake("One window too many, and all zeros twice: encode brings a 0 of its own at the front.")
def zeros_twice(word, back):
    numbers = [0] * back + encode(word)
    return [numbers[i - back : i] for i in range(back, len(numbers))]


@windows.mistake("Only full windows are left. Before the word has begun, zeros stand in their place.")
def full_ones_only(word, back):
    numbers = encode(word)
    return [numbers[i : i + back] for i in range(len(numbers) - back)]


# --- code: a second list ---

TWO = '{"one": table(1), "two": table(2)}'
THREE = '{"x": table(5), "y": table(6), "z": table(7)}'
LIST_CASES = {
    f"which_list({tables}, {word!r})": f"{count} tables drawn at random, and the word {word!r}"
    for count, tables, words in (
        ("Two", TWO, ("bath", "leeds", "a", "kings lynn")),
        ("Three", THREE, ("bath", "york", "st ives", "ely", "wells")),
    )
    for word in words
}

which_list = CodeExercise(
    solutions.which_list,
    cases=list(LIST_CASES),
    words=LIST_CASES,
    hints=[
        "`tables.items()` gives each name with its table. mean_surprise takes a table and a *list* of words.",
        "Keep the lowest loss so far, and the name that belongs to it. Before the first, the lowest is math.inf.",
    ],
    given=given,
)


@which_list.other_way
def with_min(tables, word):
    return min(tables, key=lambda name: mean_surprise.answer(tables[name], [word]))


@which_list.other_way
def sorted_by_loss(tables, word):
    return sorted((float(mean_surprise.answer(table, [word])), name) for name, table in tables.items())[0][1]


def loss_by_name(tables, word):
    """Return {name: loss on the word} for each table."""
    return {name: float(solutions.mean_surprise(table, [word])) for name, table in tables.items()}


@which_list.mistake("That is the list that is most surprised by the word. Asked for is the least surprised one.")
def most_surprised(tables, word):
    losses = loss_by_name(tables, word)
    return max(losses, key=losses.get)


@which_list.mistake("It always takes the first table.")
def always_the_first(tables, word):
    return next(iter(tables))


@which_list.mistake("It always ends with the last table: is each loss compared with the lowest so far?")
def always_the_last(tables, word):
    return list(tables)[-1]


@which_list.mistake("That is the loss. Asked for is the name of the list it belongs to.")
def the_loss_itself(tables, word):
    return min(loss_by_name(tables, word).values())


@which_list.mistake("mean_surprise takes a list of words. A word alone is read as a list of its letters.")
def word_without_brackets(tables, word):
    losses = {name: float(solutions.mean_surprise(table, word)) for name, table in tables.items()}
    return min(losses, key=losses.get)


@which_list.mistake("Nothing is ever lower than the first lowest. Where does it begin?")
def lowest_begins_at_zero(tables, word):
    best, lowest = None, 0.0
    for name, loss in loss_by_name(tables, word).items():
        if loss < lowest:
            best, lowest = name, loss
    return best


@which_list.mistake("Those are all the losses. Asked for is one name: that of the lowest.")
def all_losses(tables, word):
    return loss_by_name(tables, word)


@which_list.mistake("The lowest loss is never kept, so each one is compared with the first.")
def lowest_not_kept(tables, word):
    best, losses = next(iter(tables)), loss_by_name(tables, word)
    for name, loss in losses.items():
        if loss < losses[next(iter(tables))]:
            best = name
    return best


@which_list.mistake("A loop over a dictionary hands out its names alone, without the tables.")
def names_alone(tables, word):
    best, lowest = None, math.inf
    for name, table in tables:
        loss = solutions.mean_surprise(table, [word])
        if loss < lowest:
            best, lowest = name, loss
    return best
