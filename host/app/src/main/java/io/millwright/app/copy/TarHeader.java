package io.millwright.app.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of one entry of a tar archive.
 *
 * @param name path of the entry
 * @param size of its content
 * @param mode permissions
 * @param seconds when it was changed, since 1970
 * @param type {@code '0'} file, {@code '5'} folder, {@code '2'} symbolic link and so on
 * @param link where a link leads; empty for others
 */
record TarHeader(String name, long size, int mode, long seconds, char type, String link) {
    static final int BLOCK = 512;

    private static final int NAME = 100;
    private static final long LARGEST = 0_77777777777L;

    /** Blocks of zeros end an archive. */
    static boolean isEnd(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** @throws IOException when the block is none */
    static TarHeader read(byte[] block) throws IOException {
        byte[] summed = block.clone();
        Arrays.fill(summed, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : summed) {
            sum += b & 0xff;
        }
        if (sum != number(block, 148, 8)) {
            throw new IOException("what came is no tar archive, or was damaged on the way");
        }
        String prefix = text(block, 257, 5).equals("ustar") && block[262] == 0 ? text(block, 345, 155) : "";
        String name = text(block, 0, NAME);
        char type = block[156] == 0 ? '0' : (char) block[156];
        return new TarHeader(
                prefix.isEmpty() ? name : prefix + "/" + name,
                number(block, 124, 12),
                (int) number(block, 100, 8) & 0_7777,
                number(block, 136, 12),
                type,
                text(block, 157, NAME));
    }

    TarHeader named(String other) {
        return new TarHeader(other, size, mode, seconds, type, link);
    }

    TarHeader sized(long other) {
        return new TarHeader(name, other, mode, seconds, type, link);
    }

    private static String text(byte[] block, int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.UTF_8);
    }

    /** Octal digits, or a binary number where the first bit is set. */
    private static long number(byte[] block, int from, int length) throws IOException {
        if ((block[from] & 0x80) != 0) {
            byte[] bytes = Arrays.copyOfRange(block, from, from + length);
            bytes[0] &= 0x7f;
            BigInteger value = new BigInteger(1, bytes);
            if (value.bitLength() > 62) {
                throw new IOException("the archive tells a size that can't be");
            }
            return value.longValue();
        }
        String digits = text(block, from, length).strip();
        if (!digits.matches("[0-7]*")) {
            throw new IOException("the archive tells '" + digits + "' where a number belongs");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    /** The header as it is written, with one before it where names or sizes are too long for it. */
    byte[] written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BLOCK);
        StringBuilder more = new StringBuilder();
        record(more, "path", name, utf8(name).length > NAME);
        record(more, "linkpath", link, utf8(link).length > NAME);
        record(more, "size", Long.toString(size), size > LARGEST);
        if (!more.isEmpty()) {
            byte[] content = utf8(more.toString());
            out.writeBytes(new TarHeader("PaxHeader", content.length, 0_644, seconds, 'x', "").block());
            out.writeBytes(content);
            out.writeBytes(new byte[padding(content.length)]);
        }
        out.writeBytes(block());
        return out.toByteArray();
    }

    private static void record(StringBuilder more, String key, String value, boolean needed) {
        if (needed) {
            int length = utf8(" " + key + "=" + value + "\n").length;
            int whole = length + Integer.toString(length).length();
            whole = length + Integer.toString(whole).length();
            more.append(whole).append(' ').append(key).append('=').append(value).append('\n');
        }
    }

    private byte[] block() {
        byte[] block = new byte[BLOCK];
        put(block, 0, NAME, name);
        put(block, 100, 8, octal(mode, 7));
        put(block, 108, 8, octal(0, 7));
        put(block, 116, 8, octal(0, 7));
        put(block, 124, 12, octal(Math.min(size, LARGEST), 11));
        put(block, 136, 12, octal(Math.max(0, seconds), 11));
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) type;
        put(block, 157, NAME, link);
        put(block, 257, 6, "ustar\0");
        put(block, 263, 2, "00");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, 8, octal(sum, 6) + "\0 ");
        return block;
    }

    private static String octal(long value, int digits) {
        String text = Long.toOctalString(value);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static void put(byte[] block, int at, int length, String text) {
        byte[] bytes = utf8(text);
        System.arraycopy(bytes, 0, block, at, Math.min(length, bytes.length));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** So many bytes fill the last block of that much content. */
    static int padding(long size) {
        return (int) ((BLOCK - size % BLOCK) % BLOCK);
    }
}
