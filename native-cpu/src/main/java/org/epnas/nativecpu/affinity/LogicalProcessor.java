package org.epnas.nativecpu.affinity;

/**
 * What the system schedules threads on: a core, or a hyper-thread of one.
 *
 * @param id the system's number
 * @param core lowest id of the core's hyper-threads
 * @param node of memory (NUMA)
 * @param speed in a unit that all processors of the machine share; 0 where the system does not say
 */
record LogicalProcessor(int id, int core, int node, long speed) {}
