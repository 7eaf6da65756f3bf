#!/usr/bin/env bash
# The selection methods on real tables, cross-validated, with reports. Usage: real-data.sh PRAXIS DATA OUT [NAME...]
# DATA is the folder of the selection tables, OUT receives the runs. Peers: glmnet-auc.R on the same tables.
set -euo pipefail
praxis="$1"
data="$2"
out="$3"
shift 3
names=("${@:-all}")

wanted() { [[ " ${names[*]} " == *" all "* || " ${names[*]} " == *" $1 "* ]]; }

run() {
    local name="$1" method="$2"
    shift 2
    wanted "$name" || return 0
    rm -rf "$out/$name"
    /usr/bin/time -f "$name: %e s" "$praxis" fit "$method" --name "$name" --out "$out" "$@" > "$out/$name.txt"
    grep -E "AUC|Brier score|log loss|units \(between|Jaccard" "$out/$name.txt" || true
}

mkdir -p "$out"
for table in alon golub singh; do
    run "$table" pmom-logistic --data "$data/$table.csv.gz" --repeats 5
done
run birthwt group-logistic --data "$data/birthwt.csv.gz" --groups "$data/birthwt.groups.txt" --repeats 5
groups="$out/acoustic-groups.txt"
{
    echo "column,group"
    for name in rel abs RAP PPQ; do echo "Jitter_$name,jitter"; done
    for name in Shim_loc Shim_dB Shim_APQ3 Shim_APQ5 Shi_APQ11; do echo "$name,shimmer"; done
    for name in 05 15 25 35 38; do echo "HNR$name,HNR"; done
    for name in RPDE DFA PPE GNE; do echo "$name,$name"; done
    for i in {0..12}; do echo "MFCC$i,MFCC"; done
    for i in {0..12}; do echo "Delta$i,delta"; done
} > "$groups"
run acoustic group-logistic --data "$data/pd_replicated_acoustic.csv" --response Status --subject-column ID \
    --covariates Gender --leave-out Recording --groups "$groups" --repeats 5
run abide group-logistic --data "$data/abide_fs_males.csv.gz" --response y_asd --covariates site,age \
    --groups "$data/abide_fs_males.groups.txt" --folds 5 --chains 2 --warm-up 500 --draws 2000
run abide-graph probit-graph --data "$data/abide_fs_males.csv.gz" --response y_asd --covariates site,age \
    --folds 5 --warm-up 300 --draws 1000
run birthwt-half group-logistic --data "$data/birthwt.csv.gz" --groups "$data/birthwt.groups.txt" --repeats 5 \
    --group-probability 0.5
