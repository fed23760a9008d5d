# `make demo` and `make test` do all set-up themselves: a fresh machine needs only Python 3.11 or newer.
VENV ?= .venv
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: demo test test-slow test-all lint clean

demo: $(VENV)/installed
	$(VENV)/bin/grade tests/submissions/typical

test: $(VENV)/installed
	$(VENV)/bin/python -m pytest

# what `make test` leaves out, and the tests of properties with all of their examples
test-slow: $(VENV)/installed
	GRADER_EXAMPLES=all $(VENV)/bin/python -m pytest -m "slow or hypothesis"

test-all: test test-slow

lint: $(VENV)/installed
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy

$(VENV)/installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found; name one with PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist
