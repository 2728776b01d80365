// Running what lies in the queues; for stream.cpp and event.cpp only.
#pragma once
#include "stream.h"

namespace simcuda::queue {

// Runs a stream's work, to the end or until the given recording of the event is reached.
void drain(Stream* s, const Event* until = nullptr, uint64_t recording = 0);
// Orders a stream and the legacy default stream as CUDA does.
void fence(Stream* s);
// What the host has waited for.
Clock& hostClock();
// Counts and runs one piece of work.
void run(const Work& work);

}  // namespace simcuda::queue
