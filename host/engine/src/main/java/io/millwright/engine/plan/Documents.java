package io.millwright.engine.plan;

import io.millwright.engine.Limit;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Reads the texts that runbooks ask for: a file's path, or an address. At most 20 MiB, within a minute. */
public final class Documents {
    private static final int LIMIT = 20 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Duration patience;

    public Documents() {
        this(PATIENCE);
    }

    /** {@code patience}: how long it may take to fetch one from an address, from the first word to the last byte. */
    public Documents(Duration patience) {
        this.patience = patience;
    }

    /** The document's text. */
    public String read(String place, String label) {
        try {
            byte[] content = place.matches("https?://.*") ? inTime(URI.create(place), label) : file(Path.of(place));
            return new String(content, StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw problem(place, label, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        }
    }

    /** A server that sends a byte now and then keeps no request's time limit: the whole of it has one. */
    private byte[] inTime(URI address, String label) throws IOException {
        try {
            return new Limit(patience, Problem.Kind.USER)
                    .call("read the " + label.toLowerCase(Locale.ROOT), address.toString(), () -> {
                        try {
                            return fetched(address);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw new UncheckedIOException(new IOException("it was cancelled", e));
                        }
                    });
        } catch (UncheckedIOException e) {
            throw new IOException(
                    Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("it could not be read"), e);
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
                        "read the " + label.toLowerCase(Locale.ROOT),
                        place,
                        why,
                        "Give the path of a file on this machine, or an address that this machine reaches.",
                        Optional.of("document")),
                cause);
    }
}
