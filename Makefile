# Needs python3 (3.11 or newer) and make. Everything else is installed into .venv from the locks.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PY := $(BIN)/python
UV := $(BIN)/uv
LAUNCH := $(PY) -m accountops.launcher
LOCK_FLAGS := -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
  --no-header --no-config --only-binary :all:
TESTS ?= tests
SECONDS ?= 600
SEED ?= 1
MINUTES ?= 10
# --write puts the figures into docs/reliability.md; --parts storm,control,boundaries,clicks chooses among them.
CHAOS_FLAGS ?=
PROCESSES ?= 2
PYTEST_FLAGS ?= -n $(PROCESSES) --dist loadfile --no-loadscope-reorder
SIZES ?= 10000,100000,1000000
ROUNDS ?= 100
DAYS ?= 30
LOCALE ?= de
STEPS ?= 1000000
# --home FOLDER keeps what was loaded, --write puts the figures into docs/performance.md, --strict fails on a miss.
BENCH_FLAGS ?=
STEPS_FLAGS ?=
# --kinds rebook,takeover (or all), --cases 10000, --home FOLDER keeps what was loaded, --write publishes.
REPLAY_FLAGS ?=

.DEFAULT_GOAL := help
.PHONY: chaos help demo rules-docs demo-reset run shell migrations messages test check lint format lock install install-demo browser screenshots bench bench-deadlines bench-memory bench-replay permissions fuzz simulate backup restore walks

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: install-demo ## the whole product on this machine, with demo data (PORT=8000)
	@PORT=$(PORT) $(LAUNCH) demo

demo-reset: install-demo ## throw the demo's data away
	@$(LAUNCH) reset

run: install ## the same for development: DEBUG, reload on change (PORT=8000)
	@PORT=$(PORT) $(LAUNCH) run

shell: install ## a Python shell with the models, on the running services or on its own
	@$(LAUNCH) exec manage.py shell

migrations: install ## write the migrations that the models need
	@$(PY) manage.py makemigrations

messages: install ## collect the texts to translate into locale/ (LOCALE=de; needs GNU gettext)
	@command -v xgettext >/dev/null || { echo "GNU gettext is missing. Install the package gettext, then try again."; exit 1; }
	@mkdir -p locale && ACCOUNTOPS_MODE=test $(PY) manage.py makemessages --locale $(LOCALE) --no-location \
	  --ignore tests --ignore var --ignore benchmarks

install: ## .venv with everything, checks included
	@$(PYTHON) requirements/install.py dev

install-demo:
	@$(PYTHON) requirements/install.py demo

check: install lint ## the quick checks: lint and the tests without a browser
	@$(PY) -m pytest -q $(PYTEST_FLAGS) -m "not browser and not launcher and not contract and not acceptance and not fuzz" $(TESTS)

# One of the three waits for other processes most of its time: tests/turns.py.
test: PROCESSES = 3
test: install browser lint ## every check CI runs
	@$(PY) -m pytest -q $(PYTEST_FLAGS) $(TESTS)

screenshots: install browser ## draw docs/screenshots again
	@$(PY) -m pytest -q tests/browser/screenshots.py

bench: install ## measure pages and changes (SIZES=10000,100000,1000000 ROUNDS=100)
	@$(PY) -m benchmarks --sizes $(SIZES) --rounds $(ROUNDS) $(BENCH_FLAGS)

bench-deadlines: install ## measure timed steps against bare writes, ten thousand due at once (STEPS_FLAGS=--write)
	@$(PY) -m benchmarks.timed $(STEPS_FLAGS)

bench-replay: install ## measure a draft of policy values over 100,000 past cases (REPLAY_FLAGS=--write)
	@$(PY) -m benchmarks.replay $(REPLAY_FLAGS)

bench-memory: install ## measure the memory of an idle demo
	@$(PY) -m benchmarks.memory

chaos: install ## kill everything at random and check what stands (SEED=1 MINUTES=10; CHAOS_FLAGS=--write publishes)
	@$(PY) -m tests.chaos --seed $(SEED) --minutes $(MINUTES) $(CHAOS_FLAGS)

permissions: install ## hold the product against the permission policy and write docs/permissions.md
	@$(PY) -m pytest -q tests/permissions --write

rules-docs: install ## write docs/rules anew, made of what runs
	@ACCOUNTOPS_MODE=test $(PY) manage.py shell -v 0 -c "from tests.docs.rule_books import write; write()"

fuzz: install ## call the API with generated input (SECONDS=600 SEED=1) and write docs/fuzz.md
	@$(PY) -m pytest -q tests/fuzz --fuzz-seconds $(SECONDS) --fuzz-seed $(SEED)

simulate: install ## play a month of invented work on a simulated clock (DAYS=30 SEED=1)
	@$(LAUNCH) exec manage.py simulate --days $(DAYS) --seed $(SEED) $(SIMULATE_FLAGS)

backup: install-demo ## everything into one file, while people work on (FILE=… to choose it)
	@$(LAUNCH) exec manage.py backup $(FILE)

restore: install-demo ## FILE=… into an empty database (FORCE=yes deletes what is there)
	@$(LAUNCH) exec manage.py restore $(FILE) $(if $(FORCE),--force)

walks: install ## random walks over machines and rules, in memory (STEPS=1000000 SEED=1)
	@ACCOUNTOPS_MODE=test $(PY) -m tests.walks --steps $(STEPS) --seed $(SEED) $(WALKS_FLAGS)

browser:
	@$(PYTHON) requirements/browser.py

lint: install ## style, types, layers, templates
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-logo --no-cache
	@ACCOUNTOPS_MODE=test $(BIN)/mypy
	@$(BIN)/djlint --lint --quiet templates
	@ACCOUNTOPS_MODE=test $(PY) manage.py check --fail-level WARNING

format: install ## put the code into shape
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

lock: install ## renew requirements/*.txt
	@for set in uv prod demo dev; do $(UV) pip compile $(LOCK_FLAGS) --upgrade requirements/$$set.in -o requirements/$$set.txt || exit 1; done
