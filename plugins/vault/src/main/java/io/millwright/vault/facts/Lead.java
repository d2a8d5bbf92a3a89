package io.millwright.vault.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;

/**
 * What an unsealed server says of the leader.
 *
 * @param self whether it leads itself
 * @param address the leader's, empty when it knows none
 * @param committed the last entry that it knows to be decided
 * @param applied the last entry that it has taken over
 * @param since when the leader began to lead, as it writes it; empty where it isn't told
 */
public record Lead(boolean self, String address, long committed, long applied, String since) {
    public static final String PATH = "/v1/sys/leader";

    /** Asks that pod, which must not be sealed. */
    public static Lead read(Server server, ObjectRef pod, ClusterView view) {
        Resource r = Api.get(server, pod, PATH, view);
        return new Lead(
                r.flag("is_self").orElse(false),
                r.text("leader_address").orElse(""),
                r.number("raft_committed_index").orElse(0L),
                r.number("raft_applied_index").orElse(0L),
                r.text("active_time").orElse(""));
    }
}
