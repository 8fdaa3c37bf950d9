# `make run` and `make test` need Python 3.11 or later, Node 20.19 or later, and nothing else: the rest is made here.
#   PORT=4600 LOCAL_DIR=/tmp/other make run     another port, and another place for the data
#   PYTHON=python3.12 make run                  another Python, from then on

# The Python that made the environments goes on being used, until PYTHON names another or it is gone.
PYTHON ?= $(or $(wildcard $(shell sed -n 's/^executable = //p' .venv/pyvenv.cfg 2>/dev/null)),python3)
PYTHON := $(PYTHON)
VERSION := $(shell $(PYTHON) -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null)
STAGE ?= prod
# Named once, for version managers and public CI as well.
OLDEST_PYTHON = $(shell cat .python-version)
OLDEST_NODE = $(shell cat .node-version)
BIN := .venv/bin
CODE := app.py bench chalicelib examples local operate ship tests
# Compiled libraries are for one version of Python, and the embedded cloud runs those that Chalice packed: all or none
# of the environments change to another.
ENVIRONMENT := .venv/.ready-$(VERSION)
CLOUD := .venv-ministack/.ready-$(VERSION)
AUDIT := .venv-audit/.ready-$(VERSION)
# The same where the Python that an environment points to is gone.
.PHONY: $(shell for made in $(ENVIRONMENT) $(CLOUD) $(AUDIT); do test -x $${made%/*}/bin/python || echo $$made; done)
PAGE := web/node_modules/.ready
LIGHTHOUSE := bench/node_modules/.ready
CHROMIUM_PACKAGE := tests/chromium/node_modules/.ready

# A lock file names everything that is installed, with its hashes, so there is nothing left for pip to resolve.
PIP := pip install --disable-pip-version-check --progress-bar off --require-hashes --no-deps
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version=$(OLDEST_PYTHON) $(UPGRADE)
NPM := npm ci --no-audit --no-fund --loglevel http

# The stages of a group share the processors; it begins when the one before has passed. More at once would take longer.
STAGES := $(PYTHON) -m tests.stages
CHECK := lint,unit,page
REST := audit,slow,packaged

# Each process has a service of its own; six of them take as long as four.
ON_THE_CLOUD = $(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

# Progress lines appear as they are written; and what Python compiles is kept, because its processes are many.
export PYTHONUNBUFFERED := 1
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run dev token access check test unit audit page slow stack browser packaged soak fuzz chromium measure cost screenshot openapi lint coverage lock format package deploy destroy backup restore replay sweep clean python node port

help:
	@echo "make run      the whole service on this machine, until Ctrl-C"
	@echo "make dev      the API alone on port 8000 (DEV_PORT), reloading as you edit (while make run runs)"
	@echo "make token    an ID token of the demo account (while make run runs)"
	@echo "make access   what a program needs to use the API, for eval; of STAGE on your AWS account, if you name one"
	@echo "make check    lint, unit and page, side by side: the quick part of make test"
	@echo "make test     every check and every test"
	@echo "make unit     the fast tests"
	@echo "make page     the page's checks and unit tests"
	@echo "make slow     the unit tests that take long"
	@echo "make stack    the tests of the packaged service on the embedded cloud"
	@echo "make browser  the tests of the page in Chromium, on the same"
	@echo "make packaged  both of them"
	@echo "make soak     the trials that take hours by nature: kills, faults and new examples, by SEED"
	@echo "make fuzz     of these, thousands of new requests made of the API's description (EXAMPLES for each route)"
	@echo "make lint     ruff, mypy and cfn-lint"
	@echo "make audit    checkov, parliament and cloudsplaining on what would be deployed"
	@echo "make measure  the page's speed: Lighthouse, and scrolling through thousands"
	@echo "make cost     docs/cost.md: what a month costs, measured and reckoned anew"
	@echo "make screenshot  the picture that the README opens with"
	@echo "make openapi  docs/openapi.json: the description of the API, and the page's types of it"
	@echo "make coverage  the fast tests, and which lines and branches of chalicelib they never reach"
	@echo "make lock     the lock files, from the requirement files; UPGRADE=--upgrade takes what is newest"
	@echo "make format   ruff's formatting, and what it can mend by itself"
	@echo "make package  what chalice package makes for STAGE (prod), checked"
	@echo "make deploy   STAGE (prod) onto your AWS account, or up to date there"
	@echo "make destroy  STAGE away again; what holds data is kept"
	@echo "make backup   all that people keep in STAGE, to the directory TO"
	@echo "make restore  what a backup in the directory FROM has and STAGE has not"
	@echo "make replay   tell STAGE's functions once more what they failed at"
	@echo "make sweep    what STAGE does once a day, now: compare what is recorded with what there is"
	@echo "make clean    removes what make has made, and keeps your data in LOCAL_DIR"

# From the very beginning, installing included.
run: export STARTED := $(shell date +%s)
run: port $(ENVIRONMENT) $(CLOUD) $(PAGE)
	@exec $(BIN)/python -m local.run

dev: $(ENVIRONMENT)
	@exec $(BIN)/python -m local.dev

token: $(ENVIRONMENT)
	@$(BIN)/python -m local.token

# Without a STAGE of the user's own, of the service on this machine.
access: $(ENVIRONMENT)
	@$(BIN)/python -m local.access $(if $(filter file,$(origin STAGE)),,"$(STAGE)")

check: $(ENVIRONMENT) $(PAGE)
	@$(STAGES) $(CHECK)

test: $(ENVIRONMENT) $(CLOUD) $(AUDIT) $(PAGE) chromium
	@$(STAGES) $(CHECK) $(REST)

unit: $(ENVIRONMENT)
	@$(BIN)/python -m pytest tests/unit -m "not slow" --numprocesses 2

audit: $(ENVIRONMENT) $(AUDIT)
	@template="$$($(BIN)/python -m ship.package prod)" && .venv-audit/bin/python -m ship.audit "$$template"

# Linters keep what they found of unchanged files, but for continuous integration.
page: $(PAGE)
	@cd web && $(if $(CI),rm -rf node_modules/.cache &&) npm run --silent check

slow: $(ENVIRONMENT)
	@$(BIN)/python -m pytest tests/unit -m slow --numprocesses 2

stack: $(ENVIRONMENT) $(CLOUD) $(PAGE)
	@$(ON_THE_CLOUD) tests/stack

browser: $(ENVIRONMENT) $(CLOUD) $(PAGE) chromium
	@$(ON_THE_CLOUD) tests/browser

# Both together leave no process without work at the end of the first.
packaged: $(ENVIRONMENT) $(CLOUD) $(PAGE) chromium
	@$(ON_THE_CLOUD) tests/stack tests/browser

soak fuzz: export SOAK := 1
soak fuzz: export SEED ?= $(shell date +%s)
soak: $(ENVIRONMENT) $(CLOUD) $(PAGE) chromium
	@echo "SEED=$(SEED)"
	@$(BIN)/python -m pytest tests -m soak --capture=no

fuzz: $(ENVIRONMENT) $(CLOUD) $(PAGE)
	@echo "SEED=$(SEED)"
	@$(BIN)/python -m pytest tests/stack/test_conformance.py --capture=no

measure: $(ENVIRONMENT) $(CLOUD) $(PAGE) $(LIGHTHOUSE) chromium
	@$(BIN)/python -m bench.lighthouse
	@$(BIN)/python -m bench.scroll

cost: $(ENVIRONMENT)
	@$(BIN)/python -m bench.measure
	@$(BIN)/python -m bench.cost

screenshot: $(ENVIRONMENT) $(CLOUD) $(PAGE) chromium
	@$(BIN)/python -m bench.screenshot

lint: $(ENVIRONMENT)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/cfn-lint --template "$$($(BIN)/python -m ship.package prod)"

coverage: $(ENVIRONMENT)
	@$(BIN)/python -m pytest tests/unit -m "not slow" --numprocesses 2 --cov

lock: $(ENVIRONMENT)
	@$(LOCK) --output-file=requirements-dev.lock requirements.txt requirements-dev.txt
	@$(LOCK) --output-file=requirements-ministack.lock requirements-ministack.txt
	@$(LOCK) --output-file=requirements-audit.lock requirements-audit.txt

format: $(ENVIRONMENT) $(PAGE)
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)
	@cd web && npm run --silent format

openapi: $(ENVIRONMENT) $(PAGE)
	@$(BIN)/python -m ship.openapi
	@cd web && npm run --silent generate

package: $(ENVIRONMENT)
	@$(BIN)/python -m ship.package $(STAGE) $(ARCHITECTURE)

deploy: $(ENVIRONMENT) $(PAGE)
	@$(BIN)/python -m ship.deploy $(STAGE)

destroy: $(ENVIRONMENT)
	@$(BIN)/python -m ship.destroy $(STAGE)

backup: $(ENVIRONMENT)
	@$(BIN)/python -m operate.backup "$(STAGE)" "$(TO)" "$(FROM_TABLE)" "$(FROM_BUCKET)" "$(FROM_POOL)"

restore: $(ENVIRONMENT)
	@$(BIN)/python -m operate.restore "$(STAGE)" "$(FROM)" "$(DELETED)"

replay: $(ENVIRONMENT)
	@$(BIN)/python -m operate.replay "$(STAGE)"

sweep: $(ENVIRONMENT)
	@$(BIN)/python -m operate.sweep "$(STAGE)"

clean:
	rm -rf .venv .venv-ministack .venv-audit web/node_modules web/dist bench/node_modules tests/chromium/node_modules .chalice/deployments .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# Asked first, so that nothing is built for a service that could not start.
port: python
	@$(PYTHON) -m local.port

python:
	@$(PYTHON) -c 'import sys; sys.exit(list(sys.version_info) < [int(part) for part in "$(OLDEST_PYTHON)".split(".")])' 2>/dev/null || { \
	  echo "Skynotes needs Python $(OLDEST_PYTHON) or later, and $(PYTHON) is $$($(PYTHON) --version 2>&1 | head -1)." >&2; \
	  echo "Name another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }

node:
	@node -e 'process.exit(Number(process.versions.node.localeCompare("$(OLDEST_NODE)", "en", { numeric: true }) < 0))' 2>/dev/null || { \
	  echo "Skynotes needs Node $(OLDEST_NODE:.0=) or later to build its page, and here is $$(node --version 2>/dev/null || echo none)." >&2; \
	  echo "Install it, and npm with it, from https://nodejs.org or with your system's packages." >&2; exit 1; }
	@npm --version >/dev/null 2>&1 || { echo "Skynotes needs npm, which belongs to Node, to build its page." >&2; exit 1; }

$(ENVIRONMENT): requirements-dev.lock | python
	@$(PYTHON) -m venv --clear .venv
	@$(PYTHON) -m local.install "what the service is made with (a minute, once)" $(BIN)/$(PIP) --requirement requirements-dev.lock
	@touch $@

$(CLOUD): requirements-ministack.lock | python
	@$(PYTHON) -m venv --clear .venv-ministack
	@$(PYTHON) -m local.install "the embedded cloud (a moment, once)" .venv-ministack/bin/$(PIP) --requirement requirements-ministack.lock
	@touch $@

$(AUDIT): requirements-audit.lock | python
	@$(PYTHON) -m venv --clear .venv-audit
	@$(PYTHON) -m local.install "what audits the template (a minute, once)" .venv-audit/bin/$(PIP) --requirement requirements-audit.lock
	@touch $@

$(PAGE): web/package.json web/package-lock.json | node
	@$(PYTHON) -m local.install "what the page is made with (a moment, once)" $(NPM) --prefix web
	@touch $@

# The same Chromium for everybody, where npm has one for the system.
chromium: $(ENVIRONMENT)
	@$(BIN)/python -m tests.browser.chromium || $(MAKE) --no-print-directory $(CHROMIUM_PACKAGE)

$(CHROMIUM_PACKAGE): tests/chromium/package.json tests/chromium/package-lock.json tests/chromium/unpack.js | node
	@$(PYTHON) -m local.install "Chromium (a minute, once)" $(NPM) --prefix tests/chromium
	@node tests/chromium/unpack.js
	@touch $@

$(LIGHTHOUSE): bench/package.json bench/package-lock.json | node
	@$(PYTHON) -m local.install "Lighthouse (a moment, once)" $(NPM) --prefix bench
	@touch $@
