#!/bin/sh
# Write the golden texts anew; read the difference before you commit it.
set -eu
cd "$(dirname "$0")"
here=$PWD root=$(cd ../.. && pwd) work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONPATH="$root" COLUMNS=100
for words in "show mazur" "show lecture_hidden" "show lecture_neuron" "show xor_gate" "train lecture_hidden" \
    "train mazur" "train and_gate" "train xor_gate" "activations"; do
    # shellcheck disable=SC2086
    python -m chainrule $words | sed 's/ *$//' > "$here/$(echo "$words" | tr ' ' '_').txt"
done
cp mazur.svg "$root/examples/mazur.svg"
python -m chainrule show mazur -o "$here/mazur.dot" > /dev/null
neuron="net_h = w*x + b; out_h = sigmoid(net_h)"
python -m chainrule show "$neuron" w=0.5 x=2 b=-0.4 -o "$root/examples/expression.svg" | sed 's/ *$//; /^Wrote/d' > "$here/show_neuron.txt"
python -m chainrule show "$neuron" w=0.5 x=2 b=-0.4 -o "$here/neuron.dot" > /dev/null
for language in text latex; do
    python "$root/tests/rows_listed.py" $language > "$here/rows_$language.txt"
done
