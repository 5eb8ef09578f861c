package io.twinhead.training;

/** Why a training took no further step. */
public enum Ending {
  /** All its epochs are done. */
  EPOCHS,
  /** No lower validation loss for as many epochs as its patience lasts. */
  PATIENCE,
  /** Its time was up. */
  MAX_TIME,
  /** A loss or a parameter was no longer finite. */
  DIVERGENCE
}
