# `make run` shows the main job on real input; `make test` is everything CI runs; `make check` the quick subset.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CACHE := $(CURDIR)/var/cache
export SPRO_CACHE_DIR ?= $(CACHE)

.PHONY: run test check lint format lock docs bench clean

run: $(STAMP)
	$(BIN)/python examples/first_look.py

check: $(STAMP) lint
	$(BIN)/pytest -n 2 -m "not slow"

test: $(STAMP) lint
	$(BIN)/pytest -n 2

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/spro rules check

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(STAMP)
	$(BIN)/python docs/generate.py

bench: .venv-peers/.installed
	.venv-peers/bin/python -m benchmarks

lock: $(STAMP)
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--no-header --extra dev --output-file lock/dev.txt pyproject.toml

$(STAMP): lock/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r lock/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist

.PHONY: peers
peers: .venv-peers/.installed

.venv-peers/.installed: benchmarks/peers.txt benchmarks/peers_bare.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet -r benchmarks/peers.txt -e .
	.venv-peers/bin/pip install --quiet --no-deps --ignore-requires-python -r benchmarks/peers_bare.txt
	touch .venv-peers/.installed
