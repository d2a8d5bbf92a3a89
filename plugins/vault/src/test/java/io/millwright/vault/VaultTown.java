package io.millwright.vault;

import io.millwright.engine.run.Operator;
import io.millwright.spi.Login;
import io.millwright.spi.Parameter;
import io.millwright.spi.ProblemException;
import io.millwright.testkit.sandbox.Town;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A sandbox with servers, and somebody at the screen who writes down what is shown and answers with it. */
final class VaultTown extends Town {
    static final String VAULT = "vault/vault";
    private static final Pattern SHARES = Pattern.compile("(?m)^Unseal key ([0-9]+): (\\S+)$");
    private static final Pattern TOKEN = Pattern.compile("(?m)^Root token: (\\S+)$");
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> shown = new ArrayList<>();

    VaultTown(String scenario) {
        super(new VaultTool(), scenario);
    }

    /** One whose three servers are open and whose secrets are synchronised. */
    static VaultTown healthy() throws InterruptedException {
        VaultTown town = new VaultTown("healthy");
        town.knowsTheSeed();
        town.until(t -> t.constraints("back-up", Optional.of(t.instance(VAULT))).isEmpty()
                && t.instance("external-secrets/external-secrets")
                        .summary()
                        .getOrDefault("secrets", "")
                        .equals("2/2")
                && town.reads());
        return town;
    }

    /** Whether a login is answered. The first one waits for the certificate of simulated programs, which a busy machine makes slowly. */
    private boolean reads() {
        try {
            Server server = server(VAULT);
            Login login = Api.healthLogin(server, view()).orElseThrow();
            return !Api.get(server, server.pod(0), "/v1/sys/audit", login, view())
                    .content()
                    .isEmpty();
        } catch (ProblemException slow) {
            return false;
        }
    }

    /** The operator has the keys and the token of the seed's servers. */
    void knowsTheSeed() {
        for (int i = 1; i <= 3; i++) {
            answers.put(
                    "share-" + i,
                    Base64.getEncoder()
                            .encodeToString(("share-" + i).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        answers.put("token", "sandbox-root-token");
    }

    void answers(String parameter, String value) {
        answers.put(parameter, value);
    }

    /** What the operator would say. */
    String answer(String parameter) {
        return answers.getOrDefault(parameter, "");
    }

    List<String> shown() {
        return shown;
    }

    @Override
    protected Operator operator() {
        return new Operator() {
            @Override
            public Optional<String> confirm(String question, String phrase) {
                return Optional.of(phrase);
            }

            @Override
            public Optional<String> ask(Parameter parameter) {
                return Optional.ofNullable(answers.get(parameter.id()));
            }

            @Override
            public boolean present() {
                return true;
            }

            @Override
            public void show(String what, String text) {
                shown.add(text);
                SHARES.matcher(text).results().forEach(m -> answers.put("share-" + m.group(1), m.group(2)));
                TOKEN.matcher(text).results().forEach(m -> answers.put("token", m.group(1)));
            }
        };
    }

    Server server(String path) {
        String[] words = path.split("/");
        return Server.read(view(), words[0], words[1]).orElseThrow();
    }

    List<Peer> peers(String path) {
        return Peer.all(server(path), view());
    }

    String leader(String path) {
        return Peer.leader(peers(path)).map(Peer::name).orElse("none");
    }

    static String archive(Path folder, String file) throws IOException {
        Path path = folder.resolve(file);
        Files.write(path, new VaultTool().simulator().orElseThrow().charts().get(file));
        return path.toString();
    }
}
