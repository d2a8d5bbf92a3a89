package io.millwright.engine.plan;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads the texts that runbooks ask for: a file's path, or an address. At most 20 MiB, within a minute. */
public final class Documents {
    private static final int LIMIT = 20 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The document's text. */
    public String read(String place, String label) {
        try {
            byte[] content = place.matches("https?://.*") ? fetched(URI.create(place)) : file(Path.of(place));
            return new String(content, StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw problem(place, label, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem(place, label, "it was cancelled", e);
        }
    }

    private static byte[] file(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException("there is no such file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return limited(in);
        }
    }

    private static byte[] fetched(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            HttpResponse<InputStream> reply = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = reply.body()) {
                if (reply.statusCode() != 200) {
                    throw new IOException("the server answered " + reply.statusCode());
                }
                return limited(in);
            }
        }
    }

    private static byte[] limited(InputStream in) throws IOException {
        byte[] content = in.readNBytes(LIMIT + 1);
        if (content.length > LIMIT) {
            throw new IOException("it is larger than 20 MiB");
        }
        return content;
    }

    private static ProblemException problem(String place, String label, String why, Exception cause) {
        return new ProblemException(
                new Problem(
                        Problem.Kind.USER,
                        "read the " + label.toLowerCase(java.util.Locale.ROOT),
                        place,
                        why,
                        "Give the path of a file on this machine, or an address that this machine reaches.",
                        Optional.of("document")),
                cause);
    }
}
