# Needs Python 3.11 or newer, Node 20.19 or newer, and make. `make run` is all that a first look takes.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PYTHON := $(VENV)/bin/python
WEB := core_service/web
LAUNCHER := $(PYTHON) -m core_service.launcher
CHECKED := shared core_service realtime_hub migrations seed loadtests tests
GENERATED := $(WEB)/src/generated

# What is installed is remembered beside it, so that it is installed again exactly when its lock changes.
PYTHON_READY := $(VENV)/.installed
DEV_READY := $(VENV)/.installed-dev
WEB_READY := $(WEB)/node_modules/.installed
WEB_BUILT := $(WEB)/dist/.built

FIND_PYTHON = for python in $${AETHERLEARN_PYTHON:-python3 python3.13 python3.12 python3.11}; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done
FIND_CHROMIUM = for name in "$${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do \
	[ -n "$$name" ] && command -v "$$name" && break; done
WEB_SOURCES = $(shell find $(WEB) -type f -not -path '*/node_modules/*' -not -path '*/dist/*')
# The locks are whole: nothing is left to resolve, and nothing newer than them comes in.
PIP = $(PYTHON) -m pip install --disable-pip-version-check --progress-bar off --require-hashes --no-deps
# pip's output without what it found installed already; the awk is there to keep its exit code
INSTALL = { $(PIP) -r $< || echo FAILED; } | awk '/^(Requirement already|Looking in|Ignoring)/ { next } \
	/^FAILED$$/ { failed = 1; next } { print; fflush() } END { exit failed }'
SAY = @printf '\033[1m%s\033[0m\n'

.PHONY: help run demo audit coverage faults seed bench load gen test format locks \
	check-node check-format check-lint check-types check-imports check-web check-generated check-sizes \
	test-python test-faults test-web test-browser chromium

help: ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

# ---- using it -------------------------------------------------------------------------------------------------------

run: check-node $(PYTHON_READY) $(WEB_BUILT) ## start everything; Ctrl-C stops it and keeps the data
	@exec $(LAUNCHER) --end-with-parent

demo: $(PYTHON_READY) ## beside `make run`: a class of twelve at work in the demo tutor's lesson
	@exec $(LAUNCHER) beside -- $(PYTHON) -m loadtests.demo_class $(ARGS)

seed: $(PYTHON_READY) ## the demo data again
	@exec $(LAUNCHER) with -- $(PYTHON) -m seed demo

bench: $(DEV_READY) ## the benchmark tables; ARGS="--help" lists what can be set
	@exec $(PYTHON) -m loadtests.bench $(ARGS)

load: $(DEV_READY) ## tutors and students of whole lessons, by locust; ARGS="--shape=storm" and so on
	@exec $(PYTHON) -m loadtests.load $(ARGS)

faults: $(DEV_READY) ## every fault twenty times: hubs, Redis, core and members, and every line between them
	@exec $(PYTHON) -m tests.faults $(ARGS)

# ---- changing it ----------------------------------------------------------------------------------------------------

gen: $(PYTHON_READY) $(WEB_READY) ## the generated files: types of events and of the API
	@cd $(WEB) && npm run --silent gen

format: $(DEV_READY) $(WEB_READY) ## bring all files into the one format
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format .
	@cd $(WEB) && npm run --silent format

locks: $(DEV_READY) ## lock the newest versions that requirements*.in allow
	@for set in requirements requirements-dev; do \
	  $(VENV)/bin/uv pip compile --quiet --upgrade --generate-hashes --no-header --universal --python-version 3.11 \
	    $$([ $$set = requirements ] || echo --constraint requirements.lock) $$set.in --output-file $$set.lock || exit 1; done

# What keeps one core busy goes two by two, the longest first; what follows uses both. Three workers for two cores,
# since the Python tests wait for their servers a quarter of the time.
SIDE_BY_SIDE := check-types check-web check-imports check-lint check-format chromium
TWO_BY_TWO := --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

test: ## what CI runs
	@$(MAKE) --no-print-directory $(TWO_BY_TWO) $(SIDE_BY_SIDE)
	@$(MAKE) --no-print-directory check-generated check-sizes test-web test-python test-faults test-browser
	$(SAY) 'All checks passed.'

check-format: $(DEV_READY)
	$(SAY) 'Format'
	@$(VENV)/bin/ruff format --check .

check-lint: $(DEV_READY)
	$(SAY) 'Lint'
	@$(VENV)/bin/ruff check .

check-types: $(DEV_READY)
	$(SAY) 'Types'
	@$(VENV)/bin/mypy $(CHECKED)

check-imports: $(DEV_READY)
	$(SAY) 'Import rules'
	@PYTHONPATH=. $(VENV)/bin/lint-imports

