package org.epnas.nativecuda;

import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.nativecuda.simulated.ThreadOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A class whose tests run on the simulated device in a given order of blocks and threads. */
interface InThreadOrder {
  /** Of the shuffle. */
  long SEED = 20;

  ThreadOrder order();

  @BeforeEach
  default void chooseOrder() {
    SimulatedDevice.get().order(order(), SEED);
  }

  @AfterEach
  default void ascendingAgain() {
    SimulatedDevice.get().order(ThreadOrder.ASCENDING, 0);
  }
}
