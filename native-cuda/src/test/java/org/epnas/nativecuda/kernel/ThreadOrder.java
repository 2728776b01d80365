package org.epnas.nativecuda.kernel;

/** In which order the threads of a block run; no result may depend on it. */
enum ThreadOrder {
  ASCENDING,
  DESCENDING,
  RANDOM
}
