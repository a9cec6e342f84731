#!/bin/sh
# Make .venv with what the lock names and the project in it; do nothing where that is done already.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
stamp=$venv/peaceops-setup

# Whatever this says must be as it was, or the environment is brought up to date.
state() {
    pwd -P
    cat requirements-dev.lock pyproject.toml src/peaceops/__init__.py tools/setup.sh | cksum
}

if [ -x $venv/bin/peaceops ] && $venv/bin/python -c "" 2>/dev/null &&
    [ "$(cat $stamp 2>/dev/null)" = "$(state)" ]; then
    exit 0
fi

# An environment that was moved or copied has scripts that point to its old place.
moved=
[ ! -f $stamp ] || [ "$(head -n 1 $stamp)" = "$(pwd -P)" ] || moved=yes

uv=$(command -v uv || true)
if [ -n "$moved" ] || ! $venv/bin/python -c "" 2>/dev/null; then
    python=$(tools/python.sh ${uv:+--without-pip})
    echo "Making $venv with $("$python" --version)" >&2
    if [ -n "$uv" ]; then
        uv venv --quiet --clear --python "$python" $venv
    else
        "$python" -m venv --clear $venv
    fi
fi
rm -f $stamp

# Wheels only: building from source would fetch tools that no hash vouches for.
if [ -n "$uv" ]; then
    echo "Installing with uv" >&2
    export VIRTUAL_ENV="$PWD/$venv"
    uv pip install --quiet --only-binary :all: --require-hashes -r requirements-dev.lock
    uv pip install --quiet --no-deps --no-build-isolation -e .
else
    echo "Installing with pip (a few minutes the first time)" >&2
    $venv/bin/python -m pip --version >/dev/null 2>&1 || $venv/bin/python -m ensurepip >/dev/null
    pip="$venv/bin/python -m pip --disable-pip-version-check install --quiet"
    $pip --only-binary :all: --require-hashes -r requirements-dev.lock
    $pip --no-deps --no-build-isolation -e .
fi

state >$stamp
echo "Ready: $venv/bin/peaceops" >&2
