package io.millwright.vault.simulator;

import io.millwright.spi.Simulator.Exercise;
import java.util.List;

/** What can be switched on in the sandbox, for the guide: how it is found, and what is to be done. */
final class Exercises {
    static final List<Exercise> ALL = List.of(
            new Exercise(
                    Faults.SEALED,
                    "Servers are sealed, as after any restart.",
                    "",
                    List.of("vault.sealed", "vault.pods"),
                    List.of("unseal"),
                    "Enter the keys of as many holders as needed; watch how the evidence counts them."),
            new Exercise(
                    Faults.NO_LEADER,
                    "No server leads, so that nothing can be written.",
                    "",
                    List.of("vault.leader"),
                    List.of(),
                    "A majority of servers must reach each other: look at pods and network, not at Vault."),
            new Exercise(
                    Faults.TWO_ACTIVE,
                    "Two servers say of themselves that they are active.",
                    "",
                    List.of("vault.leader"),
                    List.of("step-down"),
                    "Find out which one the others follow before anything is restarted."),
            new Exercise(
                    Faults.FOLLOWER_BEHIND,
                    "A standby doesn't keep up.",
                    "",
                    List.of("vault.raft.lag"),
                    List.of("remove-peer"),
                    "If the leader failed now, would this one know everything?"),
            new Exercise(
                    Faults.SNAPSHOT_FAILING,
                    "Snapshots fail.",
                    "run back-up",
                    List.of(),
                    List.of("back-up"),
                    "The run ends without leaving half a file behind."),
            new Exercise(
                    Faults.STORE_DENIED,
                    "A store refuses External Secrets' login.",
                    "",
                    List.of("vault.eso.store", "vault.eso.sync"),
                    List.of("create-store"),
                    "Applications keep the values they have: the finding comes before they notice."),
            new Exercise(
                    Faults.SYNC_STALLED,
                    "Secrets aren't refreshed any more.",
                    "let some minutes pass",
                    List.of("vault.eso.age"),
                    List.of("refresh"),
                    "Ready alone doesn't say that a value is young."),
            new Exercise(
                    Faults.CONTROLLER_DOWN,
                    "External Secrets' controller doesn't run.",
                    "",
                    List.of("vault.eso.controllers"),
                    List.of("upgrade-external-secrets"),
                    "Nothing is refreshed, and deleted Secrets stay away."));

    private Exercises() {}
}
