#!/usr/bin/env bash
# Builds docker/Dockerfile and uses the image as its users would, without a Docker engine.
#
# As root on Debian or Ubuntu, with the packages buildah, podman, runc and debootstrap. The base
# images are made from Debian packages; buildah builds on them, with chroot isolation; podman runs
# the result with runc: own namespaces and control groups, read-only root, unnamed user, no network,
# one volume. Takes some seven minutes and 8 GB in TMPDIR, all of it removed at the end.
#
# Jars come from ~/.m2 where they are there, or else are downloaded into it.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
places=(--root "$work/storage" --runroot "$work/run" --storage-driver vfs)

buildah() { command buildah "${places[@]}" "$@"; }
podman() { command podman "${places[@]}" --cgroup-manager cgroupfs --runtime runc "$@"; }

cleanup() {
  podman rm --all --force >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# Limits that podman would raise, which not every sandbox permits.
limits=(--ulimit "nofile=1024:1024" --ulimit "nproc=1000:1000")
# Root read-only, nothing of podman's own mounted writable, a user that no file names.
strict=("${limits[@]}" --network none --read-only --read-only-tmpfs=false --user 12345:0
  --passwd=false)

# Runs the image strictly, with the volume named first; further options come before "--".
run() {
  local volume=$1 options=()
  shift
  while [[ $1 != -- ]]; do
    options+=("$1")
    shift
  done
  podman run --rm --no-healthcheck "${strict[@]}" --volume "$volume:/work" "${options[@]}" \
    twinhead "${@:2}"
}

# Prints the exit code of a command, whose output goes to standard error.
code() {
  local result=0
  "$@" >&2 || result=$?
  echo "$result"
}

base_images() {
  local container
  debootstrap --variant=minbase --include=openjdk-17-jre-headless,ca-certificates \
    bookworm "$work/root" ${MIRROR:+"$MIRROR"} >"$work/debootstrap.log" || {
    tail -5 "$work/debootstrap.log" >&2
    fail "debootstrap"
  }
  tar -C "$work/root" --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' \
    -cf "$work/root.tar" .
  container=$(buildah from scratch)
  buildah add -q "$container" "$work/root.tar" / >/dev/null
  buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "$container"
  buildah commit -q --rm "$container" jre >/dev/null
  rm -rf "$work/root" "$work/root.tar"

  container=$(buildah from localhost/jre)
  buildah run --isolation chroot "$container" sh -c 'apt-get -qq update &&
    apt-get -qq install --no-install-recommends openjdk-17-jdk-headless maven binutils' \
    >"$work/apt.log" 2>&1 || {
    tail -5 "$work/apt.log" >&2
    fail "apt-get"
  }
  buildah commit -q --rm "$container" jdk >/dev/null
}

build() {
  mkdir -p "$HOME/.m2"
  buildah bud --isolation chroot --format docker --file docker/Dockerfile --tag twinhead \
    --volume "$HOME/.m2:/root/.m2" \
    --build-arg BUILD_IMAGE=localhost/jdk --build-arg RUNTIME_IMAGE=localhost/jre \
    --build-arg REVISION="$(git rev-parse HEAD 2>/dev/null || echo unknown)" \
    . >"$work/build.log" 2>&1 || {
    tail -20 "$work/build.log" >&2
    fail "buildah bud"
  }
}

size() { podman image inspect --format '{{.Size}}' "$1"; }

say "base images: Debian bookworm with JRE 17; the same with JDK 17, Maven and binutils"
base_images

say "build docker/Dockerfile"
start=$SECONDS
build
echo "built in $((SECONDS - start)) s"
podman image inspect --format '{{json .Config.Labels}}
user {{.User}}, volumes {{json .Config.Volumes}}, entry {{json .Config.Entrypoint}}' twinhead

say "size"
added=$((($(size twinhead) - $(size jre)) / 1000000))
echo "the image adds $added MB to its base of $(($(size jre) / 1000000)) MB"
((added <= 1000)) || fail "more than 1 GB"

say "doctor, as uid 12345 with a read-only root"
run first -- doctor

say "doctor --train"
run first -- doctor --train

say "compare breast-cancer, on a volume of its own"
run second -- compare breast-cancer 2>&1 | tail -27

say "compare wine in 640 MiB and with one CPU: heap and native limits follow"
run second --memory 640m --cpus 1 -- compare wine --print-command | grep -E 'Xmx|maxbytes|GC'
run second --memory 640m --cpus 1 -- compare wine 2>&1 | tail -4

say "SIGTERM to a training of images; what doctor says of its container meanwhile"
train=(train fashion-tshirt-vs-shirt --head sigmoid --epochs 40 --patience 40 --out mine --resume)
# Without systemd podman complains that it has no timer for the health check, which is run here.
podman run --detach --name training "${strict[@]}" --volume second:/work twinhead "${train[@]}" \
  >"$work/training.log" 2>&1
for ((i = 0; i < 120; i++)); do
  podman logs training 2>&1 | grep -q 'epoch  *2/40' && break
  sleep 0.5
done
podman healthcheck run training
echo "healthy"
podman stop --time 60 training >>"$work/training.log" 2>&1
podman logs training 2>&1 | tail -6
stopped=$(podman inspect --format '{{.State.ExitCode}}' training)
echo "exit code $stopped"
[[ $stopped == 130 ]] || fail "expected exit code 130"

say "the same command goes on"
run second -- "${train[@]}" 2>&1 | grep -E 'Going on|epoch +40|log_loss'

say "cuda asked for where there is none: what is missing, and exit code 4"
refused=$(code run second -- doctor --backend cuda)
echo "exit code $refused"
[[ $refused == 4 ]] || fail "expected exit code 4"

say "a volume that cannot be written to: a message, no stack trace"
mkdir -m 755 "$work/closed"
closed=$(code run "$work/closed" -- train iris --head softmax --fast-dev-run)
echo "exit code $closed"
[[ $closed == 3 ]] || fail "expected exit code 3"

say "what is on the volume, in MB"
podman volume inspect --format '{{.Mountpoint}}' second | while read -r folder; do
  (cd "$folder" && du -sm .cache/* .cache/twinhead/* ./* && ls -A)
done

cat <<'END'

== exercised
docker/Dockerfile as it stands, built by buildah; and in containers of their own (runc: namespaces,
control groups) with a read-only root, no network, uid 12345 without a name or a home, and one
volume: doctor, doctor --train, compare, limits of memory and CPU, the health check, SIGTERM to
process 1 during a training, its resumption, and CUDA refused.

== not exercised
Docker's own engine and BuildKit, which would read the same files; the default base images, here
replaced by Debian's; compose.yaml, beyond its syntax; Dockerfile.cuda, and anything on a GPU;
processors of other kinds than this machine's.
END
