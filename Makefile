# The commands to remember: make demo · test · check · e2e · bench. Each makes the virtual environment by itself.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check e2e bench clean
.DELETE_ON_ERROR:

demo: $(VENV)/.runtime
	$(RUN) -m tongban demo --port $(PORT)

test: $(VENV)/.development
	$(RUN) -m pytest

check: $(VENV)/.development
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(RUN) -m pytest -q tests/test_architecture.py

e2e: $(VENV)/.development
	$(RUN) -m pytest -c tests/e2e/pytest.ini --rootdir . tests/e2e

bench: $(VENV)/.development
	$(RUN) -m bench

clean:
	rm -rf $(VENV) var

# A stamp says what is installed; it is older than the pins when they changed.
$(VENV)/.runtime: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.development: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-dev.txt
	$(PIP) --no-build-isolation --no-deps -e .
	@touch $@ $(VENV)/.runtime

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tongban needs Python 3.11 or newer; name one with make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
