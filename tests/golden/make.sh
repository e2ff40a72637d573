#!/bin/sh
# Write the golden texts anew; read the difference before you commit it.
set -eu
cd "$(dirname "$0")"
here=$PWD root=$(cd ../.. && pwd) work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONPATH="$root" COLUMNS=100
for words in "show mazur" "show lecture_hidden" "show lecture_neuron" "train lecture_hidden" "train mazur"; do
    # shellcheck disable=SC2086
    python -m chainrule $words | sed 's/ *$//' > "$here/$(echo "$words" | tr ' ' '_').txt"
done
cp mazur.svg "$root/examples/mazur.svg"
python -m chainrule show mazur -o "$here/mazur.dot" > /dev/null
