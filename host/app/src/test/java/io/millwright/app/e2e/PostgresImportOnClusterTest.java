package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One real cluster's database becomes another one's, and what can't be imported is found before anything is made. */
@Tag("lab")
@Timeout(value = 10, unit = TimeUnit.MINUTES) // two clusters, one after the other, on a busy node
class PostgresImportOnClusterTest extends OnRealPostgres {
    private static final String NAMESPACE = "pg-import";

    PostgresImportOnClusterTest() {
        super(NAMESPACE, "legacy", "copy");
    }

    @Test
    void aDatabaseIsTakenOverWithEveryRowAndItsSourceGoesOn() {
        postgres()
                .runs(
                        "yes",
                        "create-cluster",
                        "",
                        "name=legacy",
                        "instances=1",
                        "size=1Gi",
                        "cpu=500m",
                        "memory=256Mi",
                        "image=" + RealPostgres.image());
        legacy("create schema shelf authorization app");
        legacy("create table shelf.kept as select n, md5(n::text) as word from generate_series(1, 1000) n");
        legacy("create table \"Odd name\" (id serial primary key)");
        legacy("alter table shelf.kept owner to app; alter table \"Odd name\" owner to app");

        assertThat(refusal("name=copy", "databases=nothing")).contains("nothing");
        legacy("create table locked (n int)");
        assertThat(refusal("name=copy", "databases=app")).contains("user app may not read public.locked");
        legacy("drop table locked");
        assertThat(postgres().find("copy"))
                .as("a cluster made of a source that can't be imported")
                .isEmpty();

        Operator.Said said = postgres().runs("yes", "import", "", settings("name=copy", "databases=app"));
        assertThat(said.out()).contains("2 tables alike").containsPattern("PostgreSQL \\d+\\.\\d+, ");
        assertThat(said.out() + said.err()).doesNotContain(password(), "looks like a secret");
        assertThat(fingerprint("copy")).isEqualTo(fingerprint("legacy")).startsWith("1000 ");
        // The operator takes its own away after it has said that the cluster is healthy.
        Journey.until(
                "no job is left",
                () -> postgres()
                        .place()
                        .cluster()
                        .view()
                        .list(Kind.JOB, Selector.in(NAMESPACE))
                        .isEmpty());
    }

    private void legacy(String statement) {
        String primary =
                postgres().cluster("legacy").text("status", "currentPrimary").orElseThrow();
        ask(primary, statement);
    }

    private String ask(String pod, String statement) {
        var reply = postgres()
                .place()
                .cluster()
                .writer()
                .exec(
                        ObjectRef.of(Kind.POD, NAMESPACE, pod),
                        "postgres",
                        List.of("psql", "-d", "app", "-v", "ON_ERROR_STOP=1", "-qtAc", statement));
        assertThat(reply.exitCode()).as(reply.error()).isZero();
        return reply.output().strip();
    }

    private String fingerprint(String cluster) {
        return ask(
                postgres().cluster(cluster).text("status", "currentPrimary").orElseThrow(),
                "select count(*) || ' ' || md5(string_agg(word, ',' order by n)) from shelf.kept");
    }

    private static String[] settings(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "instances=1",
                "size=1Gi",
                "cpu=500m",
                "memory=256Mi",
                "image=" + RealPostgres.image(),
                "source-host=legacy-rw",
                "source-user=app",
                "source-secret=legacy-app"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** What a run says that ends at the source; it is taken back afterwards. */
    private String refusal(String... more) {
        List<String> words = new ArrayList<>(List.of("run", "postgres", "import"));
        words.addAll(postgres().words("", settings(more)));
        words.addAll(List.of("--confirm", "yes"));
        Operator operator = postgres().place().operator();
        Operator.Said said = operator.types(words.toArray(String[]::new));
        assertThat(said.code()).as(said.out()).isNotZero();
        Matcher run = Pattern.compile("millwright operations undo (\\w+)").matcher(said.out() + said.err());
        assertThat(run.find()).as(said.out() + said.err()).isTrue();
        operator.types("operations", "undo", run.group(1), "--confirm", "yes").done();
        return said.out() + said.err();
    }

    private String password() {
        Resource secret =
                postgres().place().get(Kind.SECRET, NAMESPACE, "legacy-app").orElseThrow();
        return new String(
                Base64.getDecoder().decode(secret.text("data", "password").orElseThrow()), StandardCharsets.UTF_8);
    }
}
