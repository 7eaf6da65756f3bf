# Cross-validated lasso on the tables that `selection-quality` wrote: selected are the coefficients that are not zero at
# lambda.min and lambda.1se; of groups, those with any. Usage: Rscript glmnet.R FOLDER PREFIX REPLICATES ACTIVE GROUP_SIZE
suppressMessages(library(glmnet))
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]; prefix <- words[2]; replicates <- as.integer(words[3])
active <- as.integer(words[4]); size <- as.integer(words[5])
mcc <- function(truth, chosen) {
  tp <- sum(truth & chosen); fp <- sum(!truth & chosen); fn <- sum(truth & !chosen); tn <- sum(!truth & !chosen)
  d <- sqrt(as.numeric(tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
  if (d == 0) 0 else (tp * tn - fp * fn) / d
}
for (rule in c("lambda.min", "lambda.1se")) {
  m <- matrix(0, replicates, 4)
  for (r in seq_len(replicates) - 1) {
    train <- read.csv(file.path(folder, paste0(prefix, "-", r, "-train.csv")))
    test <- read.csv(file.path(folder, paste0(prefix, "-", r, "-test.csv")))
    set.seed(r)
    fit <- cv.glmnet(as.matrix(train[, -1]), train$y, family = "binomial", nfolds = 10)
    b <- as.numeric(coef(fit, s = rule))[-1] != 0
    chosen <- tapply(b, (seq_along(b) - 1) %/% size, any)
    truth <- seq_along(chosen) <= active
    p <- as.numeric(predict(fit, as.matrix(test[, -1]), s = rule, type = "response"))
    m[r + 1, ] <- c(if (any(chosen)) sum(truth & chosen) / sum(chosen) else 1, sum(truth & chosen) / active,
                    mcc(truth, chosen), mean((test$y - p)^2))
  }
  e <- apply(m, 2, sd) / sqrt(replicates)
  cat(sprintf("| %s | glmnet %s | %.3f | %.3f | %.3f (%.3f) | %.3f (%.3f) |\n", prefix, rule,
              mean(m[, 1]), mean(m[, 2]), mean(m[, 3]), e[3], mean(m[, 4]), e[4]))
}
