"""Exercises that say which mistake was made: what the rooms of the chapters are written with."""

from gradually.course.checking.class_exercise import ClassExercise
from gradually.course.checking.exercise import CodeExercise, Exercise
from gradually.course.checking.value_exercise import ValueExercise

__all__ = ["ClassExercise", "CodeExercise", "Exercise", "ValueExercise"]
