package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Pods;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator.Output;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's programs in an instance's container, as far as their exit code goes: there is no server to ask behind them. */
final class Shell {
    private static final List<String> PROGRAMS = List.of("psql", "vacuumdb", "pg_dumpall", "pg_amcheck");

    private Shell() {}

    static Optional<Output> run(SimulatedCluster world, ObjectRef ref, List<String> command) {
        Optional<Resource> pod = world.get(ref)
                .filter(p ->
                        p.label(Cnpg.POD_ROLE_LABEL).filter("instance"::equals).isPresent());
        if (pod.isEmpty() || command.isEmpty()) {
            return Optional.empty();
        }
        String program = command.getFirst();
        if (!PROGRAMS.contains(program)) {
            return Optional.of(new Output(127, "", program + ": command not found"));
        }
        if (!Pods.ready(pod.get())) {
            return Optional.of(new Output(
                    2,
                    "",
                    program + ": error: connection to server on socket \"/controller/run/.s.PGSQL.5432\" failed:"
                            + " No such file or directory"));
        }
        if (program.equals("pg_dumpall") && command.contains("/dev/null") && !command.contains("--no-sync")) {
            return Optional.of(
                    new Output(1, "", "pg_dumpall: error: could not fsync file \"/dev/null\": Invalid argument"));
        }
        boolean reads = program.equals("pg_dumpall") || program.equals("pg_amcheck");
        return Optional.of(
                reads && world.fault(Marks.DATA_CORRUPT)
                        ? new Output(1, "", program + ": error: invalid page in block 7 of relation base/16384/16397")
                        : new Output(0, "", ""));
    }
}
