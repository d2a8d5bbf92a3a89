package io.millwright.app.e2e;

import io.millwright.app.EngineOperations;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Millwright in a process of its own, which the system kills ({@code SIGKILL}) at a chosen record of a run's journal. */
final class MortalMillwright {
    /** When it dies, at the latest of what a machine may die of: with nothing written, flushed, released or said. */
    enum Death {
        /** The intent is on the disk; nothing was done. */
        AFTER_INTENT,
        /** It was done, and no record tells. */
        BEFORE_OUTCOME,
        /** It was done and recorded; the proof is missing. */
        AFTER_OUTCOME
    }

    private MortalMillwright() {}

    /** {@code FOLDER DEATH WORD...}: types the words of a command, with that folder as home and for the runs. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Death death = Death.valueOf(args[1]);
        Clock clock = Clock.systemUTC();
        int code;
        try (KubeClusters clusters = new KubeClusters(KubeOptions.of(Optional.empty(), System.getenv(), folder))) {
            Operator operator = new Operator(
                    clusters,
                    folder,
                    RealPostgres.TOOLS,
                    services -> new EngineOperations(
                            services, new RunStore(folder, clock, file -> new Mortal(file, death))));
            Operator.Said said =
                    operator.types(List.of(args).subList(2, args.length).toArray(String[]::new));
            System.out.println(said.out());
            System.out.println(said.err());
            code = said.code();
        }
        System.exit(code);
    }

    private record Mortal(Journal.Medium file, Death death) implements Journal.Medium {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            String record = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
            if (death == Death.BEFORE_OUTCOME && is("OUTCOME", record)) {
                die();
            }
            file.write(bytes);
            if ((death == Death.AFTER_INTENT && is("INTENT", record))
                    || (death == Death.AFTER_OUTCOME && is("OUTCOME", record))) {
                die();
            }
        }

        private static boolean is(String type, String record) {
            return record.contains("\"type\":\"" + type + "\"");
        }

        private static void die() throws IOException {
            try {
                new ProcessBuilder(
                                "kill",
                                "-KILL",
                                Long.toString(ProcessHandle.current().pid()))
                        .start()
                        .waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("the process was to be killed, and lives");
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
