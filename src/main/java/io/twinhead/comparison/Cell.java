package io.twinhead.comparison;

import io.twinhead.dataset.Split;

/**
 * One seed and fold: the split that every arm trains on.
 *
 * @param seed the user's seed
 * @param fold from 1 on
 * @param split the parts
 */
record Cell(long seed, int fold, Split split) {}
