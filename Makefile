# Two commands matter: `make demo` shows what Dockwright does, `make test` checks that it does it.
# Both need python3 (3.11 or later) and a way to the Python package index; everything else they install into .venv.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EXTENSION := clients/vscode
PYTEST_FLAGS ?= -n auto

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo setup test test-editors test-builds lint types pyright extension docs compatibility format bench clean

help:
	@echo 'make demo     check a realistic bad Dockerfile and show what the fixes would do'
	@echo 'make test     ruff, mypy, pyright and all tests'
	@echo 'make test-editors  drive Neovim, Emacs, Vim, Kate and VS Code with it; installs them on Debian, as root'
	@echo 'make test-builds   build images before and after each fix, write docs/proof.md and the numbers of the README; needs a Docker engine'
	@echo 'make setup    the environment in $(VENV) with everything a developer needs'
	@echo 'make docs     the pages of the rules, and the manual as a site in build/site'
	@echo 'make compatibility  compare with other checkers and write docs/compatibility/; needs the corpus'
	@echo 'make format   format the code and apply the lint fixes of ruff'
	@echo 'make bench    measure against other tools and write docs/performance.md; takes about half an hour'
	@echo 'make clean    remove what these commands made'

# `check` leaves with 1 when it has found something, which is the point here; 2 means that it failed.
demo: $(VENV)/.installed
	@echo '$$ dockwright check examples/Dockerfile'
	@$(BIN)/dockwright check examples/Dockerfile || [ $$? -eq 1 ]
	@echo
	@echo '$$ dockwright check --diff --unsafe-fixes examples/Dockerfile'
	@$(BIN)/dockwright check --diff --unsafe-fixes examples/Dockerfile || [ $$? -eq 1 ]

setup: $(VENV)/.installed-dev

# pytest comes last, so that its closing line is the last one of the output.
test: lint types pyright extension
	$(BIN)/pytest $(PYTEST_FLAGS)

test-editors: $(VENV)/.installed-dev
	tests/editors/install.sh
	$(BIN)/pytest -m editors -rs tests/editors

test-builds: $(VENV)/.installed-dev
	$(BIN)/pytest -m builds -rs tests/builds --write-proof
	$(BIN)/pytest tests/test_readme.py --update-golden

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.installed-dev
	$(BIN)/mypy

# pyright is a Node program which its Python package fetches: a machine without a way to npm checks with mypy alone.
pyright: $(VENV)/.installed-dev
	@if $(BIN)/pyright --version >$(VENV)/pyright.log 2>&1; then \
		echo '$(BIN)/pyright'; $(BIN)/pyright --pythonpath $(BIN)/python; \
	else \
		echo 'pyright could not be fetched (see $(VENV)/pyright.log): left out'; \
	fi

# The extension for VS Code: types, lint, format and unit tests; a machine without Node does without.
extension:
	@if npm --version >/dev/null 2>&1; then \
		$(MAKE) --no-print-directory $(EXTENSION)/node_modules/.package-lock.json && npm --prefix $(EXTENSION) test; \
	else \
		echo 'npm was not found: the extension for VS Code is left out'; \
	fi

$(EXTENSION)/node_modules/.package-lock.json: $(EXTENSION)/package-lock.json
	npm --prefix $(EXTENSION) ci --no-audit --no-fund
	@touch $@

docs: $(VENV)/.installed-dev
	$(BIN)/python tools/generate_docs.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --site-dir build/site

compatibility: $(VENV)/.installed-dev
	$(BIN)/python tools/measure_compatibility.py

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench.run --install --write

clean:
	rm -rf $(VENV) .editors $(EXTENSION)/node_modules .dev build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Dockwright needs Python 3.11 or later; set PYTHON=...")'
	@$(PYTHON) -c 'import ensurepip' || { echo 'Python lacks venv: on Debian and Ubuntu, apt-get install python3-venv'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml build_hook.py
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: $(BIN)/python pyproject.toml build_hook.py
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $(VENV)/.installed $@
