# Everything a developer does. `make` alone lists it.
PYTHON ?= python3
BIN := .venv/bin
# Modules are compiled once for all processes of a test run, also where the environment asks to keep nothing.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help setup hooks run test check format bench fuzz shots bundle wheel lock clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup:  ## system libraries, .venv and the locked packages; does nothing when they are there
	@$(PYTHON) scripts/setup.py

hooks: setup  ## run ruff before every commit
	@$(BIN)/pre-commit install

run: setup  ## the sample program in the window; without a display its reports and pictures
	@$(BIN)/python scripts/run.py

test: check  ## lint, types, import contracts and all tests, headless
	@$(BIN)/python -m pytest -q --numprocesses auto --dist loadfile

check: setup  ## lint, format, types and import contracts
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

format: setup  ## bring all files into the common format
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

bench: setup  ## the speed figures, as a table and in build/bench.json
	@mkdir -p build
	@$(BIN)/python -m pytest tests/benchmarks -q -o addopts=--import-mode=importlib --benchmark-only --benchmark-json=build/bench.json \
		--benchmark-time-unit=ms --benchmark-columns=median,min,max,rounds --benchmark-sort=fullname

fuzz: setup  ## properties at random, 20,000 mutated files and 500 kills; about an hour, prints what came of it
	@$(BIN)/python -m pytest -q --numprocesses auto -m hypothesis --hypothesis-profile searching
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.fuzz

shots: setup  ## a picture of every view in both themes and of every page of every pack, in build/shots
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tpm_desktop.desktop.shots build/shots --packs --theme both

bundle: setup  ## a folder that runs without Python, in dist/tpm-desktop, started once to prove it
	@$(BIN)/python scripts/bundle.py

wheel: setup  ## the package as a wheel, in dist
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --no-index --wheel-dir dist .

lock: setup  ## newest versions of all packages into the two lock files
	@$(BIN)/python scripts/lock.py

clean:  ## remove whatever was built; the environment stays
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
