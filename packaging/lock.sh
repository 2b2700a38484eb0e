#!/bin/sh
# Renews the two lock files from pyproject.toml (`make lock`); options go to uv, e.g. --upgrade.
# The development lock is held to the versions of the other, so that tests run against what is
# shipped. No registry is named in them: whoever installs decides where from, the hashes what.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
        "$@" pyproject.toml
}
compile --output-file requirements.lock "$@"
compile --output-file requirements-dev.lock --extra dev --constraint requirements.lock "$@"
