package io.millwright.certificates.runbook;

import io.millwright.spi.Runbook;
import java.util.List;

/** The maintenance guide, in the order of an installation's life. */
public final class Runbooks {
    public static final List<Runbook> ALL = List.of(
            new Install(),
            new CreateIssuer(),
            new RequestCertificate(),
            new RenewNow(),
            new Configure(),
            new Scale(),
            new PublishRoot(),
            new RotateCa(),
            new MoveCertificates(),
            new RetireRoot(),
            new CleanUpFailed(),
            new RepairWebhook(),
            new Backup(),
            new Restore(),
            new Upgrade(),
            new Uninstall());

    private Runbooks() {}
}
