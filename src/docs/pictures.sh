#!/bin/sh
# Makes the pictures of two-heads.md again: runs the commands that stand beside them, and photographs
# one section of each report. Needs Chromium; run it in the project's root after mvn package.
set -eu
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
twinhead() { java -jar target/twinhead.jar "$@" --quiet > /dev/null; }

# shoot DIRECTORY SECTION PICTURE WIDTH HEIGHT: all but one section of the report is hidden
shoot() {
  sed "s#</style>#main > :not(\#$2) { display: none } main { padding: 0.5rem } </style>#" \
    "$1/report.html" > "$work/page.html"
  chromium --headless --no-sandbox --hide-scrollbars --window-size="$4,$5" \
    --screenshot="$here/$3" "file://$work/page.html" 2> /dev/null
}

twinhead compare datasets/breast-cancer --mode both --out "$work/compare"
shoot "$work/compare" lockstep lockstep.png 900 880

java -jar target/twinhead.jar audit --out "$work/audit" > /dev/null
shoot "$work/audit" links links.png 900 850

twinhead train lending-club --head sigmoid --out "$work/loans"
java -jar target/twinhead.jar calibrate "$work/loans" --threshold cost:1,20 --method platt > /dev/null
shoot "$work/loans" calibration calibration.png 900 815
