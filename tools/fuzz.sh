#!/bin/sh
# Runs every fuzz target of the module for FUZZTIME each, or those of the
# packages in FUZZPKGS.
set -eu
GO=${GO:-go}
FUZZTIME=${FUZZTIME:-10s}
# shellcheck disable=SC2086 # several packages, one word each
for pkg in $($GO list ${FUZZPKGS:-./...}); do
  for target in $($GO test -list '^Fuzz' "$pkg" | grep '^Fuzz' || true); do
    echo "fuzz $pkg $target"
    $GO test -run '^$' -fuzz "^$target\$" -fuzztime "$FUZZTIME" -fuzzminimizetime 10x "$pkg"
  done
done
