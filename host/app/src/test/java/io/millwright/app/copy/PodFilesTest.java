package io.millwright.app.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.testing.LocalPrograms;
import io.millwright.engine.port.Forward;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.ProgramAsk;
import io.millwright.engine.port.Talk;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files go to a container and come back, by the tar of this machine; and a container that lies writes nothing where it shouldn't. */
class PodFilesTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "orders-1");
    private static final PodFiles.Progress SILENT = (bytes, files) -> {};

    @TempDir
    private Path folder;

    private Path there = Path.of(".");
    private Path here = Path.of(".");

    @BeforeEach
    void folders() throws IOException {
        there = Files.createDirectory(folder.resolve("there"));
        here = Files.createDirectory(folder.resolve("here"));
    }

    /** A container that answers whatever is asked with these bytes. */
    private record Sending(byte[] archive) implements Pods {
        @Override
        public int talk(ProgramAsk ask, Talk talk) {
            try {
                for (int at = 0; at < archive.length; at += 100) {
                    talk.output().write(archive, at, Math.min(100, archive.length - at));
                }
                return 0;
            } catch (IOException e) {
                throw new ProblemException(
                        Problem.user("talk", "cluster town", "the connection failed", "Try again."), e);
            }
        }

        @Override
        public Forward forward(ObjectRef to, int port, int localPort) {
            throw new AssertionError(to);
        }
    }

    private record Without(String why) implements Pods {
        @Override
        public int talk(ProgramAsk ask, Talk talk) {
            throw new ProblemException(
                    new Problem(Problem.Kind.CLUSTER, ask.attempted(), "cluster town", why, "", Optional.of("exec")));
        }

        @Override
        public Forward forward(ObjectRef to, int port, int localPort) {
            throw new AssertionError(to);
        }
    }

    private static PodFiles files(Pods pods) {
        return new PodFiles(pods, POD, "main");
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aFolderComesWithAllThatIsInItAndGoesBackTheSame() throws Exception {
        Path data = Files.createDirectories(there.resolve("data/deep/" + "long".repeat(40)));
        Files.write(data.resolve("big"), noise(300_001));
        Files.writeString(there.resolve("data/ümläut and blank"), "x");
        Files.writeString(there.resolve("data/empty"), "");
        Files.createSymbolicLink(there.resolve("data/link"), Path.of("nowhere"));
        PodFiles.Copied copied =
                files(new LocalPrograms()).fetch(there.resolve("data").toString(), here, SILENT);
        assertThat(copied.files()).isEqualTo(3);
        assertThat(copied.bytes()).isEqualTo(300_002);
        assertThat(copied.leftOut()).isEqualTo(1);
        assertThat(here.resolve("data/deep/" + "long".repeat(40) + "/big")).hasBinaryContent(noise(300_001));
        assertThat(here.resolve("data/ümläut and blank")).hasContent("x");
        assertThat(Files.isSymbolicLink(here.resolve("data/link"))).isFalse();

        PodFiles.Copied back = files(new LocalPrograms())
                .send(here.resolve("data"), there.resolve("again").toString(), SILENT);
        assertThat(back.files()).isEqualTo(3);
        assertThat(there.resolve("again/deep/" + "long".repeat(40) + "/big")).hasBinaryContent(noise(300_001));
    }

    @Test
    void aFileGoesIntoAFolderThatIsThereAndElseUnderTheNameThatIsGiven() throws Exception {
        Path file = Files.writeString(here.resolve("a.conf"), "a=1");
        files(new LocalPrograms()).send(file, there.toString(), SILENT);
        assertThat(there.resolve("a.conf")).hasContent("a=1");
        files(new LocalPrograms()).send(file, there.resolve("b.conf").toString(), SILENT);
        assertThat(there.resolve("b.conf")).hasContent("a=1");
        files(new LocalPrograms()).fetch(there.resolve("b.conf").toString(), here.resolve("c.conf"), SILENT);
        assertThat(here.resolve("c.conf")).hasContent("a=1");
    }

    @Test
    void whatTarComplainsIsTold() {
        assertThatThrownBy(() -> files(new LocalPrograms())
                        .fetch(there.resolve("nothing").toString(), here, SILENT))
                .hasMessageContaining("tar ended with exit code")
                .hasMessageContaining("nothing");
        assertThat(here).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec: \"tar\": executable file not found in $PATH", "tar: no such file or directory"})
    void aContainerWithoutTarIsNamed(String why) {
        assertThatThrownBy(() -> files(new Without(why)).fetch("/data", here, SILENT))
                .hasMessageContaining("has no program 'tar'");
        assertThatThrownBy(() -> files(new Without(why)).send(here, "/data", SILENT))
                .hasMessageContaining("has no program 'tar'");
    }

    private static byte[] archive(String name, char type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new TarHeader(name, bytes.length, 0_4777, 0, type, "").written());
        out.writeBytes(bytes);
        out.writeBytes(new byte[TarHeader.padding(bytes.length)]);
        out.writeBytes(new byte[2 * TarHeader.BLOCK]);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/evil", "data/../../evil", "other", "data/..", "..", "data\\evil/x"})
    void anEntryThatLeadsElsewhereStopsIt(String name) throws IOException {
        assertThatThrownBy(() -> files(new Sending(archive(name, '0', "x"))).fetch("/srv/data", here, SILENT))
                .hasMessageContaining("the archive has an entry that");
        assertThat(here).isEmptyDirectory();
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void noLinkThatLiesInTheWayIsFollowed() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createDirectory(here.resolve("data"));
        Files.createSymbolicLink(here.resolve("data/inner"), outside);
        assertThatThrownBy(() ->
                        files(new Sending(archive("data/inner/x", '0', "x"))).fetch("/srv/data", here, SILENT))
                .hasMessageContaining("is a link, which isn't followed");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void linksAndDevicesAreLeftOut() throws Exception {
        for (char type : new char[] {'1', '2', '3', '6'}) {
            assertThat(files(new Sending(archive("data", type, ""))).fetch("/srv/data", here, SILENT))
                    .isEqualTo(new PodFiles.Copied(0, 0, 1));
        }
        assertThat(here).isEmptyDirectory();
    }

    @Test
    void nothingThatComesRunsAsAnotherUser() throws Exception {
        files(new Sending(archive("data", '0', "x"))).fetch("/srv/data", here, SILENT);
        assertThat(Files.getPosixFilePermissions(here.resolve("data")))
                .extracting(Enum::name)
                .doesNotContain("GROUP_WRITE", "OTHERS_WRITE");
        assertThat(((int) Files.getAttribute(here.resolve("data"), "unix:mode")) & 0_7000)
                .isZero();
    }

    @Test
    void whatIsCutShortOrDamagedIsNoSuccessAndLeavesNoHalfFile() throws Exception {
        byte[] whole = archive("data", '0', "x".repeat(2000));
        byte[] half = Arrays.copyOf(whole, 1000);
        assertThatThrownBy(() -> files(new Sending(half)).fetch("/srv/data", here, SILENT))
                .hasMessageContaining("ended in the middle");
        byte[] damaged = whole.clone();
        damaged[3] ^= 1;
        assertThatThrownBy(() -> files(new Sending(damaged)).fetch("/srv/data", here, SILENT))
                .hasMessageContaining("no tar archive");
        assertThat(here).isEmptyDirectory();
    }

    @Test
    void aNameThatIsTooLongStopsIt() {
        byte[] header = new TarHeader("PaxHeader", 1L << 40, 0_644, 0, 'x', "").written();
        assertThatThrownBy(() -> files(new Sending(header)).fetch("/srv/data", here, SILENT))
                .hasMessageContaining("has a name of");
    }
}
