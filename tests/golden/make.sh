#!/bin/sh
# Write the golden texts anew, or with "rows" only those of the table of operations; read the difference before you
# commit it.
set -eu
cd "$(dirname "$0")"
here=$PWD root=$(cd ../.. && pwd) work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONPATH="$root" COLUMNS=100
for language in text latex; do
    python "$root/tests/rows_listed.py" $language > "$here/rows_$language.txt"
done
[ "${1-}" = rows ] && exit
for words in "show mazur" "show lecture_hidden" "show lecture_neuron" "show xor_gate" "train lecture_hidden" \
    "train mazur" "train and_gate" "train xor_gate" "activations"; do
    # shellcheck disable=SC2086
    python -m chainrule $words | sed 's/ *$//' > "$here/$(echo "$words" | tr ' ' '_').txt"
done
while read -r name words; do
    # shellcheck disable=SC2086
    python -m chainrule $words | sed 's/ *$//' > "$here/$name.txt"
done << TEXTS
derive_mazur                 derive mazur
derive_mazur_w1              derive mazur w1
derive_mazur_w5              derive mazur w5
derive_mazur_w5_expansion    derive mazur w5 --detail expansion
derive_mazur_w1_delta        derive mazur w1 --detail delta --from weight
derive_lecture_neuron        derive lecture_neuron
derive_lecture_hidden        derive lecture_hidden
walkthrough_mazur            walkthrough mazur
walkthrough_lecture_neuron   walkthrough lecture_neuron
walkthrough_lecture_hidden   walkthrough lecture_hidden
walkthrough_matrix_form      walkthrough lecture_hidden --matrix-form
walkthrough_xor              walkthrough xor
wiggle_mazur_w5              wiggle mazur w5 --by 0.01
TEXTS
cp mazur.svg "$root/examples/mazur.svg"
python -m chainrule show mazur -o "$here/mazur.dot" > /dev/null
neuron="net_h = w*x + b; out_h = sigmoid(net_h)"
python -m chainrule show "$neuron" w=0.5 x=2 b=-0.4 -o "$root/examples/expression.svg" | sed 's/ *$//; /^Wrote/d' > "$here/show_neuron.txt"
python -m chainrule show "$neuron" w=0.5 x=2 b=-0.4 -o "$here/neuron.dot" > /dev/null
python -m chainrule check mazur dE/dw5=0.0822 out_h1=0.593 "E_total after 1 step=0.291027924" | sed 's/ *$//' > "$here/check_mazur.txt" || true
for network in xor_2_2_1 tanh_3_2_2 softmax_2_3_3; do
    python "$root/tests/derivations_written.py" $network > "$here/derive_$network.txt"
done
for network in $(python -c "from nn import documents; print(*dict.fromkeys(documents.build(name).name for name in documents.EXAMPLES))"); do
    python -m chainrule worksheet "$network" -o "sheet_$network" > /dev/null
    cp "sheet_$network/worksheet.toml" "$root/examples/worksheets/$network.toml"
done
