package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** Which cipher is offered first; what is offered at all is the JDK's matter. */
class QuickCipherTest {
    private static final String QUICK = "TLS_CHACHA20_POLY1305_SHA256";

    @Test
    void theQuickOneComesFirstAndNoneIsAddedOrLost() throws NoSuchAlgorithmException {
        SSLContext context = SSLContext.getDefault();

        SSLParameters parameters = ClosableClients.quickly(context, new SSLParameters());

        assertThat(parameters.getCipherSuites())
                .startsWith(QUICK)
                .containsExactlyInAnyOrder(context.getDefaultSSLParameters().getCipherSuites());
    }

    @Test
    void whatIsNotAllowedIsNotOffered() throws NoSuchAlgorithmException {
        SSLParameters strict = new SSLParameters(new String[] {"TLS_AES_256_GCM_SHA384"}, new String[] {"TLSv1.3"});

        SSLParameters parameters = ClosableClients.quickly(SSLContext.getDefault(), strict);

        assertThat(parameters.getCipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384");
        assertThat(parameters.getProtocols()).containsExactly("TLSv1.3");
    }
}
