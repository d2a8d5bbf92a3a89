package io.millwright.certificates.simulator;

/** The faults of the simulator. */
final class Marks {
    static final String CONTROLLER_DOWN = "controller-down";
    static final String WEBHOOK_DOWN = "webhook-down";
    static final String INJECTOR_DOWN = "injector-down";
    static final String ISSUING_FAILS = "issuing-fails";
    static final String ACME_FAILING = "acme-failing";
    static final String VAULT_SEALED = "vault-sealed";
    static final String APPROVAL_MISSING = "approval-missing";

    private Marks() {}
}
