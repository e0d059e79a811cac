"""The course's answers to the coding exercises of chapter 15."""
# ruff: noqa: RUF007  neighbours by zip, as learners write them

import math

import numpy as np

from gradually.text import CHARACTERS, encode


def numbers_of(word):
    return [CHARACTERS.index(character) for character in f".{word}."]


def count_pairs(words):
    counts = np.zeros((28, 28))
    for word in words:
        numbers = encode(word)
        for before, after in zip(numbers, numbers[1:]):
            counts[before, after] += 1
    return counts


def stop_of(probabilities, chance):
    total = 0.0
    for number, probability in enumerate(probabilities):
        total += probability
        if total > chance:
            return number


def mean_surprise(table, words):
    surprises = []
    for word in words:
        numbers = encode(word)
        for before, after in zip(numbers, numbers[1:]):
            surprises.append(-np.log(table[before, after]))
    return sum(surprises) / len(surprises)


def look_up_back(table, places, grad):
    whole = np.zeros(table.shape)
    for place, row in zip(places, grad):
        whole[place] += row
    return whole


def windows(word, back):
    numbers = [0] * (back - 1) + encode(word)
    return [numbers[i : i + back] for i in range(len(word) + 1)]


def which_list(tables, word):
    best, lowest = None, math.inf
    for name, table in tables.items():
        loss = mean_surprise(table, [word])
        if loss < lowest:
            best, lowest = name, loss
    return best
