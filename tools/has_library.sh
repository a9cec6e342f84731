#!/bin/sh
# Whether the system's loader finds a library: tools/has_library.sh libgomp.so.1
set -eu
# Looked up whole: grep -q would close the pipe on ldconfig.
found=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
case $found in *"$1 "*) exit 0 ;; esac
exit 1
