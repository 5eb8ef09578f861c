# Prints the numbers that the tests of paired statistics cite, in the order of the tests.
# Run: Rscript statistics.R   (R 4.2.2, pROC 1.18.0)
options(digits = 17)

# DeLongTest: the ovarian cancer records of DeLong et al. (1988), as in golden.py.
suppressMessages(library(pROC))
ovarian <- matrix(scan(quiet = TRUE, text = "
3.0 5.8 10 0  3.2 6.3  5 1  3.9 6.8  3 1  2.8 4.8  6 0  3.2 5.8  3 1  0.9 4.0  5 0  2.5 5.7  8 0
1.6 5.6  5 1  3.8 5.7  5 1  3.7 6.7  6 1  3.2 5.4  4 1  3.8 6.6  6 1  4.1 6.6  5 1  3.6 5.7  5 1
4.3 7.0  4 1  3.6 6.7  4 0  2.3 4.4  6 1  4.2 7.6  4 0  4.0 6.6  6 0  3.5 5.8  6 1  3.8 6.8  7 1
3.0 4.7  8 0  4.5 7.4  5 1  3.7 7.4  5 1  3.1 6.6  6 1  4.1 8.2  6 1  4.3 7.0  5 1  4.3 6.5  4 1
3.2 5.1  5 1  2.6 4.7  6 1  3.3 6.8  6 0  1.7 4.0  7 0  3.7 6.1  5 1  3.3 6.3  7 1  4.2 7.7  6 1
3.5 6.2  5 1  2.9 5.7  9 0  2.1 4.8  7 1  2.8 6.2  8 0  4.0 7.0  7 1  3.3 5.7  6 1  3.7 6.9  5 1
3.6 6.6  5 1"), ncol = 4, byrow = TRUE)
area <- function(score) roc(ovarian[, 4], score, quiet = TRUE, direction = "<")
score <- area(10 - ovarian[, 3])
for (column in 1:2) {
  test <- roc.test(area(ovarian[, column]), score, method = "delong")
  print(c(area(ovarian[, column])$auc, score$auc, test$conf.int, test$p.value))
}

# McNemarTest: Agresti (1990), the example of ?mcnemar.test.
print(binom.test(86, 86 + 150)$p.value)

# CorrectedResampledTTest and PairedResultTest: Student (1908), the example of ?t.test and ?sleep.
first <- sleep$extra[sleep$group == 1]
second <- sleep$extra[sleep$group == 2]
for (level in c(0.95, 0.90)) {
  test <- t.test(second, first, paired = TRUE, conf.level = level)
  print(c(test$estimate, test$conf.int, test$p.value))
}

# ClusterBootstrapTest: Efron and Tibshirani (1993), the treated mice, all 7^7 resamples.
mice <- c(94, 197, 16, 38, 99, 141, 23)
means <- rowMeans(expand.grid(rep(list(mice), length(mice))))
print(sqrt(mean((means - mean(means))^2)))
print(quantile(means, c(0.025, 0.975)))
