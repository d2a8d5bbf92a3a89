package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.CallLog;
import io.millwright.app.Program;
import io.millwright.app.page.Model;
import io.millwright.app.testing.Rig;
import io.millwright.engine.browse.ApiCall;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The log of calls. */
class CallsPageTest {
    @TempDir
    private Path state = Path.of(".");

    private static Pilot<Model> opened(ApiCall... calls) {
        Pilot<Model> pilot =
                new MillDesk(Danger.REVERSIBLE).having(List.of(calls)).screen();
        return pilot.press("@");
    }

    @Test
    void eachCallIsThereWithItsAnswerAndHowLongItTook() {
        try (Pilot<Model> pilot = opened(
                Samples.call("GET", "/api/v1/pods", "200"),
                Samples.call("DELETE", "/api/v1/namespaces/a/pods/b", "403"))) {
            pilot.expect("calls, newest first")
                    .expect("list pods")
                    .expect("200")
                    .expect("42 ms")
                    .expect("▲");
            pilot.press("/").type("403").expect("1 of 2").press("enter", "+").expect("delete pods b");
        }
    }

    @Test
    void aCallIsCopiedAsALineOfKubectl() {
        try (Pilot<Model> pilot = opened(Samples.call("GET", "/api/v1/namespaces/shop/pods/web-0", "200"))) {
            pilot.press("c").expect("Copied: kubectl");
            assertThat(pilot.terminal().copied()).containsExactly("kubectl --context eu-1 -n shop get pods web-0");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET     | /api/v1/pods?labelSelector=app%3Dweb%2Ctier%21%3Dx&limit=500 | kubectl --context eu-1 get pods -A -l 'app=web,tier!=x'
            GET     | /apis/apps/v1/namespaces/a/deployments/b | kubectl --context eu-1 -n a get deployments.apps b
            GET     | /apis/apps/v1/namespaces/a/deployments/b/scale | kubectl --context eu-1 -n a get deployments.apps b --subresource scale
            GET     | /api/v1/namespaces/a | kubectl --context eu-1 get namespaces a
            GET     | /api/v1/namespaces/a/pods?watch=true&resourceVersion=5 | kubectl --context eu-1 -n a get pods --watch
            GET     | /api/v1/namespaces/a/pods/b/log?container=c&tailLines=9 | kubectl --context eu-1 -n a logs b -c c --tail 9
            GET     | /api/v1/namespaces/a/pods/b/log?tailLines=9&sinceSeconds=60 | kubectl --context eu-1 -n a logs b --tail 9 --since 60s
            GET     | /api/v1/namespaces/a/pods/b/log?sinceTime=2026-11-24T02:10:00Z&limitBytes=99 | kubectl --context eu-1 -n a logs b --since-time 2026-11-24T02:10:00Z --limit-bytes 99
            GET     | /apis | kubectl --context eu-1 get --raw /apis
            DELETE  | /api/v1/namespaces/a/pods/b?dryRun=All | kubectl --context eu-1 -n a delete pods b --dry-run=server
            PATCH   | /apis/apps/v1/namespaces/a/deployments/b?fieldManager=x | kubectl --context eu-1 -n a patch deployments.apps b --patch-file FILE
            POST    | /api/v1/namespaces/a/secrets | kubectl --context eu-1 -n a create -f FILE
            CONNECT | /api/v1/namespaces/a/pods/b/exec | kubectl --context eu-1 -n a exec -it b -- COMMAND
            HELM    | upgrade lamp lamp --namespace a | helm --kube-context eu-1 upgrade lamp lamp --namespace a
            LOGIN   | aws eks get-token --cluster-name eu-1 | aws eks get-token --cluster-name eu-1
            POST    | /api/v1/namespaces/a/services/b/proxy/reload | # POST /api/v1/namespaces/a/services/b/proxy/reload
            """)
    void kubectlWouldDoTheSame(String method, String path, String line) {
        try (Pilot<Model> pilot = opened(Samples.call(method, path, "200"))) {
            pilot.press("c");
            assertThat(pilot.terminal().copied()).containsExactly(line);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET     | /api/v1/pods?labelSelector=app%3Dweb&limit=500 | millwright --context eu-1 get pods -A -l app=web
            GET     | /apis/apps/v1/namespaces/a/deployments/b | millwright --context eu-1 -n a get deployments.apps b
            GET     | /api/v1/namespaces/a/pods/b/log?container=c&tailLines=9 | millwright --context eu-1 -n a logs b --container c --tail 9
            GET     | /api/v1/namespaces/a/pods/b/log?sinceTime=2026-11-24T02:10:00Z | millwright --context eu-1 -n a logs b --since-time 2026-11-24T02:10:00Z
            DELETE  | /api/v1/namespaces/a/pods/b | millwright --context eu-1 -n a run objects delete pods/b
            CONNECT | /api/v1/namespaces/a/pods/b/exec | millwright --context eu-1 -n a exec b -it -- COMMAND
            CONNECT | /api/v1/namespaces/a/pods/b/attach | millwright --context eu-1 -n a attach b -it
            CONNECT | /api/v1/namespaces/a/pods/b/portforward | millwright --context eu-1 -n a port-forward pod/b LOCAL:PORT
            """)
    void millwrightDoesTheSameByALineThatItUnderstands(String method, String path, String line) {
        try (Pilot<Model> pilot = opened(Samples.call(method, path, "200"))) {
            pilot.press("C");
            assertThat(pilot.terminal().copied()).containsExactly(line);
            List<String> words = List.of(line.split(" "));
            new CommandLine(Program.of(session -> 0, Rig.untouched(state).source())
                            .model())
                    .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /apis/apps/v1/namespaces/a/deployments/b",
        "DELETE, /api/v1/namespaces/a/pods/b?dryRun=All",
        "GET, /apis",
        "HELM, upgrade lamp lamp"
    })
    void forWhatTheCommandLineHasNoWordNothingIsCopied(String method, String path) {
        try (Pilot<Model> pilot = opened(Samples.call(method, path, "200"))) {
            pilot.press("C").expect("Can't copy as millwright: the command line has no word for it");
            assertThat(pilot.terminal().copied()).isEmpty();
        }
    }

    @Test
    void onlyTheLastCallsAreKept() {
        CallLog log = new CallLog();
        for (int i = 0; i < 1_200; i++) {
            log.ended(Samples.call("GET", "/call/" + i, "200"));
        }
        assertThat(log.newestFirst()).hasSize(500);
        assertThat(log.newestFirst().getFirst().path()).isEqualTo("/call/1199");
    }
}
