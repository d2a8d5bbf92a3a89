package io.millwright.testkit.sandbox;

import io.millwright.sandbox.RunningCluster;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A sandbox's cluster as plugins read it: objects from its store, pages through its proxy, and with a login as the program reads them. */
public record SandboxView(RunningCluster running, HttpClient http, ClusterView remote) implements ClusterView {
    @Override
    public String cluster() {
        return running.name();
    }

    @Override
    public String clusterUid() {
        return "uid-of-" + running.name();
    }

    @Override
    public String kubernetesMinor() {
        return "1.36";
    }

    @Override
    public Instant now() {
        return running.now();
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        return serves(object.kind())
                ? running.store().get(object.kind(), object.namespace(), object.name())
                : Optional.empty();
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        return serves(kind) ? running.store().list(kind, selector) : List.of();
    }

    @Override
    public boolean serves(Kind kind) {
        return running.store().kinds().find(kind).isPresent();
    }

    @Override
    public HttpReply httpGet(ObjectRef object, String scheme, int port, String path) {
        URI uri = URI.create(running.url() + "/api/v1/namespaces/" + object.namespace() + "/"
                + object.kind().plural() + "/" + scheme + ":" + object.name() + ":" + port + "/proxy" + path);
        try {
            HttpResponse<String> reply =
                    http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() == 503) {
                throw new ProblemException(
                        Problem.user("get " + path, object.display(), "HTTP 503: " + reply.body(), "Look at the pod."));
            }
            return new HttpReply(reply.statusCode(), reply.body());
        } catch (IOException e) {
            throw new ProblemException(Problem.internal("get " + path, object.display(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.internal("get " + path, object.display(), e), e);
        }
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
        return remote.httpGet(podOrService, scheme, port, path, login);
    }

    @Override
    public List<String> logs(ObjectRef pod, String container, int lines, boolean previous) {
        return List.of();
    }

    @Override
    public Optional<Boolean> mayI(AccessNeed need) {
        return Optional.of(true);
    }
}
