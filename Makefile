# The targets need a Python with its venv module; all else they install into .venv.
# Where there is no make, as on Windows: `conda env create`, then the same commands without `.venv/bin/`.

PYTHON ?= python3
RUN = .venv/bin/python -m
SITE = .site/environment/bin/python -m
CHAPTERS = $(sort $(wildcard notebooks/*.ipynb))

# Where nothing can be written into HOME, Jupyter and its like get a home here; pip does without its copies.
ifneq ($(shell test -d "$$HOME" && test -w "$$HOME" || { mkdir -p .home && echo moved; }),)
export HOME := $(CURDIR)/.home
export PIP_NO_CACHE_DIR := 1
endif

.PHONY: help lab progress test notebooks images glossary bench browser colab hub class site site-test site-lock
.PHONY: repository format lock clean set-up set-up-tests

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

# what must be installed first
lab progress notebooks images glossary class: set-up
test bench browser colab hub format lock: set-up-tests

lab:  ## open the first notebook in JupyterLab (its options: make lab ARGS="--no-browser --port=9999")
	$(RUN) jupyterlab --ServerApp.root_dir=notebooks \
		--LabApp.default_url=/lab/tree/$(notdir $(firstword $(CHAPTERS))) $(ARGS)

progress:  ## say which exercises are right, in all chapters, as the notebooks were saved
	@$(RUN) gradually.course.progress $(CHAPTERS)

test:  ## check it all: style, tests, and that each notebook, run again, gives the outputs it was saved with
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) pytest -n auto --dist worksteal
	$(RUN) pytest -n auto --dist loadscope --nbval --nbval-current-env \
		--nbval-sanitize-with tests/nbval.cfg --nbval-cell-timeout=120 notebooks

notebooks:  ## run the notebooks and save their outputs (one alone: make notebooks NOTEBOOK=notebooks/...)
	$(RUN) gradually.course.execute $(or $(NOTEBOOK),$(CHAPTERS))

images:  ## draw the pictures in images/ again
	$(RUN) gradually.course.images images/

glossary:  ## write notebooks/glossary.md from the terms and the notebooks
	$(RUN) gradually.course.glossary notebooks/glossary.md

bench:  ## time a step of training in eight engines and of a GPT, and how its cost grows (5 minutes)
	.venv/bin/python tests/benchmarks/bench.py
	.venv/bin/python tests/benchmarks/gpt.py
	.venv/bin/python tests/benchmarks/growth.py

browser:  ## open and use every notebook in JupyterLab, in Chromium (12 minutes; pictures in tests/browser/pages)
	$(RUN) pytest tests/browser

colab:  ## run every notebook as Colab would: its versions, an empty folder, no package index (5 minutes)
	.venv/bin/python tests/colab_trial.py

hub:  ## how many students at once a JupyterHub on this machine holds (needs npm; at most: make hub USERS=30)
	.venv/bin/python tests/hub_trial.py $(if $(USERS),--users $(USERS)) $(ARGS)

class:  ## grade a class of 300 made-up submissions, some of them hostile, and time it (2 minutes)
	.venv/bin/python tests/benchmarks/class_of_300.py

site:  ## build the web site into site/: the book, pages that run, JupyterLite (needs npm; 1 minute)
	$(PYTHON) tools/site/build.py

site-test: site  ## open and use the site in Chromium with no network (with Pyodide from its public address: CDN=1)
	PYTHONPATH=src $(SITE) pytest tests/site

site-lock:  ## write the exact versions of what builds the site (newest of everything: ARGS=--upgrade)
	$(SITE) pip install --quiet uv
	$(SITE) uv pip compile tools/site/requirements.in --output-file tools/site/requirements.txt --quiet $(ARGS) \
		--universal --python-version 3.11 --fork-strategy fewest --no-annotate --custom-compile-command "make site-lock"
	npm install --prefix tools/site --package-lock-only --omit-lockfile-registry-resolved

repository:  ## write a fork's address everywhere: make repository URL=https://github.com/OWNER/NAME
	$(PYTHON) tools/repository.py $(URL)

format:  ## mend and format the code, notebooks too
	$(RUN) ruff check --fix
	$(RUN) ruff format

lock:  ## bring requirements.lock in step with pyproject.toml (newest of everything: ARGS=--upgrade)
	$(RUN) pip install --quiet uv
	$(RUN) uv pip compile pyproject.toml --output-file requirements.lock --quiet $(ARGS) \
		--all-extras --universal --python-version 3.11 --fork-strategy fewest \
		--no-annotate --custom-compile-command "make lock"

clean:  ## remove .venv and everything else that these targets left, but their results
	rm -rf .venv .home .colab .hub .site site tests/browser/pages set-up.log build dist src/*.egg-info
	rm -rf .pytest_cache .ruff_cache .hypothesis
	find . \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

set-up: EXTRAS = lab torch
set-up-tests: EXTRAS = lab torch test bench
set-up set-up-tests:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "There is no $(PYTHON) here. Install Python 3.11 to 3.14, or name it: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) tools/set_up.py $(EXTRAS)
