package io.millwright.logging;

import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ObjectRef;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sandbox with ECK. */
final class LoggingTown extends Town {
    LoggingTown(String scenario) {
        super(new LoggingTool(), scenario);
    }

    /** One whose cluster, Kibana and collectors are up. */
    static LoggingTown healthy() throws InterruptedException {
        LoggingTown town = new LoggingTown("healthy");
        town.until(t -> t.view()
                        .get(ObjectRef.of(Names.ES, "logging", "logs"))
                        .map(Elastic::new)
                        .filter(e -> e.settled() && e.health().equals("green"))
                        .isPresent()
                && t.view()
                        .get(ObjectRef.of(Names.KB, "logging", "logs"))
                        .flatMap(k -> k.text("status", "version"))
                        .isPresent());
        return town;
    }

    Elastic logs() {
        return Elastic.read(view(), "logging", "logs").orElseThrow();
    }

    static String archive(Path folder, String file) throws IOException {
        Path path = folder.resolve(file);
        Files.write(path, new LoggingTool().simulator().orElseThrow().charts().get(file));
        return path.toString();
    }
}
