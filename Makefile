# What an engineer types. `make` alone says what there is.
SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test soak bench schema snapshots format

BIN := .venv/bin

help: ## Say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## Make .venv with everything that the house and its checks need
	@bash tools/setup.sh

demo: setup ## Open the demo retailer on a simulated Saturday
	@$(BIN)/atrium up --demo

test: setup ## Run every check: format, lint, imports, types, tests
	@bash tools/check.sh

soak: setup ## Run the long forms of the safety tests
	@$(BIN)/pytest -m soak

bench: setup ## Measure the house beside pgbench on this machine
	@$(BIN)/atrium bench place

schema: setup ## Write docs/schema from the migrated database
	@$(BIN)/python -m tools.dump_schema

snapshots: setup ## Write the snapshots of faces and of the OpenAPI document
	@$(BIN)/python -m tools.snapshots

format: setup ## Format the code and mend what can be mended
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .
