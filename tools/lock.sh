#!/bin/sh
# Make both locks anew from pyproject.toml. Pins stay as they are; arguments go to uv, such as
# --upgrade or --upgrade-package NAME. The locks hold hashes and no address of any registry.
set -eu
cd "$(dirname "$0")/.."

command -v uv >/dev/null || {
    echo "peaceops: the locks are made with uv, which is not on PATH (pipx install uv)" >&2
    exit 1
}

compile() {
    uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
        pyproject.toml "$@" >/dev/null
}

compile --group build -o requirements.lock "$@"
compile --group dev -c requirements.lock -o requirements-dev.lock "$@"

if grep -nE '://|^-' requirements.lock requirements-dev.lock; then
    echo "peaceops: a lock names an address or an option of this machine (above); do not commit it" >&2
    exit 1
fi
