# Stratified bootstrap interval of the AUC, by pROC: what our cluster bootstrap must be near with one row an account.
suppressMessages(library(pROC))
args <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(args[1])
set.seed(1)
one <- function(d) {
  a <- roc(response = d$y, predictor = -d$s, levels = c(0, 1), direction = "<", quiet = TRUE)
  ci <- ci.auc(a, method = "bootstrap", boot.n = 20000, boot.stratified = TRUE, progress = "none")
  data.frame(case = d$case[1], low = ci[1], high = ci[3])
}
out <- do.call(rbind, lapply(split(rows, rows$case), one))
write.csv(format(out, digits = 17, trim = TRUE), args[2], row.names = FALSE, quote = FALSE)
