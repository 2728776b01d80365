package org.epnas.nativecpu.openmp;

/** All parts one after another on the calling thread. */
record SerialLoop(int parts, Body body) implements ParallelLoop {
  @Override
  public void run() {
    for (int part = 0; part < parts; part++) {
      body.run(part, parts);
    }
  }
}
