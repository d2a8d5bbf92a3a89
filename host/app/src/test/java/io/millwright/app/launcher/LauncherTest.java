package io.millwright.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on a copy of the project that looks built, with a java that says how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    /** Makes the start-up cache that it is asked for; without the jars it ends as Java does. */
    private static final String JAVA = """
            #!/bin/sh
            for a; do
              case $a in
                -XX:AOTCacheOutput=*) : > "${a#*=}"; exit 0 ;;
                @*) sed -n 's/^-cp "\\([^:"]*\\).*/\\1/p' "${a#@}" > "$0.jar" ;;
              esac
            done
            [ ! -f "$0.jar" ] || [ -f "$(cat "$0.jar")" ] || { echo "Could not find or load main class"; exit 1; }
            echo "called: $0 $*"
            """;

    @TempDir
    Path folder = Path.of("");

    private Path jdk = Path.of("");
    private Path project = Path.of("");

    @BeforeEach
    void aProjectThatHasBeenBuilt() throws IOException {
        jdk = jdk("jdk-one");
        project = Files.createDirectory(folder.resolve("project"));
        Path source = root();
        Files.createDirectories(project.resolve(".mvn"));
        Files.copy(source.resolve("millwright"), project.resolve("millwright"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(source.resolve(".mvn/jdk.sh"), project.resolve(".mvn/jdk.sh"));
        program(project.resolve("mvnw"), "#!/bin/sh\necho '[INFO] BUILD SUCCESS'\n");
        Path lib = Files.createDirectories(project.resolve("host/app/target/home/lib"));
        Files.createFile(lib.resolve("millwright-app-1.jar"));
        Files.createFile(lib.resolve("picocli-1.jar"));
        Files.createFile(lib.resolve("jline-1.jar"));
    }

    @Test
    void aFirstStartBuildsAndMakesTheCaches() throws Exception {
        Ended ended = start(project, "plugins");

        assertThat(ended.code()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("Building Millwright").contains("start-up caches");
        assertThat(ended.said())
                .contains("-XX:AOTCache=" + home(project).toRealPath().resolve("commands.aot"));
        assertThat(start(project, "plugins").said()).doesNotContain("Building").doesNotContain("caches");
    }

    @Test
    void aFolderThatWasMovedStartsFromWhereItIsNow() throws Exception {
        start(project, "plugins");
        Path moved = Files.move(project, folder.resolve("moved"));

        Ended ended = start(moved, "plugins");

        assertThat(ended.code()).as(ended.said()).isZero();
        assertThat(ended.said())
                .contains("-XX:AOTCache=" + home(moved).toRealPath().resolve("commands.aot"));
        assertThat(Files.readString(home(moved).resolve("java.args"))).doesNotContain(project.toString());
        assertThat(start(moved, "plugins").said()).doesNotContain("caches");
    }

    @Test
    void anotherJdkGetsCachesOfItsOwn() throws Exception {
        start(project, "plugins");
        Files.move(jdk, folder.resolve("jdk-gone"));
        jdk = jdk("jdk-two");

        Ended ended = start(project, "plugins");

        assertThat(ended.code()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("start-up caches").contains("called: " + jdk);
        assertThat(start(project, "plugins").said()).doesNotContain("caches");
    }

    @Test
    void aJdkThatWasUpdatedInItsPlaceToo() throws Exception {
        start(project, "plugins");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.2\"\n");

        assertThat(start(project, "plugins").said()).contains("start-up caches");
    }

    @Test
    void theSameFolderByAnotherNameIsTheSameFolder() throws Exception {
        start(project, "plugins");
        Path link = Files.createSymbolicLink(folder.resolve("link"), project);

        Ended ended = start(link, "plugins");

        assertThat(ended.code()).as(ended.said()).isZero();
        assertThat(ended.said()).doesNotContain("caches");
    }

    private record Ended(int code, String said) {}

    private Ended start(Path where, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(where.resolve("millwright").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MILLWRIGHT_"));
        builder.environment().put("MILLWRIGHT_JAVA_HOME", jdk.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), said);
    }

    private static Path home(Path project) {
        return project.resolve("host/app/target/home");
    }

    private Path jdk(String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(made.resolve("bin"));
        program(made.resolve("bin/java"), JAVA);
        program(made.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(made.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        return made;
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The project's folder: the one above this module's that has the launcher. */
    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(f -> Files.isRegularFile(f.resolve("millwright")) && Files.isDirectory(f.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
    }
}
