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

# A refinement of its own on the coarse predictor of the run "residual" of the seed.
variant() {
    local kind="$1"
    [[ " ${names[*]} " == *" all "* || " ${names[*]} " == *" $kind "* ]] || return 0
    for seed in $seeds; do
        rm -rf "$out/$kind-$seed"
        /usr/bin/time -f "$kind-$seed: %e s" "$praxis" fit arnet --data "$data" --out "$out" --name "$kind-$seed" \
            --seed "$seed" --continue "$out/residual-$seed" --augmentation "$kind" \
            > "$out/$kind-$seed.txt" 2> "$out/$kind-$seed.log"
        tail -1 "$out/$kind-$seed.log"
        grep -E "^  arnet " "$out/$kind-$seed.txt" | head -1
    done
}

mkdir -p "$out"
run residual arnet
run deeper arnet --stages 0 --coarse-blocks 8 --epochs 20
run simlpe simlpe
for kind in none shuffle gauss crossfit gan max-min both; do
    variant "$kind"
done
