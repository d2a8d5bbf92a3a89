package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Reasons;
import io.millwright.ingress.facts.Reasons.Meaning;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReasonsTest {
    /** The reasons of the Gateway API 1.6.1, as its types declare them. */
    private static final List<String> DECLARED = List.of(
            "class/Accepted/Accepted",
            "class/Accepted/InvalidParameters",
            "class/Accepted/Unsupported",
            "class/Accepted/Pending",
            "class/Accepted/Waiting",
            "class/SupportedVersion/SupportedVersion",
            "class/SupportedVersion/UnsupportedVersion",
            "gateway/Accepted/Accepted",
            "gateway/Accepted/ListenersNotValid",
            "gateway/Accepted/Pending",
            "gateway/Accepted/UnsupportedAddress",
            "gateway/Accepted/InvalidParameters",
            "gateway/Programmed/Programmed",
            "gateway/Programmed/Invalid",
            "gateway/Programmed/Pending",
            "gateway/Programmed/NoResources",
            "gateway/Programmed/AddressNotAssigned",
            "gateway/Programmed/AddressNotUsable",
            "gateway/ResolvedRefs/ResolvedRefs",
            "gateway/ResolvedRefs/InvalidClientCertificateRef",
            "gateway/ResolvedRefs/RefNotPermitted",
            "gateway/ResolvedRefs/ListenersNotResolved",
            "gateway/InsecureFrontendValidationMode/ConfigurationChanged",
            "listener/Accepted/Accepted",
            "listener/Accepted/PortUnavailable",
            "listener/Accepted/UnsupportedProtocol",
            "listener/Accepted/NoValidCACertificate",
            "listener/Accepted/UnsupportedValue",
            "listener/ResolvedRefs/ResolvedRefs",
            "listener/ResolvedRefs/InvalidCertificateRef",
            "listener/ResolvedRefs/InvalidRouteKinds",
            "listener/ResolvedRefs/RefNotPermitted",
            "listener/ResolvedRefs/InvalidCACertificateRef",
            "listener/ResolvedRefs/InvalidCACertificateKind",
            "listener/Conflicted/NoConflicts",
            "listener/Conflicted/HostnameConflict",
            "listener/Conflicted/ProtocolConflict",
            "listener/Conflicted/ListenerConflict",
            "listener/Programmed/Programmed",
            "listener/Programmed/Invalid",
            "listener/Programmed/Pending",
            "listener/OverlappingTLSConfig/OverlappingHostnames",
            "listener/OverlappingTLSConfig/OverlappingCertificates",
            "route/Accepted/Accepted",
            "route/Accepted/NotAllowedByListeners",
            "route/Accepted/NoMatchingListenerHostname",
            "route/Accepted/NoMatchingParent",
            "route/Accepted/UnsupportedValue",
            "route/Accepted/Pending",
            "route/Accepted/IncompatibleFilters",
            "route/ResolvedRefs/ResolvedRefs",
            "route/ResolvedRefs/RefNotPermitted",
            "route/ResolvedRefs/InvalidKind",
            "route/ResolvedRefs/BackendNotFound",
            "route/ResolvedRefs/UnsupportedProtocol");

    @Test
    void everyDeclaredReasonHasAMeaning() {
        assertThat(Reasons.all().keySet()).containsAll(DECLARED);
        assertThat(Reasons.of("route", "ResolvedRefs", "BackendNotFound")).contains(Meaning.BROKEN);
    }

    @Test
    void aReasonThatIsntKnownHasNone() {
        assertThat(Reasons.of("route", "ResolvedRefs", "SomethingNew")).isEqualTo(Optional.empty());
    }
}
