#!/bin/sh
# Print the Python to build the environment with: the newest of those we support that works here.
# With --without-pip one that can not install pip will do (enough where uv is at hand).
set -eu

modules="venv, ensurepip"
[ "${1:-}" != "--without-pip" ] || modules="sys"

old="" bare=""
for name in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
    # A name on PATH may be an empty shim: only one that answers counts.
    version=$("$name" -c 'import sys; print(sys.version.split()[0])' 2>/dev/null) || continue
    if ! "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        old=$version
    elif ! "$name" -c "import $modules" 2>/dev/null; then
        bare="$name ($version)"
    else
        exec "$name" -c 'import sys; print(sys.executable)'
    fi
done

if [ -n "$bare" ]; then
    echo "peaceops: $bare lacks venv; install it (on Debian and Ubuntu: apt-get install python3-venv)" >&2
elif [ -n "$old" ]; then
    echo "peaceops: Python $old is too old; install Python 3.11, 3.12 or 3.13" >&2
else
    echo "peaceops: no Python found; install Python 3.11, 3.12 or 3.13" >&2
fi
exit 1
