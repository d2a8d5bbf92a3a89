# Finds a JDK 25 or newer and sets JAVA_HOME to it. Sourced by mvnw and millwright; POSIX sh; starts no Java.
# Order: MILLWRIGHT_JAVA_HOME, JAVA_HOME, PATH, then the usual folders of Linux and macOS.

millwright_jdk_version() { # a JDK's folder: its feature version, or 0 where it isn't a JDK
  millwright_v=0
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    millwright_v=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  echo "${millwright_v:-0}"
}

millwright_find_jdk() { # prints the folder of a JDK 25 or newer
  if [ -n "${MILLWRIGHT_JAVA_HOME-}" ]; then
    if [ "$(millwright_jdk_version "$MILLWRIGHT_JAVA_HOME")" -ge 25 ]; then
      echo "$MILLWRIGHT_JAVA_HOME"
      return 0
    fi
    echo "MILLWRIGHT_JAVA_HOME is $MILLWRIGHT_JAVA_HOME, which is no JDK 25 or newer; looking elsewhere." >&2
  fi
  if [ -n "${JAVA_HOME-}" ] && [ "$(millwright_jdk_version "$JAVA_HOME")" -ge 25 ]; then
    echo "$JAVA_HOME"
    return 0
  fi
  millwright_javac=$(command -v javac 2> /dev/null || :)
  while [ -L "$millwright_javac" ]; do
    millwright_link=$(readlink "$millwright_javac")
    case $millwright_link in
      /*) millwright_javac=$millwright_link ;;
      *) millwright_javac=$(dirname "$millwright_javac")/$millwright_link ;;
    esac
  done
  if [ -n "$millwright_javac" ]; then
    millwright_home=$(cd "$(dirname "$millwright_javac")/.." && pwd)
    if [ "$(millwright_jdk_version "$millwright_home")" -ge 25 ]; then
      echo "$millwright_home"
      return 0
    fi
  fi
  millwright_best=0 millwright_home=
  for millwright_dir in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    millwright_v=$(millwright_jdk_version "$millwright_dir")
    # 25 is the long-term release that the project is tested with: it wins over newer ones.
    if [ "$millwright_v" -eq 25 ]; then
      echo "$millwright_dir"
      return 0
    fi
    if [ "$millwright_v" -gt 25 ] && [ "$millwright_v" -gt "$millwright_best" ]; then
      millwright_best=$millwright_v millwright_home=$millwright_dir
    fi
  done
  [ "$millwright_best" -ge 25 ] && echo "$millwright_home"
}

if ! JAVA_HOME=$(millwright_find_jdk); then
  {
    echo "Millwright needs a JDK 25 or newer, and none was found."
    echo "  Looked at: MILLWRIGHT_JAVA_HOME, JAVA_HOME, PATH, the usual folders of this system."
    echo "  Install one (Debian and Ubuntu: openjdk-25-jdk or temurin-25-jdk; Fedora: java-25-openjdk-devel; macOS: brew install openjdk@25),"
    echo "  or name an unpacked one: MILLWRIGHT_JAVA_HOME=/path/to/jdk-25 $0"
  } >&2
  exit 69
fi
export JAVA_HOME
