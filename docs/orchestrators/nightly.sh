#!/usr/bin/env bash
# One night: runs the day that is given, or today's, and tries again what may go better later. The exit codes are those of
# docs/exit-codes.md; "nothing new" is a good end here.
set -u

as_of=${1:-$(date -u +%F)}
wait_seconds=${HOLDFAST_WAIT_SECONDS:-900}
code=0

for _ in 1 2 3 4; do
  holdfast run daily --as-of "$as_of" --target prod --timeout 2h --format json --log-format json
  code=$?
  case $code in
    0 | 99) exit 0 ;;
    66 | 69 | 75 | 124) sleep "$wait_seconds" ;;
    *) exit "$code" ;;
  esac
done
exit "$code"
