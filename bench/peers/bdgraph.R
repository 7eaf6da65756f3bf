# BDgraph's sampler by marginal pseudo-likelihood on the data of bayes-data:
#   Rscript bench/peers/bdgraph.R FOLDER [ITERATIONS [SEED [PRIOR]]]
# prints MCC, TP and FP of links above one half, the AUC of all link probabilities, and CPU seconds of the sampler.
# PRIOR is the probability of a link before the data; the package's own default is 0.2.
suppressMessages(library(BDgraph))
words <- commandArgs(trailingOnly = TRUE)
iterations <- if (length(words) > 1) as.integer(words[2]) else 3000L
set.seed(if (length(words) > 2) as.integer(words[3]) else 1L)
prior <- if (length(words) > 3) as.numeric(words[4]) else 0.2
x <- scale(as.matrix(read.csv(file.path(words[1], "x.csv"))))
edges <- as.matrix(read.csv(file.path(words[1], "truth.csv")))
truth <- matrix(0, ncol(x), ncol(x))
truth[edges] <- 1

time <- proc.time()
fit <- bdgraph.mpl(x, method = "ggm", iter = iterations, g.prior = prior, verbose = FALSE)
seconds <- sum((proc.time() - time)[c(1, 2)])

above <- upper.tri(truth)
actual <- truth[above] == 1
links <- as.matrix(plinks(fit, round = 15))[above]
selected <- links > 0.5
tp <- sum(selected & actual); fp <- sum(selected & !actual)
fn <- sum(!selected & actual); tn <- sum(!selected & !actual)
root <- sqrt(tp + fp) * sqrt(tp + fn) * sqrt(tn + fp) * sqrt(tn + fn)
mcc <- if (root > 0) (tp * tn - fp * fn) / root else 0
auc <- (sum(rank(links)[actual]) - sum(actual) * (sum(actual) + 1) / 2) / (sum(actual) * sum(!actual))
cat(sprintf("MCC %.3f, TP %d, FP %d, AUC %.4f, CPU %.2f s\n", mcc, tp, fp, auc, seconds))
