# DeLong variance of one AUC and the paired test of two, by pROC. Health is turned into risk.
suppressMessages(library(pROC))
args <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(args[1])
one <- function(d) {
  make <- function(x) roc(response = d$y, predictor = -x, levels = c(0, 1), direction = "<", quiet = TRUE)
  a <- make(d$s)
  b <- make(d$s2)
  enough <- sum(d$y == 1) > 1 && sum(d$y == 0) > 1
  # pROC refuses to estimate a variance for AUC 1 or 0 only in ci(); var() is defined.
  variance <- if (enough) var(a, method = "delong") else NA
  test <- if (enough) roc.test(a, b, method = "delong", paired = TRUE) else NULL
  data.frame(
    case = d$case[1], auc = as.numeric(auc(a)), auc2 = as.numeric(auc(b)), variance = variance,
    z = if (enough) unname(test$statistic) else NA, p = if (enough) test$p.value else NA
  )
}
out <- do.call(rbind, lapply(split(rows, rows$case), one))
options(digits = 17)
write.csv(format(out, digits = 17, trim = TRUE), args[2], row.names = FALSE, quote = FALSE)
