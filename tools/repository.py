"""Write the repository's address, and the version of pyproject.toml, wherever the course names them.

    python tools/repository.py https://github.com/OWNER/NAME

The address stands in pyproject.toml; badges and links of the README and the set-up cells of the notebooks repeat it.
So does the site's, which GitHub derives from it.
Run it again as often as you like; without an address it writes the new version after that has changed. Standard
library only.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")
SITES = r"(?:github\.com/|colab\.research\.google\.com/github/|mybinder\.org/v2/gh/|nbviewer\.org/github/)"


def restamped(text, old, new, version):
    """Return `text` with the repository `old`, an "owner/name", as `new`, and behind it the tag of `version`."""
    text = re.sub(rf"{re.escape(site_of(old))}(?![\w.-])", site_of(new), text)
    for slash in ("/", "%2F"):  # in an address, and in one that is a parameter of another
        site, before, after = (name.replace("/", slash) for name in (SITES, old, new))
        text = re.sub(rf"({site}){re.escape(before)}(?![\w.-])", rf"\g<1>{after}", text)
        tag = rf"({site}{re.escape(after)}(?:/blob/|/tree/|/|@|&branch=))v\d[\d.]*\d"
        text = re.sub(tag, rf"\g<1>v{version}", text)
    return text


def site_of(repository):
    """Return the address of the site that GitHub serves for an "owner/name"."""
    owner, name = repository.split("/")
    return f"https://{owner.lower()}.github.io/{name}"


def stamp(root, new):
    """Write the repository `new`, an "owner/name" or "" for the one that stands there, into the files under `root`.

    Return the names of those that changed.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    old = ADDRESS.fullmatch(project["urls"]["Repository"])[1]
    changed = []
    for path in [root / "pyproject.toml", root / "README.md", *sorted((root / "notebooks").glob("*.ipynb"))]:
        before = path.read_bytes().decode("utf-8")
        after = restamped(before, old, new or old, project["version"])
        after = re.sub(r'expect_version\(\\"[\d.]+\\"\)', rf'expect_version(\\"{project["version"]}\\")', after)
        if after != before:
            path.write_bytes(after.encode("utf-8"))
            changed.append(path.relative_to(root).as_posix())
    return changed


def main(arguments):
    """Stamp the address in `arguments` and return the exit status."""
    address = ADDRESS.fullmatch(arguments[0]) if len(arguments) == 1 and arguments[0] else None
    if len(arguments) > 1 or (arguments and arguments[0] and not address):
        print("Name one address such as https://github.com/OWNER/NAME: make repository URL=...", file=sys.stderr)
        return 2
    changed = stamp(ROOT, address[1] if address else "")
    print("\n".join(changed) or "nothing to change")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