check-generated: $(PYTHON_READY) $(WEB_READY)
	$(SAY) 'Generated files'
	@before=$$(mktemp -d) && trap 'rm -rf "$$before"' EXIT && cp -R $(GENERATED)/. "$$before" && \
	  (cd $(WEB) && npm run --silent gen) && diff -r "$$before" $(GENERATED) >/dev/null || \
	  { echo 'The generated files were out of date: commit what `make gen` has just written.' >&2; exit 1; }

test-python: $(DEV_READY)
	$(SAY) 'Python tests, on a real PostgreSQL and a real Valkey'
	@$(PYTHON) -m pytest --quiet -n 3 -m 'not audit' --ignore=tests/e2e --ignore=tests/faults

test-faults: $(DEV_READY)
	$(SAY) 'Faults: hubs, Redis, core and lines that fail in the middle of a lesson'
	@$(PYTHON) -m pytest --quiet -m 'not audit' tests/faults

check-web: $(WEB_READY)
	$(SAY) 'Web app: lint, types'
	@cd $(WEB) && npm run --silent lint && npm run --silent typecheck

check-sizes: $(WEB_BUILT)
	$(SAY) 'Sizes of the pages'
	@cd $(WEB) && npm run --silent sizes

test-web: $(WEB_READY)
	$(SAY) 'Web app: tests'
	@cd $(WEB) && npm run --silent test

test-browser: $(DEV_READY) $(WEB_BUILT) | chromium
	$(SAY) 'Browser tests, on two whole AetherLearns'
	@CHROMIUM=$$($(FIND_CHROMIUM)) $(PYTHON) -m pytest --quiet -n 2 --dist loadfile -m 'not audit' tests/e2e

COVERED := attendance sessions assessment

coverage: $(DEV_READY) ## how much of the code the Python tests run: 90 % of the busiest domains, 85 % in all
	$(SAY) 'Coverage of the Python tests'
	@$(PYTHON) -m coverage erase
	@$(PYTHON) -m pytest --quiet -n 2 -m 'not audit' --ignore=tests/e2e --ignore=tests/faults --cov --cov-report=
	@$(PYTHON) -m coverage report --sort=cover --skip-covered --fail-under=85
	@for domain in $(COVERED); do \
	  $(PYTHON) -m coverage report --include="core_service/$$domain/*" --format=total --fail-under=90 > .coverage-total \
	    || { echo "core_service/$$domain: $$(cat .coverage-total) %, less than 90 %" >&2; rm .coverage-total; exit 1; }; \
	  echo "core_service/$$domain: $$(cat .coverage-total) %"; rm .coverage-total; done

audit: faults coverage $(WEB_BUILT) | chromium ## the long checks: faults, coverage, every page in each theme and width
	$(SAY) 'The long tests; pictures of all pages go to test-results/pages'
	@CHROMIUM=$$($(FIND_CHROMIUM)) $(PYTHON) -m pytest --quiet -m audit tests
	@cd $(WEB) && npm run --silent measure

# ---- what the above need --------------------------------------------------------------------------------------------

$(PYTHON):
	@python=$$($(FIND_PYTHON)); if [ -z "$$python" ]; then \
	  echo 'AetherLearn needs Python 3.11 or newer: install it, or name it in AETHERLEARN_PYTHON.' >&2; exit 1; fi; \
	printf '\033[1m%s\033[0m\n' "Making a virtual environment with $$python…"; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$$python cannot make virtual environments: install its venv package (on Debian: python3-venv)." >&2; exit 1; }

$(PYTHON_READY): requirements.lock | $(PYTHON)
	$(SAY) 'Installing the locked Python packages…'
	@$(INSTALL)
	@touch $@

$(DEV_READY): requirements-dev.lock $(PYTHON_READY) | $(PYTHON)
	$(SAY) 'Installing the locked Python packages for development…'
	@$(INSTALL)
	@touch $@

check-node:
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
	  2>/dev/null && command -v npm >/dev/null || \
	  { echo 'AetherLearn needs Node 20.19 or newer with npm, to build its pages: install it first.' >&2; exit 1; }

$(WEB_READY): $(WEB)/package-lock.json | check-node
	$(SAY) "Installing the web app's locked packages (about a minute)…"
	@cd $(WEB) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(WEB_BUILT): $(WEB_READY) $(WEB_SOURCES)
	$(SAY) 'Building the web app…'
	@cd $(WEB) && npm run --silent build -- --logLevel warn
	@touch $@

chromium:
	@if [ -z "$$($(FIND_CHROMIUM))" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    printf '\033[1m%s\033[0m\n' 'Installing Chromium for the browser tests…'; \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	  else echo 'The browser tests need Chromium: install it, or name it in CHROMIUM.' >&2; exit 1; fi; fi
