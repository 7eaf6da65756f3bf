#!/usr/bin/env bash
# Ways to paste, and the parts of RANet, with paired seeds. Usage: experiment.sh PRAXIS BENCH DATA OUT SEEDS [NAME...]
# PRAXIS and BENCH are the programs, DATA the folder with lspet and ccp, OUT receives a file a fit, SEEDS as "3" or "4-6",
# NAME is figures, regions, photographs or pools. What is done is not done again, so that the experiment can be stopped,
# and go on elsewhere where OUT is kept: a file has some kilobytes and names the version that made it. Set
# PRAXIS_BENCH_WORK to keep the parts cut from photographs and the fits of pools, which are made anew otherwise.
set -euo pipefail
praxis="$1"
bench="$2"
data="$3"
out="$4"
seeds="$5"
shift 5
names=" ${*:-figures regions photographs pools} "
here="$(cd "$(dirname "$0")" && pwd)"
mkdir -p "$out"

if [[ "$names" == *" figures "* ]]; then
    "$bench" pose-arms "$out/figures" "$here/figures.json" tiny 20 "$seeds" \
        none random adversarial anchored cutout patch shuffled best-of-three random-longer
fi

if [[ "$names" == *" regions "* ]]; then
    "$bench" pose-arms "$out/figures" "$here/figures.json" tiny 20 "$seeds" \
        none pda fps ere visibility all fps-control ere-control ere-masked ere-ungated
fi

if [[ "$names" == *" photographs "* || "$names" == *" pools "* ]]; then
    # Pictures and cut-outs that may not be passed on stay out of OUT.
    work="${PRAXIS_BENCH_WORK:-}"
    if [[ -z "$work" ]]; then
        work="$(mktemp -d)"
        trap 'rm -rf "$work"' EXIT
    fi
    if [[ ! -d "$work/pool" ]]; then
        "$praxis" pool --data "$data/ccp/photos" --parsing "$data/ccp/pixel-level" --most 60 --output "$work/pool"
    fi
fi

if [[ "$names" == *" photographs "* ]]; then
    mkdir -p "$work/lspet"
    cp "$data/lspet/joints.mat" "$work/lspet/joints.mat"
    cat > "$work/lspet/joints.mat.options.json" <<JSON
{"images": "$data/lspet/images", "train": "1-1300", "validation": "1301-1500", "test": "1501-1800", "pool": "$work/pool"}
JSON
    "$bench" pose-arms "$out/photographs" "$work/lspet/joints.mat" tiny 40 "$seeds" \
        none random adversarial cutout patch shuffled best-of-three random-longer
fi

# Parts of photographs, pasted on figures.
if [[ "$names" == *" pools "* ]]; then
    cp "$here/figures.json" "$work/figures.json"
    echo "{\"pool\": \"$work/pool\"}" > "$work/figures.json.options.json"
    "$bench" pose-arms "$work/fits" "$work/figures.json" tiny 20 "$seeds" random
    mkdir -p "$out/figures"
    for fit in "$work/fits/random-"*; do
        cp "$fit" "$out/figures/random-ccp-${fit##*/random-}"
    done
fi
