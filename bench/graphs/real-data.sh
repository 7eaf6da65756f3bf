#!/bin/sh
# Fits the graph methods to real data: real-data.sh DATA_FOLDER RUNS_FOLDER [praxis]. The data are not ours to ship.
set -eu
data=$1
runs=$2
praxis=${3:-praxis}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Sachs: logarithms of intensities, the nine conditions of the paper's main analysis, the order of each network.
awk -F, -v OFS=, 'NR == 1 || $1 ~ /^(cd3cd28|cd3cd28_icam2|cd3cd28_aktinhib|cd3cd28_g0076|cd3cd28_psitect|cd3cd28_u0126|cd3cd28_ly|pma|b2camp)$/ {
    if (NR > 1) for (i = 2; i <= NF; i++) $i = sprintf("%.6f", log($i)); print }' \
    "$data/sachs_14conditions.csv" > "$work/sachs.csv"
awk -F, 'NR == 1 || $3 == 1 { print $1 "," $2 }' "$data/sachs_edges.csv" > "$work/sachs17.csv"
awk -F, 'NR == 1 || $4 == 1 { print $1 "," $2 }' "$data/sachs_edges.csv" > "$work/sachs18.csv"
printf '%s\n' PKC PKA Raf Mek Erk Akt P38 Jnk Plcg PIP3 PIP2 > "$work/order17.txt"
printf '%s\n' PIP3 Plcg PIP2 PKC PKA Raf Mek Erk Akt P38 Jnk > "$work/order18.txt"
for network in 17 18; do
    for coupling in -1 0; do
        "$praxis" fit joint-dags --data "$work/sachs.csv" --group-column condition --order "$work/order$network.txt" \
            --truth "$work/sachs$network.csv" --coupling "$coupling" --out "$runs" --name "sachs$network-b$coupling"
    done
done
awk -F, -v OFS=, '{ $1 = ""; print substr($0, 2) }' "$work/sachs.csv" > "$work/pooled.csv"
"$praxis" fit decomposable-graph --data "$work/pooled.csv" --truth "$work/sachs17.csv" --out "$runs" --name sachs-pooled

# Six resting scans of one subject, whitened; rows are time points. Regions without signal are left out.
"$praxis" fit joint-dags --data "$data/dfconn_fmri_subject1.csv" --group-column scan --whiten true \
    --out "$runs" --name fmri-subject1
for coupling in 0 0.56; do
    "$praxis" fit joint-dags --data "$data/dfconn_fmri_subject1.csv" --group-column scan --whiten true --size-power 2 \
        --coupling "$coupling" --warm-up 20000 --draws 40000 --out "$runs" --name "fmri-subject1-power2-b$coupling"
done

# Riboflavin production and the 300 genes of greatest variance.
"$praxis" fit dag-regression --data "$data/riboflavin_top300var.csv" --response q_RIBFLV --coupling 0.5 \
    --out "$runs" --name riboflavin
"$praxis" fit dag-regression --data "$data/riboflavin_top300var.csv" --response q_RIBFLV --coupling 0 \
    --out "$runs" --name riboflavin-b0
