package io.millwright.spi;

/** How a step is taken back, shown before it is approved. */
public sealed interface Undo {
    /** What the preview shows in the undo column. */
    String word();

    /** The fields that the step set get their former values; objects that it made are deleted. */
    record Exact() implements Undo {
        @Override
        public String word() {
            return "exact";
        }
    }

    /** Another action, which restores what it can. {@code limits} says what it can't. */
    record BestEffort(Action action, Check done, String limits) implements Undo {
        @Override
        public String word() {
            return "best effort";
        }
    }

    /** Only a restore from a backup brings it back. */
    record ByRestore(String what) implements Undo {
        @Override
        public String word() {
            return "by restore";
        }
    }

    /** There is no way back. */
    record None(String reason) implements Undo {
        @Override
        public String word() {
            return "none";
        }
    }

    /** The step only reads or waits. */
    record NothingToUndo() implements Undo {
        @Override
        public String word() {
            return "–";
        }
    }

    Undo EXACT = new Exact();
    Undo NOTHING_TO_UNDO = new NothingToUndo();
}
