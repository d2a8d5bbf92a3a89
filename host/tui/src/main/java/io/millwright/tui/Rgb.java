package io.millwright.tui;

/** Arithmetic on 0xRRGGBB colours: the 256-colour palette and the contrast of WCAG 2. */
public final class Rgb {
    private static final int[] LEVELS = {0, 95, 135, 175, 215, 255};

    private Rgb() {}

    /** The entry of the xterm palette (16 to 255) that lies nearest. */
    public static int nearest256(int rgb) {
        int cube = 16 + 36 * level(rgb >> 16 & 0xff) + 6 * level(rgb >> 8 & 0xff) + level(rgb & 0xff);
        int mean = ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
        int grey = 232 + Math.clamp((mean - 3) / 10, 0, 23);
        return distance(of256(cube), rgb) <= distance(of256(grey), rgb) ? cube : grey;
    }

    /** The colour of an entry of the xterm palette, 16 to 255. */
    public static int of256(int index) {
        if (index >= 232) {
            int value = 8 + 10 * (index - 232);
            return value << 16 | value << 8 | value;
        }
        int cube = index - 16;
        return LEVELS[cube / 36] << 16 | LEVELS[cube / 6 % 6] << 8 | LEVELS[cube % 6];
    }

    /** Contrast by WCAG 2: 1 (same) to 21 (black on white). */
    public static double contrast(int first, int second) {
        double a = luminance(first);
        double b = luminance(second);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /**
     * The colour, made lighter on a dark background and darker on a light one as far as it takes to have that contrast, in true colour and in 256
     * colours; the same where it has it.
     */
    public static int legible(int colour, int background, double least) {
        int towards = contrast(0xffffff, background) >= contrast(0x000000, background) ? 0xffffff : 0x000000;
        int steps = 32;
        for (int step = 0; step < steps; step++) {
            int mixed = mixed(colour, towards, step, steps);
            if (contrast(mixed, background) >= least
                    && contrast(of256(nearest256(mixed)), of256(nearest256(background))) >= least) {
                return mixed;
            }
        }
        return towards;
    }

    private static int mixed(int from, int to, int step, int steps) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            mixed |= (a + (b - a) * step / steps) << shift;
        }
        return mixed;
    }

    private static int level(int value) {
        int best = 0;
        for (int i = 1; i < LEVELS.length; i++) {
            if (Math.abs(LEVELS[i] - value) < Math.abs(LEVELS[best] - value)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        int red = (a >> 16 & 0xff) - (b >> 16 & 0xff);
        int green = (a >> 8 & 0xff) - (b >> 8 & 0xff);
        int blue = (a & 0xff) - (b & 0xff);
        return red * red + green * green + blue * blue;
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
