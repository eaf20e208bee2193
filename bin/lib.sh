# Shared by the launchers: finds a JDK and the jars, decides the JVM's flags. Sourced, not run.
# Bash 3.2 is enough.
#
# In a source tree the jars stand in <module>/target/, in an installed one beside bin/:
# /usr/share/glance-java/{bin,glance-api,glance-registry}/, with lib/ beside each jar.

GLANCE_JAVA_MINIMUM=25

glance_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  shift
  local line
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# java_version HOME: prints the feature release ("25"), nothing when HOME is no Java.
java_version() {
  [ -x "$1/bin/java" ] || return 0
  local version=
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
  printf '%s' "$version"
}

java_fits() { # HOME NEEDED_PROGRAM
  [ -x "$1/bin/$2" ] || return 1
  local version
  version=$(java_version "$1")
  [ -n "$version" ] && [ "$version" -ge "$GLANCE_JAVA_MINIMUM" ] 2>/dev/null
}

# resolve FILE: follows symlinks, so that a java in PATH leads to its home.
resolve() {
  local file=$1 target
  while [ -L "$file" ]; do
    target=$(readlink "$file")
    case $target in
      /*) file=$target ;;
      *) file=$(dirname "$file")/$target ;;
    esac
  done
  printf '%s/%s' "$(cd "$(dirname "$file")" && pwd -P)" "${file##*/}"
}

# find_java PROGRAM: sets java_home to a Java that has bin/PROGRAM ("java" to run, "javac" to
# build), from JAVA_HOME, then PATH, then the usual folders. Ends the script when there is none.
find_java() {
  local needed=$1 candidate seen= version program
  java_home=
  if [ -n "${JAVA_HOME:-}" ]; then
    if java_fits "$JAVA_HOME" "$needed"; then
      java_home=$JAVA_HOME
      return
    fi
    seen="JAVA_HOME=$JAVA_HOME is $(describe_java "$JAVA_HOME")"
  fi
  program=$(command -v "$needed" || true)
  if [ -n "$program" ]; then
    candidate=$(dirname "$(dirname "$(resolve "$program")")")
    if java_fits "$candidate" "$needed"; then
      java_home=$candidate
      return
    fi
    seen="$seen${seen:+; }$program is $(describe_java "$candidate")"
  fi
  for candidate in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -L "$candidate" ] || ! java_fits "$candidate" "$needed"; then continue; fi
    if [ -z "$java_home" ] || [ "$(java_version "$candidate")" -gt "$(java_version "$java_home")" ]; then
      java_home=$candidate
    fi
  done
  [ -n "$java_home" ] || fail "needs Java $GLANCE_JAVA_MINIMUM or newer, and found none." \
    "Found: ${seen:-no java in JAVA_HOME, PATH or /usr/lib/jvm}." \
    "Install one, for instance" \
    "  Debian, Ubuntu, with the packages of adoptium.net:  apt-get install temurin-25-jdk" \
    "  Fedora:  dnf install java-25-openjdk-devel       macOS:  brew install openjdk@25" \
    "or set JAVA_HOME to the folder of one."
}

describe_java() {
  local version
  version=$(java_version "$1")
  if [ -n "$version" ]; then printf 'Java %s' "$version"; else printf 'no Java'; fi
}

# find_jar PART: sets jar to glance-PART.jar. Ends the script when it is not built.
find_jar() {
  local candidate
  for candidate in "$glance_home/$1/target/$1.jar" "$glance_home/$1/$1.jar"; do
    if [ -f "$candidate" ]; then
      jar=$candidate
      return
    fi
  done
  fail "$1.jar is not built: run \`./glance build\` or \`mvn package\` first." \
    "Looked in $glance_home/$1/target."
}

# The AOT cache of a jar stands beside it. The JVM checks it against every jar of the class path and
# against itself; a cache that does not fit is passed over, which costs the start some seconds.
aot_cache() { printf '%s.aot' "${jar%.jar}"; }

# aot_fresh: whether the cache of jar is newer than all that it was made from.
aot_fresh() {
  local cache
  cache=$(aot_cache)
  [ -f "$cache" ] && [ -f "$cache.java" ] && [ "$(cat "$cache.java")" = "$(aot_key)" ] \
    && [ -z "$(find "$jar" "$(dirname "$jar")/lib" -newer "$cache" 2>/dev/null | head -n 1)" ]
}

# aot_key: the Java and the flags a cache is good for.
aot_key() {
  printf '%s %s\n' "$(sed -n 's/^JAVA_RUNTIME_VERSION=//p' "$java_home/release" 2>/dev/null)" \
    "${java_collector[*]}"
}

java_collector=(-XX:+UseParallelGC)

# java_flags: sets flags for the part in jar. GLANCE_HEAP is the largest heap ("512m"),
# GLANCE_JAVA_OPTS is put last and so overrides all of them.
java_flags() {
  flags=("${java_collector[@]}" -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8
    -Djava.awt.headless=true)
  if [ -n "${GLANCE_HEAP:-}" ]; then flags+=("-Xmx$GLANCE_HEAP"); fi
  if [ -f "$(aot_cache)" ] && [ -z "${GLANCE_NO_AOT:-}" ]; then
    flags+=("-XX:AOTCache=$(aot_cache)" -Xlog:aot=off '-Xlog:aot*=off' -Xlog:cds=off)
  fi
  # Options are words by design: GLANCE_JAVA_OPTS='-Xmx1g -Dx=y'.
  # shellcheck disable=SC2206
  flags+=(${GLANCE_JAVA_OPTS:-})
}
