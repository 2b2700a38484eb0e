# The two commands are `make run` and `make test`; both do all the set-up themselves.
# packaging/set_up.py does it; the gates are in packaging/ and pyproject.toml.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# Debian's own Python before any other on PATH: python3-venv belongs to it.
PYTHON ?= $(shell for p in /usr/bin/python3 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV_PYTHON := .venv/bin/python
# Two workers: the machines this is built for and on have two cores.
WORKERS ?= 2
# For example: make test ARGS="tests/hub -k feed"
ARGS ?=
SCENARIO ?= road-collision
# The speed goals that CI measures: those that want no window.
WITHOUT_A_SCREEN := building number history typing misspelt changes frequent copy answers

.PHONY: help run test check soak package pictures bench lint bare-root lock python

help:
	@echo "make run       set up, then open the desk on an embedded control room"
	@echo "make test      set up, then run every test"
	@echo "make check     everything CI runs: test, lint, types, import rules, sizes, bundle, bench"
	@echo "make soak      the long counts (hours), and a fresh Debian made by debootstrap"
	@echo "make package   one-folder bundle in dist/workstation; plays a scenario from inside it"
	@echo "make pictures  take docs/pictures from the real program"
	@echo "make bench     measure the speed goals with 100,000 made-up people; reported, never asserted"
	@echo "make lock      renew the lock files after a change of pyproject.toml"

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found: apt-get install python3" >&2; exit 1; }

run: python
	@$(PYTHON) packaging/set_up.py run
	@$(VENV_PYTHON) -m workstation demo $(ARGS)

test: python
	@$(PYTHON) packaging/set_up.py test
	@$(VENV_PYTHON) -m pytest -q -n $(WORKERS) --dist worksteal --junitxml build/tests.xml $(ARGS)

lint:
	@$(VENV_PYTHON) -m ruff check --quiet .
	@$(VENV_PYTHON) -m ruff format --check --quiet . || { \
		echo "Not formatted as agreed; run .venv/bin/ruff format on:"; \
		$(VENV_PYTHON) -m ruff format --check . ; exit 1; }
	@$(VENV_PYTHON) -m mypy
	@$(VENV_PYTHON) packaging/import_gate.py
	@$(VENV_PYTHON) packaging/size_gate.py
	@$(VENV_PYTHON) packaging/plain_text_gate.py

check: test
	@$(MAKE) lint
	@$(MAKE) package
	@QT_QPA_PLATFORM=offscreen $(MAKE) bench ARGS="$(WITHOUT_A_SCREEN)"
	@$(VENV_PYTHON) packaging/closing_line.py build/tests.xml

package: python
	@$(PYTHON) packaging/set_up.py package
	@PYI_LOG_LEVEL=ERROR $(VENV_PYTHON) -m PyInstaller --noconfirm \
		--distpath dist --workpath build/pyinstaller packaging/workstation.spec
	@dist/workstation/workstation play $(SCENARIO) --headless --json build/played.json
	@echo "bundle: dist/workstation plays $(SCENARIO) from inside itself"

soak: python
	@$(PYTHON) packaging/set_up.py soak
	@$(VENV_PYTHON) packaging/soak.py $(ARGS)

bare-root:
	@packaging/bare_root_check.sh

pictures: python
	@$(PYTHON) packaging/set_up.py test
	@$(VENV_PYTHON) packaging/pictures.py docs/pictures

bench: python
	@$(PYTHON) packaging/set_up.py test
	@$(VENV_PYTHON) -m workstation bench --callers 100000 --json build/bench.json $(ARGS)

lock: python
	@$(PYTHON) packaging/set_up.py test
	@packaging/lock.sh $(ARGS)
