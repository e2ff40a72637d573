#!/usr/bin/env bash
# Write the golden texts anew, or with "rows" only those of the table of operations; read the difference before you
# commit it. Each is written whole or, where its command fails, not at all. public_names.txt is kept by hand.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD root=$(cd ../.. && pwd) work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONPATH="$root" COLUMNS=100

golden() { # NAME COMMAND...: what the command prints, without blanks at the ends of lines
    local name=$1
    shift
    "$@" > printed
    sed 's/ *$//' printed > "$here/$name"
}
chainrule() { python -m chainrule "$@"; }

for language in text latex; do
    golden "rows_$language.txt" python "$root/tests/rows_listed.py" $language
done
[ "${1-}" = rows ] && exit
for words in "show mazur" "show lecture_hidden" "show lecture_neuron" "show xor_gate" "train lecture_hidden" \
    "train mazur" "train and_gate" "train xor_gate" "activations"; do
    # shellcheck disable=SC2086
    golden "${words// /_}.txt" chainrule $words
done
while read -r name words; do
    # shellcheck disable=SC2086
    golden "$name.txt" chainrule $words
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
chainrule show mazur -o "$here/mazur.dot" > /dev/null
neuron="net_h = w*x + b; out_h = sigmoid(net_h)"
golden show_neuron.txt chainrule show "$neuron" w=0.5 x=2 b=-0.4 -o "$root/examples/expression.svg"
sed -i '/^Wrote/d' "$here/show_neuron.txt"
chainrule show "$neuron" w=0.5 x=2 b=-0.4 -o "$here/neuron.dot" > /dev/null
judged() { chainrule "$@" || [ $? = 1 ]; } # 1: something is wrong, as it should be
golden check_mazur.txt judged check mazur dE/dw5=0.0822 out_h1=0.593 "E_total after 1 step=0.291027924"
for network in xor_2_2_1 tanh_3_2_2 softmax_2_3_3; do
    golden "derive_$network.txt" python "$root/tests/derivations_written.py" $network
done
for network in $(python -c "from nn import documents; print(*dict.fromkeys(documents.build(name).name for name in documents.EXAMPLES))"); do
    chainrule worksheet "$network" -o "sheet_$network" > /dev/null
    cp "sheet_$network/worksheet.toml" "$root/examples/worksheets/$network.toml"
done
