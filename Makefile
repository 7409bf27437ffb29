# make run: the whole clinic in a sandbox. make test: lint, types, all tests. Both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.lock-sha

.PHONY: setup run serve test proof lint clean

setup: $(STAMP)

# Rebuilt only when the lock's content changed, not when a checkout touched its date.
$(STAMP): requirements.lock pyproject.toml
	@sum=$$(cat requirements.lock | sha256sum); \
	if [ -f $(STAMP) ] && [ "$$(cat $(STAMP))" = "$$sum" ]; then touch $(STAMP); exit 0; fi; \
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Klinik Koperasi needs Python 3.11, 3.12 or 3.13; point to one with: make PYTHON=python3.12"; exit 1; }; \
	$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv package is missing; on Debian: sudo apt-get install python3-venv"; exit 1; }; \
	rm -rf .venv && $(PYTHON) -m venv .venv \
	&& $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock \
	&& printf '%s\n' "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/klinik.pth" \
	&& printf '#!/bin/sh\nexec "%s/python" -m bot "$$@"\n' "$(CURDIR)/$(BIN)" > $(BIN)/klinik && chmod +x $(BIN)/klinik \
	&& echo "$$sum" > $(STAMP)

run: setup
	$(BIN)/klinik sandbox

serve: setup
	$(BIN)/klinik serve

lint: setup
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

test: lint
	$(BIN)/klinik knowledge check
	$(BIN)/python -m pytest -m "not proof"

proof: setup
	$(BIN)/python -m pytest -m proof --run-proof

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
