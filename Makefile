# Two commands do it all on a machine that has Python >= 3.11 and make: `make reports` and `make test`.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(if $(shell $(name) -c 'import sys; print(*[1][:sys.version_info >= (3, 11)])' 2>/dev/null),$(name))))
VENV   ?= .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help reports check quick test coverage lint types imports format lock golden screenshots clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements/run.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "outlet-compare needs Python 3.11 or newer; none was found." >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

reports: $(VENV)/.run ## build the demonstration site from seeds/ into reports/
	$(BIN)/outlet-compare build seeds -o reports

check: $(VENV)/.run ## is reports/ what seeds/ makes now?
	$(BIN)/outlet-compare check seeds -o reports

quick: $(VENV)/.dev ## run the quick tests, while you work: under a minute, no browser
	$(BIN)/python -m pytest -n auto --dist loadfile --hypothesis-profile quick -m "not slow" $(PYTEST_ARGS)

test: $(VENV)/.dev ## run all tests, before you commit: some minutes, with browser, Java and gold data
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

coverage: ## run the tests, and ask for 95% of compare/
	$(MAKE) test PYTEST_ARGS="--cov --cov-report=term"

lint: $(VENV)/.dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

imports: $(VENV)/.dev ## the import contracts
	$(BIN)/lint-imports

format: $(VENV)/.dev ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(VENV)/.dev ## accept what the pages look like now as the golden files
	$(BIN)/python -m pytest tests/report tests/house/test_docs.py --update-golden

lock: $(VENV)/.dev ## lock the dependencies anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml requirements/build.in -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml requirements/build.in --group dev -c requirements/run.txt -o requirements/dev.txt

screenshots: $(VENV)/.dev ## take docs/screenshots/ anew, of reports/
	$(BIN)/python docs/take_screenshots.py

clean: ## remove what was made, but not reports/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* dist
