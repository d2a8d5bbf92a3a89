package io.millwright.postgres;

import static io.millwright.postgres.Samples.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kit.Tree;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The certificate with which the operator's webhooks answer; a real one, of 1 July to 29 September 2026. */
class WebhookCertificateTest {
    private static final String AUTHORITY =
            "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJjRENDQVJXZ0F3SUJBZ0lVSjIrQzBHT0FUUEU5dUU2d01CeWQvVnNyNUtJ"
                    + "d0NnWUlLb1pJemowRUF3SXcKRFRFTE1Ba0dBMVVFQXd3Q1kyRXdIaGNOTWpZeE1USTVNVFUxTXpFeVdoY05Nell4TVRJMk1UVTFN"
                    + "ekV5V2pBTgpNUXN3Q1FZRFZRUUREQUpqWVRCWk1CTUdCeXFHU000OUFnRUdDQ3FHU000OUF3RUhBMElBQlBwR01IbDNFMWRqCllV"
                    + "WFd6VzNpU3ZtSjRtVWp6YlNhd1haZkd1alJxcVo1TnFCemhVQyt5TkU0UTNIY2pqMmtVZkNydVI1VkhEUUoKZDhqVFVpODhnV0tq"
                    + "VXpCUk1CMEdBMVVkRGdRV0JCVG1yTTNSQjRlOFVhcXZWaDZxZXdkOHdRZmpRVEFmQmdOVgpIU01FR0RBV2dCVG1yTTNSQjRlOFVh"
                    + "cXZWaDZxZXdkOHdRZmpRVEFQQmdOVkhSTUJBZjhFQlRBREFRSC9NQW9HCkNDcUdTTTQ5QkFNQ0Ewa0FNRVlDSVFDbzVpb2dNK3d6"
                    + "T2hnYmQ3OEJkanVDcUNWQzJrMERwc1NuSGpHZ3RRbDAKNUFJaEFJbXBQTzZDUmdHck5TSUlBbnI4eVdEWStRdlp5S3F2OU0veFhO"
                    + "b3U3b0VlCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K";
    private static final String OTHER =
            "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJkVENDQVJ1Z0F3SUJBZ0lVQlZ4N0FueEVPOWpKTTMxVmUwZmxmYitsenJB"
                    + "d0NnWUlLb1pJemowRUF3SXcKRURFT01Bd0dBMVVFQXd3RmIzUm9aWEl3SGhjTk1qWXhNVEk1TVRVMU16RXpXaGNOTXpZeE1USTJN"
                    + "VFUxTXpFegpXakFRTVE0d0RBWURWUVFEREFWdmRHaGxjakJaTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSEEwSUFCS0JECjhC"
                    + "aHdmSkNFbmxxRFdKd1VxYS9CaGh2eHBmelE5Q2VOaStweDN6Tnp6SzRnQzNmZzRNU2h4Ui9PNU4xWVVzMEYKcTMvSXhHZnVBYlMv"
                    + "byt0dVU4S2pVekJSTUIwR0ExVWREZ1FXQkJUalh6UTU5K1E1dmhidVkranRMbUJRelAyWQoxREFmQmdOVkhTTUVHREFXZ0JUalh6"
                    + "UTU5K1E1dmhidVkranRMbUJRelAyWTFEQVBCZ05WSFJNQkFmOEVCVEFECkFRSC9NQW9HQ0NxR1NNNDlCQU1DQTBnQU1FVUNJRVQz"
                    + "UWZVakhyWFNjL1FSdnNwb3BINEZENldHS0tQYU1ZWTUKS0ljYXBJMFNBaUVBaSs4d2RLWUt4OGdUQkZmMWJBRmJ4a2ZUcFQ4OTJi"
                    + "bmc2VnZ3WUszaExIOD0KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=";
    private static final String CERTIFICATE =
            "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJIekNCeFFJVVFPK1hSM05NVFNtWkpzc1BoN2FwN0I5dU1Bb3dDZ1lJS29a"
                    + "SXpqMEVBd0l3RFRFTE1Ba0cKQTFVRUF3d0NZMkV3SGhjTk1qWXdOekF4TURBd01EQXdXaGNOTWpZd09USTVNREF3TURBd1dqQVhN"
                    + "UlV3RXdZRApWUVFEREF4amJuQm5MWGRsWW1odmIyc3dXVEFUQmdjcWhrak9QUUlCQmdncWhrak9QUU1CQndOQ0FBVFcxR0Y1ClhS"
                    + "ZU4yOGxLZXRKemZkTURscXZnWXpkYldVRjF4aWNxQm16ZGVtTW9aKzhzUnlmYWlaNUsvVjZXQ0c4dk1wUEEKQ1l5WXpBV2laRith"
                    + "NTQrWE1Bb0dDQ3FHU000OUJBTUNBMGtBTUVZQ0lRQzlGMEtLY29PVkdFMGtEL0NrcnVFOAozbTdnS2JIOWxvUDNwWU8wdzh6dXlR"
                    + "SWhBSlRHTUdVSXBjQktzcGd0U2VZZEtuUG9qT05uR0EwZzVSS2p6cXhxCldLZ24KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=";

    private static List<Finding> findings(String authority, String now) {
        HandMadeCluster view = Samples.healthy()
                .put(Resource.of(
                        Kind.SECRET,
                        "cnpg-system",
                        "cnpg-webhook-cert",
                        Map.of("data", Map.of("tls.crt", CERTIFICATE))))
                .change(
                        ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", Cnpg.VALIDATING_WEBHOOKS),
                        w -> w.with(
                                List.of(Tree.of(
                                        "name", "cluster.cnpg.io", "clientConfig", Map.of("caBundle", authority))),
                                "webhooks"))
                .at(now);
        Instance operator = Samples.instance(view, OPERATOR);
        return new PostgresTool()
                .healthChecks().stream()
                        .filter(c -> c.info().id().equals("postgres.operator.certificate"))
                        .flatMap(c -> c.run(operator, view).stream())
                        .toList();
    }

    @Test
    void oneThatIsTrustedAndHasTimeIsNoFinding() {
        assertThat(findings(AUTHORITY, "2026-09-01T12:00:00Z")).isEmpty();
        assertThat(findings(AUTHORITY, "2026-09-22T12:00:00Z"))
                .as("the operator renews it seven days before its end")
                .isEmpty();
    }

    @Test
    void oneThatWasNotRenewedIsSaidBeforeItEnds() {
        assertThat(findings(AUTHORITY, "2026-09-24T12:00:00Z")).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.WARNING);
            assertThat(f.id()).isEqualTo("postgres.operator.certificate.expiring");
        });
        assertThat(findings(AUTHORITY, "2026-09-27T12:00:00Z"))
                .singleElement()
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL));
        assertThat(findings(AUTHORITY, "2026-10-02T12:00:00Z"))
                .singleElement()
                .satisfies(f -> assertThat(f.title()).contains("ended").contains("ago"));
    }

    @Test
    void oneOfAnotherAuthorityIsNotTrusted() {
        assertThat(findings(OTHER, "2026-09-01T12:00:00Z")).singleElement().satisfies(f -> {
            assertThat(f.id()).isEqualTo("postgres.operator.certificate.untrusted");
            assertThat(f.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(f.remedies()).isNotEmpty();
        });
    }
}
