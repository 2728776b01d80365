// Moves a training run on by one step without the host: the values that differ from step to step lie in a table on the
// device, which the host fills once per epoch; a captured graph then stays the same from step to step.
//
// Row of the table, 40 bytes: number i64 (keys dropout) | epoch i64 (keys augmentation) | learningRate f32 | momentum f32 |
//   weightDecay f32 | labelSmoothing f32 | first i32 (place of the batch's first image in the epoch) | images i32 (N).
//   Other kernels take pointers into *current: `step` is its number, `rates` its three floats from learningRate on.
//
// current = table[*cursor]; *cursor += 1. Launch: one block of one thread, before the step's other kernels.
struct Step {
  long long number;
  long long epoch;
  float learningRate;
  float momentum;
  float weightDecay;
  float labelSmoothing;
  int first;
  int images;
};

extern "C" __global__ void next_step(const Step* __restrict__ table, int* cursor, Step* __restrict__ current) {
  *current = table[*cursor];
  *cursor += 1;
}
