#!/bin/sh
# Builds the eight libraries of the simulated CUDA device with g++, without CUDA headers.
#
#   build.sh OUT JNI [JOBS]
#
# OUT   folder for the libraries (objects go to OUT/objects)
# JNI   folder with libjnicudart.so, libjnicublas.so and libjnicudnn.so of the JavaCPP presets: every
#       function that they need and that is not implemented here becomes a stub that reports its name
# JOBS  how many compilers at once (2)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$1
jni=$2
jobs=${3:-2}
objects=$out/objects
mkdir -p "$objects"
out=$(CDPATH='' cd -- "$out" && pwd)
objects=$out/objects
flags="-std=c++17 -O2 -fPIC -fvisibility=hidden -fwrapv -ffp-contract=off -frounding-math -Wall -Wextra -Werror"

# needed LIBRARY: the functions that the presets expect of it. They name the library of all but the driver's.
needed() {
  for preset in cudart cublas cudnn; do nm -D --undefined-only "$jni/libjni$preset.so"; done |
    if [ "$1" = libcuda.so.1 ]; then
      sed -n 's/^ *U \(cu[A-Z][A-Za-z0-9_]*\)$/\1/p'
    else
      sed -n "s/^ *U \([A-Za-z0-9_]*\)@$1\$/\1/p"
    fi | sort -u
}

# Weak, so that an implemented function takes precedence.
stubs() {
  echo 'extern "C" int simcudaUnimplemented(const char* name);'
  echo '#define STUB(f) extern "C" __attribute__((weak, visibility("default"))) int f() { return simcudaUnimplemented(#f); }'
  needed "$1" | sed 's/.*/STUB(&)/'
}

# library NAME FOLDER...: links the objects of the folders; all but the first lean on the earlier ones.
library() {
  name=$1
  shift
  files=$objects/$name.stubs.o
  for folder in "$@"; do
    for source in "$here/$folder"/*.cpp; do
      [ -e "$source" ] || continue
      files="$files $objects/$folder/$(basename "$source" .cpp).o"
    done
  done
  g++ -shared -o "$out/$name" -Wl,-soname,"$name" -Wl,--default-symver -Wl,--no-undefined -Wl,-rpath,'$ORIGIN' \
    $files $linked -lpthread
  linked="$linked $out/$name"
}

for name in libcuda.so.1 libcudart.so.13 libcublas.so.13 libcublasLt.so.13 \
  libcudnn_graph.so.9 libcudnn_ops.so.9 libcudnn_cnn.so.9 libcudnn_adv.so.9; do
  stubs "$name" >"$objects/$name.stubs.cpp"
done

# Compile: one line "source object" each.
{
  (cd "$here" && find . -name '*.cpp' | sed 's|^\./||' | sort) | while read -r source; do
    object=$objects/${source%.cpp}.o
    mkdir -p "$(dirname "$object")"
    echo "$here/$source $object"
  done
  for stub in "$objects"/*.stubs.cpp; do echo "$stub ${stub%.cpp}.o"; done
} | xargs -P "$jobs" -L 1 sh -c "exec g++ $flags -c \"\$0\" -o \"\$1\""

linked=
library libcuda.so.1 core ptx driver
library libcudart.so.13 cudart
library libcublas.so.13 cublas
library libcublasLt.so.13
library libcudnn_graph.so.9 cudnn/graph
library libcudnn_ops.so.9 cudnn/ops
library libcudnn_cnn.so.9 cudnn/cnn
library libcudnn_adv.so.9
