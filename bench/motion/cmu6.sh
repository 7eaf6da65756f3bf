#!/usr/bin/env bash
# CMU-6: arnet, its parts, variants and rivals on the benchmark's text. Usage: cmu6.sh PRAXIS FOLDER OUT SEEDS [NAME...]
# FOLDER holds train/<action> and test/<action>; OUT receives the runs; SEEDS as "1 2 3". Runs that are there are kept.
# THREADS=1 in the environment lets two of these scripts share a small machine.
set -euo pipefail
praxis="$1"
data="$2"
out="$3"
seeds="$4"
shift 4
names=("${@:-all}")

# run NAME METHOD BASE [OPTION...]: BASE is the name of the runs to go on from, or none.
run() {
    local name="$1" method="$2" base="$3" seed
    shift 3
    [[ " ${names[*]} " == *" all "* || " ${names[*]} " == *" $name "* ]] || return 0
    for seed in $seeds; do
        [[ -d "$out/$name-$seed" ]] && continue
        rm -rf "$out/$name-$seed.partial"
        local from=()
        [[ "$base" == none ]] || from=(--continue "$out/$base-$seed")
        /usr/bin/time -f "$name-$seed: %e s, %U s of processors" "$praxis" fit "$method" --data "$data" --out "$out" \
            --name "$name-$seed" --seed "$seed" --threads "${THREADS:-2}" "${from[@]}" "$@" \
            > "$out/$name-$seed.txt" 2> "$out/$name-$seed.log"
        tail -1 "$out/$name-$seed.log"
        grep -E "^  (arnet|coarse alone|simlpe) " "$out/$name-$seed.txt" | head -2
    done
}

mkdir -p "$out"
run coarse arnet none --stages 0
run residual arnet coarse
run deeper arnet none --stages 0 --coarse-blocks 8 --epochs 28
run simlpe simlpe none

# Short refinements of the same coarse parts and nothing after them: all kinds at the same cost of epochs.
for kind in none shuffle gauss crossfit gan max-min both residual; do
    run "short-$kind" arnet coarse --augmentation "$kind" --refinement-epochs "${SHORT_EPOCHS:-6}" --joint-epochs 0
done
