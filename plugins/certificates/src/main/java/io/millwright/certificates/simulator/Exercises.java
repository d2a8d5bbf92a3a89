package io.millwright.certificates.simulator;

import io.millwright.spi.Simulator.Exercise;
import java.util.List;

/** What can be switched on in the sandbox, for the guide: how it is found, and what is to be done. */
final class Exercises {
    static final List<Exercise> ALL = List.of(
            new Exercise(
                    Marks.CONTROLLER_DOWN,
                    "The controller doesn't run: nothing is issued or renewed.",
                    "",
                    List.of("certificates.operator.ready"),
                    List.of("upgrade"),
                    "Certificates serve on until they end. How long is that?"),
            new Exercise(
                    Marks.WEBHOOK_DOWN,
                    "The webhook doesn't answer: changes are refused.",
                    "",
                    List.of("certificates.operator.ready"),
                    List.of("repair-webhook"),
                    "See what is refused, and what goes on."),
            new Exercise(
                    Marks.INJECTOR_DOWN,
                    "The injector doesn't run: nobody renews the trust of webhooks.",
                    "",
                    List.of("certificates.operator.ready"),
                    List.of("repair-webhook"),
                    "Nothing fails today. What will, and when?"),
            new Exercise(
                    Marks.ISSUING_FAILS,
                    "An issuer refuses every request.",
                    "ask for a certificate with request-certificate",
                    List.of("certificates.certificate.failing"),
                    List.of("renew-now"),
                    "Follow Certificate, CertificateRequest, issuer: where does the reason stand?"),
            new Exercise(
                    Marks.ACME_FAILING,
                    "Challenges of an ACME server fail.",
                    "ask for a certificate of an ACME issuer",
                    List.of("certificates.acme.orders"),
                    List.of("clean-up-failed"),
                    "Each new try counts against the server's limits: mend the challenge first."),
            new Exercise(
                    Marks.VAULT_SEALED,
                    "The Vault behind an issuer is sealed.",
                    "make an issuer of the kind vault",
                    List.of("certificates.issuer.ready"),
                    List.of(),
                    "The issuer says it; every certificate of it will fail later."),
            new Exercise(
                    Marks.APPROVAL_MISSING,
                    "Nobody approves requests.",
                    "ask for a certificate with request-certificate",
                    List.of("certificates.request.state"),
                    List.of("request-certificate"),
                    "An approver was installed or taken away: the request waits for ever."));

    private Exercises() {}
}
