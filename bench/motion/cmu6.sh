#!/usr/bin/env bash
# CMU-6: arnet, its parts, variants and rivals on the benchmark's text. Usage: cmu6.sh PRAXIS FOLDER OUT SEEDS [NAME...]
# FOLDER holds train/<action> and test/<action>; OUT receives the runs; SEEDS as "1 2 3".
set -euo pipefail
praxis="$1"
data="$2"
out="$3"
seeds="$4"
shift 4
names=("${@:-all}")

run() {
    local name="$1" method="$2"
    shift 2
    [[ " ${names[*]} " == *" all "* || " ${names[*]} " == *" $name "* ]] || return 0
    for seed in $seeds; do
        rm -rf "$out/$name-$seed"
        /usr/bin/time -f "$name-$seed: %e s" "$praxis" fit "$method" --data "$data" --out "$out" --name "$name-$seed" \
            --seed "$seed" "$@" > "$out/$name-$seed.txt" 2> "$out/$name-$seed.log"
        tail -1 "$out/$name-$seed.log"
        grep -E "^  (arnet|coarse alone|simlpe) " "$out/$name-$seed.txt" | head -2
    done
}

# A short refinement of its own on the coarse predictor of the run "residual" of the seed: all kinds at the same cost of
# epochs, which the default's twenty would make a day of.
variant() {
    local kind="$1"
    [[ " ${names[*]} " == *" all "* || " ${names[*]} " == *" short-$kind "* ]] || return 0
    for seed in $seeds; do
        rm -rf "$out/short-$kind-$seed"
        /usr/bin/time -f "short-$kind-$seed: %e s" "$praxis" fit arnet --data "$data" --out "$out" \
            --name "short-$kind-$seed" \
            --seed "$seed" --continue "$out/residual-$seed" --augmentation "$kind" --refinement-epochs 4 \
            > "$out/short-$kind-$seed.txt" 2> "$out/short-$kind-$seed.log"
        tail -1 "$out/short-$kind-$seed.log"
        grep -E "^  arnet " "$out/short-$kind-$seed.txt" | head -1
    done
}

mkdir -p "$out"
run residual arnet
run deeper arnet --stages 0 --coarse-blocks 8 --epochs 28
run simlpe simlpe
for kind in none shuffle gauss crossfit gan max-min both residual; do
    variant "$kind"
done
