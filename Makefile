# Vitrine. `make run` serves the dashboard, `make test` runs every test; both do all set-up themselves.
#
#   make run DATA=path/to/archive.zip      real data (a generated demo shop otherwise)
#   make run WAREHOUSE=postgresql://…      in a PostgreSQL database (DATABASE_URL says the same)
#   make run PORT=8080                     another port
SHELL := bash
.DEFAULT_GOAL := help

DATA ?=
PORT ?= 5001
WAREHOUSE ?=
# In the environment, where other users of the machine cannot see a password.
ifneq ($(WAREHOUSE),)
export DATABASE_URL := $(WAREHOUSE)
endif
# The demo shop and real data never share a home, or they would be merged.
VITRINE_HOME ?= .vitrine/$(if $(DATA),data,demo)
DEMO_ORDERS ?= 20000
ORDERS ?= 100000
ROUNDS ?= 5

SWIFT_BUILD := swift build -c release --product vitrine
VITRINE := .build/release/vitrine

.PHONY: help run build test sanitize bench docs format lint clean

help: ## list what can be made
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' Makefile

run: build ## set up, load DATA (or a demo shop) and serve it at http://localhost:$(PORT)
	@if [ -z "$(DATA)" ] && [ ! -e "$(VITRINE_HOME)/export" ]; then \
	    rm -rf "$(VITRINE_HOME)/export.part" && \
	    $(VITRINE) demo "$(VITRINE_HOME)/export.part" --orders $(DEMO_ORDERS) && \
	    mv "$(VITRINE_HOME)/export.part" "$(VITRINE_HOME)/export"; \
	fi
	@$(VITRINE) load "$(or $(DATA),$(VITRINE_HOME)/export)" --home "$(VITRINE_HOME)"
	@$(VITRINE) serve --home "$(VITRINE_HOME)" --port $(PORT)

build: ## set up and build the release program
	@scripts/bootstrap run
	$(SWIFT_BUILD)

test: ## set up and run every test
	@scripts/bootstrap test
	scripts/test

sanitize: ## run the Swift tests under the thread sanitizer (FILTER= for some of them)
	@scripts/bootstrap test
	swift test --sanitize=thread --scratch-path .build-sanitize --no-parallel $(if $(FILTER),--filter '$(FILTER)')

bench: build ## measure loads, answers, the page, training and predictions (DATA=, or a demo shop of ORDERS=)
	swift build -c release --product ReadFiles
	swift build -c release --product ColdAnswers
	swift build -c release --product BareServer
	Benchmarks/load $(or $(DATA),$(ORDERS)) $(ROUNDS)
	Benchmarks/dashboard $(or $(DATA),$(ORDERS))
	Benchmarks/predict $(or $(DATA),$(ORDERS))

docs: build ## write the pages of docs/ that are made from the code
	$(VITRINE) metrics --markdown >docs/metrics.md

format: ## format the Swift sources
	swift format -i -p -r Package.swift Sources Tests Benchmarks

lint: ## check the format of the Swift sources
	swift format lint --strict -p -r Package.swift Sources Tests Benchmarks

clean: ## remove what was built (homes and fetched files stay)
	rm -rf .build .build-sanitize
