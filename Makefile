# The front of the build: each target installs what is missing first. `make help` lists them.
SHELL := /bin/bash
JOBS ?= $(shell nproc)
DEMO := build/demo

.DEFAULT_GOAL := build
.PHONY: build demo test test-full signature bench lint format clean help

build:  ## install what is missing, and build the command: build/release/sayquel
	@scripts/install-dependencies build
	@cmake --preset release -DSAYQUEL_UNITY=ON
	@cmake --build build/release --target sayquel -j $(JOBS)
	@echo "Built build/release/sayquel. Try: make demo"

demo:  ## build the command, make the TICKIT database, and ask it a question
	@scripts/install-dependencies build
	@cmake --preset release -DSAYQUEL_UNITY=ON
	@cmake --build build/release --target sayquel -j $(JOBS)
	@scripts/demo build/release/sayquel $(DEMO)

test:  ## build and run the tests
	@scripts/install-dependencies test
	@scripts/run-tests release

test-full:  ## the tests, the sanitizers, the fuzz targets and all that takes long
	@scripts/install-dependencies full
	@scripts/run-tests asan tsan release

signature:  ## write the parser's drafts anew, after a change that means to change some
	@scripts/install-dependencies build
	@cmake --preset release
	@cmake --build build/release --target sayquel -j $(JOBS)
	@python3 tests/signature/signature.py build/release/sayquel . --update

bench:  ## build and run the benchmarks
	@scripts/install-dependencies bench
	@scripts/run-benchmarks

lint:  ## format, the arrows between folders, sizes, docs, shell scripts
	@scripts/install-dependencies lint
	@scripts/lint

format:  ## format the C++ files
	@scripts/install-dependencies lint
	@git ls-files '*.h' '*.cpp' | xargs clang-format-14 -i

clean:  ## remove what was built
	rm -rf build

help:  ## this list
	@sed -n 's/^\([a-z-]*\):  *## /make \1\t/p' Makefile | expand -t 16
