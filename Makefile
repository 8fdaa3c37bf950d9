# `make run` and `make test` need Python 3.11 or later, Node 20.19 or later, and nothing else: they install the rest.
#   PORT=4600 LOCAL_DIR=/tmp/other make run     another port, and another directory for the data
#   PYTHON=python3.12 make run                  another Python, also for later runs

# The Python that created the environments stays in use, until PYTHON names another one or it no longer exists.
PYTHON ?= $(or $(wildcard $(shell sed -n 's/^executable = //p' .venv/pyvenv.cfg 2>/dev/null)),python3)
PYTHON := $(PYTHON)
VERSION := $(shell $(PYTHON) -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null)
STAGE ?= prod
# Defined once, for version managers and public CI as well.
OLDEST_PYTHON = $(shell cat .python-version)
OLDEST_NODE = $(shell cat .node-version)
BIN := .venv/bin
CODE := app.py bench chalicelib examples local operate ship tests
# Compiled libraries are for one version of Python, and the embedded cloud runs those that Chalice packed: the environments
# change to another version together.
ENVIRONMENT := .venv/.ready-$(VERSION)
CLOUD := .venv-ministack/.ready-$(VERSION)
AUDIT := .venv-audit/.ready-$(VERSION)
# Recreate an environment whose Python no longer exists.
.PHONY: $(shell for made in $(ENVIRONMENT) $(CLOUD) $(AUDIT); do test -x $${made%/*}/bin/python || echo $$made; done)
PAGE := web/node_modules/.ready
LIGHTHOUSE := bench/node_modules/.ready
CHROMIUM_PACKAGE := tests/chromium/node_modules/.ready

# A lock file lists every installed package, with its hashes, so pip has nothing to resolve.
PIP := pip install --disable-pip-version-check --progress-bar off --require-hashes --no-deps
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version=$(OLDEST_PYTHON) $(UPGRADE)
NPM := npm ci --no-audit --no-fund --loglevel http

# The stages of a group run in parallel; a group starts when the previous one has passed. More at once would take longer.
STAGES := $(PYTHON) -m tests.stages
CHECK := lint,unit,page
REST := audit,slow,packaged

# Each process runs its own service; six of them take as long as four.
ON_THE_CLOUD = $(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

# Print progress lines as they are written; keep Python's bytecode, because many processes start.
export PYTHONUNBUFFERED := 1
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install run dev token access check test unit audit page slow stack browser packaged soak fuzz chromium measure cost screenshot openapi lint coverage lock format package deploy destroy invite people backup restore replay sweep clean python node port

help:
	@echo "make install     install everything that the other commands would install when they need it"
	@echo "make run         run the whole service on this machine, until Ctrl-C"
	@echo "make dev         run the API alone on port 8000 (DEV_PORT), with reload on edits (while make run runs)"
	@echo "make token       print an ID token of the demo account (while make run runs)"
	@echo "make access      print the API's address and credentials as shell variables, for eval; for STAGE on your AWS account, if set"
	@echo "make check       run lint, unit and page in parallel: the quick part of make test"
	@echo "make test        run every check and every test"
	@echo "make unit        run the fast tests of the service"
	@echo "make page        run the page's checks and unit tests"
	@echo "make slow        run the slow unit tests"
	@echo "make stack       run the tests of the packaged service on the embedded cloud"
	@echo "make browser     run the tests of the page in Chromium, on the packaged service"
	@echo "make packaged    run make stack and make browser together"
	@echo "make soak        run the tests that take hours: process kills, network faults and random examples, by SEED"
	@echo "make fuzz        run only the API tests of make soak, with EXAMPLES generated requests for each route"
	@echo "make lint        run ruff, mypy and cfn-lint"
	@echo "make audit       run checkov, parliament and cloudsplaining on the template and its policies"
	@echo "make measure     measure the page's speed: Lighthouse, and scrolling through thousands of notes and photos"
	@echo "make cost        measure requests again and recompute docs/cost.md, the costs of a month, and docs/scale.md"
	@echo "make screenshot  take the README's screenshot"
	@echo "make openapi     generate docs/openapi.json, the description of the API, and the page's types"
	@echo "make coverage    run the fast tests, and list the lines and branches of chalicelib that they do not reach"
	@echo "make lock        generate the lock files from the requirement files; UPGRADE=--upgrade takes the newest versions"
	@echo "make format      format the code, and apply ruff's and prettier's automatic fixes"
	@echo "make package     run chalice package for STAGE (prod), and check the result"
	@echo "make deploy      deploy STAGE (prod) to your AWS account, or update it there"
	@echo "make destroy     delete STAGE; resources that hold data are kept"
	@echo "make invite      create an account in STAGE for EMAIL, who gets a temporary password by mail"
	@echo "make people      list the accounts of STAGE; or DO=disable, enable, remove, quota or reset-totp that of EMAIL"
	@echo "make backup      back up all data of STAGE to the directory TO"
	@echo "make restore     restore data that STAGE lacks from a backup in the directory FROM"
	@echo "make replay      re-process failed events of STAGE from the dead-letter queues"
	@echo "make sweep       start STAGE's daily sweep now: reconcile usage, files and objects"
	@echo "make clean       remove everything that make created, except your data in LOCAL_DIR"

# The time from the start, including installation.
run: export STARTED := $(shell date +%s)
run: port $(ENVIRONMENT) $(CLOUD) $(PAGE)
	@exec $(BIN)/python -m local.run

dev: $(ENVIRONMENT)
	@exec $(BIN)/python -m local.dev

token: $(ENVIRONMENT)
	@$(BIN)/python -m local.token

# Without a STAGE from the user, use the service on this machine.
access: $(ENVIRONMENT)
	@$(BIN)/python -m local.access $(if $(filter file,$(origin STAGE)),,"$(STAGE)")

install: $(ENVIRONMENT) $(CLOUD) $(AUDIT) $(PAGE) chromium

check: $(ENVIRONMENT) $(PAGE)
	@$(STAGES) $(CHECK)

test: $(ENVIRONMENT) $(CLOUD) $(AUDIT) $(PAGE) chromium
	@$(STAGES) $(CHECK) $(REST)

unit: $(ENVIRONMENT)
	@$(BIN)/python -m pytest tests/unit -m "not slow" --numprocesses 2

audit: $(ENVIRONMENT) $(AUDIT)
	@template="$$($(BIN)/python -m ship.package prod)" && .venv-audit/bin/python -m ship.audit "$$template"

# Linters cache their results for unchanged files, except in continuous integration.
page: $(PAGE)
	@cd web && $(if $(CI),rm -rf node_modules/.cache &&) npm run --silent check

slow: $(ENVIRONMENT)
	@$(BIN)/python -m pytest tests/unit -m slow --numprocesses 2

stack: $(ENVIRONMENT) $(CLOUD) $(PAGE)
	@$(ON_THE_CLOUD) tests/stack

browser: $(ENVIRONMENT) $(CLOUD) $(PAGE) chromium
	@$(ON_THE_CLOUD) tests/browser

# Run both together, so that no process idles at the end of the first.
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
	@$(BIN)/python -m bench.scale

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

invite: $(ENVIRONMENT)
	@$(BIN)/python -m operate.invite $(STAGE) "$(EMAIL)"

people: $(ENVIRONMENT)
	@$(BIN)/python -m operate.accounts $(STAGE) $(or $(DO),list) "$(EMAIL)" "$(QUOTA)"

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

# Checked first, so that nothing is built for a service that could not start.
port: python
	@$(PYTHON) -m local.port

python:
	@$(PYTHON) -c 'import sys; sys.exit(list(sys.version_info) < [int(part) for part in "$(OLDEST_PYTHON)".split(".")])' 2>/dev/null || { \
	  echo "Skynotes needs Python $(OLDEST_PYTHON) or later, but $(PYTHON) is $$($(PYTHON) --version 2>&1 | head -1)." >&2; \
	  echo "Choose another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }

node:
	@node -e 'process.exit(Number(process.versions.node.localeCompare("$(OLDEST_NODE)", "en", { numeric: true }) < 0))' 2>/dev/null || { \
	  echo "Skynotes needs Node $(OLDEST_NODE:.0=) or later to build its page, but found $$(node --version 2>/dev/null || echo none)." >&2; \
	  echo "Install Node, which includes npm, from https://nodejs.org or with your system's package manager." >&2; exit 1; }
	@npm --version >/dev/null 2>&1 || { echo "Skynotes needs npm, which comes with Node, to build its page. Install it from https://nodejs.org or with your system's package manager." >&2; exit 1; }

$(ENVIRONMENT): requirements-dev.lock | python
	@$(PYTHON) -m venv --clear .venv
	@$(PYTHON) -m local.install "the Python packages (first time only, about a minute)" $(BIN)/$(PIP) --requirement requirements-dev.lock
	@touch $@

$(CLOUD): requirements-ministack.lock | python
	@$(PYTHON) -m venv --clear .venv-ministack
	@$(PYTHON) -m local.install "the embedded cloud (first time only)" .venv-ministack/bin/$(PIP) --requirement requirements-ministack.lock
	@touch $@

$(AUDIT): requirements-audit.lock | python
	@$(PYTHON) -m venv --clear .venv-audit
	@$(PYTHON) -m local.install "the audit tools (first time only, about a minute)" .venv-audit/bin/$(PIP) --requirement requirements-audit.lock
	@touch $@

$(PAGE): web/package.json web/package-lock.json | node
	@$(PYTHON) -m local.install "the page's npm packages (first time only)" $(NPM) --prefix web
	@touch $@

# The same Chromium for everyone, if npm has one for the system.
chromium: $(ENVIRONMENT)
	@$(BIN)/python -m tests.browser.chromium || $(MAKE) --no-print-directory $(CHROMIUM_PACKAGE)

$(CHROMIUM_PACKAGE): tests/chromium/package.json tests/chromium/package-lock.json tests/chromium/unpack.js | node
	@$(PYTHON) -m local.install "Chromium (first time only, about a minute)" $(NPM) --prefix tests/chromium
	@node tests/chromium/unpack.js
	@touch $@

$(LIGHTHOUSE): bench/package.json bench/package-lock.json | node
	@$(PYTHON) -m local.install "Lighthouse (first time only)" $(NPM) --prefix bench
	@touch $@
