# make run    read corpus/raw into outputs/ and show what came out
# make test   the tests, with every extra that this Python can have
# make lint   style, types and the direction of imports
# make bench  timing and accuracy beside other tools, on the treebank file UD
#
# Everything goes into .venv. PYTHON picks the interpreter (3.11 or later): make test PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
UD ?= ../shared/data/ud/perdt/fa_perdt-ud-test.conllu
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: run test lint bench

run: $(VENV)/.run
	$(BIN)/dabir extract corpus/raw --metadata corpus/metadata.tsv --out outputs
	@echo "outputs/chronology-1379.json, its first visit:"
	@$(BIN)/python -c "import json, pathlib; \
	record = json.loads(pathlib.Path('outputs/chronology-1379.json').read_text('utf-8')); \
	print(json.dumps(next(iter(record['visits']), record['document']), ensure_ascii=False, indent=2))"

test: $(VENV)/.test
	$(BIN)/python -m pytest

lint: $(VENV)/.lint
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.tagging --ud $(UD)

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.run: pyproject.toml | $(VENV)/.made
	$(PIP) -e .
	touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/.made
	$(PIP) -e '.[test,hazm,parsivar,postgresql,tables,spark]'
	touch $@ $(VENV)/.run

$(VENV)/.lint: pyproject.toml | $(VENV)/.made
	$(PIP) -e '.[dev]'
	touch $@ $(VENV)/.run
