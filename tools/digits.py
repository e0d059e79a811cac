"""Write src/gradually/digits.csv.gz from scikit-learn's copy of the digits: `.venv/bin/python tools/digits.py`."""

import gzip
from pathlib import Path

from sklearn.datasets import load_digits

FILE = Path(__file__).resolve().parent.parent / "src" / "gradually" / "digits.csv.gz"
HEAD = """\
# 1,797 handwritten digits, one a line: 64 numbers from 0 to 16, the ink of 8 x 8 points row by row, then the digit.
# Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998,
# https://doi.org/10.24432/C50P49
# Licence: Creative Commons Attribution 4.0 International, https://creativecommons.org/licenses/by/4.0/
# Changed: this is their test set alone (optdigits.tes), with these lines above it, and compressed.
"""


def as_text():
    """Return the digits as comma-separated values, below the lines that say where they are from."""
    data = load_digits()
    rows = [[*image, digit] for image, digit in zip(data.data.astype(int), data.target, strict=True)]
    return HEAD + "".join(",".join(map(str, row)) + "\n" for row in rows)


if __name__ == "__main__":
    FILE.write_bytes(gzip.compress(as_text().encode("ascii"), compresslevel=9, mtime=0))  # 0: the same bytes each day
