# AUC, Brier score and size of cross-validated lasso by repeated stratified cross-validation.
# Usage: Rscript glmnet-auc.R TABLE RESPONSE [DROPPED,COLUMNS] [SUBJECT] [FORCED,COLUMNS]
suppressMessages(library(glmnet))
words <- c(commandArgs(trailingOnly = TRUE), "", "", "")
table <- read.csv(words[1], check.names = FALSE)
y <- table[[words[2]]]
split <- function(text) if (nchar(text)) strsplit(text, ",")[[1]] else character(0)
subject <- if (nchar(words[4])) as.character(table[[words[4]]]) else as.character(seq_along(y))
forced <- split(words[5])
x <- table[, setdiff(names(table), c(words[2], split(words[3]), words[4], forced)), drop = FALSE]
x <- as.matrix(x)
penalty <- rep(1, ncol(x))
if (length(forced)) {
  f <- model.matrix(~ ., table[, forced, drop = FALSE])[, -1, drop = FALSE]
  x <- cbind(f, x); penalty <- c(rep(0, ncol(f)), penalty)
}
auc <- function(p, y) { r <- rank(p); n <- sum(y == 1); (sum(r[y == 1]) - n * (n + 1) / 2) / (n * sum(y == 0)) }
out <- matrix(0, 5, 3)
for (repeat_ in 1:5) {
  set.seed(repeat_)
  who <- unique(subject); label <- y[match(who, subject)]
  fold <- integer(length(who))
  for (k in unique(label)) fold[label == k] <- sample(rep(1:5, length.out = sum(label == k)))
  part <- fold[match(subject, who)]
  p <- numeric(length(y)); size <- 0
  for (k in 1:5) {
    fit <- cv.glmnet(x[part != k, ], y[part != k], family = "binomial", penalty.factor = penalty)
    p[part == k] <- predict(fit, x[part == k, ], s = "lambda.min", type = "response")
    size <- size + sum(coef(fit, s = "lambda.min")[-1][penalty > 0] != 0) / 5
  }
  out[repeat_, ] <- c(auc(p, y), mean((p - y)^2), size)
}
cat(sprintf("| %s | glmnet | %.3f | %.3f | %.1f |\n", basename(words[1]), mean(out[, 1]), mean(out[, 2]), mean(out[, 3])))
