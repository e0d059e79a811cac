"""The course's answers to the coding exercises of chapter 1."""

import math

from gradually.derivative import derivative


def cube_slope(x, h=0.001):
    rise = (x + h) ** 3 - x**3
    return rise / h


def two_sided(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def slopes_at(f, places):
    slopes = []
    for x in places:
        slopes.append(derivative(f, x))
    return slopes


def guessed_slopes(x):
    return [2 * x, 3 * x**2, -1 / x**2]


def tanh_slope(t):
    return 1 - t**2


def gradient(f, xs, h=1e-5):
    slopes = []
    for i in range(len(xs)):
        up, down = list(xs), list(xs)
        up[i] += h
        down[i] -= h
        slopes.append((f(*up) - f(*down)) / (2 * h))
    return slopes


def both_errors(f, exact, x, h):
    one_sided = (f(x + h) - f(x)) / h
    symmetric = (f(x + h) - f(x - h)) / (2 * h)
    return abs(one_sided - exact), abs(symmetric - exact)


def gradient_by_hand(a, b, c):
    by_a = -3 * a**2 - 0.5 / math.sqrt(a)
    by_b = 3 * math.cos(3 * b) + 2.5 * b**1.5
    by_c = 1 / c**2
    return [by_a, by_b, by_c]


def steepest(slopes):
    sizes = [abs(slope) for slope in slopes]
    return sizes.index(max(sizes))
