package io.millwright.app.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.OwnerOnly;
import io.millwright.engine.browse.ApiCall;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportsTest {
    private static final String CANARY = "canary-4711-sings";
    private static final ApiCall CALL = new ApiCall(
            Instant.EPOCH, Duration.ofMillis(3), "eu-1", "list pods", "GET", "/api/v1/pods?limit=9", "200", true);

    @TempDir
    private Path folder;

    private CrashReports reports() {
        return new CrashReports(
                folder, Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC), () -> List.of(CALL));
    }

    private Path only() throws IOException {
        List<Path> all = reports().newestFirst();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void theReportHasWhatHelpsAndIsNamedToTheOperator() throws IOException {
        Problem told = reports().report("run the command", "millwright health", new IllegalStateException());
        assertThat(told.kind()).isEqualTo(Problem.Kind.INTERNAL);
        assertThat(told.next()).contains(only().toString(), "millwright support-bundle", "millwright operations");
        assertThat(Files.readString(only()))
                .contains("Millwright ", "at 2026-11-24T10:00:00Z", "could not run the command on millwright health")
                .contains("java.lang.IllegalStateException\n  at io.millwright.app.support.CrashReportsTest.")
                .contains("eu-1 GET /api/v1/pods?limit=9 -> 200");
    }

    @Test
    void itIsItsOwnersAlone() throws IOException {
        assumeTrue(OwnerOnly.isKnown());
        reports().report("do it", "this", new IllegalStateException());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only())))
                .isEqualTo("rw-------");
    }

    @Test
    void whatAnExceptionQuotesIsLeftOutHoweverItIsWrapped() throws IOException {
        Throwable quoting = new IllegalStateException(CANARY, new NumberFormatException("For input: " + CANARY));
        quoting.addSuppressed(new IOException(CANARY));
        Problem told = reports().report("do it", "this", quoting);
        assertThat(Files.readString(only()))
                .contains("caused by java.lang.NumberFormatException (its words, ", "are left out")
                .doesNotContain(CANARY);
        assertThat(told.toString()).doesNotContain(CANARY).contains("IllegalStateException");
    }

    @Test
    void wordsOfTheVirtualMachineStay() throws IOException {
        Throwable fault = new AssertionError("nothing was thrown");
        try {
            List.of(1).get(Integer.parseInt("7"));
        } catch (IndexOutOfBoundsException e) {
            fault = e;
        }
        assertThat(reports().report("do it", "this", fault).why()).contains("Index: 7 Size: 1");
        assertThat(Files.readString(only())).contains("Index: 7 Size: 1");
    }

    @Test
    void theSameFaultIsReportedOnceAndOldReportsGo() throws IOException {
        CrashReports reports = reports();
        String first = "";
        for (int beat = 0; beat < 3; beat++) {
            String next =
                    reports.report("do it", "this", new IllegalStateException()).next();
            assertThat(first).isIn("", next);
            first = next;
        }
        assertThat(reports.newestFirst()).hasSize(1);
        for (int i = 0; i < CrashReports.KEPT + 3; i++) {
            reports().report("do it", "this", new IllegalStateException());
        }
        assertThat(reports.newestFirst()).hasSize(CrashReports.KEPT);
    }

    @Test
    void whereNoReportCanBeWrittenThatIsSaid() throws IOException {
        Files.writeString(folder.resolve("crashes"), "in the way");
        Problem told = reports().report("do it", "this", new IllegalStateException());
        assertThat(told.next()).contains("no report could be written to " + folder, "FileAlreadyExistsException");
    }
}
