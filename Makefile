# unreport: `make pipeline` reads reports into graph and JSON, `make test` runs the tests. Both do all the set-up.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
IN     ?= corpus/
OUT    ?= outputs/
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help install install-test pipeline diff test check lint types bench golden fuzz audit clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

install: $(VENV)/.installed  ## create .venv with the pinned packages

pipeline: install  ## read reports: IN=file or folder (corpus/), OUT=folder (outputs/)
	$(BIN)/unreport run $(IN) -o $(OUT)

diff: install  ## facts that changed: OLD=… NEW=… (files, report.json or output folders)
	$(BIN)/unreport diff $(OLD) $(NEW)

install-test: install
	@sh tests/browser.sh

test: install-test  ## run the tests
	$(BIN)/python -m pytest -q

lint: install  ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install  ## mypy --strict on pipeline/
	$(BIN)/mypy

check: lint types test  ## lint, types and tests

bench: install  ## speed and memory, side by side
	$(BIN)/python -m bench

golden: install  ## rewrite the golden files; read the difference before you commit it
	UNREPORT_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_golden.py

fuzz: install-test  ## look for inputs that break a reader: SECONDS=60 for each kind
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	@for kind in txt html docx pdf symbol; do echo "fuzz $$kind"; \
	  mkdir -p build/fuzz/$$kind && cp -n corpus/*.$$kind build/fuzz/$$kind/ 2>/dev/null; \
	  $(BIN)/python tests/fuzz/fuzz.py $$kind build/fuzz/$$kind -max_total_time=$(or $(SECONDS),60) -artifact_prefix=build/fuzz/ || exit 1; done

audit: install  ## known holes in the pinned packages, where the data can be reached
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.lock || echo "audit: not done, or findings above"

clean:  ## remove outputs and caches
	rm -rf $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
