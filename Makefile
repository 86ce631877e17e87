# make run        read corpus/raw into outputs/ and show what came out
# make test       the tests, with every extra that this Python can have
# make lint       style, types, the direction of imports, the patterns
# make figures    F1 on both halves of the corpus
# make agreement  how far the two annotators of the test half agree
# make guard      fail where a speed ratio has fallen by a third
# make bench      accuracy and speed beside other tools, in one table, and in README; UD names a treebank's
#                 folder, TEXT folders of texts that speed is measured on
# make profile    where the time of a reading goes
# make calibrate  measure each pattern's precision, which confidence is taken from
#
# Everything goes into .venv. PYTHON picks the interpreter (3.11 or later): make test PYTHON=python3.12
# PYTEST are further arguments of pytest: make test PYTEST="-m 'not slow'"

PYTHON ?= python3
VENV ?= .venv
PYTEST ?=
UD ?= ../shared/data/ud
TEXT ?=
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: run test lint figures agreement guard bench profile calibrate

run: $(VENV)/.run
	$(BIN)/dabir extract corpus/raw --metadata corpus/metadata.tsv --out outputs
	@echo "outputs/chronology-1379.json, its first visit:"
	@$(BIN)/python -c "import json, pathlib; \
	record = json.loads(pathlib.Path('outputs/chronology-1379.json').read_text('utf-8')); \
	print(json.dumps(next(iter(record['visits']), record['document']), ensure_ascii=False, indent=2))"

test: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 $(PYTEST)

lint: $(VENV)/.lint
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dabir patterns lint

figures: $(VENV)/.run
	$(BIN)/python -m benchmarks.corpus

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks --ud $(UD) $(if $(TEXT),--text $(TEXT)) --out benchmarks
	$(BIN)/python -m benchmarks.readme

guard: $(VENV)/.test
	$(BIN)/python -m benchmarks.guard

agreement: $(VENV)/.run
	$(BIN)/python -m benchmarks.agreement

profile: $(VENV)/.test
	$(BIN)/python -m benchmarks.profile

calibrate: $(VENV)/.run
	$(BIN)/python -m models.calibrate_rules

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.run: pyproject.toml | $(VENV)/.made
	$(PIP) -e .
	touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/.made
	$(PIP) -e '.[test,train,hazm,parsivar,postgresql,tables,spark]'
	touch $@ $(VENV)/.run

$(VENV)/.lint: pyproject.toml | $(VENV)/.made
	$(PIP) -e '.[dev]'
	touch $@ $(VENV)/.run
