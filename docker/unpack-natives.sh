#!/bin/sh
# Copies a backend's jars for Linux, with natives as folders named like their jars.
#
# JavaCPP loads a library that lies in a folder of the class path from there; out of a jar it first
# copies it to a cache, 300 MB at the first start. ND4J's build for CPUs without AVX2 (before 2013)
# stays a jar: unpacked it would weigh 270 MB more, and few will use it.
#
# usage: unpack-natives.sh FROM TO
set -eu

mkdir -p "$2"
cp "$1"/*.jar "$2"
cd "$2"
rm -f ./*-windows-*.jar ./*-macosx-*.jar

for jar in *-linux-*.jar; do
  case $jar in
    nd4j-native-*-onednn.jar) continue ;;
  esac
  mv "$jar" packed
  mkdir "$jar"
  (cd "$jar" && jar --extract --file ../packed)
  rm packed
done

# A second name of OpenBLAS, which JavaCPP would give to a copy in its cache.
find . -name libopenblas.so.0 -execdir ln -s libopenblas.so.0 libopenblas_nolapack.so.0 \;

# Names that only a debugger reads are a tenth of the library.
find . -name libnd4jcpu.so -exec strip --strip-unneeded {} +
