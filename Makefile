# `make run` shows the main job on real input, then serves until Ctrl-C; `make test` is everything CI runs; `make check` the quick subset.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CACHE := $(CURDIR)/var/cache
export SPRO_CACHE_DIR ?= $(CACHE)

.PHONY: integrations run test check lint format lock docs bench clean

run: $(STAMP)
	$(BIN)/python examples/first_look.py
	$(BIN)/python examples/on_its_way.py
	$(BIN)/spro serve --state var/state

check: $(STAMP) lint
	$(BIN)/pytest -n 2 -m "not slow"

test: $(STAMP) .venv-servers/.installed lint integrations
	$(BIN)/pytest -n 2

# Frameworks and agents that are run against the gateway, each with its own dependencies.
integrations: .venv-frameworks/.installed .venv-aider/.installed .node-integrations/.installed

.venv-%/.installed: lock/%.txt
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/pip install --quiet --require-hashes -r $<
	touch $@

.node-integrations/.installed: tests/integrations/package-lock.json
	mkdir -p .node-integrations
	cp tests/integrations/package.json tests/integrations/package-lock.json .node-integrations/
	cd .node-integrations && npm ci --no-audit --no-fund --silent
	touch $@

# Servers that the exposure check is tested against, beside Debian's (.ci/run); apart, because they bring much along.
.venv-servers/.installed: tests/exposure/servers.txt
	$(PYTHON) -m venv .venv-servers
	.venv-servers/bin/pip install --quiet -r tests/exposure/servers.txt
	touch .venv-servers/.installed

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

COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host \
	--no-emit-find-links --no-header

lock: $(STAMP)
	$(COMPILE) --extra names --extra server --extra tracing --extra exposure --extra postgres --extra dev --output-file lock/dev.txt pyproject.toml
	$(COMPILE) --extra names --extra server --extra postgres --constraint lock/dev.txt --output-file lock/serve.txt pyproject.toml
	$(COMPILE) --all-build-deps --only-build-deps --constraint lock/dev.txt --output-file lock/build.txt pyproject.toml
	for name in frameworks aider; do $(COMPILE) --output-file lock/$$name.txt tests/integrations/$$name.in; done
	cd tests/integrations && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

$(STAMP): lock/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r lock/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

clean:
	rm -rf $(VENV) .venv-frameworks .venv-aider .venv-litellm .venv-servers .node-integrations var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist

.PHONY: peers
peers: .venv-peers/.installed .venv-litellm/.installed

.venv-peers/.installed: benchmarks/peers.txt benchmarks/peers_bare.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet -r benchmarks/peers.txt -e .
	.venv-peers/bin/pip install --quiet --no-deps --ignore-requires-python -r benchmarks/peers_bare.txt
	touch .venv-peers/.installed

.venv-litellm/.installed: benchmarks/litellm.txt
	$(PYTHON) -m venv .venv-litellm
	.venv-litellm/bin/pip install --quiet -r benchmarks/litellm.txt
	touch .venv-litellm/.installed

.venv-attack-peers/.installed: benchmarks/attack_peers.txt
	$(PYTHON) -m venv .venv-attack-peers
	.venv-attack-peers/bin/pip install --quiet -r benchmarks/attack_peers.txt
	touch .venv-attack-peers/.installed
