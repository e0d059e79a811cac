"""Every number that a live figure shows is the engine's: its script against the package, over many settings."""

import pytest
from engine import ENGINE, FAULTS, flat
from hand import TURN, open_calm
from stored import FIGURES

SETTINGS = 24  # in which every figure is compared


def agree(shown, expected):
    """Tell whether two lists hold the same numbers, but for rounding, and the same words or None between them."""

    def is_number(each):
        return isinstance(each, int | float)

    if [is_number(each) or each for each in shown] != [is_number(each) or each for each in expected]:
        return False
    return list(filter(is_number, shown)) == pytest.approx(list(filter(is_number, expected)), rel=1e-9, abs=1e-9)


def differences(page, name, seeds=range(1, SETTINGS + 1)):
    """Return (setting, what is shown, its number, the engine's) for each setting in which the two differ."""
    found, met = [], set()
    for seed in seeds:
        shown = page.evaluate(TURN, seed)
        expected = ENGINE[name](shown)
        assert expected, name
        met.add(str(shown))
        for key, number in expected.items():
            if not agree(flat(shown[key]), flat(number)):
                found.append((seed, key, shown[key], number))
    assert len(met) > len(seeds) / 2, "the settings hardly differ"
    return found


@pytest.mark.parametrize(("chapter", "name"), FIGURES)
def test_it_shows_what_the_engine_computes(browser, chapter, name):
    page = open_calm(browser, FIGURES[chapter, name])
    assert differences(page, name) == []
    page.close()


@pytest.mark.parametrize(("chapter", "name"), FIGURES)
def test_a_fault_in_its_mathematics_is_caught(browser, chapter, name):
    right, wrong = FAULTS[name]
    assert right in FIGURES[chapter, name]
    page = open_calm(browser, FIGURES[chapter, name].replace(right, wrong))
    assert differences(page, name) != []
    page.close()
