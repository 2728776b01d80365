// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011) and the streams of
// org.epnas.kernel.random.RandomStream made of it: the same key gives the same numbers as on the CPU, bit for bit.
#pragma once

// Positions in RandomStream.Purpose.
enum Purpose { AUGMENTATION = 2, DROPOUT = 3 };

struct Words {
  unsigned int w0, w1, w2, w3;
};

// The four words of one counter under one key.
inline __device__ Words philox(unsigned int key0, unsigned int key1, Words word) {
  for (int round = 0; round < 10; round++) {
    unsigned int high0 = __umulhi(0xD2511F53u, word.w0);
    unsigned int low0 = 0xD2511F53u * word.w0;
    unsigned int high1 = __umulhi(0xCD9E8D57u, word.w2);
    unsigned int low1 = 0xCD9E8D57u * word.w2;
    word = {high1 ^ word.w1 ^ key0, low1, high0 ^ word.w3 ^ key1, low0};
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  return word;
}

// A stream of random numbers: a key, and the upper half of the counter.
struct RandomStream {
  Words key;
  Purpose purpose;

  __device__ RandomStream(long long seed, Purpose purposeOf, long long first, long long second)
      : key(philox((unsigned int)seed, (unsigned int)(seed >> 32),
                   {(unsigned int)first, (unsigned int)(first >> 32), (unsigned int)second,
                    (unsigned int)(second >> 32)})),
        purpose(purposeOf) {}

  // Block number `block`, below 2^32.
  __device__ Words block(unsigned int number) const {
    return philox(key.w0, key.w1, {number, (unsigned int)purpose << 24, key.w2, key.w3});
  }

  // Uniform number i in [0, 1): the upper 24 bits of word i mod 4 of block i / 4.
  __device__ float uniform(int i) const {
    Words words = block((unsigned int)i >> 2);
    unsigned int word = i & 2 ? (i & 1 ? words.w3 : words.w2) : (i & 1 ? words.w1 : words.w0);
    return (float)(word >> 8) * 0x1p-24f;
  }
};
