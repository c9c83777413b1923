#!/bin/sh
# Runs every fuzz target of the module for FUZZTIME each, or those of the
# packages in FUZZPKGS. FUZZTIME is a duration (60s) or a number of runs
# (200000x).
set -eu
GO=${GO:-go}
FUZZTIME=${FUZZTIME:-10s}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # several packages, one word each
packages=$($GO list ${FUZZPKGS:-./...})
for pkg in $packages; do
  $GO test -list '^Fuzz' "$pkg" >"$log"
  targets=$(grep '^Fuzz' "$log" || true)
  for target in $targets; do
    echo "fuzz $pkg $target"
    if $GO test -run '^$' -fuzz "^$target\$" -fuzztime "$FUZZTIME" -fuzzminimizetime 10x "$pkg" >"$log" 2>&1; then
      cat "$log"
      continue
    fi
    cat "$log"
    # A duration that ends while a worker is busy makes Go report its own
    # deadline as a failure (golang/go#75804). What fuzzing finds has a failing
    # input, or the message of a seed that fails.
    if grep -q '^    context deadline exceeded$' "$log" &&
      ! grep -Eq 'Failing input written|failure while testing seed|panic:|fuzzing process (hung|terminated)' "$log"; then
      echo "fuzz $target: the time was up while an input was running; nothing was found"
      continue
    fi
    exit 1
  done
done
