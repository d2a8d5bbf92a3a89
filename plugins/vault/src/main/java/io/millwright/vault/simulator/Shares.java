package io.millwright.vault.simulator;

import io.millwright.spi.Simulator;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Shares and root token of a new cluster, as the answer to its initialisation has them.
 *
 * @param raw the shares' bytes
 */
record Shares(String id, List<byte[]> raw, String token) {
    private static final int LENGTH = 33;

    static Shares make(long count) {
        SecureRandom random = new SecureRandom();
        List<byte[]> all = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            byte[] share = new byte[LENGTH];
            random.nextBytes(share);
            all.add(share);
        }
        byte[] more = new byte[24];
        random.nextBytes(more);
        String words = HexFormat.of().formatHex(more);
        return new Shares(words.substring(0, 8), all, "hvs." + words.substring(8));
    }

    /** Of servers in a copy: what stands for what somebody would type. */
    static Shares standIns(long count) {
        List<byte[]> all = new ArrayList<>();
        for (long i = 1; i <= count; i++) {
            all.add(("share-" + i).getBytes(StandardCharsets.UTF_8));
        }
        return new Shares("rehearse", all, Simulator.standIn("token"));
    }

    List<Object> hex() {
        return raw.stream().map(r -> (Object) HexFormat.of().formatHex(r)).toList();
    }

    List<Object> base64() {
        return raw.stream()
                .map(r -> (Object) Base64.getEncoder().encodeToString(r))
                .toList();
    }

    String hashes() {
        return String.join(
                ",",
                raw.stream().map(r -> Memory.hash(HexFormat.of().formatHex(r))).toList());
    }

    /** The hash of a share as somebody typed it, in hex or base64; empty when it is neither. */
    static Optional<String> hash(String typed) {
        try {
            return Optional.of(
                    Memory.hash(HexFormat.of().formatHex(HexFormat.of().parseHex(typed))));
        } catch (IllegalArgumentException notHex) {
            return base64(typed);
        }
    }

    private static Optional<String> base64(String typed) {
        try {
            return Optional.of(
                    Memory.hash(HexFormat.of().formatHex(Base64.getDecoder().decode(typed))));
        } catch (IllegalArgumentException neither) {
            return Optional.empty();
        }
    }
}
