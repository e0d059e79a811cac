"""The predictions of chapter 0: what a slope promises, and where a border will run."""

from gradually.course.checking import ValueExercise

rise_of_g = ValueExercise(
    "rise_of_g",
    0.1388338,
    because="A slope says how many times as far the result moves: 138.8338 times 0.001.",
    mistakes=[
        (0.001, "a moves by 0.001. And g? The slope says how many times as far it moves."),
        (138.8338, "That is the slope: how far g would go for a whole 1. The move here is only 0.001."),
        (0.6455773, "That belongs to b. Which of the two moves here?"),
        (24.8429338, "That is where g arrives. By how much did it rise on the way?"),
        (-0.1388338, "The slope is positive: if a rises, so does g."),
    ],
    hints=["g moves 138.8338 times as far as a.", "138.8338 * 0.001: Python can do the sum for you."],
    tolerance=0.0015,
)

border_after = ValueExercise(
    "border_after",
    "d",
    because="It bends to where the points are: the film shows how, step by step.",
    mistakes=[
        ("a", "No straight line parts two curves that interlock. And did the border stay straight when you taught it?"),
        ("b", "It could, in the end; but what did the border do round your own points, in the figure above?"),
        ("c", "The numbers do not stay as they were drawn: every step moves all of them."),
    ],
    options=["a", "b", "c", "d"],
)
