# unreport: `make pipeline` reads reports into graph and JSON, `make test` runs the tests. Both do all the set-up.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
IN     ?= corpus/
OUT    ?= outputs/
LOCK    = --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate --no-emit-index-url \
          --no-emit-trusted-host --no-emit-find-links --extra build
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help install install-test pipeline diff test check lint types bench golden fuzz audit lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(VENV)/.installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements-test.lock
	$(PIP) --require-hashes -r requirements-test.lock
	@touch $@

install: $(VENV)/.installed  ## create .venv with the pinned packages

install-test: $(VENV)/.installed-test  ## what the tests need beside, and Debian's browser where that can be had
	@sh tests/browser.sh

pipeline: install  ## read reports: IN=file or folder (corpus/), OUT=folder (outputs/)
	$(BIN)/unreport run $(IN) -o $(OUT)

diff: install  ## facts that changed: OLD=… NEW=… (files, report.json or output folders)
	$(BIN)/unreport diff $(OLD) $(NEW)

test: install-test  ## run the tests
	$(BIN)/python -m pytest -q

lint: install-test  ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install-test  ## mypy --strict on pipeline/
	$(BIN)/mypy

check: lint types test  ## lint, types and tests

bench: install-test  ## speed and memory, side by side
	$(BIN)/python -m bench

golden: install-test  ## rewrite the golden files; read the difference before you commit it
	UNREPORT_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_golden.py

fuzz: install-test  ## look for inputs that break a reader: SECONDS=60 for each kind
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	@for kind in txt html docx word pdf symbol citation; do echo "fuzz $$kind"; \
	  mkdir -p build/fuzz/$$kind && cp -n corpus/*.$$kind build/fuzz/$$kind/ 2>/dev/null; \
	  [ $$kind != citation ] || cp -n corpus/*.txt build/fuzz/citation/; \
	  $(BIN)/python tests/fuzz/fuzz.py $$kind build/fuzz/$$kind -max_total_time=$(or $(SECONDS),60) -artifact_prefix=build/fuzz/ || exit 1; done

audit: install  ## known holes in the pinned packages, where the data can be reached
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.lock || echo "audit: not done, or findings above"

lock:  ## pin the packages anew, with hashes and without addresses
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet --disable-pip-version-check pip-tools
	build/lock/bin/pip-compile $(LOCK) -o requirements.lock pyproject.toml
	build/lock/bin/pip-compile $(LOCK) --extra dask --extra ocr --extra remote --extra test -c requirements.lock -o requirements-test.lock pyproject.toml

clean:  ## remove outputs and caches
	rm -rf $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
