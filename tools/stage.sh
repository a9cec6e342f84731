#!/bin/sh
# Run one stage of the checks and say how long it took: tools/stage.sh NAME COMMAND …
set -u
name=$1
shift
began=$(date +%s)
"$@"
result=$?
word=passed
[ $result -eq 0 ] || word="FAILED ($result)"
echo "== $name: $word in $(($(date +%s) - began)) s"
exit $result
