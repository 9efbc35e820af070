# make help says what there is. Everything is installed into .venv here; nothing else on the machine is touched.

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Pinned, so that a machine with a CPU build at hand takes it: the newest torch brings gigabytes of GPU libraries.
TORCH ?= torch==2.13.0
LOOK_FOR := python3 python3.13 python3.12 python3.11
PYTHON ?= $(shell for name in $(LOOK_FOR); do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)

PROMPT ?= A menacing evil dragon appears in a distance above the tallest mountain, then rushes toward the camera with its jaws open, revealing massive fangs. We see it's coming.
# The prompt goes to the command through the environment, as it is: make and the shell must not read what is in it.
unexport PROMPT
video: export CLIP_PROMPT = $(value PROMPT)

.PHONY: help video serve chaos test test-clients test-training lint bench evaluate clean
.DELETE_ON_ERROR:

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

video: $(VENV)/.installed ## make video.mp4 from PROMPT="..." (any text; a dragon if left out)
	@$(BIN)/video01 generate -o video.mp4 -- "$$CLIP_PROMPT"

serve: $(VENV)/.installed ## answer the HTTP API on port 8000
	@$(BIN)/video01 serve

# Pages and other people's clients have clocks of their own, which a busy machine may outrun: what failed has a second try.
AGAIN = $(BIN)/python -m pytest --last-failed --last-failed-no-failures none

test: $(VENV)/.dev ## every test that needs no torch
	$(BIN)/python -m pytest -n 2 --dist loadfile --ignore=tests/training --ignore=tests/browser --ignore=tests/clients/test_packages.py
	$(BIN)/python -m pytest tests/browser || $(AGAIN) tests/browser

# They are installed once, from PyPI and npm, into ~/.cache/video01/clients; the first time may take minutes.
test-clients: $(VENV)/.dev ## other people's clients, unmodified, against the server
	$(BIN)/python -m pytest -rs --timeout=900 tests/clients/test_packages.py || $(AGAIN) --timeout=900 tests/clients

chaos: $(VENV)/.dev ## kill server, workers and model 200 times under load, then count what was lost (nothing)
	$(BIN)/python -m tests.chaos.storm --kills 200

# The pictures of the subjects are fetched once, with npm; where that cannot be, one line says why and tests are skipped.
test-training: $(VENV)/.train ## the tests of the training program
	@$(BIN)/python -c 'from training.world.assets import find_tarball; find_tarball()' 2>&1 | tail -n 1
	$(BIN)/python -m pytest tests/training

# mypy follows torch: with torch missing every layer of the model would be of type Any, which strict mode refuses.
# That costs half a minute the first time and two seconds after that.
lint: $(VENV)/.train ## style, types, and which module may import which
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.train ## measure this machine
	@for script in generate world; do echo "== $$script"; $(BIN)/python -m "benchmarks.$$script" || exit 1; done

# It needs the recogniser that `python -m training.judge.train` makes, and the pictures of the world.
evaluate: $(VENV)/.train ## judge the shipped model: benchmarks/quality.md and quality.json
	$(BIN)/python -m training.evaluate

clean: ## remove what the others made
	rm -rf $(VENV) video.mp4 video.jpg build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src training tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is newer than pyproject.toml when what it names is installed: a second run installs nothing.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "video01 needs Python 3.11 or newer, and none was found (looked for: $(LOOK_FOR))." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no module venv. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.installed | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@touch $@

$(VENV)/.train: pyproject.toml $(VENV)/.dev | $(BIN)/python
	$(PIP) $(TORCH)
	$(PIP) --editable '.[dev,train]'
	@touch $@
