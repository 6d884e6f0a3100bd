# Cochran-Armitage test for trend in proportions, by R's prop.trend.test.
args <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(args[1])
one <- function(d) {
  # prop.trend.test fails where nobody, or everybody, is a hit.
  if (sum(d$hits) %in% c(0, sum(d$totals))) return(data.frame(case = d$case[1], chiSquare = NA, p = NA))
  t <- suppressWarnings(prop.trend.test(d$hits, d$totals, d$positions))
  data.frame(case = d$case[1], chiSquare = unname(t$statistic), p = t$p.value)
}
out <- do.call(rbind, lapply(split(rows, rows$case), one))
write.csv(format(out, digits = 17, trim = TRUE), args[2], row.names = FALSE, quote = FALSE)
